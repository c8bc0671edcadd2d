//! `pkgschema takedown verify-log`.
//!
//! Invariant: a log that cannot be read has a report too, and never a good one.

use super::logs::absence;
use super::{document, values};
use crate::args::ReportFormat;
use crate::args::takedown::VerifyLog;
use crate::failure::Failure;
use crate::input::Source;
use crate::output;
use crate::report::{count, joined, plain, pretty};
use pkgschema::object::check as odd;
use pkgschema::report::FindingRecord;
use pkgschema::takedown::{Checkpoint, Log, LogReport, LogState};
use pkgschema::{Pointer, Severity};

/// Reads the log, reports on it.
pub(super) fn run(args: &VerifyLog) -> Result<(), Failure> {
    let at = values::time_or_now("at", args.at.as_deref())?;
    let path = args.checkpoint.as_deref();
    let read = |path| document::<Checkpoint>(path, args.format, odd);
    let checkpoint = path.map(read).transpose()?;
    let seen = args.since.as_deref().map(read).transpose()?;
    let source = match Source::read_lines(&args.file) {
        Ok(source) => source,
        Err(failure) if args.format == ReportFormat::Json => {
            let report = LogReport::absent(absence(&failure));
            output::print(&pretty(&report.to_json()))?;
            return Err(failure);
        }
        Err(failure) => return Err(failure),
    };
    let log = Log::parse(&source.text);
    let mut report = log.report(checkpoint.as_ref(), Some(&at));
    if let Some(seen) = &seen {
        rewritten(&mut report, &log, seen);
    }
    let printed = output::print(&match args.format {
        ReportFormat::Text => text(&source.name, &report),
        ReportFormat::Json => pretty(&report.to_json()),
    });
    let wrong = report.findings.iter().any(|it| it.severity == Severity::Error.as_str());
    let whole = checkpoint.is_none() || report.coverage == LogState::Complete;
    output::answered(printed, whole && !wrong)
}

/// Adds what a checkpoint that was seen before says of the log since: whether it was rolled back or
/// rewritten. That lines were added is as it should be.
fn rewritten(report: &mut LogReport, log: &Log, seen: &Checkpoint) {
    for finding in log.verify(Some(seen)) {
        if ["rolled-back", "forked"].contains(&finding.code) {
            let mut record = FindingRecord::from(&finding);
            record.message = format!("since the earlier checkpoint: {}", finding.message).into();
            report.findings.push(record);
        }
    }
}

fn text(name: &str, report: &LogReport) -> String {
    let number = |number: Option<u64>| usize::try_from(number.unwrap_or(0)).unwrap_or(usize::MAX);
    let mut summary = format!("{name}: {}", count(number(report.lines), "line"));
    if number(report.unreadable) > 0 {
        summary.push_str(&format!(", {} unreadable", number(report.unreadable)));
    }
    if let Some(size) = report.size {
        summary.push_str(&format!(", {size} counted by the checkpoint"));
    }
    summary.push_str(&format!(", coverage {}", report.coverage));
    if let Some(conditions) = joined(&report.conditions) {
        summary.push_str(&format!(" ({conditions})"));
    }
    let lines = report.findings.iter().map(|it| plain(&finding(it)) + "\n");
    plain(&summary) + "\n" + &lines.collect::<String>()
}

fn finding(finding: &FindingRecord) -> String {
    let place = match line(finding) {
        Some(line) => format!("line {line}: "),
        None => "the log: ".to_owned(),
    };
    // Some words begin with the line already.
    let words = finding.message.strip_prefix(&place).unwrap_or(&finding.message);
    format!("  {:<10} {place}{words} ({})", finding.severity, finding.code)
}

/// The number of the line from 1, unless the finding is about the log as a whole.
fn line(finding: &FindingRecord) -> Option<usize> {
    let line = Pointer::parse(&finding.pointer)?.tokens().next()?;
    line.parse::<usize>().ok()?.checked_add(1)
}
