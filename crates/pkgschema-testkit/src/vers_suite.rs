//! The VERS specification's own tests, run from a folder.
//!
//! Invariant: every case of a file is counted once: under its test type where the scheme is
//! known here, else under `unsupported`. Cases of the group `required` are read strictly, all
//! others tolerantly.

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use pkgschema::version::{Scheme, Vers, Version, VersionRange};
use serde_json::Value;

use crate::tally::Tally;

/// Judges the files below `dir`, one row a file and check.
pub fn run(dir: &Path, corpus: &str) -> Vec<Tally> {
    let mut rows = Vec::new();
    let mut paths: Vec<_> = match fs::read_dir(dir) {
        Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
        Err(_) => return rows,
    };
    paths.sort();
    for path in paths {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
        let corpus = format!("{corpus}/{stem}");
        if path.is_dir() {
            rows.extend(run(&path, &corpus));
        } else if path.extension().is_some_and(|extension| extension == "json") {
            let text = fs::read_to_string(&path).unwrap_or_default();
            rows.extend(file(&corpus, &serde_json::from_str(&text).unwrap_or_default()));
        }
    }
    rows
}

fn file(corpus: &str, document: &Value) -> Vec<Tally> {
    let mut rows = BTreeMap::new();
    let cases = document.get("tests").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    for (number, case) in cases.iter().enumerate() {
        let kind = case["test_type"].as_str().unwrap_or("unknown");
        let id = format!("{number} {}", case["input"]);
        let known = scheme(&case["input"]).is_some();
        let check = if known { kind } else { "unsupported" };
        let row = rows.entry(check.to_owned()).or_insert_with(|| Tally::new(corpus, check));
        if !known {
            row.fail(id, "the scheme is not known here");
            continue;
        }
        let outcome = catch_unwind(AssertUnwindSafe(|| judge(kind, case)));
        match outcome.unwrap_or_else(|_| Err("panic".into())) {
            Ok(()) => row.pass(),
            Err(reason) => row.fail(id, reason),
        }
    }
    rows.into_values().collect()
}

/// The scheme that a case is about; the input is a VERS or says it in one of its members.
fn scheme(input: &Value) -> Option<Scheme> {
    let vers = input.as_str().or_else(|| input["vers"].as_str());
    let of_vers = vers.and_then(|vers| vers.strip_prefix("vers:")?.split('/').next());
    let members = ["input_scheme", "scheme", "input_type", "type"];
    let named = members.into_iter().find_map(|name| input.get(name)?.as_str());
    Scheme::of_vers_type(of_vers.or(named)?)
}

fn judge(kind: &str, case: &Value) -> Result<(), String> {
    let actual = answer(kind, &case["input"], case["test_group"] == "required");
    let expected = &case["expected_output"];
    match (actual, case["expected_failure"] == true) {
        (Err(_), true) => Ok(()),
        (Ok(actual), true) => Err(format!("accepted as {actual}")),
        (Err(error), false) => Err(error),
        (Ok(actual), false) if actual == *expected => Ok(()),
        (Ok(actual), false) => Err(format!("got {actual}, expected {expected}")),
    }
}

fn answer(kind: &str, input: &Value, required: bool) -> Result<Value, String> {
    let read = |text: &str| {
        let read = if required { Vers::parse_strict(text) } else { Vers::parse(text) };
        read.map_err(|error| error.to_string())
    };
    let text = |name: &str| input[name].as_str().unwrap_or_default();
    match kind {
        "comparison" => sorted(input),
        "equality" => equal(input),
        "parse" => Ok(components(&read(input.as_str().unwrap_or_default())?)),
        "validate" | "roundtrip" => Ok(read(input.as_str().unwrap_or_default())?.as_str().into()),
        "containment" => {
            let vers = read(text("vers"))?;
            let scheme = vers.scheme().ok_or("no scheme")?;
            let version = Version::parse(scheme, text("version")).map_err(|e| e.to_string())?;
            Ok(vers.contains(&version).into())
        }
        "from_native" => {
            let scheme = scheme(input).ok_or("no scheme")?;
            let range = VersionRange::parse(scheme, text("native_range"));
            let vers = range.map_err(|error| error.to_string())?.to_vers();
            Ok(vers.map_err(|error| error.to_string())?.value.as_str().into())
        }
        other => Err(format!("unknown test type {other}")),
    }
}

fn versions(input: &Value) -> Result<Vec<Version>, String> {
    let scheme = scheme(input).ok_or("no scheme")?;
    let texts = input["versions"].as_array().into_iter().flatten();
    let parse = |text: &Value| Version::parse(scheme, text.as_str().unwrap_or_default());
    texts.map(|text| parse(text).map_err(|error| error.to_string())).collect()
}

fn sorted(input: &Value) -> Result<Value, String> {
    let mut versions = versions(input)?;
    versions.sort_by(|left, right| left.compare(right).unwrap_or(std::cmp::Ordering::Equal));
    Ok(versions.iter().map(Version::as_str).collect())
}

fn equal(input: &Value) -> Result<Value, String> {
    let versions = versions(input)?;
    let equal = |pair: &[Version]| pair[0].compare(&pair[1]).is_some_and(|order| order.is_eq());
    Ok(versions.windows(2).all(equal).into())
}

/// Type and constraints as the suite writes them.
fn components(vers: &Vers) -> Value {
    let constraint = |constraint: &pkgschema::version::vers::Constraint| {
        let comparator = constraint.comparator.as_str();
        let comparator = if comparator.is_empty() { "=" } else { comparator };
        serde_json::json!([comparator, constraint.version.as_str()])
    };
    let constraints: Vec<Value> = vers.constraints().iter().map(constraint).collect();
    serde_json::json!({ "scheme": vers.vers_type(), "version_constraints": constraints })
}
