//! Whether the builds of a package's files are attested.
//!
//! Invariant: an attestation that nobody checked does not attest.

use super::judge::{Case, unclear};
use super::{BuildTrust, CheckReason, CheckVerdict, ReasonCode};
use crate::identity::{Artifact, Digest, DigestSet};

/// What is missing, file by file. A file whose attestation is not right is told of even where
/// none was asked for.
pub(super) fn reasons(case: &Case<'_>) -> Vec<CheckReason> {
    let required = case.judge.policy.require_provenance == Some(true);
    let mut reasons: Vec<CheckReason> = case
        .files()
        .filter_map(|file| of_file(case, file))
        .filter(|reason| required || reason.code == ReasonCode::ProvenanceFailed)
        .collect();
    if required && case.files().next().is_none() {
        reasons.push(unclear(ReasonCode::ProvenanceUnknown));
    }
    reasons
        .sort_by(|left, right| (&left.code, &left.filename).cmp(&(&right.code, &right.filename)));
    reasons.dedup();
    reasons
}

fn of_file(case: &Case<'_>, file: &Artifact) -> Option<CheckReason> {
    let digests = file.digests.iter().flat_map(DigestSet::digests);
    let strong: Vec<Digest> = digests.filter(|digest| !digest.is_weak()).collect();
    let builds = case.judge.evidence.builds.filter(|_| !strong.is_empty());
    let trust = builds.map(|builds| strong.iter().filter_map(|it| builds.trust(it)).max());
    let mut reason = match trust {
        None => unclear(ReasonCode::ProvenanceUnknown),
        Some(None) => CheckReason::new(ReasonCode::ProvenanceMissing, CheckVerdict::Warn),
        Some(Some(BuildTrust::Stated)) => unclear(ReasonCode::ProvenanceUnverified),
        Some(Some(BuildTrust::Verified)) => return None,
        Some(Some(BuildTrust::Failed)) => {
            CheckReason::new(ReasonCode::ProvenanceFailed, CheckVerdict::Block)
        }
    };
    reason.filename = file.filename.clone();
    Some(reason)
}
