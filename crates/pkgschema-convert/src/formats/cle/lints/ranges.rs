//! What Annex A of the standard demands of ranges.
//!
//! Invariant: a range that readers put right silently is told; one that means nothing is an error.

use super::Lints;
use crate::formats::cle::{CleEvent, CleVersions};
use pkgschema::Pointer;
use pkgschema::version::{Vers, VersText};

pub(super) fn lint(event: &CleEvent, place: &Pointer, lints: &mut Lints) {
    lints.list(&event.versions, place);
    let pair = |it: &CleVersions| (it.range.clone(), it.version.clone());
    lints.distinct(event.versions.indexed().map(|(index, it)| (index, pair(it))), place);
    for (index, versions) in event.versions.indexed() {
        let place = place.index(index);
        lints.closed(versions, &place);
        match (&versions.range, &versions.version) {
            (Some(range), _) => self::range(range, &place.child("range"), lints),
            (None, None) => lints.required(versions, &["range"], &place),
            (None, Some(_)) => {}
        }
        if versions.version.is_some() {
            let words = "the standard's text knows single versions, its schema only ranges";
            lints.warning(&place.child("version"), "version-beside-ranges", words);
        }
    }
}

fn range(text: &VersText, place: &Pointer, lints: &mut Lints) {
    let vers = match text.to_vers() {
        Ok(vers) => vers,
        Err(error) if text.is_well_formed() => {
            return lints.error(place, "range-unreadable", &error.to_string());
        }
        Err(_) => return, // told already
    };
    let (_, constraints) = text.as_str().split_once('/').unwrap_or_default();
    let pieces = constraints.split('|').filter(|piece| !piece.trim().is_empty()).count();
    if pieces != vers.constraints().len().max(1) {
        let words = "a version stands twice, or a bound says nothing beside another";
        lints.error(place, "range-invalid", words);
    } else if Vers::parse_strict(text.as_str()).is_err() {
        let words = format!("the canonical form is {}", vers.as_str());
        lints.warning(place, "range-not-canonical", &words);
    }
}
