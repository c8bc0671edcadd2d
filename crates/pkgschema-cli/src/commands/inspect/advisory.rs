//! An advisory in a few lines.
//!
//! Invariant: one line for each affected package, however many versions it has.

use super::Fact;
use crate::report::joined;
use pkgschema::advisory::{Advisory, Affected, Event, Severity};
use pkgschema::identity::Ecosystem;
use pkgschema::text::Timestamp;

/// The lines.
pub(super) fn facts(advisory: &Advisory) -> Vec<Fact> {
    let time = |time: &Option<Timestamp>| time.as_ref().map(|time| time.as_str().to_owned());
    let severity = advisory.severity.iter().map(severity).collect::<Vec<_>>().join(", ");
    let facts = [
        ("id", Some(advisory.id.as_str().to_owned())),
        ("aliases", joined(&advisory.aliases)),
        ("summary", advisory.summary.as_deref().map(str::to_owned)),
        ("severity", Some(severity)),
        ("published", time(&advisory.published)),
        ("modified", time(&advisory.modified)),
        ("withdrawn", time(&advisory.withdrawn)),
    ];
    let facts = facts.into_iter().filter_map(|(about, says)| Some((about, says?)));
    let facts = facts.filter(|(_, says)| !says.is_empty());
    facts.chain(advisory.affected.iter().map(|it| ("affected", affected(it)))).collect()
}

fn severity(severity: &Severity) -> String {
    let method = severity.severity_type.as_ref().map_or("unknown", |method| method.as_str());
    format!("{method} {}", severity.score.as_deref().unwrap_or("without a score"))
}

fn affected(affected: &Affected) -> String {
    let package = affected.package.as_ref();
    let ecosystem = package.and_then(|package| package.ecosystem.as_ref());
    let ecosystem = ecosystem.map(Ecosystem::as_str);
    let name = package.and_then(|package| package.name.as_deref());
    let mut says = match (ecosystem, name) {
        (None, None) => "a repository".to_owned(),
        (ecosystem, name) => {
            format!("{} {}", ecosystem.unwrap_or("unknown"), name.unwrap_or("without a name"))
        }
    };
    for range in affected.ranges.iter() {
        let events: Vec<_> = range.events.iter().filter_map(event).collect();
        if !events.is_empty() {
            says.push_str(&format!("; {}", events.join(", ")));
        }
    }
    if !affected.versions.is_empty() {
        says.push_str(&format!("; {} versions listed", affected.versions.len()));
    }
    let severities: Vec<_> = affected.severity.iter().map(severity).collect();
    if severities.is_empty() { says } else { format!("{says}; {}", severities.join(", ")) }
}

fn event(event: &Event) -> Option<String> {
    let words = [
        ("introduced", &event.introduced),
        ("fixed", &event.fixed),
        ("last affected", &event.last_affected),
        ("limit", &event.limit),
    ];
    words.into_iter().find_map(|(word, version)| Some(format!("{word} {}", version.as_ref()?)))
}
