//! Which notices stand, and which were lifted by which.
//!
//! Notices are gone through from the newest to the oldest, so that whatever could lift one has
//! been judged before it. One pass, whatever the order that they came in.
//!
//! Invariant: a notice acts on older ones only, so that no cycle of notices can lift itself.

use super::clocks::Clocks;
use super::distinct::distinct;
use super::entry::{Entry, Issuers, Name};
use super::matching::Matching;
use super::order::{Found, newest_first};
use crate::object::write;
use crate::takedown::{NoticeType, RefusalReason, Status};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// How far up a chain of amendments is looked for what lifted one of them.
const LONGEST_CHAIN: usize = 64;

/// What came of the notices about one question.
#[derive(Default)]
pub(super) struct Resolved<'i, 'a> {
    /// In force.
    pub(super) measures: Vec<Found<'i, 'a>>,
    pub(super) lifted: Vec<Lifting<'i, 'a>>,
    pub(super) refused: Vec<Refusal<'i, 'a>>,
}

/// A notice that was lifted.
pub(super) struct Lifting<'i, 'a> {
    pub(super) entry: &'i Entry<'a>,
    pub(super) by: &'i Entry<'a>,
    pub(super) overruled: bool,
}

/// A notice that does not act.
#[derive(Clone, Copy)]
pub(super) struct Refusal<'i, 'a> {
    pub(super) entry: &'i Entry<'a>,
    pub(super) why: Why,
    pub(super) target: Option<&'i str>,
}

/// [`RefusalReason`], without a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    NotAuthorized,
    PrecedesTarget,
    IssuedLater,
    Undated,
    IdReused,
    BehindCheckpoint,
    Unreadable,
}

impl From<Why> for RefusalReason {
    fn from(why: Why) -> Self {
        match why {
            Why::NotAuthorized => Self::NotAuthorized,
            Why::PrecedesTarget => Self::PrecedesTarget,
            Why::IssuedLater => Self::IssuedLater,
            Why::Undated => Self::Undated,
            Why::IdReused => Self::IdReused,
            Why::BehindCheckpoint => Self::BehindCheckpoint,
            Why::Unreadable => Self::Unreadable,
        }
    }
}

/// Judges the notices that were found about one question.
pub(super) fn resolve<'i, 'a>(
    mut found: Vec<Found<'i, 'a>>,
    clocks: &Clocks,
    issuers: &Issuers<'_>,
) -> Resolved<'i, 'a> {
    let mut pass = Pass {
        clocks,
        issuers,
        amendments: HashMap::new(),
        acts: HashMap::new(),
        unclear: false,
        seen: HashMap::new(),
        resolved: Resolved::default(),
    };
    found.retain(|(entry, _)| pass.is_known(entry));
    if found.len() == 1 {
        found.into_iter().for_each(|(entry, matching)| pass.judge(entry, matching, false));
        return pass.resolved;
    }
    let reused = distinct(&mut found);
    let found = newest_first(found, &reused, issuers);
    for (entry, _) in found.iter().filter(|(entry, _)| is_a(entry, &NoticeType::Amendment)) {
        pass.amendments.entry(entry.name()).or_insert(entry);
    }
    for (entry, matching) in found {
        pass.judge(entry, matching, reused.contains(&entry.name()));
        pass.seen.entry(entry.notice.id.as_str()).or_insert(entry);
    }
    pass.resolved
}

/// A notice that lifts others.
#[derive(Clone, Copy)]
struct Act<'i, 'a> {
    entry: &'i Entry<'a>,
    /// Whether it lifts at the time that is asked about.
    in_effect: bool,
}

/// What acts are noted under: target, registry, and for those that are not clearly about what is
/// asked a digest of their subjects, to which alone they reach.
type Place<'i> = (&'i str, &'i str, Option<u64>);

/// The way from the newest notice to the oldest.
struct Pass<'p, 'i, 'a> {
    clocks: &'p Clocks,
    issuers: &'p Issuers<'p>,
    /// The amendments by issuer and identifier.
    amendments: HashMap<Name<'a>, &'i Entry<'a>>,
    /// What was met so far that acts on others, one for each issuer, rank and kind.
    acts: HashMap<Place<'i>, Vec<Act<'i, 'a>>>,
    /// Whether an act among them is unclear.
    unclear: bool,
    /// The first notice that was met under each identifier.
    seen: HashMap<&'a str, &'i Entry<'a>>,
    resolved: Resolved<'i, 'a>,
}

