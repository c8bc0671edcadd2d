//! The signer's certificate: what it is, and whether it was valid when the signature was logged.
//!
//! Invariant: the time is the log's word, unsigned here; outside the validity is always a finding.

use crate::finding::Lints;
use crate::provenance::Certificate;
use crate::provenance::bundle::{Bundle, CertificateBytes, Int64Text, VerificationMaterial};

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
}
