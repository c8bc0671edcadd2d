//! What a page has beside the cards: other signals, advisories, and the short form that leads to
//! its sections.
//!
//! Invariant: the short form leads to sections that are there, and to nothing else.

use super::{DisplayRow, DisplaySection, DisplayTerms, PAGE, ProvenanceDisplay};
use crate::provenance::{BuildProvenance, FactOrigin};
use crate::text::Link;

/// Rows of the last two sections.
pub(super) fn signals(record: &BuildProvenance, terms: &DisplayTerms) -> Vec<DisplayRow> {
    let mut rows = Vec::new();
    if let Some(verification) = &record.verification {
        let at = verification.at.as_ref().map(|at| format!(", {at}")).unwrap_or_default();
        let value = format!("{}{at}", verification.status);
        let row = DisplayRow::of(DisplaySection::Signals, "Signature check", &value);
        rows.push(row.sourced(FactOrigin::Derived, super::signatures::trust(record)));
    }
    if let Some(page) = &terms.advisories {
        let words = "Advisories about this package";
        let row = DisplayRow::of(DisplaySection::Advisories, "Known advisories", words);
        rows.push(row.leading(Some(page.clone())));
    }
    rows
}

/// The statement in full, and a line for every section.
pub(super) fn sidebar(
    shown: &ProvenanceDisplay,
    rows: &[DisplayRow],
    terms: &DisplayTerms,
) -> Vec<DisplayRow> {
    let link = |section: &DisplaySection| {
        let page = terms.page.as_ref()?;
        Some(Link::from_document(format!("{page}#{section}")))
    };
    let attestation = DisplaySection::Attestation;
    let statement = DisplayRow::of(attestation.clone(), &shown.heading, &shown.statement);
    let mut lines = vec![statement.leading(link(&attestation))];
    for section in PAGE.iter().filter(|section| **section != attestation) {
        if let Some(first) = rows.iter().find(|row| row.section == *section) {
            let line = DisplayRow::of(section.clone(), section.heading(), &first.value);
            lines.push(line.leading(link(section)));
        }
    }
    lines
}
