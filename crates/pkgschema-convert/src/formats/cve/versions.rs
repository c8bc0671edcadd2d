//! The statements about a package as OSV's ranges and versions.
//!
//! Invariant: a version that no readable statement calls unaffected is affected or left open.

use super::statement::{End, Shape, Statement, Status};
use crate::LossKind;
use crate::affected_ranges::{self, range_type};
use crate::formats::order::common_scheme;
use crate::leftovers::Leftovers;
use pkgschema::advisory::{Range, RangeType};
use pkgschema::identity::Ecosystem;
use pkgschema::version::{Bound, Interval, RangeEvent, Scheme, Version, VersionSet};
use pkgschema::{Pointer, Text};
use std::collections::HashSet;

/// What is said about the versions of a package.
#[derive(Debug, Default)]
pub(super) struct Stated {
    pub(super) ranges: Vec<Range>,
    pub(super) versions: Vec<Text>,
    /// Whether the status of some version is not known.
    pub(super) is_open: bool,
}

/// Statements beyond these are not held against each other one by one.
const MOST_STATEMENTS: usize = 200;

/// What the statements come to, each with its place.
pub(super) fn stated(
    statements: &[(Pointer, Statement)],
    default: Status,
    ecosystem: &Ecosystem,
    left: &mut Leftovers,
) -> Stated {
    let mut stated = Stated::default();
    let bounds = || {
        let ranges = statements.iter().filter(|(_, one)| matches!(one.shape, Shape::Range { .. }));
        ranges.flat_map(|(_, one)| one.texts())
    };
    let Some(scheme) = scheme(statements, ecosystem, bounds) else {
        unordered(statements, default, &mut stated, left);
        return stated;
    };
    let mut line = Line { scheme, segments: Vec::new() };
    for (place, one) in statements {
        line.add(one, place, &mut stated, left);
    }
    let (affected, known) = line.sets(default, left, statements);
    if default == Status::Unknown && !known.is_all() {
        stated.is_open = true;
    }
    stated.ranges = line.ranges(&affected, ecosystem, default, statements, left);
    stated
}

/// The order of the ecosystem, else that of the statements' own type, else that of plain numbers.
fn scheme<'a, I: Iterator<Item = &'a str> + Clone>(
    statements: &[(Pointer, Statement)],
    ecosystem: &Ecosystem,
    bounds: impl Fn() -> I,
) -> Option<Scheme> {
    let takes = |scheme: &Scheme| bounds().all(|text| Version::parse(*scheme, text).is_ok());
    let own = Scheme::of_ecosystem(ecosystem).filter(takes);
    let stated = || statements.iter().find_map(|(_, one)| named(one.version_type.as_deref()?));
    own.or_else(|| stated().filter(takes)).or_else(|| common_scheme(None, bounds()))
}

/// The scheme that a `versionType` names.
fn named(version_type: &str) -> Option<Scheme> {
    match version_type.to_ascii_lowercase().as_str() {
        "semver" => Some(Scheme::Semver),
        "python" => Some(Scheme::Pypi),
        "maven" => Some(Scheme::MAVEN),
        "npm" => Some(Scheme::Npm),
        _ => None,
    }
}

/// Whether two schemes order what both take alike.
fn are_alike(left: Scheme, right: Scheme) -> bool {
    let semantic = |scheme| matches!(scheme, Scheme::Npm | Scheme::Cargo | Scheme::Semver);
    left == right || semantic(left) && semantic(right)
}

/// The members that a statement is read of are used.
pub(super) fn took(one: &Statement, place: &Pointer, left: &mut Leftovers) {
    for name in ["version", "status", "lessThan", "lessThanOrEqual"] {
        left.take(&place.child(name));
    }
    if let Shape::Range { changes, .. } = &one.shape {
        let list = place.child("changes");
        for index in 0..changes.len() {
            left.take(&list.index(index).child("at"));
            left.take(&list.index(index).child("status"));
        }
    }
}

