//! Which corpora hold documents of which schemas.
//!
//! Invariant: a document is the corpus's own, or one that a reader made of it; never a made-up one.

use pkgschema_convert::format::Format;
use pkgschema_convert::readable::{BUILDS, INVENTORIES, Readable};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

use crate::corpus;

/// A corpus and what becomes of its documents: pairs of a schema's name and a document.
type Source = (&'static str, fn(&str) -> Vec<(&'static str, String)>);

/// The name that a predicate's schema has in the catalogue.
const PREDICATES: [(&str, &str); 4] = [
    ("https://slsa.dev/provenance/v0.1", "slsa-provenance-0-1"),
    ("https://slsa.dev/provenance/v0.2", "slsa-provenance-0-2"),
    ("https://slsa.dev/provenance/v1", "slsa-provenance-1"),
    ("https://github.com/npm/attestation/tree/main/specs/publish/v0.1", "npm-publish"),
];

const SOURCES: &[Source] = &[
    ("advisory/osv-go", |text| vec![("advisory", text.to_owned())]),
    ("advisory/osv-bitnami", |text| vec![("advisory", text.to_owned())]),
    ("advisory/osv-pypa", |text| vec![("advisory", text.to_owned())]),
    ("provenance/bundles", |text| built(text, "sigstore-bundle", "sigstore-bundle")),
    ("provenance/envelopes", |text| built(text, "envelope", "dsse-envelope")),
    ("provenance/statements", |text| {
        let mut all = built(text, "statement", "in-toto-statement");
        all.extend(predicate(text));
        all
    }),
    ("provenance/pep740", |text| match text.contains("\"attestation_bundles\"") {
        true => built(text, "pep740-provenance", "pypi-provenance"),
        false => built(text, "pep740-attestation", "pypi-attestation"),
    }),
    ("metadata/npm-package-json", |text| packages(text, "npm")),
    ("metadata/pypi-metadata", |text| packages(text, "pypi")),
    ("metadata/cargo-manifest", |text| packages(text, "cargo")),
    ("metadata/maven-pom", |text| packages(text, "maven")),
];

/// The documents of the corpora in a folder: schema, name, document. None where there is no folder.
pub fn documents(corpora: &Path) -> Vec<(&'static str, String, Value)> {
    let mut all = Vec::new();
    for (name, of) in SOURCES {
        let Ok(cases) = corpus::cases(&corpora.join(format!("{name}.jsonl"))) else { continue };
        for case in cases.flatten() {
            let found = case.text().map(of).unwrap_or_default();
            let read = |(schema, text): (_, String)| {
                let value = serde_json::from_str(&text).ok()?;
                Some((schema, format!("{name}/{}", case.id), value))
            };
            all.extend(found.into_iter().filter_map(read));
        }
    }
    all.extend(purls(&corpora.join("identity/purl-spec/tests")));
    all
}

/// Every text of the purl suites that begins like a purl, right or wrong.
fn purls(folder: &Path) -> Vec<(&'static str, String, Value)> {
    let mut strings = BTreeSet::new();
    for suite in super::json_files(folder).values() {
        super::texts::gather(suite, &mut strings);
    }
    strings.retain(|text| text.starts_with("pkg:"));
    strings.into_iter().map(|text| ("purl", text.clone(), text.into())).collect()
}

/// The document itself, and the record of each build that it attests.
fn built(text: &str, schema: &'static str, document: &str) -> Vec<(&'static str, String)> {
    let mut all = vec![(schema, text.to_owned())];
    let reading = Readable::find(BUILDS, document).and_then(|it| it.read(text).ok());
    let records = reading.map(|it| it.value).unwrap_or_default();
    all.extend(records.iter().map(|record| ("build-provenance", record.to_json())));
    all
}

fn predicate(text: &str) -> Option<(&'static str, String)> {
    let statement: Value = serde_json::from_str(text).ok()?;
    let predicate_type = statement["predicateType"].as_str()?;
    let (_, schema) = PREDICATES.iter().find(|(it, _)| *it == predicate_type)?;
    Some((schema, statement["predicate"].to_string()))
}

fn packages(text: &str, format: &str) -> Vec<(&'static str, String)> {
    let reading = Format::find(format).and_then(|it| it.read(text).ok());
    reading.map(|it| ("package-metadata", it.record.to_json())).into_iter().collect()
}

/// The inventories that the project's own lock files and bills of materials give.
pub fn inventories(folder: &Path) -> Vec<(&'static str, String, Value)> {
    let mut all = Vec::new();
    for (path, value) in super::json_files(folder) {
        for document in INVENTORIES {
            let Ok(reading) = document.read(&value.to_string()) else { continue };
            let Ok(value) = serde_json::from_str(&reading.value.to_json()) else { continue };
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            all.push(("inventory", format!("{}/{name}", document.name()), value));
        }
    }
    all
}
