//! What was verified.
//!
//! Invariant: made by a verification that succeeded, and by nothing else.

use crate::identity::Digest;
use crate::provenance::{Verification, VerificationStatus};
use crate::text::{Link, Timestamp};

/// A signature that was verified: by whom it is, of when, and on whose word.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verified {
    /// The name in the certificate; none where a key signed.
    pub signer: Option<String>,
    /// Who issued the signer's identity token; none where a key signed.
    pub issuer: Option<String>,
    /// The name of the registry's key that signed; none where a certificate did.
    pub key: Option<String>,
    /// When it was signed, by each log and authority of time stamps that was believed. Empty where
    /// nobody says.
    pub times: Vec<Timestamp>,
    /// Whether the signature was proved to stand in a transparency log.
    pub in_log: bool,
    /// Whether the certificate was proved to stand in a log of certificates.
    pub certificate_in_log: bool,
    /// SHA-256 of the trusted root's text; none where only a key was trusted.
    pub trusted_root: Option<Digest>,
}

impl Verified {
    /// What a build's record says of it
    /// ([`with_verification`](crate::provenance::BuildProvenance::with_verification)): that the
    /// signature was verified, by whom (a URI), and against which root. When that was, the caller
    /// adds. It is for the record of the bundle that was verified, and for no other.
    pub fn to_verification(&self, by: &str) -> Verification {
        let mut verification = Verification::new(VerificationStatus::SignatureVerified);
        verification.by = Some(Link::from_document(by));
        let root = self.trusted_root.as_ref();
        verification.trust_root = root.map(|root| format!("sha256:{}", root.to_hex()).into());
        verification
    }
}
