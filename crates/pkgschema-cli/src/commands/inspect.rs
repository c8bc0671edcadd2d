//! `pkgschema inspect`.
//!
//! Invariant: what is printed is what the document says, never what it should have said.

mod advisory;
mod build;
mod inventory;
pub(super) mod notice;
mod package;

use crate::args::{Inspect, ReportFormat};
use crate::failure::Failure;
use crate::input::{Around, Repository, Source};
use crate::output;
use crate::report::{self, Paint, count, plain};
use pkgschema::advisory::Advisory;
use pkgschema::metadata::{Availability, Inventory, PackageMetadata};
use pkgschema::object::{Raw, RawObject, check};
use pkgschema::provenance::BuildProvenance;
use pkgschema::report::Inspection;
use pkgschema::takedown::TakedownNotice;
use pkgschema::{Finding, ParseError, ParseErrorKind};
use pkgschema_convert::advisory_format::{AdvisoryError, AdvisoryFormat};
use pkgschema_convert::detect::{DocumentKind, identify};
use pkgschema_convert::format::Format;
use pkgschema_convert::readable::{BUILDS, INVENTORIES, RELEASES, Readable, UNCONVERTED, newest};
use pkgschema_convert::whole;

/// What a document is and says.
struct Summary {
    kind: DocumentKind,
    /// The JSON view.
    view: String,
    /// The record made of it, if it is none itself.
    record: Option<String>,
    /// The advisories made of it, an array, if it tells of both.
    advisories: Option<String>,
    facts: Vec<Fact>,
    findings: Vec<Finding>,
}

