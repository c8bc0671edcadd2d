//! A version of any scheme.
//!
//! Invariant: versions of different schemes have no order.

use super::sort::stable_sort;
use super::{Scheme, cargo, datetime, intdot, lexicographic, maven, npm, pypi, semver};
use crate::ParseError;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

/// A version, read by the rules of its scheme. `Eq` and `Hash` are those of the scheme's own
/// type: equality of the order where that is total.
///
/// ```
/// use pkgschema::version::{Scheme, Version};
/// use std::cmp::Ordering;
/// let version = |text| Version::parse(Scheme::Pypi, text);
/// assert_eq!(version("1.0rc1")?.compare(&version("1.0")?), Some(Ordering::Less));
/// assert_eq!(version("v1.0-Alpha.1")?.canonical(), "1.0a1");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Version {
    /// A version of npm.
    Npm(npm::Version),
    /// A version of PyPI.
    Pypi(pypi::Version),
    /// A version of PyPI, or what was one before PEP 440.
    PypiLegacy(pypi::AnyVersion),
    /// A version of crates.io.
    Cargo(cargo::Version),
    /// A version of Maven.
    Maven(maven::Version),
    /// A semantic version.
    Semver(semver::Version),
    /// A text.
    Lexicographic(lexicographic::Version),
    /// A point in time.
    Datetime(datetime::Version),
    /// Numbers with dots between them.
    Intdot(intdot::Version),
}

/// The same expression for every scheme's version.
macro_rules! each {
    ($version:expr, $inner:ident => $result:expr) => {
        match $version {
            Version::Npm($inner) => $result,
            Version::Pypi($inner) => $result,
            Version::PypiLegacy($inner) => $result,
            Version::Cargo($inner) => $result,
            Version::Maven($inner) => $result,
            Version::Semver($inner) => $result,
            Version::Lexicographic($inner) => $result,
            Version::Datetime($inner) => $result,
            Version::Intdot($inner) => $result,
        }
    };
}

impl Version {
    /// Reads a version of the scheme, strictly where the scheme knows a strict and a loose way.
    ///
    /// # Errors
    /// If the scheme refuses the text. Maven, `pypi-legacy` and `lexicographic` refuse none but
    /// the empty one or none at all.
    pub fn parse(scheme: Scheme, text: &str) -> Result<Self, ParseError> {
        match scheme {
            Scheme::Npm => npm::Version::parse(text).map(Self::Npm),
            Scheme::Pypi => pypi::Version::parse(text).map(Self::Pypi),
            Scheme::PypiLegacy => pypi::AnyVersion::parse(text).map(Self::PypiLegacy),
            Scheme::Cargo => cargo::Version::parse(text).map(Self::Cargo),
            Scheme::Maven(dialect) => maven::Version::parse_with(text, dialect).map(Self::Maven),
            Scheme::Semver => semver::Version::parse(text).map(Self::Semver),
            Scheme::Lexicographic => lexicographic::Version::parse(text).map(Self::Lexicographic),
            Scheme::Datetime => datetime::Version::parse(text).map(Self::Datetime),
            Scheme::Intdot => intdot::Version::parse(text).map(Self::Intdot),
        }
    }

    /// The scheme whose rules it follows.
    pub fn scheme(&self) -> Scheme {
        match self {
            Self::Npm(_) => Scheme::Npm,
            Self::Pypi(_) => Scheme::Pypi,
            Self::PypiLegacy(_) => Scheme::PypiLegacy,
            Self::Cargo(_) => Scheme::Cargo,
            Self::Maven(version) => Scheme::Maven(version.dialect()),
            Self::Semver(_) => Scheme::Semver,
            Self::Lexicographic(_) => Scheme::Lexicographic,
            Self::Datetime(_) => Scheme::Datetime,
            Self::Intdot(_) => Scheme::Intdot,
        }
    }

    /// The text as read.
    pub fn as_str(&self) -> &str {
        each!(self, version => version.as_str())
    }

    /// The one spelling for all that the scheme reads alike. Versions that are equal may still
    /// differ in it: `1.0` and `1.0.0` are two spellings to PyPI.
    pub fn canonical(&self) -> Cow<'_, str> {
        each!(self, version => version.canonical())
    }

    /// The spelling that is written into other notations: the canonical one, but what Maven
    /// prints as such looks like another version (`1` for `1.0`), so there it is the source's.
    pub(super) fn spelling(&self) -> Cow<'_, str> {
        match self {
            Self::Maven(version) => Cow::Borrowed(version.as_str()),
            other => other.canonical(),
        }
    }

    /// Whether the scheme holds the version for one before a release.
    pub fn is_prerelease(&self) -> bool {
        each!(self, version => version.is_prerelease())
    }

    /// How the versions stand to each other; `None` for versions of different schemes.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Npm(left), Self::Npm(right)) => Some(left.cmp(right)),
            (Self::Pypi(left), Self::Pypi(right)) => Some(left.cmp(right)),
            (Self::PypiLegacy(left), Self::PypiLegacy(right)) => Some(left.cmp(right)),
            (Self::Cargo(left), Self::Cargo(right)) => Some(left.cmp(right)),
            (Self::Maven(left), Self::Maven(right)) if left.dialect() == right.dialect() => {
                Some(left.compare(right))
            }
            (Self::Semver(left), Self::Semver(right)) => Some(left.cmp(right)),
            (Self::Lexicographic(left), Self::Lexicographic(right)) => Some(left.cmp(right)),
            (Self::Datetime(left), Self::Datetime(right)) => Some(left.cmp(right)),
            (Self::Intdot(left), Self::Intdot(right)) => Some(left.cmp(right)),
            _ => None,
        }
    }

    /// Sorts versions of one scheme, lowest first; those that compare as equal keep their places.
    /// No order can make it panic, not even Maven's, which goes in circles for some texts: then
    /// the result depends on the order that they come in. Versions of different schemes are left
    /// beside each other as they were, in no order that means something.
    pub fn sort(versions: &mut Vec<Self>) {
        Self::sort_items(versions, |version| version);
    }

    /// Sorts items by the version that each has, as [`sort`](Self::sort) does.
    ///
    /// ```
    /// use pkgschema::version::{Scheme, Version};
    /// let version = |text| Version::parse(Scheme::Npm, text);
    /// let mut items = vec![(version("1.10.0")?, 'b'), (version("1.9.0")?, 'a')];
    /// Version::sort_items(&mut items, |(version, _)| version);
    /// assert_eq!(items[0].1, 'a');
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn sort_items<T>(items: &mut Vec<T>, version: impl Fn(&T) -> &Self) {
        let compare = |left: &T, right: &T| version(left).compare(version(right));
        stable_sort(items, |left, right| compare(left, right).unwrap_or(Ordering::Equal));
    }

    /// The lowest version above this one, where the scheme has one: nothing lies between them.
    pub(super) fn successor(&self) -> Option<Self> {
        match self {
            Self::Npm(version) => version.successor().map(Self::Npm),
            Self::Cargo(version) => version.successor().map(Self::Cargo),
            Self::Semver(version) => version.successor().map(Self::Semver),
            _ => None,
        }
    }

    /// The lowest version of the scheme, where it has one.
    pub(super) fn lowest(scheme: Scheme) -> Option<Self> {
        let text = match scheme {
            Scheme::Npm | Scheme::Cargo | Scheme::Semver => "0.0.0-0",
            Scheme::Pypi => "0.dev0",
            Scheme::Intdot => "0",
            _ => return None,
        };
        Self::parse(scheme, text).ok()
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.scheme(), self.as_str())
    }
}

impl fmt::Display for Version {
    /// The text as read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
