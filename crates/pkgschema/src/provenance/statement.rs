//! In-toto statements (in-toto Attestation Framework v1).
//!
//! Invariant: a predicate that nobody here knows is kept as it is.

use crate::identity::DigestSet;
use crate::object::{Items, Map, Raw, RawObject, parse, write};
use crate::text::Link;
use crate::{ParseError, Text};

crate::object! {
    /// A statement: something is said (the predicate) about artifacts (the subjects), which are
    /// known by their digests (in-toto Attestation Framework, Statement v1).
    ///
    /// ```
    /// use pkgschema::provenance::Statement;
    /// let statement = Statement::parse(r#"{"_type": "https://in-toto.io/Statement/v1",
    ///     "subject": [{"name": "a.whl", "digest": {"sha256": "00"}}],
    ///     "predicateType": "https://type.example/v1", "predicate": {"x": 1.0}}"#)?;
    /// assert_eq!(statement.subject[0].name.as_deref(), Some("a.whl"));
    /// assert_eq!(statement.predicate.unwrap().as_str(), r#"{"x": 1.0}"#);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Statement {
        required {
            /// The version of the statement's form, a URI.
            pub statement_type: Link = "_type",
            /// What the statement is about. Each has digests, and is matched by them alone.
            pub subject: Items<ResourceDescriptor>,
            /// What kind of predicate it is, a URI.
            pub predicate_type: Link = "predicateType",
        }
        /// What is said; its shape is the predicate type's.
        pub predicate: Option<RawObject>,
    }

    /// An artifact or another resource (in-toto Attestation Framework, ResourceDescriptor v1).
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

    /// The media type of statements, as envelopes name it.
    pub const MEDIA_TYPE: &'static str = "application/vnd.in-toto+json";

    /// Reads a statement in JSON.
    ///
    /// # Errors
    /// Only for text that is no statement at all: empty, no JSON, no object, or without one of
    /// the three required members.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The statement as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }
}
