//! The versions of a requirement by pure order.
//!
//! Invariant: a bound that is not written out ends before the pre-releases of its version, as
//! in npm: `^1.2` is from 1.2.0 to before 2.0.0-0.

use super::requirement::Requirement;
use super::version::Version;
use crate::version::{Bound, Interval, Scheme, VersionSet};
use semver::{Comparator, Op};

/// The versions that the requirement contains.
pub(super) fn versions(requirement: &Requirement) -> VersionSet {
    let mut all = Interval::default();
    for comparator in requirement.comparators() {
        let Interval { lower, upper } = interval(comparator);
        if let Some(lower) = &lower {
            all.raise_lower(lower);
        }
        if let Some(upper) = upper {
            all.reduce_upper(upper);
        }
    }
    VersionSet::of(Scheme::Cargo, [all])
}

fn interval(comparator: &Comparator) -> Interval {
    let Comparator { op, major, minor, patch, .. } = comparator;
    let floor = version([*major, minor.unwrap_or(0), patch.unwrap_or(0)], comparator.pre.as_str());
    let whole = patch.is_some();
    let (from, below) = (floor.clone().map(Bound::inclusive), floor.map(Bound::exclusive));
    let (lower, upper) = match op {
        Op::Exact if whole => (from.clone(), from),
        Op::Greater if whole => (below, None),
        Op::Greater => (ceiling(comparator).and_then(released), None),
        Op::GreaterEq => (from, None),
        Op::Less if whole => (None, below),
        Op::Less => (None, version([*major, minor.unwrap_or(0), 0], "0").map(Bound::exclusive)),
        Op::LessEq if whole => (None, from),
        Op::LessEq => (None, ceiling(comparator).and_then(before)),
        Op::Caret => (from, caret_ceiling(comparator).and_then(before)),
        // `=1.2`, `~1.2.3` and `1.2.*`
        _ => (from, ceiling(comparator).and_then(before)),
    };
    Interval { lower, upper }
}

/// The first numbers behind those with the same major, or with the same major and minor. `None`
/// where no version can hold them, so that nothing ends there.
fn ceiling(comparator: &Comparator) -> Option<[u64; 3]> {
    match comparator.minor {
        None => Some([comparator.major.checked_add(1)?, 0, 0]),
        Some(minor) => Some([comparator.major, minor.checked_add(1)?, 0]),
    }
}

/// The first numbers behind those that agree up to the first that is not zero.
fn caret_ceiling(comparator: &Comparator) -> Option<[u64; 3]> {
    match (comparator.major, comparator.minor, comparator.patch) {
        (0, Some(0), Some(patch)) => Some([0, 0, patch.checked_add(1)?]),
        (0, Some(_), _) => ceiling(comparator),
        (major, ..) => Some([major.checked_add(1)?, 0, 0]),
    }
}

fn before(numbers: [u64; 3]) -> Option<Bound> {
    version(numbers, "0").map(Bound::exclusive)
}

fn released(numbers: [u64; 3]) -> Option<Bound> {
    version(numbers, "").map(Bound::inclusive)
}

fn version([major, minor, patch]: [u64; 3], pre: &str) -> Option<crate::version::Version> {
    let hyphen = if pre.is_empty() { "" } else { "-" };
    let version = Version::parse(&format!("{major}.{minor}.{patch}{hyphen}{pre}"));
    version.ok().map(crate::version::Version::Cargo)
}
