//! OSV documents in YAML.
//!
//! Invariant: a document counts as equal in its JSON view, numbers by their text.

use pkgschema_convert::Document;
use pkgschema_convert::pypi::PypaYaml;

use super::super::{Check, Outcome, generic};
use super::{conversions, documents};
use crate::corpus::Case;
use crate::json::Json;

/// Read, equal to what a reference reads, and read again from what was written.
pub const CHECKS: &[Check] = &[
    Check { name: "parse", run: |case| generic::parses(case, PypaYaml::parse) },
    Check { name: "same", run: same },
    Check { name: "lossless", run: |case| generic::lossless(case, rewrite, view) },
    Check { name: "accounted", run: accounted },
    Check { name: "mutated", run: |case| documents::mutated(case, "pypa-yaml") },
];

/// A fixed part of the documents: they are as many as OSV's.
fn accounted(case: &Case) -> Outcome {
    conversions::read_some(case, "pypa-yaml")
}

fn same(case: &Case) -> Outcome {
    let Some(expected) = &case.expected else { return Outcome::NotApplicable };
    match case.text().and_then(view) {
        Some(read) => generic::equal(expected, &read),
        None => Outcome::Fail("not read".to_owned()),
    }
}

fn view(text: &str) -> Option<Json> {
    Json::parse(PypaYaml::parse(text).ok()?.view().as_str()).ok()
}

fn rewrite(text: &str) -> Option<String> {
    Some(PypaYaml::parse(text).ok()?.render().value)
}
