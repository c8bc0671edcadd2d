//! Attestations as Python's index serves them (PEP 740): one attestation, and the provenance of a
//! file, which is all of its attestations by who published.
//!
//! The objects' own names are in `snake_case`; log entries inside are those of Sigstore bundles
//! and keep their spelling.
//!
//! Invariant: a publisher that the index names is the index's word; no signature is over it.

mod lints;
mod publisher;
mod to_bundle;

pub use publisher::{Pep740Publisher, Pep740PublisherKind};

use crate::object::{List, Object, parse, write};
use crate::provenance::{Base64Text, PypiPublish, Statement, TlogEntry, slsa};
use crate::{Finding, ParseError, ParseErrorKind};

crate::object! {
    /// One attestation (PEP 740, attestation object, version 1).
    ///
    /// ```
    /// use pkgschema::provenance::Pep740Attestation;
    /// let attestation = Pep740Attestation::parse(r#"{"version": 1,
    ///     "verification_material": {"certificate": "AA==", "transparency_entries": []},
    ///     "envelope": {"statement": "e30=", "signature": "AA=="}}"#)?;
    /// assert!(attestation.statement().unwrap().is_err());
    /// assert!(attestation.check().iter().any(|it| it.code == "no-transparency-entry"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Pep740Attestation {
        /// The version of the object, 1.
        pub version: Option<u64>,
        /// What the signature is checked with.
        pub verification_material: Option<Pep740Material>,
        /// What is signed, with the signature.
        pub envelope: Option<Pep740Envelope>,
    }

    /// What a signature is checked with (PEP 740).
    pub struct Pep740Material {
        /// The signer's certificate, DER in base64.
        pub certificate: Option<Base64Text>,
        /// The log entries about the signature; one at least.
        pub transparency_entries: List<TlogEntry>,
    }

    /// A statement with one signature over it (PEP 740). The payload type that is signed as well
    /// is always in-toto's.
    pub struct Pep740Envelope {
        /// The statement, JSON in base64.
        pub statement: Option<Base64Text>,
        /// The signature.
        pub signature: Option<Base64Text>,
    }

    /// All attestations of a file (PEP 740, provenance object, version 1).
    ///
    /// ```
    /// use pkgschema::provenance::{Pep740Provenance, Pep740PublisherKind};
    /// let provenance = Pep740Provenance::parse(r#"{"version": 1, "attestation_bundles": [
    ///     {"publisher": {"kind": "GitHub", "repository": "margin/margin",
    ///         "workflow": "release.yml", "environment": null}, "attestations": []}]}"#)?;
    /// let publisher = provenance.attestation_bundles[0].publisher.as_ref().unwrap();
    /// assert_eq!(publisher.kind, Some(Pep740PublisherKind::GitHub));
    /// assert_eq!(provenance.attestations().count(), 0);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Pep740Provenance {
        /// The version of the object, 1.
        pub version: Option<u64>,
        /// The attestations by publisher.
        pub attestation_bundles: List<AttestationBundle>,
    }

    /// The attestations of one publisher (PEP 740, attestation bundle).
    pub struct AttestationBundle {
        /// Who published, by what the index was set up to trust.
        pub publisher: Option<Pep740Publisher>,
        /// The attestations.
        pub attestations: List<Pep740Attestation>,
    }
}

impl Pep740Attestation {
    /// The version that is described here.
    pub const VERSION: u64 = 1;

    /// The types of predicates that the index takes.
    pub const PREDICATE_TYPES: [&'static str; 2] = [slsa::v1::Provenance::URI, PypiPublish::URI];

    /// Reads an attestation in JSON.
    ///
    /// # Errors
    /// Only for text that is no attestation at all: empty, no JSON, no object, or an object
    /// without material and envelope.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let attestation: Self = parse(text)?;
        match attestation.has("envelope") || attestation.has("verification_material") {
            true => Ok(attestation),
            false => Err(not_this("neither an envelope nor verification material", text)),
        }
    }

    /// The attestation as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// The statement that is signed; `None` where there is none. For reading alone it is decoded
    /// as the most lenient readers do.
    pub fn statement(&self) -> Option<Result<Statement, ParseError>> {
        self.envelope.as_ref()?.statement.as_ref()?;
        self.to_bundle().dsse_envelope.get()?.statement()
    }

    /// What is wrong with the attestation, as far as can be told without a key. Beside what
    /// [`Bundle::check`](crate::provenance::Bundle::check) finds in the same parts:
    ///
    /// | code | severity | rule |
    /// |---|---|---|
    /// | `missing-version`, `unknown-version` | error | the version is 1 |
    /// | `no-verification-material`, `no-certificate`, `no-envelope`, `no-statement`, `no-signature` | error | each is there |
    /// | `no-transparency-entry` | error | there is a log entry |
    /// | `not-one-subject` | error | a statement is about one file |
    /// | `no-sha256` | error | the file is known by its SHA-256 |
    /// | `unaccepted-predicate-type` | error | the index takes [two](Self::PREDICATE_TYPES) |
    ///
    /// Findings in the statement stand below `/envelope/statement`. Nothing is verified by it.
    pub fn check(&self) -> Vec<Finding> {
        lints::attestation(self)
    }
}

impl Pep740Provenance {
    /// The version that is described here.
    pub const VERSION: u64 = 1;

    /// Reads a provenance object in JSON.
    ///
    /// # Errors
    /// Only for text that is no provenance object at all: empty, no JSON, no object, or an object
    /// without `attestation_bundles`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let provenance: Self = parse(text)?;
        match provenance.has("attestation_bundles") {
            true => Ok(provenance),
            false => Err(not_this("no attestation_bundles", text)),
        }
    }

    /// The provenance object as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// Every attestation, with who published.
    pub fn attestations(
        &self,
    ) -> impl Iterator<Item = (Option<&Pep740Publisher>, &Pep740Attestation)> {
        self.attestation_bundles.iter().flat_map(|bundle| {
            bundle.attestations.iter().map(|one| (bundle.publisher.as_ref(), one))
        })
    }

    /// What is wrong: in the attestations as [`Pep740Attestation::check`] finds it, and beside
    /// that
    ///
    /// | code | severity | rule |
    /// |---|---|---|
    /// | `missing-version`, `unknown-version` | error | the version is 1 |
    /// | `no-publisher`, `no-kind` | error | each bundle names its publisher, by kind |
    /// | `unknown-publisher-kind` | warning | the kind is known here |
    /// | `incomplete-publisher` | error | the publisher has what its kind asks for |
    /// | `no-attestations` | error | a bundle has attestations |
    /// | `duplicate-predicate-type` | error | the index takes one attestation of a type |
    /// | `other-subject` | error | all attestations are about the same file |
    pub fn check(&self) -> Vec<Finding> {
        lints::provenance(self)
    }
}

fn not_this(words: &str, text: &str) -> ParseError {
    ParseError::new(ParseErrorKind::NotThisDocument, words, text)
}