/// The same where no order is known.
fn unordered_took(one: &Statement, place: &Pointer, left: &mut Leftovers) {
    took(one, place, left);
    if one.version_type.is_some() {
        let note = "no order of that name is known, and none is said in OSV";
        left.lose(&place.child("versionType"), LossKind::Normalized, note);
    }
}

/// Stretches of versions in the order of the statements.
struct Line {
    scheme: Scheme,
    segments: Vec<(Interval, Status)>,
}

impl Line {
    fn add(&mut self, one: &Statement, place: &Pointer, stated: &mut Stated, left: &mut Leftovers) {
        let added = match &one.shape {
            Shape::Unreadable => None,
            Shape::Single(version) => self.single(version, one.status, stated),
            Shape::Range { from, from_is_in, to, changes } => {
                let begin = from.as_ref().map(|from| (from, *from_is_in));
                self.range(begin, to.as_ref(), one.status, changes)
            }
        };
        let Some(segments) = added else {
            stated.is_open = true;
            let note = "nobody can read which versions are meant; they are left open";
            return left.lose(place, LossKind::Dropped, note);
        };
        took(one, place, left);
        self.notes(one, place, left);
        if segments.iter().any(|(_, status)| *status == Status::Unknown) {
            stated.is_open = true;
            left.say(place, LossKind::Changed, "the status is not known; it is left open");
        }
        self.segments.extend(segments);
    }

    fn notes(&self, one: &Statement, place: &Pointer, left: &mut Leftovers) {
        if let Some(note) = one.note {
            left.say(place, LossKind::Changed, note);
        }
        let is_range = matches!(one.shape, Shape::Range { .. });
        let Some(word) = one.version_type.as_deref() else { return };
        let is_same = named(word).is_some_and(|named| are_alike(named, self.scheme));
        if is_same || !is_range {
            let note = "the order of the versions says it";
            left.lose(&place.child("versionType"), LossKind::Normalized, note);
        } else {
            left.take(&place.child("versionType"));
            let shown: String = word.chars().take(40).collect();
            let note = format!("the order is {shown:?} there, and {} here", self.scheme);
            left.say(&place.child("versionType"), LossKind::Changed, note);
        }
    }

    /// A version that is affected stands in the list of versions, as it is spelt.
    fn single(
        &self,
        version: &Text,
        status: Status,
        stated: &mut Stated,
    ) -> Option<Vec<(Interval, Status)>> {
        let parsed = Version::parse(self.scheme, version).ok()?;
        if status == Status::Affected {
            stated.versions.push(version.clone());
        }
        Some(vec![(Interval::point(parsed), status)])
    }

    fn range(
        &self,
        from: Option<(&Text, bool)>,
        to: Option<&End>,
        status: Status,
        changes: &[(Text, Status)],
    ) -> Option<Vec<(Interval, Status)>> {
        let version = |text: &Text| Version::parse(self.scheme, text).ok();
        let guarded = changes.iter().any(|(_, status)| *status != Status::Affected);
        let upper = match to {
            None => None,
            Some(end) if end.is_series => {
                Some(series_end(self.scheme, &end.version, guarded || status != Status::Affected)?)
            }
            Some(end) => Some(Bound { version: version(&end.version)?, inclusive: end.inclusive }),
        };
        let begin = match from {
            None => None,
            Some((from, inclusive)) => Some(Bound { version: version(from)?, inclusive }),
        };
        let changes: Option<Vec<(Version, Status)>> =
            changes.iter().map(|(at, status)| Some((version(at)?, *status))).collect();
        Some(segments(begin, upper, status, changes?))
    }

    /// What is affected, and what anything is said about. The first statement about a version
    /// counts.
    fn sets(
        &self,
        default: Status,
        left: &mut Leftovers,
        statements: &[(Pointer, Statement)],
    ) -> (VersionSet, VersionSet) {
        let of = |wanted: Option<Status>| {
            let fits =
                self.segments.iter().filter(|(_, status)| wanted.is_none_or(|w| w == *status));
            VersionSet::of(self.scheme, fits.map(|(interval, _)| interval.clone()))
        };
        let known = of(None);
        let others = of(Some(Status::Unaffected)).union(&of(Some(Status::Unknown)));
        let mut affected = of(Some(Status::Affected));
        if !affected.intersection(&others).is_empty() {
            if self.segments.len() <= MOST_STATEMENTS {
                affected = self.first_counts();
            } else if let Some((place, _)) = statements.first() {
                let note = "statements overlap; what any of them calls affected is affected";
                left.say(place, LossKind::Changed, note);
            }
        }
        if default == Status::Affected {
            affected = affected.union(&known.complement());
        }
        (affected, known)
    }

