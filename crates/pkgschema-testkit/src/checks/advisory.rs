//! The advisory corpora.
//!
//! Invariant: every OSV database gets the same checks.

mod osv_yaml;

use std::sync::LazyLock;

use jsonschema::Validator;
use pkgschema::Severity;
use pkgschema::advisory::{Advisory, Affected, PackageVersion, Range, Verdict};
use pkgschema::object::List;
use pkgschema::schema::Entry;
use pkgschema::version::{RangeEvent, pypi};
use pkgschema_convert::advisory_format::{ALL, AdvisoryFormat};
use serde_json::Value;

use super::{Check, Corpus, Outcome, generic};
use crate::corpus::Case;
use crate::mutation;

/// The corpora of this family with their checks.
/// The official schema lies among the databases and is none.
pub const CORPORA: &[Corpus] = &[
    ("advisory/osv-schema", &[]),
    (
        "advisory/osv-pypa",
        &[PARSE, LOSSLESS, SCHEMA, OFFICIAL, MUTATED_OFFICIAL, MUTATED_OSV, EVALUATE, EVALUATE_OUT],
    ),
    ("advisory/osv-*", &[PARSE, LOSSLESS, SCHEMA, OFFICIAL, MUTATED_OFFICIAL, MUTATED_OSV]),
    ("advisory/pypa-yaml", osv_yaml::CHECKS),
    ("advisory/oss-fuzz-yaml", osv_yaml::CHECKS),
];

const PARSE: Check = Check { name: "parse", run: |case| generic::parses(case, Advisory::parse) };
const LOSSLESS: Check =
    Check { name: "lossless", run: |case| generic::lossless(case, rewrite, generic::json_view) };
const SCHEMA: Check = Check { name: "schema", run: schema };
const OFFICIAL: Check = Check { name: "official", run: official };
const MUTATED_OFFICIAL: Check = Check { name: "official-mutated", run: mutated_official };
const MUTATED_OSV: Check = Check { name: "mutated", run: |case| mutated(case, "osv") };
const EVALUATE: Check = Check { name: "evaluate", run: evaluate };
const EVALUATE_OUT: Check = Check { name: "evaluate-out", run: evaluate_out };

/// Our own schema of the record.
static OUR_SCHEMA: LazyLock<Option<Validator>> = LazyLock::new(|| {
    let schema = Entry::find("advisory")?.schema(None);
    jsonschema::draft202012::new(schema.as_value()).ok()
});

/// The generated schema accepts the document.
fn schema(case: &Case) -> Outcome {
    let Some(validator) = &*OUR_SCHEMA else { return Outcome::Fail("no schema".to_owned()) };
    let document = case.text().and_then(|text| serde_json::from_str(text).ok());
    let Some(document) = document else { return Outcome::NotApplicable };
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

/// How many mutations of a document are tried.
const MUTATIONS: usize = 8;

/// The same for documents with something changed in them; each counts.
fn mutated_official(case: &Case) -> Outcome {
    let Some(text) = case.text() else { return Outcome::NotApplicable };
    let mutations = (0..MUTATIONS).filter_map(|number| mutation::json(text, number));
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

/// No mutation of a document makes reading, checking, evaluating or writing panic.
fn mutated(case: &Case, format: &str) -> Outcome {
    let Some(text) = case.text() else { return Outcome::NotApplicable };
    let Some(format) = AdvisoryFormat::find(format) else {
        return Outcome::Fail(format!("no document goes by the name {format}"));
    };
    for number in 0..MUTATIONS {
        try_out(&mutation::text(text, number), format);
        if let Some(text) = mutation::json(text, number) {
            try_out(&text, format);
        }
    }
    Outcome::Pass
}

fn try_out(text: &str, format: &AdvisoryFormat) {
    let Ok(reading) = format.read(text) else { return };
    for advisory in &reading.advisories {
        let _ = (advisory.check(), advisory.best_severity(None));
        for entry in &advisory.affected {
            let Some(package) = &entry.package else { continue };
            let (Some(ecosystem), Some(name)) = (&package.ecosystem, &package.name) else {
                continue;
            };
            let _ = advisory.assess(&PackageVersion::new(ecosystem.clone(), name, "1.0.0"));
        }
    }
    for target in ALL.iter().filter(|target| target.writes()) {
        let _ = target.write(&reading.advisories);
    }
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
