//! The advisory corpora.
//!
//! Invariant: every OSV database gets the same checks.

use std::sync::LazyLock;

use jsonschema::Validator;
use pkgschema::ParseErrorKind;
use pkgschema::advisory::Advisory;
use pkgschema::schema::Entry;
use pkgschema_convert::formats::Csaf;
use pkgschema_convert::{Document, ToAdvisories};

use super::{Check, Corpus, Outcome, generic};
use crate::corpus::Case;

/// The corpora of this family with their checks.
/// The official schema lies among the databases and is none.
pub const CORPORA: &[Corpus] =
    &[("advisory/csaf-*", CSAF), ("advisory/osv-schema", &[]), ("advisory/osv-*", OSV)];

const CSAF: &[Check] = &[
    Check { name: "parse", run: parses_csaf },
    Check { name: "convert", run: |case| converts::<Csaf>(case) },
];

/// CSAF documents are read; the other files of a provider are refused as what they are not.
fn parses_csaf(case: &Case) -> Outcome {
    generic::parses(case, |text| match Csaf::parse(text) {
        Err(error) if error.kind() != ParseErrorKind::NotThisDocument => Err(error),
        _ => Ok(()),
    })
}

/// `convert`: a document that is read gives advisories, each an OSV document with an identifier
/// and a package, or a refusal by name.
fn converts<D: ToAdvisories>(case: &Case) -> Outcome {
    let Some(document) = case.text().and_then(|text| D::parse(text).ok()) else {
        return Outcome::NotApplicable;
    };
    match document.to_advisories() {
        Err(refusal) if refusal.code.is_empty() => Outcome::Fail("no name".to_owned()),
        Err(_) => Outcome::Pass,
        Ok(converted) if converted.value.is_empty() => Outcome::Fail("no advisory".to_owned()),
        Ok(converted) => {
            let broken = converted
                .value
                .iter()
                .find(|advisory| Advisory::parse(&advisory.to_json()).as_ref() != Ok(*advisory));
            let fail = |advisory: &Advisory| {
                Outcome::Fail(format!("{} reads back otherwise", advisory.id))
            };
            broken.map_or(Outcome::Pass, fail)
        }
    }
}

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

fn rewrite(text: &str) -> Option<String> {
    let advisory = Advisory::parse(text).ok()?;
    serde_json::to_string(&advisory).ok()
}
