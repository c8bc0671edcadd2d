//! What registries say about a publication: npm's publish attestation 0.1, PyPI's 1.
//!
//! Source: npm's "publish attestation (v0.1)"; the Python index's "PyPI publish attestation (v1)".
//!
//! Invariant: neither of them says where the published files come from.

use crate::finding::Lints;
use crate::object::{self, Raw, raw, raw::Kind};
use crate::text::Link;
use crate::{Finding, Text};

crate::object! {
    /// The registry has published this version of this package (npm publish attestation 0.1). The
    /// subject is the package's purl with the SHA-512 of its tarball, in hexadecimal. The
    /// registry signs it with a key of its own.
    ///
    /// ```
    /// use pkgschema::provenance::NpmPublish;
    /// let publish = NpmPublish::new("@left/margin", "1.4.1", "https://registry.example");
    /// assert_eq!(publish.name.as_deref(), Some("@left/margin"));
    /// assert!(publish.check().is_empty());
    /// assert_eq!(NpmPublish::default().check()[0].code, "missing-name");
    /// ```
    pub struct NpmPublish {
        /// The package's name, with its scope (`predicate.name`). The registry sets it always.
        pub name: Option<Text>,
        /// The version (`predicate.version`). The registry sets it always.
        pub version: Option<Text>,
        /// The registry's address (`predicate.registry`). The registry sets it always.
        pub registry: Option<Link>,
    }
}

/// The index has accepted this file (PyPI publish attestation 1). The predicate says nothing: it
/// is an empty object or null. Who published stands in the certificate; the subject is the file,
/// by name and SHA-256.
///
/// ```
/// use pkgschema::provenance::{Predicate, PypiPublish, Statement};
/// let statement = Statement::with_predicate(Vec::new(), &PypiPublish::default().into());
/// assert_eq!(statement.predicate.as_ref().unwrap().as_str(), "{}");
/// let Predicate::PypiPublish(publish) = statement.typed_predicate() else { panic!() };
/// assert!(publish.check().is_empty());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PypiPublish {
    /// The predicate as it stands there, whatever it is; `None` where there is none.
    pub raw: Option<Raw>,
}

impl NpmPublish {
    /// The predicate type.
    pub const URI: &'static str = "https://github.com/npm/attestation/tree/main/specs/publish/v0.1";

    /// The predicate of a published version.
    pub fn new(name: &str, version: &str, registry: &str) -> Self {
        let (name, version) = (Some(name.into()), Some(version.into()));
        Self { name, version, registry: Some(Link::from_document(registry)), ..Self::default() }
    }

    /// What is odd: what the schema refuses, and as errors `missing-name`, `missing-version`,
    /// `missing-registry`.
    pub fn check(&self) -> Vec<Finding> {
        let mut lints = Lints { found: object::check(self) };
        lints.missing("", "missing-name", self.name.is_none());
        lints.missing("", "missing-version", self.version.is_none());
        lints.missing("", "missing-registry", self.registry.is_none());
        lints.found
    }
}

impl PypiPublish {
    /// The predicate type.
    pub const URI: &'static str = "https://docs.pypi.org/attestations/publish/v1";

    /// What is odd: `predicate-not-empty`, an error, for a predicate that says something.
    pub fn check(&self) -> Vec<Finding> {
        let mut lints = Lints::default();
        let members = |raw: &Raw| raw::members(raw.as_raw()).map(|members| members.len());
        let empty = |raw: &Raw| raw.kind() == Kind::Null || members(raw) == Some(0);
        if !self.raw.as_ref().is_none_or(empty) {
            lints.error("", "predicate-not-empty", "this predicate is empty or null");
        }
        lints.found
    }
}

impl Default for PypiPublish {
    /// An empty object.
    fn default() -> Self {
        Self { raw: Raw::parse("{}") }
    }
}
