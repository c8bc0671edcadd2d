//! `pkgschema advisory lint`.
//!
//! Invariant: every document is checked, however many findings come before it.

use super::{Document, documents};
use crate::args::ReportFormat;
use crate::args::advisory::Lint;
use crate::failure::Failure;
use crate::output;
use crate::report::{self, Paint, count, plain};
use pkgschema::report::{LintReport, LintedDocument};
use pkgschema::{Finding, Severity};

/// Checks every advisory.
pub(super) fn run(args: &Lint) -> Result<(), Failure> {
    let checked = documents(&args.inputs)?.into_iter().flat_map(check);
    let checked: Vec<Checked> = checked.collect();
    let printed = output::print(&match args.format {
        ReportFormat::Text => checked.iter().map(Checked::text).collect::<String>(),
        ReportFormat::Json => json(&checked),
    });
    let wrong = |checked: &Checked| checked.number(Severity::Error) > 0;
    output::answered(printed, !checked.iter().any(wrong))
}

/// An advisory, and what was found in it.
struct Checked {
    name: String,
    /// `None` for a document that holds no advisories.
    id: Option<String>,
    findings: Vec<Finding>,
}

/// The advisories of a document. What only the document has stands with the first; one without
/// advisories stands for itself.
fn check(document: Document) -> Vec<Checked> {
    let Document { name, advisories, findings } = document;
    let mut of_document = Some(findings);
    let one = |advisory: &pkgschema::advisory::Advisory| {
        let mut findings = advisory.check();
        for finding in of_document.take().unwrap_or_default() {
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
        Checked { name: name.clone(), id: Some(advisory.id.to_string()), findings }
    };
    let mut checked: Vec<Checked> = advisories.iter().map(one).collect();
    if checked.is_empty() {
        let findings = of_document.take().unwrap_or_default();
        checked.push(Checked { name, id: None, findings });
    }
    checked
}

impl Checked {
    fn number(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    fn text(&self) -> String {
        let id = self.id.as_deref().unwrap_or("no advisories");
        let head = format!("{}: {}", plain(&self.name), plain(id));
        if self.findings.is_empty() {
            return format!("{head}: ok\n");
        }
        let severities = [Severity::Error, Severity::Warning, Severity::Note];
        let numbers = severities.map(|severity| (self.number(severity), severity.as_str()));
        let numbers = numbers.iter().filter(|(number, _)| *number > 0);
        let counts: Vec<_> = numbers.map(|(number, word)| count(*number, word)).collect();
        let found = report::findings(&self.findings, true, Paint::off());
        format!("{head}: {}\n{found}", counts.join(", "))
    }

    fn record(&self) -> LintedDocument {
        let mut record = LintedDocument::new(self.name.as_str());
        record.id = self.id.as_deref().map(Into::into);
        record.findings = report::finding_records(&self.findings);
        record
    }
}

fn json(checked: &[Checked]) -> String {
    let mut report = LintReport::new("1.0");
    report.documents = checked.iter().map(Checked::record).collect();
    report::record(&report)
}
