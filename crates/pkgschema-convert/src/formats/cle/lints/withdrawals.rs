//! What the standard demands of events that withdraw others.
//!
//! Invariant: an event of another page is never taken for one that does not exist.

use super::Lints;
use super::events::is_withdrawal;
use crate::formats::cle::{Cle, CleEvent};
use pkgschema::{Pointer, Severity};
use std::collections::{HashMap, HashSet};

pub(super) fn lint(cle: &Cle, lints: &mut Lints) {
    let ids: HashSet<u64> = cle.events.iter().filter_map(|event| event.id).collect();
    let mut withdrawn: HashMap<u64, usize> = HashMap::new();
    let events = cle.events.indexed().filter(|(_, event)| is_withdrawal(event));
    for (index, event) in events {
        let place = Pointer::root().child("events").index(index).child("eventId");
        let Some(target) = event.event_id else { continue };
        one(event, target, &Page { cle, ids: &ids }, &place, lints);
        if withdrawn.insert(target, index).is_some() {
            lints.warning(&place, "withdrawn-twice", "another event withdraws it already");
        }
    }
}

/// The events that are at hand.
struct Page<'a> {
    cle: &'a Cle,
    ids: &'a HashSet<u64>,
}

impl Page<'_> {
    /// Whether an event with this number can stand on another page: one before the first here.
    fn may_be_elsewhere(&self, id: u64) -> bool {
        let paged = self.cle.index.is_some() || self.cle.next.is_some();
        let first = self.ids.iter().min();
        id > 0 && paged && first.is_some_and(|first| id < *first)
    }
}

fn one(event: &CleEvent, target: u64, page: &Page<'_>, place: &Pointer, lints: &mut Lints) {
    if event.id == Some(target) {
        lints.error(place, "withdraws-itself", "an event cannot withdraw itself");
    } else if event.id.is_some_and(|own| own < target) {
        let words = "the event that it withdraws was added later";
        lints.error(place, "withdraws-later-event", words);
    } else if page.may_be_elsewhere(target) {
        let words = "the event that it withdraws is not on this page";
        lints.add(place, "withdraws-elsewhere", Severity::Note, words);
    } else if !page.ids.contains(&target) {
        lints.error(place, "withdraws-nothing", "there is no event with this number");
    }
}
