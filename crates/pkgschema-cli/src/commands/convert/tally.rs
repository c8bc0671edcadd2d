//! How a run over many ended.
//!
//! Invariant: a failure outweighs a document that was kept back.

use super::told;
use crate::args::{Convert, ReportFormat};
use crate::failure::Failure;
use crate::report::{self, count};

/// How many there were, and what came of them.
pub(super) struct Tally {
    thing: &'static str,
    pub(super) all: usize,
    pub(super) failed: usize,
    pub(super) denied: usize,
    /// Whether something failed that is not counted.
    pub(super) unread: bool,
}

impl Tally {
    /// None yet.
    pub(super) fn of(thing: &'static str) -> Self {
        Self { thing, all: 0, failed: 0, denied: 0, unread: false }
    }

    /// Counts for people unless the run ended early, and gives the exit.
    pub(super) fn verdict(
        &self,
        args: &Convert,
        ended: Result<(), Failure>,
    ) -> Result<(), Failure> {
        match ended {
            Ok(()) if args.format == ReportFormat::Text => report::tell(&self.line()),
            // A reader that has gone changes no answer.
            Ok(()) | Err(Failure::Closed) => {}
            Err(failure) => return Err(failure),
        }
        match self {
            Self { failed: 1.., .. } | Self { unread: true, .. } => Err(Failure::Told),
            Self { denied: 1.., .. } => Err(Failure::KeptBack),
            _ => ended,
        }
    }

    fn line(&self) -> String {
        let all = count(self.all, self.thing);
        let words = match (self.failed, self.denied) {
            (0, 0) => return String::new(),
            (failed, 0) => format!("{failed} of {all} failed"),
            (0, denied) => format!("{denied} of {all} denied"),
            (failed, denied) => format!("{failed} of {all} failed, {denied} denied"),
        };
        told::line(&words)
    }
}
