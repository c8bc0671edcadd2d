//! CycloneDX documents as lists of components: bills of materials.
//!
//! | component | inventory | record |
//! |---|---|---|
//! | `purl`, `group`, `name`, `version` | ecosystem, name, version | the same, namespace apart |
//! | `hashes`, `externalReferences` of type `distribution`, `source-distribution` | artifacts | artifacts |
//! | `licenses`, but for concluded ones | license | license |
//! | `scope` `required`; `optional` and `excluded` are lost | scope | of its dependencies |
//! | `dependencies` of the document | dependencies | dependencies |
//! | `components` | further packages, bundled | |
//! | `versionRange` (1.7) | requirement | of its dependencies |
//! | `description` | | summary if it is one line, else description |
//! | `authors`, `author`; `supplier` | | authors; organization, its contacts the maintainers |
//! | `tags` | | keywords |
//! | `externalReferences` | | homepage, repository, issue tracker, documentation, changelog, links |
//!
//! Vulnerabilities are read nowhere; they are written by [`CycloneDx`](super::CycloneDx).
//!
//! Source: CycloneDX 1.2 to 1.7, JSON.
//!
//! Invariant: a component that nobody can name a package of has a loss, and so has everything in
//! the document that no record holds.

mod account;
mod inventory;
mod licenses;
mod lints;
mod metadata;
mod needs;
mod parts;
mod references;
mod write;

pub use write::BomVersion;

use super::cyclonedx::CycloneDxContact;
use crate::syntax::json::JsonDocument;
use crate::{Converted, FromRecord, ToRecord};
use pkgschema::identity::PurlText;
use pkgschema::metadata::{Inventory, PackageMetadata};
use pkgschema::object::List;
use pkgschema::text::Timestamp;
use pkgschema::version::VersText;
use pkgschema::{Finding, Text};

pkgschema::object! {
    /// A CycloneDX document with its components.
    ///
    /// ```
    /// use pkgschema_convert::{Document, ToRecord, formats::CycloneDxBom};
    /// use pkgschema::metadata::Inventory;
    /// let bom = CycloneDxBom::parse(r#"{"bomFormat": "CycloneDX", "specVersion": "1.6",
    ///     "components": [{"type": "library", "name": "left-pad", "version": "1.3.0",
    ///         "purl": "pkg:npm/left-pad@1.3.0", "scope": "required"}]}"#)?;
    /// let inventory: Inventory = bom.to_record().value;
    /// assert_eq!(inventory.packages[0].version.as_deref(), Some("1.3.0"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct CycloneDxBom {
        /// `CycloneDX`.
        pub bom_format: Option<Text> = "bomFormat",
        /// Version of the specification.
        pub spec_version: Option<Text> = "specVersion",
        /// A name of this document that no other has: `urn:uuid:…`.
        pub serial_number: Option<Text> = "serialNumber",
        /// Version of the document, counted from 1.
        pub version: Option<u64>,
        /// What the document is about, and how it was made.
        pub metadata: Option<BomMetadata>,
        /// The components.
        pub components: List<BomComponent>,
        /// Which component needs which.
        pub dependencies: List<BomDependency>,
    }

    /// What the document is about, and how it was made (CycloneDX `metadata`).
    pub struct BomMetadata {
        /// When it was made.
        pub timestamp: Option<Timestamp>,
        /// What it is about.
        pub component: Option<BomComponent>,
    }

    /// A component (CycloneDX `component`).
    pub struct BomComponent {
        /// What it is: `library`, `application`, `framework`.
        pub component_type: Option<Text> = "type",
        /// Name within the document.
        pub bom_ref: Option<Text> = "bom-ref",
        /// Who supplied it.
        pub supplier: Option<BomOrganization>,
        /// Who wrote it (1.6).
        pub authors: List<CycloneDxContact>,
        /// Who wrote it, in one text (to 1.5).
        pub author: Option<Text>,
        /// Namespace.
        pub group: Option<Text>,
        /// Name.
        pub name: Option<Text>,
        /// Version.
        pub version: Option<Text>,
        /// Which versions would do, of a component that is external (1.7).
        pub version_range: Option<VersText> = "versionRange",
        /// Whether it is expected in the environment instead of being brought along (1.7). Absent
        /// means no.
        pub is_external: Option<bool> = "isExternal",
        /// What it is about.
        pub description: Option<Text>,
        /// `required`, `optional` or `excluded`. Where it is absent, readers are to assume
        /// `required`; records leave it unknown.
        pub scope: Option<Text>,
        /// Its digests.
        pub hashes: List<BomHash>,
        /// Its licences.
        pub licenses: List<BomLicenseChoice>,
        /// Package URL.
        pub purl: Option<PurlText>,
        /// Addresses.
        pub external_references: List<BomReference> = "externalReferences",
        /// Components that it consists of.
        pub components: List<BomComponent>,
        /// Words to find it by (1.6).
        pub tags: List<Text>,
    }

    /// A digest (CycloneDX `hash`).
    pub struct BomHash {
        /// The algorithm: `SHA-256`.
        pub alg: Option<Text>,
        /// Hexadecimal digits.
        pub content: Option<Text>,
    }

    /// A licence, or an expression of several (CycloneDX `licenseChoice`).
    pub struct BomLicenseChoice {
        /// A licence.
        pub license: Option<BomLicense>,
        /// An SPDX expression.
        pub expression: Option<Text>,
        /// `declared` or `concluded`, of an expression (1.6).
        pub acknowledgement: Option<Text>,
    }

    /// A licence (CycloneDX `license`).
    pub struct BomLicense {
        /// Its SPDX identifier.
        pub id: Option<Text>,
        /// Its name, if it has no identifier.
        pub name: Option<Text>,
        /// Where its text is.
        pub url: Option<Text>,
        /// `declared` or `concluded` (1.6).
        pub acknowledgement: Option<Text>,
    }

    /// An organisation (CycloneDX `organizationalEntity`).
    pub struct BomOrganization {
        /// Name.
        pub name: Option<Text>,
        /// Home pages.
        pub url: List<Text>,
        /// People there.
        pub contact: List<CycloneDxContact>,
    }

    /// An address (CycloneDX `externalReference`).
    pub struct BomReference {
        /// What stands there: `website`, `vcs`, `distribution`.
        pub reference_type: Option<Text> = "type",
        /// The address.
        pub url: Option<Text>,
        /// Remarks.
        pub comment: Option<Text>,
        /// Digests of what stands there.
        pub hashes: List<BomHash>,
    }

    /// What a component needs (CycloneDX `dependency`). A component without one may need
    /// anything; one that is listed without `dependsOn` needs nothing.
    pub struct BomDependency {
        /// The component by its name within the document.
        pub component: Option<Text> = "ref",
        /// What it needs, by names within the document.
        pub depends_on: List<Text> = "dependsOn",
    }
}

