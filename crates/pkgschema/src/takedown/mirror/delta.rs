//! From a feed and a mirror's position to proposals.
//!
//! Invariant: the work is bounded by the feed and what the mirror holds; what is not judged for
//! that is counted, and never taken for nothing.

use super::changes::{Found, Judge};
use super::guard::count;
use super::position::states;
use super::{
    HeldFile, HeldState, MirrorAction, MirrorOutcome, MirrorPolicy, MirrorPosition, MirrorReport,
    PositionState, Proposal, Withholding,
};
use crate::identity::Artifact;
use crate::object::{self, List};
use crate::takedown::{
    Clocks, FeedCondition, FeedCopy, Log, LogReport, LogState, Query, StatusIndex, TrustTable,
};
use crate::text::Timestamp;

/// What a delta is made of.
#[derive(Debug, Clone, Copy)]
pub struct DeltaRequest<'a> {
    /// The feed as it was fetched.
    pub feed: &'a FeedCopy,
    /// Who issues its log, by the identity that the mirror has verified.
    pub issuer: &'a str,
    /// Whom the mirror believes.
    pub trust: &'a TrustTable,
    /// Where it last stood, if it has stood anywhere.
    pub position: Option<&'a MirrorPosition>,
    /// What it holds, and what it does with that.
    pub holds: &'a [HeldFile],
    /// How far it lets itself be led.
    pub policy: &'a MirrorPolicy,
    /// The time for which it is told.
    pub at: &'a Timestamp,
}

/// What a mirror could do about a feed, given where it last stood and what it holds.
///
/// ```
/// use pkgschema::takedown::{DeltaRequest, FeedCopy, FeedLimits, MirrorOutcome, MirrorPolicy, PositionState, TrustTable, mirror_delta};
/// use pkgschema::text::Timestamp;
/// let feed = FeedCopy::read(|_name, _most| None, FeedLimits::default());
/// let (trust, policy) = (TrustTable::default(), MirrorPolicy::default());
/// let at = Timestamp::new("2026-05-04T10:00:00Z")?;
/// let report = mirror_delta(&DeltaRequest { feed: &feed, issuer: "log", trust: &trust,
///     position: None, holds: &[], policy: &policy, at: &at });
/// assert_eq!((report.outcome, report.position), (MirrorOutcome::Unknown, PositionState::Unknown));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
pub fn mirror_delta(request: &DeltaRequest<'_>) -> MirrorReport {
    let mut states = states(request.feed, request.position, request.policy, request.at).into_iter();
    let position = states.next().unwrap_or(PositionState::Unknown);
    let worth = request.feed.report(request.at);
    let mut report = MirrorReport::new("1.0", MirrorOutcome::Unknown, position, worth);
    report.besides = List::unless_empty(states.collect());
    report.conditions = List::unless_empty(request.feed.conditions().to_vec());
    if !request.feed.is_within(request.policy.limits()) {
        report.conditions.push(FeedCondition::TooManyLines);
    }
    report.as_of = Some(request.at.clone());
    let Judged { proposals, unjudged } = judge(request, &report.feed);
    let guard = count(&proposals, request.holds.len(), request.policy);
    let sound = is_sound(request, &report);
    sort(proposals, &mut report, guard.exceeded, sound);
    report.unjudged = (unjudged > 0).then(|| object::count(unjudged));
    report.outcome = match () {
        () if guard.exceeded || report.position.stops() => MirrorOutcome::Stopped,
        () if !sound || unjudged > 0 => MirrorOutcome::Unknown,
        () if report.proposals.is_empty() => MirrorOutcome::Nothing,
        () => MirrorOutcome::Proposals,
    };
    report.guard = Some(guard);
    go_on(request, &mut report);
    report
}

/// Puts what must not be done now apart from the rest.
fn sort(proposals: Vec<Proposal>, report: &mut MirrorReport, exceeded: bool, sound: bool) {
    for mut proposal in proposals {
        proposal.withheld = withheld(&proposal, report, exceeded, sound);
        match proposal.withheld {
            Some(_) => report.withheld.push(proposal),
            None => report.proposals.push(proposal),
        }
    }
}

