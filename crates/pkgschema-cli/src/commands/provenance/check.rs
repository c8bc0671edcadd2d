//! `pkgschema provenance check`.
//!
//! Invariant: every document is checked, however many findings come before it.

use super::{Attestations, read};
use crate::args::ReportFormat;
use crate::args::provenance::Check;
use crate::failure::Failure;
use crate::output;
use crate::report::{self, Paint, count, plain};
use pkgschema::report::{LintReport, LintedDocument};
use pkgschema::{Finding, Severity};

/// Checks every document.
pub(super) fn run(args: &Check) -> Result<(), Failure> {
    let checked = args.files.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
    let printed = output::print(&match args.format {
        ReportFormat::Text => checked.iter().map(text).collect::<String>(),
        ReportFormat::Json => json(&checked),
    });
    let wrong = |finding: &Finding| finding.severity == Severity::Error;
    output::answered(printed, !checked.iter().any(|it| it.findings.iter().any(wrong)))
}

fn text(checked: &Attestations) -> String {
    let Attestations { name, findings, .. } = checked;
    if findings.is_empty() {
        return format!("{}: well made; no signature was checked\n", plain(name));
    }
    let found = report::findings(findings, true, Paint::off());
    format!("{}: {}\n{found}", plain(name), count(findings.len(), "finding"))
}

fn json(checked: &[Attestations]) -> String {
    let one = |checked: &Attestations| {
        let mut record = LintedDocument::new(checked.name.as_str());
        record.document = Some(checked.kind.as_str().into());
        record.findings = report::finding_records(&checked.findings);
        record
    };
    let mut report = LintReport::new("1.0");
    report.documents = checked.iter().map(one).collect();
    report::record(&report)
}
