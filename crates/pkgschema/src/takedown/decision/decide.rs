//! The decision.
//!
//! Invariant: the strictest row that applies decides, and a row is never passed over.

use super::request::LockState;
use super::table::{
    TableRow, fact, of_download, of_reason, of_resolution, of_status, unknown_reason, verdict,
};
use super::{
    Because, Flag, InstallDecision, InstallPolicy, InstallRequest, PolicyRule, RequestKind, Verdict,
};
use crate::Text;
use crate::takedown::{
    Category, Download, LogState, Measure, PackageStatus, Resolution, Status, Weight,
};
use crate::text::{Link, Timestamp};

/// What a client does about a request for what the status is about.
///
/// ```
/// use pkgschema::takedown::{InstallPolicy, InstallRequest, PackageStatus, RequestKind, Verdict, decide};
/// let status = PackageStatus::parse(r#"{"schemaVersion": "1.0", "purl": "pkg:npm/a@1.0.0", "coverage":
///     "complete", "status": "yanked", "measures": [{"notice": "urn:x:1", "status": "yanked", "issuer": "r", "weight": "full"}]}"#)?;
/// let request = |kind| InstallRequest::new(kind);
/// let policy = InstallPolicy::default();
/// assert_eq!(decide(&status, &request(RequestKind::NewResolution), &policy).verdict, Verdict::Avoid);
/// assert_eq!(decide(&status, &request(RequestKind::ExactPin), &policy).verdict, Verdict::Warn);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
pub fn decide(
    status: &PackageStatus,
    request: &InstallRequest,
    policy: &InstallPolicy,
) -> InstallDecision {
    let lock = request.lock_state();
    let mut tally = Tally::new(status, policy, columns(request, lock));
    for measure in &status.measures {
        tally.measure(measure);
    }
    if request.names_malware() {
        tally.row(fact("malware-advisory"), None, Verdict::Block);
        tally.incident(Flag::Incident);
    }
    tally.coverage();
    tally.lock(request, lock);
    tally.age(request);
    tally.done()
}

/// The columns of the table that apply: one, but for a kind that nobody knows all of them.
fn columns(request: &InstallRequest, lock: LockState) -> &'static [usize] {
    match request.kind {
        RequestKind::NewResolution => &[0],
        RequestKind::ExactPin => &[1],
        RequestKind::Locked if lock == LockState::Verified => &[2],
        RequestKind::Locked => &[1],
        RequestKind::Installed => &[3],
        RequestKind::Unlisted(_) => &[0, 1, 2, 3],
    }
}

/// The rows that apply so far.
struct Tally<'a> {
    status: &'a PackageStatus,
    policy: &'a InstallPolicy,
    columns: &'static [usize],
    because: Vec<Because>,
    flags: Vec<Flag>,
}

impl<'a> Tally<'a> {
    fn new(
        status: &'a PackageStatus,
        policy: &'a InstallPolicy,
        columns: &'static [usize],
    ) -> Self {
        Self { status, policy, columns, because: Vec::new(), flags: Vec::new() }
    }

    /// The rows of one measure, as far as it counts.
    fn measure(&mut self, measure: &Measure) {
        let effects = measure.effects.as_ref();
        let resolution = effects.and_then(|effects| effects.resolution.as_ref());
        let download = effects.and_then(|effects| effects.download.as_ref());
        let category = measure.reason.as_ref().and_then(|reason| reason.category.as_ref());
        let malware = category == Some(&Category::Malware) || names_malware(measure);
        let reason = match category {
            _ if malware => of_reason(Some(&Category::Malware)),
            None if has_odd_reason(measure) => unknown_reason(),
            _ if has_odd_aliases(measure) => unknown_reason(),
            category => of_reason(category),
        };
        let cap = self.cap(measure, malware);
        let notice = Some(&measure.notice);
        let odd = |name: &str| has_odd_effect(measure, name);
        let resolution_row = match resolution {
            None if odd("resolution") => of_resolution(Some(&Resolution::Unknown)),
            resolution => of_resolution(resolution),
        };
        let download_row = match download {
            None if odd("download") => of_download(Some(&Download::Unknown)),
            download => of_download(download),
        };
        for row in [of_status(&measure.status), resolution_row, download_row, reason] {
            self.row(row, notice, cap.clone());
        }
        self.flags_of(measure, resolution, download, malware, category);
    }

