//! A set of versions as a requirement of cargo.
//!
//! Invariant: a requirement has one lower and one upper end, so that gaps are filled, and said.

use crate::version::translation::Changes;
use crate::version::{ChangeKind, Inexpressible, Interval, Translation, VersionSet};

/// The set in cargo's notation.
pub(in crate::version) fn write(set: &VersionSet) -> Result<Translation<String>, Inexpressible> {
    let hull = Interval { lower: set.lower().cloned(), upper: set.upper().cloned() };
    let text = if set.is_empty() { "<0.0.0-0".to_owned() } else { interval(&hull) };
    let mut changes = Changes::default();
    if set.intervals().len() > 1 {
        let note = "versions in gaps of the range are in it; a requirement has no \"or\"";
        changes.note(ChangeKind::Widened, note);
    }
    Ok(changes.with(text))
}

fn interval(interval: &Interval) -> String {
    if let Some(version) = interval.as_point() {
        return format!("={}", version.canonical());
    }
    let lower = interval.lower.as_ref().map(|lower| {
        format!("{}{}", if lower.inclusive { ">=" } else { ">" }, lower.version.canonical())
    });
    let upper = interval.upper.as_ref().map(|upper| {
        format!("{}{}", if upper.inclusive { "<=" } else { "<" }, upper.version.canonical())
    });
    match (lower, upper) {
        (None, None) => "*".to_owned(),
        (Some(lower), Some(upper)) => format!("{lower}, {upper}"),
        (lower, upper) => lower.or(upper).unwrap_or_default(),
    }
}
