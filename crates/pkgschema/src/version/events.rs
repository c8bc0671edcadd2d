//! Ranges as OSV tells them: what happens along the line of versions.
//!
//! Invariant: events come in any order, and none is left out silently (OSV schema,
//! `affected[].ranges[].events[]` and "Evaluation").

use super::sort::stable_sort;
use super::translation::Changes;
use super::{Bound, ChangeKind, Interval, Scheme, Translation, Version, VersionSet};
use crate::{ParseError, Text};
use std::cmp::Ordering;

/// One thing that happens on the line of versions.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RangeEvent {
    /// From this version on affected; `0` stands before every version.
    Introduced(Text),
    /// From this version on not affected any more.
    Fixed(Text),
    /// The last version that is affected.
    LastAffected(Text),
    /// Nothing is said about this version and later ones; `*` is no limit.
    Limit(Text),
}

impl RangeEvent {
    /// Before every version.
    pub const BEGINNING: Self = Self::Introduced(Text::from_static("0"));

    /// The version.
    pub fn version(&self) -> &Text {
        match self {
            Self::Introduced(version) | Self::Fixed(version) => version,
            Self::LastAffected(version) | Self::Limit(version) => version,
        }
    }

    /// The member of the event in OSV.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Introduced(_) => "introduced",
            Self::Fixed(_) => "fixed",
            Self::LastAffected(_) => "last_affected",
            Self::Limit(_) => "limit",
        }
    }

    /// What it says of its version; a limit says nothing of it.
    fn mark(&self) -> Marks {
        let mut marks = Marks::default();
        match self {
            Self::Introduced(_) => marks.introduced = true,
            Self::Fixed(_) => marks.fixed = true,
            Self::LastAffected(_) => marks.last_affected = true,
            Self::Limit(_) => {}
        }
        marks
    }
}

impl VersionSet {
    /// The versions that are affected by the events of one range, which come in any order.
    ///
    /// Where several events name one version, which the OSV schema leaves open: a beginning goes
    /// on over an end there (`fixed` 2.0 and `introduced` 2.0: the next stretch begins where the
    /// one before ended), but if nothing was affected before, the end is that of the stretch that
    /// begins there (`introduced` 1.8 and `fixed` 1.8: nothing; with `last_affected`: 1.8 alone).
    /// Databases write both.
    ///
    /// ```
    /// use pkgschema::version::{RangeEvent, Scheme, VersionRange, VersionSet};
    /// let events = [RangeEvent::Fixed("1.4.2".into()), RangeEvent::BEGINNING];
    /// let affected = VersionSet::of_events(Scheme::Npm, &events)?;
    /// assert_eq!(affected, VersionRange::parse(Scheme::Npm, "<1.4.2")?.versions());
    /// assert_eq!(affected.to_events().value, [[events[1].clone(), events[0].clone()]]);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    ///
    /// # Errors
    /// If the version of an event is none of the scheme.
    pub fn of_events(scheme: Scheme, events: &[RangeEvent]) -> Result<Self, ParseError> {
        let mut line = Vec::with_capacity(events.len());
        let mut limit: Option<Interval> = None;
        for event in events {
            let text = event.version();
            match event {
                RangeEvent::Introduced(_) if text == "0" => line.push((None, event.mark())),
                RangeEvent::Limit(_) if text == "*" => limit = Some(Interval::default()),
                RangeEvent::Limit(_) => {
                    let end = Bound::exclusive(Version::parse(scheme, text)?);
                    limit = Some(widest(limit, end));
                }
                _ => line.push((Some(Version::parse(scheme, text)?), event.mark())),
            }
        }
        stable_sort(&mut line, |left, right| compare(&left.0, &right.0));
        let affected = Self::of(scheme, stretches(line));
        Ok(match limit {
            None => affected,
            Some(limit) => affected.intersection(&Self::of(scheme, [limit])),
        })
    }

