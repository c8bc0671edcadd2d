//! A trusted root: the authorities and logs that the caller believes.
//!
//! Invariant: nothing is trusted but what the text lists, each for its time.

use super::error::shown;
use super::keys::Asked;
use super::{Artifact, ExpectedSigner, RegistryKeys, Verified, VerifyError, provider};
use crate::identity::{Digest, DigestAlgorithm};
use crate::text::Timestamp;
use sha2::{Digest as _, Sha256};
use sigstore_verify::types::{Bundle, SignatureContent};
use sigstore_verify::{PublicKeyVerificationPolicy, VerificationResult, Verifier, trust_root};
use std::fmt;

/// How long a bundle or trusted root may be, in bytes.
const MAX_BYTES: usize = 1 << 24;

/// The authorities, logs and time stamp authorities of one Sigstore instance
/// (`trusted_root.json`), which the caller has from where it trusts.
pub struct TrustedRoot {
    verifier: Verifier,
    digest: Digest,
}

impl TrustedRoot {
    /// Reads a trusted root in JSON (Sigstore's `TrustedRoot` message).
    ///
    /// # Errors
    /// [`VerifyError::Trust`] if the text is none, or a key or certificate in it cannot be used.
    pub fn parse(json: &str) -> Result<Self, VerifyError> {
        provider::ensure();
        if json.len() > MAX_BYTES {
            return Err(VerifyError::Trust("longer than a trusted root is".to_owned()));
        }
        let root = trust_root::TrustedRoot::from_json(json)
            .map_err(|error| VerifyError::Trust(shown(&error)))?;
        let verifier = Verifier::new(&root).map_err(|error| VerifyError::Trust(shown(&error)))?;
        let digest = Digest::from_bytes(DigestAlgorithm::Sha256, &Sha256::digest(json))
            .map_err(|error| VerifyError::Trust(shown(&error)))?;
        Ok(Self { verifier, digest })
    }

    /// SHA-256 of the text that it was read from.
    pub fn digest(&self) -> &Digest {
        &self.digest
    }

    /// Verifies a Sigstore bundle that was signed with a certificate: the chain of the
    /// certificate, its time, both logs, the signature, the artifact and the signer.
    ///
    /// # Errors
    /// If any of them cannot be verified, or the text is no bundle.
    pub fn verify(
        &self,
        bundle: &str,
        artifact: Artifact<'_>,
        signer: &ExpectedSigner,
    ) -> Result<Verified, VerifyError> {
        let bundle = read(bundle)?;
        if signer.log {
            must_be_logged(&bundle)?;
        }
        let policy = signer.to_foreign();
        let result = self.verifier.verify(artifact.to_foreign()?, &bundle, &policy);
        let result = result.map_err(|error| VerifyError::of(&error))?;
        Ok(Verified {
            signer: result.identity().map(|name| name.as_str().to_owned()),
            issuer: result.issuer().map(str::to_owned),
            ..self.verified(&result)
        })
    }

    /// Verifies a Sigstore bundle that a registry has signed with a key of its own, such as npm's
    /// publish attestations: the log entry, the signature, the artifact, and that the key had not
    /// expired. The key is the one of `keys` that the bundle names.
    ///
    /// # Errors
    /// If any of them cannot be verified, if there is no log entry, or if the text is no bundle.
    pub fn verify_with_keys(
        &self,
        bundle: &str,
        artifact: Artifact<'_>,
        keys: &RegistryKeys,
    ) -> Result<Verified, VerifyError> {
        let bundle = read(bundle)?;
        must_be_logged(&bundle)?;
        let key = keys.find(&name_of_key(&bundle)?)?;
        let policy = PublicKeyVerificationPolicy::new(key.to_foreign()?);
        let result = self.verifier.verify(artifact.to_foreign()?, &bundle, &policy);
        let result = result.map_err(|error| VerifyError::of(&error))?;
        let verified = Verified { key: Some(key.keyid.to_string()), ..self.verified(&result) };
        for time in asked(&verified.times) {
            key.must_hold_at(time)?;
        }
        Ok(verified)
    }

    fn verified(&self, result: &VerificationResult) -> Verified {
        let times = result.verified_timestamps().iter();
        Verified {
            signer: None,
            issuer: None,
            key: None,
            times: times.filter_map(|time| Timestamp::from_unix(time.as_second())).collect(),
            in_log: result.tlog_verified(),
            certificate_in_log: result.sct_verified(),
            trusted_root: Some(self.digest.clone()),
        }
    }
}

/// The times at which a key has to hold; an unknown one if there is none.
fn asked(times: &[Timestamp]) -> Vec<Asked<'_>> {
    match times {
        [] => vec![None],
        times => times.iter().map(Some).collect(),
    }
}

fn read(json: &str) -> Result<Bundle, VerifyError> {
    if json.len() > MAX_BYTES {
        return Err(VerifyError::Bundle("longer than a bundle is".to_owned()));
    }
    Bundle::from_json(json).map_err(|error| VerifyError::Bundle(shown(&error)))
}

/// That there is a log entry, and something to prove each. What is there is verified later.
fn must_be_logged(bundle: &Bundle) -> Result<(), VerifyError> {
    let entries = &bundle.verification_material.tlog_entries;
    let proved =
        entries.iter().all(|e| e.inclusion_proof.is_some() || e.inclusion_promise.is_some());
    if proved && !entries.is_empty() {
        return Ok(());
    }
    Err(VerifyError::Log("the bundle has no log entry, or one without a proof".to_owned()))
}

/// The key that a bundle names, in its material or in its envelope; both if both do.
fn name_of_key(bundle: &Bundle) -> Result<String, VerifyError> {
    use sigstore_verify::types::bundle::VerificationMaterialContent as Content;
    let hint = match &bundle.verification_material.content {
        Content::PublicKey(key) => key.hint.as_str(),
        _ => return Err(VerifyError::Signer("a certificate signed, not a key".to_owned())),
    };
    let inner = match &bundle.content {
        SignatureContent::DsseEnvelope(envelope) => envelope.signature.keyid.as_str(),
        _ => "",
    };
    match (hint, inner) {
        ("", "") => Err(VerifyError::Bundle("no key is named".to_owned())),
        (name, "") | ("", name) => Ok(name.to_owned()),
        (outer, inner) if outer == inner => Ok(outer.to_owned()),
        _ => Err(VerifyError::Bundle("two different keys are named".to_owned())),
    }
}

impl fmt::Debug for TrustedRoot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TrustedRoot").field("digest", &self.digest).finish_non_exhaustive()
    }
}
