//! What is wrong with attestations and provenance objects.
//!
//! Invariant: what a bundle's check finds in the same parts is found here, at this document's
//! places.

use super::{AttestationBundle, Pep740Attestation, Pep740Provenance};
use crate::finding::Lints;
use crate::identity::{DigestAlgorithm, DigestSet};
use crate::object::check;
use crate::provenance::Statement;
use crate::{Finding, Pointer};
use std::collections::HashSet;

/// Places in a bundle, and where the same stands here.
const PLACES: &[(&str, &str)] = &[
    ("/verificationMaterial/certificate/rawBytes", "/verification_material/certificate"),
    ("/verificationMaterial/certificate", "/verification_material/certificate"),
    ("/verificationMaterial/tlogEntries", "/verification_material/transparency_entries"),
    ("/verificationMaterial", "/verification_material"),
    ("/dsseEnvelope/payload", "/envelope/statement"),
    ("/dsseEnvelope/signatures/0/sig", "/envelope/signature"),
    ("/dsseEnvelope/signatures", "/envelope/signature"),
    ("/dsseEnvelope", "/envelope"),
];

/// What a bundle's check says of parts that are missing, which has words of its own here.
const SAID_HERE: &[&str] =
    &["no-content", "no-verification-material", "no-signer", "no-signature", "no-statement"];

pub(super) fn attestation(attestation: &Pep740Attestation) -> Vec<Finding> {
    let mut lints = Lints { found: check(attestation) };
    let structural = lints.found.len();
    version(attestation.version, attestation.rest.get("version").is_some(), &mut lints);
    parts(attestation, &mut lints);
    statement(attestation, &mut lints);
    let known: HashSet<(Pointer, &str)> =
        lints.found.iter().take(structural).map(|it| (it.pointer.clone(), it.code)).collect();
    let of_bundle = attestation.to_bundle().check().into_iter();
    let of_bundle = of_bundle.filter(|finding| !SAID_HERE.contains(&finding.code)).map(moved);
    let of_bundle = of_bundle.filter(|it| !known.contains(&(it.pointer.clone(), it.code)));
    lints.found.extend(of_bundle);
    lints.found
}

/// The finding at this document's place.
fn moved(mut finding: Finding) -> Finding {
    let place = PLACES.iter().find_map(|(theirs, ours)| {
        let rest = finding.pointer.as_str().strip_prefix(theirs)?;
        (rest.is_empty() || rest.starts_with('/')).then(|| format!("{ours}{rest}"))
    });
    finding.pointer = place.and_then(|place| Pointer::parse(&place)).unwrap_or_default();
    finding
}

fn version(stated: Option<u64>, is_odd: bool, lints: &mut Lints) {
    match stated {
        Some(Pep740Attestation::VERSION) => {}
        Some(other) => {
            let words = format!("version {other} is not known here");
            lints.error("/version", "unknown-version", words);
        }
        // the structural check says what stands there
        None if is_odd => {}
        None => lints.error("", "missing-version", "which version it is is not said"),
    }
}

fn parts(attestation: &Pep740Attestation, lints: &mut Lints) {
    match &attestation.verification_material {
        None => lints.error("", "no-verification-material", "nothing to check it with"),
        Some(material) => {
            let place = "/verification_material";
            if material.certificate.is_none() {
                lints.error(place, "no-certificate", "who signed is not said");
            }
            if material.transparency_entries.is_empty() {
                let words = "an attestation has one log entry at least";
                lints.error(place, "no-transparency-entry", words);
            }
        }
    }
    match &attestation.envelope {
        None => lints.error("", "no-envelope", "nothing is signed"),
        Some(envelope) => {
            let place = "/envelope";
            if envelope.statement.is_none() {
                lints.error(place, "no-statement", "nothing is signed");
            }
            if envelope.signature.as_ref().is_none_or(|text| text.as_str().is_empty()) {
                lints.error(place, "no-signature", "nobody has signed");
            }
        }
    }
}

