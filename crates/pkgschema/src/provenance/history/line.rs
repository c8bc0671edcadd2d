//! Major versions: which releases belong to one line.
//!
//! Invariant: a version whose major part cannot be read belongs to every line.

use crate::identity::Ecosystem;
use crate::version::{Scheme, Version};

/// The major part of a version: the first number, and for PyPI the epoch in front of it. `None`
/// where the ecosystem's versions are not known here, or the text has no such number.
pub(super) fn major(ecosystem: &Ecosystem, version: &str) -> Option<String> {
    let scheme = Scheme::of_ecosystem(ecosystem)?;
    let version = Version::parse(scheme, version).ok()?;
    let text = version.canonical();
    let (epoch, release) = text.split_once('!').unwrap_or(("", &text));
    let release = release.strip_prefix(['v', 'V']).unwrap_or(release);
    let end = release.find(|c: char| !c.is_ascii_digit()).unwrap_or(release.len());
    let digits = release.get(..end).filter(|digits| !digits.is_empty())?;
    Some(format!("{epoch}!{}", digits.trim_start_matches('0')))
}

/// Whether two versions belong to one line, as far as anybody can tell.
pub(super) fn is_same_line(ecosystem: &Ecosystem, one: &str, other: &str) -> bool {
    match (major(ecosystem, one), major(ecosystem, other)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let same =
            |ecosystem: &Ecosystem, one: &str, other: &str| is_same_line(ecosystem, one, other);
        assert!(same(&Ecosystem::NPM, "6.3.1", "6.0.0-rc.1"));
        assert!(!same(&Ecosystem::NPM, "6.3.1", "7.0.0"));
        assert!(same(&Ecosystem::NPM, "0.1.0", "0.9.0"));
        assert!(same(&Ecosystem::PYPI, "v1.0", "1.9.post1"));
        assert!(!same(&Ecosystem::PYPI, "1!1.0", "1.0"));
        assert!(same(&Ecosystem::MAVEN, "1.0", "1-rc1"));
        assert!(same(&Ecosystem::MAVEN, "release", "1"), "nobody can tell");
        assert!(same(&Ecosystem::NPM, "one", "1.0.0"), "nobody can tell");
        assert!(same(&Ecosystem::from_document("Homebrew"), "1", "2"), "nobody can tell");
    }
}
