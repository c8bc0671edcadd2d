//! The fold of notices once more, by its definition.
//!
//! It asks about `pkg:npm/a@1.0.0` on the strategies' registry, by the strategies' trust table, with
//! everything looked up anew at every step.
//!
//! Invariant: nothing here is taken from the library but what a single notice says.

use crate::strategies::takedown::{Issued, REGISTRY};
use pkgschema::takedown::{NoticeType, Status, TakedownNotice};
use pkgschema::text::Timestamp;
use std::collections::BTreeSet;

/// The fold by its definition, without regard to time and order.
#[derive(Debug)]
pub struct Naive<'a> {
    entries: Vec<Entry<'a>>,
    effect: i64,
}

#[derive(Debug)]
struct Entry<'a> {
    notice: &'a TakedownNotice,
    issuer: &'static str,
    issued: Option<i64>,
    reused: bool,
}

fn hours(time: &Timestamp) -> Option<i64> {
    let start = Timestamp::from_document("2026-05-01T00:00:00Z").to_datetime().expect("a time");
    time.to_datetime().map(|time| (time - start).num_hours())
}

impl<'a> Naive<'a> {
    /// The notices of a log that are known at an hour, for another hour.
    pub fn of(log: &'a [Issued], known: i64, effect: i64) -> Self {
        let mut entries: Vec<Entry<'a>> = Vec::new();
        for (notice, issuer) in log {
            let here = notice.registry.url == REGISTRY && about_asked(notice);
            let issued = hours(&notice.issued_at);
            let twice = entries.iter().any(|it| it.issuer == *issuer && it.notice == notice);
            if here && !twice && issued.is_none_or(|issued| issued <= known) {
                entries.push(Entry { notice, issuer, issued, reused: false });
            }
        }
        let ids: Vec<_> = entries.iter().map(|it| (it.issuer, it.notice.id.clone())).collect();
        for (at, entry) in entries.iter_mut().enumerate() {
            entry.reused = ids.iter().filter(|id| **id == ids[at]).count() > 1;
        }
        Self { entries, effect }
    }

    /// What is in force: issuer, identifier and status.
    pub fn measures(&self) -> BTreeSet<(String, String, String)> {
        let stands = |it: &&Entry<'_>| {
            let from = hours(it.notice.applies_from()).is_none_or(|from| from <= self.effect);
            let until = it.notice.effective_until.as_ref().and_then(hours);
            it.notice.status != Status::Active
                && from
                && until.is_none_or(|until| self.effect < until)
                && self.lifted_by(it).is_empty()
        };
        let row = |it: &Entry<'_>| {
            (it.issuer.to_owned(), it.notice.id.to_string(), it.notice.status.to_string())
        };
        self.entries.iter().filter(stands).map(row).collect()
    }

    /// The identifiers of what was lifted.
    pub fn lifted(&self) -> BTreeSet<String> {
        let lifted = self.entries.iter().filter(|it| !self.lifted_by(it).is_empty());
        lifted.map(|it| it.notice.id.to_string()).collect()
    }

    /// What lifts a notice, at the nearest place in its chain of amendments where anything does.
    fn lifted_by(&self, entry: &Entry<'a>) -> Vec<&Entry<'a>> {
        let (mut id, mut place) = (entry.notice.id.clone(), Some(entry));
        for _ in 0..10 {
            let found: Vec<_> = self
                .entries
                .iter()
                .filter(|it| it.notice.targets.contains(&id) && self.acts(it, entry))
                .collect();
            if !found.is_empty() {
                return found;
            }
            let Some(amendment) = place.filter(|it| it.notice.notice_type == NoticeType::Amendment)
            else {
                return Vec::new();
            };
            let Some(above) = amendment.notice.targets.first() else { return Vec::new() };
            id = above.clone();
            let mut above: Vec<_> = self
                .entries
                .iter()
                .filter(|it| it.issuer == entry.issuer && it.notice.id == id)
                .filter(|it| it.notice.notice_type == NoticeType::Amendment)
                .collect();
            // Of two under one name and time any will do, as long as it is always the same.
            above.sort_by_key(|it| (std::cmp::Reverse(self.key(it)), it.notice.to_json()));
            place = above.first().copied();
        }
        Vec::new()
    }

    fn key(&self, entry: &Entry<'a>) -> (Option<i64>, bool, usize, &'a str, &'static str) {
        let lifts = entry.notice.notice_type != NoticeType::Decision;
        let level = if can_act(entry) { self.level(entry, 0) } else { 0 };
        (entry.issued, lifts, level, entry.notice.id.as_str(), entry.issuer)
    }

    /// The longest way back to a notice of the same time that may be lifted; beyond any number in
    /// a circle.
    fn level(&self, entry: &Entry<'a>, steps: usize) -> usize {
        if steps > self.entries.len() {
            return usize::MAX;
        }
        let name = |it: &Entry<'a>| (it.issuer, it.notice.id.clone());
        let beside = |it: &&Entry<'a>| it.issued == entry.issued && can_act(it);
        let twins = self.entries.iter().filter(beside).filter(|it| name(it) == name(entry));
        let behind = |twin: &Entry<'a>, it: &Entry<'a>| {
            let same = self.entries.iter().filter(beside).filter(|other| name(other) == name(it));
            let weakest = same.min_by_key(|other| needed(other)).unwrap();
            twin.notice.targets.contains(&it.notice.id) && may(twin, weakest)
        };
        let before: Vec<_> = twins
            .flat_map(|twin| self.entries.iter().filter(beside).filter(move |it| behind(twin, it)))
            .collect();
        let levels = before.into_iter().map(|it| self.level(it, steps + 1).saturating_add(1));
        levels.max().unwrap_or(0)
    }

    /// Whether a notice lifts another one.
    fn acts(&self, lifter: &Entry<'a>, other: &Entry<'a>) -> bool {
        let notice = lifter.notice;
        let retracts = notice.notice_type == NoticeType::Retraction;
        if !can_act(lifter) || self.key(lifter) <= self.key(other) || !may(lifter, other) {
            return false;
        }
        if !is_clear(notice) && notice.subjects != other.notice.subjects {
            return false;
        }
        let from = hours(notice.applies_from()).is_some_and(|from| from <= self.effect);
        let until = notice.effective_until.as_ref();
        let until = until.is_none_or(|it| hours(it).is_some_and(|until| self.effect < until));
        let in_effect = from && until;
        if !retracts && !in_effect {
            return false;
        }
        let lifted = self.lifted_by(lifter);
        let voided = lifted.iter().any(|it| it.notice.notice_type == NoticeType::Retraction);
        !voided && (lifted.is_empty() || notice.notice_type == NoticeType::Amendment)
    }
}

