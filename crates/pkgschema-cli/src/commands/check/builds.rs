//! Reading the attestations of builds.
//!
//! Invariant: a file that cannot be read is named, and costs no other one.

use crate::args::check::Check;
use crate::commands::provenance::builds;
use crate::failure::Failure;
use crate::input::{Source, walk};
use pkgschema::exchange::AttestedBuilds;
use std::path::Path;

/// What was gathered.
#[derive(Default)]
pub(super) struct Gathered {
    /// `None` if none were asked for.
    pub(super) evidence: Option<AttestedBuilds>,
    pub(super) failures: Vec<String>,
}

/// Reads every document.
pub(super) fn gather(args: &Check) -> Gathered {
    let mut all = Gathered::default();
    for (path, failure) in args.provenance.iter().flat_map(|path| walk(path)) {
        let known = all.evidence.get_or_insert_default();
        let read = failure.map_or_else(|| one(&path, known), Err);
        all.failures.extend(read.err().map(|failure| failure.line()));
    }
    if !args.provenance.is_empty() {
        all.evidence.get_or_insert_default();
    }
    all
}

fn one(path: &Path, known: &mut AttestedBuilds) -> Result<(), Failure> {
    let Source { name, text, .. } = Source::read(path)?;
    match builds(&text) {
        Ok((_, builds, _)) => {
            builds.iter().for_each(|build| known.insert_build(build));
            Ok(())
        }
        Err(error) => Err(Failure::unreadable(&name, text, error)),
    }
}
