//! Whose rules a version follows.
//!
//! Invariant: a scheme is one order and one notation; a VERS type or ecosystem that has none
//! here is unknown, never another one's.

use super::maven::Dialect;
use crate::identity::{Ecosystem, EcosystemName};
use std::fmt;

/// A versioning scheme: how versions are written, ordered and ranged over.
///
/// ```
/// use pkgschema::{identity::Ecosystem, version::Scheme};
/// assert_eq!(Scheme::of_ecosystem(&Ecosystem::CRATES_IO), Some(Scheme::Cargo));
/// assert_eq!(Scheme::of_vers_type("deb"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Scheme {
    /// npm: [`npm`](super::npm).
    Npm,
    /// PyPI, PEP 440: [`pypi`](super::pypi).
    Pypi,
    /// PyPI with a place for what PEP 440 refuses: [`pypi::AnyVersion`](super::pypi::AnyVersion).
    PypiLegacy,
    /// crates.io: [`cargo`](super::cargo).
    Cargo,
    /// Maven in one of its dialects: [`maven`](super::maven).
    Maven(Dialect),
    /// Semantic Versioning 2.0.0: [`semver`](super::semver).
    Semver,
    /// Any text, ordered by its bytes: [`lexicographic`](super::lexicographic).
    Lexicographic,
    /// Points in time: [`datetime`](super::datetime).
    Datetime,
    /// Numbers with dots between them: [`intdot`](super::intdot).
    Intdot,
}

impl Scheme {
    /// Maven in the default dialect.
    pub const MAVEN: Self = Self::Maven(Dialect::V3_9);

    /// Every scheme.
    pub const ALL: [Self; 10] = [
        Self::Npm,
        Self::Pypi,
        Self::PypiLegacy,
        Self::Cargo,
        Self::MAVEN,
        Self::Maven(Dialect::V4),
        Self::Semver,
        Self::Lexicographic,
        Self::Datetime,
        Self::Intdot,
    ];

    /// The scheme's name: `npm`, `pypi`, `pypi-legacy`, `cargo`, `maven`, `maven-4`, …
    pub fn name(self) -> &'static str {
        match self {
            Self::PypiLegacy => "pypi-legacy",
            Self::Maven(Dialect::V4) => "maven-4",
            other => other.vers_type(),
        }
    }

    /// The scheme with this name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.name() == name)
    }

    /// The VERS type that is written for the scheme. A type has one order, so both dialects of
    /// Maven are `maven`.
    pub fn vers_type(self) -> &'static str {
        match self {
            Self::Npm => "npm",
            Self::Pypi | Self::PypiLegacy => "pypi",
            Self::Cargo => "cargo",
            Self::Maven(_) => "maven",
            Self::Semver => "semver",
            Self::Lexicographic => "lexicographic",
            Self::Datetime => "datetime",
            Self::Intdot => "intdot",
        }
    }

    /// The scheme of a VERS type. `generic`, whose order the specification leaves open, is read
    /// as `lexicographic`. `None` for a type that is not known here.
    pub fn of_vers_type(name: &str) -> Option<Self> {
        match name {
            "generic" => Some(Self::Lexicographic),
            name => Self::find(name).filter(|scheme| scheme.vers_type() == name),
        }
    }

    /// The scheme of the versions of an ecosystem's packages: the four with a scheme of their
    /// own, and those whose versions OSV says are semantic (`RangeType` `SEMVER`). `None` where
    /// the order is not known here.
    pub fn of_ecosystem(ecosystem: &Ecosystem) -> Option<Self> {
        match ecosystem.base() {
            EcosystemName::Npm => Some(Self::Npm),
            EcosystemName::PyPi => Some(Self::Pypi),
            EcosystemName::CratesIo => Some(Self::Cargo),
            EcosystemName::Maven => Some(Self::MAVEN),
            EcosystemName::Bitnami
            | EcosystemName::Go
            | EcosystemName::Hex
            | EcosystemName::Pub
            | EcosystemName::SwiftUrl => Some(Self::Semver),
            _ => None,
        }
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
