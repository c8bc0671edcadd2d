//! Signed envelopes: DSSE (Dead Simple Signing Envelope v1).
//!
//! Invariant: nothing here signs or verifies; the bytes to sign are given, keys are the caller's.

use crate::finding::Lints;
use crate::object::{Items, check, parse, write};
use crate::provenance::{Base64Text, Statement};
use crate::{Finding, ParseError, ParseErrorKind, Text};

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
            pub payload: Base64Text,
            /// The signatures over payload and type; none before somebody has signed.
            pub signatures: Items<Signature>,
        }
    }

    /// One signature of an envelope.
    pub struct Signature {
        required {
            /// The signature, in base64.
            pub sig: Base64Text,
        }
        /// A hint at the key, which proves nothing.
        pub keyid: Option<Text>,
        /// The signer's certificate in PEM. No part of DSSE: slsa-github-generator writes it.
        pub cert: Option<Text>,
    }
}

impl Envelope {
    /// An envelope around a payload, not signed yet.
    pub fn of(payload_type: &str, payload: &[u8]) -> Self {
        Self::new(payload_type, Base64Text::of(payload), Vec::new())
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
        self.payload.bytes().ok_or_else(|| self.wrong("expected base64"))
    }

    /// The bytes that signatures are made over: [`pae`] of type and payload.
    ///
    /// # Errors
    /// As [`payload_bytes`](Self::payload_bytes).
    pub fn pae(&self) -> Result<Vec<u8>, ParseError> {
        Ok(pae(&self.payload_type, &self.payload_bytes()?))
    }

    /// The signatures' bytes, of those that are base64 at least to lenient readers.
    pub(crate) fn signature_bytes(&self) -> Vec<Vec<u8>> {
        self.signatures.iter().filter_map(|signature| signature.sig.lenient_bytes()).collect()
    }

    /// The statement inside, where the payload is one: the payload type says so, as `+json` of
    /// in-toto, and the payload reads as one. For reading alone the payload is decoded as the
    /// most lenient readers do.
    pub fn statement(&self) -> Option<Result<Statement, ParseError>> {
        if !self.is_of_statement() {
            return None;
        }
        let payload = || self.payload.lenient_bytes().ok_or_else(|| self.wrong("expected base64"));
        Some(payload().and_then(|bytes| match String::from_utf8(bytes) {
            Ok(text) => Statement::parse(&text),
            Err(_) => Err(self.wrong("the payload is not UTF-8")),
        }))
    }

    /// Whether the payload type is in-toto's: the one that is always used, or one that names the
    /// predicate as well (in-toto Attestation Framework v1.2, Envelope).
    pub(crate) fn is_of_statement(&self) -> bool {
        let subtype = self.payload_type.strip_prefix("application/vnd.in-toto");
        subtype
            .is_some_and(|rest| rest == "+json" || rest.starts_with('.') && rest.ends_with("+json"))
    }

    /// What is wrong with the envelope and the statement inside, as far as can be told without a
    /// key. The statement's findings stand below `/payload`.
    pub fn check(&self) -> Vec<Finding> {
        let mut lints = Lints { found: check(self) };
        if self.signatures.is_empty() && !self.signatures.has_odd() {
            lints.error("/signatures", "no-signature", "nobody has signed the envelope");
        }
        if self.payload_type.is_empty() {
            lints.error("/payloadType", "no-payload-type", "what the payload is is not said");
        }
        if self.payload.is_well_formed() && self.payload.bytes().is_none() {
            lints.error("/payload", "malformed-base64", "bits at the end that belong to no byte");
        }
        for (index, signature) in self.signatures.indexed() {
            let place = format!("/signatures/{index}/sig");
            if signature.sig.as_str().is_empty() {
                lints.error(&place, "no-signature", "an empty signature");
            } else if signature.sig.is_well_formed() && signature.sig.bytes().is_none() {
                lints.error(&place, "malformed-base64", "bits at the end that belong to no byte");
            }
        }
        match self.statement() {
            Some(Ok(statement)) => {
                let place = crate::Pointer::root().child("payload");
                lints
                    .found
                    .extend(statement.check().into_iter().map(|finding| finding.below(&place)));
            }
            Some(Err(error)) => lints.error("/payload", "no-statement", error.to_string()),
            None => {}
        }
        lints.found
    }

    fn wrong(&self, words: &str) -> ParseError {
        ParseError::new(ParseErrorKind::Syntax, words, self.payload.as_str())
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