    fn first_counts(&self) -> VersionSet {
        let mut affected = VersionSet::none(self.scheme);
        let mut seen = VersionSet::none(self.scheme);
        for (interval, status) in &self.segments {
            let set = VersionSet::of(self.scheme, [interval.clone()]);
            if *status == Status::Affected {
                affected = affected.union(&set.difference(&seen));
            }
            seen = seen.union(&set);
        }
        affected
    }

    /// The ranges: as they are spelt where that says the same, else the set's own.
    fn ranges(
        &self,
        affected: &VersionSet,
        ecosystem: &Ecosystem,
        default: Status,
        statements: &[(Pointer, Statement)],
        left: &mut Leftovers,
    ) -> Vec<Range> {
        let own = Scheme::of_ecosystem(ecosystem) == Some(self.scheme);
        let semantic = own || self.scheme == Scheme::Semver;
        let of_type = if semantic { range_type(self.scheme) } else { RangeType::Ecosystem };
        let lists = self.spelt(statements).filter(|_| default != Status::Affected);
        if let Some(lists) = lists.filter(|lists| self.says(lists, affected)) {
            return lists.into_iter().map(|list| Range::of(of_type.clone(), list)).collect();
        }
        // Points stand in the list of versions already.
        let listed: HashSet<&Version> = self.singles().filter_map(Interval::as_point).collect();
        let is_listed =
            |one: &&Interval| one.as_point().is_some_and(|version| listed.contains(version));
        let stretches = affected.intervals().iter().filter(|one| !is_listed(one)).cloned();
        let made = affected_ranges::of_set(&VersionSet::of(self.scheme, stretches));
        for note in made.notes {
            if let Some((place, _)) = statements.first() {
                left.say(place, LossKind::Changed, note);
            }
        }
        let retyped = made.ranges.into_iter().map(|mut range| {
            range.range_type = Some(of_type.clone());
            range
        });
        retyped.collect()
    }

    /// Affected versions that are named one by one.
    fn singles(&self) -> impl Iterator<Item = &Interval> {
        let affected = self.segments.iter().filter(|(_, status)| *status == Status::Affected);
        affected.map(|(interval, _)| interval).filter(|one| one.as_point().is_some())
    }

    /// Affected ranges without changes as they are spelt: those that end with a fix, and those
    /// that end with their last version. `None` if there is more to say.
    fn spelt(&self, statements: &[(Pointer, Statement)]) -> Option<Vec<Vec<RangeEvent>>> {
        let (mut fixed, mut last) = (Vec::new(), Vec::new());
        for (_, one) in statements {
            let (from, to) = match &one.shape {
                Shape::Range { from, from_is_in: true, to, changes } if changes.is_empty() => {
                    (from, to)
                }
                Shape::Range { .. } => return None,
                Shape::Single(_) | Shape::Unreadable => continue,
            };
            if one.status != Status::Affected || to.as_ref().is_some_and(|end| end.is_series) {
                return None;
            }
            let list =
                if to.as_ref().is_some_and(|end| end.inclusive) { &mut last } else { &mut fixed };
            list.extend(events(from.as_ref(), to.as_ref()));
        }
        let mut lists = vec![fixed, last];
        lists.retain(|list| !list.is_empty());
        Some(lists)
    }

    /// Whether the lists say just what is affected, beside what is listed one by one.
    fn says(&self, lists: &[Vec<RangeEvent>], affected: &VersionSet) -> bool {
        let sets = lists.iter().map(|list| VersionSet::of_events(self.scheme, list).ok());
        let Some(sets) = sets.collect::<Option<Vec<_>>>() else { return false };
        let all = sets
            .iter()
            .flat_map(|set| set.intervals().iter().cloned())
            .chain(self.singles().cloned());
        VersionSet::of(self.scheme, all) == *affected
    }
}

