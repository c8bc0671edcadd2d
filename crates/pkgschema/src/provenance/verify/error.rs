//! Why a verification failed.
//!
//! Invariant: whatever is not known to be harmless is a failure, and its words can be shown as they
//! are.

use crate::text::plain;
use sigstore_verify::Error;
use std::fmt::Display;

/// Why there is nothing verified. The words are for people, and change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The trusted root, or a trusted key, cannot be used.
    #[error("unusable trust: {0}")]
    Trust(String),
    /// The text is no bundle, or one that contradicts itself.
    #[error("unusable bundle: {0}")]
    Bundle(String),
    /// The signature is about another artifact.
    #[error("another artifact: {0}")]
    Artifact(String),
    /// Somebody else signed.
    #[error("another signer: {0}")]
    Signer(String),
    /// The certificate is not from a trusted authority, or did not hold at the time.
    #[error("certificate refused: {0}")]
    Certificate(String),
    /// The entry of the transparency log is missing, not proved, or of another signature.
    #[error("log entry refused: {0}")]
    Log(String),
    /// There is no time that can be trusted, or it lies outside of what was allowed.
    #[error("time refused: {0}")]
    Time(String),
    /// The signature was not made with the key over these bytes.
    #[error("signature refused: {0}")]
    Signature(String),
    /// A kind of document, key or signature that cannot be verified here.
    #[error("not supported: {0}")]
    Unsupported(String),
}

/// An error's words, harmless for terminals.
pub(super) fn shown(error: &impl Display) -> String {
    plain(&error.to_string()).into_owned()
}

impl VerifyError {
    pub(super) fn of(error: &Error) -> Self {
        let words = shown(error);
        match error {
            Error::IdentityMismatch { .. } | Error::IssuerMismatch { .. } => Self::Signer(words),
            Error::SignatureInvalid(_) => Self::Signature(words),
            Error::Crypto(crypto) => of_crypto(crypto, words),
            Error::ArtifactMismatch(_) | Error::ArtifactRead(_) => Self::Artifact(words),
            Error::UnsupportedArtifact(_) | Error::UnsupportedBundle(_) => Self::Unsupported(words),
            Error::Certificate(_) => Self::Certificate(words),
            Error::TransparencyLog(_) => Self::Log(words),
            Error::Timestamp(_) => Self::Time(words),
            Error::InvalidTrustRoot(_) | Error::TrustRoot(_) | Error::TrustedCertificate(_) => {
                Self::Trust(words)
            }
            _ => Self::Bundle(words),
        }
    }
}

fn of_crypto(error: &sigstore_verify::crypto::Error, words: String) -> VerifyError {
    use sigstore_verify::crypto::Error;
    match error {
        Error::UnsupportedAlgorithm(_) => VerifyError::Unsupported(words),
        Error::InvalidCertificate(_) => VerifyError::Certificate(words),
        Error::Checkpoint(_) => VerifyError::Log(words),
        Error::Verification(_) => VerifyError::Signature(words),
        _ => VerifyError::Bundle(words),
    }
}