/// Types of components that are no packages of an ecosystem.
const NO_PACKAGES: [&str; 9] = [
    "cryptographic-asset",
    "data",
    "device",
    "device-driver",
    "file",
    "firmware",
    "machine-learning-model",
    "operating-system",
    "platform",
];

impl BomComponent {
    /// Whether it is a package of an ecosystem, or may be.
    fn is_package(&self) -> bool {
        let other = self.component_type.as_deref().is_some_and(|it| NO_PACKAGES.contains(&it));
        self.purl.is_some() || !other
    }
}

impl JsonDocument for CycloneDxBom {
    const DOCUMENT: &'static str = "CycloneDX document";

    fn refused(text: &str) -> Option<&'static str> {
        let is_xml = text.trim_start().starts_with('<');
        is_xml.then_some("a CycloneDX document in XML; only JSON is read")
    }

    fn refusal(&self) -> Option<&'static str> {
        let is_it = self.bom_format.as_deref() == Some("CycloneDX");
        (!is_it).then_some("`bomFormat` is not CycloneDX")
    }

    fn lints(&self) -> Vec<Finding> {
        lints::of(self)
    }
}

impl ToRecord<Inventory> for CycloneDxBom {
    /// Every component with a purl of an ecosystem, those within others behind them and bundled.
    /// `metadata.component` is the subject.
    fn to_record(&self) -> Converted<Inventory> {
        inventory::of(self)
    }
}

impl ToRecord<Vec<PackageMetadata>> for CycloneDxBom {
    /// The record of `metadata.component`, or one for each component if there is none.
    fn to_record(&self) -> Converted<Vec<PackageMetadata>> {
        metadata::of(self)
    }
}

impl FromRecord<PackageMetadata> for CycloneDxBom {
    /// A document about the package, in version 1.7 if that is needed to carry the versions that
    /// a dependency asks for, else in 1.6. It has no serial number and no time: the library makes
    /// up neither.
    fn from_record(record: &PackageMetadata) -> Converted<Self> {
        write::of(record, None)
    }
}

impl CycloneDxBom {
    /// As [`from_record`](FromRecord::from_record), in a given version of the specification.
    ///
    /// ```
    /// use pkgschema::{identity::Ecosystem, metadata::PackageMetadata};
    /// use pkgschema_convert::formats::{BomVersion, CycloneDxBom};
    /// let mut record = PackageMetadata::of(Ecosystem::NPM);
    /// record.name = Some("left-pad".into());
    /// let bom = CycloneDxBom::of_record_in(&record, BomVersion::V1_7).value;
    /// assert_eq!(bom.spec_version.as_deref(), Some("1.7"));
    /// assert_eq!(bom.serial_number, None);
    /// ```
    pub fn of_record_in(record: &PackageMetadata, version: BomVersion) -> Converted<Self> {
        write::of(record, Some(version))
    }
}
