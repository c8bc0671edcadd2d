//! `pkgschema takedown decide`.
//!
//! Invariant: the verdict stands on standard output and in the exit code, and both agree.

use super::logs::{Answer, ask};
use super::status::replacement;
use super::{document, values};
use crate::args::ReportFormat;
use crate::args::takedown::{Decide, RequestWord};
use crate::failure::Failure;
use crate::output;
use crate::report::{plain, pretty, warn};
use pkgschema::takedown::{
    Because, Flag, InstallDecision, InstallPolicy, InstallRequest, PackageStatus, RequestKind,
    decide,
};

/// Asks, decides, prints.
pub(super) fn run(args: &Decide) -> Result<(), Failure> {
    let format = args.asked.format;
    let mut request = request(args)?;
    let policy = policy(args)?;
    let file = values::artifact("file", &args.asked.files)?;
    let file = file.as_ref().or(request.found.as_ref()).or(request.locked.as_ref()).cloned();
    let Answer { status, at, warnings, .. } = ask(&args.asked, file.as_ref())?;
    request.at = Some(at);
    let decision = decide(&status, &request, &policy);
    let printed = output::print(&match format {
        ReportFormat::Text => text(&decision, &status),
        ReportFormat::Json => pretty(&decision.to_json()),
    });
    warn(&warnings, format);
    output::answered(printed, decision.goes_on())
}

/// The request, without its time.
fn request(args: &Decide) -> Result<InstallRequest, Failure> {
    let mut request = InstallRequest::new(match args.request {
        RequestWord::New => RequestKind::NewResolution,
        RequestWord::Exact => RequestKind::ExactPin,
        RequestWord::Locked => RequestKind::Locked,
        RequestWord::Installed => RequestKind::Installed,
    });
    request.locked = values::artifact("locked", &args.locked)?;
    request.found = values::artifact("found", &args.found)?;
    request.published_at = values::maybe_time("published", args.published.as_deref())?;
    for advisory in &args.malware_advisories {
        request.malware_advisories.push(advisory.as_str().into());
    }
    Ok(request)
}

/// The policy of the file, with what the arguments say instead.
fn policy(args: &Decide) -> Result<InstallPolicy, Failure> {
    let format = args.asked.format;
    let read = |path| document(path, format, InstallPolicy::check);
    let policy = args.policy.as_deref().map(read).transpose()?;
    let mut policy: InstallPolicy = policy.unwrap_or_default();
    if let Some(text) = &args.min_age {
        policy.minimum_age = Some(values::seconds("min-age", text)?);
    }
    if let Some(code) = &args.territory {
        policy.territory = Some(values::territory("territory", code)?);
    }
    Ok(policy)
}

fn text(decision: &InstallDecision, status: &PackageStatus) -> String {
    let mut lines = vec![format!("{}: {}", decision.verdict, decision.row)];
    lines.extend(decision.because.iter().map(because));
    lines.extend(decision.flags.iter().map(|flag| format!("  {}", words(flag))));
    let instead = status.replacements.iter().filter_map(replacement);
    lines.extend(instead.map(|words| format!("  instead: {words}")));
    lines.iter().map(|line| plain(line) + "\n").collect()
}

/// A row that applies.
fn because(because: &Because) -> String {
    let mut line = format!("  {:<6} {}", because.verdict.as_str(), because.row);
    if let Some(notice) = &because.notice {
        line.push_str(&format!(", by {notice}"));
    }
    if let Some(rule) = &because.rule {
        line.push_str(&format!(", by the policy's rule {rule}"));
    }
    line
}

/// What a flag says to people.
fn words(flag: &Flag) -> &str {
    match flag {
        Flag::FollowReplacement => "the package goes on elsewhere: follow the replacement",
        Flag::Unavailable => "the registry does not give the bytes out any more",
        Flag::UseVerifiedCopy => "a copy whose digest was verified can be used",
        Flag::Placeholder => "what the registry serves is a placeholder",
        Flag::Incident => "harmful code has been on this machine or in this build: look into it",
        Flag::IncidentSuspected => {
            "harmful code may have been on this machine or in this build: look into it"
        }
        Flag::UnknownReason => "nobody says why",
        Flag::Disputed => "an objection is being looked at",
        Flag::UntrustedIssuer => "an issuer without authority says so",
        Flag::UnclearMatch => "nobody can tell whether a notice is about this version or file",
        Flag::Elsewhere => "a measure applies in other territories only",
        Flag::Resurrected => "the file that was served before is not the one that is served now",
        Flag::StatusStale => "the notices that were read may not be all",
        other => other.as_str(),
    }
}
