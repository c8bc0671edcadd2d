//! Namespaces, and the forms that names are folded to.
//!
//! Invariant: folding is ASCII's and takes linear time; other letters stay as they are.

use crate::identity::EcosystemName;
use std::borrow::Cow;

/// Namespace and name. A text without a namespace is all name.
pub(super) fn split<'a>(ecosystem: &EcosystemName, name: &'a str) -> (Option<&'a str>, &'a str) {
    let halves = match ecosystem {
        EcosystemName::Npm => name.starts_with('@').then(|| name.split_once('/')).flatten(),
        EcosystemName::Maven => name.split_once(':'),
        EcosystemName::Go | EcosystemName::SwiftUrl => name.rsplit_once('/'),
        EcosystemName::Packagist | EcosystemName::GitHubActions => name.split_once('/'),
        EcosystemName::VsCode => name.split_once('/').or_else(|| name.split_once('.')),
        _ => None,
    };
    halves.map_or((None, name), |(namespace, name)| (Some(namespace), name))
}

/// A Swift package's repository as its purl names it: without scheme and `.git`.
pub(super) fn without_git_url<'a>(ecosystem: &EcosystemName, name: &'a str) -> &'a str {
    if *ecosystem != EcosystemName::SwiftUrl {
        return name;
    }
    let name = name.strip_prefix("https://").unwrap_or(name);
    name.strip_suffix(".git").unwrap_or(name)
}

/// Lower case, and one `-` for each run of `-`, `_` and `.`.
pub(super) fn pep503(name: &str) -> Cow<'_, str> {
    let mut before = ' ';
    let stays = name.chars().all(|letter| {
        let stays = !letter.is_ascii_uppercase() && !matches!(letter, '_' | '.');
        let first = !(before == '-' && letter == '-');
        before = letter;
        stays && first
    });
    if stays {
        return Cow::Borrowed(name);
    }
    let mut normal = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            '-' | '_' | '.' if normal.ends_with('-') => {}
            '-' | '_' | '.' => normal.push('-'),
            other => normal.push(other.to_ascii_lowercase()),
        }
    }
    Cow::Owned(normal)
}

/// Lower case.
pub(super) fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|letter| letter.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// Lower case, and `-` for each `_`.
pub(super) fn lower_with_hyphens(name: &str) -> Cow<'_, str> {
    match lower(name) {
        name if name.contains('_') => Cow::Owned(name.replace('_', "-")),
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pep503_borrows_exactly_what_is_normal() {
        let table = [
            ("", "", true),
            ("a-b", "a-b", true),
            ("a--b", "a-b", false),
            ("A", "a", false),
            ("a_.-b", "a-b", false),
            ("-a-", "-a-", true),
            ("..", "-", false),
            ("К", "К", true),
        ];
        for (name, expected, borrowed) in table {
            let normal = pep503(name);
            assert_eq!(normal, expected, "{name}");
            assert_eq!(matches!(normal, Cow::Borrowed(_)), borrowed, "{name}");
        }
    }
}
