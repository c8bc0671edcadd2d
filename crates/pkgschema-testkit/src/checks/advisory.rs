//! The advisory corpora.
//!
//! Invariant: every OSV database gets the same checks.

use pkgschema::advisory::Advisory;

use super::{Check, Corpus, generic};

/// The corpora of this family with their checks.
/// The official schema lies among the databases and is none.
pub const CORPORA: &[Corpus] = &[("advisory/osv-schema", &[]), ("advisory/osv-*", OSV)];

const OSV: &[Check] = &[
    Check { name: "parse", run: |case| generic::parses(case, Advisory::parse) },
    Check { name: "lossless", run: |case| generic::lossless(case, rewrite, generic::json_view) },
];

fn rewrite(text: &str) -> Option<String> {
    let advisory = Advisory::parse(text).ok()?;
    serde_json::to_string(&advisory).ok()
}
