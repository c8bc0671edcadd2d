//! What notices, the age and the install policy say about a package: what
//! [`decide`](crate::takedown::decide) says, as reasons.
//!
//! Invariant: a notice about the package of that name at another registry is never more than
//! "nobody can tell", unless it names the very bytes.

use super::judge::{Case, unclear};
use super::{CheckReason, CheckVerdict, NoticeEvidence, ReasonCode};
use crate::Text;
use crate::identity::PurlText;
use crate::takedown::{
    Because, InstallDecision, InstallRequest, LogState, Measure, PackageStatus, Query, RequestKind,
    Verdict, Weight, decide,
};
use crate::text::{Link, Timestamp};
use std::collections::{HashMap, HashSet};

/// What is told.
#[derive(Default)]
pub(super) struct Told {
    pub(super) reasons: Vec<CheckReason>,
    /// What to use instead.
    pub(super) replacements: Vec<PurlText>,
    /// What the policy makes of malware advisories.
    malware: Option<(CheckVerdict, Option<Text>)>,
}

impl Told {
    /// Gives the reasons that are advisories about malware the verdict of the install policy.
    pub(super) fn weigh(&self, reasons: &mut [CheckReason]) {
        let Some((verdict, rule)) = &self.malware else { return };
        for reason in reasons.iter_mut().filter(|reason| is_malware(reason)) {
            reason.verdict = verdict.clone();
            reason.rule = rule.clone();
        }
    }
}

fn is_malware(reason: &CheckReason) -> bool {
    reason.code == ReasonCode::MalwareAdvisory
}

/// Asks the notices and decides.
pub(super) fn told(case: &Case<'_>, advisories: &[CheckReason]) -> Told {
    let notices = case.judge.evidence.notices;
    let ruled = notices.is_some() || case.judge.policy.install.is_some();
    if !ruled && !advisories.iter().any(is_malware) {
        // nothing to decide about, and no rule that asks for more
        return Told::default();
    }
    let request = request(case, advisories);
    let install = &case.judge.install;
    let (certain, elsewhere) = statuses(case);
    let mut told = Told::default();
    let mut notices = HashMap::new();
    for status in &certain {
        let decision = decide(status, &request, install);
        told.facts(case, &decision, &request);
        told.notices(&decision, status, &mut notices);
        let purls = status.replacements.iter().filter_map(|it| it.purl.clone());
        told.replacements.extend(purls);
    }
    let known: HashSet<&str> = certain.iter().flat_map(notice_ids).collect();
    for status in &elsewhere {
        let mut other = Told::default();
        other.notices(&decide(status, &request, install), status, &mut HashMap::new());
        let own =
            |it: &CheckReason| it.notice.as_ref().is_some_and(|id| known.contains(id.as_str()));
        told.reasons.extend(other.reasons.into_iter().filter(|it| !own(it)).map(demoted));
    }
    told
}

fn notice_ids(status: &PackageStatus) -> impl Iterator<Item = &str> {
    status.measures.iter().map(|measure| measure.notice.as_str())
}

/// The reason that a notice is which is about another registry.
fn demoted(mut reason: CheckReason) -> CheckReason {
    reason.code = ReasonCode::NoticeElsewhere;
    reason.verdict = CheckVerdict::Unknown;
    reason
}

/// A package of an inventory is taken as named exactly: what is asked is whether it may be
/// fetched, not whether it was.
fn request(case: &Case<'_>, advisories: &[CheckReason]) -> InstallRequest {
    let mut request = InstallRequest::new(RequestKind::ExactPin);
    request.at = case.judge.evidence.at.cloned();
    if case.judge.asks_age() {
        request.published_at = published(case);
    }
    for reason in advisories.iter().filter(|reason| is_malware(reason)) {
        reason.advisory.iter().for_each(|id| request.malware_advisories.push(id.clone()));
    }
    request
}

