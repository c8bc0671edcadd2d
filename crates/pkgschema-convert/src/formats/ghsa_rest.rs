//! GitHub's advisories as its REST interface answers them: a `global-advisory`, or an array of
//! them.
//!
//! Source: GitHub's REST description, schemas `global-advisory` and `vulnerability`. The
//! advisories made here are shaped as the files of GitHub's advisory database: an entry for each
//! vulnerability; `database_specific` with `severity` (`LOW`, `MODERATE`, `HIGH`, `CRITICAL`),
//! `cwe_ids`, `github_reviewed`, `github_reviewed_at` and `nvd_published_at`;
//! `affected[].database_specific.last_known_affected_version_range` for an upper end that the
//! events cannot tell; `affected[].ecosystem_specific.affected_functions`. Beside those stand
//! `database_specific.type` (where it is `malware`), `database_specific.repository_advisory_url`,
//! and `affected[].database_specific.first_patched_version` where that version contradicts the
//! range.
//!
//! Invariant: a vulnerability of the object is an entry of the advisory, even if nobody can read
//! which versions it is about, and the other way round.

mod ranges;
mod read;
mod write;

use super::advisory_list;
use super::ghsa::{PatchedVersion, VulnerableRange, unread_range};
use super::one_or_many::OneOrMany;
use crate::convert::{FromAdvisories, Refusal, ToAdvisories};
use crate::leftovers::Leftovers;
use crate::{Converted, Document};
use pkgschema::advisory::Advisory;
use pkgschema::object::{List, Raw};
use pkgschema::text::{Link, Timestamp};
use pkgschema::{Finding, ParseError, Pointer, Text};

/// One advisory of GitHub's REST interface, or an array of them.
///
/// ```
/// use pkgschema_convert::{Document, FromAdvisories, ToAdvisories, formats::GhsaRest};
/// let rest = GhsaRest::parse(r#"{"ghsa_id": "GHSA-2222-3333-4444", "vulnerabilities": [{"package":
///     {"ecosystem": "rust", "name": "thing"}, "vulnerable_version_range": ">= 1.2, < 1.4"}]}"#)?;
/// let advisories = rest.to_advisories().unwrap().value;
/// assert_eq!(advisories[0].affected[0].ranges[0].events.len(), 2);
/// let back = GhsaRest::from_advisories(&advisories).unwrap().value;
/// let range = back.advisories()[0].vulnerabilities[0].vulnerable_version_range.as_deref();
/// assert_eq!(range, Some(">= 1.2, < 1.4"));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct GhsaRest {
    advisories: OneOrMany<GhsaAdvisory>,
}

