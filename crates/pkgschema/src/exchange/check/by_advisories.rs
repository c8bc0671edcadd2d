//! What advisories say about a package.
//!
//! Invariant: what an advisory says of the usual registry's package is never more than "nobody
//! can tell" for one of that name from elsewhere.

use super::advisories::Kept;
use super::judge::Case;
use super::{CheckReason, CheckVerdict, ReasonCode, origin};
use crate::Text;
use crate::advisory::{AdvisoryIndex, PackageVersion, UnknownReason, Verdict};
use crate::object::List;
use std::collections::BTreeMap;

/// An advisory that is about the package, or may be.
pub(super) struct Found {
    pub(super) reason: CheckReason,
    pub(super) is_malware: bool,
}

/// Every advisory that is about the package, or may be, by its identifier.
pub(super) fn found(case: &Case<'_>) -> Vec<Found> {
    let Some(advisories) = case.judge.evidence.advisories else { return Vec::new() };
    let usual = hits(advisories.index(), &case.asked).map(|(id, verdict)| match verdict {
        Verdict::Affected if !case.origin.is_usual() => {
            (id, Verdict::Unknown(UnknownReason::OtherRelease))
        }
        verdict => (id, verdict),
    });
    let mut verdicts: BTreeMap<&str, Verdict> = usual.collect();
    if let Some(address) = case.origin.registry() {
        // An advisory may name this very registry.
        let here = origin::at_registry(case.package, address);
        for (id, verdict) in hits(advisories.index(), &here).filter(|(_, it)| it.is_affected()) {
            verdicts.insert(id, verdict);
        }
    }
    let kept = |(id, verdict)| Some(one(case, advisories.get(id)?, verdict));
    verdicts.into_iter().filter_map(kept).collect()
}

/// An advisory of which nobody can say which package it is about is held against none.
fn hits<'a>(
    index: &'a AdvisoryIndex,
    asked: &PackageVersion,
) -> impl Iterator<Item = (&'a str, Verdict)> + use<'a> {
    let none = Verdict::Unknown(UnknownReason::NoPackage);
    let hits = index.hits(asked).into_iter().map(|hit| (hit.id, hit.verdict));
    hits.filter(move |(_, verdict)| *verdict != none)
}

fn one(case: &Case<'_>, kept: &Kept, verdict: Verdict) -> Found {
    let elsewhere = !case.origin.is_usual() && !verdict.is_affected();
    let is_malware = kept.is_malware && !elsewhere;
    let advisory = &kept.advisory;
    let (code, own) = match verdict {
        _ if is_malware => (ReasonCode::MalwareAdvisory, CheckVerdict::Block),
        Verdict::Affected => (ReasonCode::AdvisoryAffected, CheckVerdict::Avoid),
        _ => (ReasonCode::AdvisoryUnknown, CheckVerdict::Unknown),
    };
    let mut reason = CheckReason::new(code, own);
    describe(&mut reason, case, kept);
    reason.unknown = verdict.reason().map(Text::from_static);
    let policy = case.judge.policy;
    let ignored = policy.ignores(advisory, case.purl, case.judge.evidence.at);
    if let Some(rule) = ignored.filter(|_| !is_malware) {
        reason.verdict = CheckVerdict::Allow;
        reason.rule = Some(rule);
    }
    Found { reason, is_malware }
}

fn describe(reason: &mut CheckReason, case: &Case<'_>, kept: &Kept) {
    let advisory = &kept.advisory;
    reason.advisory = Some(advisory.id.clone());
    reason.aliases = advisory.aliases.iter().cloned().collect();
    reason.summary = advisory.summary.clone();
    if let Some(best) = kept.severity(&case.asked) {
        reason.severity = Some(Text::from_static(best.score.rating.as_str()));
        reason.score = best.score.value.map(|value| Text::from(format!("{value:.1}")));
    }
    let index = case.judge.evidence.advisories.map(|advisories| advisories.index());
    let matcher = index.and_then(|index| index.matcher(&advisory.id));
    let fixes = matcher.map(|matcher| matcher.fixed_versions(&case.asked)).unwrap_or_default();
    reason.fixed = List::unless_empty(fixes);
}