/// When the last of the files was published, if that is known of all of them; if not, only a time
/// that is too late already.
fn published(case: &Case<'_>) -> Option<Timestamp> {
    let release = case.purl.and_then(|purl| case.judge.evidence.publish_times?.latest(purl));
    let (mut latest, mut complete) = (release.cloned(), release.is_some());
    for (index, file) in case.files().enumerate() {
        let times = &file.publish_times;
        let odd = times.has_odd() || file.rest.get("publishTimes").is_some();
        let known = !odd && (release.is_some() || !times.is_empty());
        complete = known && (complete || index == 0);
        for time in times.iter().map(|it| &it.time) {
            complete &= time.to_datetime().is_some();
            let later = latest.as_ref().is_none_or(|it| it.to_datetime() < time.to_datetime());
            latest = if later { Some(time.clone()) } else { latest };
        }
    }
    let least = case.judge.install.minimum_age;
    let age = age(latest.as_ref(), case.judge.evidence.at);
    let young = age.zip(least).is_some_and(|(age, least)| age < least);
    latest.filter(|_| complete || young)
}

/// Whole seconds; a version of the future is no second old.
fn age(published: Option<&Timestamp>, at: Option<&Timestamp>) -> Option<u64> {
    let (published, at) = (published?.to_datetime()?, at?.to_datetime()?);
    Some(u64::try_from((at - published).num_seconds()).unwrap_or(0))
}

type Statuses = Vec<PackageStatus>;

/// What notices say about the package, and what those say that are about another registry. Without
/// notices the first is a status about which there is nothing to say.
fn statuses(case: &Case<'_>) -> (Statuses, Statuses) {
    let asked = case.judge.evidence.notices.zip(case.purl);
    let (mut certain, mut elsewhere) = (Vec::new(), Vec::new());
    if let Some((notices, purl)) = asked {
        let any = || Query::of(purl);
        let usual = &case.judge.policy.usual_registries;
        match (case.origin.is_usual(), case.origin.registry()) {
            (true, _) if usual.is_empty() => ask(case, &notices, &any(), &mut certain),
            (true, _) => {
                let each = usual.iter().map(|registry| any().on(registry));
                each.for_each(|query| ask(case, &notices, &query, &mut certain));
            }
            (false, address) => {
                if let Some(address) = address {
                    ask(case, &notices, &any().on(address), &mut certain);
                }
                ask(case, &notices, &any(), &mut elsewhere);
            }
        }
        let by_digest = |file| status(&notices, &any().file(file).only_by_digest());
        let named = case.files().filter(|file| file.digests.is_some()).map(by_digest);
        certain.extend(named.filter(|status| !status.measures.is_empty()));
    }
    if certain.is_empty() {
        let purl = case.purl.map_or_else(|| PurlText::from_document(""), PurlText::from);
        let notices = case.judge.evidence.notices;
        let coverage = notices.map_or(LogState::Complete, |it| it.report.coverage.clone());
        certain.push(PackageStatus::new("1.0", purl, coverage));
    }
    (certain, elsewhere)
}

/// Asks about the package, and where there is something about it, about each of its files.
fn ask(case: &Case<'_>, notices: &NoticeEvidence<'_>, query: &Query<'_>, into: &mut Statuses) {
    let whole = status(notices, query);
    let mut files = case.files().peekable();
    if whole.measures.is_empty() || files.peek().is_none() {
        return into.push(whole);
    }
    into.extend(files.map(|file| status(notices, &query.clone().file(file))));
}

fn status(notices: &NoticeEvidence<'_>, query: &Query<'_>) -> PackageStatus {
    notices.index.status(query, notices.clocks, notices.report)
}

