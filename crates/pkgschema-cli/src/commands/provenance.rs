//! `pkgschema provenance`.
//!
//! Invariant: what an attestation says is the library's answer; nothing is called verified here
//! that the record does not call so.

mod check;
mod diff;
mod show;

use crate::args::provenance::Provenance;
use crate::failure::Failure;
use crate::input::Source;
use pkgschema::object::check as check_record;
use pkgschema::provenance::BuildProvenance;
use pkgschema::{Finding, ParseError, ParseErrorKind};
use pkgschema_convert::detect::{DocumentKind, identify};
use pkgschema_convert::readable::{BUILDS, Readable};
use std::path::Path;

/// Runs one of them.
pub(super) fn run(arguments: &Provenance) -> Result<(), Failure> {
    match arguments {
        Provenance::Show(show) => show::run(show),
        Provenance::Check(check) => check::run(check),
        Provenance::Diff(diff) => diff::run(diff),
    }
}

/// A document, and what it says of builds.
struct Attestations {
    /// Its name in messages.
    name: String,
    /// What it is.
    kind: DocumentKind,
    builds: Vec<BuildProvenance>,
    findings: Vec<Finding>,
}

fn read(path: &Path) -> Result<Attestations, Failure> {
    let Source { name, text, mut findings } = Source::read(path)?;
    match builds(&text) {
        Ok((kind, builds, found)) => {
            findings.extend(found);
            Ok(Attestations { name, kind, builds, findings })
        }
        Err(error) => Err(Failure::unreadable(&name, text, error)),
    }
}

pub(super) type Builds = (DocumentKind, Vec<BuildProvenance>, Vec<Finding>);

/// What a text says of builds.
pub(super) fn builds(text: &str) -> Result<Builds, ParseError> {
    let kind = identify(text)?;
    if kind == DocumentKind::BuildProvenance {
        let record = BuildProvenance::parse(text)?;
        let findings = check_record(&record);
        return Ok((kind, vec![record], findings));
    }
    let Some(format) = Readable::find(BUILDS, kind.as_str()) else {
        let detail = format!("{} says nothing about how something was built", kind.as_str());
        return Err(ParseError::new(ParseErrorKind::NotThisDocument, detail, ""));
    };
    let reading = format.read(text)?;
    Ok((kind, reading.value, reading.findings))
}
