//! What the suite and the conformance runner share.
//!
//! Invariant: nothing here is needed by a published crate, and nothing here decides what a
//! document means; it only reads corpora, compares, counts and prints.

pub mod alloc;
pub mod checks;
pub mod corpus;
pub mod floors;
pub mod json;
pub mod records;
pub mod runner;
pub mod strategies;
pub mod tally;
