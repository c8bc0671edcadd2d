//! What notices ask a mirror to do with one file.
//!
//! Invariant: of several measures the strictest that is sure enough decides; those that are not
//! are shown, and looked at by hand where nothing else would be done.

use super::delta::is_stricter;
use super::doubts::{method, of_measure, of_notice};
use super::{
    Confidence, Doubt, EvidenceEffect, HeldFile, HeldState, MirrorAction, Proposal,
    ProposalEvidence,
};
use crate::object::count;
use crate::takedown::status_index::{HitAt, moment};
use crate::takedown::{
    Category, Clocks, LogReport, LogState, Measure, PackageStatus, Query, Status, StatusIndex,
    TakedownNotice,
};
use crate::text::{Link, Timestamp};

/// How many notices a proposal names.
const EVIDENCE: usize = 20;

/// What files are judged by.
pub(super) struct Judge<'j, 'a> {
    pub(super) index: &'j StatusIndex<'a>,
    /// The line of each notice in the index.
    pub(super) lines: &'j [usize],
    pub(super) issuer: &'j str,
    /// What the log is worth.
    pub(super) worth: &'j LogReport,
    /// A log of which all was read, as the mirror's last one was.
    pub(super) whole: &'j LogReport,
    pub(super) now: Clocks,
    /// How many lines the mirror knew, and when.
    pub(super) before: Option<(usize, Clocks)>,
    /// How many lines the checkpoint counts.
    pub(super) counted: usize,
    /// How sure a proposal must be.
    pub(super) least: u8,
}

/// A file, and the notices that are about it.
pub(super) struct Found<'f, 'q> {
    pub(super) held: &'f HeldFile,
    pub(super) query: &'f Query<'q>,
    pub(super) hits: &'f [HitAt],
    pub(super) from: HeldState,
}

/// What a notice asks for, and how sure that is.
struct Asked {
    /// `None` if nobody can tell what.
    state: Option<HeldState>,
    evidence: ProposalEvidence,
}

/// What all notices come to.
struct Target {
    to: HeldState,
    /// What is too unsure to go by.
    suggests: Option<HeldState>,
}

impl Judge<'_, '_> {
    /// Whether the notice came after the mirror last looked, or one of its dates has since passed.
    pub(super) fn is_new(&self, entry: usize) -> bool {
        let Some((known, then)) = &self.before else { return true };
        if self.lines.get(entry).is_none_or(|line| line >= known) {
            return true;
        }
        let Some(notice) = self.index.notice(entry) else { return true };
        let optional = [&notice.effective_from, &notice.effective_until];
        let times = optional.into_iter().flatten().chain([&notice.issued_at]);
        let odd =
            ["effectiveFrom", "effectiveUntil"].iter().any(|it| notice.rest.get(it).is_some());
        odd || times.into_iter().any(|time| self.has_passed(time, then))
    }

    /// Whether a time lies between when the mirror last looked and now; or nobody can tell.
    fn has_passed(&self, time: &Timestamp, then: &Clocks) -> bool {
        let between = [moment(&then.known), moment(time), moment(&self.now.known)];
        match between {
            [Some(then), Some(time), Some(now)] => then < time && time <= now,
            _ => true,
        }
    }

    /// What the mirror does with a file if it has followed the log up to where it last stood.
    pub(super) fn implied(&self, query: &Query<'_>, hits: &[HitAt]) -> HeldState {
        let Some((known, then)) = &self.before else { return HeldState::Served };
        let old = |hit: &&HitAt| self.lines.get(hit.0).is_some_and(|line| line < known);
        let hits: Vec<HitAt> = hits.iter().filter(old).copied().collect();
        let status = self.index.fold(query, &hits, then, self.whole);
        self.target(&self.asked(&status, &hits)).to
    }

    /// What to do about a file, if anything.
    pub(super) fn proposal(&self, found: &Found<'_, '_>) -> Option<Proposal> {
        let status = self.index.fold(found.query, found.hits, &self.now, self.worth);
        let asked = self.asked(&status, found.hits);
        let mut target = self.target(&asked);
        if target.to == found.from {
            return None;
        }
        if tightens(found, &mut target) {
            return Some(stricter(found, target, asked));
        }
        let in_force = asked.into_iter().map(|asked| asked.evidence).collect();
        let lifting = self.lifting(&status, found.hits);
        // What no notice has lifted the mirror does for reasons of its own.
        (!lifting.is_empty()).then(|| self.looser(found, target, lifting, in_force))
    }

