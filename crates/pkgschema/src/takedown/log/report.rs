//! What a log is worth.
//!
//! Invariant: only a log that matches a current checkpoint is complete; everything else is known
//! to be partial, or nothing is known about it.

use super::{Checkpoint, Log};
use crate::object::{List, count, parse, write};
use crate::report::FindingRecord;
use crate::text::{Link, Timestamp};
use crate::{Finding, ParseError, Severity, Text};

crate::open_enum! {
    /// Whether all notices that bear on a package were read.
    pub enum LogState {
        /// All that a current checkpoint counts, and none of them damaged.
        Complete = "complete",
        /// Some: parts of the log are missing or damaged.
        Partial = "partial",
        /// Nobody can tell: there is no log, or no current checkpoint for it.
        Unknown = "unknown",
    }

    /// What is the matter with a log.
    pub enum LogCondition {
        /// There was no log where it should be.
        Missing = "log-missing",
        /// The log could not be fetched.
        Unreachable = "log-unreachable",
        /// There is a log without a notice in it.
        Empty = "log-empty",
        /// No checkpoint came with the log.
        NoCheckpoint = "no-checkpoint",
        /// The checkpoint has expired, or was issued in the future.
        CheckpointExpired = "checkpoint-expired",
        /// There are fewer notices than the checkpoint counts.
        RolledBack = "log-rolled-back",
        /// The log is another one than the checkpoint is about.
        Forked = "log-forked",
        /// The last line was not written to its end.
        HalfWritten = "log-half-written",
        /// Lines are no notices, or notices are missing, edited or doubled.
        Damaged = "log-damaged",
        /// Lines do not name the ones before them, so that nobody would notice if one was changed.
        Unchained = "log-unchained",
        /// The consumer's trust table cannot be read in part.
        TrustUnreadable = "trust-unreadable",
    }
}

crate::object! {
    /// What a log is worth: how far it can be relied on, and what is odd about it.
    pub struct LogReport {
        required {
            /// The version of this schema that the report follows, `1.0`.
            pub schema_version: Text = "schemaVersion",
            /// Whether all notices were read.
            pub coverage: LogState,
        }
        /// The log's address, as its checkpoint has it.
        pub log: Option<Link>,
        /// How many lines there are.
        pub lines: Option<u64>,
        /// How many lines are no notices.
        pub unreadable: Option<u64>,
        /// How many notices the checkpoint counts. Absent means that there is none.
        pub size: Option<u64>,
        /// Until when the checkpoint can be relied on.
        pub expires: Option<Timestamp>,
        /// At which time the checkpoint was judged.
        pub as_of: Option<Timestamp> = "asOf",
        /// What is the matter.
        pub conditions: List<LogCondition>,
        /// What is odd, line by line.
        pub findings: List<FindingRecord>,
    }
}

impl LogReport {
    /// Reads a report in JSON.
    ///
    /// # Errors
    /// Only for text that is no report at all: empty, no JSON, no object, or without one of the
    /// two required members.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The report as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// What several logs are worth together: no more than the worst of them. The conditions of
    /// all are kept; all can be relied on until the first of their checkpoints expires. No log at
    /// all is worth nothing.
    pub fn of_all(reports: &[Self]) -> Self {
        let rank = |report: &&Self| match report.coverage {
            LogState::Complete => 0,
            LogState::Partial => 1,
            LogState::Unknown | LogState::Unlisted(_) => 2,
        };
        let Some(worst) = reports.iter().max_by_key(rank) else { return Self::unknown() };
        let mut all = Self::new("1.0", worst.coverage.clone());
        for condition in reports.iter().flat_map(|report| &report.conditions) {
            if !all.conditions.contains(condition) {
                all.conditions.push(condition.clone());
            }
        }
        let ends: Option<Vec<&Timestamp>> =
            reports.iter().map(|report| report.expires.as_ref()).collect();
        all.expires = ends.into_iter().flatten().min_by_key(|end| end.to_datetime()).cloned();
        all.as_of = worst.as_of.clone();
        all
    }

    /// A report about a log that could not be read at all.
    pub fn absent(condition: LogCondition) -> Self {
        let mut report = Self::new("1.0", LogState::Unknown);
        report.conditions.push(condition);
        report
    }

    /// The report about nothing: no log was looked at.
    pub fn unknown() -> Self {
        Self::new("1.0", LogState::Unknown)
    }

    pub(super) fn of(log: &Log, checkpoint: Option<&Checkpoint>, now: Option<&Timestamp>) -> Self {
        let findings = log.verify(checkpoint);
        let mut report = Self::unknown();
        report.lines = Some(count(log.len()));
        report.unreadable = Some(count(log.unreadable()));
        report.log = checkpoint.map(|it| it.log.clone());
        report.size = checkpoint.map(|it| it.size);
        report.expires = checkpoint.map(|it| it.expires.clone());
        report.as_of = now.cloned();
        for condition in conditions(log, checkpoint, now, &findings) {
            report.conditions.push(condition);
        }
        if !findings.is_empty() {
            report.findings = findings.iter().map(FindingRecord::from).collect();
        }
        report.coverage = coverage(&report.conditions);
        report
    }
}

/// The state that follows from the conditions: what leaves everything open before what only
/// leaves parts out.
fn coverage(conditions: &[LogCondition]) -> LogState {
    let unknown = |condition: &LogCondition| {
        matches!(
            condition,
            LogCondition::Missing
                | LogCondition::Unreachable
                | LogCondition::NoCheckpoint
                | LogCondition::CheckpointExpired
                | LogCondition::Forked
                | LogCondition::TrustUnreadable
                | LogCondition::Unlisted(_)
        )
    };
    let harmless = |condition: &LogCondition| *condition == LogCondition::Empty;
    match conditions {
        _ if conditions.iter().any(unknown) => LogState::Unknown,
        _ if conditions.iter().all(harmless) => LogState::Complete,
        _ => LogState::Partial,
    }
}

fn conditions(
    log: &Log,
    checkpoint: Option<&Checkpoint>,
    now: Option<&Timestamp>,
    findings: &[Finding],
) -> Vec<LogCondition> {
    // A line behind the last one that a checkpoint counts takes nothing from those before.
    let counted = |finding: &&Finding| log.is_counted(finding, checkpoint);
    let findings: Vec<&Finding> = findings.iter().filter(counted).collect();
    let has = |code: &str| findings.iter().any(|finding| finding.code == code);
    let of_the_whole = ["rolled-back", "forked", "half-written"];
    let damaged = findings.iter().any(|finding| {
        finding.severity == Severity::Error && !of_the_whole.contains(&finding.code)
    });
    let current = |checkpoint: &Checkpoint| now.is_some_and(|now| checkpoint.is_current(now));
    let found = [
        (log.is_empty(), LogCondition::Empty),
        (checkpoint.is_none(), LogCondition::NoCheckpoint),
        (checkpoint.is_some_and(|it| !current(it)), LogCondition::CheckpointExpired),
        (has("rolled-back"), LogCondition::RolledBack),
        (has("forked"), LogCondition::Forked),
        (has("half-written"), LogCondition::HalfWritten),
        (damaged, LogCondition::Damaged),
        (has("unchained"), LogCondition::Unchained),
    ];
    found.into_iter().filter(|(holds, _)| *holds).map(|(_, condition)| condition).collect()
}
