//! The signature and what it is about.
//!
//! Invariant: the statement in an envelope is judged by its own rules, at its place in the bundle.

use crate::finding::Lints;
use crate::provenance::bundle::{Bundle, MessageSignature};

pub(super) fn lint(bundle: &Bundle, lints: &mut Lints) {
    if let Some(signature) = bundle.message_signature.get() {
        message(signature, lints);
    }
    if let Some(envelope) = bundle.dsse_envelope.get() {
        for finding in envelope.check() {
            let place = format!("/dsseEnvelope{}", finding.pointer.as_str());
            lints.add(&place, finding.code, finding.severity, finding.message);
        }
        if envelope.signatures.len() > 1 {
            let words = "a bundle's envelope has one signature";
            lints.error("/dsseEnvelope/signatures", "two-signatures", words);
        }
    }
}

fn message(message: &MessageSignature, lints: &mut Lints) {
    let place = "/messageSignature";
    let signed = message.signature.get().is_some_and(|text| !text.as_str().is_empty());
    if !signed {
        lints.error(place, "no-signature", "nothing is signed");
    }
    let Some(stated) = message.message_digest.get() else {
        return lints.note(place, "no-message-digest", "the file's digest is not said");
    };
    let length = stated.digest.get().and_then(|digest| digest.bytes()).map(|bytes| bytes.len());
    let algorithm = stated.algorithm.get().map(|word| word.as_str()).unwrap_or_default();
    let expected = match algorithm {
        "SHA2_256" | "SHA3_256" => Some(32),
        "SHA2_384" | "SHA3_384" => Some(48),
        "SHA2_512" => Some(64),
        _ => None,
    };
    match (expected, length) {
        (None, _) => {
            let words = format!("{algorithm:?} is no algorithm that is known");
            lints.warning(&format!("{place}/messageDigest"), "unknown-digest-algorithm", words);
        }
        (Some(expected), Some(length)) if expected != length => {
            let words = format!("no {algorithm} digest has {length} bytes");
            lints.error(&format!("{place}/messageDigest/digest"), "digest-length", words);
        }
        _ => {}
    }
}
