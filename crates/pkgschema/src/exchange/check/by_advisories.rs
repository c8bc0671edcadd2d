//! What advisories say about a package.
//!
//! Invariant: what an advisory says of the usual registry's package is never more than "nobody
//! can tell" for one of that name from elsewhere.

use super::judge::Case;
use super::package_advisories::{AboutPackage, PackageAdvisories};
use super::{CheckReason, CheckVerdict, ReasonCode, origin};
use crate::Text;
use crate::advisory::{PackageVersion, UnknownReason, Verdict};

/// Every advisory that is about the package, or may be.
pub(super) fn reasons(case: &Case<'_>, usual: &PackageAdvisories<'_>) -> Vec<CheckReason> {
    let usual = usual.judged(&case.asked);
    let usual = usual.map(|(about, verdict)| (about, of_usual(case, verdict)));
    let Some(address) = case.origin.registry() else {
        return usual.filter_map(|(about, it)| one(case, about, &case.asked, it)).collect();
    };
    // An advisory may name this very registry.
    let asked = origin::at_registry(case.package, address);
    let there = PackageAdvisories::new(case.judge.evidence.advisories, asked.clone());
    let here: Vec<_> = there.judged(&asked).filter(|(_, it)| it.is_affected()).collect();
    let is_here = |about: &AboutPackage<'_>| {
        here.binary_search_by(|(known, _)| known.id().cmp(about.id())).is_ok()
    };
    let others = usual.filter(|(about, _)| !is_here(about));
    let others = others.filter_map(|(about, it)| one(case, about, &case.asked, it));
    here.iter().filter_map(|(about, it)| one(case, about, &asked, *it)).chain(others).collect()
}

/// What an advisory about the usual registry's package says of the one at hand.
fn of_usual(case: &Case<'_>, verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::Affected if !case.origin.is_usual() => {
            Verdict::Unknown(UnknownReason::OtherRelease)
        }
        verdict => verdict,
    }
}

/// The reason that an advisory is, if it is one: one of which nobody can say which package it is
/// about is held against none.
fn one(
    case: &Case<'_>,
    about: &AboutPackage<'_>,
    asked: &PackageVersion,
    verdict: Verdict,
) -> Option<CheckReason> {
    if verdict.is_not_affected() || verdict == Verdict::Unknown(UnknownReason::NoPackage) {
        return None;
    }
    let elsewhere = !case.origin.is_usual() && !verdict.is_affected();
    let is_malware = about.kept.is_malware && !elsewhere;
    let (code, own) = match verdict {
        _ if is_malware => (ReasonCode::MalwareAdvisory, CheckVerdict::Block),
        Verdict::Affected => (ReasonCode::AdvisoryAffected, CheckVerdict::Avoid),
        _ => (ReasonCode::AdvisoryUnknown, CheckVerdict::Unknown),
    };
    let mut reason = CheckReason::new(code, own);
    about.describe(&mut reason, asked);
    reason.unknown = verdict.reason().map(Text::from_static);
    let policy = case.judge.policy;
    let ignored = policy.ignores(&about.kept.advisory, case.purl, case.judge.evidence.at);
    if let Some(rule) = ignored.filter(|_| !is_malware) {
        reason.verdict = CheckVerdict::Allow;
        reason.rule = Some(rule);
    }
    Some(reason)
}
