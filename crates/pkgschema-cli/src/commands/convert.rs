//! `pkgschema convert`.
//!
//! Invariant: of a document that fails or is denied, nothing is written.

mod list;
mod many;
mod one;
mod results;
mod several;
mod stream;
mod tally;
mod told;

use crate::args::{Convert, Side};
use crate::failure::Failure;
use crate::input::{Around, Repository, Source, is_standard_input};
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::check;
use pkgschema::{Finding, ParseError, ParseErrorKind};
use pkgschema_convert::advisory_format::{AdvisoryError, AdvisoryFormat};
use pkgschema_convert::detect::{DocumentKind, identify};
use pkgschema_convert::format::Format;
use pkgschema_convert::readable::{INVENTORIES, RELEASES, Readable};
use pkgschema_convert::writable::Writable;
use pkgschema_convert::{Loss, view, whole};
use std::path::Path;

/// What to do where a text is of no known kind.
const HINT: &str = "say what it is with --from";

/// A document, with what is to be said about it.
struct Outcome {
    /// The documents: one, but for sources about several versions of a package.
    texts: Vec<String>,
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
fn convert_source(
    args: &Convert,
    source: Source,
    path: Option<&Path>,
) -> Result<(Side, Outcome), Failure> {
    let Source { name, text, findings } = source;
    match convert_text(args, &text, path) {
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

/// Converts a text, and says from what. A path says where a workspace's root may be.
fn convert_text(
    args: &Convert,
    text: &str,
    path: Option<&Path>,
) -> Result<(Side, Outcome), Refusal> {
    let from = args.from.map_or_else(|| recognise(text), Ok)?;
    let (from, to) = paired(from, args.to);
    let outcome = match from {
        from if args.published => published(text, from, to, path)?,
        Side::Releases(format) => several::releases(args, text, format, to)?,
        Side::Inventory(format) => several::inventory(text, format, to)?,
        from => match (from, args.parents.as_deref()) {
            (Side::Document(format), Some(parents)) if whole::inherits(format) => {
                inherited(text, format, to, parents)?
            }
            _ => convert(text, from, to, path)?,
        },
    };
    Ok((from, outcome))
}

/// Both ends as they are meant for each other. A bill of materials is made of advisories or of a
/// package; and it is read as the list that it is, unless something is made of the package that it
/// is about.
fn paired(from: Side, to: Side) -> (Side, Side) {
    let to = match (from, to) {
        (Side::Advisory(_), to) => to,
        (_, Side::Advisory(format)) => Writable::find(format.name()).map_or(to, Side::Written),
        (_, to) => to,
    };
    let from = match (from, to) {
        (Side::Releases(format), Side::Record) => {
            Readable::find(INVENTORIES, format.name()).map_or(from, Side::Inventory)
        }
        (from, _) => from,
    };
    (from, to)
}

fn recognise(text: &str) -> Result<Side, ParseError> {
    let kind = identify(text)?;
    if kind == DocumentKind::PackageMetadata {
        return Ok(Side::Record);
    }
    let document = Format::find(kind.as_str()).map(Side::Document);
    let advisory = || {
        let format = AdvisoryFormat::find(kind.as_str()).filter(|format| format.reads());
        format.map(Side::Advisory)
    };
    let releases = || Readable::find(RELEASES, kind.as_str()).map(Side::Releases);
    let inventory = || Readable::find(INVENTORIES, kind.as_str()).map(Side::Inventory);
    document.or_else(advisory).or_else(releases).or_else(inventory).ok_or_else(|| {
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

fn convert(text: &str, from: Side, to: Side, path: Option<&Path>) -> Result<Outcome, Refusal> {
    let around = Around::of(path);
    match (from, to) {
        (Side::Advisory(from), Side::Advisory(to)) => advisories(text, from, to),
        (Side::Document(from), Side::Document(to)) => {
            let done = from.convert_in(text, to, &around)?;
            Ok(Outcome { texts: vec![done.text], losses: done.losses, findings: done.findings })
        }
        (Side::Document(from), Side::Written(to)) => {
            let done = from.convert_to(text, to, &around)?;
            Ok(Outcome { texts: vec![done.text], losses: done.losses, findings: done.findings })
        }
        (Side::Document(from), Side::Record) => {
            let read = from.read_in(text, &around)?;
            let texts = vec![record_text(&read.record)];
            Ok(Outcome { texts, losses: read.losses, findings: read.findings })
        }
        (Side::Record, Side::Record) => {
            let record = PackageMetadata::parse(text)?;
            let texts = vec![record_text(&record)];
            Ok(Outcome { texts, losses: Vec::new(), findings: check(&record) })
        }
        (Side::Record, Side::Document(to)) => {
            let record = PackageMetadata::parse(text)?;
            let written = to.write(&record);
            let (texts, losses) = (vec![written.value], written.losses);
            Ok(Outcome { texts, losses, findings: check(&record) })
        }
        (Side::Record, Side::Written(to)) => {
            let record = PackageMetadata::parse(text)?;
            let written = to.write(&record);
            let (texts, losses) = (vec![written.value], written.losses);
            Ok(Outcome { texts, losses, findings: check(&record) })
        }
        (from, to) => Err(strangers(from, to)),
    }
}

/// The document with what it inherits; losses point into what that comes to.
fn inherited(
    text: &str,
    from: &'static Format,
    to: Side,
    parents: &Path,
) -> Result<Outcome, Refusal> {
    let repository = Repository::of(parents);
    let Some(whole) = whole::of(from, text, &repository)? else {
        return convert(text, Side::Document(from), to, None);
    };
    let mut findings = whole.findings;
    findings.extend(repository.findings());
    let outcome = match to {
        Side::Record => {
            let texts = vec![record_text(&whole.record)];
            Outcome { texts, losses: whole.losses, findings: Vec::new() }
        }
        to => convert(&whole.text, Side::Document(from), to, None)?,
    };
    Ok(Outcome { findings, ..outcome })
}

/// The document as its ecosystem's client publishes it.
fn published(text: &str, from: Side, to: Side, path: Option<&Path>) -> Result<Outcome, Refusal> {
    let refuse = |words: &str| Refusal::Inexpressible(format!("{} {words}", from.name()));
    let (Side::Document(format), Side::Document(target)) = (from, to) else {
        return Err(refuse("is not published"));
    };
    if format.name() != target.name() {
        return Err(refuse("is published as what it is, and as nothing else"));
    }
    let findings = format.read(text)?.findings;
    let published = format.published(text, &Around::of(path))?;
    let published = published.ok_or_else(|| refuse("has one spelling only"))?;
    Ok(Outcome { texts: vec![published.value], losses: published.losses, findings })
}

/// Two documents of which neither can say anything of what the other says.
fn strangers(from: Side, to: Side) -> Refusal {
    let (from, to) = (from.name(), to.name());
    Refusal::Inexpressible(format!("{from} and {to} say nothing of each other"))
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
    Ok(Outcome { texts: vec![written.value], losses, findings: read.findings })
}

fn record_text(record: &PackageMetadata) -> String {
    view::pretty(&record.to_json()) + "\n"
}
