//! A range of any scheme.
//!
//! Invariant: what a resolver answers ([`satisfies`](VersionRange::satisfies)) and what the
//! order answers ([`contains`](VersionRange::contains)) are two questions.

use super::comparators::Comparators;
use super::translation::Changes;
use super::{
    Change, ChangeKind, Inexpressible, Scheme, Translation, Vers, Version, VersionSet, cargo,
    changes, maven, npm, pypi,
};
use crate::ParseError;
use std::fmt;

/// Whether a resolver takes pre-releases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Prereleases {
    /// As the ecosystem's own tools do when they are not told: npm and cargo take those that the
    /// range names, PyPI's take them where there is no other candidate, as for a single one.
    #[default]
    Default,
    /// Like other versions: npm's `includePrerelease`, `prereleases=True` of `packaging`.
    Include,
    /// Not at all.
    Exclude,
}

/// A range of versions in the notation of its scheme.
///
/// ```
/// use pkgschema::version::{Scheme, Version, VersionRange};
/// let range = VersionRange::parse(Scheme::Npm, "^1.2.3")?;
/// let version = Version::parse(Scheme::Npm, "1.3.0-beta")?;
/// assert!(!range.satisfies(&version)); // npm would not install it
/// assert!(range.contains(&version)); // an advisory about ^1.2.3 is about it too
/// assert_eq!(range.to_vers().unwrap().value.to_string(), "vers:npm/>=1.2.3|<2.0.0-0");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct VersionRange {
    notation: Notation,
    prereleases: Prereleases,
}

/// A range in one of the notations.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notation {
    /// npm's.
    Npm(npm::Range),
    /// PyPI's.
    Pypi(pypi::SpecifierSet),
    /// PyPI's, for versions that may be from before PEP 440.
    PypiLegacy(pypi::SpecifierSet),
    /// Cargo's.
    Cargo(cargo::Requirement),
    /// Maven's.
    Maven(maven::Range),
    /// Comparators, for schemes without a notation of their own.
    Comparators(Comparators),
}

/// The same expression for every notation.
macro_rules! each {
    ($notation:expr, $inner:ident => $result:expr) => {
        match $notation {
            Notation::Npm($inner) => $result,
            Notation::Pypi($inner) | Notation::PypiLegacy($inner) => $result,
            Notation::Cargo($inner) => $result,
            Notation::Maven($inner) => $result,
            Notation::Comparators($inner) => $result,
        }
    };
}

impl VersionRange {
    /// Reads a range in the notation of the scheme. `semver`, `lexicographic`, `datetime` and
    /// `intdot` have none, and are read as [`Comparators`].
    ///
    /// # Errors
    /// If the scheme refuses the text.
    pub fn parse(scheme: Scheme, text: &str) -> Result<Self, ParseError> {
        Self::parse_with(scheme, text, Prereleases::Default)
    }

    /// The same with a rule for pre-releases.
    ///
    /// # Errors
    /// If the scheme refuses the text.
    pub fn parse_with(
        scheme: Scheme,
        text: &str,
        prereleases: Prereleases,
    ) -> Result<Self, ParseError> {
        let notation = match scheme {
            Scheme::Npm => {
                let include_prerelease = prereleases == Prereleases::Include;
                let options = npm::Options { include_prerelease, ..npm::Options::default() };
                Notation::Npm(npm::Range::parse_with(text, options)?)
            }
            Scheme::Pypi => Notation::Pypi(pypi::SpecifierSet::parse(text)?),
            Scheme::PypiLegacy => Notation::PypiLegacy(pypi::SpecifierSet::parse(text)?),
            Scheme::Cargo => Notation::Cargo(cargo::Requirement::parse(text)?),
            Scheme::Maven(dialect) => Notation::Maven(maven::Range::parse_with(text, dialect)?),
            other => Notation::Comparators(Comparators::parse(other, text)?),
        };
        Ok(Self { notation, prereleases })
    }

    /// The scheme whose notation it is.
    pub fn scheme(&self) -> Scheme {
        match &self.notation {
            Notation::Npm(_) => Scheme::Npm,
            Notation::Pypi(_) => Scheme::Pypi,
            Notation::PypiLegacy(_) => Scheme::PypiLegacy,
            Notation::Cargo(_) => Scheme::Cargo,
            Notation::Maven(range) => Scheme::Maven(range.dialect()),
            Notation::Comparators(range) => range.scheme(),
        }
    }

    /// The range in its own notation.
    pub fn notation(&self) -> &Notation {
        &self.notation
    }

