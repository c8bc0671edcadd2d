//! The identity suites, which are folders of test files with rules of their own.
//!
//! Invariant: one line a file and check, no sum line.

use super::Suite;
use crate::purl_suite;

/// The suites of this family.
pub const SUITES: &[Suite] = &[Suite { name: "identity/purl-spec", run: purl_suite::run }];
