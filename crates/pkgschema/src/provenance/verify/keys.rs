//! Keys of a registry, and what it signs with them (npm's `/-/npm/v1/keys`, `dist.signatures`).
//!
//! Invariant: a key is used for a time only if it is known not to have expired by then.

use super::{Verified, VerifyError, error::shown, provider};
use crate::object::{Items, parse};
use crate::text::encoding::from_any_base64;
use crate::text::{Timestamp, plain};
use crate::{ParseError, Text};
use sigstore_verify::crypto::VerificationKey;
use sigstore_verify::types::{DerPublicKey, SignatureBytes};

crate::object! {
    /// The keys that a registry signs with, as npm's serve them.
    ///
    /// ```
    /// use pkgschema::provenance::verify::{RegistryKeys, VerifyError};
    /// let keys = RegistryKeys::parse(r#"{"keys": [{"keyid": "SHA256:a", "key": "MFkw",
    ///     "scheme": "ecdsa-sha2-nistp256", "expires": "2025-01-29T00:00:00.000Z"}]}"#)?;
    /// let answer = keys.verify_signature("left-pad", "1.3.0", "sha512-…", "SHA256:b", "MEUC", None);
    /// assert!(matches!(answer, Err(VerifyError::Signer(_))), "there is no such key");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct RegistryKeys {
        required {
            /// The keys, expired ones among them.
            pub keys: Items<RegistryKey>,
        }
    }

    /// One key of a registry's.
    pub struct RegistryKey {
        required {
            /// Its name, `SHA256:…`.
            pub keyid: Text,
            /// The key: a DER `SubjectPublicKeyInfo` in base64.
            pub public_key: Text = "key",
        }
        /// What kind of key it is, `ecdsa-sha2-nistp256`.
        pub keytype: Option<Text>,
        /// How it signs, `ecdsa-sha2-nistp256`.
        pub scheme: Option<Text>,
        /// Since when nothing is signed with it any more; null or absent while it is in use.
        pub expires: Option<Timestamp>,
    }
}

/// A point in time, or none known.
pub(super) type Asked<'a> = Option<&'a Timestamp>;

impl RegistryKeys {
    /// Reads the keys in JSON.
    ///
    /// # Errors
    /// Only for text that is no such document: empty, no JSON, no object, or without `keys`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// Verifies a registry's signature on a version (npm's `dist.signatures`): that `signature`,
    /// in base64, was made with the key named `keyid` over `NAME@VERSION:INTEGRITY`.
    ///
    /// `published` is when the version was published. A key that has an end needs it.
    ///
    /// # Errors
    /// If there is no such key, if it had expired or may have, or if the signature is another's.
    pub fn verify_signature(
        &self,
        name: &str,
        version: &str,
        integrity: &str,
        keyid: &str,
        signature: &str,
        published: Option<&Timestamp>,
    ) -> Result<Verified, VerifyError> {
        provider::ensure();
        let key = self.find(keyid)?;
        key.must_hold_at(published)?;
        let signature = from_any_base64(signature)
            .ok_or_else(|| VerifyError::Signature("expected base64".to_owned()))?;
        let verifier = VerificationKey::from_spki(&key.to_foreign()?)
            .map_err(|error| VerifyError::Trust(shown(&error)))?;
        verifier
            .verify(format!("{name}@{version}:{integrity}"), &SignatureBytes::new(signature))
            .map_err(|error| VerifyError::Signature(shown(&error)))?;
        Ok(Verified {
            signer: None,
            issuer: None,
            key: Some(keyid.to_owned()),
            times: Vec::new(),
            in_log: false,
            certificate_in_log: false,
            trusted_root: None,
        })
    }

    /// The key of this name. Two of one name would make the answer a matter of their order.
    pub(super) fn find(&self, keyid: &str) -> Result<&RegistryKey, VerifyError> {
        let mut named = self.keys.iter().filter(|key| key.keyid == keyid);
        match (named.next(), named.next()) {
            (Some(key), None) => Ok(key),
            (None, _) => {
                let words = format!("no key is named {}", plain(keyid));
                Err(VerifyError::Signer(words))
            }
            _ => Err(VerifyError::Trust(format!("two keys are named {}", plain(keyid)))),
        }
    }
}

impl RegistryKey {
    pub(super) fn to_foreign(&self) -> Result<DerPublicKey, VerifyError> {
        let der = from_any_base64(&self.public_key);
        der.map(DerPublicKey::new)
            .ok_or_else(|| VerifyError::Trust("expected a key in base64".to_owned()))
    }

    /// That nothing says the key had expired at the time.
    pub(super) fn must_hold_at(&self, time: Asked<'_>) -> Result<(), VerifyError> {
        let Some(expires) = &self.expires else { return self.must_not_be_odd() };
        let ends = expires.to_datetime();
        let ends =
            ends.ok_or_else(|| VerifyError::Trust("the key's end is malformed".to_owned()))?;
        let time = time.and_then(Timestamp::to_datetime);
        let time = time.ok_or_else(|| {
            VerifyError::Time("the key has an end, and the time is not known".to_owned())
        })?;
        if time < ends {
            return Ok(());
        }
        Err(VerifyError::Time(format!("the key expired at {}", plain(expires.as_str()))))
    }

    /// An end of the wrong kind is an end that is not known; null is none.
    fn must_not_be_odd(&self) -> Result<(), VerifyError> {
        match self.rest.get("expires").map(crate::object::Raw::as_str) {
            None | Some("null") => Ok(()),
            Some(_) => Err(VerifyError::Trust("the key's end is malformed".to_owned())),
        }
    }
}
