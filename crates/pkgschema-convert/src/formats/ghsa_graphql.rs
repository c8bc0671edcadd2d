//! GitHub's advisories as GraphQL answers them: a `SecurityAdvisory` node.
//!
//! Source: GitHub's GraphQL schema, `SecurityAdvisory` and `SecurityVulnerability`; the converter
//! of the OSV schema's repository, whose documents are the model of the advisories made here: one
//! entry a package, `affected[].database_specific` with `ghsa` (the advisory's page) and `cwes`
//! (the weaknesses as they stand). A node without `cvssSeverities` is from before OSV had
//! severities and gets none; one that has them gets `severity`, and
//! `database_specific.severity` for the word.
//!
//! Invariant: a package of the node is a package of the advisory, even if nobody can read which
//! versions of it are meant.

mod packages;

use super::ghsa::{self, PatchedVersion};
use crate::convert::{Refusal, ToAdvisories};
use crate::leftovers::Leftovers;
use crate::syntax::json::JsonDocument;
use crate::{Converted, Document, LossKind, specific};
use pkgschema::advisory::{Advisory, Reference, Severity};
use pkgschema::object::{List, Raw};
use pkgschema::text::{Link, Timestamp};
use pkgschema::{Finding, Pointer, Text};
use std::collections::HashSet;

pkgschema::object! {
    /// A `SecurityAdvisory` node of GitHub's GraphQL API.
    ///
    /// ```
    /// use pkgschema_convert::{Document, ToAdvisories, formats::GhsaGraphql};
    /// let node = GhsaGraphql::parse(r#"{"ghsaId": "GHSA-2222-3333-4444", "vulnerabilities": {"nodes":
    ///     [{"package": {"ecosystem": "PIP", "name": "Flask_X"}, "vulnerableVersionRange": "= 1.0"}]}}"#)?;
    /// let affected = &node.to_advisories().unwrap().value[0].affected[0];
    /// assert_eq!(affected.package.as_ref().unwrap().name.as_deref(), Some("flask-x"));
    /// assert_eq!(affected.versions[0], "1.0");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct GhsaGraphql {
        required {
            /// Identifier.
            pub ghsa_id: Text = "ghsaId",
        }
        /// Identifiers in this and other databases.
        pub identifiers: List<GraphqlIdentifier>,
        /// Where to read more.
        pub references: List<GraphqlReference>,
        /// The full account.
        pub description: Option<Text>,
        /// One line.
        pub summary: Option<Text>,
        /// How severe it is, in a word: `LOW`, `MODERATE`, `HIGH`, `CRITICAL`.
        pub severity: Option<Text>,
        /// The score of before `cvssSeverities`.
        pub cvss: Option<GraphqlCvss>,
        /// Scores by version of CVSS.
        pub cvss_severities: Option<GraphqlSeverities> = "cvssSeverities",
        /// Weaknesses.
        pub cwes: Option<GraphqlCwes>,
        /// The advisory's page.
        pub permalink: Option<Link>,
        /// When it was published.
        pub published_at: Option<Timestamp> = "publishedAt",
        /// When it last changed.
        pub updated_at: Option<Timestamp> = "updatedAt",
        /// Since when it is withdrawn.
        pub withdrawn_at: Option<Timestamp> = "withdrawnAt",
        /// What is affected.
        pub vulnerabilities: Option<GraphqlVulnerabilities>,
    }

    /// An identifier.
    pub struct GraphqlIdentifier {
        /// The identifier.
        pub value: Option<Text>,
    }

    /// A reference.
    pub struct GraphqlReference {
        /// The address.
        pub url: Option<Link>,
    }

    /// A score.
    pub struct GraphqlCvss {
        /// The vector it is computed of.
        pub vector_string: Option<Text> = "vectorString",
    }

    /// Scores by version of CVSS.
    pub struct GraphqlSeverities {
        /// CVSS 3.
        pub cvss_v3: Option<GraphqlCvss> = "cvssV3",
        /// CVSS 4.
        pub cvss_v4: Option<GraphqlCvss> = "cvssV4",
    }

    /// The connection of weaknesses.
    pub struct GraphqlCwes {
        /// The weaknesses, as they stand.
        pub nodes: List<Raw>,
    }

    /// The connection of vulnerabilities.
    pub struct GraphqlVulnerabilities {
        /// The vulnerabilities.
        pub nodes: List<GraphqlVulnerability>,
    }

    /// A package and a range of its versions.
    pub struct GraphqlVulnerability {
        /// The package.
        pub package: Option<GraphqlPackage>,
        /// The first version that is patched.
        pub first_patched_version: Option<PatchedVersion> = "firstPatchedVersion",
        /// The range.
        pub vulnerable_version_range: Option<Text> = "vulnerableVersionRange",
    }

    /// A package.
    pub struct GraphqlPackage {
        /// The ecosystem: `NPM`, `PIP`, `RUST`, …
        pub ecosystem: Option<Text>,
        /// The name.
        pub name: Option<Text>,
    }
}

impl JsonDocument for GhsaGraphql {
    const DOCUMENT: &'static str = "GitHub advisory (GraphQL)";

    fn lints(&self) -> Vec<Finding> {
        packages::unread(self)
    }
}

