//! Advisory records: an [`Advisory`] *is* an OSV document, nothing added.
//!
//! Structs and vocabularies follow the OSV schema 1.7.5 (<https://ossf.github.io/osv-schema/>);
//! later minor versions read too, since what is unknown is kept.
//!
//! Invariant: nothing is gated on `schema_version`, and no unknown word fails a document.

mod affected;
mod alias_groups;
mod assessment;
mod builder;
mod credit;
mod index;
mod lints;
mod matcher;
mod package_version;
mod range;
mod reference;
mod report;
mod severity;
mod unknown_reason;
mod verdict;

pub use affected::{Affected, Package};
pub use alias_groups::{AliasGroups, GroupLimits};
pub use assessment::{Assessment, Fix};
pub use builder::{AdvisoryBuilder, AffectedBuilder};
pub use credit::{Credit, CreditType};
pub use index::{AdvisoryIndex, Hit};
pub use matcher::Matcher;
#[cfg(all(feature = "cvss", feature = "metadata", feature = "takedown"))]
pub(crate) use matcher::{OfPackage, fixed_above};
pub use package_version::PackageVersion;
#[cfg(all(feature = "metadata", feature = "takedown", feature = "cvss"))]
pub(crate) use package_version::read as read_version;
pub use range::{Event, Range, RangeType};
pub use reference::{Reference, ReferenceType};
pub use report::{AdvisoryAnswer, AffectsReport, AliasReport, FixRecord, VerdictWord};
#[cfg(all(feature = "cvss", feature = "metadata", feature = "takedown"))]
pub(crate) use severity::SeverityByPackage;
#[cfg(feature = "cvss")]
pub use severity::{BestSeverity, Rating, Score};
pub use severity::{Severity, SeverityType};
pub use unknown_reason::UnknownReason;
pub use verdict::{NotAffectedReason, Verdict};

use crate::object::{List, NullableList, RawObject, check, parse, parse_tolerant, write};
use crate::text::Timestamp;
use crate::{Finding, ParseError, Text};

crate::object! {
    /// An advisory about one or more packages, as an OSV document.
    ///
    /// ```
    /// use pkgschema::advisory::Advisory;
    /// let advisory = Advisory::parse(r#"{"id": "X-2026-1", "modified": "2026-01-31T12:00:00Z",
    ///     "affected": [{"package": {"ecosystem": "npm", "name": "left-pad"}}]}"#)?;
    /// let package = advisory.affected[0].package.as_ref();
    /// assert_eq!(package.and_then(|p| p.name.as_deref()), Some("left-pad"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Advisory {
        required {
            /// Identifier with the database's prefix: `GHSA-…`, `PYSEC-…`. Set by the database
            /// and never changed.
            pub id: Text,
        }
        /// Version of the OSV schema that the document follows. Absent means 1.0.0.
        pub schema_version: Option<Text>,
        /// When the entry last changed. Of two entries of one id the later one counts.
        pub modified: Option<Timestamp>,
        /// When the entry was first published. Absent means unknown.
        pub published: Option<Timestamp>,
        /// Since when the entry counts as withdrawn. Absent means that it stands.
        pub withdrawn: Option<Timestamp>,
        /// Identifiers of the same vulnerability in other databases.
        pub aliases: NullableList<Text>,
        /// Identifiers of vulnerabilities that are close to this one without being the same.
        pub related: List<Text>,
        /// Identifiers of the upstream vulnerabilities that this entry carries downstream.
        pub upstream: List<Text>,
        /// One line of plain text, about 120 characters at most.
        pub summary: Option<Text>,
        /// The full account, in CommonMark.
        pub details: Option<Text>,
        /// How severe it is, for every affected package alike.
        pub severity: NullableList<Severity>,
        /// The packages and versions that are affected.
        pub affected: NullableList<Affected>,
        /// Where to read more.
        pub references: NullableList<Reference>,
        /// Who is to be thanked.
        pub credits: List<Credit>,
        /// What the database adds for itself; its shape is the database's.
        pub database_specific: Option<RawObject>,
    }
}

impl Advisory {
    /// Reads an OSV document in JSON.
    ///
    /// # Errors
    /// Only for text that is no OSV document at all: empty, no JSON, no object, no `id`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The document as compact JSON: `serde_json::to_string`, faster.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// Everything odd about the advisory: members of the wrong kind and malformed texts, which the
    /// schema refuses too, and then the lints: as errors what only the official, closed schema
    /// refuses, as warnings and notes what the specification says in prose.
    ///
    /// ```
    /// use pkgschema::{Severity, advisory::Advisory};
    /// let advisory = Advisory::parse(r#"{"id": "X-1", "modified": "2026-01-31T12:00:00Z"}"#)?;
    /// let found = advisory.check();
    /// let errors = found.iter().filter(|finding| finding.severity == Severity::Error);
    /// assert_eq!(errors.map(|finding| finding.code).collect::<Vec<_>>(), ["id-prefix"]);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn check(&self) -> Vec<Finding> {
        let mut findings = check(self);
        findings.extend(lints::lint(self));
        findings
    }

    /// Reads an OSV document with the exact, slower pass alone; the result is the same.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn parse_tolerant(text: &str) -> Result<Self, ParseError> {
        parse_tolerant(text)
    }
}