    /// The most that a measure can ask for.
    fn cap(&mut self, measure: &Measure, malware: bool) -> Verdict {
        let elsewhere = !malware && self.policy.is_outside(&measure.territory);
        if elsewhere {
            self.flag(Flag::Elsewhere);
        }
        match measure.weight {
            Weight::Full if elsewhere => Verdict::Warn,
            Weight::Full => Verdict::Block,
            Weight::Unclear | Weight::Unlisted(_) => {
                self.flag(Flag::UnclearMatch);
                let chosen = !elsewhere && self.columns.iter().any(|column| *column < 2);
                if chosen { Verdict::Avoid } else { Verdict::Warn }
            }
            Weight::Capped => {
                self.flag(Flag::UntrustedIssuer);
                Verdict::Warn
            }
        }
    }

    fn flags_of(
        &mut self,
        measure: &Measure,
        resolution: Option<&Resolution>,
        download: Option<&Download>,
        malware: bool,
        category: Option<&Category>,
    ) {
        if measure.status == Status::Relocated || resolution == Some(&Resolution::Redirected) {
            self.flag(Flag::FollowReplacement);
        }
        if resolution == Some(&Resolution::Placeholder) || measure.status == Status::SecurityHeld {
            self.flag(Flag::Placeholder);
        }
        let gone = matches!(measure.status, Status::Deleted | Status::AccessRestricted)
            || matches!(download, Some(Download::Unavailable | Download::Unlinked));
        if gone {
            self.flag(Flag::Unavailable);
        }
        if gone && !malware && self.columns == [2] && measure.status != Status::Quarantined {
            self.flag(Flag::UseVerifiedCopy);
        }
        if malware && measure.weight == Weight::Full {
            self.incident(Flag::Incident);
        } else if malware || measure.status == Status::Quarantined {
            self.incident(Flag::IncidentSuspected);
        } else if matches!(category, None | Some(Category::Unspecified | Category::Unlisted(_))) {
            self.flag(Flag::UnknownReason);
        }
        if measure.dispute_state == Some(crate::takedown::DisputeState::Open) {
            self.flag(Flag::Disputed);
        }
    }

    /// A flag for those who have the bytes already.
    fn incident(&mut self, flag: Flag) {
        if self.columns.iter().any(|column| *column >= 2) {
            self.flag(flag);
        }
    }

    fn coverage(&mut self) {
        let lost = self.status.rest.get("measures").is_some() || self.status.measures.has_odd();
        let row = match self.status.coverage {
            _ if lost => fact("coverage-unknown"),
            LogState::Complete => fact("coverage-complete"),
            LogState::Partial => fact("coverage-partial"),
            LogState::Unknown | LogState::Unlisted(_) => fact("coverage-unknown"),
        };
        self.row(row, None, Verdict::Block);
        if row.name != "coverage-complete" {
            self.flag(Flag::StatusStale);
        }
        if self.policy.is_unreadable() {
            self.row(fact("policy-unreadable"), None, Verdict::Block);
        }
    }

    fn lock(&mut self, request: &InstallRequest, lock: LockState) {
        let compared = !matches!(request.kind, RequestKind::NewResolution | RequestKind::ExactPin);
        match lock {
            LockState::Differs => {
                self.row(fact("digest-differs"), None, Verdict::Block);
                self.flag(Flag::Resurrected);
            }
            LockState::NotComparable if compared => {
                self.row(fact("digest-not-comparable"), None, Verdict::Block);
            }
            LockState::Nothing
                if request.kind == RequestKind::Locked && request.locked.is_none() =>
            {
                self.row(fact("digest-not-comparable"), None, Verdict::Block);
            }
            _ => {}
        }
    }

    fn age(&mut self, request: &InstallRequest) {
        let Some(least) = self.policy.least_age() else { return };
        if matches!(request.kind, RequestKind::Locked | RequestKind::Installed) {
            return;
        }
        match age(request.published_at.as_ref(), request.at.as_ref()) {
            Some(age) if age >= least => {}
            Some(_) => self.row(fact("too-young"), None, Verdict::Block),
            None => self.row(fact("age-unknown"), None, Verdict::Block),
        }
    }

