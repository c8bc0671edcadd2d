//! Common Lifecycle Enumeration (CLE) documents, read and written.
//!
//! Source: ECMA-428, 1st edition (December 2025), which is version 1.0.0 of the specification,
//! with its JSON Schema `cle-1.0.0.schema.json`. Where they differ (clause "Version events" names
//! a `version` beside `range`, the schema does not), both are read and the difference is told.
//!
//! Invariant: an event is kept as it stands, one of an unknown type included; what it does to
//! other events is never applied to them.

mod event;
mod lints;
mod publication;
mod read;
mod write;

pub use event::{CleEvent, CleEventType, CleIdentifier, CleVersions};
pub use publication::ClePublication;

use crate::Converted;
use crate::convert::Refusal;
use crate::syntax::json::JsonDocument;
use pkgschema::identity::PurlText;
use pkgschema::object::{Items, List};
use pkgschema::takedown::{Registry, TakedownNotice};
use pkgschema::text::{Link, Timestamp};
use pkgschema::{Finding, Text};

/// The standard's version that documents written here follow.
const VERSION: &str = "1.0.0";

/// Members that every document has.
const REQUIRED: [&str; 4] = ["$schema", "identifier", "updatedAt", "events"];

pkgschema::object! {
    /// A CLE document: what happens in the life of one component, newest event first.
    ///
    /// ```
    /// use pkgschema_convert::{Document, formats::{Cle, CleEventType}};
    /// let cle = Cle::parse(r#"{"$schema": "https://cle.example.com/schema/cle-1.0.0.schema.json",
    ///     "identifier": "pkg:npm/left-margin", "updatedAt": "2026-05-04T10:00:00Z", "events": [
    ///     {"id": 1, "type": "endOfLife", "effective": "2027-01-01T00:00:00Z",
    ///      "published": "2026-05-04T10:00:00Z", "versions": [{"range": "vers:npm/<2.0.0"}]}]}"#)?;
    /// assert_eq!(cle.events[0].event_type, Some(CleEventType::EndOfLife));
    /// assert_eq!(cle.check(), []);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Cle {
        /// Address of the JSON Schema, which names the version of the standard.
        pub schema: Option<Link> = "$schema",
        /// The component as a purl, or as several for the same bits in several places.
        pub identifier: Option<CleComponent>,
        /// When the document last changed.
        pub updated_at: Option<Timestamp> = "updatedAt",
        /// What the events refer to.
        pub definitions: Option<CleDefinitions>,
        /// The events, highest identifier first.
        pub events: List<CleEvent>,
        /// Address of the list of all pages, where the events are on several.
        pub index: Option<Link>,
        /// Address of the page with the events after these.
        pub next: Option<Link>,
    }

    /// What the events of a document refer to.
    pub struct CleDefinitions {
        /// The support policies.
        pub support: List<CleSupport>,
    }

    /// A support policy, which never changes its meaning.
    pub struct CleSupport {
        /// The policy's identifier, which events refer to.
        pub id: Option<Text>,
        /// What it promises, in words.
        pub description: Option<Text>,
        /// Where it can be read in full.
        pub url: Option<Link>,
    }
}

pkgschema::one_of! {
    /// What a document is about.
    pub enum CleComponent {
        /// One purl.
        One(PurlText) = string,
        /// Purls of the same bits.
        Several(Items<PurlText>) = array,
    }
}

impl Cle {
    /// The `$id` of the standard's JSON Schema for version 1.0.0. Its host is a placeholder, in the
    /// standard itself too.
    pub const SCHEMA: &'static str = "https://cle.example.com/schema/cle-1.0.0.schema.json";

    /// The purls of the component.
    pub fn identifiers(&self) -> Vec<&PurlText> {
        match &self.identifier {
            None => Vec::new(),
            Some(CleComponent::One(purl)) => vec![purl],
            Some(CleComponent::Several(purls)) => purls.iter().collect(),
        }
    }

    /// The document that notices about one package make, and what it does not say of them. Losses
    /// point into the list of notices.
    ///
    /// ```
    /// use pkgschema::takedown::TakedownNotice;
    /// use pkgschema_convert::formats::{Cle, CleEventType, ClePublication};
    /// let notice = TakedownNotice::parse(r#"{"schemaVersion": "1.0", "id": "urn:x:1",
    ///     "noticeType": "decision", "registry": {"url": "https://registry.example"},
    ///     "subjects": [{"purl": "pkg:npm/left-margin"}], "status": "archived",
    ///     "issuedAt": "2026-05-04T10:00:00Z"}"#)?;
    /// let cle = Cle::of_notices(&[notice], &ClePublication::default()).unwrap().value;
    /// assert_eq!(cle.events[0].event_type, Some(CleEventType::EndOfSupport));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    ///
    /// # Errors
    /// If a notice is no lifecycle event ([`TakedownNotice::lifecycle`]), if they are about several
    /// packages, or if one lifts what is not among them, by name.
    pub fn of_notices(
        notices: &[TakedownNotice],
        by: &ClePublication,
    ) -> Result<Converted<Self>, Refusal> {
        write::of(notices, by)
    }

    /// The notices that the events make about a registry's package, oldest event first, and what
    /// they do not say of the document. They are a third party's, seen at `observed_at`, and named
    /// by their content; who stands behind the document, it does not say.
    ///
    /// # Errors
    /// If no identifier is a package of the registry's type, or several are, by name.
    pub fn to_notices(
        &self,
        registry: &Registry,
        observed_at: &Timestamp,
    ) -> Result<Converted<Vec<TakedownNotice>>, Refusal> {
        read::of(self, registry, observed_at)
    }

    /// The version of the standard that the document says to follow: the three numbers in the last
    /// part of `$schema`.
    pub fn version(&self) -> Option<&str> {
        let last = self.schema.as_ref()?.as_str().rsplit('/').next()?;
        let start = last.find(|c: char| c.is_ascii_digit())?;
        let numbers = last.get(start..)?;
        let end = numbers.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(numbers.len());
        let numbers = numbers.get(..end)?.trim_end_matches('.');
        (numbers.split('.').filter(|part| !part.is_empty()).count() == 3).then_some(numbers)
    }
}

impl JsonDocument for Cle {
    const DOCUMENT: &'static str = "CLE document";

    fn refusal(&self) -> Option<&'static str> {
        let has = self.events.is_present() || self.rest.get("events").is_some();
        (!has).then_some("no `events`")
    }

    fn lints(&self) -> Vec<Finding> {
        lints::of(self)
    }
}
