//! A set of versions as a requirement of Maven.
//!
//! Invariant: the requirement contains the very versions of the set.

use crate::version::{Bound, Inexpressible, Interval, Translation, VersionSet};

/// The set in Maven's notation.
pub(in crate::version) fn write(set: &VersionSet) -> Result<Translation<String>, Inexpressible> {
    if set.is_empty() {
        let reason = "no requirement says that no version will do";
        return Err(Inexpressible::new("maven", reason, ""));
    }
    let intervals: Result<Vec<String>, _> = set.intervals().iter().map(interval).collect();
    Ok(Translation::exact(intervals?.join(",")))
}

fn interval(interval: &Interval) -> Result<String, Inexpressible> {
    let (lower, upper) = (&interval.lower, &interval.upper);
    let end = |bound: &Option<Bound>| bound.as_ref().map(text).transpose();
    if let Some(version) = interval.as_point() {
        return Ok(format!("[{}]", text(&Bound::inclusive(version.clone()))?));
    }
    let belongs = |bound: &Option<Bound>| bound.as_ref().is_some_and(|bound| bound.inclusive);
    let (open, close) =
        (if belongs(lower) { '[' } else { '(' }, if belongs(upper) { ']' } else { ')' });
    let (lower, upper) = (end(lower)?.unwrap_or_default(), end(upper)?.unwrap_or_default());
    Ok(format!("{open}{lower},{upper}{close}"))
}

/// The version between brackets, where nothing in it ends the range.
fn text(bound: &Bound) -> Result<String, Inexpressible> {
    let version = bound.version.as_str();
    let ends = |c: char| matches!(c, ',' | '[' | ']' | '(' | ')');
    let spaced = version.starts_with(|c| c <= ' ') || version.ends_with(|c| c <= ' ');
    if version.is_empty() || spaced || version.contains(ends) {
        let reason = "the version is empty or holds what ends it in a range";
        return Err(Inexpressible::new("maven", reason, version));
    }
    Ok(version.to_owned())
}
