//! What to do about a package.
//!
//! Invariant: a version is only proposed if no advisory and no notice that was asked speaks
//! against it.

use super::by_notices::Told;
use super::judge::Case;
use super::{ActionKind, CheckAction, CheckReason, CheckVerdict, ReasonCode};
use crate::Text;
use crate::advisory::read_version;
use crate::takedown::{Category, Query};
use crate::text::Timestamp;
use crate::version::{Scheme, Version, stable_sort};
use std::cmp::Ordering;
use std::collections::HashSet;

/// So many fixed versions are looked at before somebody has to.
const MOST: usize = 64;

/// What to do, the first thing first; nothing for a package that is allowed.
pub(super) fn actions(case: &Case<'_>, reasons: &[CheckReason], told: &Told) -> Vec<CheckAction> {
    let open: Vec<&CheckReason> =
        reasons.iter().filter(|reason| reason.verdict != CheckVerdict::Allow).collect();
    let has = |codes: &[ReasonCode]| open.iter().any(|reason| codes.contains(&reason.code));
    if open.iter().any(|reason| is_malware(reason)) {
        return [ActionKind::Remove, ActionKind::TreatAsIncident].map(CheckAction::new).into();
    }
    let mut actions = Vec::new();
    if has(&[ReasonCode::AdvisoryAffected, ReasonCode::Notice]) {
        actions.extend(upgrade(case, &open));
        actions.extend(told.replacements.first().map(|purl| {
            let mut action = CheckAction::new(ActionKind::Replace);
            action.purl = Some(purl.clone());
            action
        }));
    }
    actions.extend(open.iter().find_map(|reason| wait(reason)));
    if has(&[ReasonCode::NoVersion, ReasonCode::ProvenanceUnknown]) {
        actions.push(CheckAction::new(ActionKind::Pin));
    }
    if actions.is_empty() && !open.is_empty() {
        actions.push(CheckAction::new(ActionKind::Look));
    }
    actions
}

fn is_malware(reason: &CheckReason) -> bool {
    let notice = reason.code == ReasonCode::Notice
        && (reason.category == Some(Category::Malware)
            || reason.rows.iter().any(|row| row == "reason-malware"));
    notice || reason.code == ReasonCode::MalwareAdvisory
}

fn wait(reason: &CheckReason) -> Option<CheckAction> {
    let least = reason.minimum_age.filter(|_| reason.code == ReasonCode::TooYoung)?;
    let published = reason.published_at.as_ref()?.to_datetime()?;
    let until = published.timestamp().checked_add(i64::try_from(least).ok()?)?;
    let mut action = CheckAction::new(ActionKind::Wait);
    action.until = Timestamp::from_unix(until);
    Some(action)
}

/// The lowest fixed version above this one that nothing speaks against.
fn upgrade(case: &Case<'_>, reasons: &[&CheckReason]) -> Option<CheckAction> {
    let fixed = reasons.iter().flat_map(|reason| reason.fixed.iter());
    let version = in_order(case, fixed).into_iter().take(MOST).find(|it| is_free(case, it))?;
    let mut action = CheckAction::new(ActionKind::Upgrade);
    action.version = Some(version);
    Some(action)
}

/// The versions, lowest first, each once.
fn in_order<'a>(case: &Case<'_>, versions: impl Iterator<Item = &'a Text>) -> Vec<Text> {
    let scheme = Scheme::of_ecosystem(&case.package.ecosystem).unwrap_or(Scheme::Semver);
    let mut met = HashSet::new();
    let each = versions.filter(|text| met.insert(text.as_str()));
    let read = |text: &'a Text| Some((read_version(scheme, text)?, text));
    let mut read: Vec<(Version, &Text)> = each.filter_map(read).collect();
    stable_sort(&mut read, |left, right| left.0.compare(&right.0).unwrap_or(Ordering::Equal));
    read.into_iter().map(|(_, text)| text.clone()).collect()
}

fn is_free(case: &Case<'_>, version: &str) -> bool {
    let evidence = case.judge.evidence;
    let asked = case.asked.clone().at(version);
    let free = evidence.advisories.is_none_or(|advisories| advisories.speaks_for(&asked));
    let Some(notices) = evidence.notices.filter(|_| free) else { return free };
    let purl = asked.name().purl(Some(version)).and_then(Result::ok);
    purl.is_some_and(|purl| {
        let query = Query::of(&purl);
        notices.index.status(&query, notices.clocks, notices.report).measures.is_empty()
    })
}
