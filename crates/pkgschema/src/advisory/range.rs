//! Ranges of affected versions.
//!
//! Invariant: an event with two keys keeps both; which one counts is for evaluation to refuse.

use crate::Text;
use crate::object::{List, RawObject};
use crate::text::Link;

crate::object! {
    /// A range of affected versions, as events on a version line (OSV `affected[].ranges[]`).
    pub struct Range {
        /// How versions are ordered.
        pub range_type: Option<RangeType> = "type",
        /// The repository, for ranges of type `GIT`.
        pub repo: Option<Link>,
        /// What happens along the line, in any order.
        pub events: List<Event>,
        /// What the database adds; never part of the evaluation.
        pub database_specific: Option<RawObject>,
    }

    /// One event of a range: exactly one of the four members in a document that keeps to the
    /// specification (OSV `affected[].ranges[].events[]`).
    pub struct Event {
        /// From this version on affected; `0` stands before every version.
        pub introduced: Option<Text>,
        /// From this version on not affected any more.
        pub fixed: Option<Text>,
        /// The last version that is affected.
        pub last_affected: Option<Text>,
        /// Where the range ends without a statement about what follows; `*` is no limit.
        pub limit: Option<Text>,
    }
}

crate::open_enum! {
    /// How the versions of a range are ordered (OSV `affected[].ranges[].type`).
    pub enum RangeType {
        /// Semantic Versioning 2.0.0, without a leading `v`.
        Semver = "SEMVER",
        /// The ecosystem's own order.
        Ecosystem = "ECOSYSTEM",
        /// The commit graph of a repository; versions are full commit hashes.
        Git = "GIT",
    }
}
