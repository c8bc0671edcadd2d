//! Sigstore bundles, versions 0.1 to 0.3: a signature with everything that is needed to check it.
//!
//! Bundles are JSON of a protobuf message. Its rules allow more than one spelling: names in
//! `snake_case`, numbers in quotes or without, null for what is not there. [`Bundle::parse`]
//! keeps the spelling; [`Bundle::in_proto_form`] is the one spelling that all readers know.
//!
//! Invariant: the media type, which nobody signs, never makes a check pass that would fail
//! without it.

mod int64_text;
mod lints;
mod material;
mod proto_form;

pub use int64_text::Int64Text;
pub use material::{
    CertificateBytes, CertificateChain, InclusionPromise, InclusionProof, KindVersion,
    LogCheckpoint, LogId, PublicKeyIdentifier, SignedTimestamp, TimestampVerificationData,
    TlogEntry, VerificationMaterial,
};

use crate::object::{Nullable, parse, write};
use crate::provenance::{Base64Text, Envelope, Statement};
use crate::{Finding, ParseError, ParseErrorKind, Text};
use std::borrow::Cow;

crate::object! {
    /// A signature, what it is about and what it is checked with (Sigstore bundle 0.1 to 0.3).
    ///
    /// ```
    /// use pkgschema::provenance::Bundle;
    /// let text = r#"{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
    ///     "verificationMaterial": {"publicKey": {"hint": "k"}, "tlogEntries": []},
    ///     "messageSignature": {"signature": "AA=="}}"#;
    /// let bundle = Bundle::parse(text)?;
    /// assert_eq!(bundle.version(), Some("0.3"));
    /// let codes: Vec<_> = bundle.check().iter().map(|finding| finding.code).collect();
    /// assert_eq!(codes, ["no-signed-time", "no-message-digest"]);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Bundle {
        /// Which version of the format it is. Nobody signs it.
        pub media_type: Nullable<Text> = "mediaType",
        /// What the signature is checked with.
        pub verification_material: Nullable<VerificationMaterial> = "verificationMaterial",
        /// A signature over a file. Either this or `dsseEnvelope` is there.
        pub message_signature: Nullable<MessageSignature> = "messageSignature",
        /// A signed envelope.
        pub dsse_envelope: Nullable<Envelope> = "dsseEnvelope",
    }

    /// A signature over a file (Sigstore common, `MessageSignature`).
    pub struct MessageSignature {
        /// The file's digest, as a hint; it proves nothing.
        pub message_digest: Nullable<MessageDigest> = "messageDigest",
        /// The signature.
        pub signature: Nullable<Base64Text>,
    }

    /// A digest (Sigstore common, `HashOutput`).
    pub struct MessageDigest {
        /// The algorithm by the message's own name: `SHA2_256`.
        pub algorithm: Nullable<Text>,
        /// The digest.
        pub digest: Nullable<Base64Text>,
    }
}

/// What the media type begins with, whichever version follows.
const MEDIA_TYPE: &str = "application/vnd.dev.sigstore.bundle";

impl Bundle {
    /// The media type of version 0.3, as it is written since.
    pub const MEDIA_TYPE_V0_3: &'static str = "application/vnd.dev.sigstore.bundle.v0.3+json";

    /// Reads a bundle in JSON, in whatever spelling protobuf's rules allow.
    ///
    /// # Errors
    /// Only for text that is no bundle at all: empty, no JSON, no object, or an object without
    /// any member of a bundle.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let bundle: Self = parse(text)?;
        if bundle.is_any() {
            return Ok(bundle);
        }
        let words = "no member of a Sigstore bundle";
        Err(ParseError::new(ParseErrorKind::NotThisDocument, words, text))
    }

    /// The bundle as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// The version that the media type names, such as `0.3`; `None` where it is another type.
    pub fn version(&self) -> Option<&str> {
        let rest = self.media_type.get()?.strip_prefix(MEDIA_TYPE)?;
        match rest.strip_prefix("+json;version=") {
            Some(version) => Some(version),
            None => rest.strip_prefix(".v")?.strip_suffix("+json"),
        }
    }

    /// The same bundle as protobuf's own writers spell it: names in `lowerCamelCase`, 64-bit
    /// numbers in quotes, nothing that is null, standard base64 with padding. Of a name in both
    /// spellings this one counts. A bundle that is spelt so already is lent.
    ///
    /// ```
    /// use pkgschema::provenance::Bundle;
    /// let bundle = Bundle::parse(r#"{"message_signature": {"signature": "-_8"}}"#)?;
    /// let other = bundle.in_proto_form();
    /// assert_eq!(other.to_json(), r#"{"messageSignature":{"signature":"+/8="}}"#);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn in_proto_form(&self) -> Cow<'_, Self> {
        proto_form::of(self)
    }

    /// The statement in the bundle's envelope, as [`Envelope::statement`] reads it; `None` where
    /// there is no envelope, or another payload in it.
    pub fn statement(&self) -> Option<Result<Statement, ParseError>> {
        self.with_known_names().dsse_envelope.get()?.statement()
    }

    /// The bundle with every name that is known in `lowerCamelCase`: lent where no name is spelt
    /// otherwise, else [`in_proto_form`](Self::in_proto_form).
    pub(crate) fn with_known_names(&self) -> Cow<'_, Self> {
        match proto_form::has_other_names(self) {
            true => self.in_proto_form(),
            false => Cow::Borrowed(self),
        }
    }

    /// What is wrong with the bundle, as far as can be told without any key: its form, what its
    /// version asks for, whether its log entries are about its signature, whether the
    /// certificate was valid when the log took the entry, and the statement inside.
    /// A bundle without findings is well made, and nothing in it is verified.
    pub fn check(&self) -> Vec<Finding> {
        lints::lint(self)
    }

    fn is_any(&self) -> bool {
        use crate::object::Object;
        let known = |name: &str| Self::MEMBERS.contains(&proto_form::camel(name).as_ref());
        Self::MEMBERS.iter().any(|name| self.has(name))
            || self.rest.iter().any(|(name, _)| known(name))
    }
}
