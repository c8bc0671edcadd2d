//! What the standard demands of the events.
//!
//! Invariant: which members an event has goes by its type alone.

use super::{Lints, ranges};
use crate::formats::cle::event::{COMMON, PURL};
use crate::formats::cle::{Cle, CleEvent, CleEventType, CleIdentifier};
use pkgschema::Pointer;
use pkgschema::object::Object;
use pkgschema::text::Timestamp;
use std::collections::HashSet;

/// The most events of one page.
const MOST: usize = 100_000;

pub(super) fn lint(cle: &Cle, lints: &mut Lints) {
    let place = Pointer::root().child("events");
    lints.list(&cle.events, &place);
    if cle.events.len() > MOST {
        lints.error(&place, "too-many-events", "a page has 100,000 events at most");
    }
    let policies: HashSet<&str> = cle
        .definitions
        .iter()
        .flat_map(|it| it.support.iter())
        .filter_map(|policy| policy.id.as_deref())
        .collect();
    for (index, event) in cle.events.indexed() {
        let place = place.index(index);
        lints.required(event, &COMMON, &place);
        lints.closed(event, &place);
        members(event, &place, lints);
        times(event, cle.updated_at.as_ref(), &place, lints);
        parts(event, &place, lints);
        let support = event.support_id.as_deref();
        if support.is_some_and(|id| !policies.contains(id)) {
            let words = "the definitions have no such support policy";
            lints.error(&place.child("supportId"), "unknown-support", words);
        }
    }
    order(cle, &place, lints);
}

/// The members by the event's type.
fn members(event: &CleEvent, place: &Pointer, lints: &mut Lints) {
    let Some(kind) = &event.event_type else { return };
    let Some((required, optional)) = kind.members() else {
        let words = format!("the standard has no event {:?}", kind.as_str());
        return lints.closed_world(&place.child("type"), "unknown-event", &words);
    };
    lints.required(event, required, place);
    for name in CleEvent::MEMBERS {
        let stands = event.has(name) || event.rest().get(name).is_some();
        let known = [&COMMON[..], required, optional].into_iter().any(|list| list.contains(name));
        if stands && !known {
            let words = format!("an event {:?} has no such member", kind.as_str());
            lints.closed_world(&place.child(name), "member-of-another-event", &words);
        }
    }
}

fn times(event: &CleEvent, updated: Option<&Timestamp>, place: &Pointer, lints: &mut Lints) {
    for (name, time) in [("effective", &event.effective), ("published", &event.published)] {
        let (Some(time), place) = (time, place.child(name)) else { continue };
        lints.moment(time, &place);
        let moment = time.to_datetime();
        if moment.is_some_and(|moment| moment.offset().local_minus_utc() != 0) {
            lints.error(&place, "not-utc", "times of events are in UTC");
        }
    }
    let moments = event.published.as_ref().and_then(Timestamp::to_datetime);
    let moments = moments.zip(updated.and_then(Timestamp::to_datetime));
    if moments.is_some_and(|(published, updated)| published > updated) {
        let words = "later than the document was last updated";
        lints.warning(&place.child("published"), "published-after-update", words);
    }
}

/// Versions, identifiers, references.
fn parts(event: &CleEvent, place: &Pointer, lints: &mut Lints) {
    ranges::lint(event, &place.child("versions"), lints);
    let references = place.child("references");
    lints.list(&event.references, &references);
    let texts = event.references.indexed().map(|(index, link)| (index, link.as_str()));
    lints.distinct(texts, &references);
    let place = place.child("identifiers");
    lints.list(&event.identifiers, &place);
    let pair = |it: &CleIdentifier| (it.identifier_type.clone(), it.value.clone());
    lints.distinct(event.identifiers.indexed().map(|(index, it)| (index, pair(it))), &place);
    for (index, it) in event.identifiers.indexed() {
        identifier(it, &place.index(index), lints);
    }
}

fn identifier(identifier: &CleIdentifier, place: &Pointer, lints: &mut Lints) {
    lints.required(identifier, &["type", "value"], place);
    lints.closed(identifier, place);
    match identifier.purl().map(|purl| purl.to_purl()) {
        Some(Ok(_)) => {}
        Some(Err(error)) => {
            lints.error(&place.child("value"), "purl-unreadable", &error.to_string());
        }
        None if identifier.identifier_type.as_deref().is_some_and(|kind| kind != PURL) => {
            let words = "no package URL, so that nobody here knows what it names";
            lints.warning(&place.child("type"), "unknown-identifier", words);
        }
        None => {}
    }
}

/// Highest number first, each once; what was added later was not published earlier.
fn order(cle: &Cle, place: &Pointer, lints: &mut Lints) {
    let mut seen = HashSet::new();
    let mut newer: Option<&CleEvent> = None;
    for (index, event) in cle.events.indexed() {
        let at = || place.index(index).child("id");
        let Some(id) = event.id else { continue };
        if id == 0 {
            lints.error(&at(), "id-not-positive", "events are counted from 1");
        }
        if !seen.insert(id) {
            lints.error(&at(), "duplicate-id", "another event has this number");
        } else if newer.and_then(|newer| newer.id).is_some_and(|before| before < id) {
            let words = "events stand with the highest number first";
            lints.error(&at(), "events-out-of-order", words);
        } else if newer.is_some_and(|newer| is_before(newer, event)) {
            let words = "published later than the event that was added after it";
            lints.warning(&place.index(index).child("published"), "published-out-of-order", words);
        }
        newer = Some(event);
    }
}

fn is_before(left: &CleEvent, right: &CleEvent) -> bool {
    let moment = |event: &CleEvent| event.published.as_ref().and_then(Timestamp::to_datetime);
    moment(left).zip(moment(right)).is_some_and(|(left, right)| left < right)
}

/// Whether the event withdraws another one.
pub(super) fn is_withdrawal(event: &CleEvent) -> bool {
    event.event_type == Some(CleEventType::Withdrawn)
}
