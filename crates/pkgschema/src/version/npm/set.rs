//! The versions of a range by pure order.
//!
//! Invariant: a version is in the set exactly where [`Range::contains`] says so.

use super::comparator::{Comparator, Operator};
use super::range::Range;
use crate::version::set::{Bound, Interval};
use crate::version::{Scheme, Version, VersionSet};

/// The versions that the range contains.
pub(in crate::version) fn versions(range: &Range) -> VersionSet {
    VersionSet::of(Scheme::Npm, range.sets().map(interval))
}

/// What all comparators of a set leave.
fn interval(set: &[Comparator]) -> Interval {
    let mut all = Interval::default();
    for comparator in set {
        let Some(version) = comparator.version().map(Version::Npm) else { continue };
        let inclusive = !matches!(comparator.operator, Operator::Less | Operator::Greater);
        let bound = Bound { version, inclusive };
        if !comparator.operator.is_less() {
            all.raise_lower(&bound);
        }
        if !comparator.operator.is_greater() {
            all.reduce_upper(bound);
        }
    }
    all
}
