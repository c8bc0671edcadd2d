//! Sets of versions by pure order.
//!
//! Invariant: the intervals are sorted, none is empty as far as the scheme can tell, and none
//! touches the next one.

mod algebra;
mod interval;

pub use interval::{Bound, Interval};

use super::{Scheme, Version};

/// A set of versions of one scheme as intervals on its order: what an advisory says. Resolvers'
/// rules for pre-releases have no place in it.
///
/// Under an order that is not transitive (Maven's) the set is as good as the order: versions that
/// the order puts in a circle may be answered either way, but no answer panics.
///
/// ```
/// use pkgschema::version::{Scheme, Version, VersionRange};
/// let affected = VersionRange::parse(Scheme::Npm, "<1.5.2 || >=2.0.0 <2.3.0")?.versions();
/// let version = Version::parse(Scheme::Npm, "2.1.0")?;
/// assert!(affected.contains(&version));
/// assert_eq!(affected.lowest_fixed_above(&version).map(Version::as_str), Some("2.3.0"));
/// assert!(affected.intersection(&affected.complement()).is_empty());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionSet {
    scheme: Scheme,
    intervals: Vec<Interval>,
}

impl VersionSet {
    /// No version.
    pub fn none(scheme: Scheme) -> Self {
        Self { scheme, intervals: Vec::new() }
    }

    /// Every version.
    pub fn all(scheme: Scheme) -> Self {
        Self { scheme, intervals: vec![Interval { lower: None, upper: None }] }
    }

    /// The versions that are in any of the intervals. Intervals with versions of another scheme
    /// hold none.
    pub fn of(scheme: Scheme, intervals: impl IntoIterator<Item = Interval>) -> Self {
        let fits = |interval: &Interval| {
            let bounds = [&interval.lower, &interval.upper];
            bounds.into_iter().flatten().all(|bound| bound.version.scheme() == scheme)
        };
        Self {
            scheme,
            intervals: algebra::normalized(intervals.into_iter().filter(fits).collect()),
        }
    }

    /// The scheme whose versions these are.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The intervals, lowest first.
    pub fn intervals(&self) -> &[Interval] {
        &self.intervals
    }

    /// The intervals themselves.
    #[cfg(feature = "advisory")]
    pub(crate) fn into_intervals(self) -> Vec<Interval> {
        self.intervals
    }

    /// The interval that holds the version, and the one before where it would be, found by halves
    /// whatever the order: under one that is not transitive either may be missed.
    #[cfg(feature = "advisory")]
    pub(crate) fn around(&self, version: &Version) -> (Option<&Interval>, Option<&Interval>) {
        if version.scheme() != self.scheme {
            return (None, None);
        }
        let at = self.intervals.partition_point(|interval| interval.is_below(version));
        let holding = self.intervals.get(at).filter(|interval| interval.contains(version));
        (holding, at.checked_sub(1).and_then(|before| self.intervals.get(before)))
    }

    /// The interval that holds the version, found by halves.
    #[cfg(feature = "advisory")]
    pub(crate) fn interval_of(&self, version: &Version) -> Option<&Interval> {
        self.around(version).0
    }

    /// Whether the set holds no version.
    pub fn is_empty(&self) -> bool {
        self.intervals.is_empty()
    }

    /// Whether the set holds every version.
    pub fn is_all(&self) -> bool {
        matches!(&self.intervals[..], [Interval { lower: None, upper: None }])
    }

    /// The lower end of the whole set; `None` if it is empty or has none.
    pub fn lower(&self) -> Option<&Bound> {
        self.intervals.first()?.lower.as_ref()
    }

    /// The upper end of the whole set; `None` if it is empty or has none.
    pub fn upper(&self) -> Option<&Bound> {
        self.intervals.last()?.upper.as_ref()
    }

    /// Whether the version is in the set. A version of another scheme never is.
    pub fn contains(&self, version: &Version) -> bool {
        version.scheme() == self.scheme
            && match self.scheme {
                // A search by halves needs an order that is one.
                Scheme::Maven(_) => self.intervals.iter().any(|i| i.contains(version)),
                _ => {
                    let at = self.intervals.partition_point(|i| i.is_below(version));
                    self.intervals.get(at).is_some_and(|interval| interval.contains(version))
                }
            }
    }

    /// The versions that are in both sets; none if they are of different schemes.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let same = self.scheme == other.scheme;
        let both = || algebra::intersection(&self.intervals, &other.intervals);
        Self { scheme: self.scheme, intervals: if same { both() } else { Vec::new() } }
    }

    /// The versions that are in either set. The other set counts only if it is of this scheme.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let others = if self.scheme == other.scheme { &other.intervals[..] } else { &[] };
        let intervals = self.intervals.iter().chain(others).cloned().collect();
        Self { scheme: self.scheme, intervals: algebra::normalized(intervals) }
    }

    /// The versions that are not in the set.
    #[must_use]
    pub fn complement(&self) -> Self {
        let intervals = algebra::normalized(algebra::gaps(&self.intervals));
        Self { scheme: self.scheme, intervals }
    }

    /// The versions of this set that are not in the other one.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        self.intersection(&other.complement())
    }

    /// Whether every version of this set is in the other one.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.difference(other).is_empty()
    }

    /// The same set of versions that may be from before PEP 440.
    pub(super) fn into_legacy(self) -> Self {
        let legacy = |bound: Bound| match bound.version {
            Version::Pypi(version) => {
                let version = Version::PypiLegacy(super::pypi::AnyVersion::Pep440(version));
                Bound { version, inclusive: bound.inclusive }
            }
            version => Bound { version, inclusive: bound.inclusive },
        };
        let turned = |interval: Interval| Interval {
            lower: interval.lower.map(legacy),
            upper: interval.upper.map(legacy),
        };
        let intervals = self.intervals.into_iter().map(turned).collect();
        Self { scheme: Scheme::PypiLegacy, intervals }
    }

    /// For a set of affected versions: the lowest version above this one at which an affected
    /// interval ends. `None` where no end above is known: an interval without one, or one that
    /// ends with its last affected version.
    pub fn lowest_fixed_above(&self, version: &Version) -> Option<&Version> {
        let ends = self.intervals.iter().filter_map(|interval| interval.upper.as_ref());
        let mut fixed = ends.filter(|bound| !bound.inclusive).map(|bound| &bound.version);
        fixed.find(|fixed| version.compare(fixed).is_some_and(std::cmp::Ordering::is_lt))
    }
}
