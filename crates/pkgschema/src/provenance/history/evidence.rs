//! What is known of one release.
//!
//! Invariant: what a registry asserts beside an attestation is no attestation, and one whose
//! signature is wrong is none.

use super::Release;
use crate::provenance::build_provenance::compare;
use crate::provenance::{BuildProvenance, Fact, FactName, FactOrigin, VerificationStatus};
use std::collections::HashSet;

/// A release, read.
pub(super) struct Known<'a> {
    pub(super) release: &'a Release,
    /// What states facts: every record but those whose signature is wrong.
    pub(super) records: Vec<&'a BuildProvenance>,
    pub(super) state: State,
}

/// Whether there is provenance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Attested,
    None,
    Unknown,
}

/// Facts of which one at least makes an attestation tell how something was built. An attestation
/// that a registry signs with a key tells who published.
const TELLING: &[FactName] = &[
    FactName::SourceRepository,
    FactName::SourceRepositoryId,
    FactName::SourceCommit,
    FactName::BuildConfig,
    FactName::BuildSigner,
    FactName::Builder,
    FactName::Run,
    FactName::Issuer,
];

impl<'a> Known<'a> {
    pub(super) fn of(release: &'a Release) -> Self {
        let records: Vec<_> = release.provenance.iter().filter(|it| !has_failed(it)).collect();
        let odd = !release.provenance.is_present() || release.provenance.has_odd();
        let state = match () {
            () if records.iter().any(|record| is_attested(record)) => State::Attested,
            () if odd || records.iter().any(|record| !record.unknown.is_empty()) => State::Unknown,
            () => State::None,
        };
        Self { release, records, state }
    }

    pub(super) fn version(&self) -> &'a str {
        &self.release.version
    }

    /// The values of a fact, each once.
    pub(super) fn facts(&self, name: &FactName) -> Vec<&'a Fact> {
        let mut seen = HashSet::new();
        let facts = self.records.iter().filter_map(|record| record.fact(name));
        facts.filter(|fact| seen.insert(compare::key(name, &fact.value))).collect()
    }

    /// Whether a fact may be stated where nobody can read it.
    pub(super) fn is_unknown(&self, name: &FactName) -> bool {
        self.state == State::Unknown
            || self.release.provenance.has_odd()
            || self.records.iter().any(|it| it.unknown.contains(name) || it.unknown.has_odd())
    }

    /// How far the least checked of its attestations was checked.
    pub(super) fn status(&self) -> Option<VerificationStatus> {
        let attested = self.records.iter().filter(|record| is_attested(record));
        attested.map(|record| status(record)).min_by_key(rank)
    }
}

/// Whether a signature was checked and is not right.
pub(super) fn has_failed(record: &BuildProvenance) -> bool {
    status(record) == VerificationStatus::Failed
}

fn status(record: &BuildProvenance) -> VerificationStatus {
    let stated = record.verification.as_ref().map(|verification| verification.status.clone());
    stated.unwrap_or(VerificationStatus::NotChecked)
}

/// How much a status is worth; a word that nobody knows is worth nothing.
pub(super) fn rank(status: &VerificationStatus) -> u8 {
    match status {
        VerificationStatus::SignatureVerified => 3,
        VerificationStatus::RegistryAsserted => 2,
        VerificationStatus::SubjectMatched => 1,
        _ => 0,
    }
}

pub(super) fn is_attested(record: &BuildProvenance) -> bool {
    TELLING.iter().filter_map(|name| record.fact(name)).any(|fact| {
        matches!(fact.origin, FactOrigin::Certificate | FactOrigin::Tlog | FactOrigin::Predicate)
    })
}
