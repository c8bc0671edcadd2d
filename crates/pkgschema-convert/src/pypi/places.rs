//! Paths and addresses in lock files and requirements files.
//!
//! Invariant: a path is judged by its text alone; no file is looked at.

use super::direct_url::{User, user};
use crate::escapes;
use crate::found::Found;
use crate::paths::leaves;
use pkgschema::text::is_obeyed;
use pkgschema::{Pointer, Severity};
use std::borrow::Cow;

/// What is odd about a path that is relative to the document: that it leads out of the document's
/// folder, and characters that cannot be seen.
pub(super) fn check_path(path: &str, place: &Pointer, found: &mut Found) {
    check_text(path, place, found);
    if leaves(path) {
        let words = "the path leads out of the folder that the document stands in";
        found.add(|| place.clone(), "path-outside", Severity::Warning, words);
    }
}

/// What is odd about an address: credentials that everybody reads who reads the document, and
/// characters that cannot be seen.
pub(super) fn check_url(url: &str, place: &Pointer, found: &mut Found) {
    check_text(url, place, found);
    if user(url) == User::Secret {
        let words = "credentials; only names of environment variables should stand there";
        found.add(|| place.clone(), "credentials", Severity::Warning, words);
    }
}

/// Characters in a path or an address that cannot be seen.
fn check_text(text: &str, place: &Pointer, found: &mut Found) {
    if text.chars().any(|c| c.is_control() || is_obeyed(c)) {
        let words = "expected only characters that can be seen";
        found.add(|| place.clone(), "hidden-character", Severity::Error, words);
    }
}

/// The name of the file at a path.
pub(super) fn name_in_path(path: &str) -> Option<&str> {
    path.rsplit(['/', '\\']).next().filter(|name| !name.is_empty())
}

/// The name of the file at an address, its escapes read.
pub(super) fn name_in_url(url: &str) -> Option<Cow<'_, str>> {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let (_, name) = path.rsplit_once('/')?;
    let name = match name.contains('%') {
        true => Cow::Owned(escapes::unescape(name)?),
        false => Cow::Borrowed(name),
    };
    (!name.is_empty()).then_some(name)
}

/// The same for an address that may be relative.
pub(super) fn name_in_path_of_url(url: &str) -> Option<Cow<'_, str>> {
    match url.contains("://") {
        true => name_in_url(url),
        false => {
            let path = url.split(['?', '#']).next().unwrap_or(url);
            let name = path.rsplit('/').next().filter(|name| !name.is_empty())?;
            match name.contains('%') {
                true => escapes::unescape(name).map(Cow::Owned),
                false => Some(Cow::Borrowed(name)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(name_in_path("a\\b/c.whl"), Some("c.whl"));
        assert_eq!(name_in_path("a/"), None);
        let url = "https://files.example/x/a%2B1-1.0.tar.gz?x=/y#z/w";
        assert_eq!(name_in_url(url).as_deref(), Some("a+1-1.0.tar.gz"));
        assert_eq!(name_in_url("https://files.example"), None);
    }
}
