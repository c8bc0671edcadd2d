//! OSV databases.
//!
//! Invariant: every database gets the same checks; PyPA's, which lists versions beside its ranges,
//! is an oracle of evaluation too.

use std::sync::LazyLock;

use jsonschema::Validator;
use pkgschema::Severity;
use pkgschema::advisory::{Advisory, Affected, PackageVersion, Range, Verdict};
use pkgschema::object::List;
use pkgschema::schema::Entry;
use pkgschema::version::{RangeEvent, pypi};
use serde_json::Value;

use super::super::{Check, Outcome, generic};
use super::{conversions, documents};
use crate::corpus::Case;
use crate::mutation;

/// Of every database.
pub const CHECKS: &[Check] = &[
    PARSE,
    LOSSLESS,
    SCHEMA,
    OFFICIAL,
    MUTATED_OFFICIAL,
    MUTATED,
    TO_GHSA,
    TO_OPENVEX,
    TO_CYCLONEDX,
    TO_MALICIOUS_REPORT,
    TO_PYPA_YAML,
    TO_OSV,
];

/// Of PyPA's.
pub const PYPA: &[Check] = &[
    PARSE,
    LOSSLESS,
    SCHEMA,
    OFFICIAL,
    MUTATED_OFFICIAL,
    MUTATED,
    EVALUATE,
    EVALUATE_OUT,
    TO_GHSA,
    TO_OPENVEX,
    TO_CYCLONEDX,
    TO_MALICIOUS_REPORT,
    TO_PYPA_YAML,
    TO_OSV,
];

const PARSE: Check = Check { name: "parse", run: |case| generic::parses(case, Advisory::parse) };
const LOSSLESS: Check =
    Check { name: "lossless", run: |case| generic::lossless(case, rewrite, generic::json_view) };
const SCHEMA: Check = Check { name: "schema", run: schema };
const OFFICIAL: Check = Check { name: "official", run: official };
const MUTATED_OFFICIAL: Check = Check { name: "official-mutated", run: mutated_official };
const MUTATED: Check = Check { name: "mutated", run: |case| documents::mutated(case, "osv") };
const TO_GHSA: Check =
    Check { name: "accounted-ghsa", run: |case| conversions::write(case, "ghsa") };
const TO_OPENVEX: Check =
    Check { name: "accounted-openvex", run: |case| conversions::write(case, "openvex") };
const TO_CYCLONEDX: Check =
    Check { name: "accounted-cyclonedx", run: |case| conversions::write(case, "cyclonedx") };
const TO_MALICIOUS_REPORT: Check = Check {
    name: "accounted-malicious-report",
    run: |case| conversions::write(case, "malicious-report"),
};
const TO_PYPA_YAML: Check =
    Check { name: "accounted-pypa-yaml", run: |case| conversions::write(case, "pypa-yaml") };
const TO_OSV: Check = Check { name: "accounted-osv", run: |case| conversions::write(case, "osv") };
const EVALUATE: Check = Check { name: "evaluate", run: evaluate };
const EVALUATE_OUT: Check = Check { name: "evaluate-out", run: evaluate_out };

/// Our own schema of the record.
static OUR_SCHEMA: LazyLock<Option<Validator>> = LazyLock::new(|| {
    let schema = Entry::find("advisory")?.schema(None);
    jsonschema::draft202012::new(schema.as_value()).ok()
});

/// The generated schema accepts the document.
fn schema(case: &Case) -> Outcome {
    case.text().map_or(Outcome::NotApplicable, accepts)
}

/// The generated schema accepts the text.
pub fn accepts(text: &str) -> Outcome {
    let Some(validator) = &*OUR_SCHEMA else { return Outcome::Fail("no schema".to_owned()) };
    let Ok(document) = serde_json::from_str(text) else { return Outcome::NotApplicable };
    match validator.validate(&document) {
        Ok(()) => Outcome::Pass,
        Err(error) => Outcome::Fail(format!("{error} at {}", error.instance_path())),
    }
}

