//! Advisories as the source of a document: their view, and what is said of fixes.
//!
//! Invariant: the view is the list of the advisories as they are written.

use crate::syntax::json::array;
use pkgschema::advisory::{Advisory, Affected};
use pkgschema::object::Raw;
use pkgschema::{Pointer, Text};
use std::collections::HashSet;

/// The list's JSON view.
pub(crate) fn view(advisories: &[Advisory]) -> Raw {
    Raw::from_string(array(advisories.iter().map(Advisory::to_json))).unwrap_or_default()
}

/// The versions with which affected ranges end, without commits: each once with all its places.
pub(crate) fn fixed(affected: &Affected, at: &Pointer) -> Vec<(Text, Pointer)> {
    let ranges = affected.ranges.indexed().filter(|(_, range)| !range.is_of_commits());
    let events = ranges.flat_map(|(index, range)| {
        let place = at.child("ranges").index(index).child("events");
        range.events.indexed().map(move |(index, event)| (place.index(index), event))
    });
    let fixed = events.filter_map(|(place, event)| {
        event.to_range_event()?;
        Some((event.fixed.clone()?, place.child("fixed")))
    });
    fixed.collect()
}

/// What to do about it, in words. At most eight versions are named.
pub(crate) fn advice(name: &str, fixed: &[(Text, Pointer)]) -> Option<String> {
    let mut seen = HashSet::new();
    let versions = fixed.iter().map(|(version, _)| version.as_str());
    let versions: Vec<&str> = versions.filter(|version| seen.insert(*version)).take(8).collect();
    (!versions.is_empty()).then(|| format!("update {name} to {}", versions.join(" or ")))
}
