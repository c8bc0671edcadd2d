//! A vulnerable range and its first patched version as OSV's events.
//!
//! Invariant: every version that the range names is in the events or in the list; where they hold
//! more, a note says so.

use super::{Comparator, VulnerableRange};
use crate::formats::order::compare;
use pkgschema::Text;
use pkgschema::identity::Ecosystem;
use pkgschema::version::{Bound, Interval, RangeEvent, Scheme, Version, VersionSet};
use std::cmp::Ordering;

/// What `<= b` without a patched version becomes: GitHub's files say that b is the last affected
/// version, OSV's own converter says that no end is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::formats) enum Unpatched {
    LastAffected,
    Open,
}

/// One vulnerable range in OSV's terms.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::formats) struct Stretch {
    pub(in crate::formats) events: Vec<RangeEvent>,
    pub(in crate::formats) versions: Vec<Text>,
    /// The upper end as it was written, where the events cannot tell it.
    pub(in crate::formats) hint: Option<String>,
    /// Whether the patched version, if there is one, stands in the events.
    pub(in crate::formats) has_patch: bool,
    /// What the events say otherwise than the range.
    pub(in crate::formats) notes: Vec<String>,
}

/// The events of a range; `None` if it can be shown to hold no version.
pub(in crate::formats) fn stretch(
    range: &VulnerableRange,
    patched: Option<&Text>,
    ecosystem: Option<&Ecosystem>,
    unpatched: Unpatched,
) -> Option<Stretch> {
    let later = |patched: &Text, than: &Text| {
        compare(ecosystem, patched, than).is_some_and(Ordering::is_gt)
    };
    let mut made = Stretch::default();
    let (lower, upper) = match range {
        VulnerableRange::Exactly(version) => {
            made.exactly(version, patched.filter(|patched| later(patched, version)));
            return Some(made);
        }
        VulnerableRange::Between { lower, upper } => (lower.as_ref(), upper.as_ref()),
    };
    if is_empty(lower, upper, ecosystem) {
        return None;
    }
    made.begin(lower, ecosystem);
    match upper {
        Some(upper) => {
            let fits = |patched: &&Text| {
                let touches = !upper.inclusive && **patched == upper.version;
                touches || later(patched, &upper.version)
            };
            made.end(upper, patched.filter(fits), patched.is_none(), unpatched);
        }
        None => {
            let begins = lower.filter(|lower| lower.version != "0");
            let fits = |patched: &&Text| begins.is_none_or(|lower| later(patched, &lower.version));
            made.end_at_patch(patched.filter(fits));
        }
    }
    Some(made)
}

impl Stretch {
    fn note(&mut self, words: impl Into<String>) {
        self.notes.push(words.into());
    }

    fn exactly(&mut self, version: &Text, patched: Option<&Text>) {
        self.versions.push(version.clone());
        if let Some(patched) = patched {
            self.events.push(RangeEvent::Introduced(version.clone()));
            self.events.push(RangeEvent::Fixed(patched.clone()));
            self.has_patch = true;
            self.note(format!("what lies between {version} and {patched} is in it"));
        }
    }

    fn begin(&mut self, lower: Option<&Comparator>, ecosystem: Option<&Ecosystem>) {
        let Some(lower) = lower else { return self.events.push(RangeEvent::BEGINNING) };
        let next = match lower.inclusive {
            true => Some(lower.version.clone()),
            false => next_version(&lower.version, ecosystem),
        };
        if next.is_none() {
            self.note(format!("{} itself is in it; events have no \"after\"", lower.version));
        }
        self.events.push(RangeEvent::Introduced(next.unwrap_or_else(|| lower.version.clone())));
    }

    /// `patched` is the patched version if it is known to lie behind the range.
    fn end(
        &mut self,
        upper: &Comparator,
        patched: Option<&Text>,
        is_unpatched: bool,
        unpatched: Unpatched,
    ) {
        let written = VulnerableRange::Between { lower: None, upper: Some(upper.clone()) };
        let hint = Some(written.to_text());
        match patched {
            Some(patched) => {
                self.has_patch = true;
                self.events.push(RangeEvent::Fixed(patched.clone()));
                if *patched != upper.version {
                    self.note(format!("it ends at {patched}, where it is patched"));
                    self.hint = hint;
                }
            }
            None if !upper.inclusive => {
                self.events.push(RangeEvent::Fixed(upper.version.clone()));
                self.hint = hint;
                if is_unpatched {
                    self.note("its end is no patched version, but OSV calls it fixed");
                }
            }
            None if is_unpatched && unpatched == Unpatched::Open => {
                self.note("without a patched version later versions count as affected");
            }
            None => self.events.push(RangeEvent::LastAffected(upper.version.clone())),
        }
    }

    fn end_at_patch(&mut self, patched: Option<&Text>) {
        let Some(patched) = patched else { return };
        self.events.push(RangeEvent::Fixed(patched.clone()));
        self.has_patch = true;
        self.note(format!("it has no end, and {patched} is patched: it ends there"));
    }
}

/// Whether the ends leave no version between them, as far as that can be shown.
fn is_empty(
    lower: Option<&Comparator>,
    upper: Option<&Comparator>,
    ecosystem: Option<&Ecosystem>,
) -> bool {
    let (Some(lower), Some(upper)) = (lower, upper) else { return false };
    match compare(ecosystem, &lower.version, &upper.version) {
        Some(Ordering::Greater) => true,
        Some(Ordering::Equal) => !(lower.inclusive && upper.inclusive),
        _ => false,
    }
}

/// The lowest version above this one, where the scheme has one.
fn next_version(version: &Text, ecosystem: Option<&Ecosystem>) -> Option<Text> {
    if version == "0" {
        return Some(version.clone());
    }
    let scheme = Scheme::of_ecosystem(ecosystem?)?;
    let bound = Bound::exclusive(Version::parse(scheme, version).ok()?);
    let events = VersionSet::of(scheme, [Interval::from(bound)]).to_events();
    match (&events.value.first()?.first()?, events.changes.is_empty()) {
        (RangeEvent::Introduced(next), true) => Some(next.clone()),
        _ => None,
    }
}
