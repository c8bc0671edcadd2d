//! What the signer's certificate says.
//!
//! Invariant: a certificate that cannot be read makes its facts unknown, not absent.

use super::evidence::Evidence;
use super::{Fact, FactName, FactOrigin};
use crate::provenance::{
    AlternativeName, Base64Text, Certificate, Envelope, FulcioExtension, VerificationMaterial,
};

/// Which extension states which fact.
const EXTENSIONS: &[(FulcioExtension, FactName)] = &[
    (FulcioExtension::Issuer, FactName::Issuer),
    (FulcioExtension::BuildSignerUri, FactName::BuildSigner),
    (FulcioExtension::BuildSignerDigest, FactName::BuildSignerDigest),
    (FulcioExtension::RunnerEnvironment, FactName::RunnerEnvironment),
    (FulcioExtension::SourceRepositoryUri, FactName::SourceRepository),
    (FulcioExtension::SourceRepositoryDigest, FactName::SourceCommit),
    (FulcioExtension::SourceRepositoryRef, FactName::SourceRef),
    (FulcioExtension::SourceRepositoryIdentifier, FactName::SourceRepositoryId),
    (FulcioExtension::SourceRepositoryOwnerUri, FactName::SourceOwner),
    (FulcioExtension::SourceRepositoryOwnerIdentifier, FactName::SourceOwnerId),
    (FulcioExtension::BuildConfigUri, FactName::BuildConfig),
    (FulcioExtension::BuildConfigDigest, FactName::BuildConfigDigest),
    (FulcioExtension::BuildTrigger, FactName::Trigger),
    (FulcioExtension::RunInvocationUri, FactName::Run),
    (FulcioExtension::SourceRepositoryVisibility, FactName::SourceVisibility),
    (FulcioExtension::DeploymentEnvironment, FactName::Environment),
    (FulcioExtension::TokenSubject, FactName::TokenSubject),
];

/// The certificate of a bundle, or the hint at a key.
pub(super) fn read(material: &VerificationMaterial, evidence: &mut Evidence) {
    if let Some(leaf) = material.leaf() {
        let bytes = leaf.raw_bytes.get().and_then(Base64Text::lenient_bytes);
        return certificate(bytes.and_then(|der| Certificate::from_der(&der).ok()), evidence);
    }
    let hint = material.public_key.get().and_then(|key| key.hint.get());
    if let Some(hint) = hint.filter(|hint| !hint.is_empty()) {
        let place = "/verificationMaterial/publicKey/hint";
        // no authority has said so: it is a guess at whose key it is
        let fact = Fact::unverified(hint.clone(), FactOrigin::Derived, place);
        evidence.offer(FactName::Signer, fact);
    }
}

/// The certificate that stands beside a signature in an envelope.
pub(super) fn read_beside(envelope: &Envelope, evidence: &mut Evidence) {
    if let Some(pem) = envelope.signatures.iter().find_map(|signature| signature.cert.as_ref()) {
        certificate(Certificate::from_pem(pem).ok(), evidence);
    }
}

/// What a certificate says, or that nobody can tell.
pub(super) fn certificate(certificate: Option<Certificate>, evidence: &mut Evidence) {
    let Some(certificate) = certificate else {
        evidence.unknown(&[FactName::Signer]);
        for (_, name) in EXTENSIONS {
            evidence.unknown(std::slice::from_ref(name));
        }
        return;
    };
    let named = certificate.subject_names().first();
    if let Some(name) = named.filter(|name| !matches!(name, AlternativeName::Other(_))) {
        let place = "subjectAltName";
        let fact = Fact::unverified(name.as_str(), FactOrigin::Certificate, place);
        evidence.offer(FactName::Signer, fact);
    }
    for (extension, name) in EXTENSIONS {
        match certificate.claim(*extension) {
            Some(claim) => {
                let place = claim.extension.oid();
                let fact = Fact::unverified(claim.value, FactOrigin::Certificate, &place);
                evidence.offer(name.clone(), fact);
            }
            // it is there, and nobody can read it
            None if certificate.extension_of(*extension).is_some() => {
                evidence.unknown(std::slice::from_ref(name));
            }
            None => {}
        }
    }
}
