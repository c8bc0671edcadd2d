//! A set of versions as VERS.
//!
//! Invariant: the range contains the very versions of the set, and reads strictly.

use super::escape::is_writable;
use super::{Comparator, Constraint, Vers};
use crate::Text;
use crate::version::{Bound, Inexpressible, Interval, Version, VersionSet};

/// The set in VERS. No version is `<` the lowest one, or `vers:none/*` where there is none.
pub(super) fn write(set: &VersionSet) -> Result<Vers, Inexpressible> {
    let scheme = set.scheme();
    if set.is_empty() {
        let lowest = Version::lowest(scheme);
        let below = |lowest: Version| Constraint::new(Comparator::Less, lowest.as_str());
        return Ok(match lowest.map(below) {
            Some(below) => done(scheme.vers_type(), vec![below]),
            None => done("none", Vec::new()),
        });
    }
    let mut constraints = Vec::new();
    let mut before: Option<&Interval> = None;
    for interval in set.intervals() {
        let hole = before.and_then(|before| hole(before, interval));
        if let Some(version) = interval.as_point() {
            constraints.push(constraint(Comparator::Equal, version)?);
        } else {
            if let Some(version) = hole {
                // The end of the interval before stands for the hole.
                constraints.pop();
                constraints.push(constraint(Comparator::NotEqual, version)?);
            } else if let Some(lower) = &interval.lower {
                constraints.push(end(lower, Comparator::GreaterOrEqual, Comparator::Greater)?);
            }
            if let Some(upper) = &interval.upper {
                constraints.push(end(upper, Comparator::LessOrEqual, Comparator::Less)?);
            }
        }
        before = Some(interval);
    }
    if super::rules::check(scheme.vers_type(), &constraints).is_err() {
        let reason = "the order of the versions is none";
        return Err(Inexpressible::new("vers", reason, &done("", constraints).text));
    }
    Ok(done(scheme.vers_type(), constraints))
}

/// The one version between two intervals, if there is just one.
fn hole<'a>(before: &'a Interval, behind: &Interval) -> Option<&'a Version> {
    let (upper, lower) = (before.upper.as_ref()?, behind.lower.as_ref()?);
    let same = upper.version.compare(&lower.version)?.is_eq();
    (same && before.as_point().is_none()).then_some(&upper.version)
}

fn end(
    bound: &Bound,
    inclusive: Comparator,
    exclusive: Comparator,
) -> Result<Constraint, Inexpressible> {
    constraint(if bound.inclusive { inclusive } else { exclusive }, &bound.version)
}

fn constraint(comparator: Comparator, version: &Version) -> Result<Constraint, Inexpressible> {
    let text = version.spelling();
    match is_writable(&text) {
        true => Ok(Constraint::new(comparator, &text)),
        false => {
            let reason = "the version is empty or holds control characters";
            Err(Inexpressible::new("vers", reason, version.as_str()))
        }
    }
}

/// The range with these constraints; none are `*`.
pub(super) fn done(vers_type: &str, constraints: Vec<Constraint>) -> Vers {
    let list: Vec<String> = constraints.iter().map(Constraint::to_string).collect();
    let list = if list.is_empty() { "*".to_owned() } else { list.join("|") };
    Vers { text: Text::from(format!("vers:{vers_type}/{list}")), constraints }
}
