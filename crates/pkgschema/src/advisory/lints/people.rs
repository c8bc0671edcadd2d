//! Lints about references and credits.
//!
//! Invariant: an address is judged by its shape alone.

use crate::advisory::{Advisory, Credit, CreditType, Reference, ReferenceType};
use crate::finding::Lints;
use crate::text::Link;
use std::collections::HashSet;

pub(super) fn lint(advisory: &Advisory, lints: &mut Lints) {
    let mut seen = HashSet::new();
    for (index, item) in advisory.references.indexed() {
        let place = format!("/references/{index}");
        reference(item, &place, lints);
        let twice = item
            .url
            .as_ref()
            .is_some_and(|url| !seen.insert((item.reference_type.as_ref(), url.as_str())));
        if twice {
            lints.note(&place, "duplicate-reference", "the same stands before it");
        }
    }
    for (index, item) in advisory.credits.indexed() {
        credit(item, &format!("/credits/{index}"), lints);
    }
}

fn reference(reference: &Reference, place: &str, lints: &mut Lints) {
    match &reference.reference_type {
        None if reference.rest.get("type").is_none() => {
            lints.error(place, "missing-reference-type", "what is found there is not said");
        }
        Some(ReferenceType::Unlisted(word)) => {
            let words = format!("{:?} is no listed type", word.as_str());
            lints.error(&format!("{place}/type"), "unlisted-reference-type", words);
        }
        _ => {}
    }
    if reference.url.is_none() && reference.rest.get("url").is_none() {
        lints.error(place, "missing-url", "there is no address");
    }
}

fn credit(credit: &Credit, place: &str, lints: &mut Lints) {
    if credit.name.is_none() && credit.rest.get("name").is_none() {
        lints.error(place, "missing-credit-name", "who it is is not said");
    }
    if let Some(CreditType::Unlisted(word)) = &credit.credit_type {
        let words = format!("{:?} is no listed role", word.as_str());
        lints.error(&format!("{place}/type"), "unlisted-credit-type", words);
    }
    for (index, contact) in credit.contact.indexed() {
        if !Link::from_document(contact.clone()).is_well_formed() {
            let words = format!("{contact:?} is no address with a scheme");
            lints.warning(&format!("{place}/contact/{index}"), "malformed-contact", words);
        }
    }
}
