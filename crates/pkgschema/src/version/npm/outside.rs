//! Ranges beside versions and beside each other.
//!
//! Invariant: these are node-semver's `gtr`, `ltr` and `intersects`, which look at comparators
//! two by two and are no set algebra; [`VersionSet`](crate::version::VersionSet) is that.

use super::comparator::{Comparator, Operator};
use super::range::{Options, Range};
use super::version::{Version, compare};
use std::cmp::Ordering;

/// A side of a range.
#[derive(Clone, Copy)]
enum Side {
    Above,
    Below,
}

impl Range {
    /// Whether the version is above every version that npm takes for the range: `gtr`.
    pub fn is_below(&self, version: &Version) -> bool {
        self.outside(version, Side::Above)
    }

    /// Whether the version is below every version that npm takes for the range: `ltr`.
    pub fn is_above(&self, version: &Version) -> bool {
        self.outside(version, Side::Below)
    }

    fn outside(&self, version: &Version, side: Side) -> bool {
        !self.satisfies(version) && self.sets().all(|set| is_outside(set, version, side))
    }

    /// Whether npm takes some version for both ranges: `intersects`, with the options of this
    /// range. Like the reference it looks at every pair of sets; for ranges from strangers take
    /// the intersection of the sets of versions.
    pub fn intersects(&self, other: &Self) -> bool {
        let both = |left: &[Comparator], right: &[Comparator]| {
            left.iter().all(|left| right.iter().all(|right| left.intersects(right, self.options())))
        };
        let satisfiable = |set: &&[Comparator]| self.is_satisfiable(set);
        let right: Vec<&[Comparator]> = other.sets().filter(satisfiable).collect();
        self.sets().filter(satisfiable).any(|left| right.iter().any(|right| both(left, right)))
    }

    /// Whether the comparators agree two by two.
    fn is_satisfiable(&self, set: &[Comparator]) -> bool {
        let earlier = |index: usize| set.get(..index).unwrap_or_default();
        let agrees = |(index, comparator): (usize, &Comparator)| {
            earlier(index).iter().all(|other| comparator.intersects(other, self.options()))
        };
        set.iter().enumerate().all(agrees)
    }
}

impl Comparator {
    /// Whether a version can be allowed by both comparators: the method of the same name of
    /// node-semver's class `Comparator`.
    pub fn intersects(&self, other: &Self, options: Options) -> bool {
        let test = |range: &Self, version: &Self| {
            let version = version.version();
            version.is_some_and(|version| Range::of(range, options).satisfies(&version))
        };
        match (self.operator, other.operator) {
            (Operator::Any, _) => true,
            (Operator::Equal, _) => test(other, self),
            (_, Operator::Any) => true,
            (_, Operator::Equal) => test(self, other),
            _ if self.is_nothing(options) || other.is_nothing(options) => false,
            _ => directions_meet(self, other),
        }
    }

    /// Whether no version counts that is so low. Without pre-releases that is all below 0.0.0.
    fn is_nothing(&self, options: Options) -> bool {
        match options.include_prerelease {
            true => self.is_none(),
            false => self.operator == Operator::Less && self.release.numbers == [0; 3],
        }
    }
}

fn directions_meet(left: &Comparator, right: &Comparator) -> bool {
    let inclusive = |operator| matches!(operator, Operator::LessOrEqual | Operator::GreaterOrEqual);
    let order = compare(left.key(), right.key());
    (left.operator.is_greater() && right.operator.is_greater())
        || (left.operator.is_less() && right.operator.is_less())
        || (order.is_eq() && inclusive(left.operator) && inclusive(right.operator))
        || (order.is_lt() && left.operator.is_greater())
        || (order.is_gt() && left.operator.is_less())
}

/// Whether the version lies on that side of all that the comparators allow.
fn is_outside(set: &[Comparator], version: &Version, side: Side) -> bool {
    let zero = Comparator::of(Operator::GreaterOrEqual, [0; 3]);
    let written =
        |c: &Comparator| if c.operator == Operator::Any { zero.clone() } else { c.clone() };
    let set: Vec<Comparator> = set.iter().map(written).collect();
    let beyond = |left: ([u64; 3], &str), right: ([u64; 3], &str)| match side {
        Side::Above => compare(left, right),
        Side::Below => compare(right, left),
    };
    let Some(mut far) = set.first() else { return true };
    let mut near = far;
    for comparator in &set {
        match () {
            () if beyond(comparator.key(), far.key()).is_gt() => far = comparator,
            () if beyond(comparator.key(), near.key()).is_lt() => near = comparator,
            () => {}
        }
    }
    let (open, closed) = match side {
        Side::Above => (Operator::Greater, Operator::GreaterOrEqual),
        Side::Below => (Operator::Less, Operator::LessOrEqual),
    };
    if far.operator == open || far.operator == closed {
        return false;
    }
    let order = beyond(version.key(), near.key());
    let nearer = match near.operator {
        Operator::Equal => order.is_le(),
        operator if operator == open => order.is_le(),
        operator if operator == closed => order == Ordering::Less,
        _ => false,
    };
    !nearer
}
