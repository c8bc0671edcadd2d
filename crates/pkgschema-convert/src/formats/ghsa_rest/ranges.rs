//! From an entry of an advisory to GitHub's vulnerabilities: one for each stretch of versions.
//!
//! Invariant: an entry about a package gives at least one vulnerability; where nobody can tell
//! the versions, its range is null.

use super::{GhsaPackage, GhsaVulnerability};
use crate::LossKind;
use crate::formats::ghsa::{self, Comparator, PatchedVersion, VulnerableRange};
use crate::formats::order::common_scheme;
use crate::leftovers::Leftovers;
use pkgschema::advisory::{Affected, Package, Range};
use pkgschema::identity::PackageName;
use pkgschema::object::{List, Raw};
use pkgschema::version::{Bound, Interval, RangeEvent, Scheme, Version, VersionSet};
use pkgschema::{Pointer, Text};
use std::collections::HashSet;

/// A range with its patched version; `None` for one that nobody can tell.
type Piece = Option<(VulnerableRange, Option<Text>)>;

const HINT: &str = "last_known_affected_version_range";
const PATCHED: &str = "first_patched_version";
const FUNCTIONS: &str = "affected_functions";

/// Functions that are written for one entry, in all its vulnerabilities together.
const MOST_FUNCTIONS: usize = 10_000;

/// The vulnerabilities that say what the entry says.
pub(super) fn vulnerabilities(
    affected: &Affected,
    place: &Pointer,
    left: &mut Leftovers,
) -> Vec<GhsaVulnerability> {
    let Some(package) = &affected.package else {
        left.lose(place, LossKind::Dropped, "GitHub's object is about packages");
        return Vec::new();
    };
    let named = name(package, &place.child("package"), left);
    let mut pieces = Vec::new();
    for (index, range) in affected.ranges.indexed() {
        pieces.extend(of_range(range, affected, &place.child("ranges").index(index), left));
    }
    listed(affected, &mut pieces, place, left);
    if affected.ranges.has_odd() || affected.versions.has_odd() || pieces.is_empty() {
        pieces.push(None);
    }
    hints(affected, &mut pieces, place, left);
    let mut functions = functions(affected, place, left);
    let too_many = functions.len().saturating_mul(pieces.len()) > MOST_FUNCTIONS;
    if too_many && pieces.len() > 1 {
        let place = place.child("ecosystem_specific").child(FUNCTIONS);
        left.lose(&place, LossKind::Changed, "they stand in the first vulnerability alone");
    }
    let made = pieces.into_iter().map(|piece| {
        let mut made = GhsaVulnerability::default();
        made.package = Some(named.clone());
        made.vulnerable_functions = List::from(match too_many {
            true => std::mem::take(&mut functions),
            false => functions.clone(),
        });
        let (range, patched) =
            piece.map_or((None, None), |(range, patched)| (Some(range), patched));
        made.vulnerable_version_range = range.map(|range| Text::from(range.to_text()));
        made.first_patched_version = patched.map(PatchedVersion::Text);
        if made.vulnerable_version_range.is_none() {
            made.rest.push("vulnerable_version_range", Raw::default());
        }
        if made.first_patched_version.is_none() {
            made.rest.push(PATCHED, Raw::default());
        }
        made
    });
    made.collect()
}

fn name(package: &Package, place: &Pointer, left: &mut Leftovers) -> GhsaPackage {
    let mut made = GhsaPackage::default();
    let (word, says_all) = ghsa::to_word(package.ecosystem.as_ref());
    if says_all {
        left.take(&place.child("ecosystem"));
    } else {
        let note = format!("GitHub's word for it is {word:?}");
        left.lose(&place.child("ecosystem"), LossKind::Changed, note);
    }
    made.ecosystem = Some(Text::from_static(word));
    made.name = left.member(&package.name, place, "name").cloned();
    let full = package.ecosystem.as_ref().zip(package.name.as_ref());
    let full = full.map(|(ecosystem, name)| {
        Package::of(&PackageName::from_document(ecosystem.clone(), name.clone()))
    });
    if full.is_some_and(|full| full.purl.is_some() && full.purl == package.purl) {
        let note = "it follows from ecosystem and name";
        left.lose(&place.child("purl"), LossKind::Normalized, note);
    }
    if made.name.is_none() {
        made.rest.push("name", Raw::default());
    }
    made
}

