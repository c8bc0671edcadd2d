//! The advisory corpora.
//!
//! Invariant: every OSV database gets the same checks.

use std::sync::LazyLock;

use jsonschema::Validator;
use pkgschema::advisory::Advisory;
use pkgschema::schema::Entry;

use pkgschema_convert::Document;
use pkgschema_convert::pypi::PypaYaml;

use super::{Check, Corpus, Outcome, generic};
use crate::corpus::Case;
use crate::json::Json;

/// The corpora of this family with their checks.
/// The official schema lies among the databases and is none.
pub const CORPORA: &[Corpus] = &[
    ("advisory/osv-schema", &[]),
    ("advisory/osv-*", OSV),
    ("advisory/pypa-yaml", OSV_YAML),
    ("advisory/oss-fuzz-yaml", OSV_YAML),
];

const OSV: &[Check] = &[
    Check { name: "parse", run: |case| generic::parses(case, Advisory::parse) },
    Check { name: "lossless", run: |case| generic::lossless(case, rewrite, generic::json_view) },
    Check { name: "schema", run: schema },
];

const OSV_YAML: &[Check] = &[
    Check { name: "parse", run: |case| generic::parses(case, PypaYaml::parse) },
    Check { name: "same", run: same_as_yaml },
    Check { name: "lossless", run: |case| generic::lossless(case, rewrite_yaml, yaml_view) },
];

/// Our own schema of the record.
static SCHEMA: LazyLock<Option<Validator>> = LazyLock::new(|| {
    let schema = Entry::find("advisory")?.schema(None);
    jsonschema::draft202012::new(schema.as_value()).ok()
});

/// The generated schema accepts the document.
fn schema(case: &Case) -> Outcome {
    let Some(validator) = &*SCHEMA else { return Outcome::Fail("no schema".to_owned()) };
    let document = case.text().and_then(|text| serde_json::from_str(text).ok());
    let Some(document) = document else { return Outcome::NotApplicable };
    match validator.validate(&document) {
        Ok(()) => Outcome::Pass,
        Err(error) => Outcome::Fail(format!("{error} at {}", error.instance_path())),
    }
}

/// The advisory that the YAML is equals the reference's.
fn same_as_yaml(case: &Case) -> Outcome {
    let Some(expected) = &case.expected else { return Outcome::NotApplicable };
    match case.text().and_then(yaml_view) {
        Some(read) => generic::equal(expected, &read),
        None => Outcome::Fail("not read".to_owned()),
    }
}

fn yaml_view(text: &str) -> Option<Json> {
    Json::parse(PypaYaml::parse(text).ok()?.view().as_str()).ok()
}

fn rewrite_yaml(text: &str) -> Option<String> {
    Some(PypaYaml::parse(text).ok()?.render().value)
}

fn rewrite(text: &str) -> Option<String> {
    let advisory = Advisory::parse(text).ok()?;
    serde_json::to_string(&advisory).ok()
}