/// The official schema, which lies among the corpora that the runner was given.
static OFFICIAL_SCHEMA: LazyLock<Option<Validator>> = LazyLock::new(|| {
    let path = crate::runner::folder()?.join("advisory/osv-schema.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()?;
    jsonschema::draft202012::new(&schema).ok()
});

/// The official schema accepts the document exactly if ours does and no error lint fires.
fn official(case: &Case) -> Outcome {
    let agreed = case.text().and_then(agreement);
    match agreed {
        None => Outcome::NotApplicable,
        Some(Ok(())) => Outcome::Pass,
        Some(Err(reason)) => Outcome::Fail(reason),
    }
}

/// The same for documents with something changed in them; each counts.
fn mutated_official(case: &Case) -> Outcome {
    let Some(text) = case.text() else { return Outcome::NotApplicable };
    let mutations = (0..documents::MUTATIONS).filter_map(|number| mutation::json(text, number));
    let (mut passed, mut failures) = (0, Vec::new());
    for agreed in mutations.filter_map(|text| agreement(&text)) {
        match agreed {
            Ok(()) => passed += 1,
            Err(reason) => failures.push(reason),
        }
    }
    Outcome::Counted { passed, failures }
}

/// Whether both schemas agree about a document; `None` for what is none at all.
fn agreement(text: &str) -> Option<Result<(), String>> {
    let (Some(ours), Some(theirs)) = (&*OUR_SCHEMA, &*OFFICIAL_SCHEMA) else {
        return Some(Err("no schema".to_owned()));
    };
    let document = serde_json::from_str::<Value>(text).ok()?;
    let advisory = Advisory::parse(text).ok()?;
    let found = advisory.check();
    let error = found.iter().find(|finding| finding.severity == Severity::Error);
    let accepted = ours.is_valid(&document) && error.is_none();
    if theirs.is_valid(&document) == accepted {
        return Some(Ok(()));
    }
    Some(Err(match (accepted, error) {
        (true, _) => match theirs.validate(&document) {
            Err(error) => format!("the official schema alone refuses it: {error}"),
            Ok(()) => "the official schema alone refuses it".to_owned(),
        },
        (false, Some(error)) => format!("only here refused: {error}"),
        (false, None) => "only our schema refuses it".to_owned(),
    }))
}

/// Each entry without its list of versions: the listed ones that are versions at all come out
/// affected, every other one unknown.
fn evaluate(case: &Case) -> Outcome {
    judge(case, |entry| {
        let expected = |text: &str| match pypi::Version::parse(text) {
            Ok(_) => "affected",
            Err(_) => "unknown",
        };
        entry.versions.iter().map(|text| (text.to_string(), expected(text))).collect()
    })
}

/// Each entry without its list of versions: the fixed versions come out not affected.
fn evaluate_out(case: &Case) -> Outcome {
    judge(case, |entry| {
        let ranges = entry.ranges.iter().filter(|range| !range.is_of_commits());
        let events = ranges.flat_map(|range| range.line().unwrap_or_default());
        let fixed = events.filter_map(|event| match event {
            RangeEvent::Fixed(version) => Some((version.to_string(), "not-affected")),
            _ => None,
        });
        fixed.collect()
    })
}

/// Judges versions by each entry alone, without its list of versions.
fn judge(case: &Case, expected: fn(&Affected) -> Vec<(String, &'static str)>) -> Outcome {
    let advisory = case.text().and_then(|text| Advisory::parse(text).ok());
    let Some(advisory) = advisory else { return Outcome::NotApplicable };
    let mut failures = Vec::new();
    let mut asked = 0;
    for entry in &advisory.affected {
        let Some(package) = entry.package.clone() else { continue };
        let (Some(ecosystem), Some(name)) = (package.ecosystem, package.name) else { continue };
        let mut alone = Advisory::new(advisory.id.clone());
        let mut bare = entry.clone();
        bare.versions = List::absent();
        let ordered = bare.ranges.iter().any(|range: &Range| !range.is_of_commits());
        alone.affected.push(bare);
        for (version, expected) in expected(entry) {
            let verdict = alone.affects(&PackageVersion::new(ecosystem.clone(), &name, &version));
            asked += 1;
            // without a range that has an order nobody can tell
            let expected = if ordered { expected } else { "unknown" };
            if verdict.as_str() != expected {
                failures.push(format!("{version} is {}, not {expected}", told(verdict)));
            }
        }
    }
    match (asked, failures.as_slice()) {
        (0, _) => Outcome::NotApplicable,
        (_, []) => Outcome::Pass,
        (_, [first, rest @ ..]) => Outcome::Fail(format!("{first} (and {} more)", rest.len())),
    }
}

fn told(verdict: Verdict) -> String {
    match verdict.reason() {
        Some(reason) => format!("{} ({reason})", verdict.as_str()),
        None => verdict.as_str().to_owned(),
    }
}

fn rewrite(text: &str) -> Option<String> {
    let advisory = Advisory::parse(text).ok()?;
    serde_json::to_string(&advisory).ok()
}
