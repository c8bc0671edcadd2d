//! PyPI: `METADATA` and the requirements in it.
//!
//! Invariant: what the peer drops of the documents is counted from the documents, beside the lines
//! that are timed.

use std::path::Path;
use std::str::FromStr;

use mailparse::MailHeader;
use pkgschema::metadata::PackageMetadata;
use pkgschema_convert::pypi::{CoreMetadata, Requirement};
use pkgschema_convert::{Converted, Document, ToRecord};
use python_pkginfo::Metadata as PeerMetadata;

use super::Texts;
use crate::harness::Bench;

/// Runs PyPI's cases.
pub fn run(dir: &Path, bench: &Bench) -> Result<(), String> {
    let documents = Texts::load(dir, "pypi-metadata")?;
    let ours = |text: &str| -> Option<Converted<PackageMetadata>> {
        Some(CoreMetadata::parse(text).ok()?.to_record())
    };
    let typed = |text: &str| CoreMetadata::parse(text).ok();
    let peer = |text: &str| PeerMetadata::parse(text.as_bytes());
    let (unit, name) = ("ns/document", "python-pkginfo 0.7.0");
    let loses = documents.count(drops_fields);
    let others = documents.count(says_otherwise);
    let note = format!(
        "the peer drops fields of {loses} documents and says another description of {others}"
    );
    documents.compare_noted(bench, ("metadata/METADATA", unit, name), &note, typed, peer);
    documents.compare_noted(bench, ("metadata/METADATA-record", unit, name), &note, ours, peer);
    let name = "mailparse 0.18.0, every value";
    documents.compare(bench, ("metadata/METADATA-headers", unit, name), typed, headers);
    requirements(&documents, bench);
    Ok(())
}

/// The values of `Requires-Dist`.
fn requirements(documents: &Texts, bench: &Bench) {
    let values = documents.flat_map(|text| {
        let metadata = CoreMetadata::parse(text).ok();
        let values = metadata.iter().flat_map(|metadata| metadata.requires_dist.iter());
        values.map(|value| value.as_str().to_owned()).collect()
    });
    let ours = |text: &str| Requirement::parse(text).ok();
    let peer = |text: &str| pep508_rs::Requirement::<pep508_rs::VerbatimUrl>::from_str(text);
    values.compare(bench, ("metadata/Requires-Dist", "ns/value", "pep508_rs 0.9.2"), ours, peer);
}

/// The bare parser, with what it does of a value only when it is asked for it.
fn headers(text: &str) -> Result<(usize, usize), mailparse::MailParseError> {
    let (headers, body) = mailparse::parse_headers(text.as_bytes())?;
    Ok((headers.iter().map(|header| header.get_value().len()).sum(), body))
}

/// Fields that the peer has members for.
const OF_PEER: [&str; 27] = [
    "Metadata-Version",
    "Name",
    "Version",
    "Dynamic",
    "Platform",
    "Supported-Platform",
    "Summary",
    "Description",
    "Description-Content-Type",
    "Keywords",
    "Home-page",
    "Download-URL",
    "Author",
    "Author-email",
    "Maintainer",
    "Maintainer-email",
    "License",
    "License-Expression",
    "License-File",
    "Classifier",
    "Requires-Dist",
    "Requires-Python",
    "Requires-External",
    "Project-URL",
    "Provides-Extra",
    "Provides-Dist",
    "Obsoletes-Dist",
];

/// Whether there is a field that the peer has no member for.
fn drops_fields(text: &str) -> bool {
    let Ok((headers, _)) = mailparse::parse_headers(text.as_bytes()) else { return false };
    let known = |header: &MailHeader<'_>| {
        let name = header.get_key_ref();
        OF_PEER.iter().any(|known| known.eq_ignore_ascii_case(&name))
    };
    !headers.iter().all(known)
}

/// Whether the peer's description is another text than the document's.
fn says_otherwise(text: &str) -> bool {
    let (Ok(ours), Ok(theirs)) = (CoreMetadata::parse(text), PeerMetadata::parse(text.as_bytes()))
    else {
        return false;
    };
    ours.body.as_deref().is_some_and(|body| {
        let said = !matches!(body.trim(), "" | "UNKNOWN");
        said && theirs.description.as_deref() != Some(body)
    })
}
