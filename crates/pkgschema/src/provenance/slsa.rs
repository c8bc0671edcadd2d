//! SLSA provenance: how an artifact was built, in the three versions that are in use.
//!
//! Invariant: each version has its own types; what leads from one to the next is the migration
//! that the specification gives, and nothing else.

mod migrated;
mod migration;
pub mod v0_1;
pub mod v0_2;
pub mod v1;

pub use migrated::{Migrated, Unplaced};

use crate::finding::Lints;
use crate::text::Timestamp;

/// That a build does not end before it begins; `place` is where the end stands.
fn times(lints: &mut Lints, place: &str, start: Option<&Timestamp>, end: Option<&Timestamp>) {
    let moment = |time: Option<&Timestamp>| time.and_then(Timestamp::to_datetime);
    if moment(start).zip(moment(end)).is_some_and(|(start, end)| end < start) {
        lints.warning(place, "finished-before-started", "the build ended before it began");
    }
}
