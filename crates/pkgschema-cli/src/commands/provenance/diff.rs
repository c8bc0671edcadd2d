//! `pkgschema provenance diff`.
//!
//! Invariant: a fact that is gone, or of which nobody can tell any more, is a difference.

use super::{Attestations, read};
use crate::args::ReportFormat;
use crate::args::provenance::Diff;
use crate::failure::Failure;
use crate::output;
use crate::report::{self, plain};
use pkgschema::provenance::{BuildProvenance, DifferenceKind, ProvenanceDifference, diff};
use std::path::Path;

/// Compares two attestations.
pub(super) fn run(args: &Diff) -> Result<(), Failure> {
    let (old, new) = (build(&args.old)?, build(&args.new)?);
    let difference = diff(&old, &new);
    let printed = output::print(&match args.format {
        ReportFormat::Text => text(&difference),
        ReportFormat::Json => report::pretty(&difference.to_json()),
    });
    let gained =
        |kind: &DifferenceKind| matches!(kind, DifferenceKind::Added | DifferenceKind::WasUnknown);
    let same =
        difference.facts.iter().all(|it| gained(&it.kind)) && difference.new_conflicts.is_empty();
    output::answered(printed, same)
}

/// What a document says of a build. Of several attestations it is the one that tells of a source;
/// registries serve one about the publishing beside it.
fn build(path: &Path) -> Result<BuildProvenance, Failure> {
    let Attestations { name, mut builds, .. } = read(path)?;
    let told = builds.iter().position(|build| build.builder.is_some());
    let told = told.or_else(|| builds.iter().position(|build| build.source_repository.is_some()));
    let index = told.unwrap_or_default();
    match index < builds.len() {
        true => Ok(builds.swap_remove(index)),
        false => Err(Failure::Inexpressible(format!("{name}: no attestation in it"))),
    }
}

fn text(difference: &ProvenanceDifference) -> String {
    if difference.is_empty() {
        return "no difference\n".to_owned();
    }
    let facts = difference.facts.iter().map(|fact| format!("{fact}\n"));
    let mut text: String = facts.collect();
    let types = (&difference.old_predicate_type, &difference.new_predicate_type);
    if let (Some(old), Some(new)) = types {
        text.push_str(&format!(
            "changed predicateType: {} -> {}\n",
            plain(old.as_str()),
            plain(new.as_str())
        ));
    }
    for conflict in difference.new_conflicts.iter() {
        let (kept, other) = (plain(&conflict.kept.value), plain(&conflict.other.value));
        text.push_str(&format!("new conflict {}: {kept}, but also {other}\n", conflict.fact));
    }
    text
}
