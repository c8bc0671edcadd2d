//! Verification of signatures, with keys and authorities that the caller trusts (feature
//! `sigstore-verify`).
//!
//! The work is done by the crate of that name, which Sigstore keeps: certificate chains, signed
//! certificate timestamps, log entries, time stamps, signatures, and that the signature is about
//! the artifact. Nothing is fetched. The ciphers are written in Rust: ECDSA over P-256 and P-384,
//! and Ed25519; signatures of other kinds are refused as not supported. Who has installed a
//! provider of ciphers for `sigstore-crypto` in the process, or switched its own on, gets that.
//!
//! Invariant: there is a [`Verified`] only for what was verified, and it says what was; what cannot
//! be told is an error.

mod error;
mod keys;
mod provider;
mod signer;
#[cfg(test)]
mod tests;
mod trusted_root;
mod verified;

pub use error::VerifyError;
pub use keys::{RegistryKey, RegistryKeys};
pub use signer::ExpectedSigner;
pub use trusted_root::TrustedRoot;
pub use verified::Verified;

use crate::identity::{Digest, DigestAlgorithm};
use sigstore_verify::types;

/// What a signature is expected to be about.
#[derive(Debug, Clone, Copy)]
pub enum Artifact<'a> {
    /// All its bytes.
    Bytes(&'a [u8]),
    /// Its SHA-256, SHA-384 or SHA-512. The statement, or the signature, has to use the same
    /// algorithm.
    Digest(&'a Digest),
}

impl<'a> Artifact<'a> {
    fn to_foreign(self) -> Result<types::Artifact<'a>, VerifyError> {
        let digest = match self {
            Self::Bytes(bytes) => return Ok(types::Artifact::from_blob(bytes)),
            Self::Digest(digest) => digest,
        };
        let algorithm = match digest.algorithm() {
            DigestAlgorithm::Sha256 => types::HashAlgorithm::Sha2256,
            DigestAlgorithm::Sha384 => types::HashAlgorithm::Sha2384,
            DigestAlgorithm::Sha512 => types::HashAlgorithm::Sha2512,
            other => return Err(VerifyError::Unsupported(format!("digests by {other}"))),
        };
        types::ArtifactDigest::new(algorithm, digest.to_bytes())
            .map(types::Artifact::from_digest)
            .map_err(|error| VerifyError::Artifact(error::shown(&error)))
    }
}
