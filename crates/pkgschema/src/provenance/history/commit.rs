//! What was built: the commit, and the tag or branch.
//!
//! Invariant: a ref is a tag only if it says so.

use super::baseline::Baseline;
use super::changes::{Before, Changes};
use super::evidence::{Known, State};
use super::{ChangeCode, ChangeSeverity};
use crate::provenance::{Fact, FactName};
use std::collections::HashSet;

/// What is wrong with the commit, and what changed about the ref.
pub(super) fn commit(new: &Known<'_>, earlier: &Baseline<'_>, changes: &mut Changes) {
    let name = FactName::SourceCommit;
    if new.state == State::Attested && new.facts(&name).is_empty() {
        let code = match new.is_unknown(&name) {
            true => ChangeCode::FactUnknown,
            false => ChangeCode::CommitMissing,
        };
        changes.fact((code, ChangeSeverity::Warning), &name, None, None);
    }
    reference(new, earlier, changes);
}

fn reference(new: &Known<'_>, earlier: &Baseline<'_>, changes: &mut Changes) {
    let name = FactName::SourceRef;
    let (known, facts) = match earlier.stating(&name) {
        Some((known, facts)) => (Some(known), facts),
        None => (None, Vec::new()),
    };
    let first = |is_so: fn(&Fact) -> bool| {
        let fact = facts.iter().copied().find(|fact| is_so(fact))?;
        Some(Before { version: known?.version(), fact })
    };
    let known_refs: HashSet<&str> = facts.iter().map(|fact| fact.value.as_str()).collect();
    for fact in new.facts(&name).into_iter().filter(|fact| !is_tag(fact)) {
        let tag = first(is_tag);
        let severity = match tag.is_some() || is_proposal(fact) {
            true => ChangeSeverity::Warning,
            false => ChangeSeverity::Note,
        };
        changes.fact((ChangeCode::RefNotATag, severity), &name, tag, Some(fact));
        let is_known = known_refs.contains(fact.value.as_str());
        if let Some(branch) = first(|fact| !is_tag(fact)).filter(|_| !is_known) {
            let change = (ChangeCode::BranchChanged, ChangeSeverity::Warning);
            changes.fact(change, &name, Some(branch), Some(fact));
        }
    }
}

fn is_tag(fact: &Fact) -> bool {
    fact.value.starts_with("refs/tags/")
}

/// Whether it is what somebody has proposed: anybody can.
fn is_proposal(fact: &Fact) -> bool {
    ["refs/pull/", "refs/merge-requests/"].iter().any(|start| fact.value.starts_with(start))
}