/// Whether all is there that a checkpoint of the right log counts, and nothing is odd about the
/// files.
fn is_sound(request: &DeltaRequest<'_>, report: &MirrorReport) -> bool {
    report.position.may_loosen()
        && report.feed.coverage == LogState::Complete
        && !request.trust.is_unreadable()
        && report.conditions.is_empty()
}

fn withheld(
    proposal: &Proposal,
    report: &MirrorReport,
    exceeded: bool,
    sound: bool,
) -> Option<Withholding> {
    match &proposal.action {
        _ if report.position.stops() => Some(Withholding::Feed),
        _ if exceeded => Some(Withholding::Guard),
        MirrorAction::Restore if !sound => Some(Withholding::Loosens),
        // What is in review may have been hidden before.
        MirrorAction::Unlist if !sound && proposal.from == Some(HeldState::InReview) => {
            Some(Withholding::Loosens)
        }
        _ => None,
    }
}

/// Where the mirror stands afterwards. It goes on only if everything was told, so that what could
/// not be told now is told again.
fn go_on(request: &DeltaRequest<'_>, report: &mut MirrorReport) {
    let told = matches!(report.outcome, MirrorOutcome::Nothing | MirrorOutcome::Proposals);
    let (next, looked_at) = match request.position {
        _ if told => (request.feed.checkpoint(), Some(request.at)),
        Some(before) => (Some(&before.checkpoint), before.as_of.as_ref()),
        None => (None, None),
    };
    report.next = next.cloned();
    report.next_as_of = looked_at.cloned();
}

/// What came of looking at every file.
#[derive(Default)]
struct Judged {
    proposals: Vec<Proposal>,
    unjudged: usize,
}

fn judge(request: &DeltaRequest<'_>, worth: &LogReport) -> Judged {
    let mut judged = Judged::default();
    let within = request.feed.is_within(request.policy.limits());
    let Some(log) = request.feed.log().filter(|_| within) else { return judged };
    let lines: Vec<usize> = log.placed().map(|(line, _)| line).collect();
    let mut index = StatusIndex::new(request.trust);
    index.add_log(log, request.issuer, request.feed.checkpoint());
    let judge = Judge {
        index: &index,
        lines: &lines,
        issuer: request.issuer,
        worth,
        whole: &LogReport::new("1.0", LogState::Complete),
        now: Clocks::at(request.at.clone()),
        before: before(request, log),
        counted: request.feed.checkpoint().map_or(usize::MAX, |it| it.lines()),
        least: request.policy.least(),
    };
    let each = log.len().saturating_add(request.holds.len());
    let mut pairs = request.policy.comparisons(each);
    for held in request.holds {
        match one(&judge, held, &mut pairs) {
            Some(found) => {
                judged.proposals.extend(found);
                // What can be read of it was judged.
                judged.unjudged += usize::from(held.is_ambiguous());
            }
            None => judged.unjudged += 1,
        }
    }
    judged
}

/// Where the mirror last stood in this log: the lines that it knew, and when. Where the log does
/// not go on from there, every line is new.
fn before(request: &DeltaRequest<'_>, log: &Log) -> Option<(usize, Clocks)> {
    let position = request.position?;
    let same = log.goes_on_from(&position.checkpoint);
    same.then(|| (position.checkpoint.lines(), Clocks::at(position.looked_at().clone())))
}

/// What to do about a file, if anything. `None` if nobody can tell.
fn one(judge: &Judge<'_, '_>, held: &HeldFile, pairs: &mut usize) -> Option<Option<Proposal>> {
    let purl = held.purl.to_purl().ok()?;
    let mut query = Query::of(&purl);
    if let Some(registry) = &held.registry {
        query = query.on(registry);
    }
    let nameless = Artifact::default();
    if let Some(file) = &held.file {
        let file = if held.is_ambiguous() { &nameless } else { file };
        query = query.file(file);
    }
    *pairs = pairs.checked_sub(judge.index.breadth(&query))?;
    let hits = judge.index.hits(&query);
    if !hits.iter().any(|hit| judge.is_new(hit.0)) {
        return Some(None);
    }
    let stated = held.stated();
    let from = stated.unwrap_or_else(|| judge.implied(&query, &hits));
    let found = Found { held, query: &query, hits: &hits, from };
    Some(judge.proposal(&found))
}

/// Whether one state is stricter than another.
pub(super) fn is_stricter(left: &HeldState, right: &HeldState) -> bool {
    left.rank() > right.rank()
}
