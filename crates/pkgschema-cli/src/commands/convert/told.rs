//! What a conversion is told with.
//!
//! Invariant: a document of many is one line, unless every place is asked for.

use super::Outcome;
use crate::args::{Convert, ReportFormat, Side};
use crate::failure::Failure;
use crate::report::{self, Paint, count, plain};
use pkgschema::report::LossReport;
use std::path::Path;

/// Tells what is to be said about the one document there is.
pub(super) fn one(args: &Convert, from: Side, outcome: &Outcome, name: &str) {
    report::tell(&match args.format {
        ReportFormat::Json => report::record(&remarks(args, outcome)),
        ReportFormat::Text => places(args, from, outcome, "", name),
    });
}

/// A document of many that was converted, and the file that it was written to if it was.
pub(super) fn of_many(
    args: &Convert,
    from: Side,
    outcome: &Outcome,
    name: &str,
    written: Option<&Path>,
) -> String {
    let denied = args.deny_losses && outcome.meaning_lost() > 0;
    match args.format {
        ReportFormat::Json if args.quiet && !denied => String::new(),
        ReportFormat::Json => {
            let mut told = remarks(args, outcome);
            told.file = Some(name.into());
            told.output = written.map(|path| path.display().to_string().as_str().into());
            report::record_line(&told)
        }
        ReportFormat::Text if args.quiet => denial(outcome, name, denied),
        ReportFormat::Text if args.verbose => {
            places(args, from, outcome, &format!("{name}: "), name) + &denial(outcome, name, denied)
        }
        ReportFormat::Text if denied => denial(outcome, name, denied),
        ReportFormat::Text => summary(outcome, name),
    }
}

/// A document of many that failed.
pub(super) fn failed(format: ReportFormat, name: &str, failure: &Failure) -> String {
    match format {
        ReportFormat::Text => line(&failure.line()),
        ReportFormat::Json => {
            let mut told = LossReport::default();
            told.file = Some(name.into());
            told.error = Some(failure.record());
            report::record_line(&told)
        }
    }
}

/// A line of the command's own.
pub(super) fn line(line: &str) -> String {
    format!("{} {line}\n", Paint::stderr().error("pkgschema:"))
}

fn remarks(args: &Convert, outcome: &Outcome) -> LossReport {
    let mut told = LossReport::default();
    told.losses = report::loss_records(&outcome.losses);
    told.findings = report::finding_records(&outcome.findings);
    told.denied = Some(args.deny_losses && outcome.meaning_lost() > 0);
    told
}

/// Losses and findings with their places.
fn places(args: &Convert, from: Side, outcome: &Outcome, prefix: &str, name: &str) -> String {
    let (Outcome { losses, findings, .. }, paint) = (outcome, Paint::stderr());
    let lost = report::losses(losses, args.verbose, paint);
    let found = report::findings(findings, args.verbose, paint);
    let (number, from, to) = (count(losses.len(), "loss"), from.name(), args.to.name());
    let number_found = count(findings.len(), "finding");
    report::titled(&format!("{prefix}{number} from {from} to {to}"), &lost, paint)
        + &report::titled(&format!("{number_found} in {name}"), &found, paint)
}

fn summary(outcome: &Outcome, name: &str) -> String {
    let numbers = [(outcome.losses.len(), "loss"), (outcome.findings.len(), "finding")];
    let numbers = numbers.iter().filter(|(number, _)| *number > 0);
    let numbers: Vec<_> = numbers.map(|(number, thing)| count(*number, thing)).collect();
    match numbers.as_slice() {
        [] => String::new(),
        numbers => format!("{}: {}\n", plain(name), numbers.join(", ")),
    }
}

fn denial(outcome: &Outcome, name: &str, denied: bool) -> String {
    let reason = || Failure::Denied(outcome.meaning_lost()).line();
    if denied { line(&format!("{}: {}", plain(name), reason())) } else { String::new() }
}
