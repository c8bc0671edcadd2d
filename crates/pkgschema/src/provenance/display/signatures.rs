//! Rows of the attestation: where it is logged, and what does not agree.
//!
//! Invariant: every conflict of the record is shown, at every level.

use super::{DisplayRow, DisplaySection, DisplayTerms};
use crate::provenance::{
    BuildProvenance, Conflict, FactOrigin, FactTrust, LogEntry, VerificationStatus,
};
use crate::text::Link;

pub(super) fn rows(record: &BuildProvenance, terms: &DisplayTerms) -> Vec<DisplayRow> {
    let entries = record.log_entries.iter().filter_map(|entry| log_row(record, entry, terms));
    entries.chain(record.conflicts.iter().map(conflict_row)).collect()
}

fn log_row(record: &BuildProvenance, entry: &LogEntry, terms: &DisplayTerms) -> Option<DisplayRow> {
    let index = entry.log_index.as_ref()?;
    let digits = !index.is_empty() && index.bytes().all(|byte| byte.is_ascii_digit());
    let base = terms.log_search.as_ref().filter(|_| digits);
    let link = base.map(|base| Link::from_document(format!("{base}{index}")));
    let time = entry.integrated_time.as_ref().map(|time| format!(", {time}"));
    let value = format!("entry {index}{}", time.unwrap_or_default());
    let row = DisplayRow::of(DisplaySection::Attestation, "Transparency log", &value);
    Some(row.leading(link).sourced(FactOrigin::Tlog, trust(record)))
}

fn conflict_row(conflict: &Conflict) -> DisplayRow {
    let label = format!("Sources disagree on {}", conflict.fact);
    let (kept, other) = (&conflict.kept, &conflict.other);
    let value = format!("{} ({}), {} ({})", kept.value, kept.origin, other.value, other.origin);
    DisplayRow::of(DisplaySection::Attestation, &label, &value).sourced_as(other)
}

/// How far what is signed as a whole is to be trusted.
pub(super) fn trust(record: &BuildProvenance) -> FactTrust {
    match record.verification.as_ref().map(|verification| &verification.status) {
        Some(VerificationStatus::SignatureVerified) => FactTrust::Verified,
        Some(VerificationStatus::RegistryAsserted) => FactTrust::RegistryAsserted,
        _ => FactTrust::Unverified,
    }
}
