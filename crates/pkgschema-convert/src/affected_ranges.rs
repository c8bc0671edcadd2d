//! Affected versions on their way between a native notation and OSV's events.
//!
//! Invariant: where a range does not say the same in the other notation, the caller gets a note.

use pkgschema::advisory::{Range, RangeType};
use pkgschema::version::{RangeEvent, Scheme, VersionSet};

/// OSV ranges, and what they say otherwise than the source did.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Ranges {
    pub(crate) ranges: Vec<Range>,
    /// What changed, in words, one each.
    pub(crate) notes: Vec<String>,
}

/// The ranges of a set of affected versions.
pub(crate) fn of_set(set: &VersionSet) -> Ranges {
    let events = set.to_events();
    let of_type = range_type(set.scheme());
    let ranges = events.value.into_iter().map(|list| Range::of(of_type.clone(), list)).collect();
    Ranges { ranges, notes: events.changes.iter().map(ToString::to_string).collect() }
}

/// The type of ranges whose versions are of the scheme.
pub(crate) fn range_type(scheme: Scheme) -> RangeType {
    match scheme {
        Scheme::Npm | Scheme::Cargo | Scheme::Semver => RangeType::Semver,
        _ => RangeType::Ecosystem,
    }
}

/// The ranges of a set of semantic versions. OSV has none for the empty set, but a range that ends
/// where it begins: no version is below the lowest.
pub(crate) fn of_semver_set(set: &VersionSet) -> Ranges {
    if !set.is_empty() {
        return of_set(set);
    }
    let events = [RangeEvent::BEGINNING, RangeEvent::Fixed("0.0.0-0".into())];
    Ranges { ranges: vec![Range::of(RangeType::Semver, events)], notes: Vec::new() }
}