    /// Takes a row into account, which asks for no more than `cap` unless the policy says so.
    fn row(&mut self, row: &'static TableRow, notice: Option<&Link>, cap: Verdict) {
        let asked = self.columns.iter().filter_map(|column| row.verdicts.get(*column)).max();
        let own = asked.copied().unwrap_or(3).min(cap.rank());
        // Harm is passed over only where a rule names the row.
        let rule = self.policy.rule(self.status, row.name, notice, HARM.contains(&row.name));
        // What the issuer may not ask for, no rule asks for in its place, unless it names the notice.
        let most = |rule: &PolicyRule| match rule.notice {
            Some(_) => rule.verdict.rank(),
            None => rule.verdict.rank().min(cap.rank().max(own)),
        };
        let rank = rule.map_or(own, most);
        if rank == 0 && own == 0 {
            return;
        }
        let mut because = Because::new(row.name, verdict(rank));
        because.notice = notice.cloned();
        because.rule = rule.map(|rule| rule.name.clone());
        self.because.push(because);
    }

    fn flag(&mut self, flag: Flag) {
        if !self.flags.contains(&flag) {
            self.flags.push(flag);
        }
    }

    fn done(mut self) -> InstallDecision {
        // Of rows that ask for the same, one that is about harm says more than the others.
        self.because.sort_by_key(|because| {
            let harm = HARM.contains(&because.row.as_str());
            std::cmp::Reverse((because.verdict.rank(), harm))
        });
        let strictest = self.because.first().filter(|because| because.verdict.rank() > 0);
        let (verdict, row) = match strictest {
            Some(strictest) => (strictest.verdict.clone(), strictest.row.clone()),
            None => (Verdict::Allow, Text::from_static("active")),
        };
        self.flags.retain(|flag| match flag {
            Flag::UnknownReason => verdict != Verdict::Allow,
            Flag::UseVerifiedCopy => verdict != Verdict::Block,
            _ => true,
        });
        let mut decision = InstallDecision::new(verdict, row);
        if !self.because.is_empty() {
            decision.because = self.because.into();
        }
        if !self.flags.is_empty() {
            self.flags.sort_unstable();
            decision.flags = self.flags.into();
        }
        decision
    }
}

/// The rows about harm.
const HARM: [&str; 3] = ["reason-malware", "malware-advisory", "digest-differs"];

/// Whether an effect is stated in a way that cannot be read.
fn has_odd_effect(measure: &Measure, name: &str) -> bool {
    let member = measure.effects.as_ref().is_some_and(|effects| effects.rest.get(name).is_some());
    member || measure.rest.get("effects").is_some()
}

/// Whether a reason is stated in a way that cannot be read.
fn has_odd_reason(measure: &Measure) -> bool {
    let reason = measure.reason.as_ref();
    let member = reason.is_some_and(|reason| reason.rest.get("category").is_some());
    member || measure.rest.get("reason").is_some()
}

/// Whether a measure goes by a malware advisory: one whose identifier begins with `MAL-` (OpenSSF
/// malicious packages).
fn names_malware(measure: &Measure) -> bool {
    let odd = measure.aliases.items().into_iter().flat_map(|items| items.odd());
    let mut odd = odd.map(|(_, raw)| raw).chain(measure.rest.get("aliases"));
    measure.aliases.iter().any(|alias| alias.starts_with("MAL-"))
        || odd.any(|raw| raw.as_str().contains("\"MAL-"))
}

/// Whether identifiers of the matter are there that cannot be read.
fn has_odd_aliases(measure: &Measure) -> bool {
    measure.aliases.has_odd() || measure.rest.get("aliases").is_some()
}

/// Whole seconds between two times that can be read; a version of the future is no second old.
fn age(published: Option<&Timestamp>, now: Option<&Timestamp>) -> Option<u64> {
    let (published, now) = (published?.to_datetime()?, now?.to_datetime()?);
    Some(u64::try_from((now - published).num_seconds()).unwrap_or(0))
}
