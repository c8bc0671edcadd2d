//! The repository, and the pages that npm makes of it where the manifest names none.
//!
//! Invariant: the pages are made of the repository's address after it was respelt.

use super::draft::Draft;
use super::value;
use crate::LossKind;
use crate::npm::hosted::Hosted;
use pkgschema::object::Raw;
use pkgschema::object::raw::Kind;
use std::borrow::Cow;

/// One repository, an object, with its address in npm's spelling.
pub(super) fn repository(draft: &mut Draft) {
    first_of_several(draft);
    let Some(said) = draft.said("repository") else { return };
    if let Some(text) = value::text(said.as_raw()) {
        let url = respelt(&text).map_or(text, Cow::Owned);
        draft.set("repository", value::of_texts([("type", "git"), ("url", &url)]));
        return draft.lose(&["repository"], LossKind::Normalized, "an object with the address");
    }
    let Some(members) = value::object(said.as_raw()) else { return };
    let url = members.iter().find(|(name, _)| name == "url");
    let url = url.and_then(|(_, url)| value::text(url)).and_then(|url| respelt(&url));
    let Some(url) = url else { return };
    let url = value::string(&url).to_string();
    let members = members.into_iter().map(|(name, value)| match name.as_ref() {
        "url" => (name, url.as_str()),
        _ => (name, value.get()),
    });
    draft.set("repository", value::of_members(members));
    draft.lose(&["repository", "url"], LossKind::Normalized, "another spelling of the address");
}

/// The address of the repository.
pub(super) fn hosted(draft: &Draft) -> Option<Hosted> {
    let repository = draft.said("repository")?;
    Hosted::read(&value::text(value::member(repository.as_raw(), "url")?)?)
}

/// An address in npm's spelling, where it has another.
fn respelt(url: &str) -> Option<String> {
    let known = Hosted::read(url)?.repository();
    (known != url).then_some(known)
}

/// Of `repositories` the first one counts, before what `repository` says.
fn first_of_several(draft: &mut Draft) {
    let Some(several) = draft.said("repositories") else { return };
    // of a text the first one is its first character
    let first = match several.kind() {
        Kind::Array => {
            value::array(several.as_raw()).and_then(|all| all.first().copied().map(Raw::from))
        }
        Kind::String => value::text(several.as_raw())
            .and_then(|text| Some(value::string(text.chars().next()?.encode_utf8(&mut [0; 4])))),
        _ => value::member(several.as_raw(), "0").map(Raw::from),
    };
    let (kind, note) = (LossKind::Changed, "npm takes the first of the repositories");
    match first {
        Some(first) => draft.change("repository", first, kind, note),
        None => draft.drop("repository", note),
    }
}
