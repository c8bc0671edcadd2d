//! "We checked this": a verification summary of a record that was checked.
//!
//! Source: the specification "Verification Summary Attestation (VSA)", version 1; SLSA 1.0 to 1.2.
//!
//! Invariant: a record of which nobody says that its signature was checked gives no summary.

use super::{BuildProvenance, VerificationStatus};
use crate::object::List;
use crate::provenance::{
    Predicate, ResourceDescriptor, SlsaResult, Statement, VerificationResult, VerificationSummary,
};
use crate::text::{Link, Timestamp};
use std::fmt;

/// Who checked a record, what as, and against what: what a summary needs beside the record.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SummaryTerms {
    /// Who checked, a URI. It is to be the signer of the summary.
    pub verifier: Link,
    /// What the artifact was checked as, a URI: a purl, or where it is to be fetched.
    pub resource: Link,
    /// What it was checked against.
    pub policy: ResourceDescriptor,
    /// When. `None` where the record's own time is to count.
    pub time: Option<Timestamp>,
    /// The levels that the verifier found. They are its own judgement: no record tells them.
    pub levels: Vec<SlsaResult>,
    /// The attestations that were looked at, each with digests; where there are none, they are
    /// not listed.
    pub inputs: Vec<ResourceDescriptor>,
}

impl SummaryTerms {
    /// Terms of a verifier who checked a resource against a policy; all three are URIs.
    pub fn new(verifier: &str, resource: &str, policy: &str) -> Self {
        let policy_uri = Some(Link::from_document(policy));
        Self {
            verifier: Link::from_document(verifier),
            resource: Link::from_document(resource),
            policy: ResourceDescriptor { uri: policy_uri, ..Default::default() },
            time: None,
            levels: Vec::new(),
            inputs: Vec::new(),
        }
    }
}

/// Why there is no summary of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoSummary {
    /// Nobody says that the signature was checked.
    NotChecked,
    /// Another than the verifier checked, or a registry that is not named.
    SomebodyElse,
    /// No artifact has a digest, so nothing could be said of any.
    NoSubject,
}

impl fmt::Display for NoSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotChecked => "the record's signature was not checked",
            Self::SomebodyElse => "the record was checked by somebody else",
            Self::NoSubject => "no artifact of the record has a digest",
        })
    }
}

impl std::error::Error for NoSummary {}

impl BuildProvenance {
    /// The record as a statement with a verification summary, not signed: that the verifier
    /// checked the artifacts' attestation, and what came of it. A record that was checked and
    /// found wrong gives one that says `FAILED`.
    ///
    /// Where the terms name no level the summary claims none (`SLSA_BUILD_LEVEL_UNEVALUATED`).
    ///
    /// ```
    /// use pkgschema::provenance::{BuildProvenance, NoSummary, SummaryTerms};
    /// let record = BuildProvenance::parse(r#"{"schemaVersion": "1.0"}"#)?;
    /// let terms = SummaryTerms::new("https://v.example", "pkg:npm/a@1", "https://v.example/policy");
    /// assert_eq!(record.to_verification_summary(&terms), Err(NoSummary::NotChecked));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    ///
    /// # Errors
    /// If the record does not say that its signature was checked, if another than the verifier did,
    /// or if the record has no artifact with a digest.
    pub fn to_verification_summary(&self, terms: &SummaryTerms) -> Result<Statement, NoSummary> {
        let verification = self.verification.as_ref().ok_or(NoSummary::NotChecked)?;
        let result = match verification.status {
            VerificationStatus::SignatureVerified | VerificationStatus::RegistryAsserted => {
                VerificationResult::Passed
            }
            VerificationStatus::Failed => VerificationResult::Failed,
            _ => return Err(NoSummary::NotChecked),
        };
        let asserted = verification.status == VerificationStatus::RegistryAsserted;
        match &verification.by {
            Some(by) if *by != terms.verifier => return Err(NoSummary::SomebodyElse),
            None if asserted => return Err(NoSummary::SomebodyElse),
            _ => {}
        }
        let subjects = self.subjects();
        if subjects.is_empty() {
            return Err(NoSummary::NoSubject);
        }
        let (verifier, resource) = (terms.verifier.as_str(), terms.resource.as_str());
        let mut summary = VerificationSummary::new(verifier, resource, "", result);
        summary.policy = Some(terms.policy.clone());
        summary.time_verified = terms.time.clone().or_else(|| verification.at.clone());
        summary.input_attestations = List::unless_empty(terms.inputs.clone());
        if summary.is_passed() {
            summary.verified_levels = match terms.levels.as_slice() {
                [] => vec![SlsaResult::BuildUnevaluated].into(),
                levels => levels.to_vec().into(),
            };
        }
        let predicate = Predicate::Vsa(Box::new(summary));
        Ok(Statement::with_predicate(subjects, &predicate))
    }
}