impl ToAdvisories for GhsaGraphql {
    fn to_advisories(&self) -> Result<Converted<Vec<Advisory>>, Refusal> {
        let mut left = Leftovers::default();
        let advisory = advisory(self, &mut left);
        let losses = left.finish(self.view().as_raw(), "the advisory has no place for it");
        Ok(Converted::new(vec![advisory], losses))
    }
}

fn advisory(node: &GhsaGraphql, left: &mut Leftovers) -> Advisory {
    let root = Pointer::root();
    let mut advisory = Advisory::new(node.ghsa_id.clone());
    left.take(&root.child("ghsaId"));
    advisory.aliases = aliases(node, left).into();
    advisory.modified = left.member(&node.updated_at, &root, "updatedAt").cloned();
    advisory.published = left.member(&node.published_at, &root, "publishedAt").cloned();
    advisory.withdrawn = left.member(&node.withdrawn_at, &root, "withdrawnAt").cloned();
    advisory.summary = left.member(&node.summary, &root, "summary").cloned();
    advisory.details = left.member(&node.description, &root, "description").cloned();
    advisory.references = references(node, left).into();
    advisory.affected = packages::affected(node, left).into();
    no_score(node, left);
    if let Some(scores) = &node.cvss_severities {
        advisory.severity = severities(scores, left).into();
        let word = left.member(&node.severity, &root, "severity");
        let word = word.and_then(|word| Raw::of(&ghsa::upper_word(word)?));
        advisory.database_specific = specific::object([("severity", word)]);
        same_score(node, scores, left);
    }
    advisory.schema_version = Some(ghsa::schema_version(&advisory.severity));
    advisory
}

fn aliases(node: &GhsaGraphql, left: &mut Leftovers) -> List<Text> {
    if !node.identifiers.is_present() {
        return List::absent();
    }
    let place = Pointer::root().child("identifiers");
    let mut aliases: Vec<Text> = Vec::new();
    let mut known = HashSet::from([&node.ghsa_id]);
    for (index, identifier) in node.identifiers.indexed() {
        let place = place.index(index);
        let Some(value) = left.member(&identifier.value, &place, "value") else { continue };
        let kind = identifier.rest.get("type");
        left.imply(kind.as_ref(), &place, "type", "the identifier begins with it");
        match known.insert(value) {
            true => aliases.push(value.clone()),
            false => left.say(&place.child("value"), LossKind::Normalized, "it stands already"),
        }
    }
    List::from(aliases)
}

fn references(node: &GhsaGraphql, left: &mut Leftovers) -> List<Reference> {
    if !node.references.is_present() {
        return List::absent();
    }
    let place = Pointer::root().child("references");
    let read = |(index, reference): (usize, &GraphqlReference)| {
        let url = left.member(&reference.url, &place.index(index), "url")?;
        Some(Reference::new(ghsa::reference_type(url.as_str()), url.clone()))
    };
    let references: Vec<Reference> = node.references.indexed().filter_map(read).collect();
    List::from(references)
}

/// What zero without a vector is.
const NO_SCORE: &str = "no vector, no score";

/// A score of zero without a vector is how GitHub says that there is none.
fn no_score(node: &GhsaGraphql, left: &mut Leftovers) {
    let Some(cvss) = &node.cvss else { return };
    let zero = |score: &Raw| score.to::<f64>().is_ok_and(|score| score == 0.0);
    let score = cvss.rest.get("score").filter(|score| zero(score));
    if cvss.vector_string.is_none() {
        let place = Pointer::root().child("cvss");
        left.imply(score.as_ref(), &place, "score", NO_SCORE);
    }
}

fn severities(scores: &GraphqlSeverities, left: &mut Leftovers) -> List<Severity> {
    let place = Pointer::root().child("cvssSeverities");
    let mut severities = Vec::new();
    for (name, score) in [("cvssV3", &scores.cvss_v3), ("cvssV4", &scores.cvss_v4)] {
        let Some(score) = score else { continue };
        let place = place.child(name);
        let zero = |score: &Raw| score.to::<f64>().is_ok_and(|score| score == 0.0);
        match left.member(&score.vector_string, &place, "vectorString") {
            Some(vector) => {
                severities.push(ghsa::of_vector(vector));
                if score.rest.get("score").is_some() {
                    let note = "the vector says it";
                    left.lose(&place.child("score"), LossKind::Normalized, note);
                }
            }
            None => {
                let number = score.rest.get("score").filter(|number| zero(number));
                left.imply(number.as_ref(), &place, "score", NO_SCORE);
            }
        }
    }
    List::unless_empty(severities)
}

/// The score of before is the same as one of the newer ones, as a rule.
fn same_score(node: &GhsaGraphql, scores: &GraphqlSeverities, left: &mut Leftovers) {
    let Some(vector) = node.cvss.as_ref().and_then(|cvss| cvss.vector_string.as_ref()) else {
        return;
    };
    let newer = [&scores.cvss_v3, &scores.cvss_v4].into_iter().flatten();
    if newer.filter_map(|score| score.vector_string.as_ref()).any(|newer| newer == vector) {
        let note = "it stands among the scores by version";
        left.lose(&Pointer::root().child("cvss"), LossKind::Normalized, note);
    }
}
