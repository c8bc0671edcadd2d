//! Rows of integrity: the checksums of what was built, and how to use them.
//!
//! Invariant: a checksum is shown as the attestation has it, with its algorithm.

use super::signatures::trust;
use super::{DisplayRow, DisplaySection, DisplayTerms};
use crate::provenance::{AttestedArtifact, BuildProvenance, FactOrigin};

pub(super) fn rows(record: &BuildProvenance, terms: &DisplayTerms) -> Vec<DisplayRow> {
    let mut rows: Vec<_> = record.artifacts.iter().flat_map(|it| checksums(record, it)).collect();
    if let Some(page) = terms.documentation.as_ref().filter(|_| !rows.is_empty()) {
        let words = "How to compare a checksum";
        let row = DisplayRow::of(DisplaySection::Integrity, "Documentation", words);
        rows.push(row.leading(Some(page.clone())));
    }
    rows
}

fn checksums(record: &BuildProvenance, artifact: &AttestedArtifact) -> Vec<DisplayRow> {
    let name = artifact.name.as_deref().or(artifact.uri.as_ref().map(|uri| uri.as_str()));
    let digests = artifact.digest.iter().flat_map(|digests| digests.iter());
    let row = |(algorithm, digest): (&crate::Text, &crate::Text)| {
        let of = name.map(|name| format!(" of {name}")).unwrap_or_default();
        let label = format!("{}{of}", shown(algorithm));
        let row = DisplayRow::of(DisplaySection::Integrity, &label, digest);
        row.sourced(FactOrigin::Predicate, trust(record))
    };
    digests.map(row).collect()
}

/// An algorithm as people write it.
fn shown(algorithm: &str) -> &str {
    match algorithm {
        "sha256" => "SHA-256",
        "sha384" => "SHA-384",
        "sha512" => "SHA-512",
        "sha1" => "SHA-1",
        "md5" => "MD5",
        other => other,
    }
}
