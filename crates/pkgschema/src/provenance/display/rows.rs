//! Rows of source and build.
//!
//! Invariant: a label is the same at every level.

use super::statement::short;
use super::{DisplayLevel, DisplayRow, DisplaySection};
use crate::provenance::{BuildProvenance, FactName, ProvenanceLinks};
use crate::text::Link;

/// A fact's section and label, and from which level on it is shown.
type Shown = (DisplaySection, FactName, &'static str, DisplayLevel);

const FACTS: &[Shown] = &[
    (DisplaySection::Source, FactName::SourceRepository, "Source repository", DisplayLevel::A),
    (DisplaySection::Source, FactName::SourceCommit, "Source commit", DisplayLevel::A),
    (DisplaySection::Source, FactName::SourceRef, "Source ref", DisplayLevel::Aa),
    (DisplaySection::Source, FactName::SourceOwner, "Source owner", DisplayLevel::Aaa),
    (DisplaySection::Build, FactName::BuildConfig, "Build workflow", DisplayLevel::A),
    (DisplaySection::Build, FactName::Run, "Build log", DisplayLevel::A),
    (DisplaySection::Build, FactName::Builder, "Builder", DisplayLevel::Aa),
    (DisplaySection::Build, FactName::RunnerEnvironment, "Runner", DisplayLevel::Aaa),
    (DisplaySection::Build, FactName::Trigger, "Trigger", DisplayLevel::Aaa),
    (DisplaySection::Build, FactName::Environment, "Environment", DisplayLevel::Aaa),
    (DisplaySection::Build, FactName::FinishedOn, "Built", DisplayLevel::Aaa),
    (DisplaySection::Attestation, FactName::Signer, "Signed by", DisplayLevel::A),
    (DisplaySection::Attestation, FactName::Issuer, "Identity issued by", DisplayLevel::Aa),
    (
        DisplaySection::Signals,
        FactName::SourceVisibility,
        "Repository visibility",
        DisplayLevel::Aaa,
    ),
];

/// The rows of single facts.
pub(super) fn rows(record: &BuildProvenance, level: &DisplayLevel) -> Vec<DisplayRow> {
    let links = record.links();
    let shown = FACTS.iter().filter(|(.., from)| from.rank() <= level.rank());
    shown.filter_map(|shown| row(record, shown, &links)).collect()
}

fn row(record: &BuildProvenance, shown: &Shown, links: &ProvenanceLinks) -> Option<DisplayRow> {
    let (section, name, label, _) = shown;
    match record.fact(name) {
        Some(fact) => {
            let row = DisplayRow::of(section.clone(), label, &short(fact)).sourced_as(fact);
            Some(row.leading(link(name, links)))
        }
        None if record.unknown.contains(name) => {
            Some(DisplayRow::of(section.clone(), label, "cannot be read"))
        }
        None => None,
    }
}

fn link(name: &FactName, links: &ProvenanceLinks) -> Option<Link> {
    match name {
        FactName::SourceRepository => links.repository.clone(),
        FactName::SourceCommit => links.commit.clone(),
        FactName::BuildConfig => links.build_file.clone(),
        FactName::Run => links.run.clone(),
        _ => None,
    }
}
