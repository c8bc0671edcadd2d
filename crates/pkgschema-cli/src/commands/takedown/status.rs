//! `pkgschema takedown status`.
//!
//! Invariant: nothing in force is told without saying whether all notices were read.

use super::logs::{Answer, ask};
use super::values;
use crate::args::ReportFormat;
use crate::args::takedown::Status;
use crate::commands::inspect::notice::effects;
use crate::failure::Failure;
use crate::output;
use crate::report::{joined, plain, pretty, warn};
use pkgschema::takedown::{LogState, Measure, PackageStatus, Reason, Replacement, Trail, TrailEnd};
use pkgschema::text::shortened;

/// How many characters of a message are shown.
const LONGEST: usize = 500;

/// One line: what it is about, and what is said.
type Fact = (&'static str, String);

/// Asks, prints, and exits with 1 if a measure is in force.
pub(super) fn run(args: &Status) -> Result<(), Failure> {
    let format = args.asked.format;
    let file = values::artifact("file", &args.asked.files)?;
    let Answer { status, trail, mut warnings, .. } = ask(&args.asked, file.as_ref())?;
    let printed = output::print(&match format {
        ReportFormat::Text => text(&status, &trail),
        ReportFormat::Json => pretty(&status.to_json()),
    });
    let free = status.measures.is_empty();
    if free && status.coverage != LogState::Complete {
        let words = "nothing is in force as far as was read, but coverage is";
        warnings.push(format!("{words} {}", status.coverage));
    }
    warn(&warnings, format);
    output::answered(printed, free)
}

fn text(status: &PackageStatus, trail: &Trail) -> String {
    let mut facts = Vec::new();
    facts.extend(status.registry.as_ref().map(|url| ("registry", url.to_string())));
    facts.extend(clocks(status).map(|words| ("told", words)));
    status.measures.iter().for_each(|it| facts.extend(measure(it)));
    facts.extend(status.replacements.iter().filter_map(replacement).map(|it| ("instead", it)));
    facts.extend(end(trail).map(|words| ("which is", words)));
    let disputed = status.disputed == Some(true);
    facts.extend(disputed.then(|| ("disputed", "an objection is being looked at".to_owned())));
    facts.extend(name(status).map(|words| ("name", words)));
    facts.extend(set_aside(status));
    facts.push(("coverage", coverage(status)));
    let lines = facts.iter().map(|(about, says)| format!("{about:<10} {}\n", plain(says)));
    format!("{status}\n{}", lines.collect::<String>())
}

/// Where replacements lead, if not to the first one.
fn end(trail: &Trail) -> Option<String> {
    match (trail.end, trail.purls.as_slice()) {
        (TrailEnd::Reached, [_, .., last]) => Some(format!("replaced too, in the end by {last}")),
        (TrailEnd::Circular, _) => Some("replaced by what it replaces, in a circle".to_owned()),
        (TrailEnd::Unreadable, [_, ..]) => Some("replaced too, by what is no purl".to_owned()),
        (TrailEnd::TooLong, _) => Some("replaced too, again and again".to_owned()),
        _ => None,
    }
}

/// For which time it is told, and what was known then.
fn clocks(status: &PackageStatus) -> Option<String> {
    let at = status.in_effect_at.as_ref()?;
    let known = status.known_at.as_ref().filter(|known| *known != at);
    Some(match known {
        Some(known) => format!("for {at}, as known at {known}"),
        None => format!("for {at}"),
    })
}

/// What a measure says. Its status opens a group of lines.
fn measure(measure: &Measure) -> Vec<Fact> {
    let role = measure.role.as_ref().map(|role| format!(" ({role})")).unwrap_or_default();
    let mut facts = vec![
        ("measure", measure.status.to_string()),
        ("  by", measure.notice.to_string()),
        ("  issuer", format!("{}{role}, counts {}", measure.issuer, measure.weight)),
    ];
    let optional = [
        ("  since", worded(measure.since.as_ref())),
        ("  until", worded(measure.until.as_ref())),
        ("  called", worded(measure.mechanism.as_ref())),
        ("  reason", measure.reason.as_ref().map(why)),
        ("  effects", measure.effects.as_ref().map(effects)),
        ("  only in", joined(&measure.territory)),
        ("  aliases", joined(&measure.aliases)),
        ("  dispute", worded(measure.dispute_state.as_ref())),
    ];
    let said = |(about, says): (&'static str, Option<String>)| Some((about, says?));
    facts.extend(optional.into_iter().filter_map(said).filter(|(_, says)| !says.is_empty()));
    facts
}

/// A word or time as it stands in the document.
fn worded<T: ToString>(word: Option<&T>) -> Option<String> {
    word.map(ToString::to_string)
}

fn why(reason: &Reason) -> String {
    let mut words = reason.category.as_ref().map_or("unspecified", |it| it.as_str()).to_owned();
    if let Some(keywords) = joined(&reason.keywords) {
        words.push_str(&format!(" ({keywords})"));
    }
    if let Some(message) = &reason.message {
        words.push_str(&format!(": {}", shortened(message, LONGEST)));
    }
    words
}

/// What to use instead.
pub(super) fn replacement(replacement: &Replacement) -> Option<String> {
    let parts = [
        worded(replacement.purl.as_ref()),
        worded(replacement.version_range.as_ref()),
        replacement.relation.as_ref().map(|relation| format!("({relation})")),
    ];
    let words = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

/// What becomes of the name.
fn name(status: &PackageStatus) -> Option<String> {
    let name = status.name.as_ref()?;
    let parts = [
        name.name_reuse.as_ref().map(|word| format!("reuse {word}")),
        name.name_available_at.as_ref().map(|time| format!("from {time}")),
        name.version_reuse.as_ref().map(|word| format!("versions {word}")),
    ];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// Notices that do not count.
fn set_aside(status: &PackageStatus) -> Vec<Fact> {
    let lifted = status.lifted.iter().map(|it| {
        let overruled = if it.overruled == Some(true) { ", by trust alone" } else { "" };
        ("lifted", format!("{} by {} ({}{overruled})", it.notice, it.by, it.how))
    });
    let refused = status.refused.iter().map(|it| {
        let target = it.target.as_ref().map(|target| format!(", for {target}"));
        ("refused", format!("{}: {}{}", it.notice, it.why, target.unwrap_or_default()))
    });
    lifted.chain(refused).collect()
}

/// Whether all notices were read, and what is the matter with the logs.
fn coverage(status: &PackageStatus) -> String {
    let mut words = status.coverage.to_string();
    if let Some(conditions) = joined(&status.conditions) {
        words.push_str(&format!(" ({conditions})"));
    }
    if let Some(until) = &status.fresh_until {
        words.push_str(&format!(", checkpoint until {until}"));
    }
    words
}
