//! Signed envelopes: DSSE (Dead Simple Signing Envelope v1).
//!
//! Invariant: nothing here signs or verifies; the bytes to sign are given, keys are the caller's.

use crate::object::{Items, parse, write};
use crate::text::encoding::{from_base64, standard_base64, to_base64};
use crate::{ParseError, ParseErrorKind, Text};

crate::object! {
    /// A payload with signatures over it (DSSE v1, JSON form).
    ///
    /// ```
    /// use pkgschema::provenance::Envelope;
    /// let mut envelope = Envelope::of("text/plain", b"hello");
    /// assert_eq!(envelope.pae()?, b"DSSEv1 10 text/plain 5 hello");
    /// assert_eq!(Envelope::parse(&envelope.to_json())?.payload_bytes()?, b"hello");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Envelope {
        required {
            /// What the payload is: a media type or another URI.
            pub payload_type: Text = "payloadType",
            /// The payload, in base64 of the standard or the URL-safe alphabet.
            pub payload: Text,
            /// The signatures over payload and type; none before somebody has signed.
            pub signatures: Items<Signature>,
        }
    }

    /// One signature of an envelope.
    pub struct Signature {
        required {
            /// The signature, in base64.
            pub sig: Text,
        }
        /// A hint at the key, which proves nothing.
        pub keyid: Option<Text>,
    }
}

impl Envelope {
    /// An envelope around a payload, not signed yet.
    pub fn of(payload_type: &str, payload: &[u8]) -> Self {
        Self::new(payload_type, to_base64(payload), Vec::new())
    }

    /// Reads an envelope in JSON.
    ///
    /// # Errors
    /// Only for text that is no envelope at all: empty, no JSON, no object, or without one of the
    /// three required members.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The envelope as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// The payload's bytes.
    ///
    /// # Errors
    /// If the payload is no base64. Padding may be left out, as in the URL-safe alphabet's use.
    pub fn payload_bytes(&self) -> Result<Vec<u8>, ParseError> {
        if self.payload.contains(['-', '_']) && self.payload.contains(['+', '/']) {
            return Err(self.wrong("two base64 alphabets in one text"));
        }
        from_base64(&standard_base64(&self.payload)).ok_or_else(|| self.wrong("expected base64"))
    }

    /// The bytes that signatures are made over: [`pae`] of type and payload.
    ///
    /// # Errors
    /// As [`payload_bytes`](Self::payload_bytes).
    pub fn pae(&self) -> Result<Vec<u8>, ParseError> {
        Ok(pae(&self.payload_type, &self.payload_bytes()?))
    }

    fn wrong(&self, words: &str) -> ParseError {
        ParseError::new(ParseErrorKind::Syntax, words, &self.payload)
            .at_pointer(crate::Pointer::root().child("payload"))
    }
}

/// The pre-authentication encoding of a type and a payload (DSSE v1): what is signed, so that
/// neither can be moved into the other.
pub fn pae(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let (type_length, length) = (payload_type.len(), payload.len());
    let mut bytes = format!("DSSEv1 {type_length} {payload_type} {length} ").into_bytes();
    bytes.extend_from_slice(payload);
    bytes
}
