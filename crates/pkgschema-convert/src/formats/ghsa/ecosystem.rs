//! GitHub's names of ecosystems beside OSV's.
//!
//! Invariant: a word that GitHub does not list keeps its text; none is taken for another one.

use pkgschema::identity::{Ecosystem, EcosystemName};

/// GitHub's words, lower case as REST has them; GraphQL has them in upper case.
const WORDS: [(&str, EcosystemName); 12] = [
    ("actions", EcosystemName::GitHubActions),
    ("composer", EcosystemName::Packagist),
    ("erlang", EcosystemName::Hex),
    ("go", EcosystemName::Go),
    ("maven", EcosystemName::Maven),
    ("npm", EcosystemName::Npm),
    ("nuget", EcosystemName::NuGet),
    ("pip", EcosystemName::PyPi),
    ("pub", EcosystemName::Pub),
    ("rubygems", EcosystemName::RubyGems),
    ("rust", EcosystemName::CratesIo),
    ("swift", EcosystemName::SwiftUrl),
];

/// GitHub's word for what has no registry.
const OTHER: &str = "other";

/// What a word of GitHub's names.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::formats) enum Named {
    /// An ecosystem that OSV lists.
    Listed(Ecosystem),
    /// No ecosystem.
    Nothing,
    /// Nobody here knows: the word as it stands.
    Unknown(Ecosystem),
}

impl Named {
    /// The ecosystem, if there is one.
    pub(in crate::formats) fn into_ecosystem(self) -> Option<Ecosystem> {
        match self {
            Self::Listed(ecosystem) | Self::Unknown(ecosystem) => Some(ecosystem),
            Self::Nothing => None,
        }
    }
}

/// What a word of GitHub's names, in any case.
pub(in crate::formats) fn of_word(word: &str) -> Named {
    let same = |(known, _): &&(&str, EcosystemName)| known.eq_ignore_ascii_case(word);
    match WORDS.iter().find(same) {
        Some((_, name)) => Named::Listed(Ecosystem::from(name.clone())),
        None if word.eq_ignore_ascii_case(OTHER) => Named::Nothing,
        None => Named::Unknown(Ecosystem::from_document(word)),
    }
}

/// GitHub's word for an ecosystem, and whether it says all of it.
pub(in crate::formats) fn to_word(ecosystem: Option<&Ecosystem>) -> (&'static str, bool) {
    let Some(ecosystem) = ecosystem else { return (OTHER, true) };
    let base = ecosystem.base();
    match WORDS.iter().find(|(_, name)| *name == base) {
        Some((word, _)) => (word, ecosystem.suffix().is_none()),
        None => (OTHER, false),
    }
}