/// The stretches of a range.
fn of_range(
    range: &Range,
    affected: &Affected,
    place: &Pointer,
    left: &mut Leftovers,
) -> Vec<Piece> {
    if range.is_of_commits() {
        left.lose(place, LossKind::Dropped, "commits have no place in GitHub's object");
        return Vec::new();
    }
    let line = match range.line() {
        Ok(line) => line,
        Err(reason) => {
            left.lose(place, LossKind::Dropped, format!("nobody can read it: {reason}"));
            return vec![None];
        }
    };
    let texts = line.iter().map(|event| event.version().as_str());
    let texts = texts.filter(|text| !matches!(*text, "0" | "*"));
    let own = affected.ecosystem().and_then(|ecosystem| range.scheme(ecosystem).ok());
    let takes = |scheme: &Scheme| texts.clone().all(|text| Version::parse(*scheme, text).is_ok());
    let scheme = own.filter(takes);
    let scheme = scheme.or_else(|| common_scheme(affected.ecosystem(), texts.clone()));
    let ordered = scheme.and_then(|scheme| VersionSet::of_events(scheme, &line).ok());
    let fixes = fixes(&line);
    let pieces = match ordered {
        Some(set) => Some(set.intervals().iter().map(|one| of_interval(one, &fixes)).collect()),
        None => in_order(&line, &fixes),
    };
    let Some(pieces) = pieces else {
        let note = "the order of its versions is not known";
        left.lose(place, LossKind::Dropped, note);
        return vec![None];
    };
    left.take(&place.child("events"));
    let note = "the ecosystem orders the versions";
    left.imply(range.range_type.as_ref(), place, "type", note);
    let limits = |event: &RangeEvent| matches!(event, RangeEvent::Limit(to) if to != "*");
    if line.iter().any(limits) {
        let note = "a limit says nothing about what follows; the range ends there";
        left.lose(&place.child("events"), LossKind::Changed, note);
    }
    pieces
}

/// The versions that fix it.
fn fixes(line: &[RangeEvent]) -> HashSet<&str> {
    let mut fixes = HashSet::new();
    for event in line {
        if let RangeEvent::Fixed(version) = event {
            fixes.insert(version.as_str());
        }
    }
    fixes
}

fn of_interval(interval: &Interval, fixes: &HashSet<&str>) -> Piece {
    let end = |bound: &Bound| Comparator {
        version: Text::from(bound.version.as_str()),
        inclusive: bound.inclusive,
    };
    let upper = interval.upper.as_ref().map(end);
    Some(piece(interval.lower.as_ref().map(end), upper, fixes))
}

fn piece(
    lower: Option<Comparator>,
    upper: Option<Comparator>,
    fixes: &HashSet<&str>,
) -> (VulnerableRange, Option<Text>) {
    let patched = upper.as_ref().filter(|end| !end.inclusive);
    let patched = patched.filter(|end| fixes.contains(end.version.as_str()));
    let patched = patched.map(|end| end.version.clone());
    (VulnerableRange::Between { lower, upper }, patched)
}

/// The stretches of a line whose versions nobody can order: one beginning and one end in turn,
/// as they stand.
fn in_order(line: &[RangeEvent], fixes: &HashSet<&str>) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut events = line.iter().peekable();
    while let Some(event) = events.next() {
        let RangeEvent::Introduced(from) = event else { return None };
        let lower = Comparator { version: from.clone(), inclusive: true };
        let end = |version: &Text, inclusive| Comparator { version: version.clone(), inclusive };
        let upper = match events.next() {
            Some(RangeEvent::Fixed(to)) => Some(end(to, false)),
            Some(RangeEvent::LastAffected(to)) => Some(end(to, true)),
            // An end that is missing is one only at the end of the line.
            None => None,
            Some(_) => return None,
        };
        let lower = (from != "0" || upper.is_none()).then_some(lower);
        pieces.push(Some(piece(lower, upper, fixes)));
    }
    Some(pieces)
}