fn events(from: Option<&Text>, to: Option<&End>) -> Vec<RangeEvent> {
    let begin = from.map_or(RangeEvent::BEGINNING, |from| RangeEvent::Introduced(from.clone()));
    let end = to.map(|end| match end.inclusive {
        true => RangeEvent::LastAffected(end.version.clone()),
        false => RangeEvent::Fixed(end.version.clone()),
    });
    [begin].into_iter().chain(end).collect()
}

/// A range in stretches of one status each.
fn segments(
    begin: Option<Bound>,
    upper: Option<Bound>,
    status: Status,
    mut changes: Vec<(Version, Status)>,
) -> Vec<(Interval, Status)> {
    Version::sort_items(&mut changes, |(at, _)| at);
    let (mut lower, mut status) = (begin, status);
    let mut found = Vec::new();
    for (at, next) in changes {
        let behind_begin = lower.as_ref().is_none_or(|lower| order(&lower.version, &at).is_lt());
        if behind_begin {
            let end = Bound::exclusive(at.clone());
            found.push((Interval { lower, upper: Some(lower_of(end, upper.as_ref())) }, status));
            lower = Some(Bound::inclusive(at));
        }
        status = next;
    }
    found.push((Interval { lower, upper }, status));
    found
}

/// The lower of two upper ends.
fn lower_of(end: Bound, other: Option<&Bound>) -> Bound {
    match other {
        Some(other) if order(&other.version, &end.version).is_lt() => other.clone(),
        _ => end,
    }
}

fn order(left: &Version, right: &Version) -> std::cmp::Ordering {
    left.compare(right).unwrap_or(std::cmp::Ordering::Equal)
}

/// The end of a series: before the first version of the next one. Where the scheme has
/// pre-releases that cannot be told apart from it, `None` if the end has to be exact.
fn series_end(scheme: Scheme, series: &str, exact: bool) -> Option<Bound> {
    let (before, last) =
        series.rsplit_once('.').map_or(("", series), |(before, last)| (before, last));
    let next = last.parse::<u64>().ok()?.checked_add(1)?;
    let next = if before.is_empty() { next.to_string() } else { format!("{before}.{next}") };
    let text = match scheme {
        Scheme::Npm | Scheme::Cargo | Scheme::Semver => {
            let missing = 2_usize.checked_sub(next.matches('.').count())?;
            next + &".0".repeat(missing) + "-0"
        }
        Scheme::Pypi => next + ".dev0",
        _ if exact => return None,
        _ => next,
    };
    Version::parse(scheme, &text).ok().map(Bound::exclusive)
}

/// Where nobody can order the versions: affected ranges and versions as they are spelt, and all
/// else is left open.
fn unordered(
    statements: &[(Pointer, Statement)],
    default: Status,
    stated: &mut Stated,
    left: &mut Leftovers,
) {
    stated.is_open |= default != Status::Unaffected;
    let inside = |one: &Statement| match (&one.shape, one.status) {
        (Shape::Range { from, from_is_in: true, to, changes }, Status::Affected) => {
            let plain = changes.is_empty() && to.as_ref().is_none_or(|end| !end.is_series);
            plain.then(|| events(from.as_ref(), to.as_ref()))
        }
        _ => None,
    };
    for (place, one) in statements {
        match (&one.shape, one.status, inside(one)) {
            (Shape::Single(version), Status::Affected, _) => {
                stated.versions.push(version.clone());
                unordered_took(one, place, left);
            }
            (_, _, Some(events)) => {
                stated.ranges.push(Range::of(RangeType::Ecosystem, events));
                unordered_took(one, place, left);
            }
            (_, Status::Unaffected, _) if default == Status::Unaffected => {
                unordered_took(one, place, left);
            }
            _ => {
                stated.is_open = true;
                let note = "nobody can order these versions; they are left open";
                left.lose(place, LossKind::Dropped, note);
            }
        }
    }
}
