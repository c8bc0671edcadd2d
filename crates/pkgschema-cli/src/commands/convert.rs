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
    let ends = args.from.map_or_else(|| recognise(&text), Ok).map(|from| (from, args.to));
    let outcome = ends.and_then(|(from, to)| Ok((from, convert(&text, from, to)?)));
    let (from, mut outcome) = match outcome {
        Ok(outcome) => outcome,
        Err(error) => {
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
    Format::find(kind.as_str()).map(Side::Document).ok_or_else(|| {
        let detail = format!("{} says nothing that could be converted", kind.as_str());
        ParseError::new(ParseErrorKind::NotThisDocument, detail, "")
    })
}

fn convert(text: &str, from: Side, to: Side) -> Result<Outcome, ParseError> {
    match (from, to) {
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
            };
            Ok(Outcome { text, losses, findings: check(&record) })
        }
    }
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