/// One line: what it is about, and what is said.
type Fact = (&'static str, String);

/// Reads, prints.
pub(crate) fn run(args: &Inspect) -> Result<(), Failure> {
    let Source { name, text, findings } = Source::read(&args.file)?;
    match summary(args, &text) {
        Ok(mut summary) => {
            summary.findings.splice(0..0, findings);
            output::print(&match args.format {
                ReportFormat::Text => summary.text(),
                ReportFormat::Json => summary.json(),
            })
        }
        Err(error) => Err(Failure::unreadable(&name, text, error)),
    }
}

fn summary(args: &Inspect, text: &str) -> Result<Summary, ParseError> {
    let kind = identify(text)?;
    match kind {
        DocumentKind::Advisory if !text.trim_start().starts_with('[') => {
            let advisory = Advisory::parse(text)?;
            let (facts, findings) = (advisory::facts(&advisory), advisory.check());
            Ok(Summary::new(kind, advisory.to_json(), facts, findings))
        }
        DocumentKind::PackageMetadata => {
            let record = PackageMetadata::parse(text)?;
            let (facts, findings) = (package::facts(&record), check(&record));
            Ok(Summary::new(kind, record.to_json(), facts, findings))
        }
        DocumentKind::Inventory => {
            let record = Inventory::parse(text)?;
            let (facts, findings) = (inventory::facts(&record), check(&record));
            Ok(Summary::new(kind, record.to_json(), facts, findings))
        }
        DocumentKind::BuildProvenance => {
            let record = BuildProvenance::parse(text)?;
            let (facts, findings) = (build::facts(&record), record.check());
            Ok(Summary::new(kind, record.to_json(), facts, findings))
        }
        DocumentKind::TakedownNotice => {
            let record = TakedownNotice::parse(text)?;
            let (facts, findings) = (notice::facts(&record), record.check());
            Ok(Summary::new(kind, record.to_json(), facts, findings))
        }
        // a release, and what is known against it
        DocumentKind::PypiJson => {
            let mut summary = native(args, kind, text)?;
            let format = AdvisoryFormat::find(kind.as_str());
            if let Some(Ok(against)) = format.map(|format| advisories(kind, format, text)) {
                summary.facts.extend(against.facts);
                summary.advisories = against.record;
            }
            Ok(summary)
        }
        _ => match AdvisoryFormat::find(kind.as_str()).filter(|format| format.reads()) {
            Some(format) => advisories(kind, format, text),
            None => native(args, kind, text),
        },
    }
}

/// A document about advisories, by the advisories that are made of it.
fn advisories(
    kind: DocumentKind,
    format: &AdvisoryFormat,
    text: &str,
) -> Result<Summary, ParseError> {
    let reading = format.read(text).map_err(|error| match error {
        AdvisoryError::Parse(error) => error,
        // the document is one, and says nothing that could be shown as advisories
        other => ParseError::new(ParseErrorKind::NotThisDocument, other.to_string(), ""),
    })?;
    Ok(Summary {
        kind,
        view: reading.view.as_str().to_owned(),
        record: Some(report::array(reading.advisories.iter().map(Advisory::to_json))),
        advisories: None,
        facts: reading.advisories.iter().flat_map(advisory::facts).collect(),
        findings: reading.findings,
    })
}

fn native(args: &Inspect, kind: DocumentKind, text: &str) -> Result<Summary, ParseError> {
    if let Some(format) = Readable::find(INVENTORIES, kind.as_str()) {
        let reading = format.read(text)?;
        return Ok(Summary {
            kind,
            view: format.view(text)?.as_str().to_owned(),
            advisories: None,
            facts: inventory::facts(&reading.value),
            record: Some(reading.value.to_json()),
            findings: reading.findings,
        });
    }
    if let Some(format) = Readable::find(RELEASES, kind.as_str()) {
        return releases(args, kind, format, text);
    }
    if let Some(format) = Readable::find(BUILDS, kind.as_str()) {
        let reading = format.read(text)?;
        return Ok(Summary {
            kind,
            view: format.view(text)?.as_str().to_owned(),
            advisories: None,
            facts: reading.value.iter().flat_map(build::facts).collect(),
            record: Some(report::array(reading.value.iter().map(BuildProvenance::to_json))),
            findings: reading.findings,
        });
    }
    if let Some(format) = Readable::find(UNCONVERTED, kind.as_str()) {
        let view = format.view(text)?.as_str().to_owned();
        return Ok(Summary::new(kind, view, Vec::new(), format.read(text)?.findings));
    }
    let format = Format::find(kind.as_str()).ok_or_else(|| {
        let detail = format!("this build does not read {}", kind.as_str());
        ParseError::new(ParseErrorKind::NotThisDocument, detail, "")
    })?;
    if let Some(parents) = args.parents.as_deref() {
        let repository = Repository::of(parents);
        if let Some(whole) = whole::of(format, text, &repository)? {
            let mut findings = whole.findings;
            findings.extend(repository.findings());
            return Ok(Summary {
                record: Some(whole.record.to_json()),
                ..Summary::new(
                    kind,
                    whole.view.as_str().to_owned(),
                    package::facts(&whole.record),
                    findings,
                )
            });
        }
    }
    let reading = format.read_in(text, &Around::of(Some(&args.file)))?;
    Ok(Summary {
        kind,
        view: format.view(text)?.as_str().to_owned(),
        advisories: None,
        facts: package::facts(&reading.record),
        record: Some(reading.record.to_json()),
        findings: reading.findings,
    })
}

/// Several versions of a package: how many, and the lines of the one that is asked for, or of the
/// newest.
fn releases(
    args: &Inspect,
    kind: DocumentKind,
    format: &Readable<Vec<PackageMetadata>>,
    text: &str,
) -> Result<Summary, ParseError> {
    let reading = format.read(text)?;
    let all = reading.value;
    let asked = |wanted: &str| all.iter().find(|it| it.version.as_deref() == Some(wanted));
    let shown = match args.release.as_deref() {
        Some(wanted) => Some(asked(wanted).ok_or_else(|| {
            let detail = format!("no version {wanted} among {}", count(all.len(), "version"));
            ParseError::new(ParseErrorKind::NotThisDocument, detail, "")
        })?),
        None => newest(&all),
    };
    let mut facts = vec![("versions", versions(&all))];
    facts.extend(shown.into_iter().flat_map(package::facts));
    Ok(Summary {
        kind,
        view: format.view(text)?.as_str().to_owned(),
        record: Some(report::array(all.iter().map(PackageMetadata::to_json))),
        advisories: None,
        facts,
        findings: reading.findings,
    })
}

/// How many versions there are, and how many of them are withdrawn in which way.
fn versions(all: &[PackageMetadata]) -> String {
    let of = |is: fn(&Availability) -> Option<bool>| {
        let says = |it: &&PackageMetadata| it.availability.as_ref().and_then(is) == Some(true);
        all.iter().filter(says).count()
    };
    let ways = [("yanked", of(|it| it.yanked)), ("deprecated", of(|it| it.deprecated))];
    let ways = ways.into_iter().filter(|(_, count)| *count > 0);
    let ways: Vec<_> = ways.map(|(word, count)| format!("{count} {word}")).collect();
    let ways = if ways.is_empty() { String::new() } else { format!(", {}", ways.join(", ")) };
    format!("{}{ways}", all.len())
}

impl Summary {
    /// Of a record itself.
    fn new(kind: DocumentKind, view: String, facts: Vec<Fact>, findings: Vec<Finding>) -> Self {
        Self { kind, view, record: None, advisories: None, facts, findings }
    }

    fn text(&self) -> String {
        let kind = ("kind", self.kind.as_str().to_owned());
        let mut text = lines([&kind].into_iter().chain(&self.facts));
        let found = report::findings(&self.findings, true, Paint::off());
        if !found.is_empty() {
            text.push_str("findings\n");
            text.push_str(&found);
        }
        text
    }

    fn json(self) -> String {
        // A view is JSON as its document's reader writes it.
        let view = Raw::from_string(self.view).unwrap_or_default();
        let mut seen = Inspection::new("1.0", self.kind.as_str(), view);
        seen.record = self.record.and_then(Raw::from_string);
        let advisories = self.advisories.and_then(|array| serde_json::from_str(&array).ok());
        if let Some(advisories) = advisories {
            let advisories: Vec<Raw> = advisories;
            seen.advisories = advisories.into_iter().filter_map(RawObject::new).collect();
        }
        seen.findings = report::finding_records(&self.findings);
        report::record(&seen)
    }
}

fn lines<'a>(facts: impl Iterator<Item = &'a Fact>) -> String {
    facts.map(|(about, says)| format!("{about:<13} {}\n", plain(says))).collect()
}
