//! What to do about a package.
//!
//! Invariant: a version is only proposed if no advisory and no notice that was asked speaks
//! against it.

use super::by_notices::Told;
use super::judge::Case;
use super::package_advisories::PackageAdvisories;
use super::{ActionKind, CheckAction, CheckReason, CheckVerdict, ReasonCode};
use crate::takedown::{Category, Query};
use crate::text::Timestamp;

/// So many fixed versions are looked at before somebody has to.
const MOST: usize = 64;

/// What to do, the first thing first; nothing for a package that is allowed.
pub(super) fn actions(
    case: &Case<'_>,
    advisories: &PackageAdvisories<'_>,
    reasons: &[CheckReason],
    told: &Told,
) -> Vec<CheckAction> {
    let open: Vec<&CheckReason> =
        reasons.iter().filter(|reason| reason.verdict != CheckVerdict::Allow).collect();
    let has = |codes: &[ReasonCode]| open.iter().any(|reason| codes.contains(&reason.code));
    if open.iter().any(|reason| is_malware(reason)) {
        return [ActionKind::Remove, ActionKind::TreatAsIncident].map(CheckAction::new).into();
    }
    let mut actions = Vec::new();
    if has(&[ReasonCode::AdvisoryAffected, ReasonCode::Notice]) {
        actions.extend(upgrade(case, advisories, &open));
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
fn upgrade(
    case: &Case<'_>,
    advisories: &PackageAdvisories<'_>,
    reasons: &[&CheckReason],
) -> Option<CheckAction> {
    let fixed = reasons.iter().flat_map(|reason| reason.fixed.iter());
    let mut candidates = advisories.candidates().among(fixed).take(MOST);
    let found =
        candidates.find(|it| advisories.speak_for(it) && notices_speak_for(case, &it.version))?;
    let mut action = CheckAction::new(ActionKind::Upgrade);
    action.version = Some(found.version.clone());
    Some(action)
}

/// Whether no notice is about the version.
fn notices_speak_for(case: &Case<'_>, version: &str) -> bool {
    let Some(notices) = case.judge.evidence.notices else { return true };
    let purl = case.asked.name().purl(Some(version)).and_then(Result::ok);
    purl.is_some_and(|purl| {
        let query = Query::of(&purl);
        notices.index.status(&query, notices.clocks, notices.report).measures.is_empty()
    })
}
