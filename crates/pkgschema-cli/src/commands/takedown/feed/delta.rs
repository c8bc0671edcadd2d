//! `pkgschema takedown feed delta`.
//!
//! Invariant: a failure is never told by the exit code that means proposals.

use super::holds;
use crate::args::ReportFormat;
use crate::args::feed::Delta;
use crate::commands::takedown::{document, values};
use crate::failure::Failure;
use crate::input::Source;
use crate::output;
use crate::report::{count, joined, plain, pretty};
use pkgschema::object::check as odd;
use pkgschema::takedown::{
    Checkpoint, DeltaRequest, FeedCopy, MirrorOutcome, MirrorPolicy, MirrorPosition, MirrorReport,
    Proposal, TrustTable, mirror_delta,
};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Reads the feed, asks what the mirror could do, prints it.
pub(super) fn run(args: &Delta) -> Result<(), Failure> {
    match report(args) {
        Ok(report) => {
            let printed = output::print(&match args.format {
                ReportFormat::Text => text(&report),
                ReportFormat::Json => pretty(&report.to_json()),
            });
            match (printed, &report.outcome) {
                (Ok(()) | Err(Failure::Closed), MirrorOutcome::Proposals) => Err(Failure::No),
                (printed, MirrorOutcome::Nothing) => printed,
                (Ok(()) | Err(Failure::Closed), _) => Err(Failure::Undecided(None)),
                (printed, _) => printed,
            }
        }
        Err(failure) => {
            let _ = failure.tell(args.format);
            Err(Failure::Undecided(None))
        }
    }
}

fn report(args: &Delta) -> Result<MirrorReport, Failure> {
    let at = values::time_or_now("at", args.at.as_deref())?;
    let policy = policy(args)?;
    let position = args.position.as_deref().map(|path| position(path, args.format)).transpose()?;
    let position = position.flatten();
    let holds = holds::read(&args.holds)?;
    let feed = FeedCopy::read(|name, most| bytes(&args.feed.join(name), most), policy.limits());
    let trust = match &args.trust {
        Some(path) => document(path, args.format, TrustTable::check)?,
        // Whoever passes a feed vouches for its log.
        None => {
            let mut table = TrustTable::default();
            feed.log().into_iter().for_each(|log| table.vouch(&args.issuer, log));
            table
        }
    };
    Ok(mirror_delta(&DeltaRequest {
        feed: &feed,
        issuer: &args.issuer,
        trust: &trust,
        position: position.as_ref(),
        holds: &holds,
        policy: &policy,
        at: &at,
    }))
}

fn policy(args: &Delta) -> Result<MirrorPolicy, Failure> {
    let mut policy = match &args.policy {
        Some(path) => document(path, args.format, MirrorPolicy::check)?,
        None => MirrorPolicy::default(),
    };
    policy.max_removals = args.max_removals.or(policy.max_removals);
    if let Some(share) = &args.max_share {
        policy.max_share = Some(values::per_million("max-share", share)?);
    }
    if let Some(age) = &args.max_age {
        policy.max_age = Some(values::seconds("max-age", age)?);
    }
    Ok(policy)
}

/// A checkpoint, or where the report of an earlier run says that the mirror stands.
fn position(path: &Path, format: ReportFormat) -> Result<Option<MirrorPosition>, Failure> {
    if let Ok(report) = MirrorReport::parse(&Source::read(path)?.text) {
        return Ok(report.next_position());
    }
    document::<Checkpoint>(path, format, odd).map(|checkpoint| Some(checkpoint.into()))
}

/// So many bytes of a file at most.
fn bytes(path: &Path, most: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(most).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn text(report: &MirrorReport) -> String {
    let mut text = format!("{} (position {}", report.outcome, report.position);
    if let Some(besides) = joined(&report.besides) {
        text.push_str(&format!(", {besides}"));
    }
    text.push_str(&format!(", coverage {})\n", report.feed.coverage));
    let conditions = [joined(&report.feed.conditions), joined(&report.conditions)];
    for conditions in conditions.into_iter().flatten() {
        text.push_str(&format!("feed        {conditions}\n"));
    }
    report.proposals.iter().chain(&report.withheld).for_each(|it| text.push_str(&line(it)));
    if let Some(guard) = report.guard.as_ref().filter(|guard| guard.exceeded) {
        let held = count(usize::try_from(guard.held).unwrap_or(usize::MAX), "file");
        text.push_str(&format!("guard       {} of {held} would go at once\n", guard.removals));
    }
    if let Some(unjudged) = report.unjudged {
        text.push_str(&format!("unjudged    {unjudged}\n"));
    }
    let plain = |line: &str| plain(line) + "\n";
    text.lines().map(plain).collect()
}

fn line(proposal: &Proposal) -> String {
    let withheld = proposal.withheld.as_ref().map(|why| format!("withheld ({why}): "));
    let name = proposal.file.as_ref().and_then(|file| file.filename.as_deref());
    let name = name.map(|name| format!(" {name}")).unwrap_or_default();
    let why = joined(&proposal.why).map(|why| format!(": {why}")).unwrap_or_default();
    let suggests = proposal.suggests.as_ref();
    let suggests = suggests.map(|state| format!(", {state} suggested")).unwrap_or_default();
    let notices: Vec<&str> = proposal.evidence.iter().map(|it| it.notice.as_str()).collect();
    format!(
        "{:<11} {}{}{name} ({}{why}{suggests}) by {}\n",
        proposal.action.as_str(),
        withheld.unwrap_or_default(),
        proposal.purl.as_str(),
        proposal.confidence,
        notices.join(", "),
    )
}
