//! One stretch of versions.
//!
//! Invariant: a bound that is `None` is no bound.

use crate::version::Version;
use std::cmp::Ordering;

/// An end of an interval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The version at the end.
    pub version: Version,
    /// Whether that version belongs to the interval.
    pub inclusive: bool,
}

impl Bound {
    /// An end that belongs to the interval.
    pub fn inclusive(version: Version) -> Self {
        Self { version, inclusive: true }
    }

    /// An end that does not belong to the interval.
    pub fn exclusive(version: Version) -> Self {
        Self { version, inclusive: false }
    }
}

/// The versions between two ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Interval {
    /// The lower end; `None` if there is none.
    pub lower: Option<Bound>,
    /// The upper end; `None` if there is none.
    pub upper: Option<Bound>,
}

impl Interval {
    /// The versions equal to this one.
    pub fn point(version: Version) -> Self {
        let bound = Bound::inclusive(version);
        Self { lower: Some(bound.clone()), upper: Some(bound) }
    }

    /// From the bound on.
    pub fn from(lower: Bound) -> Self {
        Self { lower: Some(lower), upper: None }
    }

    /// Up to the bound.
    pub fn up_to(upper: Bound) -> Self {
        Self { lower: None, upper: Some(upper) }
    }

    /// The one version that the interval holds, if its ends are that version.
    pub fn as_point(&self) -> Option<&Version> {
        match (&self.lower, &self.upper) {
            (Some(lower), Some(upper)) if lower.inclusive && upper.inclusive => {
                lower.version.compare(&upper.version)?.is_eq().then_some(&lower.version)
            }
            _ => None,
        }
    }

    /// Whether the version lies between the ends.
    pub fn contains(&self, version: &Version) -> bool {
        let above = |lower: &Bound| match version.compare(&lower.version) {
            Some(Ordering::Equal) => lower.inclusive,
            order => order == Some(Ordering::Greater),
        };
        let below = |upper: &Bound| match version.compare(&upper.version) {
            Some(Ordering::Equal) => upper.inclusive,
            order => order == Some(Ordering::Less),
        };
        self.lower.as_ref().is_none_or(above) && self.upper.as_ref().is_none_or(below)
    }

    /// Leaves out what lies below the bound.
    pub(in crate::version) fn raise_lower(&mut self, bound: &Bound) {
        let lower = Self::from(bound.clone());
        if super::algebra::compare_lower(self, &lower).is_lt() {
            self.lower = lower.lower;
        }
    }

    /// Leaves out what lies above the bound.
    pub(in crate::version) fn reduce_upper(&mut self, bound: Bound) {
        let upper = Some(bound);
        if super::algebra::compare_upper(&self.upper, &upper).is_gt() {
            self.upper = upper;
        }
    }

    /// Which of two of one scheme begins lower.
    #[cfg(feature = "advisory")]
    pub(crate) fn compare_lower(&self, other: &Self) -> Ordering {
        super::algebra::compare_lower(self, other)
    }

    /// Which of two of one scheme ends lower.
    #[cfg(feature = "advisory")]
    pub(crate) fn compare_upper(&self, other: &Self) -> Ordering {
        super::algebra::compare_upper(&self.upper, &other.upper)
    }

    /// Whether a version is in this one and in the other, which begins no lower.
    #[cfg(feature = "advisory")]
    pub(crate) fn overlaps_later(&self, other: &Self) -> bool {
        let upper = match self.compare_upper(other).is_lt() {
            true => self.upper.clone(),
            false => other.upper.clone(),
        };
        !Self { lower: other.lower.clone(), upper }.is_empty()
    }

    /// Whether the whole interval lies below the version.
    pub(super) fn is_below(&self, version: &Version) -> bool {
        let below = |upper: &Bound| match upper.version.compare(version) {
            Some(Ordering::Equal) => !upper.inclusive,
            order => order == Some(Ordering::Less),
        };
        self.upper.as_ref().is_some_and(below)
    }

    /// Where the scheme has a lowest version, "from it on" is no bound, and "up to it" is it
    /// alone: one way to say each.
    pub(super) fn settle_lowest(&mut self) {
        let at_lowest = |bound: &Option<Bound>| {
            bound.as_ref().is_some_and(|bound| bound.inclusive && is_lowest(&bound.version))
        };
        if at_lowest(&self.upper) {
            self.lower = self.upper.clone();
        } else if at_lowest(&self.lower) {
            self.lower = None;
        }
    }

    /// Whether the ends leave no room for a version. Where no version is lower than the upper
    /// end, that is so too.
    pub(super) fn is_empty(&self) -> bool {
        match (&self.lower, &self.upper) {
            (Some(lower), Some(upper)) => match lower.version.compare(&upper.version) {
                Some(Ordering::Equal) => !(lower.inclusive && upper.inclusive),
                Some(Ordering::Less) => {
                    !lower.inclusive && !upper.inclusive && are_neighbours(lower, upper)
                }
                _ => true,
            },
            (None, Some(upper)) => !upper.inclusive && is_lowest(&upper.version),
            _ => false,
        }
    }
}

/// Whether the scheme has no version between the two.
fn are_neighbours(lower: &Bound, upper: &Bound) -> bool {
    let next = lower.version.successor();
    next.is_some_and(|next| upper.version.compare(&next).is_some_and(Ordering::is_le))
}

/// Whether the scheme has no lower version.
fn is_lowest(version: &Version) -> bool {
    let lowest = Version::lowest(version.scheme());
    lowest.is_some_and(|lowest| version.compare(&lowest).is_some_and(Ordering::is_le))
}
