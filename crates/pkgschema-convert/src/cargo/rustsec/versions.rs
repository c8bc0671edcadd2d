//! The requirements of a RustSec advisory, and requirements for a set of versions.
//!
//! Invariant: requirements count by the order of versions alone, so that a pre-release is never
//! left out because no requirement names it.

use super::RustsecAdvisory;
use pkgschema::object::List;
use pkgschema::version::{Bound, Interval, Scheme, Version, VersionRange, VersionSet};
use pkgschema::{ParseError, ParseErrorKind, Pointer, Text};

/// The versions that an advisory says are not affected.
pub(in crate::cargo) struct Requirements {
    /// Those with a fix.
    pub(in crate::cargo) patched: VersionSet,
    /// Those that never were affected.
    pub(in crate::cargo) unaffected: VersionSet,
}

impl RustsecAdvisory {
    pub(in crate::cargo) fn requirements(&self) -> Requirements {
        let mut sets = [VersionSet::none(Scheme::Cargo), VersionSet::none(Scheme::Cargo)];
        for (set, names) in sets.iter_mut().zip([["patched", "patched_versions"], UNAFFECTED]) {
            let lists = names.into_iter().filter_map(|name| self.requirement_list(name));
            let ranges = lists.flat_map(|list| list.iter());
            let ranges = ranges.filter_map(|text| VersionRange::parse(Scheme::Cargo, text).ok());
            let intervals = ranges.flat_map(|range| range.versions().intervals().to_vec());
            *set = VersionSet::of(Scheme::Cargo, intervals);
        }
        let [patched, unaffected] = sets;
        Requirements { patched, unaffected }
    }

    /// The list of requirements by this name.
    fn requirement_list(&self, name: &str) -> Option<&List<Text>> {
        match name {
            "patched" => self.versions.as_ref().map(|versions| &versions.patched),
            "unaffected" => self.versions.as_ref().map(|versions| &versions.unaffected),
            "patched_versions" => Some(&self.advisory.patched_versions),
            _ => Some(&self.advisory.unaffected_versions),
        }
    }

    /// Requirements that nobody can read, each with its place and what is wrong. What is no text
    /// is among them.
    pub(in crate::cargo) fn unreadable_requirements(&self) -> Vec<(Pointer, ParseError)> {
        let mut found = Vec::new();
        for (table, name) in [
            ("versions", "patched"),
            ("versions", "unaffected"),
            ("advisory", "patched_versions"),
            ("advisory", "unaffected_versions"),
        ] {
            let Some(list) = self.requirement_list(name) else { continue };
            let place = |index| Pointer::root().child(table).child(name).index(index);
            for (index, text) in list.indexed() {
                if let Err(error) = VersionRange::parse(Scheme::Cargo, text) {
                    found.push((place(index), error));
                }
            }
            let odd = list.items().into_iter().flat_map(|items| items.odd());
            found.extend(odd.map(|(index, raw)| {
                let kind = ParseErrorKind::Syntax;
                (place(index), ParseError::new(kind, "expected a text", raw.as_str()))
            }));
        }
        found
    }
}

const UNAFFECTED: [&str; 2] = ["unaffected", "unaffected_versions"];

/// Requirements that together are met by these versions and no others: one for each interval,
/// since a requirement has no "or".
pub(in crate::cargo) fn requirements_of(intervals: &[Interval]) -> Vec<Text> {
    intervals.iter().map(|interval| Text::from(requirement(interval))).collect()
}

fn requirement(interval: &Interval) -> String {
    let side = |bound: &Bound, operator: &str| match released_before(bound, operator) {
        Some(version) if bound.inclusive => format!("{operator} {version}"),
        Some(version) => format!("{operator}= {version}"),
        None => {
            let equal = if bound.inclusive { "=" } else { "" };
            // Build metadata has no place in the order, nor in a requirement.
            let version = bound.version.canonical();
            let version = version.split('+').next().unwrap_or_default();
            format!("{operator}{equal} {version}")
        }
    };
    if let Some(version) = interval.as_point() {
        let version = version.canonical();
        return format!("= {}", version.split('+').next().unwrap_or_default());
    }
    let lower = interval.lower.as_ref().map(|bound| side(bound, ">"));
    let upper = interval.upper.as_ref().map(|bound| side(bound, "<"));
    match (lower, upper) {
        (Some(lower), Some(upper)) => format!("{lower}, {upper}"),
        (lower, upper) => lower.or(upper).unwrap_or_else(|| "*".to_owned()),
    }
}

/// For an end before the first pre-release of a version, which no registry has: the version right
/// below it, so that "before 1.2.4-0" is "up to 1.2.3".
fn released_before(bound: &Bound, operator: &str) -> Option<String> {
    let Version::Cargo(version) = &bound.version else { return None };
    let [major, minor, patch] = version.numbers();
    let from = operator == ">";
    let before = patch.checked_sub(1).filter(|_| version.pre() == "0" && bound.inclusive == from);
    before.map(|patch| format!("{major}.{minor}.{patch}"))
}

/// Whether two sets hold the same versions. Sets that are not equal may: nothing lies between a
/// version and the next one.
pub(in crate::cargo) fn same_versions(left: &VersionSet, right: &VersionSet) -> bool {
    left.is_subset(right) && right.is_subset(left)
}
