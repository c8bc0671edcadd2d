//! The index of crates.io: its files, and its lines beside the manifests that they were made of.
//!
//! Invariant: a manifest is compared with the registry's own line, member by member; the order of
//! dependencies counts, since the registry has one.

use super::super::{Check, Corpus, Outcome, generic};
use crate::corpus::Case;
use crate::json::Json;
use pkgschema_convert::format::Format;
use pkgschema_convert::readable::{RELEASES, Readable};

/// The corpora with their checks.
pub const CORPORA: &[Corpus] = &[
    (
        "metadata/cargo-index",
        &[
            Check { name: "parse", run: parse },
            Check { name: "lossless", run: lossless },
            Check { name: "through-record", run: through_record },
            Check { name: "accounted", run: accounted },
            Check { name: "signals", run: super::signals::cargo_index },
        ],
    ),
    (
        "metadata/cargo-index-pairs",
        &[
            Check { name: "expected", run: expected },
            Check { name: "expected-fields", run: expected_fields },
            Check { name: "publish-through-record", run: publish_through_record },
            Check { name: "publish-accounted", run: publish_accounted },
        ],
    ),
];

/// What both the manifest and the line say.
const COMPARED: [&str; 5] = ["deps", "features", "features2", "links", "rust_version"];

fn parse(case: &Case) -> Outcome {
    let Some(file) = Readable::find(RELEASES, "cargo-index") else { return missing("index") };
    generic::parses(case, |text| {
        let reading = file.read(text).map_err(|error| error.to_string())?;
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        match reading.value.len() == lines {
            true => Ok(()),
            false => Err(format!("{} records of {lines} lines", reading.value.len())),
        }
    })
}

fn lossless(case: &Case) -> Outcome {
    let Some(file) = Readable::find(RELEASES, "cargo-index") else { return missing("index") };
    let rewrite = |text: &str| Some(file.rewrite(text).ok()?.value);
    generic::lossless(case, rewrite, lines)
}

/// Every line, by way of the record.
fn through_record(case: &Case) -> Outcome {
    let lines = case.text().unwrap_or_default().lines().filter(|line| !line.trim().is_empty());
    super::each_through_record("cargo-index-line", lines.map(str::to_owned))
}

/// The last line, which is the longest as a rule.
fn accounted(case: &Case) -> Outcome {
    let lines = case.text().unwrap_or_default().lines();
    match lines.rev().find(|line| !line.trim().is_empty()) {
        Some(line) => super::accounted_within("cargo-index-line", line),
        None => Outcome::NotApplicable,
    }
}

/// The lines of a file as one array, made without the library that is checked.
fn lines(text: &str) -> Option<Json> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| Json::parse(line).ok()).collect::<Option<Vec<_>>>().map(Json::Array)
}

fn expected(case: &Case) -> Outcome {
    generic::whole(compare(case))
}

fn expected_fields(case: &Case) -> Outcome {
    generic::counted(compare(case))
}

/// How many of the compared members are equal, and which are not.
fn compare(case: &Case) -> Result<(usize, Vec<String>), String> {
    let text = case.text().ok_or("not UTF-8")?;
    let expected = case.expected.as_ref().ok_or("no answer")?;
    let written = written(text)?;
    let (mut passed, mut failures) = (0, Vec::new());
    for name in COMPARED {
        let (ours, theirs) = (written.member(name), expected.member(name));
        match ours == theirs {
            true => passed += usize::from(theirs.is_some()),
            false => failures.push(difference(name, ours, theirs)),
        }
    }
    Ok((passed, failures))
}

/// The index line of a manifest.
fn written(manifest: &str) -> Result<Json, String> {
    Json::parse(&made("cargo-index-line", manifest)?)
}

/// A document that is made of a manifest by way of the record.
fn made(name: &str, manifest: &str) -> Result<String, String> {
    let find = |name: &str| Format::find(name).ok_or_else(|| format!("no document {name}"));
    let (manifests, other) = (find("cargo")?, find(name)?);
    let record = manifests.read(manifest).map_err(|error| error.to_string())?.record;
    Ok(other.write(&record).value)
}

/// The publish request of a manifest, by way of the record once more.
fn publish_through_record(case: &Case) -> Outcome {
    match made("cargo-publish", case.text().unwrap_or_default()) {
        Ok(request) => super::each_through_record("cargo-publish", [request].into_iter()),
        Err(reason) => Outcome::Fail(reason),
    }
}

fn publish_accounted(case: &Case) -> Outcome {
    match made("cargo-publish", case.text().unwrap_or_default()) {
        Ok(request) => super::accounted_within("cargo-publish", &request),
        Err(reason) => Outcome::Fail(reason),
    }
}

fn difference(name: &str, ours: Option<&Json>, theirs: Option<&Json>) -> String {
    let text = |json: Option<&Json>| json.map_or_else(|| "nothing".to_owned(), Json::to_text);
    let elements = ours.and_then(Json::as_array).zip(theirs.and_then(Json::as_array));
    let first = elements.and_then(|(ours, theirs)| {
        let longest = ours.len().max(theirs.len());
        (0..longest).find(|at| ours.get(*at) != theirs.get(*at))
    });
    match (first, elements) {
        (Some(at), Some((ours, theirs))) => {
            format!("/{name}/{at}: {} instead of {}", text(ours.get(at)), text(theirs.get(at)))
        }
        _ => format!("/{name}: {} instead of {}", text(ours), text(theirs)),
    }
}

fn missing(name: &str) -> Outcome {
    Outcome::Fail(format!("no document goes by the name {name}"))
}
