//! CVE records.
//!
//! Source: the CVE record format 5.0, 5.1 and 5.2, and its document on product and version
//! encodings.
//!
//! An advisory is about packages: those that a product names by its purl, or by a collection that
//! [`Collections`] knows. A record that names none is refused (`no-package`), unless it is
//! rejected: that becomes a withdrawn advisory. `database_specific.cwe_ids` holds the weaknesses.
//! For Go, `ecosystem_specific.imports` holds package path, systems and routines as Go's own
//! database has them; for other ecosystems `ecosystem_specific.affected_functions` the routines.
//!
//! Invariant: a version whose status is unknown, or that nobody can read, is left open by an
//! entry about no versions; none of them counts as not affected.

mod collections;
mod containers;
mod entries;
mod package;
mod reference;
mod statement;
mod versions;

pub use collections::Collections;

use crate::Converted;
use crate::convert::{Refusal, ToAdvisories};
use crate::syntax::json::JsonDocument;
use pkgschema::Text;
use pkgschema::advisory::Advisory;
use pkgschema::object::List;
use pkgschema::text::{Link, Timestamp};

pkgschema::object! {
    /// A CVE record.
    ///
    /// ```
    /// use pkgschema_convert::{Document, ToAdvisories, formats::CveRecord};
    /// let record = CveRecord::parse(r#"{"cveMetadata": {"cveId": "CVE-2050-10000"}, "containers": {"cna":
    ///     {"affected": [{"packageURL": "pkg:cargo/thing", "defaultStatus": "unaffected", "versions":
    ///     [{"version": "1.0.0", "lessThan": "1.2.0", "status": "affected", "versionType": "semver"}]}]}}}"#)?;
    /// let advisory = record.to_advisories().unwrap().value.remove(0);
    /// assert_eq!(advisory.affected[0].package.as_ref().unwrap().name.as_deref(), Some("thing"));
    /// assert_eq!(advisory.affected[0].ranges[0].events[1].fixed.as_deref(), Some("1.2.0"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct CveRecord {
        required {
            /// What the record is about, and since when.
            pub metadata: CveMetadata = "cveMetadata",
        }
        /// `CVE_RECORD`.
        pub data_type: Option<Text> = "dataType",
        /// Version of the format.
        pub data_version: Option<Text> = "dataVersion",
        /// What is said, by who says it.
        pub containers: Option<CveContainers>,
    }

    /// What a record is about, and since when.
    pub struct CveMetadata {
        required {
            /// Identifier.
            pub cve_id: Text = "cveId",
        }
        /// `PUBLISHED` or `REJECTED`.
        pub state: Option<Text>,
        /// When the record was first published.
        pub date_published: Option<Timestamp> = "datePublished",
        /// When the record last changed.
        pub date_updated: Option<Timestamp> = "dateUpdated",
        /// When the identifier was rejected.
        pub date_rejected: Option<Timestamp> = "dateRejected",
        /// When the identifier was reserved.
        pub date_reserved: Option<Timestamp> = "dateReserved",
    }

    /// What is said, by who says it.
    pub struct CveContainers {
        /// By the authority that assigned the identifier.
        pub cna: Option<CveContainer>,
        /// By others.
        pub adp: List<CveContainer>,
    }

    /// What one organisation says.
    pub struct CveContainer {
        /// The organisation.
        pub provider: Option<CveProvider> = "providerMetadata",
        /// One line.
        pub title: Option<Text>,
        /// The account, in several languages.
        pub descriptions: List<CveText>,
        /// Why the identifier was rejected.
        pub rejected_reasons: List<CveText> = "rejectedReasons",
        /// The identifiers that stand for a rejected one.
        pub replaced_by: List<Text> = "replacedBy",
        /// Products.
        pub affected: List<CveProduct>,
        /// Weaknesses.
        pub problem_types: List<CveProblem> = "problemTypes",
        /// Where to read more.
        pub references: List<CveReference>,
        /// Scores.
        pub metrics: List<CveMetric>,
        /// Who is to be thanked.
        pub credits: List<CveCredit>,
    }

    /// An organisation.
    pub struct CveProvider {
        /// When it last changed what it says.
        pub date_updated: Option<Timestamp> = "dateUpdated",
    }

    /// A text in a language.
    pub struct CveText {
        /// The language (BCP 47).
        pub lang: Option<Text>,
        /// The text.
        pub value: Option<Text>,
    }

    /// A product with the status of its versions.
    pub struct CveProduct {
        /// Who makes it.
        pub vendor: Option<Text>,
        /// What it is called.
        pub product: Option<Text>,
        /// The collection that it is a package of.
        pub collection_url: Option<Link> = "collectionURL",
        /// Its name in the collection.
        pub package_name: Option<Text> = "packageName",
        /// The package as a purl.
        pub package_url: Option<Text> = "packageURL",
        /// The repository of its source.
        pub repo: Option<Link>,
        /// Systems that it is affected on.
        pub platforms: List<Text>,
        /// Functions that are affected.
        pub program_routines: List<CveRoutine> = "programRoutines",
        /// Status of the versions that are not named.
        pub default_status: Option<Text> = "defaultStatus",
        /// Status of those that are.
        pub versions: List<CveVersion>,
    }

    /// A function.
    pub struct CveRoutine {
        /// What it is called.
        pub name: Option<Text>,
    }

    /// Status of a version, or of a range of them.
    pub struct CveVersion {
        /// The version, or the first one of the range.
        pub version: Option<Text>,
        /// `affected`, `unaffected` or `unknown`.
        pub status: Option<Text>,
        /// How versions are ordered.
        pub version_type: Option<Text> = "versionType",
        /// The version before which the range ends.
        pub less_than: Option<Text> = "lessThan",
        /// The last version of the range.
        pub less_than_or_equal: Option<Text> = "lessThanOrEqual",
        /// Where the status changes within the range.
        pub changes: List<CveChange>,
    }

    /// A change of status.
    pub struct CveChange {
        /// From which version on.
        pub at: Option<Text>,
        /// The new status.
        pub status: Option<Text>,
    }

    /// Weaknesses, in several languages.
    pub struct CveProblem {
        /// One weakness each.
        pub descriptions: List<CveWeakness>,
    }

    /// A weakness.
    pub struct CveWeakness {
        /// Its identifier.
        pub cwe_id: Option<Text> = "cweId",
        /// The identifier and its name, or other words.
        pub description: Option<Text>,
        /// `CWE`, `text`, …
        pub weakness_type: Option<Text> = "type",
        /// The language.
        pub lang: Option<Text>,
    }

    /// A reference.
    pub struct CveReference {
        /// The address.
        pub url: Option<Link>,
        /// What is found there.
        pub tags: List<Text>,
    }

    /// A score.
    pub struct CveMetric {
        /// `CVSS`.
        pub format: Option<Text>,
        /// By CVSS 4.0.
        pub cvss_v4_0: Option<CveScore> = "cvssV4_0",
        /// By CVSS 3.1.
        pub cvss_v3_1: Option<CveScore> = "cvssV3_1",
        /// By CVSS 3.0.
        pub cvss_v3_0: Option<CveScore> = "cvssV3_0",
        /// By CVSS 2.0.
        pub cvss_v2_0: Option<CveScore> = "cvssV2_0",
    }

    /// A score by one version of CVSS.
    pub struct CveScore {
        /// The vector that all the rest follows from.
        pub vector_string: Option<Text> = "vectorString",
    }

    /// Somebody who helped.
    pub struct CveCredit {
        /// The name.
        pub value: Option<Text>,
        /// The language of it.
        pub lang: Option<Text>,
        /// In which role.
        pub credit_type: Option<Text> = "type",
    }
}

