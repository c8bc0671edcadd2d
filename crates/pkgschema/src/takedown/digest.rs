//! The canonical form of a notice and its digest.
//!
//! Invariant: the digest is SHA-256 over the RFC 8785 text, whatever spelling the notice was read
//! from.

use super::TakedownNotice;
use crate::ParseError;
use crate::identity::{Digest, DigestAlgorithm};
use crate::object::canonical;

impl TakedownNotice {
    /// The notice's canonical form (RFC 8785): what its digest is taken of. Two spellings of a
    /// notice have one.
    ///
    /// # Errors
    /// If the notice is no I-JSON (RFC 7493): [`canonical`].
    pub fn canonical(&self) -> Result<String, ParseError> {
        canonical(&self.to_json())
    }

    /// The SHA-256 digest of the canonical form.
    ///
    /// # Errors
    /// As [`canonical`](Self::canonical).
    pub fn digest(&self) -> Result<Digest, ParseError> {
        sha256(self.canonical()?.as_bytes())
    }
}

/// The SHA-256 digest of bytes.
pub(crate) fn sha256(bytes: &[u8]) -> Result<Digest, ParseError> {
    Digest::from_bytes(DigestAlgorithm::Sha256, &hmac_sha256::Hash::hash(bytes))
}
