//! `pkgschema takedown profile`.
//!
//! Invariant: a cell that the profile leaves open is a question mark, never a word.

use super::values;
use crate::args::ReportFormat;
use crate::args::takedown::Profile;
use crate::failure::Failure;
use crate::output;
use crate::report::{count, plain, pretty};
use pkgschema::takedown::{Mechanism, ProfileList, RegistryProfile};
use pkgschema::text::Link;

/// The titles of the table.
const TITLES: [&str; 8] = [
    "MECHANISM",
    "WORDS",
    "STATUS",
    "RESOLUTION",
    "DOWNLOAD",
    "NAME REUSE",
    "VERSION REUSE",
    "SOURCE",
];

/// What stands where the profile says nothing.
const OPEN: &str = "?";

/// Prints the list, or one profile.
pub(super) fn run(args: &Profile) -> Result<(), Failure> {
    let registry = values::link("registry", &args.registry)?;
    let Some(name) = &args.name else { return list(&registry, args.format) };
    let profile = profile(name, registry)?;
    output::print(&match args.format {
        ReportFormat::Text => table(&profile),
        ReportFormat::Json => pretty(&profile.to_json()),
    })
}

/// The shipped profile of this name; arguments have no others.
pub(super) fn profile(name: &str, registry: Link) -> Result<RegistryProfile, Failure> {
    RegistryProfile::shipped(name, registry)
        .ok_or_else(|| values::refused("profile", name, "there is no such profile"))
}

/// Prints the names, each with its registry.
fn list(registry: &Link, format: ReportFormat) -> Result<(), Failure> {
    let list = ProfileList::shipped(|_| Some(registry.clone()));
    let line = |profile: &RegistryProfile| {
        let registry = profile.registry.name.as_deref().unwrap_or(OPEN);
        let number = count(profile.mechanisms.len(), "mechanism");
        format!("{:<8}  {registry:<13}  {number}\n", profile.purl_type.as_str())
    };
    output::print(&match format {
        ReportFormat::Text => list.profiles.iter().map(line).collect(),
        ReportFormat::Json => pretty(&list.to_json()),
    })
}

fn table(profile: &RegistryProfile) -> String {
    let titles = TITLES.map(str::to_owned);
    let rows: Vec<[String; 8]> =
        [titles].into_iter().chain(profile.mechanisms.iter().map(row)).collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..TITLES.len()).map(width).collect();
    let line = |row: &[String; 8]| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

fn row(mechanism: &Mechanism) -> [String; 8] {
    let effects = mechanism.effects.as_ref();
    let words = mechanism.words.iter().map(|word| plain(word)).collect::<Vec<_>>().join(", ");
    let cells = [
        Some(mechanism.name.as_str()),
        Some(words.as_str()).filter(|words| !words.is_empty()),
        Some(mechanism.status.as_str()),
        effects.and_then(|it| it.resolution.as_ref()).map(|word| word.as_str()),
        effects.and_then(|it| it.download.as_ref()).map(|word| word.as_str()),
        effects.and_then(|it| it.name_reuse.as_ref()).map(|word| word.as_str()),
        effects.and_then(|it| it.version_reuse.as_ref()).map(|word| word.as_str()),
        mechanism.source.as_deref(),
    ];
    cells.map(|cell| plain(cell.unwrap_or(OPEN)))
}