/// Versions one by one, as far as the ranges do not hold them.
fn listed(affected: &Affected, pieces: &mut Vec<Piece>, place: &Pointer, left: &mut Leftovers) {
    let place = place.child("versions");
    if let Some(exact) = exactly(affected, pieces) {
        left.take(&place);
        *pieces = vec![Some(exact)];
        return;
    }
    let held = held(affected);
    let mut lie_within = false;
    for (index, version) in affected.versions.indexed() {
        let inside = held.as_ref().is_some_and(|set| {
            Version::parse(set.scheme(), version).is_ok_and(|version| set.contains(&version))
        });
        lie_within |= inside;
        left.take(&place.index(index));
        if !inside {
            pieces.push(Some((VulnerableRange::Exactly(version.clone()), None)));
        }
    }
    if lie_within {
        left.lose(&place, LossKind::Normalized, "the ranges hold versions that are listed");
    }
}

/// What the ranges hold, if all of them can be ordered.
fn held(affected: &Affected) -> Option<VersionSet> {
    let mut without = affected.clone();
    without.versions = List::absent();
    without.to_version_set().ok()
}

/// GitHub's way to say `= x` with a patched version: x in the list, and a range from x on.
fn exactly(affected: &Affected, pieces: &[Piece]) -> Option<(VulnerableRange, Option<Text>)> {
    let ([only], [Some((VulnerableRange::Between { lower, .. }, Some(patched)))]) =
        (&affected.versions[..], pieces)
    else {
        return None;
    };
    let begins = lower.as_ref().is_some_and(|lower| lower.inclusive && lower.version == *only);
    begins.then(|| (VulnerableRange::Exactly(only.clone()), Some(patched.clone())))
}

/// What GitHub keeps beside the events: the upper end as it was written, and a patched version
/// that contradicts the range.
fn hints(affected: &Affected, pieces: &mut [Piece], place: &Pointer, left: &mut Leftovers) {
    let Some(specific) = &affected.database_specific else { return };
    let [Some((range, patched))] = pieces else { return };
    let text = |name: &str| specific.get(name).and_then(|raw| raw.to::<String>().ok());
    let place = place.child("database_specific");
    let hint = text(HINT).and_then(|hint| VulnerableRange::parse(&hint));
    if let (Some(VulnerableRange::Between { lower: None, upper: Some(hint) }), true) =
        (hint, takes_hint(range))
    {
        if let VulnerableRange::Between { lower, upper } = range {
            let same = upper.as_ref() == Some(&hint);
            *patched = patched.take().filter(|_| !same);
            // `>= 0` stood for a range without an end.
            *lower = lower.take().filter(|lower| lower.version != "0");
            *upper = Some(hint);
            left.take(&place.child(HINT));
        }
    }
    if let (Some(stated), None) = (text(PATCHED), &patched) {
        *patched = Some(Text::from(stated));
        left.take(&place.child(PATCHED));
    }
}

/// Whether the upper end may have been written otherwise: it has none, or is where it is patched.
fn takes_hint(range: &VulnerableRange) -> bool {
    match range {
        VulnerableRange::Between { upper, .. } => upper.as_ref().is_none_or(|end| !end.inclusive),
        VulnerableRange::Exactly(_) => false,
    }
}

fn functions(affected: &Affected, place: &Pointer, left: &mut Leftovers) -> Vec<Text> {
    let found = affected.ecosystem_specific.as_ref().and_then(|specific| specific.get(FUNCTIONS));
    let names = found.and_then(|names| names.to::<Vec<String>>().ok());
    if names.is_some() {
        left.take(&place.child("ecosystem_specific").child(FUNCTIONS));
    }
    names.unwrap_or_default().into_iter().map(Text::from).collect()
}
