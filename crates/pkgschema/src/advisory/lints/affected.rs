//! Lints about what is affected.
//!
//! Invariant: an entry is judged by its own ecosystem's order, or not at all.

use super::{packages, ranges};
use crate::advisory::{Advisory, Affected, RangeType};
use crate::finding::Lints;
use crate::version::{Scheme, Version, VersionSet};

pub(super) fn lint(advisory: &Advisory, lints: &mut Lints) {
    for (index, entry) in advisory.affected.indexed() {
        let place = format!("/affected/{index}");
        match &entry.package {
            Some(package) => packages::lint(package, &format!("{place}/package"), lints),
            None if entry.ranges.is_empty() => {
                lints.note(&place, "nothing-affected", "neither a package nor a repository");
            }
            None => {}
        }
        for (number, range) in entry.ranges.indexed() {
            let place = format!("{place}/ranges/{number}");
            ranges::lint(range, entry.ecosystem(), &place, lints);
        }
        overlaps(entry, &place, lints);
        lists(entry, &place, lints);
    }
}

fn overlaps(entry: &Affected, place: &str, lints: &mut Lints) {
    let Some(ecosystem) = entry.ecosystem() else { return };
    let mut before: Option<VersionSet> = None;
    for (index, range) in entry.ranges.indexed() {
        let Ok(set) = range.versions(ecosystem) else { continue };
        let overlaps = before.as_ref().is_some_and(|all| !all.intersection(&set).is_empty());
        if overlaps {
            let words = "versions in it are in a range before it";
            lints.warning(&format!("{place}/ranges/{index}"), "overlapping-ranges", words);
        }
        before = Some(before.map_or(set.clone(), |all| all.union(&set)));
    }
}

fn lists(entry: &Affected, place: &str, lints: &mut Lints) {
    let of_type = |kind: RangeType| entry.ranges.iter().any(|r| r.range_type == Some(kind.clone()));
    if entry.versions.is_empty() {
        let package = entry.package.is_some();
        if package && (of_type(RangeType::Ecosystem) || of_type(RangeType::Git)) {
            let words = "readers that do not know the order find none of the versions";
            lints.note(place, "versions-not-listed", words);
        }
        return;
    }
    let scheme = entry.ecosystem().and_then(Scheme::of_ecosystem);
    let sets = entry.ecosystem().map(|ecosystem| {
        entry.ranges.iter().filter_map(|range| range.versions(ecosystem).ok()).collect::<Vec<_>>()
    });
    let (Some(scheme), Some(sets)) = (scheme, sets.filter(|sets| !sets.is_empty())) else {
        return;
    };
    let fixed = |version: &Version| {
        sets.iter().any(|set| {
            let upper = set.intervals().iter().filter_map(|interval| interval.upper.as_ref());
            upper
                .filter(|end| !end.inclusive)
                .any(|end| end.version.compare(version).is_some_and(std::cmp::Ordering::is_eq))
        })
    };
    for (index, text) in entry.versions.indexed() {
        let Ok(version) = Version::parse(scheme, text) else { continue };
        if sets.iter().any(|set| set.scheme() != scheme || set.contains(&version)) {
            continue;
        }
        let place = format!("{place}/versions/{index}");
        match fixed(&version) {
            true => lints.warning(&place, "listed-although-fixed", "a range says it is fixed"),
            false => lints.note(&place, "listed-outside", "it is in no range"),
        }
    }
}
