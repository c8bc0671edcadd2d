//! The provenance corpora.
//!
//! Invariant: what a record has to say is judged by the certificate itself, never by the record.

mod certificates;

use pkgschema::object::Raw;
use pkgschema::provenance::{BuildProvenance, Certificate, FactName, FactOrigin, FulcioExtension};
use pkgschema_convert::readable::{BUILDS, Readable};

use super::{Check, Corpus, Outcome, generic};
use crate::corpus::Case;
use crate::json::Json;

/// The corpora of this family with their checks.
pub const CORPORA: &[Corpus] = &[
    (
        "provenance/bundles",
        &[
            Check { name: "parse", run: |case| parse(case, "sigstore-bundle") },
            Check { name: "lossless", run: |case| lossless(case, "sigstore-bundle") },
            Check { name: "normalise", run: |case| normalise(case, "sigstore-bundle") },
        ],
    ),
    (
        "provenance/envelopes",
        &[
            Check { name: "parse", run: |case| parse(case, "dsse-envelope") },
            Check { name: "lossless", run: |case| lossless(case, "dsse-envelope") },
            Check { name: "normalise", run: |case| normalise(case, "dsse-envelope") },
        ],
    ),
    (
        "provenance/statements",
        &[
            Check { name: "parse", run: |case| parse(case, "in-toto-statement") },
            Check { name: "lossless", run: |case| lossless(case, "in-toto-statement") },
            Check { name: "normalise", run: |case| normalise(case, "in-toto-statement") },
        ],
    ),
    (
        "provenance/pep740",
        &[
            Check { name: "parse", run: |case| parse(case, pep740(case)) },
            Check { name: "lossless", run: |case| lossless(case, pep740(case)) },
            Check { name: "normalise", run: |case| normalise(case, pep740(case)) },
        ],
    ),
    (
        "provenance/npm-attestations",
        &[
            Check { name: "parse", run: |case| parse(case, "npm-attestations") },
            Check { name: "lossless", run: |case| lossless(case, "npm-attestations") },
            Check { name: "normalise", run: |case| normalise(case, "npm-attestations") },
        ],
    ),
    (
        "provenance/gcb-summaries",
        &[
            Check { name: "parse", run: |case| parse(case, "gcb-summary") },
            Check { name: "lossless", run: |case| lossless(case, "gcb-summary") },
            Check { name: "normalise", run: |case| normalise(case, "gcb-summary") },
        ],
    ),
];

type Document = &'static Readable<Vec<BuildProvenance>>;

/// The corpus holds both objects of PEP 740.
fn pep740(case: &Case) -> &'static str {
    let json = case.text().and_then(generic::json_view);
    match json.is_some_and(|json| json.member("attestation_bundles").is_some()) {
        true => "pypi-provenance",
        false => "pypi-attestation",
    }
}

fn with(name: &str, judge: impl FnOnce(Document) -> Outcome) -> Outcome {
    match Readable::find(BUILDS, name) {
        Some(document) => judge(document),
        None => Outcome::Fail(format!("no document goes by the name {name}")),
    }
}

/// A document is read with its records and findings, so that one of them can fail the check.
fn parse(case: &Case, name: &str) -> Outcome {
    with(name, |document| generic::parses(case, |text| document.read(text)))
}

fn lossless(case: &Case, name: &str) -> Outcome {
    with(name, |document| {
        let rewrite = |text: &str| Some(document.rewrite(text).ok()?.value);
        generic::lossless(case, rewrite, generic::json_view)
    })
}

/// `normalise`: a record for each attestation, that reads back as itself and says of repository,
/// commit, ref and issuer what the certificate says, where it does.
fn normalise(case: &Case, name: &str) -> Outcome {
    let Some(text) = case.text() else { return Outcome::NotApplicable };
    with(name, |document| {
        let Ok(reading) = document.read(text) else { return Outcome::NotApplicable };
        let Some(view) = Raw::parse(text) else { return Outcome::NotApplicable };
        let certificates = certificates::of(name, &view);
        if certificates.len() != reading.value.len() {
            let (expected, found) = (certificates.len(), reading.value.len());
            return Outcome::Fail(format!("{found} records of {expected} attestations"));
        }
        let judged = reading.value.iter().zip(&certificates);
        let wrong = judged.filter_map(|(record, certificate)| judge(record, certificate.as_ref()));
        let wrong: Vec<String> = wrong.collect();
        Outcome::of(wrong.is_empty(), || wrong.join("; "))
    })
}

/// What every record of an attestation has to say, where its certificate does.
const STATED: [(FulcioExtension, FactName); 4] = [
    (FulcioExtension::SourceRepositoryUri, FactName::SourceRepository),
    (FulcioExtension::SourceRepositoryDigest, FactName::SourceCommit),
    (FulcioExtension::SourceRepositoryRef, FactName::SourceRef),
    (FulcioExtension::Issuer, FactName::Issuer),
];

/// What is wrong with a record.
fn judge(record: &BuildProvenance, certificate: Option<&Certificate>) -> Option<String> {
    let json = record.to_json();
    if BuildProvenance::parse(&json).as_ref() != Ok(record) || Json::parse(&json).is_err() {
        return Some("the record reads back otherwise".to_owned());
    }
    for (extension, name) in STATED {
        let Some(claim) = certificate.and_then(|it| it.claim(extension)) else { continue };
        let right = record.fact(&name).is_some_and(|fact| {
            fact.value.as_str() == claim.value && fact.origin == FactOrigin::Certificate
        });
        if !right {
            return Some(format!("{} is not the certificate's {}", name.as_str(), claim.value));
        }
    }
    None
}
