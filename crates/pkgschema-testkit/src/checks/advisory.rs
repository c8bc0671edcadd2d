//! The advisory corpora.
//!
//! Invariant: a kind of document has its checks in one file.

pub mod conversions;
mod csaf;
pub mod documents;
mod osv;
mod osv_yaml;
mod rustsec;

use super::{Corpus, Suite};
use crate::{cve_pairs, ghsa_pairs};

/// The corpora of this family with their checks.
/// The official schema lies among the databases and is none.
pub const CORPORA: &[Corpus] = &[
    ("advisory/csaf-*", csaf::CHECKS),
    ("advisory/osv-schema", &[]),
    ("advisory/osv-pypa", osv::PYPA),
    ("advisory/osv-*", osv::CHECKS),
    ("advisory/pypa-yaml", osv_yaml::CHECKS),
    ("advisory/oss-fuzz-yaml", osv_yaml::CHECKS),
    ("advisory/rustsec", rustsec::CHECKS),
];

/// The suites of this family.
pub const SUITES: &[Suite] = &[
    Suite { name: "advisory/cve5", run: cve_pairs::run },
    Suite { name: "advisory/ghsa-pairs", run: ghsa_pairs::run },
];
