//! OpenVEX documents, read and written.
//!
//! Source: OpenVEX specification 0.2.0 (documents, statements, data structures). Vulnerabilities
//! and products given as text, as before 0.2.0, are read too.
//!
//! Invariant: a statement says something about the products that it names, and nothing about any
//! other; so no document is taken for a word about what is not affected.

mod author;
mod read;
mod write;

pub use author::VexAuthor;

use crate::Converted;
use crate::convert::{FromAdvisories, Refusal, ToAdvisories};
use crate::syntax::json::JsonDocument;
use pkgschema::Text;
use pkgschema::advisory::Advisory;
use pkgschema::identity::PurlText;
use pkgschema::object::{List, Raw, RawObject};
use pkgschema::text::Timestamp;

/// What the context of every version begins with.
const CONTEXT: &str = "https://openvex.dev/ns";

pkgschema::object! {
    /// An OpenVEX document.
    ///
    /// ```
    /// use pkgschema_convert::{Document, ToAdvisories, formats::OpenVex};
    /// let vex = OpenVex::parse(r#"{"@context": "https://openvex.dev/ns/v0.2.0",
    ///     "timestamp": "2026-01-31T12:00:00Z", "statements": [{"status": "affected",
    ///         "vulnerability": {"name": "CVE-2026-0001"},
    ///         "products": [{"@id": "pkg:npm/left-pad@1.3.0"}]}]}"#)?;
    /// let advisories = vex.to_advisories().unwrap().value;
    /// assert_eq!(advisories[0].id, "CVE-2026-0001");
    /// assert_eq!(advisories[0].affected[0].versions[0], "1.3.0");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct OpenVex {
        /// Address of the vocabulary, which ends with the version of the specification.
        pub context: Option<Text> = "@context",
        /// Identifier of the document, an IRI.
        pub id: Option<Text> = "@id",
        /// Who makes the statements.
        pub author: Option<Text>,
        /// The author's part.
        pub role: Option<Text>,
        /// When the document was issued.
        pub timestamp: Option<Timestamp>,
        /// When the document last changed.
        pub last_updated: Option<Timestamp>,
        /// Version of the document, counted from 1.
        pub version: Option<u64>,
        /// What made the document.
        pub tooling: Option<Text>,
        /// The statements.
        pub statements: List<VexStatement>,
    }

    /// What is said of products with regard to a vulnerability (OpenVEX `statements[]`).
    pub struct VexStatement {
        /// Identifier of the statement, an IRI.
        pub id: Option<Text> = "@id",
        /// Version of the statement, counted from 1.
        pub version: Option<u64>,
        /// The vulnerability.
        pub vulnerability: Option<VexVulnerability>,
        /// When it was known; the document's time where it is absent.
        pub timestamp: Option<Timestamp>,
        /// When the statement last changed.
        pub last_updated: Option<Timestamp>,
        /// The products.
        pub products: List<VexProduct>,
        /// `not_affected`, `affected`, `fixed` or `under_investigation`.
        pub status: Option<Text>,
        /// Who supplies the products.
        pub supplier: Option<Text>,
        /// How the status was found out.
        pub status_notes: Option<Text>,
        /// Why the products are not affected, as one of a few words.
        pub justification: Option<Text>,
        /// Why the products are not affected, in words.
        pub impact_statement: Option<Text>,
        /// What to do about it.
        pub action_statement: Option<Text>,
        /// When that was said.
        pub action_statement_timestamp: Option<Timestamp>,
    }

    /// A vulnerability as an object.
    pub struct VexVulnerabilityObject {
        /// Identifier, an IRI.
        pub id: Option<Text> = "@id",
        /// Name: `CVE-2026-0001`.
        pub name: Option<Text>,
        /// What it is about.
        pub description: Option<Text>,
        /// Other names.
        pub aliases: List<Text>,
    }

    /// A product as an object.
    pub struct VexProductObject {
        /// Identifier, an IRI; often a purl.
        pub id: Option<Text> = "@id",
        /// Identifiers of other kinds.
        pub identifiers: Option<VexIdentifiers>,
        /// Digests by algorithm.
        pub hashes: Option<RawObject>,
        /// The parts of the product that the statement is about.
        pub subcomponents: List<Raw>,
    }

    /// Identifiers of a product by kind.
    pub struct VexIdentifiers {
        /// Package URL.
        pub purl: Option<PurlText>,
    }
}

pkgschema::one_of! {
    /// A vulnerability.
    pub enum VexVulnerability {
        /// By its name alone (before 0.2.0).
        Name(Text) = string,
        /// As an object.
        Object(VexVulnerabilityObject) = object,
    }

    /// A product.
    pub enum VexProduct {
        /// By its identifier alone (before 0.2.0).
        Id(Text) = string,
        /// As an object.
        Object(VexProductObject) = object,
    }
}

impl OpenVex {
    /// The statements that advisories make about concrete versions, and what they do not say:
    /// each listed version is `affected`, and each version that an affected range ends with is
    /// `fixed`. A range alone names no version, and a withdrawn advisory says nothing any more.
    /// Losses point into the list of advisories.
    ///
    /// ```
    /// use pkgschema::{advisory::Advisory, text::Timestamp};
    /// use pkgschema_convert::formats::{OpenVex, VexAuthor};
    /// let advisory = Advisory::parse(r#"{"id": "X-1", "modified": "2026-01-31T12:00:00Z",
    ///     "affected": [{"package": {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"]}]}"#)?;
    /// let time = Timestamp::new("2026-02-01T00:00:00Z")?;
    /// let author = VexAuthor::new("urn:example:vex-1", "Example Security", time);
    /// let vex = OpenVex::of(&[advisory], &author).unwrap().value;
    /// assert_eq!(vex.statements[0].status.as_deref(), Some("affected"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    ///
    /// # Errors
    /// `no-concrete-version` if no advisory names a version.
    pub fn of(advisories: &[Advisory], by: &VexAuthor) -> Result<Converted<Self>, Refusal> {
        write::of(advisories, by)
    }
}

impl JsonDocument for OpenVex {
    const DOCUMENT: &'static str = "OpenVEX document";

    fn refusal(&self) -> Option<&'static str> {
        let is_it = self.context.as_deref().is_some_and(|context| context.starts_with(CONTEXT));
        (!is_it).then_some("no `@context` of OpenVEX")
    }
}

impl ToAdvisories for OpenVex {
    /// One advisory for each vulnerability of which a package is affected or fixed:
    ///
    /// - `id` is the vulnerability's name, or its `@id` where it has no name.
    /// - A product is the package of its purl, in `identifiers` or as its `@id`; an affected one
    ///   with a version lists it, one without says nothing about versions.
    /// - A later statement that the very same product is fixed or not affected takes the place
    ///   of an earlier one that it is affected.
    /// - `database_specific.openvex.product_status` holds, by status, the products that are
    ///   fixed, not affected or under investigation: an advisory has no place for them. No such
    ///   product counts as not affected. The author and the document's identifier stand beside it.
    fn to_advisories(&self) -> Result<Converted<Vec<Advisory>>, Refusal> {
        read::of(self)
    }
}

impl FromAdvisories for OpenVex {
    /// As [`of`](Self::of), with an author who is unknown, an identifier made of the first
    /// advisory's, and the time at which the last one changed.
    ///
    /// `no-time` is the refusal where no advisory says when it changed.
    fn from_advisories(advisories: &[Advisory]) -> Result<Converted<Self>, Refusal> {
        let (author, defaults) = VexAuthor::unknown(advisories)?;
        let mut written = write::of(advisories, &author)?;
        written.losses.extend(defaults);
        Ok(written)
    }
}
