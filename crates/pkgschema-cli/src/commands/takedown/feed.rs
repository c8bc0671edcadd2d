//! `pkgschema takedown feed`.
//!
//! Invariant: what is in a feed and what a mirror could do about it is the library's answer.

mod delta;
mod export;
mod holds;

use crate::args::feed::Feed;
use crate::failure::Failure;

/// Runs the command.
pub(super) fn run(args: &Feed) -> Result<(), Failure> {
    match args {
        Feed::Export(export) => export::run(export),
        Feed::Delta(delta) => delta::run(delta),
    }
}
