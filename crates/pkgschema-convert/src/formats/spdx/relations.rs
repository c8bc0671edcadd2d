//! Relationships between packages.
//!
//! Source: SPDX 2.3, clause 11.
//!
//! Invariant: a relationship is read in one direction, from the package that needs or holds.

use pkgschema::metadata::Scope;

/// What a relationship says of two elements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Relation {
    /// The document is about it.
    Describes,
    /// The one needs the other.
    Needs(Need),
    /// The one holds the other.
    Contains,
}

/// How something is needed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Need {
    /// When; `None` where that is not said.
    pub(super) scope: Option<Scope>,
    pub(super) is_optional: bool,
}

/// The relation that a word stands for, and whether it is the related element that needs, holds
/// or describes.
pub(super) fn of(word: &str) -> Option<(Relation, bool)> {
    let needs = |scope, is_optional| Relation::Needs(Need { scope, is_optional });
    Some(match word {
        "DESCRIBES" => (Relation::Describes, false),
        "DESCRIBED_BY" => (Relation::Describes, true),
        "CONTAINS" => (Relation::Contains, false),
        "CONTAINED_BY" => (Relation::Contains, true),
        "DEPENDS_ON" => (needs(None, false), false),
        "DEPENDENCY_OF" => (needs(None, false), true),
        "RUNTIME_DEPENDENCY_OF" => (needs(Some(Scope::Runtime), false), true),
        "DEV_DEPENDENCY_OF" => (needs(Some(Scope::Development), false), true),
        "BUILD_DEPENDENCY_OF" => (needs(Some(Scope::Build), false), true),
        "TEST_DEPENDENCY_OF" => (needs(Some(Scope::Test), false), true),
        "PROVIDED_DEPENDENCY_OF" => (needs(Some(Scope::Provided), false), true),
        "OPTIONAL_DEPENDENCY_OF" => (needs(None, true), true),
        _ => return None,
    })
}
