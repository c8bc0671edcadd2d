//! JSON values as the npm CLI, a program in JavaScript, looks at them.
//!
//! Invariant: what cannot be looked into says nothing; of duplicate members the first counts.

use pkgschema::object::raw::Kind;
use pkgschema::object::{Raw, Writer, raw};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashSet;

/// Whether a value says something: it is no null, `false`, zero or empty string.
pub(super) fn says(value: &RawValue) -> bool {
    match raw::kind(value) {
        Kind::Null => false,
        Kind::Boolean => value.get() == "true",
        Kind::Number => value.get().parse::<f64>().is_ok_and(|number| number != 0.0),
        Kind::String => value.get() != "\"\"",
        Kind::Array | Kind::Object => true,
    }
}

/// The text of a string.
pub(super) fn text(value: &RawValue) -> Option<Cow<'_, str>> {
    (raw::kind(value) == Kind::String).then(|| raw::string(value))?
}

/// Whether a value is a string that says something.
pub(super) fn is_word(value: &RawValue) -> bool {
    raw::kind(value) == Kind::String && says(value)
}

/// The members of an object.
pub(super) fn object(value: &RawValue) -> Option<Vec<(Cow<'_, str>, &RawValue)>> {
    if raw::kind(value) != Kind::Object {
        return None;
    }
    let mut members = raw::members(value)?;
    let mut names = HashSet::with_capacity(members.len());
    members.retain(|(name, _)| names.insert(name.clone()));
    Some(members)
}

/// The elements of an array.
pub(super) fn array(value: &RawValue) -> Option<Vec<&RawValue>> {
    (raw::kind(value) == Kind::Array).then(|| raw::elements(value))?
}

/// A member of an object.
pub(super) fn member<'a>(value: &'a RawValue, name: &str) -> Option<&'a RawValue> {
    object(value)?.into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// A string.
pub(super) fn string(text: &str) -> Raw {
    let mut writer = Writer::default();
    writer.string(text);
    json(writer)
}

/// An object of members that are JSON already.
pub(super) fn of_members<N: AsRef<str>, V: AsRef<str>>(
    members: impl IntoIterator<Item = (N, V)>,
) -> Raw {
    let mut writer = Writer::default();
    let mut object = writer.object();
    for (name, json) in members {
        object.member(name.as_ref(), |to| to.raw(json.as_ref()));
    }
    object.end();
    json(writer)
}

/// An array of elements that are JSON already.
pub(super) fn of_elements<V: AsRef<str>>(elements: impl IntoIterator<Item = V>) -> Raw {
    let mut writer = Writer::default();
    writer.array(elements, |to, json| to.raw(json.as_ref()));
    json(writer)
}

/// An object of texts.
pub(super) fn of_texts<N: AsRef<str>, V: AsRef<str>>(
    texts: impl IntoIterator<Item = (N, V)>,
) -> Raw {
    of_members(texts.into_iter().map(|(name, text)| (name, string(text.as_ref()).to_string())))
}

/// What a writer writes is always JSON; null stands for the impossible rest.
fn json(writer: Writer) -> Raw {
    Raw::from_string(writer.into_text()).unwrap_or_default()
}

/// `true` or `false`.
pub(super) fn of_flag(flag: bool) -> Raw {
    Raw::of(&flag).unwrap_or_default()
}
