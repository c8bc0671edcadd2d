//! The rules between constraints, and what the constraints mean.
//!
//! Invariant: what the rules call invalid still has a meaning here, so that tolerant reading can
//! put it right; a type without an order here is checked as far as texts go.

use super::{Comparator, Constraint};
use crate::version::{Bound, Interval, Scheme, Version, VersionSet};
use std::collections::BTreeSet;

/// Whether a text can be a type: letters, digits, dots and dashes, a letter first.
pub(super) fn is_type(text: &str) -> bool {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(inside)
}

/// Checks canonical order and sequence (clauses 5.3.2.1 and 5.4). No constraints are `*`.
pub(super) fn check(vers_type: &str, constraints: &[Constraint]) -> Result<(), &'static str> {
    match vers_type {
        "invalid" => return Err("the type `invalid` is reserved for what is not valid"),
        "all" | "none" if !constraints.is_empty() => {
            return Err("the types `all` and `none` have no constraint but *");
        }
        _ => {}
    }
    sequence(constraints)?;
    match Scheme::of_vers_type(vers_type) {
        Some(scheme) => order(scheme, constraints),
        None => unique(constraints),
    }
}

/// Whether the versions can be read and go up. A single one need not be valid where the type is
/// an ecosystem's: the ecosystem's own texts often are not.
fn order(scheme: Scheme, constraints: &[Constraint]) -> Result<(), &'static str> {
    let general = matches!(
        scheme,
        Scheme::Semver | Scheme::Datetime | Scheme::Intdot | Scheme::Lexicographic
    );
    let mut before: Option<Version> = None;
    for constraint in constraints {
        let Ok(version) = Version::parse(scheme, &constraint.version) else {
            return match constraints {
                [_] if !general => Ok(()),
                [_] => Err("the version is none of the type's"),
                _ => Err("a version is none of the type's, so that there is no order"),
            };
        };
        let order = before.as_ref().and_then(|before| before.compare(&version));
        match order {
            Some(std::cmp::Ordering::Equal) => return Err("a version stands twice"),
            Some(std::cmp::Ordering::Greater) => {
                return Err("the constraints are not sorted by version");
            }
            _ => before = Some(version),
        }
    }
    Ok(())
}

fn unique(constraints: &[Constraint]) -> Result<(), &'static str> {
    let mut seen = BTreeSet::new();
    match constraints.iter().all(|constraint| seen.insert(constraint.version.as_str())) {
        true => Ok(()),
        false => Err("a version stands twice"),
    }
}

/// Which comparators may follow each other, `!=` aside.
fn sequence(constraints: &[Constraint]) -> Result<(), &'static str> {
    let comparators = constraints.iter().map(|constraint| constraint.comparator);
    let mut before = None;
    let mut end: Option<Comparator> = None;
    for comparator in comparators.filter(|c| *c != Comparator::NotEqual) {
        if before == Some(Comparator::Equal) && comparator.is_upper() {
            return Err("a version that is equal is followed by an upper bound");
        }
        before = Some(comparator);
        if comparator == Comparator::Equal {
            continue;
        }
        if end.is_some_and(|end| end.is_lower() == comparator.is_lower()) {
            return Err("lower and upper bounds do not alternate");
        }
        end = Some(comparator);
    }
    Ok(())
}

/// What the constraints mean, sorted or not. `None` if a version is none of the scheme.
pub(super) fn versions(scheme: Scheme, constraints: &[Constraint]) -> Option<VersionSet> {
    let all = sorted(scheme, constraints)?;
    let excluded = all.iter().filter(|(comparator, _)| *comparator == Comparator::NotEqual);
    let excluded = excluded.map(|(_, version)| Interval::point(version.clone()));
    let excluded = VersionSet::of(scheme, excluded);
    let mut included = intervals(&all);
    if all.iter().all(|(comparator, _)| *comparator == Comparator::NotEqual) {
        included.push(Interval::default());
    }
    Some(VersionSet::of(scheme, included).difference(&excluded))
}

/// The constraints by version; nothing else is looked at. `None` if one is none of the scheme.
pub(super) fn sorted(
    scheme: Scheme,
    constraints: &[Constraint],
) -> Option<Vec<(Comparator, Version)>> {
    let read = |constraint: &Constraint| {
        let version = Version::parse(scheme, &constraint.version).ok()?;
        Some((constraint.comparator, version))
    };
    let mut all = constraints.iter().map(read).collect::<Option<Vec<_>>>()?;
    let compare = |left: &(Comparator, Version), right: &(Comparator, Version)| {
        left.1.compare(&right.1).unwrap_or(std::cmp::Ordering::Equal)
    };
    crate::version::sort::stable_sort(&mut all, compare);
    Some(all)
}

/// The intervals of sorted constraints. Of lower bounds that follow each other the first counts,
/// of upper bounds the last.
fn intervals(sorted: &[(Comparator, Version)]) -> Vec<Interval> {
    let mut intervals: Vec<Interval> = Vec::new();
    let mut lower: Option<Bound> = None;
    let mut ended: Option<Interval> = None;
    for (comparator, version) in sorted {
        let bound = Bound { version: version.clone(), inclusive: comparator.is_inclusive() };
        match comparator {
            Comparator::NotEqual => {}
            Comparator::Equal => intervals.push(Interval::point(version.clone())),
            _ if comparator.is_lower() => lower = lower.or(Some(bound)),
            _ => {
                // an upper bound behind another one goes on from where that one began
                let lower = match (lower.take(), &ended) {
                    (None, Some(before)) => before.lower.clone(),
                    (lower, _) => lower,
                };
                let interval = Interval { lower, upper: Some(bound) };
                ended = Some(interval.clone());
                intervals.push(interval);
            }
        }
    }
    intervals.extend(lower.map(Interval::from));
    intervals
}
