//! Whether a log entry is about the bundle's signature (Rekor's kinds `hashedrekord`, `dsse` and
//! `intoto`).
//!
//! Invariant: an entry of a kind that nobody here knows is a finding, never an agreement.

use crate::finding::Lints;
use crate::provenance::Base64Text;
use crate::provenance::bundle::{Bundle, KindVersion, TlogEntry};
use crate::provenance::hash::sha256;
use crate::provenance::logged_entry::{LoggedEntry, LoggedKind};
use std::collections::HashSet;

/// What a bundle's signature is about, worked out once for all entries.
pub(super) struct Signed {
    content: Content,
    signatures: HashSet<Vec<u8>>,
    /// The signer's certificate.
    leaf: Option<Vec<u8>>,
}

enum Content {
    /// A file, by its digest where that is said.
    File(Option<Vec<u8>>),
    /// An envelope, by the digests of its payload and of what is signed of it.
    Envelope(Option<Vec<u8>>, Option<Vec<u8>>),
    Nothing,
}

impl Signed {
    pub(super) fn of(bundle: &Bundle) -> Self {
        let material = bundle.verification_material.get();
        let leaf =
            material.and_then(|material| material.leaf()).and_then(|leaf| leaf.raw_bytes.get());
        let leaf = leaf.and_then(Base64Text::lenient_bytes);
        let digest_of = |bytes: &[u8]| sha256(&[bytes]).to_vec();
        let (content, signatures) =
            match (bundle.message_signature.get(), bundle.dsse_envelope.get()) {
                (Some(message), _) => {
                    let digest =
                        message.message_digest.get().and_then(|digest| digest.digest.get());
                    let signature = message.signature.get().and_then(Base64Text::lenient_bytes);
                    let content = Content::File(digest.and_then(Base64Text::lenient_bytes));
                    (content, signature.into_iter().collect())
                }
                (None, Some(envelope)) => {
                    let payload =
                        envelope.payload.lenient_bytes().map(|payload| digest_of(&payload));
                    let signed = envelope.pae().ok().map(|signed| digest_of(&signed));
                    let signatures = envelope.signature_bytes().into_iter().collect();
                    (Content::Envelope(payload, signed), signatures)
                }
                (None, None) => (Content::Nothing, HashSet::new()),
            };
        Self { content, signatures, leaf }
    }
}

pub(super) fn lint(signed: &Signed, entry: &TlogEntry, place: &str, lints: &mut Lints) {
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
    match (logged.kind, &signed.content) {
        (LoggedKind::Other, _) => {
            let words = format!("a log entry of kind {:?}", logged.kind_name);
            return lints.warning(&place, "unknown-log-kind", words);
        }
        (_, Content::Nothing) => {}
        // of an envelope, what is signed can be logged as if it were a file
        (LoggedKind::HashedRekord, Content::File(digest) | Content::Envelope(_, digest))
        | (LoggedKind::Dsse | LoggedKind::Intoto, Content::Envelope(digest, _)) => {
            digests(digest.as_deref(), &logged, &place, lints);
            same_signatures(&signed.signatures, &logged, &place, lints);
        }
        (LoggedKind::Dsse | LoggedKind::Intoto, Content::File(_)) => {
            let words = "an envelope is logged, a file is signed";
            return lints.error(&place, "log-body-mismatch", words);
        }
    }
    if signed.leaf.as_ref().is_some_and(|leaf| !logged.signers.contains(leaf)) {
        lints.error(&place, "log-body-mismatch", "another certificate is logged");
    }
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

fn same_signatures(found: &HashSet<Vec<u8>>, logged: &LoggedEntry, place: &str, lints: &mut Lints) {
    // the first version of intoto logs no signature
    if logged.kind == LoggedKind::Intoto && logged.version == "0.0.1" {
        return;
    }
    let in_log: HashSet<&Vec<u8>> = logged.signatures.iter().collect();
    let all = in_log.iter().all(|signature| found.contains(*signature));
    if found.is_empty() || !all || found.len() != in_log.len() {
        lints.error(place, "log-body-mismatch", "another signature is logged");
    }
}
