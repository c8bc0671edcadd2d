//! What the record families do together.
//!
//! Invariant: nothing here adds to a record; it only puts them into each other and takes them out.

mod attested_notice;

pub use attested_notice::{NOTICE_PREDICATE, attest, attested_notice, unsigned_envelope};