impl CveRecord {
    /// The advisory that the record is, with packages of the collections that the caller knows.
    ///
    /// ```
    /// use pkgschema::identity::Ecosystem;
    /// use pkgschema_convert::{Document, formats::{Collections, CveRecord}};
    /// let record = CveRecord::parse(r#"{"cveMetadata": {"cveId": "CVE-2050-10000"}, "containers": {"cna":
    ///     {"affected": [{"collectionURL": "https://mirror.example/npm/", "packageName": "a"}]}}}"#)?;
    /// let known = Collections::default().with("https://mirror.example/npm", Ecosystem::NPM);
    /// assert_eq!(record.to_advisories_with(&known).unwrap().value[0].affected.len(), 1);
    /// assert_eq!(record.to_advisories_with(&Collections::none()).unwrap_err().code, "no-package");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    ///
    /// # Errors
    /// `no-package` if no product of a published record is a package that is known;
    /// `rejected-without-date` if nobody can tell since when a rejected one is.
    pub fn to_advisories_with(
        &self,
        collections: &Collections,
    ) -> Result<Converted<Vec<Advisory>>, Refusal> {
        containers::advisory(self, collections)
    }
}

impl JsonDocument for CveRecord {
    const DOCUMENT: &'static str = "CVE record";
}

impl ToAdvisories for CveRecord {
    fn to_advisories(&self) -> Result<Converted<Vec<Advisory>>, Refusal> {
        self.to_advisories_with(&Collections::default())
    }
}
