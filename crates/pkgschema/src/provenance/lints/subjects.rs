//! Lints about what a statement is about.
//!
//! Invariant: whatever cannot be matched is an error, since a reader would match nothing.

use crate::finding::Lints;
use crate::provenance::{ResourceDescriptor, Statement};
use std::collections::HashSet;

/// The name of a subject whose name means nothing.
const NAMELESS: &str = "_";

pub(super) fn lint(statement: &Statement, lints: &mut Lints) {
    if statement.subject.is_empty() && !statement.subject.has_odd() {
        lints.error("/subject", "no-subject", "a statement is about something");
    }
    let first_form = statement.statement_type == Statement::V0_1;
    let (mut names, mut uris) = (HashSet::new(), HashSet::new());
    for (index, subject) in statement.subject.indexed() {
        let place = format!("/subject/{index}");
        digests(subject, &place, lints);
        match subject.name.as_deref() {
            None | Some("") if first_form => {
                let words = "in version 0.1 each subject has a name, if only \"_\"";
                lints.error(&place, "missing-subject-name", words);
            }
            Some(NAMELESS) if !first_form => {}
            Some(name) if !names.insert(name) => {
                duplicate(&format!("{place}/name"), first_form, lints);
            }
            _ => {}
        }
        let uri = subject.uri.as_ref().map(|uri| uri.as_str());
        if uri.is_some_and(|uri| !uris.insert(uri)) {
            let words = "another subject has the same URI";
            lints.warning(&format!("{place}/uri"), "duplicate-subject-uri", words);
        }
    }
}

fn digests(subject: &ResourceDescriptor, place: &str, lints: &mut Lints) {
    let misfits = |set: &crate::identity::DigestSet| !set.odd().is_empty();
    // the structural check names what stands there and is none
    let named = subject.digest.as_ref().is_some_and(misfits);
    if !subject.has_digests() && !named {
        lints.error(place, "subject-without-digest", "only digests tell what it is");
    }
}

fn duplicate(place: &str, first_form: bool, lints: &mut Lints) {
    let words = "another subject has the same name";
    match first_form {
        true => lints.error(place, "duplicate-subject-name", words),
        false => lints.warning(place, "duplicate-subject-name", words),
    }
}
