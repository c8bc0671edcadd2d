//! Facts that are compared as words, facts that are no longer stated, and sources that disagree.
//!
//! Invariant: whatever was stated before and is not now is reported, whatever it is about.

use super::baseline::Baseline;
use super::changes::{Before, Changes};
use super::evidence::Known;
use super::identity::SIGNER;
use super::{ChangeCode, ChangeSeverity};
use crate::provenance::build_provenance::compare::key;
use crate::provenance::{Fact, FactName};
use std::collections::HashSet;

/// Facts that are expected of every release once they were stated, each with another that stands
/// in for it.
const EXPECTED: &[(FactName, Option<FactName>)] = &[
    (FactName::SourceRepository, None),
    (FactName::SourceRepositoryId, None),
    (FactName::SourceOwner, None),
    (FactName::SourceOwnerId, None),
    (FactName::SourceRef, None),
    (FactName::SourceVisibility, None),
    (FactName::BuildConfig, None),
    (FactName::BuildSigner, Some(FactName::Signer)),
    (FactName::Builder, None),
    (FactName::RunnerEnvironment, None),
    (FactName::Trigger, None),
    (FactName::Environment, None),
    (FactName::Signer, Some(FactName::BuildSigner)),
    (FactName::Issuer, None),
];

/// Triggers by which somebody outside can start a build.
const OPEN_TRIGGERS: &[&str] =
    &["pull_request", "pull_request_target", "workflow_run", "issue_comment", "issues"];

/// What changed about facts that are words.
pub(super) fn words(new: &Known<'_>, earlier: &Baseline<'_>, changes: &mut Changes) {
    let names = [
        FactName::Issuer,
        FactName::RunnerEnvironment,
        FactName::Trigger,
        FactName::Environment,
        FactName::SourceVisibility,
    ];
    for name in names {
        let Some((known, before)) = earlier.stating(&name) else { continue };
        let known_words: HashSet<_> = before.iter().map(|it| key(&name, &it.value)).collect();
        let is_known = |fact: &&Fact| known_words.contains(&key(&name, &fact.value));
        let first = before.first().map(|fact| Before { version: known.version(), fact });
        for fact in new.facts(&name).into_iter().filter(|fact| !is_known(fact)) {
            changes.fact(change(&name, fact), &name, first, Some(fact));
        }
    }
}

fn change(name: &FactName, after: &Fact) -> (ChangeCode, ChangeSeverity) {
    use ChangeSeverity::{Error, Note, Warning};
    match name {
        FactName::Issuer => (ChangeCode::IssuerChanged, Error),
        FactName::RunnerEnvironment if after.value == "self-hosted" => {
            (ChangeCode::RunnerSelfHosted, Warning)
        }
        FactName::RunnerEnvironment => (ChangeCode::RunnerChanged, Warning),
        FactName::Environment => (ChangeCode::EnvironmentChanged, Warning),
        FactName::SourceVisibility => (ChangeCode::VisibilityChanged, Note),
        _ if OPEN_TRIGGERS.contains(&after.value.as_str()) => (ChangeCode::TriggerChanged, Warning),
        _ => (ChangeCode::TriggerChanged, Note),
    }
}

/// What was stated before and is not now.
pub(super) fn missing(new: &Known<'_>, earlier: &Baseline<'_>, changes: &mut Changes) {
    for (name, stand_in) in EXPECTED {
        let is_stated = |name: &FactName| !new.facts(name).is_empty();
        if is_stated(name) || stand_in.as_ref().is_some_and(is_stated) {
            continue;
        }
        let Some((known, facts)) = earlier.stating(name) else { continue };
        let code = match new.is_unknown(name) {
            true => ChangeCode::FactUnknown,
            false => ChangeCode::FactLost,
        };
        let before = facts.first().map(|fact| Before { version: known.version(), fact });
        changes.fact((code, ChangeSeverity::Warning), name, before, None);
    }
}

/// What the release's own sources do not agree on.
pub(super) fn disagreements(new: &Known<'_>, changes: &mut Changes) {
    for conflict in new.records.iter().flat_map(|record| record.conflicts.iter()) {
        let two = [&conflict.kept, &conflict.other];
        changes.disagreement(ChangeCode::SourcesDisagree, &conflict.fact, two);
    }
    let [signer, _] = SIGNER;
    for name in [FactName::SourceRepository, FactName::SourceCommit, signer, FactName::Issuer] {
        let facts = new.facts(&name);
        let Some((first, others)) = facts.split_first() else { continue };
        for other in others {
            changes.disagreement(ChangeCode::RecordsDisagree, &name, [*first, *other]);
        }
    }
}
