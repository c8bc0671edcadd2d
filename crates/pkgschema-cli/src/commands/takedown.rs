//! `pkgschema takedown`.
//!
//! Invariant: what a notice, log or status means is the library's answer; the exit code says no
//! more than that answer.

mod check;
mod decide;
mod exchange;
mod feed;
pub(super) mod logs;
mod new;
mod profile;
mod signals;
mod snapshot;
mod status;
pub(super) mod values;
mod verify_log;

use crate::args::ReportFormat;
use crate::args::takedown::Takedown;
use crate::failure::Failure;
use crate::input::Source;
use crate::report::{self, Paint, count};
use pkgschema::object::{Object, parse};
use pkgschema::report::LossReport;
use pkgschema::{Finding, Severity};
use std::path::Path;

/// Runs the command.
pub(crate) fn run(args: &Takedown) -> Result<(), Failure> {
    match args {
        Takedown::New(new) => new::run(new),
        Takedown::Check(check) => check::run(check),
        Takedown::Status(status) => status::run(status),
        Takedown::Decide(decide) => decide::run(decide),
        Takedown::VerifyLog(verify) => verify_log::run(verify),
        Takedown::Profile(profile) => profile::run(profile),
        Takedown::ToCle(to) => exchange::to_cle(to),
        Takedown::FromCle(from) => exchange::from_cle(from),
        Takedown::ToOsv(to) => exchange::to_osv(to),
        Takedown::FromOsv(from) => exchange::from_osv(from),
        Takedown::Feed(feed) => feed::run(feed),
        Takedown::Signals(signals) => signals::run(signals),
        Takedown::Snapshot(snapshot) => snapshot::run(snapshot),
    }
}

/// A document that says how something is to be judged. One that is wrong anywhere is refused,
/// since what is passed over in it could let more through than was meant.
pub(super) fn document<T: Object>(
    path: &Path,
    format: ReportFormat,
    check: fn(&T) -> Vec<Finding>,
) -> Result<T, Failure> {
    let Source { name, text, .. } = Source::read(path)?;
    let read = parse::<T>(&text).map_err(|error| Failure::unreadable(&name, text, error))?;
    let findings = check(&read);
    tell(&findings, &name, format);
    if is_wrong(&findings) { Err(Failure::Told) } else { Ok(read) }
}

/// Whether one of the findings is an error.
fn is_wrong(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// Tells findings, if there are any, on standard error.
fn tell(findings: &[Finding], place: &str, format: ReportFormat) {
    if findings.is_empty() {
        return;
    }
    report::tell(&match format {
        ReportFormat::Text => {
            let paint = Paint::stderr();
            let title = format!("{} in {place}", count(findings.len(), "finding"));
            report::titled(&title, &report::findings(findings, true, paint), paint)
        }
        ReportFormat::Json => {
            let mut told = LossReport::default();
            told.findings = report::finding_records(findings);
            report::record(&told)
        }
    });
}
