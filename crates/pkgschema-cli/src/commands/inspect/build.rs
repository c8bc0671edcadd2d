//! A record of a build in lines.
//!
//! Invariant: a fact is printed with where it comes from, and what disagrees with it beside it.

use super::Fact;
use pkgschema::provenance::BuildProvenance;

/// The lines: what was built, each fact, what sources do not agree on.
pub(super) fn facts(build: &BuildProvenance) -> Vec<Fact> {
    let mut lines = Vec::new();
    let named = build.artifacts.iter().filter_map(|artifact| {
        let uri = || artifact.uri.as_ref().map(|uri| uri.as_str().to_owned());
        artifact.name.as_ref().map(ToString::to_string).or_else(uri)
    });
    lines.extend(named.map(|name| ("artifact", name)));
    let predicate = build.predicate_type.as_ref().map(|kind| kind.as_str().to_owned());
    lines.extend(predicate.map(|kind| ("predicate", kind)));
    for (name, fact) in build.facts() {
        let says = format!("{}: {} ({})", name.as_str(), fact.value, fact.origin.as_str());
        lines.push(("fact", says));
    }
    for conflict in &build.conflicts {
        let (kept, other) = (&conflict.kept, &conflict.other);
        let says = format!(
            "{}: {} ({}) instead of {} ({})",
            conflict.fact.as_str(),
            other.value,
            other.origin.as_str(),
            kept.value,
            kept.origin.as_str()
        );
        lines.push(("conflict", says));
    }
    lines
}
