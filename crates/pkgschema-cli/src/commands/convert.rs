//! `pkgschema convert`.
//!
//! Invariant: if anything fails or is denied, no document is written.

use crate::args::{Convert, ReportFormat, Side};
use crate::failure::Failure;
use crate::input::Source;
use crate::output;
use crate::report::{self, Json, Paint, count};
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::check;
use pkgschema::{Finding, ParseError, ParseErrorKind};
use pkgschema_convert::advisory_format::{AdvisoryError, AdvisoryFormat};
use pkgschema_convert::detect::{DocumentKind, identify};
use pkgschema_convert::format::Format;
use pkgschema_convert::{Loss, view};

/// A document, with what is to be said about it.
struct Outcome {
    text: String,
    losses: Vec<Loss>,
    findings: Vec<Finding>,
}

impl Outcome {
    fn meaning_lost(&self) -> usize {
        self.losses.iter().filter(|loss| loss.kind.loses_meaning()).count()
    }
}

/// Converts, writes, tells.
pub(crate) fn run(args: &Convert) -> Result<(), Failure> {
    let Source { name, text, findings } = Source::read(&args.file)?;
    let from = args.from.map_or_else(|| recognise(&text), Ok).map_err(Refusal::from);
    let outcome = from.and_then(|from| Ok((from, convert(&text, from, args.to)?)));
    let (from, mut outcome) = match outcome {
        Ok(outcome) => outcome,
        Err(Refusal::Inexpressible(reason)) => {
            return Err(Failure::Inexpressible(format!("{name}: {reason}")));
        }
        Err(Refusal::Unreadable(error)) => {
            let hint = "say what it is with --from";
            let failure = Failure::unreadable(&name, text, error);
            return Err(if args.from.is_none() { failure.advise(hint) } else { failure });
        }
    };
    outcome.findings.splice(0..0, findings);
    let lost = outcome.meaning_lost();
    let denied = args.deny_losses && lost > 0;
    if !denied {
        output::write(args.output.as_deref(), &outcome.text)?;
    }
    tell(args, from, &outcome, &name);
    if denied { Err(Failure::Denied(lost)) } else { Ok(()) }
}

fn recognise(text: &str) -> Result<Side, ParseError> {
    let kind = identify(text)?;
    if kind == DocumentKind::PackageMetadata {
        return Ok(Side::Record);
    }
    let document = Format::find(kind.as_str()).map(Side::Document);
    let advisory = || AdvisoryFormat::find(kind.as_str()).map(Side::Advisory);
    document.or_else(advisory).ok_or_else(|| {
        let detail = format!("{} says nothing that could be converted", kind.as_str());
        ParseError::new(ParseErrorKind::NotThisDocument, detail, "")
    })
}

/// Why there is no outcome.
enum Refusal {
    Unreadable(ParseError),
    /// Both can be read, and nothing of the one can be said in the other.
    Inexpressible(String),
}

impl From<ParseError> for Refusal {
    fn from(error: ParseError) -> Self {
        Self::Unreadable(error)
    }
}

fn convert(text: &str, from: Side, to: Side) -> Result<Outcome, Refusal> {
    match (from, to) {
        (Side::Advisory(from), Side::Advisory(to)) => advisories(text, from, to),
        (Side::Advisory(_), _) | (_, Side::Advisory(_)) => {
            let (from, to) = (from.name(), to.name());
            Err(Refusal::Inexpressible(format!("{from} and {to} say nothing of each other")))
        }
        (Side::Document(from), Side::Document(to)) => {
            let done = from.convert(text, to)?;
            Ok(Outcome { text: done.text, losses: done.losses, findings: done.findings })
        }
        (Side::Document(from), Side::Record) => {
            let read = from.read(text)?;
            let text = record_text(&read.record);
            Ok(Outcome { text, losses: read.losses, findings: read.findings })
        }
        (Side::Record, to) => {
            let record = PackageMetadata::parse(text)?;
            let (text, losses) = match to {
                Side::Record => (record_text(&record), Vec::new()),
                Side::Document(to) => {
                    let written = to.write(&record);
                    (written.value, written.losses)
                }
                Side::Advisory(_) => (String::new(), Vec::new()), // refused above
            };
            Ok(Outcome { text, losses, findings: check(&record) })
        }
    }
}

/// Losses of reading point into the source, those of writing into the advisories in between.
fn advisories(text: &str, from: &AdvisoryFormat, to: &AdvisoryFormat) -> Result<Outcome, Refusal> {
    let read = from.read(text).map_err(|error| match error {
        AdvisoryError::Parse(error) => Refusal::Unreadable(error),
        other => Refusal::Inexpressible(other.to_string()),
    })?;
    let written =
        to.write(&read.advisories).map_err(|error| Refusal::Inexpressible(error.to_string()))?;
    let mut losses = read.losses;
    losses.extend(written.losses);
    Ok(Outcome { text: written.value, losses, findings: read.findings })
}

fn record_text(record: &PackageMetadata) -> String {
    view::pretty(&record.to_json()) + "\n"
}

fn tell(args: &Convert, from: Side, outcome: &Outcome, name: &str) {
    let Outcome { losses, findings, .. } = outcome;
    let text = match args.format {
        ReportFormat::Json => {
            let mut json = Json::object();
            json.member("losses", losses);
            json.member("findings", findings);
            json.member("denied", &(args.deny_losses && outcome.meaning_lost() > 0));
            json.pretty()
        }
        ReportFormat::Text => {
            let paint = Paint::stderr();
            let lost = report::losses(losses, args.verbose, paint);
            let found = report::findings(findings, args.verbose, paint);
            let (number, from, to) = (count(losses.len(), "loss"), from.name(), args.to.name());
            let number_found = count(findings.len(), "finding");
            report::titled(&format!("{number} from {from} to {to}"), &lost, paint)
                + &report::titled(&format!("{number_found} in {name}"), &found, paint)
        }
    };
    report::tell(&text);
}
