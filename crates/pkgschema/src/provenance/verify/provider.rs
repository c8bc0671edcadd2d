//! The ciphers, in Rust.
//!
//! Invariant: a scheme that is not listed is refused, never passed over.

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use sha2::{Digest, Sha256, Sha384, Sha512};
use sigstore_verify::crypto::{
    CryptoProvider, Error, HashContext, Result, SigningScheme, install_default_provider,
    try_default_provider,
};
use sigstore_verify::types::HashAlgorithm;

#[derive(Debug)]
struct Provider;

/// Installs the ciphers for the process, unless it has some.
pub(super) fn ensure() {
    if try_default_provider().is_none() {
        // somebody else may have been faster, and then there are ciphers as well
        let _ = install_default_provider(&Provider);
    }
}

struct Hash<D>(D);

impl<D: Digest + Send> HashContext for Hash<D> {
    fn update(&mut self, data: &[u8]) {
        Digest::update(&mut self.0, data);
    }

    fn finalize(self: Box<Self>) -> Vec<u8> {
        self.0.finalize().to_vec()
    }
}

impl CryptoProvider for Provider {
    fn hash(&self, algorithm: HashAlgorithm) -> Result<Box<dyn HashContext>> {
        match algorithm {
            HashAlgorithm::Sha2256 => Ok(Box::new(Hash(Sha256::new()))),
            HashAlgorithm::Sha2384 => Ok(Box::new(Hash(Sha384::new()))),
            HashAlgorithm::Sha2512 => Ok(Box::new(Hash(Sha512::new()))),
            other => Err(Error::UnsupportedAlgorithm(format!("digests by {other}"))),
        }
    }

    fn verify_raw(
        &self,
        scheme: SigningScheme,
        key: &[u8],
        data: &[u8],
        signature: &[u8],
    ) -> Result<()> {
        match scheme {
            SigningScheme::Ed25519 => ed25519(key, data, signature),
            scheme => match scheme.hash_algorithm() {
                Some(HashAlgorithm::Sha2256) => {
                    ecdsa(scheme, key, &Sha256::digest(data), signature)
                }
                Some(HashAlgorithm::Sha2384) => {
                    ecdsa(scheme, key, &Sha384::digest(data), signature)
                }
                _ => Err(unsupported(scheme)),
            },
        }
    }

    fn verify_prehashed(
        &self,
        scheme: SigningScheme,
        key: &[u8],
        digest: &[u8],
        signature: &[u8],
    ) -> Result<()> {
        ecdsa(scheme, key, digest, signature)
    }
}

fn unsupported(scheme: SigningScheme) -> Error {
    Error::UnsupportedAlgorithm(scheme.name().to_owned())
}

fn invalid(scheme: SigningScheme) -> Error {
    Error::Verification(format!("{} signature invalid", scheme.name()))
}

fn ecdsa(scheme: SigningScheme, key: &[u8], digest: &[u8], signature: &[u8]) -> Result<()> {
    let valid = match scheme {
        SigningScheme::EcdsaP256Sha256 | SigningScheme::EcdsaP256Sha384 => {
            p256_verifies(key, digest, signature)
        }
        SigningScheme::EcdsaP384Sha256 | SigningScheme::EcdsaP384Sha384 => {
            p384_verifies(key, digest, signature)
        }
        other => return Err(unsupported(other)),
    };
    valid.ok_or_else(|| invalid(scheme))
}

fn p256_verifies(key: &[u8], digest: &[u8], signature: &[u8]) -> Option<()> {
    let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(key).ok()?;
    let signature = p256::ecdsa::Signature::from_der(signature).ok()?;
    key.verify_prehash(digest, &signature).ok()
}

fn p384_verifies(key: &[u8], digest: &[u8], signature: &[u8]) -> Option<()> {
    let key = p384::ecdsa::VerifyingKey::from_sec1_bytes(key).ok()?;
    let signature = p384::ecdsa::Signature::from_der(signature).ok()?;
    key.verify_prehash(digest, &signature).ok()
}

fn ed25519(key: &[u8], data: &[u8], signature: &[u8]) -> Result<()> {
    let verifies = || {
        let key = ed25519_dalek::VerifyingKey::from_bytes(key.try_into().ok()?).ok()?;
        let signature = ed25519_dalek::Signature::from_bytes(signature.try_into().ok()?);
        key.verify_strict(data, &signature).ok()
    };
    verifies().ok_or_else(|| invalid(SigningScheme::Ed25519))
}