    fn looser(
        &self,
        found: &Found<'_, '_>,
        mut target: Target,
        lifting: Vec<ProposalEvidence>,
        in_force: Vec<ProposalEvidence>,
    ) -> Proposal {
        let mut why: Vec<Doubt> = Vec::new();
        for doubt in lifting.iter().flat_map(|it| &it.why) {
            if !why.contains(doubt) {
                why.push(doubt.clone());
            }
        }
        let unchecked = found.held.strong().is_none();
        if unchecked {
            why.push(Doubt::NoDigest);
        }
        let sure = Confidence::under(&why).rank() >= self.least;
        // Bytes that cannot be told from others do not come back out of quarantine by themselves.
        let kept = matches!(found.from, HeldState::Quarantined | HeldState::Unlisted(_));
        let action = match sure && !(kept && unchecked) && found.from.is_listed() {
            true => MirrorAction::Restore,
            false => {
                target.suggests = Some(std::mem::replace(&mut target.to, HeldState::InReview));
                MirrorAction::LookByHand
            }
        };
        proposal(found, action, target, why, lifting.into_iter().chain(in_force).collect())
    }

    /// What the measures in force come to.
    fn target(&self, asked: &[Asked]) -> Target {
        let sure = |it: &&Asked| it.evidence.confidence.rank() >= self.least;
        let strictest = |states: &mut dyn Iterator<Item = &HeldState>| {
            states.max_by_key(|state| state.rank()).cloned().unwrap_or(HeldState::Served)
        };
        let firm = strictest(&mut asked.iter().filter(sure).filter_map(|it| it.state.as_ref()));
        let soft = strictest(&mut asked.iter().filter_map(|it| it.state.as_ref()));
        let unclear = asked.iter().any(|it| it.state.is_none());
        let suggests = is_stricter(&soft, &firm).then_some(soft);
        let open = firm == HeldState::Served && (suggests.is_some() || unclear);
        Target { to: if open { HeldState::InReview } else { firm }, suggests }
    }

    fn asked(&self, status: &PackageStatus, hits: &[HitAt]) -> Vec<Asked> {
        let partial = status.coverage != LogState::Complete;
        let one = |measure: &Measure| {
            let mut doubts = of_measure(measure);
            doubts.extend(partial.then_some(Doubt::CoveragePartial));
            let state = state(measure);
            let unclear = state.is_none().then(|| match measure.status {
                Status::AccessRestricted => Doubt::Territorial,
                _ => Doubt::UnknownStatus,
            });
            doubts.extend(unclear);
            let effect = EvidenceEffect::InForce;
            let mut evidence = self.evidence(&measure.notice, effect, hits, doubts);
            evidence.status = Some(measure.status.clone());
            evidence.role = measure.role.clone();
            Asked { state, evidence }
        };
        status.measures.iter().map(one).collect()
    }

    /// What has lifted measures, and which have ended; nothing if none of that is new.
    fn lifting(&self, status: &PackageStatus, hits: &[HitAt]) -> Vec<ProposalEvidence> {
        let partial = status.coverage != LogState::Complete;
        let doubts = |more: Option<Doubt>| {
            more.into_iter().chain(partial.then_some(Doubt::CoveragePartial)).collect()
        };
        let (mut evidence, mut fresh) = (Vec::new(), false);
        for lifted in &status.lifted {
            let overruled = (lifted.overruled == Some(true)).then_some(Doubt::Overruled);
            let effect = EvidenceEffect::Lifts;
            let mut one = self.evidence(&lifted.by, effect, hits, doubts(overruled));
            one.lifts = Some(lifted.notice.clone());
            fresh |= hits.iter().any(|hit| self.is_new(hit.0) && self.is_named(hit.0, &lifted.by));
            evidence.push(one);
        }
        for hit in hits {
            let Some(notice) = self.index.notice(hit.0) else { continue };
            if notice.status != Status::Active && self.has_ended(notice) {
                fresh |= self.is_new(hit.0);
                evidence.push(self.evidence(&notice.id, EvidenceEffect::Ended, hits, doubts(None)));
            }
        }
        if fresh { evidence } else { Vec::new() }
    }

    fn is_named(&self, entry: usize, id: &Link) -> bool {
        self.index.notice(entry).is_some_and(|notice| notice.id == *id)
    }

    fn has_ended(&self, notice: &TakedownNotice) -> bool {
        let until = notice.effective_until.as_ref().and_then(moment);
        until.zip(moment(&self.now.known)).is_some_and(|(until, now)| until <= now)
    }

