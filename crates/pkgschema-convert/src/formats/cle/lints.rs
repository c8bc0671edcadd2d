//! What the standard demands of a CLE document beyond its shape.
//!
//! | code | severity | |
//! |---|---|---|
//! | `missing-member` | error | a member that the document or the type of event must have |
//! | `unknown-member`, `member-of-another-event` | error | the schema is closed |
//! | `unknown-event` | error | no type of event of the standard's |
//! | `empty-list`, `duplicate-item` | error | lists have something in them, and all of it once |
//! | `id-not-positive`, `duplicate-id`, `events-out-of-order` | error | numbers count from 1, newest first |
//! | `no-such-moment`, `not-utc` | error | times of events are in UTC |
//! | `purl-unreadable`, `range-unreadable`, `range-invalid` | error | ECMA-427; Annex A |
//! | `unknown-support`, `duplicate-support` | error | support policies are defined once |
//! | `withdraws-nothing`, `withdraws-itself`, `withdraws-later-event` | error | an earlier event is withdrawn |
//! | `too-many-events` | error | 100,000 a page |
//! | `other-edition` | note | another version of the standard; its unknown words are only warnings |
//! | `version-beside-ranges` | warning | the text has it, the schema does not |
//! | the others | warning, note | |
//!
//! Invariant: each finding stands at the member that it is about, or at the object that lacks one.

mod events;
mod ranges;
mod withdrawals;

use super::{Cle, CleDefinitions, REQUIRED, VERSION};
use crate::found::Found;
use pkgschema::identity::PurlText;
use pkgschema::object::{List, Object};
use pkgschema::text::Timestamp;
use pkgschema::{Finding, Pointer, Severity};
use std::collections::HashSet;
use std::hash::Hash;

/// The findings.
pub(super) fn of(cle: &Cle) -> Vec<Finding> {
    let mut lints = Lints { found: Found::default(), is_other: edition(cle).is_some() };
    let root = Pointer::root();
    lints.required(cle, &REQUIRED, &root);
    lints.closed(cle, &root);
    if let Some(other) = edition(cle) {
        let words = format!("version {other} of the standard; what it adds is not understood");
        lints.add(&root.child("$schema"), "other-edition", Severity::Note, &words);
    }
    identifiers(cle, &mut lints);
    if let Some(definitions) = &cle.definitions {
        support(definitions, &mut lints);
    }
    if let Some(time) = &cle.updated_at {
        lints.moment(time, &root.child("updatedAt"));
    }
    events::lint(cle, &mut lints);
    withdrawals::lint(cle, &mut lints);
    lints.found.done()
}

/// The version of the standard, if it is another one than that which was read.
fn edition(cle: &Cle) -> Option<&str> {
    cle.version().filter(|version| *version != VERSION)
}

fn identifiers(cle: &Cle, lints: &mut Lints) {
    let place = Pointer::root().child("identifier");
    if let Some(super::CleComponent::Several(list)) = &cle.identifier {
        lints.filled(list.is_empty() && !list.has_odd(), &place);
        let texts = list.indexed().map(|(index, purl)| (index, purl.as_str()));
        lints.distinct(texts, &place);
        list.indexed().for_each(|(index, purl)| identifier(purl, &place.index(index), lints));
    }
    if let Some(super::CleComponent::One(purl)) = &cle.identifier {
        identifier(purl, &place, lints);
    }
}

fn identifier(text: &PurlText, place: &Pointer, lints: &mut Lints) {
    match text.to_purl() {
        Ok(purl) if purl.version().is_some() => {
            let words = "the document is about a component; which versions of it, the events say";
            lints.warning(place, "identifier-with-version", words);
        }
        Ok(_) => {}
        Err(error) if text.is_well_formed() => {
            lints.error(place, "purl-unreadable", &error.to_string());
        }
        Err(_) => {} // told already
    }
}

fn support(definitions: &CleDefinitions, lints: &mut Lints) {
    let place = Pointer::root().child("definitions");
    lints.closed(definitions, &place);
    let place = place.child("support");
    lints.list(&definitions.support, &place);
    let mut seen = HashSet::new();
    for (index, policy) in definitions.support.indexed() {
        let place = place.index(index);
        lints.required(policy, &["id", "description"], &place);
        lints.closed(policy, &place);
        if policy.id.as_ref().is_some_and(|id| !seen.insert(id)) {
            let words = "another policy has this identifier";
            lints.error(&place.child("id"), "duplicate-support", words);
        }
    }
}

/// What was found, and the rules that hold in several places.
struct Lints {
    found: Found,
    /// Whether the document follows another version of the standard.
    is_other: bool,
}

impl Lints {
    fn add(&mut self, place: &Pointer, code: &'static str, severity: Severity, words: &str) {
        self.found.add(|| place.clone(), code, severity, words);
    }

    fn error(&mut self, place: &Pointer, code: &'static str, words: &str) {
        self.add(place, code, Severity::Error, words);
    }

    fn warning(&mut self, place: &Pointer, code: &'static str, words: &str) {
        self.add(place, code, Severity::Warning, words);
    }

    /// An error, unless another version of the standard may permit it.
    fn closed_world(&mut self, place: &Pointer, code: &'static str, words: &str) {
        let severity = if self.is_other { Severity::Warning } else { Severity::Error };
        self.add(place, code, severity, words);
    }

    /// Members that have to be there. One of the wrong kind is told elsewhere.
    fn required<T: Object>(&mut self, object: &T, names: &[&str], place: &Pointer) {
        for name in names {
            if !object.has(name) && object.rest().get(name).is_none() {
                let words = format!("the standard requires `{name}`");
                self.error(place, "missing-member", &words);
            }
        }
    }

    /// Members that the object does not have by the standard's schema.
    fn closed<T: Object>(&mut self, object: &T, place: &Pointer) {
        for (name, _) in object.rest().iter().filter(|(name, _)| !T::MEMBERS.contains(name)) {
            let words = "the standard has no such member";
            self.closed_world(&place.child(name), "unknown-member", words);
        }
    }

    /// A list that is there has something in it.
    fn list<T>(&mut self, list: &List<T>, place: &Pointer) {
        self.filled(list.is_present() && list.is_empty() && !list.has_odd(), place);
    }

    fn filled(&mut self, is_empty: bool, place: &Pointer) {
        if is_empty {
            self.error(place, "empty-list", "the standard wants one element at least");
        }
    }

    /// Every element is there once.
    fn distinct<K: Hash + Eq>(&mut self, keys: impl Iterator<Item = (usize, K)>, place: &Pointer) {
        let mut seen = HashSet::new();
        for (index, key) in keys {
            if !seen.insert(key) {
                let words = "the list has this element already";
                self.error(&place.index(index), "duplicate-item", words);
            }
        }
    }

    /// A well-formed time is one of a day that exists.
    fn moment(&mut self, time: &Timestamp, place: &Pointer) {
        if time.is_well_formed() && time.to_datetime().is_none() {
            self.error(place, "no-such-moment", "the month has no such day");
        }
    }
}
