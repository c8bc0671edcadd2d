//! The versions of a requirement by pure order.
//!
//! Invariant: a soft requirement leaves nothing out.

use super::range::{Range, RangeKind, Restriction};
use crate::version::{Bound, Interval, Scheme, Version, VersionSet};

/// The versions that the requirement contains.
pub(in crate::version) fn versions(range: &Range) -> VersionSet {
    let scheme = Scheme::Maven(range.dialect());
    match range.kind() {
        RangeKind::Soft(_) => VersionSet::all(scheme),
        RangeKind::Hard(restrictions) => VersionSet::of(scheme, restrictions.iter().map(interval)),
    }
}

fn interval(restriction: &Restriction) -> Interval {
    let bound = |version: &super::Version, inclusive| Bound {
        version: Version::Maven(version.clone()),
        inclusive,
    };
    Interval {
        lower: restriction.lower.as_ref().map(|low| bound(low, restriction.lower_inclusive)),
        upper: restriction.upper.as_ref().map(|high| bound(high, restriction.upper_inclusive)),
    }
}
