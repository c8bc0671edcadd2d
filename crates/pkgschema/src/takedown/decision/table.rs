//! The table of rows.
//!
//! Invariant: within a group a row that stands further down never lets more through in any
//! column, but for the rows of facts at the end, which stand for themselves.

use super::{InstallDecision, Verdict};
use crate::takedown::{Category, Download, Resolution, Status};

/// One row: its name, and what it asks for by the kind of request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableRow {
    /// The name, at most 24 bytes.
    pub name: &'static str,
    /// For a new resolution, an exact pin, a lock whose digest was verified, an installed copy:
    /// ranks of verdicts ([`Verdict::rank`]).
    pub verdicts: [u8; 4],
}

/// Allow, warn, avoid, block.
const A: u8 = 0;
const W: u8 = 1;
const V: u8 = 2;
const B: u8 = 3;

const fn row(name: &'static str, verdicts: [u8; 4]) -> TableRow {
    TableRow { name, verdicts }
}

/// Rows by status, mildest first.
const STATUS: [TableRow; 12] = [
    row("active", [A, A, A, A]),
    row("archived", [W, W, A, A]),
    row("deprecated", [W, W, W, W]),
    row("relocated", [W, W, W, W]),
    row("unlisted", [V, W, W, W]),
    row("yanked", [V, W, W, W]),
    row("unknown-status", [V, W, W, W]),
    row("access-restricted", [B, B, W, W]),
    row("name-reserved", [B, B, W, W]),
    row("deleted", [B, B, W, W]),
    row("security-held", [B, B, W, W]),
    row("quarantined", [B, B, B, B]),
];

/// Rows by what a resolver finds, from all to nothing.
const RESOLUTION: [TableRow; 8] = [
    row("resolution-unstated", [A, A, A, A]),
    row("resolution-normal", [A, A, A, A]),
    row("resolution-redirected", [W, W, A, A]),
    row("resolution-only-exact", [V, W, A, A]),
    row("resolution-unknown", [V, W, W, W]),
    row("resolution-only-locked", [V, B, W, W]),
    row("resolution-placeholder", [B, B, W, W]),
    row("resolution-none", [B, B, W, W]),
];

/// Rows by what a download gives, from all to nothing.
const DOWNLOAD: [TableRow; 7] = [
    row("download-unstated", [A, A, A, A]),
    row("download-available", [A, A, A, A]),
    row("download-unknown", [W, W, W, W]),
    row("download-territorial", [B, B, W, W]),
    row("download-placeholder", [B, B, W, W]),
    row("download-unlinked", [B, B, W, W]),
    row("download-unavailable", [B, B, W, W]),
];

/// Rows by reason.
const REASON: [TableRow; 5] = [
    row("reason-known", [A, A, A, A]),
    row("reason-unspecified", [A, A, A, A]),
    row("reason-unknown", [W, W, W, W]),
    row("reason-vulnerability", [W, W, W, W]),
    row("reason-malware", [B, B, B, B]),
];

/// Rows by what else is known.
const FACTS: [TableRow; 9] = [
    row("coverage-complete", [A, A, A, A]),
    row("coverage-partial", [W, W, W, W]),
    row("coverage-unknown", [W, W, W, W]),
    row("digest-not-comparable", [W, W, W, W]),
    row("digest-differs", [B, B, B, B]),
    row("too-young", [V, V, A, A]),
    row("age-unknown", [V, V, A, A]),
    row("malware-advisory", [B, B, B, B]),
    row("policy-unreadable", [W, W, W, W]),
];

impl InstallDecision {
    /// Every row, group by group: status, resolution, download, reason, and other facts.
    pub const TABLE: [&'static [TableRow]; 5] = [&STATUS, &RESOLUTION, &DOWNLOAD, &REASON, &FACTS];
}

impl TableRow {
    /// What the row asks for in a column.
    pub fn verdict(&self, column: usize) -> Verdict {
        verdict(self.verdicts.get(column).copied().unwrap_or(B))
    }
}

/// The verdict of a rank.
pub(super) fn verdict(rank: u8) -> Verdict {
    match rank {
        A => Verdict::Allow,
        W => Verdict::Warn,
        V => Verdict::Avoid,
        _ => Verdict::Block,
    }
}

/// The row of a group at a place. Every place that is asked for is in its group.
fn at(group: &'static [TableRow], place: usize) -> &'static TableRow {
    const LAST: TableRow = row("unknown", [B, B, B, B]);
    group.get(place).unwrap_or(&LAST)
}

/// The row of a fact, by its name.
pub(super) fn fact(name: &str) -> &'static TableRow {
    at(&FACTS, FACTS.iter().position(|row| row.name == name).unwrap_or(FACTS.len()))
}

/// The row of a reason that nobody knows.
pub(super) fn unknown_reason() -> &'static TableRow {
    at(&REASON, 2)
}

pub(super) fn of_status(status: &Status) -> &'static TableRow {
    at(&STATUS, usize::from(status.severity()))
}

pub(super) fn of_resolution(resolution: Option<&Resolution>) -> &'static TableRow {
    let place = match resolution {
        None => 0,
        Some(Resolution::Normal) => 1,
        Some(Resolution::Redirected) => 2,
        Some(Resolution::OnlyExact) => 3,
        Some(Resolution::Unknown | Resolution::Unlisted(_)) => 4,
        Some(Resolution::OnlyLocked) => 5,
        Some(Resolution::Placeholder) => 6,
        Some(Resolution::Nothing) => 7,
    };
    at(&RESOLUTION, place)
}

pub(super) fn of_download(download: Option<&Download>) -> &'static TableRow {
    let place = match download {
        None => 0,
        Some(Download::Available) => 1,
        Some(Download::Unknown | Download::Unlisted(_)) => 2,
        Some(Download::Territorial) => 3,
        Some(Download::Placeholder) => 4,
        Some(Download::Unlinked) => 5,
        Some(Download::Unavailable) => 6,
    };
    at(&DOWNLOAD, place)
}

pub(super) fn of_reason(category: Option<&Category>) -> &'static TableRow {
    let place = match category {
        None | Some(Category::Unspecified) => 1,
        Some(Category::Unlisted(_)) => return unknown_reason(),
        Some(Category::Vulnerability) => 3,
        Some(Category::Malware) => 4,
        Some(_) => 0,
    };
    at(&REASON, place)
}
