//! Lints about points in time.
//!
//! Invariant: times are compared as moments, never as text.

use crate::advisory::Advisory;
use crate::finding::Lints;
use crate::text::Timestamp;

pub(super) fn lint(advisory: &Advisory, lints: &mut Lints) {
    if advisory.modified.is_none() && advisory.rest.get("modified").is_none() {
        lints.error("", "missing-modified", "it is not said when the advisory last changed");
    }
    let members = [
        ("/modified", &advisory.modified),
        ("/published", &advisory.published),
        ("/withdrawn", &advisory.withdrawn),
    ];
    for (place, time) in members {
        match time {
            Some(time) if time.is_well_formed() => one(time, place, lints),
            _ => {}
        }
    }
    let before = |left: &Option<Timestamp>, right: &Option<Timestamp>| {
        let (left, right) = (left.as_ref()?.to_datetime()?, right.as_ref()?.to_datetime()?);
        Some(left < right)
    };
    if before(&advisory.modified, &advisory.published) == Some(true) {
        lints.warning("/modified", "modified-before-published", "it was published later");
    }
    if before(&advisory.withdrawn, &advisory.published) == Some(true) {
        lints.warning("/withdrawn", "withdrawn-before-published", "it was published later");
    }
}

fn one(time: &Timestamp, place: &str, lints: &mut Lints) {
    if !time.as_str().ends_with('Z') {
        lints.error(place, "not-utc", "times are in UTC, with a Z at the end");
    }
    if time.to_datetime().is_none() {
        lints.warning(place, "no-such-moment", "the month has no such day");
    }
}
