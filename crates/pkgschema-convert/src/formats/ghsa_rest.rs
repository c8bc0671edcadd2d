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

use super::ghsa::{PatchedVersion, VulnerableRange, unread_range};
use super::leftovers::Leftovers;
use crate::convert::{FromAdvisories, Refusal, ToAdvisories};
use crate::view::pretty;
use crate::{Converted, Document};
use pkgschema::advisory::Advisory;
use pkgschema::object::{List, Raw, check, parse, raw};
use pkgschema::text::{Link, Timestamp};
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Text};
use serde_json::value::RawValue;

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
    advisories: Vec<GhsaAdvisory>,
    is_array: bool,
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
        &self.advisories
    }

    fn array(text: &str) -> Result<Self, ParseError> {
        let refuse = |detail: String| ParseError::new(ParseErrorKind::Syntax, detail, text);
        let root: &RawValue = serde_json::from_str(text).map_err(|e| refuse(e.to_string()))?;
        let elements = raw::elements(root).unwrap_or_default().into_iter().enumerate();
        let read = |(index, element): (usize, &RawValue)| {
            parse(element.get()).map_err(|error| error.at_pointer(Pointer::root().index(index)))
        };
        let advisories = elements.map(read).collect::<Result<_, _>>()?;
        Ok(Self { advisories, is_array: true })
    }

    fn to_json(&self) -> String {
        match (&self.advisories[..], self.is_array) {
            ([only], false) => pkgschema::object::write(only),
            (many, _) => {
                let many: Vec<String> = many.iter().map(pkgschema::object::write).collect();
                format!("[{}]", many.join(","))
            }
        }
    }

    /// The advisories with their places.
    fn placed(&self) -> impl Iterator<Item = (Pointer, &GhsaAdvisory)> {
        let place = |index| match self.is_array {
            true => Pointer::root().index(index),
            false => Pointer::root(),
        };
        self.advisories.iter().enumerate().map(move |(index, one)| (place(index), one))
    }
}

impl Document for GhsaRest {
    const NAME: &'static str = "GitHub advisory (REST)";

    fn parse(text: &str) -> Result<Self, ParseError> {
        let body = text.strip_prefix('\u{feff}').unwrap_or(text);
        match body.trim_start().starts_with('[') {
            true => Self::array(body),
            false => Ok(Self { advisories: vec![parse(text)?], is_array: false }),
        }
    }

    fn view(&self) -> Raw {
        Raw::from_string(self.to_json()).unwrap_or_default()
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        Self::parse(view.as_str())
    }

    fn render(&self) -> Converted<String> {
        Converted::lossless(pretty(&self.to_json()) + "\n")
    }

    fn check(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (place, advisory) in self.placed() {
            for mut finding in check(advisory) {
                let pointer = format!("{}{}", place.as_str(), finding.pointer.as_str());
                finding.pointer = Pointer::parse(&pointer).unwrap_or_default();
                findings.push(finding);
            }
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
        let advisories = self.placed().map(read).collect();
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
        let list: Vec<String> = advisories.iter().map(Advisory::to_json).collect();
        let view = Raw::from_string(format!("[{}]", list.join(","))).unwrap_or_default();
        let losses = left.finish(view.as_raw(), "GitHub's object has no place for it");
        let is_array = objects.len() != 1;
        Ok(Converted::new(Self { advisories: objects, is_array }, losses))
    }
}
