//! Reading when versions were published.
//!
//! Invariant: a document that cannot be read is named, and costs no other one; a version of which
//! nobody says when it was published is not taken for an old one.

use crate::args::check::Check;
use crate::failure::Failure;
use crate::input::{Source, walk};
use pkgschema::exchange::PublishTimes;
use pkgschema_convert::readable::read_releases;
use std::path::Path;

/// What was gathered.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) times: PublishTimes,
    pub(super) failures: Vec<String>,
}

/// Reads every document.
pub(super) fn gather(args: &Check) -> Gathered {
    let mut all = Gathered::default();
    for (path, failure) in args.releases.iter().flat_map(|path| walk(path)) {
        let read = failure.map_or_else(|| one(&path, &mut all.times), Err);
        all.failures.extend(read.err().map(|failure| failure.line()));
    }
    all
}

fn one(path: &Path, times: &mut PublishTimes) -> Result<(), Failure> {
    let Source { name, text, .. } = Source::read(path)?;
    match read_releases(&text) {
        Ok(read) => {
            for release in &read.value {
                times.insert_release(release);
            }
            Ok(())
        }
        Err(error) => Err(Failure::unreadable(&name, text, error)),
    }
}
