//! Whether a log entry is about the bundle's signature (Rekor's kinds `hashedrekord`, `dsse` and
//! `intoto`).
//!
//! Invariant: an entry of a kind that nobody here knows is a finding, never an agreement.

use crate::finding::Lints;
use crate::provenance::Base64Text;
use crate::provenance::bundle::{Bundle, KindVersion, TlogEntry};
use crate::provenance::hash::sha256;
use crate::provenance::logged_entry::{LoggedEntry, LoggedKind};

pub(super) fn lint(bundle: &Bundle, entry: &TlogEntry, place: &str, lints: &mut Lints) {
    let Some(body) = entry.canonicalized_body.get().and_then(Base64Text::lenient_bytes) else {
        return; // that it is missing, or no base64, is said already
    };
    let place = format!("{place}/canonicalizedBody");
    let Some(logged) = LoggedEntry::read(&body) else {
        return lints.error(&place, "malformed-log-body", "no log entry in JSON");
    };
    if let Some(stated) = entry.kind_version.get() {
        kind(stated, &logged, &place, lints);
    }
    match logged.kind {
        LoggedKind::HashedRekord => hashed_rekord(bundle, &logged, &place, lints),
        LoggedKind::Dsse | LoggedKind::Intoto => envelope(bundle, &logged, &place, lints),
        LoggedKind::Other => {
            let words = format!("a log entry of kind {:?}", logged.kind_name);
            lints.warning(&place, "unknown-log-kind", words);
        }
    }
    signer(bundle, &logged, &place, lints);
}

fn kind(stated: &KindVersion, logged: &LoggedEntry, place: &str, lints: &mut Lints) {
    let word = |word: Option<&crate::Text>| word.map(|word| word.to_string()).unwrap_or_default();
    let stated = (word(stated.kind.get()), word(stated.version.get()));
    if stated != (logged.kind_name.clone(), logged.version.clone()) {
        let words = format!(
            "the body is {} {}, the entry says {} {}",
            logged.kind_name, logged.version, stated.0, stated.1
        );
        lints.error(place, "log-kind-mismatch", words);
    }
}

/// The digest and the signature of a file.
fn hashed_rekord(bundle: &Bundle, logged: &LoggedEntry, place: &str, lints: &mut Lints) {
    let (digest, signatures) = match (bundle.message_signature.get(), bundle.dsse_envelope.get()) {
        (Some(message), _) => {
            let digest = message.message_digest.get().and_then(|digest| digest.digest.get());
            let signature = message.signature.get().and_then(Base64Text::lenient_bytes);
            (digest.and_then(Base64Text::lenient_bytes), Vec::from_iter(signature))
        }
        // of an envelope, what is signed is logged as if it were a file
        (None, Some(envelope)) => {
            let signed = envelope.pae().ok().map(|pae| sha256(&[&pae]).to_vec());
            (signed, envelope.signature_bytes())
        }
        (None, None) => return,
    };
    digests(digest.as_deref(), logged, place, lints);
    same_signatures(&signatures, logged, place, lints);
}

fn envelope(bundle: &Bundle, logged: &LoggedEntry, place: &str, lints: &mut Lints) {
    let Some(envelope) = bundle.dsse_envelope.get() else {
        return lints.error(place, "log-body-mismatch", "an envelope is logged, a file is signed");
    };
    let payload = envelope.payload.lenient_bytes();
    let digest = payload.map(|payload| sha256(&[&payload]));
    digests(digest.as_ref().map(|digest| &digest[..]), logged, place, lints);
    same_signatures(&envelope.signature_bytes(), logged, place, lints);
}

/// The digest that is logged; an algorithm other than SHA-256 cannot be told here.
fn digests(found: Option<&[u8]>, logged: &LoggedEntry, place: &str, lints: &mut Lints) {
    match (found, logged.digest.as_deref()) {
        (Some(found), Some(digest)) if found.len() == digest.len() && found != digest => {
            lints.error(place, "log-body-mismatch", "another digest is logged");
        }
        (_, None) => lints.error(place, "malformed-log-body", "no digest is logged"),
        _ => {}
    }
}

fn same_signatures(found: &[Vec<u8>], logged: &LoggedEntry, place: &str, lints: &mut Lints) {
    // the first version of intoto logs no signature
    if logged.kind == LoggedKind::Intoto && logged.version == "0.0.1" {
        return;
    }
    let all = found.iter().all(|signature| logged.signatures.contains(signature));
    if found.is_empty() || !all || found.len() != logged.signatures.len() {
        lints.error(place, "log-body-mismatch", "another signature is logged");
    }
}

/// The certificate that is logged, where the bundle has one.
fn signer(bundle: &Bundle, logged: &LoggedEntry, place: &str, lints: &mut Lints) {
    let leaf = bundle.verification_material.get().and_then(|material| material.leaf());
    let leaf = leaf.and_then(|leaf| leaf.raw_bytes.get()).and_then(Base64Text::lenient_bytes);
    if let Some(leaf) = leaf {
        if logged.kind != LoggedKind::Other && !logged.signers.contains(&leaf) {
            lints.error(place, "log-body-mismatch", "another certificate is logged");
        }
    }
}
