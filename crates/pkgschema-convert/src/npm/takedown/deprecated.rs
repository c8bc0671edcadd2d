//! The member `deprecated` of a version: reading it, and a manifest's text with another one.
//!
//! Invariant: every other member of the manifest stays as it is written, in its place.

use pkgschema::Text;
use pkgschema::object::{Raw, RawObject, Writer, raw, write};
use raw::Kind;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// The member's name.
pub(super) const MEMBER: &str = "deprecated";

/// What the member says.
#[derive(Debug, PartialEq)]
pub(super) enum Said {
    /// The version is not deprecated.
    Not,
    /// It is, in these words if there are any.
    Deprecated(Option<Text>),
    /// Nobody knows.
    Odd,
}

/// What a value of the member says.
pub(super) fn said(value: &RawValue) -> Said {
    match raw::kind(value) {
        Kind::String => match raw::string(value) {
            None => Said::Odd,
            Some(text) if text.is_empty() => Said::Not,
            Some(text) => Said::Deprecated(Some(Text::from(text))),
        },
        Kind::Boolean if value.get() == "true" => Said::Deprecated(None),
        Kind::Boolean => Said::Not,
        _ => Said::Odd,
    }
}

/// The members of that name in a manifest, in their order; `None` if a name in it is no text.
pub(super) fn all_in(manifest: &RawObject) -> Option<Vec<&RawValue>> {
    let members = raw::members(manifest.as_raw().as_raw())?;
    Some(members.into_iter().filter(|(name, _)| name == MEMBER).map(|(_, value)| value).collect())
}

/// Whether the manifest says that the version is deprecated.
pub(super) fn is_in(manifest: &RawObject) -> bool {
    let first = all_in(manifest).and_then(|all| all.first().map(|first| said(first)));
    matches!(first, Some(Said::Deprecated(_)))
}

/// The member's value for these words.
pub(super) fn value(words: Option<&Text>) -> String {
    match words.filter(|words| !words.is_empty()) {
        Some(words) => write(words),
        None => "true".to_owned(),
    }
}

/// The manifest with this value in the place of the member, or without the member. What stands
/// twice is then there once.
pub(super) fn replaced(manifest: &RawObject, value: Option<&str>) -> Option<RawObject> {
    let members = raw::members(manifest.as_raw().as_raw())?;
    let (mut json, mut left) = (Writer::default(), value);
    let mut object = json.object();
    for (name, old) in &members {
        match (name == MEMBER, left) {
            (false, _) => object.member(name, |to| to.raw(old.get())),
            (true, Some(value)) => {
                object.member(name, |to| to.raw(value));
                left = None;
            }
            (true, None) => {}
        }
    }
    if let Some(value) = left {
        object.member(&Cow::Borrowed(MEMBER), |to| to.raw(value));
    }
    object.end();
    RawObject::new(Raw::from_string(json.into_text())?)
}
