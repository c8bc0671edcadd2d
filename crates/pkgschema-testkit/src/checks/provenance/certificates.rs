//! The signers' certificates in a document, found by their places alone.
//!
//! Invariant: one entry an attestation, in the order of the document.

use pkgschema::object::{Raw, raw};
use pkgschema::provenance::{Base64Text, Certificate};

/// The certificate of each attestation in a document of that name; `None` where it has none that
/// can be read.
pub(super) fn of(name: &str, document: &Raw) -> Vec<Option<Certificate>> {
    match name {
        "sigstore-bundle" => vec![of_bundle(document)],
        "dsse-envelope" => vec![of_envelope(document)],
        "pypi-attestation" => vec![of_attestation(document)],
        "pypi-provenance" => {
            let bundles = list(document, "attestation_bundles").into_iter();
            let all = bundles.flat_map(|bundle| list(&bundle, "attestations"));
            all.map(|one| of_attestation(&one)).collect()
        }
        "npm-attestations" => {
            let all = list(document, "attestations").into_iter();
            all.map(|one| of_bundle(&member(&one, "bundle")?)).collect()
        }
        "gcb-summary" => {
            let summary = member(document, "provenance_summary");
            let all = summary.map(|summary| list(&summary, "provenance")).unwrap_or_default();
            all.iter().map(|_| None).collect()
        }
        _ => vec![None],
    }
}

fn member(object: &Raw, name: &str) -> Option<Raw> {
    let members = raw::members(object.as_raw())?;
    members.into_iter().find(|(key, _)| key == name).map(|(_, value)| value.into())
}

/// The member in whichever of protobuf's spellings.
fn either(object: &Raw, camel: &str, snake: &str) -> Option<Raw> {
    member(object, camel).or_else(|| member(object, snake))
}

fn list(object: &Raw, name: &str) -> Vec<Raw> {
    let elements = member(object, name);
    let elements = elements.as_ref().and_then(|it| raw::elements(it.as_raw())).unwrap_or_default();
    elements.into_iter().map(Raw::from).collect()
}

fn of_bundle(bundle: &Raw) -> Option<Certificate> {
    let material = either(bundle, "verificationMaterial", "verification_material")?;
    let chain = || {
        let chain = either(&material, "x509CertificateChain", "x509_certificate_chain")?;
        list(&chain, "certificates").into_iter().next()
    };
    let leaf = member(&material, "certificate").filter(|it| it.kind() == raw::Kind::Object);
    der(&either(&leaf.or_else(chain)?, "rawBytes", "raw_bytes")?)
}

fn of_envelope(envelope: &Raw) -> Option<Certificate> {
    let signatures = list(envelope, "signatures");
    let pem = signatures.iter().find_map(|signature| member(signature, "cert"))?;
    Certificate::from_pem(&raw::string(pem.as_raw())?).ok()
}

fn of_attestation(attestation: &Raw) -> Option<Certificate> {
    der(&member(&member(attestation, "verification_material")?, "certificate")?)
}

fn der(text: &Raw) -> Option<Certificate> {
    let text = raw::string(text.as_raw())?;
    let bytes = Base64Text::from_document(text.as_ref()).lenient_bytes()?;
    Certificate::from_der(&bytes).ok()
}
