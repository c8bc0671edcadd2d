//! In-toto statements (in-toto Attestation Framework v1, and Statement v0.1 before it).
//!
//! Invariant: a predicate that nobody here knows is kept as it is.

use super::{Predicate, lints};
use crate::identity::DigestSet;
use crate::object::{self, List, Map, Raw, RawObject, parse, write};
use crate::text::Link;
use crate::{Finding, ParseError, Text};

crate::object! {
    /// A statement: something is said (the predicate) about artifacts (the subjects), which are
    /// known by their digests (in-toto Attestation Framework, Statement v1 and v0.1).
    ///
    /// ```
    /// use pkgschema::provenance::{Predicate, Statement};
    /// let statement = Statement::parse(r#"{"_type": "https://in-toto.io/Statement/v1",
    ///     "subject": [{"name": "a.whl", "digest": {"sha256": "00"}}],
    ///     "predicateType": "https://type.example/v1", "predicate": {"x": 1.0}}"#)?;
    /// assert_eq!(statement.subject[0].name.as_deref(), Some("a.whl"));
    /// assert!(matches!(statement.typed_predicate(), Predicate::Other { .. }));
    /// assert_eq!(statement.check()[0].code, "malformed-digest");
    /// assert_eq!(statement.predicate.unwrap().as_str(), r#"{"x": 1.0}"#);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Statement {
        required {
            /// The version of the statement's form, a URI.
            pub statement_type: Link = "_type",
            /// What the statement is about. Each has digests, and is matched by them alone. A
            /// statement without subjects still reads, and is about nothing.
            pub subject: List<ResourceDescriptor>,
            /// What kind of predicate it is, a URI.
            pub predicate_type: Link = "predicateType",
        }
        /// What is said; its shape is the predicate type's. Absent means the same as empty.
        pub predicate: Option<RawObject>,
    }

    /// An artifact or another resource (in-toto Attestation Framework, ResourceDescriptor v1). It
    /// has a URI, digests or content at least.
    pub struct ResourceDescriptor {
        /// What it is called, apart from the others in its list.
        pub name: Option<Text>,
        /// What it is known by: a URI, such as a purl.
        pub uri: Option<Link>,
        /// Its digests by algorithm.
        pub digest: Option<DigestSet>,
        /// Its content, in base64.
        pub content: Option<Text>,
        /// Where it can be fetched, if not at `uri`.
        pub download_location: Option<Link> = "downloadLocation",
        /// Its media type (RFC 6838).
        pub media_type: Option<Text> = "mediaType",
        /// What else is known about it; the shape is the producer's.
        pub annotations: Map<Raw>,
    }
}

impl Statement {
    /// The type of statements of version 1.
    pub const V1: &'static str = "https://in-toto.io/Statement/v1";

    /// The type of statements of version 0.1.
    pub const V0_1: &'static str = "https://in-toto.io/Statement/v0.1";

    /// The media type of statements, as envelopes name it.
    pub const MEDIA_TYPE: &'static str = "application/vnd.in-toto+json";

    /// Reads a statement in JSON.
    ///
    /// # Errors
    /// Only for text that is no statement at all: empty, no JSON, no object, or without a text as
    /// `_type` or `predicateType`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The statement as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// A statement of version 1 with a predicate of a known type.
    ///
    /// ```
    /// use pkgschema::provenance::{NpmPublish, Statement};
    /// let publish = NpmPublish::new("left-margin", "1.4.1", "https://registry.example");
    /// let statement = Statement::with_predicate(Vec::new(), &publish.into());
    /// assert_eq!(statement.statement_type, Statement::V1);
    /// assert!(statement.predicate_type.as_str().ends_with("/publish/v0.1"));
    /// ```
    pub fn with_predicate(subjects: Vec<ResourceDescriptor>, predicate: &Predicate) -> Self {
        let v1 = Link::from_document(Self::V1);
        let mut statement = Self::new(v1, subjects, Link::from_document(predicate.uri()));
        match predicate.to_raw().map(|raw| (RawObject::new(raw.clone()), raw)) {
            Some((Some(object), _)) => statement.predicate = Some(object),
            Some((None, raw)) => statement.rest.push("predicate", raw),
            None => {}
        }
        statement
    }

    /// The predicate, typed by the predicate type.
    pub fn typed_predicate(&self) -> Predicate {
        Predicate::of(self)
    }

    /// Everything odd: what the schema refuses, and what the standards of statement and predicate
    /// ask beside it. The codes and their rules:
    ///
    /// | code | severity | rule |
    /// |---|---|---|
    /// | `unknown-statement-type` | error | `_type` is one of the two |
    /// | `no-subject` | error | a statement is about something |
    /// | `subject-without-digest` | error | subjects are known by digests |
    /// | `malformed-digest` | error | digests of listed algorithms are hexadecimal, of their length |
    /// | `digest-case` | warning | digits are in lower case |
    /// | `missing-subject-name` | error | in version 0.1 subjects have names |
    /// | `duplicate-subject-name` | error, warning | names are unique: a must in 0.1, a should in 1 |
    /// | `duplicate-subject-uri` | warning | URIs are unique |
    /// | `empty-resource` | error | a resource has a URI, digests or content |
    /// | `malformed-content` | error | content is base64 |
    /// | `former-predicate-type` | warning | the predicate type has its present name |
    /// | `predicate-not-empty`, `not-one-subject`, `missing-file-name` | error | PyPI's publish attestation |
    /// | `subject-no-npm-purl`, `other-package` | error | npm's publish attestation |
    ///
    /// Those of the predicates stand with the predicates, e.g. at
    /// [`slsa::v1::Provenance::check`](super::slsa::v1::Provenance::check). None of it says
    /// anything about signatures.
    pub fn check(&self) -> Vec<Finding> {
        lints::check(self, object::check(self))
    }
}
