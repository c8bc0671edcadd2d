//! The cases.
//!
//! Invariant: a file of the corpora that a case needs is there, or the run ends with an error.

mod metadata;
mod osv;
mod provenance;
mod purl;
mod rustsec;
mod version;

use std::path::Path;

use crate::harness::Bench;

type Group = (&'static str, fn(&Path, &Bench) -> Result<(), String>);

const GROUPS: &[Group] = &[
    ("metadata/", metadata::run),
    ("osv/", osv::run),
    ("provenance/", provenance::run),
    ("purl/", purl::run),
    ("rustsec/", rustsec::run),
    ("version/", version::run),
];

/// Runs all cases that are asked for over the corpora in `dir`.
pub fn run(dir: &Path, bench: &Bench) -> Result<(), String> {
    for (name, group) in GROUPS {
        if bench.wants_any(name) {
            group(dir, bench)?;
        }
    }
    Ok(())
}
