//! Changes as they are found.
//!
//! Invariant: nothing is reported twice.

use super::{ChangeCode, ChangeSeverity, HistoryChange};
use crate::object::write;
use crate::provenance::{Fact, FactName, VerificationStatus};
use std::collections::HashSet;

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) found: Vec<HistoryChange>,
    seen: HashSet<String>,
}

/// What a change is compared with: the version and the fact there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Before<'a> {
    pub(super) version: &'a str,
    pub(super) fact: &'a Fact,
}

impl Changes {
    /// A change that is about no single fact.
    pub(super) fn add(
        &mut self,
        code: ChangeCode,
        severity: ChangeSeverity,
        version: Option<&str>,
    ) {
        let mut change = HistoryChange::new(code, severity, false);
        change.compared_with = version.map(Into::into);
        self.push(change);
    }

    /// A fact that is no longer what it was.
    pub(super) fn fact(
        &mut self,
        (code, severity): (ChangeCode, ChangeSeverity),
        name: &FactName,
        before: Option<Before<'_>>,
        after: Option<&Fact>,
    ) {
        let mut change = HistoryChange::new(code, severity, false);
        change.compared_with = before.map(|before| before.version.into());
        change.fact = Some(name.clone());
        change.before = before.map(|before| before.fact.clone());
        change.after = after.cloned();
        self.push(change);
    }

    /// Two values of one release that do not agree.
    pub(super) fn disagreement(&mut self, code: ChangeCode, name: &FactName, two: [&Fact; 2]) {
        let mut change = HistoryChange::new(code, ChangeSeverity::Warning, false);
        let [kept, other] = two;
        change.fact = Some(name.clone());
        change.before = Some(kept.clone());
        change.after = Some(other.clone());
        self.push(change);
    }

    /// A release that was checked less far than an earlier one.
    pub(super) fn status(&mut self, version: &str, two: [VerificationStatus; 2]) {
        let (code, severity) = (ChangeCode::TrustLowered, ChangeSeverity::Error);
        let mut change = HistoryChange::new(code, severity, false);
        let [before, after] = two;
        change.compared_with = Some(version.into());
        change.status_before = Some(before);
        change.status_after = Some(after);
        self.push(change);
    }

    fn push(&mut self, change: HistoryChange) {
        if self.seen.insert(write(&change)) {
            self.found.push(change);
        }
    }
}
