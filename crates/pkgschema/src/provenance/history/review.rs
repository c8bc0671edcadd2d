//! A review: a release held against those before it.
//!
//! Invariant: the first release of a package is judged by what it says itself.

use super::baseline::Baseline;
use super::changes::Changes;
use super::evidence::Known;
use super::{
    HistoryChange, HistoryPolicy, HistoryReport, HistoryScope, Release, ReleaseHistory,
    ReviewOutcome, commit, identity, places, presence, words,
};
use crate::identity::PackageName;
use crate::text::Timestamp;

/// What changed in how a package is built, seen from a release that may be in the history
/// already. Each fact is compared with the nearest earlier release that states it, and provenance
/// with the nearest that has some, so that a gap in between hides nothing.
///
/// `now` is for the policy's `ignoreAfter`: without it, and without a time of publication, no
/// release is too old.
///
/// ```
/// use pkgschema::identity::Ecosystem;
/// use pkgschema::provenance::*;
/// let mut release = Release::new("1.0.0");
/// let mut build = BuildProvenance::new(BuildProvenance::SCHEMA_VERSION);
/// build.builder = Some(Fact::new("https://b.example", FactOrigin::Predicate, FactTrust::Unverified));
/// release.provenance.push(build);
/// let mut history = ReleaseHistory::of(Ecosystem::NPM);
/// history.releases.push(release);
/// let mut next = Release::new("1.0.1");
/// next.provenance = vec![].into(); // known to have none
/// let report = review(&history, &next, &HistoryPolicy::default(), None);
/// assert!(report.is_blocked() && report.has_change(&ChangeCode::ProvenanceLost));
/// ```
pub fn review(
    history: &ReleaseHistory,
    release: &Release,
    policy: &HistoryPolicy,
    now: Option<&Timestamp>,
) -> HistoryReport {
    let outcome = ReviewOutcome::TooOld;
    let version = release.version.clone();
    let mut report = HistoryReport::new(HistoryReport::SCHEMA_VERSION, version, outcome);
    if is_too_old(release, policy, now) {
        return report;
    }
    let scope: Option<&HistoryScope> = policy.scope.as_ref();
    let earlier = Baseline::of(history, release, scope);
    report.earlier = earlier.versions().map(Into::into).collect();
    let found = changes(&Known::of(release), &earlier).found;
    report.changes = judged(found, history, release, policy).into();
    report.outcome = match report.changes.first() {
        _ if report.changes.iter().any(|change| change.blocks) => ReviewOutcome::Blocked,
        Some(_) => ReviewOutcome::Changed,
        None => ReviewOutcome::Unchanged,
    };
    report
}

fn changes(new: &Known<'_>, earlier: &Baseline<'_>) -> Changes {
    let mut changes = Changes::default();
    let compares = presence::provenance(new, earlier, &mut changes);
    presence::publisher(new, earlier, &mut changes);
    places::places(new, earlier, &mut changes);
    identity::builds(new, earlier, &mut changes);
    words::words(new, earlier, &mut changes);
    commit::commit(new, earlier, &mut changes);
    if compares {
        words::missing(new, earlier, &mut changes);
    }
    words::disagreements(new, &mut changes);
    changes
}

/// What the policy makes of the changes.
fn judged(
    found: Vec<HistoryChange>,
    history: &ReleaseHistory,
    release: &Release,
    policy: &HistoryPolicy,
) -> Vec<HistoryChange> {
    let name = history.name.clone();
    let package = name.map(|name| PackageName::from_document(history.ecosystem.clone(), name));
    let judge = |mut change: HistoryChange| {
        let exception = policy.exception(package.as_ref(), &release.version, &change.code);
        change.exception = exception.map(|exception| exception.name.clone());
        change.blocks = change.exception.is_none() && policy.blocks(&change.code, &change.severity);
        change
    };
    found.into_iter().map(judge).collect()
}

/// Whether the release was published too long ago to be looked at, as far as is known.
fn is_too_old(release: &Release, policy: &HistoryPolicy, now: Option<&Timestamp>) -> bool {
    let time = |time: Option<&Timestamp>| time.and_then(Timestamp::to_datetime);
    let (Some(limit), Some(now), Some(published)) =
        (policy.ignore_after, time(now), time(release.published.as_ref()))
    else {
        return false;
    };
    let age = now.signed_duration_since(published).num_seconds();
    u64::try_from(age).is_ok_and(|age| age > limit)
}
