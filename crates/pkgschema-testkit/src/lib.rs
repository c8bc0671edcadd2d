//! What the suite and the conformance runner share.

pub mod purl_suite;
pub mod strategies;
pub mod tally;