impl Told {
    /// What goes for the package as a whole, told once.
    fn facts(&mut self, case: &Case<'_>, decision: &InstallDecision, request: &InstallRequest) {
        for because in decision.because.iter().filter(|it| it.notice.is_none()) {
            let code = match because.row.as_str() {
                "malware-advisory" => {
                    self.malware = Some((verdict(&because.verdict), because.rule.clone()));
                    continue;
                }
                "too-young" => ReasonCode::TooYoung,
                "age-unknown" => ReasonCode::AgeUnknown,
                "policy-unreadable" => ReasonCode::PolicyUnreadable,
                _ => ReasonCode::LogIncomplete,
            };
            let mut reason = fact(code, because);
            if matches!(reason.code, ReasonCode::TooYoung | ReasonCode::AgeUnknown) {
                reason.published_at = request.published_at.clone();
                reason.age = age(request.published_at.as_ref(), request.at.as_ref());
                reason.minimum_age = case.judge.install.minimum_age;
            }
            if !self.reasons.iter().any(|known| known.code == reason.code) {
                self.reasons.push(reason);
            }
        }
    }

    /// One reason a notice, with all its rows.
    fn notices(
        &mut self,
        decision: &InstallDecision,
        status: &PackageStatus,
        known: &mut HashMap<Link, usize>,
    ) {
        let measures = strongest(status);
        for because in &decision.because {
            let Some(notice) = &because.notice else { continue };
            let Some(measure) = measures.get(notice.as_str()) else { continue };
            let reason = of_notice(because, measure);
            let place = *known.entry(notice.clone()).or_insert(self.reasons.len());
            match self.reasons.get_mut(place) {
                None => self.reasons.push(reason),
                Some(before) => join(before, reason),
            }
        }
    }
}

/// Of the measures of one notice the one that counts most.
fn strongest(status: &PackageStatus) -> HashMap<&str, &Measure> {
    let mut measures: HashMap<&str, &Measure> = HashMap::new();
    for measure in &status.measures {
        let known = measures.entry(measure.notice.as_str()).or_insert(measure);
        if measure.weight == Weight::Full {
            *known = measure;
        }
    }
    measures
}

/// The verdict of a decision, among those of a check.
fn verdict(own: &Verdict) -> CheckVerdict {
    match own {
        Verdict::Allow => CheckVerdict::Allow,
        Verdict::Warn => CheckVerdict::Warn,
        Verdict::Avoid => CheckVerdict::Avoid,
        Verdict::Block | Verdict::Unlisted(_) => CheckVerdict::Block,
    }
}

/// A fact; one that leaves something open is unknown unless a rule of the policy says otherwise.
fn fact(code: ReasonCode, because: &Because) -> CheckReason {
    let open = code != ReasonCode::TooYoung && because.rule.is_none();
    let own = if open { CheckVerdict::Unknown } else { verdict(&because.verdict) };
    let mut reason = CheckReason::new(code, own);
    reason.rows = vec![because.row.clone()].into();
    reason.rule = because.rule.clone();
    reason
}

fn of_notice(because: &Because, measure: &Measure) -> CheckReason {
    let mut reason = match (&measure.weight, &because.rule) {
        (Weight::Full | Weight::Capped, _) | (_, Some(_)) => {
            CheckReason::new(ReasonCode::Notice, verdict(&because.verdict))
        }
        _ => unclear(ReasonCode::NoticeUnclear),
    };
    reason.notice = Some(measure.notice.clone());
    reason.issuer = Some(measure.issuer.clone());
    reason.status = Some(measure.status.clone());
    reason.category = measure.reason.as_ref().and_then(|reason| reason.category.clone());
    reason.since = measure.since.clone();
    reason.aliases = measure.aliases.clone();
    reason.rows = vec![because.row.clone()].into();
    reason.rule = because.rule.clone();
    reason
}

/// Puts another row of a notice to it; the stricter one leads.
fn join(before: &mut CheckReason, mut reason: CheckReason) {
    if reason.verdict.rank() > before.verdict.rank() {
        std::mem::swap(before, &mut reason);
    }
    for row in &reason.rows {
        if !before.rows.contains(row) {
            before.rows.push(row.clone());
        }
    }
}