    /// A notice as evidence, with every doubt about any notice of its identifier.
    fn evidence(
        &self,
        id: &Link,
        effect: EvidenceEffect,
        hits: &[HitAt],
        mut doubts: Vec<Doubt>,
    ) -> ProposalEvidence {
        let named = hits.iter().filter_map(|hit| Some((hit.0, self.index.notice(hit.0)?)));
        let (mut how, mut kind, mut what) = (None, None, None);
        for (entry, notice) in named.filter(|(_, notice)| notice.id == *id) {
            let counted = self.lines.get(entry).is_some_and(|line| *line < self.counted);
            doubts.extend(of_notice(notice, counted));
            how = Some(method(notice));
            kind = Some(notice.notice_type.clone());
            what = Some(notice.status.clone());
        }
        let mut why: Vec<Doubt> = Vec::new();
        doubts.into_iter().for_each(|doubt| {
            if !why.contains(&doubt) {
                why.push(doubt)
            }
        });
        let how = how.unwrap_or_else(|| "unknown".into());
        let confidence = Confidence::under(&why);
        let mut evidence = ProposalEvidence::new(id.clone(), effect, self.issuer, how, confidence);
        evidence.notice_type = kind;
        evidence.status = what;
        if !why.is_empty() {
            evidence.why = why.into();
        }
        evidence
    }
}

/// What a measure asks a mirror to do with what it holds; `None` if nobody can tell.
fn state(measure: &Measure) -> Option<HeldState> {
    let category = measure.reason.as_ref().and_then(|reason| reason.category.as_ref());
    if category == Some(&Category::Malware) {
        return Some(HeldState::Quarantined);
    }
    match &measure.status {
        Status::Active | Status::Archived | Status::Deprecated | Status::Relocated => {
            Some(HeldState::Served)
        }
        Status::Hidden | Status::Yanked => Some(HeldState::Delisted),
        Status::NameReserved | Status::Deleted => Some(HeldState::Hidden),
        Status::SecurityHeld | Status::Quarantined => Some(HeldState::Quarantined),
        Status::AccessRestricted | Status::Unlisted(_) => None,
    }
}

/// Whether the mirror becomes stricter, as far as anybody can tell, or somebody is to look.
fn tightens(found: &Found<'_, '_>, target: &mut Target) -> bool {
    // What nobody knows may be looser than what is asked for, or stricter.
    if !found.from.is_listed() && target.to == HeldState::Delisted {
        target.suggests = Some(std::mem::replace(&mut target.to, HeldState::InReview));
    }
    match (&found.from, &target.to) {
        (_, HeldState::Served) => false,
        (HeldState::InReview | HeldState::Unlisted(_), _) | (_, HeldState::InReview) => true,
        (from, to) => is_stricter(to, from),
    }
}

/// A proposal that makes the mirror stricter, or has somebody look.
fn stricter(found: &Found<'_, '_>, target: Target, asked: Vec<Asked>) -> Proposal {
    let action = match &target.to {
        HeldState::Quarantined => MirrorAction::Quarantine,
        HeldState::Hidden => MirrorAction::Hide,
        HeldState::Delisted => MirrorAction::Unlist,
        _ => MirrorAction::LookByHand,
    };
    let supports = |it: &&Asked| {
        let enough = it.state.as_ref().is_none_or(|state| state.rank() >= target.to.rank());
        enough || action == MirrorAction::LookByHand
    };
    let surest = asked.iter().filter(supports).max_by_key(|it| it.evidence.confidence.rank());
    let mut why: Vec<Doubt> = surest.map(|it| it.evidence.why.to_vec()).unwrap_or_default();
    if action == MirrorAction::Quarantine && found.held.strong().is_none() {
        why.push(Doubt::NoDigest);
    }
    let evidence = asked.into_iter().map(|asked| asked.evidence).collect();
    proposal(found, action, target, why, evidence)
}

fn proposal(
    found: &Found<'_, '_>,
    action: MirrorAction,
    target: Target,
    why: Vec<Doubt>,
    evidence: Vec<ProposalEvidence>,
) -> Proposal {
    let held = found.held;
    let mut proposal = Proposal::new(held.purl.clone(), action, Confidence::under(&why));
    proposal.file = held.file.clone();
    proposal.from = Some(found.from.clone());
    proposal.to = Some(target.to);
    proposal.suggests = target.suggests;
    proposal.digest = held.strong();
    if !why.is_empty() {
        proposal.why = why.into();
    }
    let more = evidence.len().saturating_sub(EVIDENCE);
    proposal.more_evidence = (more > 0).then(|| count(more));
    proposal.evidence = evidence.into_iter().take(EVIDENCE).collect();
    proposal
}
