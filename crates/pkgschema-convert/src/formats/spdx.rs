//! SPDX 2.3 documents, as lists of packages.
//!
//! | package | inventory | record |
//! |---|---|---|
//! | `externalRefs` of type `purl`, `name`, `versionInfo` | ecosystem, name, version | the same, namespace apart |
//! | `checksums`, `packageFileName`, `downloadLocation` of a file | artifacts | artifacts |
//! | `downloadLocation` of a repository | source | repository |
//! | `licenseDeclared`, with `hasExtractedLicensingInfos` | license | license |
//! | `summary`, `description`, `homepage` | | summary, description, homepage |
//! | `originator` | | authors |
//! | `supplier` | | organization, or the maintainers |
//! | `releaseDate` | | publishTimes |
//! | relationships `DEPENDS_ON`, `…DEPENDENCY_OF` | dependencies | dependencies |
//! | relationship `CONTAINS` | bundled | bundled |
//! | relationship `DESCRIBES`, `documentDescribes` | subjects | which packages have records |
//!
//! `NONE` is none, and `NOASSERTION` is unknown, as is a licence that is absent (SPDX 2.3, clause
//! 7.15).
//!
//! Source: SPDX 2.3, JSON; 2.2 is read too.
//!
//! Invariant: a package that nobody can name by a purl has a loss, and so has everything in the
//! document that no record holds.

mod account;
mod actors;
mod inventory;
mod licenses;
mod lints;
mod locations;
mod metadata;
mod needs;
mod relations;
mod write;

pub use write::SpdxOptions;

use crate::syntax::json::JsonDocument;
use crate::{Converted, FromRecord, ToRecord};
use pkgschema::metadata::{Inventory, PackageMetadata};
use pkgschema::object::List;
use pkgschema::text::Timestamp;
use pkgschema::{Finding, Text};

/// The word for what is not there.
const NONE: &str = "NONE";
/// The word for what nobody says.
const NOASSERTION: &str = "NOASSERTION";
/// The document's own identifier.
const DOCUMENT: &str = "SPDXRef-DOCUMENT";

pkgschema::object! {
    /// An SPDX document.
    ///
    /// ```
    /// use pkgschema_convert::{Document, ToRecord, formats::SpdxDocument};
    /// use pkgschema::metadata::Inventory;
    /// let document = SpdxDocument::parse(r#"{"spdxVersion": "SPDX-2.3", "packages": [{
    ///     "SPDXID": "SPDXRef-1", "name": "left-pad", "downloadLocation": "NOASSERTION",
    ///     "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
    ///         "referenceLocator": "pkg:npm/left-pad@1.3.0"}]}]}"#)?;
    /// let inventory: Inventory = document.to_record().value;
    /// assert_eq!(inventory.packages[0].version.as_deref(), Some("1.3.0"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct SpdxDocument {
        /// Version of the specification: `SPDX-2.3`.
        pub spdx_version: Option<Text> = "spdxVersion",
        /// Licence of the document's own text: `CC0-1.0`.
        pub data_license: Option<Text> = "dataLicense",
        /// Name of the document within itself: `SPDXRef-DOCUMENT`.
        pub spdx_id: Option<Text> = "SPDXID",
        /// Name of the document for people.
        pub name: Option<Text>,
        /// The document's own address, which no other document has.
        pub document_namespace: Option<Text> = "documentNamespace",
        /// When and by whom the document was made.
        pub creation_info: Option<SpdxCreationInfo> = "creationInfo",
        /// What the document is about; an older spelling of the relationship `DESCRIBES`.
        pub document_describes: List<Text> = "documentDescribes",
        /// The packages.
        pub packages: List<SpdxPackage>,
        /// Licences that are on no list.
        pub extracted_licenses: List<SpdxLicense> = "hasExtractedLicensingInfos",
        /// What has to do with what.
        pub relationships: List<SpdxRelationship>,
    }

    /// When and by whom a document was made (SPDX `creationInfo`).
    pub struct SpdxCreationInfo {
        /// When, in UTC to the second.
        pub created: Option<Timestamp>,
        /// By whom: `Tool: …`, `Person: …`, `Organization: …`.
        pub creators: List<Text>,
    }

    /// A package (SPDX `packages[]`).
    pub struct SpdxPackage {
        /// Name of the package within the document.
        pub spdx_id: Option<Text> = "SPDXID",
        /// Name.
        pub name: Option<Text>,
        /// Version.
        pub version_info: Option<Text> = "versionInfo",
        /// Name of the file, or path of the folder.
        pub package_file_name: Option<Text> = "packageFileName",
        /// Who distributes it: `Person: …`, `Organization: …` or `NOASSERTION`.
        pub supplier: Option<Text>,
        /// Who made it, likewise.
        pub originator: Option<Text>,
        /// Where it is from: an address, a repository, `NONE` or `NOASSERTION`.
        pub download_location: Option<Text> = "downloadLocation",
        /// Whether the files of the package were looked into. Absent means yes.
        pub files_analyzed: Option<bool> = "filesAnalyzed",
        /// Digests of the file.
        pub checksums: List<SpdxChecksum>,
        /// Home page, `NONE` or `NOASSERTION`.
        pub homepage: Option<Text>,
        /// The licence as whoever made the document sees it.
        pub license_concluded: Option<Text> = "licenseConcluded",
        /// The licence as the authors declare it: an expression, `NONE` or `NOASSERTION`.
        pub license_declared: Option<Text> = "licenseDeclared",
        /// Copyright notices.
        pub copyright_text: Option<Text> = "copyrightText",
        /// One line about it.
        pub summary: Option<Text>,
        /// What it is about.
        pub description: Option<Text>,
        /// What others call it.
        pub external_refs: List<SpdxReference> = "externalRefs",
        /// What it is: `LIBRARY`, `APPLICATION` (2.3).
        pub purpose: Option<Text> = "primaryPackagePurpose",
        /// When it was released, in UTC to the second (2.3).
        pub release_date: Option<Timestamp> = "releaseDate",
    }

    /// A digest (SPDX `checksums[]`).
    pub struct SpdxChecksum {
        /// The algorithm: `SHA256`.
        pub algorithm: Option<Text>,
        /// Hexadecimal digits.
        pub value: Option<Text> = "checksumValue",
    }

    /// What others call a package (SPDX `externalRefs[]`).
    pub struct SpdxReference {
        /// `PACKAGE-MANAGER`, `SECURITY`, `PERSISTENT-ID`, `OTHER`.
        pub category: Option<Text> = "referenceCategory",
        /// The kind of name: `purl`.
        pub kind: Option<Text> = "referenceType",
        /// The name.
        pub locator: Option<Text> = "referenceLocator",
    }

    /// A licence that is on no list (SPDX `hasExtractedLicensingInfos[]`).
    pub struct SpdxLicense {
        /// Its name in expressions: `LicenseRef-…`.
        pub license_id: Option<Text> = "licenseId",
        /// Its text.
        pub extracted_text: Option<Text> = "extractedText",
        /// Its name for people.
        pub name: Option<Text>,
        /// Where to read more.
        pub see_alsos: List<Text> = "seeAlsos",
        /// Remarks.
        pub comment: Option<Text>,
    }

    /// What one thing has to do with another (SPDX `relationships[]`).
    pub struct SpdxRelationship {
        /// The one thing.
        pub element: Option<Text> = "spdxElementId",
        /// What it has to do with the other: `DEPENDS_ON`.
        pub kind: Option<Text> = "relationshipType",
        /// The other thing, `NONE` or `NOASSERTION`.
        pub related: Option<Text> = "relatedSpdxElement",
    }
}

