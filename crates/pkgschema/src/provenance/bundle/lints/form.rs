//! Which parts a bundle has, and which its version asks for.
//!
//! Invariant: a bundle of a version that nobody knows is never taken for one of a known version.

use crate::finding::Lints;
use crate::provenance::bundle::{Bundle, TlogEntry, VerificationMaterial};

pub(super) fn lint(bundle: &Bundle, lints: &mut Lints) {
    media_type(bundle, lints);
    match (bundle.message_signature.get(), bundle.dsse_envelope.get()) {
        (None, None) if bundle.rest.get("dsseEnvelope").is_none() => {
            lints.error("", "no-content", "neither a message signature nor an envelope");
        }
        (Some(_), Some(_)) => {
            lints.error("", "two-contents", "a message signature and an envelope");
        }
        _ => {}
    }
    let place = "/verificationMaterial";
    match bundle.verification_material.get() {
        Some(material) => {
            signer(material, lints);
            by_version(bundle.version(), material, lints);
            times(material, lints);
        }
        None => lints.error(place, "no-verification-material", "nothing to check it with"),
    }
}

fn media_type(bundle: &Bundle, lints: &mut Lints) {
    let Some(stated) = bundle.media_type.get() else {
        return lints.error("/mediaType", "no-media-type", "which version it is is not said");
    };
    if !matches!(bundle.version(), Some("0.1" | "0.2" | "0.3")) {
        let words = format!("{:?} is no version that is known", stated.as_str());
        lints.error("/mediaType", "unknown-media-type", words);
    }
}

/// Of key, chain and certificate exactly one has to be there.
fn signer(material: &VerificationMaterial, lints: &mut Lints) {
    let place = "/verificationMaterial";
    let there = [
        material.public_key.get().is_some(),
        material.x509_certificate_chain.get().is_some(),
        material.certificate.get().is_some(),
    ];
    match there.into_iter().filter(|there| *there).count() {
        0 => lints.error(place, "no-signer", "no public key, chain or certificate"),
        1 => {}
        _ => lints.error(place, "two-signers", "more than one of public key, chain, certificate"),
    }
    if material.x509_certificate_chain.get().is_some() && material.chain().is_empty() {
        let place = format!("{place}/x509CertificateChain");
        lints.error(&place, "empty-chain", "a chain without a certificate");
    }
}

fn by_version(version: Option<&str>, material: &VerificationMaterial, lints: &mut Lints) {
    let place = "/verificationMaterial";
    match version {
        Some("0.1" | "0.2") if material.certificate.get().is_some() => {
            let words = "versions before 0.3 have a chain instead";
            lints.error(&format!("{place}/certificate"), "certificate-by-version", words);
        }
        Some("0.3") if material.x509_certificate_chain.get().is_some() => {
            let words = "version 0.3 has a certificate instead";
            lints.error(&format!("{place}/x509CertificateChain"), "certificate-by-version", words);
        }
        _ => {}
    }
    for (index, entry) in material.tlog_entries.indexed() {
        entry_by_version(version, entry, &format!("{place}/tlogEntries/{index}"), lints);
    }
}

/// Version 0.1 asks for the log's promise, every later one for its proof.
fn entry_by_version(version: Option<&str>, entry: &TlogEntry, place: &str, lints: &mut Lints) {
    let proof = entry.inclusion_proof.get();
    match (version, proof) {
        (Some("0.1"), _) if entry.inclusion_promise.get().is_none() => {
            lints.error(place, "no-inclusion-promise", "version 0.1 asks for the log's promise");
        }
        (Some("0.1"), _) => {}
        (_, None) => {
            lints.error(place, "no-inclusion-proof", "versions from 0.2 on ask for the proof");
        }
        (_, Some(proof)) if proof.checkpoint.get().is_none() => {
            let place = format!("{place}/inclusionProof");
            lints.error(&place, "no-checkpoint", "versions from 0.2 on ask for the checkpoint");
        }
        _ => {}
    }
    for (name, there) in [
        ("logId", entry.log_id.get().is_some()),
        ("kindVersion", entry.kind_version.get().is_some()),
        ("canonicalizedBody", entry.canonicalized_body.get().is_some()),
    ] {
        if !there {
            lints.error(place, "incomplete-log-entry", format!("no {name}"));
        }
    }
}

/// A short-lived certificate says nothing without a time at which it was used.
fn times(material: &VerificationMaterial, lints: &mut Lints) {
    let integrated = |entry: &TlogEntry| entry.integrated_time.get().is_some();
    if !material.timestamps().is_empty() || material.tlog_entries.iter().any(integrated) {
        return;
    }
    let (place, code) = ("/verificationMaterial", "no-signed-time");
    let words = "no log and no authority says when it was signed";
    match material.leaf() {
        Some(_) => lints.error(place, code, words),
        None => lints.warning(place, code, words),
    }
}