    /// The rule for pre-releases that it was read with.
    pub fn prereleases(&self) -> Prereleases {
        self.prereleases
    }

    /// The text as read.
    pub fn as_str(&self) -> &str {
        each!(&self.notation, range => range.as_str())
    }

    /// The one spelling for all that the scheme reads alike.
    pub fn canonical(&self) -> String {
        each!(&self.notation, range => range.canonical())
    }

    /// Whether the ecosystem's own resolver would take the version. A version of another scheme
    /// is never taken.
    pub fn satisfies(&self, version: &Version) -> bool {
        if self.prereleases == Prereleases::Exclude && version.is_prerelease() {
            return false;
        }
        match (&self.notation, version) {
            (Notation::Npm(range), Version::Npm(version)) => range.satisfies(version),
            (Notation::Pypi(set), Version::Pypi(version)) => {
                set.satisfies(version, self.prereleases)
            }
            (Notation::PypiLegacy(set), Version::PypiLegacy(version)) => {
                set.satisfies_text(version.as_str(), self.prereleases)
            }
            (Notation::Cargo(range), Version::Cargo(inner)) => match self.prereleases {
                Prereleases::Include => self.contains(version),
                _ => range.satisfies(inner),
            },
            (Notation::Maven(range), Version::Maven(version)) => {
                version.dialect() == range.dialect() && range.satisfies(version)
            }
            (Notation::Comparators(range), version) => range.versions().contains(version),
            _ => false,
        }
    }

    /// Whether the version lies in the range by the order alone: an advisory's question, to
    /// which no resolver's rule for pre-releases may answer. A version of another scheme never
    /// does.
    pub fn contains(&self, version: &Version) -> bool {
        match (&self.notation, version) {
            (Notation::Npm(range), Version::Npm(version)) => range.contains(version),
            (Notation::Pypi(set), Version::Pypi(version)) => set.contains(version),
            (Notation::Cargo(range), Version::Cargo(version)) => range.contains(version),
            (Notation::Comparators(range), version) => range.versions().contains(version),
            _ => self.versions().contains(version),
        }
    }

    /// The versions that the range contains.
    pub fn versions(&self) -> VersionSet {
        match &self.notation {
            Notation::Npm(range) => npm::versions(range),
            Notation::Pypi(set) => pypi::versions(set),
            Notation::PypiLegacy(set) => pypi::versions(set).into_legacy(),
            Notation::Cargo(range) => range.versions().clone(),
            Notation::Maven(range) => maven::versions(range),
            Notation::Comparators(range) => range.versions().clone(),
        }
    }

    /// The range in VERS. The changes say where VERS, which goes by the order alone, takes other
    /// versions than [`satisfies`](Self::satisfies).
    ///
    /// # Errors
    /// If VERS has no way to write one of the versions.
    pub fn to_vers(&self) -> Result<Translation<Vers>, Inexpressible> {
        let vers = Vers::of_versions(&self.versions())?;
        let mut changes = Changes::default();
        changes.extend(changes::between(self));
        Ok(changes.with(vers))
    }

    /// A set of versions in the notation of its scheme. The changes say where the ecosystem's
    /// own resolver takes other versions than the set has.
    ///
    /// # Errors
    /// If the notation has no way to write it.
    pub fn of_versions(set: &VersionSet) -> Result<Translation<Self>, Inexpressible> {
        let scheme = set.scheme();
        let text = match scheme {
            Scheme::Npm => npm::write(set),
            Scheme::Pypi | Scheme::PypiLegacy => pypi::write(set),
            Scheme::Cargo => cargo::write(set),
            Scheme::Maven(_) => maven::write(set),
            _ => super::comparators::write(set),
        }?;
        let range = Self::parse(scheme, &text.value).map_err(|_| {
            Inexpressible::new(scheme.name(), "a version cannot stand in a range", &text.value)
        })?;
        let mut changes = Changes::default();
        changes.extend(text.changes);
        changes.extend(changes::between(&range).into_iter().filter_map(turned));
        Ok(changes.with(range))
    }
}

/// The change of a range, seen from the set that it was written for.
fn turned(change: Change) -> Option<Change> {
    let kind = match change.kind {
        ChangeKind::Widened => ChangeKind::Narrowed,
        ChangeKind::Narrowed => ChangeKind::Widened,
        ChangeKind::Dropped => return None,
    };
    Some(Change { kind, ..change })
}

impl fmt::Debug for VersionRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.scheme(), self.as_str())
    }
}

impl fmt::Display for VersionRange {
    /// The text as read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