/// What a package can be without being one of an ecosystem. The specification and its JSON schema
/// spell the last one in two ways.
const NO_PACKAGES: [&str; 5] =
    ["DEVICE", "FILE", "FIRMWARE", "OPERATING-SYSTEM", "OPERATING_SYSTEM"];

impl SpdxPackage {
    /// Whether it is a package of an ecosystem, or may be.
    fn is_package(&self) -> bool {
        let other = self.purpose.as_deref().is_some_and(|it| NO_PACKAGES.contains(&it));
        self.external_refs.iter().any(account::is_purl) || !other
    }
}

impl JsonDocument for SpdxDocument {
    const DOCUMENT: &'static str = "SPDX document";

    fn refused(text: &str) -> Option<&'static str> {
        let text = text.trim_start();
        if text.starts_with("SPDXVersion:") {
            return Some("an SPDX document in tags and values; only JSON is read");
        }
        text.starts_with('<').then_some("an SPDX document in XML; only JSON is read")
    }

    fn refusal(&self) -> Option<&'static str> {
        let is_third = self.rest.get("@graph").is_some()
            || self.rest.get("@context").is_some_and(|it| it.as_str().contains("spdx.org/rdf/3"));
        match self.spdx_version.as_deref() {
            None if is_third => Some("an SPDX 3 document; SPDX 2.3 is read"),
            Some(version) if version.starts_with("SPDX-2.") => None,
            Some(version) if version.starts_with("SPDX-") => {
                Some("an SPDX document of another major version; SPDX 2.3 is read")
            }
            _ => Some("`spdxVersion` is not SPDX-2.3"),
        }
    }

    fn lints(&self) -> Vec<Finding> {
        lints::of(self)
    }
}

impl ToRecord<Inventory> for SpdxDocument {
    /// Every package with a purl of an ecosystem. What the document describes are the subjects.
    fn to_record(&self) -> Converted<Inventory> {
        inventory::of(self)
    }
}

impl ToRecord<Vec<PackageMetadata>> for SpdxDocument {
    /// The records of the packages that the document describes, or of all with a purl if it
    /// describes none of them.
    fn to_record(&self) -> Converted<Vec<PackageMetadata>> {
        metadata::of(self)
    }
}

impl FromRecord<PackageMetadata> for SpdxDocument {
    /// As [`of_record_with`](Self::of_record_with) without options.
    fn from_record(record: &PackageMetadata) -> Converted<Self> {
        write::of(record, &SpdxOptions::default())
    }
}

impl SpdxDocument {
    /// A document about the package.
    ///
    /// ```
    /// use pkgschema::{identity::Ecosystem, metadata::PackageMetadata, text::{Link, Timestamp}};
    /// use pkgschema_convert::formats::{SpdxDocument, SpdxOptions};
    /// let mut record = PackageMetadata::of(Ecosystem::NPM);
    /// record.name = Some("left-pad".into());
    /// let mut options = SpdxOptions::default();
    /// options.namespace = Some(Link::new("https://bills.example/spdx")?);
    /// options.created = Some(Timestamp::new("2026-05-04T14:00:00Z")?);
    /// let document = SpdxDocument::of_record_with(&record, &options).value;
    /// let namespace = document.document_namespace.unwrap();
    /// assert_eq!(namespace, "https://bills.example/spdx/pkg%3Anpm%2Fleft-pad");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn of_record_with(record: &PackageMetadata, options: &SpdxOptions) -> Converted<Self> {
        write::of(record, options)
    }
}