/// Whether a notice lifts others at all.
fn can_act(entry: &Entry<'_>) -> bool {
    let kinds = [NoticeType::Amendment, NoticeType::Reversal, NoticeType::Retraction];
    kinds.contains(&entry.notice.notice_type) && !entry.reused && entry.issued.is_some()
}

/// Whether the notice is clearly about what is asked.
fn is_clear(notice: &TakedownNotice) -> bool {
    notice.subjects.iter().all(|subject| {
        let empty = subject.versions.is_present() && subject.versions.is_empty();
        subject.scope.is_none() && !empty
    })
}

fn about_asked(notice: &TakedownNotice) -> bool {
    notice.subjects.iter().any(|subject| match subject.purl.as_ref().unwrap().as_str() {
        "pkg:npm/a@1.0.0" => true,
        "pkg:npm/a" => true, // the whole, or with 1.0.0 among its versions, or unclear
        _ => false,
    })
}

/// The rank that an issuer has by the trust table.
fn own(issuer: &str) -> u8 {
    match issuer {
        "registry" => 5,
        "scanner" => 4,
        "owner" => 3,
        "database" => 2,
        _ => 1,
    }
}

fn claimed(entry: &Entry<'_>) -> Option<u8> {
    let role = entry.notice.authority.as_ref().and_then(|it| it.role.as_ref());
    role.map(|role| role.rank().min(own(entry.issuer)))
}

/// The rank that lifts a notice.
fn needed(entry: &Entry<'_>) -> u8 {
    claimed(entry).filter(|rank| *rank > 0).unwrap_or(own(entry.issuer))
}

fn may(lifter: &Entry<'_>, other: &Entry<'_>) -> bool {
    let lifting = claimed(lifter).unwrap_or(own(lifter.issuer));
    let speaks = |issuer: &str| ["registry", "scanner", "owner"].contains(&issuer);
    let within = speaks(lifter.issuer) && speaks(other.issuer);
    let listed = lifter.issuer == "our-team" && ["database", "scanner"].contains(&other.issuer);
    let ranked = (lifter.issuer == other.issuer || within) && lifting >= needed(other);
    lifting > 0 && (ranked || listed)
}