pkgschema::object! {
    /// A global advisory.
    pub struct GhsaAdvisory {
        required {
            /// Identifier.
            pub ghsa_id: Text,
        }
        /// Identifier in the list of CVE.
        pub cve_id: Option<Text>,
        /// Address in the interface.
        pub url: Option<Link>,
        /// The advisory's page.
        pub html_url: Option<Link>,
        /// Address of the repository's own advisory in the interface.
        pub repository_advisory_url: Option<Link>,
        /// One line.
        pub summary: Option<Text>,
        /// The full account.
        pub description: Option<Text>,
        /// `reviewed`, `unreviewed` or `malware`.
        pub advisory_type: Option<Text> = "type",
        /// How severe it is, in a word: `low`, `medium`, `high`, `critical`, `unknown`.
        pub severity: Option<Text>,
        /// The repository of the source.
        pub source_code_location: Option<Link>,
        /// Identifiers in this and other databases.
        pub identifiers: List<GhsaIdentifier>,
        /// Where to read more.
        pub references: List<Link>,
        /// When it was published.
        pub published_at: Option<Timestamp>,
        /// When it last changed.
        pub updated_at: Option<Timestamp>,
        /// When GitHub reviewed it.
        pub github_reviewed_at: Option<Timestamp>,
        /// When the National Vulnerability Database published it.
        pub nvd_published_at: Option<Timestamp>,
        /// Since when it is withdrawn.
        pub withdrawn_at: Option<Timestamp>,
        /// What is affected.
        pub vulnerabilities: List<GhsaVulnerability>,
        /// The score of before `cvss_severities`.
        pub cvss: Option<GhsaCvss>,
        /// Scores by version of CVSS.
        pub cvss_severities: Option<GhsaSeverities>,
        /// Weaknesses.
        pub cwes: List<GhsaCwe>,
        /// Who is to be thanked.
        pub credits: List<GhsaCredit>,
    }

    /// An identifier.
    pub struct GhsaIdentifier {
        /// `CVE` or `GHSA`.
        pub identifier_type: Option<Text> = "type",
        /// The identifier.
        pub value: Option<Text>,
    }

    /// A package and a range of its versions.
    pub struct GhsaVulnerability {
        /// The package.
        pub package: Option<GhsaPackage>,
        /// The range.
        pub vulnerable_version_range: Option<Text>,
        /// The first version that is patched.
        pub first_patched_version: Option<PatchedVersion>,
        /// The functions that are affected.
        pub vulnerable_functions: List<Text>,
    }

    /// A package.
    pub struct GhsaPackage {
        /// The ecosystem: `npm`, `pip`, `rust`, …
        pub ecosystem: Option<Text>,
        /// The name.
        pub name: Option<Text>,
    }

    /// A score.
    pub struct GhsaCvss {
        /// The vector it is computed of.
        pub vector_string: Option<Text>,
    }

    /// Scores by version of CVSS.
    pub struct GhsaSeverities {
        /// CVSS 3.
        pub cvss_v3: Option<GhsaCvss>,
        /// CVSS 4.
        pub cvss_v4: Option<GhsaCvss>,
    }

    /// A weakness.
    pub struct GhsaCwe {
        /// Its identifier.
        pub cwe_id: Option<Text>,
    }

    /// Somebody who helped.
    pub struct GhsaCredit {
        /// The account.
        pub user: Option<GhsaUser>,
        /// In which role.
        pub credit_type: Option<Text> = "type",
    }

    /// An account.
    pub struct GhsaUser {
        /// Its name.
        pub login: Option<Text>,
        /// Its page.
        pub html_url: Option<Link>,
    }
}

impl GhsaRest {
    /// The advisories.
    pub fn advisories(&self) -> &[GhsaAdvisory] {
        self.advisories.items()
    }
}

impl Document for GhsaRest {
    const NAME: &'static str = "GitHub advisory (REST)";

    fn parse(text: &str) -> Result<Self, ParseError> {
        Ok(Self { advisories: OneOrMany::parse(text)? })
    }

    fn view(&self) -> Raw {
        self.advisories.view()
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        Self::parse(view.as_str())
    }

    fn render(&self) -> Converted<String> {
        self.advisories.render()
    }

    fn check(&self) -> Vec<Finding> {
        let mut findings = self.advisories.check();
        for (place, advisory) in self.advisories.placed() {
            for (index, vulnerability) in advisory.vulnerabilities.indexed() {
                let Some(text) = &vulnerability.vulnerable_version_range else { continue };
                if VulnerableRange::parse(text).is_none() {
                    let place = place.child("vulnerabilities").index(index);
                    findings.push(unread_range(place.child("vulnerable_version_range"), text));
                }
            }
        }
        findings
    }
}

impl ToAdvisories for GhsaRest {
    fn to_advisories(&self) -> Result<Converted<Vec<Advisory>>, Refusal> {
        let mut left = Leftovers::default();
        let read = |(place, one)| read::advisory(one, &place, &mut left);
        let advisories = self.advisories.placed().map(read).collect();
        let losses = left.finish(self.view().as_raw(), "the advisory has no place for it");
        Ok(Converted::new(advisories, losses))
    }
}

impl FromAdvisories for GhsaRest {
    fn from_advisories(advisories: &[Advisory]) -> Result<Converted<Self>, Refusal> {
        let mut left = Leftovers::default();
        let mut objects = Vec::with_capacity(advisories.len());
        for (index, advisory) in advisories.iter().enumerate() {
            objects.push(write::object(advisory, &Pointer::root().index(index), &mut left)?);
        }
        let view = advisory_list::view(advisories);
        let losses = left.finish(view.as_raw(), "GitHub's object has no place for it");
        Ok(Converted::new(Self { advisories: OneOrMany::new(objects) }, losses))
    }
}
