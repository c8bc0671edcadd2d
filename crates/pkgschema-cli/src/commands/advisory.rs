//! `pkgschema advisory`.
//!
//! Invariant: a document that cannot be read fails the command; it is never passed over.

mod affects;
mod group;
mod lint;

use crate::args::advisory::{Advisory as Arguments, Inputs};
use crate::failure::Failure;
use crate::input::{Source, files_below};
use pkgschema::Finding;
use pkgschema::advisory::Advisory;
use pkgschema_convert::advisory_format::{AdvisoryError, AdvisoryFormat, format_of};
use std::path::Path;

/// Runs one of them.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    match arguments {
        Arguments::Affects(affects) => affects::run(affects),
        Arguments::Lint(lint) => lint::run(lint),
        Arguments::Group(group) => group::run(group),
    }
}

/// A document, and what it says.
struct Document {
    name: String,
    advisories: Vec<Advisory>,
    /// What is odd in the document, beside what is odd in the advisories.
    findings: Vec<Finding>,
}

/// Every document that the arguments name, in their order, folders in the order of the names.
fn documents(inputs: &Inputs) -> Result<Vec<Document>, Failure> {
    let mut documents = Vec::new();
    for path in &inputs.paths {
        for file in files_below(path)? {
            let read = document(&file, inputs.from);
            documents.push(match file == *path {
                true => read?,
                false => read.map_err(|failure| failure.advise(IN_A_FOLDER))?,
            });
        }
    }
    Ok(documents)
}

/// Of a file that is no advisory beside advisories. To leave it out would leave out advisories too
/// that cannot be read.
const IN_A_FOLDER: &str = "say what the documents are with --from, or name the files with \
    advisories instead of the folder";

fn document(path: &Path, from: Option<&'static AdvisoryFormat>) -> Result<Document, Failure> {
    let Source { name, text, mut findings } = Source::read(path)?;
    let read = from.map_or_else(|| format_of(&text), Ok);
    match read.map_err(AdvisoryError::from).and_then(|format| format.read(&text)) {
        Ok(reading) => {
            findings.extend(reading.findings);
            Ok(Document { name, advisories: reading.advisories, findings })
        }
        Err(error) => Err(failure(&name, text, error)),
    }
}

/// The failure of a document that gives no advisories.
pub(super) fn failure(name: &str, text: String, error: AdvisoryError) -> Failure {
    match error {
        AdvisoryError::Parse(error) => {
            Failure::unreadable(name, text, error).advise("say what it is with --from")
        }
        other => Failure::Inexpressible(format!("{name}: {other}")),
    }
}
