//! The status that comes of what stands.
//!
//! Invariant: everything is sorted by what it says, never by the order it came in.

use super::clocks::Clocks;
use super::entry::{Entry, Issuers};
use super::matching::Matching;
use super::query::Query;
use super::resolution::{Lifting, Refusal, Resolved, Why};
use crate::identity::PurlText;
use crate::object::write;
use crate::takedown::{
    DisputeState, Lifted, LogCondition, LogReport, LogState, Measure, NameState, PackageStatus,
    Refused, Status, Weight,
};
use std::collections::HashSet;

pub(super) fn summarize(
    query: &Query<'_>,
    clocks: &Clocks,
    report: &LogReport,
    resolved: Resolved<'_, '_>,
    issuers: &Issuers<'_>,
) -> PackageStatus {
    let purl = PurlText::from(query.purl);
    let coverage = if issuers.unreadable { LogState::Unknown } else { report.coverage.clone() };
    let mut status = PackageStatus::new("1.0", purl, coverage);
    status.registry = query.registry.as_ref().map(|registry| (**registry).clone());
    status.known_at = Some(clocks.known.clone());
    status.in_effect_at = Some(clocks.effect.clone());
    status.conditions = report.conditions.clone();
    if issuers.unreadable {
        status.conditions.push(LogCondition::TrustUnreadable);
    }
    status.fresh_until = report.expires.clone();
    measures(&mut status, resolved.measures, issuers);
    lifted(&mut status, resolved.lifted);
    refused(&mut status, resolved.refused);
    status
}

fn measures(
    status: &mut PackageStatus,
    mut found: Vec<(&Entry<'_>, Matching)>,
    issuers: &Issuers<'_>,
) {
    found.sort_by(|(left, _), (right, _)| {
        let severity = |entry: &Entry<'_>| std::cmp::Reverse(entry.status.severity());
        severity(left)
            .cmp(&severity(right))
            .then_with(|| left.key().cmp(&right.key()))
            .then_with(|| issuers.name(left.issuer).cmp(issuers.name(right.issuer)))
            .then_with(|| left.notice.to_json().cmp(&right.notice.to_json()))
    });
    let known = status.coverage == LogState::Complete;
    let mut most = known.then_some(Status::Active);
    let mut replacements = HashSet::new();
    for (entry, matching) in found {
        let weight = weight(entry, matching, issuers);
        if weight == Weight::Full {
            let before = most.as_ref().map_or(0, Status::severity);
            if entry.status.severity() > before {
                most = Some(entry.status.clone().into_owned());
            }
            around(status, entry, &mut replacements);
        }
        status.measures.push(measure(entry, weight, issuers));
    }
    status.status = most;
    if !status.measures.is_empty() {
        let open = |measure: &Measure| measure.dispute_state == Some(DisputeState::Open);
        status.disputed = Some(status.measures.iter().any(open));
    }
}

fn weight(entry: &Entry<'_>, matching: Matching, issuers: &Issuers<'_>) -> Weight {
    match matching {
        _ if !issuers.counts(entry) => Weight::Capped,
        Matching::Yes => Weight::Full,
        _ => Weight::Unclear,
    }
}

/// What surrounds a measure that counts: replacements, and what becomes of the name.
fn around(status: &mut PackageStatus, entry: &Entry<'_>, known: &mut HashSet<String>) {
    for replacement in &entry.notice.replacements {
        if known.insert(write(replacement)) {
            status.replacements.push(replacement.clone());
        }
    }
    let Some(effects) = &entry.notice.effects else { return };
    if status.name.is_none() && effects.name_reuse.is_some() {
        let mut name = NameState::default();
        name.name_reuse = effects.name_reuse.clone();
        name.name_available_at = effects.name_available_at.clone();
        name.version_reuse = effects.version_reuse.clone();
        status.name = Some(name);
    }
}

fn measure(entry: &Entry<'_>, weight: Weight, issuers: &Issuers<'_>) -> Measure {
    let notice = entry.notice;
    let issuer = issuers.name(entry.issuer);
    let mut measure =
        Measure::new(notice.id.clone(), entry.status.clone().into_owned(), issuer, weight);
    measure.role = Some(entry.role(issuers));
    measure.effects = notice.effects.clone();
    measure.reason = notice.reason.clone();
    measure.mechanism = notice.mechanism.clone();
    measure.since = Some(notice.applies_from().clone());
    measure.until = notice.effective_until.clone();
    measure.territory = notice.territory.clone();
    measure.aliases = notice.aliases.clone();
    measure.dispute_state = notice.dispute_state.clone();
    // What cannot be read is handed on: it says something, and nobody knows what.
    for name in ["effects", "reason", "aliases"] {
        if let Some(raw) = notice.rest.get(name) {
            measure.rest.push(name, raw.clone());
        }
    }
    measure
}

fn lifted(status: &mut PackageStatus, found: Vec<Lifting<'_, '_>>) {
    let mut found: Vec<Lifted> = found
        .iter()
        .map(|lifting| {
            let (notice, by) = (lifting.entry.notice, lifting.by.notice);
            let mut lifted = Lifted::new(notice.id.clone(), by.id.clone(), by.notice_type.clone());
            lifted.overruled = lifting.overruled.then_some(true);
            lifted
        })
        .collect();
    found.sort_by(|left, right| (&left.notice, &left.by).cmp(&(&right.notice, &right.by)));
    if !found.is_empty() {
        status.lifted = found.into();
    }
}

fn refused(status: &mut PackageStatus, mut found: Vec<Refusal<'_, '_>>) {
    found.sort_by(|left, right| refusal_key(left).cmp(&refusal_key(right)));
    found.dedup_by(|left, right| refusal_key(left) == refusal_key(right));
    for refusal in found {
        let mut refused = Refused::new(refusal.entry.notice.id.clone(), refusal.why);
        refused.target = refusal.target.map(crate::text::Link::from_document);
        status.refused.push(refused);
    }
}

fn refusal_key<'k>(refusal: &'k Refusal<'_, '_>) -> (&'k str, Why, Option<&'k str>) {
    (refusal.entry.notice.id.as_str(), refusal.why, refusal.target)
}
