//! `pkgschema convert`.
//!
//! Invariant: of a document that fails or is denied, nothing is written.

mod list;
mod many;
mod one;
mod progress;
mod results;
mod stream;
mod tally;
mod told;

use crate::args::{Convert, Side};
use crate::failure::Failure;
use crate::input::{Source, is_standard_input};
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::check;
use pkgschema::{Finding, ParseError, ParseErrorKind};
use pkgschema_convert::advisory_format::{AdvisoryError, AdvisoryFormat};
use pkgschema_convert::detect::{DocumentKind, identify};
use pkgschema_convert::format::Format;
use pkgschema_convert::{Loss, view};

/// What to do where a text is of no known kind.
const HINT: &str = "say what it is with --from";

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

/// One document as ever; lines, several documents and folders each in their own way.
pub(crate) fn run(args: &Convert) -> Result<(), Failure> {
    match args.files.as_slice() {
        _ if args.ndjson => stream::run(args),
        [file] if is_standard_input(file) || !file.is_dir() => one::run(args, file),
        _ => many::run(args),
    }
}

/// Converts what was read, and says from what.
fn convert_source(args: &Convert, source: Source) -> Result<(Side, Outcome), Failure> {
    let Source { name, text, findings } = source;
    match convert_text(args, &text) {
        Ok((from, mut outcome)) => {
            outcome.findings.splice(0..0, findings);
            Ok((from, outcome))
        }
        Err(Refusal::Inexpressible(reason)) => {
            Err(Failure::Inexpressible(format!("{name}: {reason}")))
        }
        Err(Refusal::Unreadable(error)) => {
            let failure = Failure::unreadable(&name, text, error);
            Err(if args.from.is_none() { failure.advise(HINT) } else { failure })
        }
    }
}

/// Converts a text, and says from what.
fn convert_text(args: &Convert, text: &str) -> Result<(Side, Outcome), Refusal> {
    let from = args.from.map_or_else(|| recognise(text), Ok)?;
    Ok((from, convert(text, from, args.to)?))
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