    /// The set as events. A range may not hold both `fixed` and `last_affected`, so there are up
    /// to two lists; none at all for the empty set. OSV has no "after this version": where the
    /// scheme has no next version, the version itself is taken in, and the changes say so.
    pub fn to_events(&self) -> Translation<Vec<Vec<RangeEvent>>> {
        let mut changes = Changes::default();
        let (mut fixed, mut last_affected) = (Vec::new(), Vec::new());
        let begun = self.intervals().iter().map(|interval| begun(interval, &mut changes));
        let begun: Vec<Interval> = begun.collect();
        // Where the version between two intervals had to be taken in, they are one.
        for interval in Self::of(self.scheme(), begun).intervals() {
            let introduced = introduced(interval.lower.as_ref());
            let text = |bound: &Bound| Text::from(bound.version.spelling());
            let (list, end) = match &interval.upper {
                None => (&mut fixed, None),
                Some(upper) if upper.inclusive => {
                    (&mut last_affected, Some(RangeEvent::LastAffected(text(upper))))
                }
                Some(upper) => (&mut fixed, Some(RangeEvent::Fixed(text(upper)))),
            };
            list.push(introduced);
            list.extend(end);
        }
        let mut lists = vec![fixed, last_affected];
        lists.retain(|list| !list.is_empty());
        changes.with(lists)
    }
}

/// The farther of two limits: a version counts that is before any of them.
fn widest(limit: Option<Interval>, end: Bound) -> Interval {
    match limit {
        Some(Interval { upper: None, .. }) => Interval::default(),
        Some(Interval { upper: Some(far), .. })
            if far.version.compare(&end.version).is_some_and(Ordering::is_gt) =>
        {
            Interval::up_to(far)
        }
        _ => Interval::up_to(end),
    }
}

/// Nothing stands before every version.
fn compare(left: &Option<Version>, right: &Option<Version>) -> Ordering {
    match (left, right) {
        (Some(left), Some(right)) => left.compare(right).unwrap_or(Ordering::Equal),
        (left, right) => left.is_some().cmp(&right.is_some()),
    }
}

/// What is said of one version.
#[derive(Debug, Clone, Copy, Default)]
struct Marks {
    introduced: bool,
    fixed: bool,
    last_affected: bool,
}

impl Marks {
    fn add(&mut self, other: Self) {
        self.introduced |= other.introduced;
        self.fixed |= other.fixed;
        self.last_affected |= other.last_affected;
    }
}

/// The affected stretches of a sorted line.
fn stretches(line: Vec<(Option<Version>, Marks)>) -> Vec<Interval> {
    let mut stretches = Vec::new();
    let mut open: Option<Option<Bound>> = None;
    let mut line = line.into_iter().peekable();
    while let Some((version, mut marks)) = line.next() {
        while let Some((_, more)) = line.next_if(|next| compare(&next.0, &version).is_eq()) {
            marks.add(more);
        }
        let ends = marks.fixed || marks.last_affected;
        match (open.take(), version) {
            (Some(lower), None) => open = Some(lower),
            (Some(lower), _) if marks.introduced || !ends => open = Some(lower),
            (Some(lower), Some(version)) => {
                let upper = Bound { version, inclusive: marks.last_affected };
                stretches.push(Interval { lower, upper: Some(upper) });
            }
            (None, Some(version)) if marks.introduced && marks.last_affected => {
                stretches.push(Interval::point(version));
            }
            (None, version) if marks.introduced && !ends => {
                open = Some(version.map(Bound::inclusive));
            }
            (None, _) => {}
        }
    }
    stretches.extend(open.map(|lower| Interval { lower, upper: None }));
    stretches
}

/// The interval with a beginning that belongs to it and can be written: the next version, or
/// else the one before.
fn begun(interval: &Interval, changes: &mut Changes) -> Interval {
    let Some(Bound { version, inclusive }) = &interval.lower else { return interval.clone() };
    let mut widen = |note| changes.note(ChangeKind::Widened, note);
    let next = if *inclusive { Some(version.clone()) } else { version.successor() };
    if next.is_none() {
        widen(format!("{version} itself is in it; events have no \"after\""));
    }
    let lower = next.as_ref().unwrap_or(version);
    let lower = match written(lower) {
        Some(_) => Some(Bound::inclusive(lower.clone())),
        None => {
            widen("versions below 0 are in it; an event at `0` is before every version".to_owned());
            None
        }
    };
    Interval { lower, upper: interval.upper.clone() }
}

fn introduced(lower: Option<&Bound>) -> RangeEvent {
    let text = lower.and_then(|lower| written(&lower.version));
    text.map_or(RangeEvent::BEGINNING, RangeEvent::Introduced)
}

/// The version as it stands in a beginning. `0` means something else there, so it is spelt
/// otherwise, if it can be.
fn written(version: &Version) -> Option<Text> {
    let text = Text::from(version.spelling());
    if text != "0" {
        return Some(text);
    }
    let other = Version::parse(version.scheme(), "0.0").ok()?;
    version.compare(&other)?.is_eq().then_some(Text::from_static("0.0"))
}
