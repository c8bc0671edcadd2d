//! Names of packages in documents: those that lead out of a folder, hide letters or break the
//! ecosystem's rules are findings.
//!
//! Invariant: a name is judged by its ecosystem's rules alone, and never changed.

use pkgschema::identity::{Ecosystem, PackageName};
use pkgschema::{Finding, Pointer, Severity};

/// Longer names than these bytes are none in any ecosystem, and are not looked into.
const LONGEST: usize = 1024;

/// What is odd about a name, at the root.
pub(crate) fn odd(ecosystem: &Ecosystem, name: &str) -> Vec<Finding> {
    if is_plain(name) {
        return Vec::new();
    }
    if name.len() > LONGEST {
        let words = format!("expected a name of at most {LONGEST} bytes, found {}", name.len());
        return vec![Finding::new(Pointer::root(), "long-name", Severity::Error, words)];
    }
    PackageName::from_document(ecosystem.clone(), name).check()
}

/// What is odd about a name that stands at `place`.
pub(crate) fn check(ecosystem: &Ecosystem, name: &str, place: &Pointer) -> Vec<Finding> {
    odd(ecosystem, name).into_iter().map(|finding| finding.below(place)).collect()
}

/// What is odd about the name of an object's member, at the member, or of a very long name at the
/// object.
pub(crate) fn check_member(ecosystem: &Ecosystem, name: &str, object: &Pointer) -> Vec<Finding> {
    match name {
        name if is_plain(name) => Vec::new(),
        name if name.len() > LONGEST => check(ecosystem, name, object),
        name => check(ecosystem, name, &object.child(name)),
    }
}

/// Whether a name keeps the rules of every ecosystem, as nearly all do: lower-case letters, digits
/// and hyphens, with a scope or without.
fn is_plain(name: &str) -> bool {
    let part = |part: &str| {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && !part.ends_with('-') // which PyPI alone forbids
            && part.len() < 64
            && part.bytes().all(fits)
    };
    match name.strip_prefix('@').and_then(|scoped| scoped.split_once('/')) {
        Some((scope, base)) => part(scope) && part(base),
        None => part(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_judged_where_they_stand() {
        let codes = |ecosystem, names: &[&'static str]| -> Vec<(String, &'static str)> {
            let object = Pointer::root().child("d");
            let found = names.iter().flat_map(|name| check_member(&ecosystem, name, &object));
            found.map(|one| (one.pointer.to_string(), one.code)).collect()
        };
        let npm =
            codes(Ecosystem::NPM, &["left-pad", "@a/b", "@a/../b", "r\u{435}act", "a\u{200b}"]);
        let expected = [
            ("/d/@a~1..~1b".to_owned(), "path-in-name"),
            ("/d/r\u{435}act".to_owned(), "npm-name"),
            ("/d/a\u{200b}".to_owned(), "hidden-character"),
        ];
        assert_eq!(npm, expected);
        assert_eq!(codes(Ecosystem::CRATES_IO, &["serde_json", "0ad"]).len(), 1);
        assert_eq!(codes(Ecosystem::PYPI, &["a-b", "a-"]), [("/d/a-".to_owned(), "pypi-name")]);
    }
}