fn statement(attestation: &Pep740Attestation, lints: &mut Lints) {
    let place = "/envelope/statement";
    let statement = match attestation.statement() {
        Some(Ok(statement)) => statement,
        Some(Err(error)) => return lints.error(place, "no-statement", error.to_string()),
        None => return,
    };
    if statement.subject.len() != 1 {
        let words = "the statement of an attestation is about one file";
        lints.error(&format!("{place}/subject"), "not-one-subject", words);
    }
    for (index, subject) in statement.subject.indexed() {
        let digest = subject.digest.as_ref().and_then(|set| set.get(&DigestAlgorithm::Sha256));
        if digest.is_none() {
            let place = format!("{place}/subject/{index}");
            lints.error(&place, "no-sha256", "the file is known by its SHA-256 digest");
        }
    }
    let stated = statement.predicate_type.as_str();
    if !Pep740Attestation::PREDICATE_TYPES.contains(&stated) {
        let words = format!("the index takes no predicate of type {stated:?}");
        let place = format!("{place}/predicateType");
        lints.error(&place, "unaccepted-predicate-type", words);
    }
}

pub(super) fn provenance(provenance: &Pep740Provenance) -> Vec<Finding> {
    let structural = check(provenance);
    let mut lints = Lints::default();
    version(provenance.version, provenance.rest.get("version").is_some(), &mut lints);
    let mut of_attestations = Vec::new();
    for (index, bundle) in provenance.attestation_bundles.indexed() {
        let place = format!("/attestation_bundles/{index}");
        publisher(bundle, &place, &mut lints);
        if bundle.attestations.is_empty() && !bundle.attestations.has_odd() {
            lints.error(&place, "no-attestations", "a bundle has attestations");
        }
        for (number, one) in bundle.attestations.indexed() {
            let place = Pointer::parse(&format!("{place}/attestations/{number}"));
            let place = place.unwrap_or_default();
            of_attestations.extend(one.check().into_iter().map(|finding| finding.below(&place)));
        }
    }
    together(provenance, &mut lints);
    // what the structural check finds inside of attestations, their own check finds again
    let again: HashSet<(&Pointer, &str)> =
        of_attestations.iter().map(|it| (&it.pointer, it.code)).collect();
    let mut found: Vec<Finding> =
        structural.into_iter().filter(|it| !again.contains(&(&it.pointer, it.code))).collect();
    found.extend(lints.found);
    found.extend(of_attestations);
    found
}

fn publisher(bundle: &AttestationBundle, place: &str, lints: &mut Lints) {
    match &bundle.publisher {
        Some(publisher) => publisher.lint(&format!("{place}/publisher"), lints),
        None if bundle.rest.get("publisher").is_some() => {}
        None => lints.error(place, "no-publisher", "who published is not said"),
    }
}

/// The attestations of a file together: one of a type, all about the same file.
fn together(provenance: &Pep740Provenance, lints: &mut Lints) {
    let mut types = HashSet::new();
    let mut about: Option<Option<DigestSet>> = None;
    for (index, bundle) in provenance.attestation_bundles.indexed() {
        for (number, one) in bundle.attestations.indexed() {
            let place = format!("/attestation_bundles/{index}/attestations/{number}");
            let Some(Ok(statement)) = one.statement() else { continue };
            if !types.insert(statement.predicate_type.as_str().to_owned()) {
                let words = "another attestation has the same predicate type";
                let place = format!("{place}/envelope/statement/predicateType");
                lints.error(&place, "duplicate-predicate-type", words);
            }
            let stated = sha256(&statement);
            match &about {
                Some(first) if *first != stated => {
                    let words = "the first attestation is about another file";
                    let place = format!("{place}/envelope/statement/subject");
                    lints.error(&place, "other-subject", words);
                }
                Some(_) => {}
                None => about = Some(stated),
            }
        }
    }
}

/// The file's digest, by the first subject.
fn sha256(statement: &Statement) -> Option<DigestSet> {
    let digest = statement.subject.first()?.digest.as_ref()?.get(&DigestAlgorithm::Sha256)?;
    Some([digest].into_iter().collect())
}
