//! What the suite and the conformance runner share.
//!
//! Invariant: nothing here is published, and nothing published needs it.

pub mod alloc;
pub mod bundles;
pub mod certificates;
pub mod checked;
pub mod checks;
pub mod corpus;
pub mod cve_pairs;
pub mod feeds;
pub mod floors;
pub mod ghsa_pairs;
pub mod grid;
pub mod inventories;
pub mod json;
pub mod mutation;
pub mod naive_fold;
pub mod notices;
pub mod npm_fixtures;
pub mod poms;
pub mod purl_suite;
pub mod records;
pub mod runner;
pub mod schema_cases;
pub mod source;
pub mod strategies;
pub mod tally;
pub mod timing;
pub mod vectors;
pub mod vers_suite;

/// The workspace's README, so that its examples run as tests.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
pub struct Readme;