impl<'i, 'a> Pass<'_, 'i, 'a> {
    fn is_known(&mut self, entry: &'i Entry<'a>) -> bool {
        let known = self.clocks.knows(entry.issued);
        if !known {
            self.refuse(entry, Why::IssuedLater, None);
        }
        known
    }

    fn judge(&mut self, entry: &'i Entry<'a>, matching: Matching, reused: bool) {
        let notice = entry.notice;
        let lifting = self.lifting(entry);
        let voided = lifting.as_ref().is_some_and(|it| is_a(it.by, &NoticeType::Retraction));
        if reused {
            self.refuse(entry, Why::IdReused, None);
        }
        let amendment = is_a(entry, &NoticeType::Amendment);
        // An amendment that was reversed still stands in the place of what it amended.
        if !voided && !reused && (lifting.is_none() || amendment) {
            self.act(entry, matching);
        }
        match lifting {
            Some(lifting) => self.resolved.lifted.push(lifting),
            None => {
                if *entry.status != Status::Active && self.clocks.applies(notice) {
                    self.resolved.measures.push((entry, matching));
                }
            }
        }
    }

    /// Notes what the notice lifts.
    fn act(&mut self, entry: &'i Entry<'a>, matching: Matching) {
        let notice = entry.notice;
        if !entry.can_act() || notice.targets.is_empty() || !self.clocks.is_known() {
            return self.refuse_act(entry);
        }
        let act = Act { entry, in_effect: self.clocks.lifts(notice) };
        let subjects = (matching != Matching::Yes).then(|| digest_of_subjects(entry));
        self.unclear |= subjects.is_some();
        for target in &notice.targets {
            let target = target.as_str();
            let newer = self.seen.get(target).copied();
            if newer.is_some_and(|newer| self.issuers.may(entry, newer).is_some()) {
                self.refuse(entry, Why::PrecedesTarget, Some(target));
            }
            let acts = self.acts.entry((target, &entry.registry, subjects)).or_default();
            // Of those that could lift the same notices one is enough.
            let alike = |other: &Act<'_, '_>| {
                other.in_effect == act.in_effect
                    && other.entry.issuer == entry.issuer
                    && other.entry.lifting_rank == entry.lifting_rank
                    && other.entry.notice.notice_type == notice.notice_type
            };
            if !acts.iter().any(alike) {
                acts.push(act);
            }
        }
    }

    /// Says why a notice that wants to lift something does not.
    fn refuse_act(&mut self, entry: &'i Entry<'a>) {
        if entry.notice.targets.is_empty() || !entry.lifts() {
            return;
        }
        if entry.issued.is_none() || !self.clocks.is_known() {
            self.refuse(entry, Why::Undated, None);
        } else if !entry.counted {
            self.refuse(entry, Why::BehindCheckpoint, None);
        } else {
            self.refuse(entry, Why::Unreadable, None);
        }
    }

    /// What has lifted the notice, if anything has: a retraction before all others, and then the
    /// newest.
    fn lifting(&mut self, entry: &'i Entry<'a>) -> Option<Lifting<'i, 'a>> {
        if self.acts.is_empty() {
            return None;
        }
        let subjects = self.unclear.then(|| digest_of_subjects(entry));
        let (mut place, mut id) = (Some(entry), entry.notice.id.as_str());
        for step in 0..LONGEST_CHAIN {
            let found = self.lifting_at(id, entry, subjects, step == 0);
            if found.is_some() {
                return found;
            }
            // An amendment falls with what it amends.
            let amended = place.filter(|place| is_a(place, &NoticeType::Amendment));
            id = amended?.notice.targets.first()?.as_str();
            place = self.amendments.get(&(entry.issuer, entry.counted, id)).copied();
        }
        None
    }

    /// What has lifted a notice by acting on an identifier: its own, or that of what it amends.
    fn lifting_at(
        &mut self,
        id: &'i str,
        entry: &'i Entry<'a>,
        subjects: Option<u64>,
        own: bool,
    ) -> Option<Lifting<'i, 'a>> {
        let at = |subjects| self.acts.get(&(id, &*entry.registry, subjects)).into_iter().flatten();
        let same = |act: &&Act<'i, 'a>| act.entry.notice.subjects == entry.notice.subjects;
        let unclear = subjects.into_iter().flat_map(|it| at(Some(it))).filter(same);
        let acts: Vec<Act<'i, 'a>> = at(None).chain(unclear).copied().collect();
        let mut best: Option<Lifting<'i, 'a>> = None;
        for act in acts {
            let retracts = is_a(act.entry, &NoticeType::Retraction);
            let better = best
                .as_ref()
                .is_none_or(|best| retracts && !is_a(best.by, &NoticeType::Retraction));
            match self.issuers.may(act.entry, entry) {
                Some(overruled) if (retracts || act.in_effect) && better => {
                    best = Some(Lifting { entry, by: act.entry, overruled });
                }
                Some(_) => {}
                None if own => {
                    self.refuse(act.entry, Why::NotAuthorized, Some(entry.notice.id.as_str()));
                }
                None => {}
            }
        }
        best
    }

    fn refuse(&mut self, entry: &'i Entry<'a>, why: Why, target: Option<&'i str>) {
        self.resolved.refused.push(Refusal { entry, why, target });
    }
}

fn is_a(entry: &Entry<'_>, kind: &NoticeType) -> bool {
    entry.notice.notice_type == *kind
}

/// A digest of what a notice is about, to find those about the same by.
fn digest_of_subjects(entry: &Entry<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    write(&entry.notice.subjects).hash(&mut hasher);
    hasher.finish()
}
