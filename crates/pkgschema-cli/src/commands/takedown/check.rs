//! `pkgschema takedown check`.
//!
//! Invariant: a file that is no notice does not keep the others from being checked.

use super::is_wrong;
use crate::args::ReportFormat;
use crate::args::takedown::Check;
use crate::failure::Failure;
use crate::input::{Source, name};
use crate::output;
use crate::report::{self, Paint, count, plain};
use pkgschema::report::FindingRecord;
use pkgschema::takedown::{CheckReport, CheckedFile, TakedownNotice};
use pkgschema::{Finding, Severity};
use std::path::Path;

/// Checks every file.
pub(super) fn run(args: &Check) -> Result<(), Failure> {
    let (mut good, mut text, mut report) = (true, String::new(), CheckReport::new("1.0"));
    for path in &args.files {
        let name = name(path);
        let read = notice(path);
        good &= read.as_ref().is_ok_and(|(_, findings)| !is_wrong(findings));
        text.push_str(&lines(&name, &read));
        report.files.push(entry(&name, &read));
        if let (Err(failure), ReportFormat::Text) = (&read, args.format) {
            // The failure is told with the place in the file; its exit code comes at the end.
            let _ = failure.tell(ReportFormat::Text);
        }
    }
    let printed = match args.format {
        ReportFormat::Text => output::print(&text),
        ReportFormat::Json => output::print(&report::pretty(&report.to_json())),
    };
    output::answered(printed, good)
}

/// A notice, and what is odd about it.
fn notice(path: &Path) -> Result<(TakedownNotice, Vec<Finding>), Failure> {
    let Source { name, text, mut findings } = Source::read(path)?;
    match TakedownNotice::parse(&text) {
        Ok(notice) => {
            findings.extend(notice.check());
            Ok((notice, findings))
        }
        Err(error) => Err(Failure::unreadable(&name, text, error)),
    }
}

/// What came of one file.
type Read = Result<(TakedownNotice, Vec<Finding>), Failure>;

fn lines(name: &str, read: &Read) -> String {
    let name = plain(name);
    match read {
        Err(_) => format!("{name}: no notice\n"),
        Ok((_, findings)) if findings.is_empty() => format!("{name}: ok\n"),
        Ok((_, findings)) => {
            let number = |severity| findings.iter().filter(|it| it.severity == severity).count();
            let named = [Severity::Error, Severity::Warning, Severity::Note]
                .map(|severity| (number(severity), severity.as_str()));
            let named = named.iter().filter(|(number, _)| *number > 0);
            let counts: Vec<_> = named.map(|(number, word)| count(*number, word)).collect();
            let found = report::findings(findings, true, Paint::off());
            format!("{name}: {}\n{found}", counts.join(", "))
        }
    }
}

fn entry(name: &str, read: &Read) -> CheckedFile {
    let mut file = CheckedFile::new(name);
    match read {
        Err(failure) => file.error = Some(failure.reason().into()),
        Ok((notice, findings)) => {
            file.id = Some(notice.id.clone());
            for finding in findings {
                file.findings.push(FindingRecord::from(finding));
            }
        }
    }
    file
}
