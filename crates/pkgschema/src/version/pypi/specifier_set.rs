//! Several conditions on a version.
//!
//! Invariant: all must hold; the set without any holds for everything.

use super::grammar::is_space;
use super::matching::is_same_text;
use super::specifier::{Operand, Specifier};
use super::version::Version;
use crate::version::{Prereleases, VersionSet};
use crate::{ParseError, Text};

/// A set of specifiers: `>=1.0, !=1.5.*, <2`. [`satisfies`](Self::satisfies) is the answer of
/// pip's library; [`contains`](Self::contains) goes by the order alone, as advisories must.
///
/// ```
/// use pkgschema::version::Prereleases;
/// use pkgschema::version::pypi::{SpecifierSet, Version};
/// let set = SpecifierSet::parse(">=1.0,<2.0")?;
/// let candidate = Version::parse("2.0rc1")?;
/// assert!(!set.satisfies(&candidate, Prereleases::Include)); // before 2.0, and for 2.0
/// assert!(set.contains(&candidate)); // before 2.0
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Clone)]
pub struct SpecifierSet {
    text: Text,
    specifiers: Vec<Specifier>,
}

impl SpecifierSet {
    /// Reads specifiers with commas between them; empty ones are left out.
    ///
    /// # Errors
    /// If `packaging` refuses one of them.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let mut specifiers = Vec::new();
        let mut offset = 0;
        for part in text.split(',') {
            if !part.trim_matches(is_space).is_empty() {
                let specifier = Specifier::parse(part).map_err(|error| {
                    ParseError::new(error.kind(), error.detail(), text).at_offset(offset)
                })?;
                specifiers.push(specifier);
            }
            offset += part.len() + 1;
        }
        Ok(Self { text: Text::from(text), specifiers })
    }

    /// The text as read.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The specifiers with versions in normal form, sorted, each once.
    pub fn canonical(&self) -> String {
        let mut texts: Vec<String> = self.specifiers.iter().map(Specifier::to_string).collect();
        texts.sort_unstable();
        texts.dedup();
        texts.join(",")
    }

    /// The specifiers in the order they were written.
    pub fn specifiers(&self) -> &[Specifier] {
        &self.specifiers
    }

    /// Whether `packaging` takes the version for this set: `SpecifierSet.contains` with its
    /// argument `prereleases`.
    pub fn satisfies(&self, version: &Version, prereleases: Prereleases) -> bool {
        self.takes(version, prereleases) && self.specifiers.iter().all(|s| s.satisfies(version))
    }

    /// The same for a candidate that may be no version by PEP 440: only `===`, and a set without
    /// specifiers, take such a text.
    pub fn satisfies_text(&self, candidate: &str, prereleases: Prereleases) -> bool {
        match Version::parse(candidate) {
            Ok(version) => self.satisfies(&version, prereleases),
            Err(_) => self.specifiers.iter().all(|specifier| match &specifier.operand {
                Operand::Text(text) => is_same_text(text, candidate),
                _ => false,
            }),
        }
    }

    fn takes(&self, version: &Version, prereleases: Prereleases) -> bool {
        prereleases != Prereleases::Exclude || !version.is_prerelease()
    }

    /// Whether a resolver that has other versions too should look at pre-releases: a specifier
    /// names one (PEP 440, "Handling of pre-releases").
    pub fn names_prerelease(&self) -> bool {
        self.specifiers.iter().any(Specifier::names_prerelease)
    }

    /// Whether the version lies between the bounds by the order alone.
    pub fn contains(&self, version: &Version) -> bool {
        self.specifiers.iter().all(|specifier| specifier.contains(version))
    }

    /// The versions that the set contains.
    pub fn versions(&self) -> VersionSet {
        super::set::versions(self)
    }
}

impl PartialEq for SpecifierSet {
    /// Sets are equal that have the same specifiers in any order.
    fn eq(&self, other: &Self) -> bool {
        self.canonical() == other.canonical()
    }
}

impl Eq for SpecifierSet {}

crate::version::ordered::version_text!(SpecifierSet);
