//! Lints about what is affected.
//!
//! Invariant: an entry is judged by its own ecosystem's order, or not at all.

use super::{packages, ranges};
use crate::advisory::{Advisory, Affected, RangeType};
use crate::finding::Lints;
use crate::version::{Interval, Scheme, Version, VersionSet, stable_sort};
use std::cmp::Ordering;
use std::collections::BTreeSet;

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

/// Ranges that share versions: of two the later one in the list is named.
fn overlaps(entry: &Affected, place: &str, lints: &mut Lints) {
    let Some(ecosystem) = entry.ecosystem() else { return };
    let mut line: Vec<(Scheme, Interval, usize)> = Vec::new();
    for (index, range) in entry.ranges.indexed() {
        let Ok(set) = range.versions(ecosystem) else { continue };
        let scheme = set.scheme();
        line.extend(set.into_intervals().into_iter().map(|interval| (scheme, interval, index)));
    }
    let order = line.first().map(|first| first.0);
    let (first, second): (Vec<_>, Vec<_>) = line.iter().partition(|it| Some(it.0) == order);
    let mut found: BTreeSet<usize> = BTreeSet::new();
    for mut line in [first, second] {
        stable_sort(&mut line, |left, right| left.1.compare_lower(&right.1));
        let mut farthest: Option<&(Scheme, Interval, usize)> = None;
        for next in line {
            if let Some(before) = farthest {
                if before.1.overlaps_later(&next.1) {
                    found.insert(before.2.max(next.2));
                }
            }
            farthest = farthest.filter(|it| it.1.compare_upper(&next.1).is_ge()).or(Some(next));
        }
    }
    for index in found {
        let words = "versions in it are in a range before it";
        lints.warning(&format!("{place}/ranges/{index}"), "overlapping-ranges", words);
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
    let Some((scheme, ecosystem)) = scheme.zip(entry.ecosystem()) else { return };
    let mut intervals = Vec::new();
    for range in entry.ranges.iter() {
        match range.versions(ecosystem) {
            Ok(set) if set.scheme() == scheme => intervals.push(set.into_intervals()),
            Ok(_) => return,
            Err(_) => {}
        }
    }
    if intervals.is_empty() {
        return;
    }
    let set = VersionSet::of(scheme, intervals.into_iter().flatten());
    for (index, text) in entry.versions.indexed() {
        let Ok(version) = Version::parse(scheme, text) else { continue };
        let (None, before) = set.around(&version) else { continue };
        let end = before.and_then(|interval| interval.upper.as_ref()).filter(|it| !it.inclusive);
        let fixed =
            end.is_some_and(|end| end.version.compare(&version).is_some_and(Ordering::is_eq));
        let place = format!("{place}/versions/{index}");
        match fixed {
            true => lints.warning(&place, "listed-although-fixed", "a range says it is fixed"),
            false => lints.note(&place, "listed-outside", "it is in no range"),
        }
    }
}
