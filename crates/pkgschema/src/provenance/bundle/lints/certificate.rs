//! The signer's certificate: what it is, and whether it was valid when the signature was logged.
//!
//! Invariant: the time is the log's word, unsigned here; outside the validity is always a finding.

use crate::finding::Lints;
use crate::provenance::bundle::{Bundle, CertificateBytes, Int64Text, VerificationMaterial};
use crate::provenance::hash::sha256;
use crate::provenance::timestamp::TimestampToken;
use crate::provenance::{Base64Text, Certificate};

pub(super) fn lint(bundle: &Bundle, lints: &mut Lints) {
    let Some(material) = bundle.verification_material.get() else { return };
    let place = "/verificationMaterial";
    if let Some(leaf) = material.certificate.get() {
        one(leaf, material, true, &format!("{place}/certificate"), lints);
    }
    let Some(chain) = material.x509_certificate_chain.get() else { return };
    for (index, certificate) in chain.certificates.indexed() {
        let place = format!("{place}/x509CertificateChain/certificates/{index}");
        one(certificate, material, index == 0, &place, lints);
    }
}

fn one(
    bytes: &CertificateBytes,
    material: &VerificationMaterial,
    is_leaf: bool,
    place: &str,
    lints: &mut Lints,
) {
    let place = format!("{place}/rawBytes");
    let Some(text) = bytes.raw_bytes.get() else {
        return lints.error(&place, "no-certificate", "a certificate without bytes");
    };
    // text that is no base64 is a finding of its own
    let Some(der) = text.bytes() else { return };
    let certificate = match Certificate::from_der(&der) {
        Ok(certificate) => certificate,
        Err(error) => return lints.error(&place, "malformed-certificate", error.to_string()),
    };
    if !certificate.issuer().is_empty() && certificate.issuer() == certificate.subject() {
        // forbidden, and early bundles of npm's have one all the same
        let words = "a root's certificate, which nobody takes from a bundle";
        lints.warning(&place, "root-in-chain", words);
    }
    if is_leaf {
        let findings = certificate.check().into_iter();
        lints.found.extend(findings.map(|mut finding| {
            finding.pointer = crate::Pointer::parse(&place).unwrap_or_default();
            finding
        }));
        times(&certificate, material, lints);
    }
}

/// Whether the log took the entries while the certificate was valid.
fn times(certificate: &Certificate, material: &VerificationMaterial, lints: &mut Lints) {
    for (index, entry) in material.tlog_entries.indexed() {
        let time = entry.integrated_time.get().and_then(Int64Text::value);
        if time.is_some_and(|time| certificate.holds_at(time) == Some(false)) {
            let place = format!("/verificationMaterial/tlogEntries/{index}/integratedTime");
            let words = "logged while the certificate was not valid";
            lints.error(&place, "outside-validity", words);
        }
    }
    for (index, stamp) in material.timestamps().iter().enumerate() {
        let bytes = stamp.signed_timestamp.get().and_then(Base64Text::bytes);
        let token = bytes.and_then(|der| TimestampToken::from_der(&der));
        if token.is_some_and(|token| certificate.holds_at(token.seconds) == Some(false)) {
            let words = "timestamped while the certificate was not valid";
            lints.error(&stamp_place(index), "outside-validity", words);
        }
    }
}

fn stamp_place(index: usize) -> String {
    let place = "/verificationMaterial/timestampVerificationData/rfc3161Timestamps";
    format!("{place}/{index}/signedTimestamp")
}

/// Whether the timestamps can be read, and are over the bundle's signature.
pub(super) fn timestamps(bundle: &Bundle, lints: &mut Lints) {
    let Some(material) = bundle.verification_material.get() else { return };
    let of_message = bundle.message_signature.get().and_then(|message| message.signature.get());
    let signature = match (of_message, bundle.dsse_envelope.get()) {
        (Some(signature), _) => signature.lenient_bytes(),
        (None, Some(envelope)) => envelope.signature_bytes().into_iter().next(),
        (None, None) => None,
    };
    let digest = signature.map(|signature| sha256(&[&signature]));
    for (index, stamp) in material.timestamps().iter().enumerate() {
        let bytes = stamp.signed_timestamp.get().and_then(Base64Text::bytes);
        let Some(token) = bytes.and_then(|der| TimestampToken::from_der(&der)) else {
            let words = "expected a timestamp of RFC 3161";
            lints.error(&stamp_place(index), "malformed-timestamp-token", words);
            continue;
        };
        if let (Some(stated), Some(digest)) = (token.digest, digest) {
            if stated != digest {
                let words = "the timestamp is over another signature";
                lints.error(&stamp_place(index), "other-timestamp", words);
            }
        }
    }
}
