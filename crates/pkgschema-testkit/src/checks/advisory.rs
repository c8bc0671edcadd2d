//! The advisory corpora.
//!
//! Invariant: every OSV database gets the same checks.

use std::sync::LazyLock;

use jsonschema::Validator;
use pkgschema::advisory::Advisory;
use pkgschema::schema::Entry;
use pkgschema_convert::ToAdvisories;

use super::{Check, Corpus, Outcome, Suite, generic};
use crate::corpus::Case;
use crate::{cve_pairs, ghsa_pairs};

/// The corpora of this family with their checks.
/// The official schema lies among the databases and is none.
pub const CORPORA: &[Corpus] = &[("advisory/osv-schema", &[]), ("advisory/osv-*", OSV)];

/// The suites of this family.
pub const SUITES: &[Suite] = &[
    Suite { name: "advisory/cve5", run: cve_pairs::run },
    Suite { name: "advisory/ghsa-pairs", run: ghsa_pairs::run },
];

const OSV: &[Check] = &[
    Check { name: "parse", run: |case| generic::parses(case, Advisory::parse) },
    Check { name: "lossless", run: |case| generic::lossless(case, rewrite, generic::json_view) },
    Check { name: "schema", run: schema },
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

/// The document becomes advisories, or is refused by name; a text that is none is no case.
pub fn converts<D: ToAdvisories>(case: &Case) -> Outcome {
    let Some(document) = case.text().and_then(|text| D::parse(text).ok()) else {
        return Outcome::NotApplicable;
    };
    match document.to_advisories() {
        Ok(made) => Outcome::of(!made.value.is_empty(), || "no advisory".to_owned()),
        Err(refusal) => Outcome::of(!refusal.code.is_empty(), || "an unnamed refusal".to_owned()),
    }
}

fn rewrite(text: &str) -> Option<String> {
    let advisory = Advisory::parse(text).ok()?;
    serde_json::to_string(&advisory).ok()
}
