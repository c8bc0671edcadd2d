//! `pkgschema validate`.
//!
//! Invariant: a document that was not judged is never called valid.

use crate::args::ReportFormat;
use crate::args::validate::Validate;
use crate::failure::Failure;
use crate::input::{self, Source};
use crate::output;
use crate::report::{Paint, count, plain, record};
use pkgschema::Text;
use pkgschema::schema::validation::{
    ValidatedDocument, ValidationFinding, ValidationReport, ValidationVerdict, record_of, validate,
};
use pkgschema_convert::detect::{DocumentKind, detect};
use std::path::Path;

/// Judges, prints.
pub(crate) fn run(args: &Validate) -> Result<(), Failure> {
    let documents = args.files.iter().flat_map(|path| file(path, args)).collect();
    let report = ValidationReport::of(documents);
    let printed = output::print(&match args.format {
        ReportFormat::Text => text(&report),
        ReportFormat::Json => record(&report),
    });
    let spotless = report.documents.iter().all(ValidatedDocument::is_spotless);
    match (&report.verdict, printed) {
        (_, Err(failure)) if !matches!(failure, Failure::Closed) => Err(failure),
        (ValidationVerdict::Valid, printed) if spotless || !args.strict => printed,
        (ValidationVerdict::Valid | ValidationVerdict::Invalid, _) => Err(Failure::No),
        _ => Err(Failure::Undecided(None)),
    }
}

/// The documents of a file.
fn file(path: &Path, args: &Validate) -> Vec<ValidatedDocument> {
    let lines = args.lines
        || path.extension().is_some_and(|extension| extension == "jsonl" || extension == "ndjson");
    let source = if lines { Source::read_lines(path) } else { Source::read(path) };
    let name = Text::from(input::name(path));
    let mut documents = match source {
        Err(failure) => vec![ValidatedDocument::unknown(failure.reason())],
        Ok(source) if lines => by_lines(&source.text, args.record.as_deref()),
        Ok(source) => vec![judged(&source.text, args.record.as_deref())],
    };
    for document in &mut documents {
        document.file = Some(name.clone());
    }
    documents
}

fn by_lines(text: &str, record: Option<&str>) -> Vec<ValidatedDocument> {
    let lines = text.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty());
    let judged: Vec<_> = lines.map(|(at, line)| judged(line, record).in_line(at + 1)).collect();
    // that nothing is wrong with nothing helps nobody
    if judged.is_empty() {
        vec![ValidatedDocument::unknown("it holds no document")]
    } else {
        judged
    }
}

/// A document as what it is called, or looks like.
fn judged(text: &str, record: Option<&str>) -> ValidatedDocument {
    // what has just the members of one record is that; the other signs are for what has more
    let name = record.or_else(|| record_of(text)).or_else(|| told(text));
    name.and_then(|name| validate(name, text))
        .unwrap_or_else(|| ValidatedDocument::unknown("it is no record that is known here"))
}

/// The record that a text is known to be.
fn told(text: &str) -> Option<&'static str> {
    Some(match detect(text)? {
        DocumentKind::Advisory => "advisory",
        DocumentKind::SigstoreBundle => "sigstore-bundle",
        DocumentKind::DsseEnvelope => "envelope",
        DocumentKind::InTotoStatement => "statement",
        DocumentKind::PypiAttestation => "pep740-attestation",
        DocumentKind::PypiProvenance => "pep740-provenance",
        DocumentKind::BuildProvenance => "build-provenance",
        DocumentKind::PackageMetadata => "package-metadata",
        DocumentKind::Inventory => "inventory",
        DocumentKind::TakedownNotice => "takedown-notice",
        _ => return None,
    })
}

fn text(report: &ValidationReport) -> String {
    let paint = Paint::stdout();
    let mut out = String::new();
    for document in &report.documents {
        let file = plain(document.file.as_deref().unwrap_or_default());
        if let Some(reason) = &document.reason {
            let line = document.line.map(|line| format!(":{line}")).unwrap_or_default();
            let reason = plain(reason);
            out.push_str(&format!("{file}{line}: {}: {reason}\n", paint.error("not judged")));
        }
        for finding in &document.findings {
            out.push_str(&line(&file, finding, paint));
        }
    }
    let of = |verdict| {
        let all = report.documents.iter();
        all.filter(|document| document.verdict == verdict).count()
    };
    let told = [
        (of(ValidationVerdict::Valid), "valid"),
        (of(ValidationVerdict::Invalid), "invalid"),
        (of(ValidationVerdict::Unknown), "not judged"),
    ];
    let told = told.iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told.map(|(count, what)| format!("{count} {what}")).collect();
    let all = count(report.documents.len(), "document");
    out + &format!("{all}: {}\n", if told.is_empty() { "none".to_owned() } else { told.join(", ") })
}

/// `file:line:column: severity at /pointer: code: expected …, found …`
fn line(file: &str, finding: &ValidationFinding, paint: Paint) -> String {
    let place = match (finding.line, finding.column) {
        (Some(line), Some(column)) => format!("{file}:{line}:{column}"),
        _ => file.to_owned(),
    };
    let severity = match finding.severity.as_str() {
        "error" => paint.error("error"),
        "warning" => paint.warning("warning"),
        other => paint.note(other),
    };
    let pointer = if finding.pointer.is_empty() { "the root" } else { &finding.pointer };
    let words = match (finding.expected.as_deref(), finding.found.as_deref()) {
        (Some(expected), Some(found)) => format!("expected {expected}, found {found}"),
        _ => finding.message.to_string(),
    };
    let (pointer, code, words) = (plain(pointer), plain(&finding.code), plain(&words));
    format!("{place}: {severity} at {pointer}: {code}: {words}\n")
}
