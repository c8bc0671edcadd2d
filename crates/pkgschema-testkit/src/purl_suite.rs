//! The purl specification's own tests, run from a folder.
//!
//! Invariant: every case of a file is counted once under its check, and a panic is a failure.
//! `parse` cases of the group `required` are read strictly, all others tolerantly.

use std::{
    collections::BTreeMap,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use pkgschema::identity::{Purl, PurlType};
use serde_json::Value;

use crate::tally::Tally;

/// Judges the files below `dir`, named `corpus_prefix` in the output: test files case by case, and
/// type definitions against our table. If `dir` is the folder `tests`, then `types` beside it is
/// judged too. One row per file and check, in order of path.
pub fn run(dir: &Path, corpus_prefix: &str) -> Vec<Tally> {
    let mut rows = Vec::new();
    let mut judge = |corpus: &str, document: &Value| {
        if document.get("tests").is_some() {
            rows.extend(file(corpus, document));
        } else if document.get("type_name").is_some() {
            rows.push(definition(corpus, document));
        } else {
            rows.push(Tally::new(corpus, Tally::SKIPPED));
        }
    };
    walk(dir, corpus_prefix, &mut judge);
    if let (true, Some(prefix)) = (dir.ends_with("tests"), corpus_prefix.strip_suffix("tests")) {
        walk(&dir.with_file_name("types"), &format!("{prefix}types"), &mut judge);
    }
    rows
}

/// Visits the JSON files below a folder.
fn walk(dir: &Path, corpus: &str, visit: &mut dyn FnMut(&str, &Value)) {
    let mut paths: Vec<_> = match fs::read_dir(dir) {
        Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
        Err(_) => return,
    };
    paths.sort();
    for path in paths {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
        let corpus = format!("{corpus}/{stem}");
        if path.is_dir() {
            walk(&path, &corpus, visit);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            let text = fs::read_to_string(&path).unwrap_or_default();
            visit(&corpus, &serde_json::from_str(&text).unwrap_or_default());
        }
    }
}

fn file(corpus: &str, document: &Value) -> Vec<Tally> {
    let mut rows = BTreeMap::new();
    let cases = document.get("tests").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    for (number, case) in cases.iter().enumerate() {
        let kind = case["test_type"].as_str().unwrap_or("unknown");
        let id = format!("{number} {}", case["input"]);
        count(&mut rows, corpus, kind, &id, || judge(kind, case));
        let Some(text) = case["input"].as_str() else { continue };
        if matches!(catch_unwind(|| Purl::parse(text)), Ok(Ok(_))) {
            count(&mut rows, corpus, "fixed-point", &id, || fixed_point(text));
        }
    }
    rows.into_values().collect()
}

fn count(
    rows: &mut BTreeMap<String, Tally>,
    corpus: &str,
    check: &str,
    id: &str,
    judge: impl FnOnce() -> Result<(), String>,
) {
    let outcome = catch_unwind(AssertUnwindSafe(judge)).unwrap_or_else(|_| Err("panic".into()));
    let row = rows.entry(check.to_owned()).or_insert_with(|| Tally::new(corpus, check));
    match outcome {
        Ok(()) => row.pass(),
        Err(reason) => row.fail(id, reason),
    }
}

fn judge(kind: &str, case: &Value) -> Result<(), String> {
    let input = &case["input"];
    let text = input.as_str().unwrap_or_default();
    let required = case["test_group"] == "required";
    let outcome = match kind {
        "parse" if required => Purl::parse_strict(text).map(|purl| components(&purl)),
        "parse" => Purl::parse(text).map(|purl| components(&purl)),
        "validate" => Purl::parse(text).map(|purl| purl.as_str().into()),
        "build" => build(input).map(|purl| purl.as_str().into()),
        other => return Err(format!("unknown test type {other}")),
    };
    let expected = &case["expected_output"];
    let expected = if kind == "parse" { filled(expected) } else { expected.clone() };
    match (outcome, case["expected_failure"] == true) {
        (Err(_), true) => Ok(()),
        (Ok(actual), true) => Err(format!("accepted as {actual}")),
        (Err(error), false) => Err(error.to_string()),
        (Ok(actual), false) if actual == expected => Ok(()),
        (Ok(actual), false) => Err(format!("got {actual}, expected {expected}")),
    }
}

const COMPONENTS: [&str; 6] = ["type", "namespace", "name", "version", "qualifiers", "subpath"];

/// A purl's components as the suite writes them, absent ones as null.
fn components(purl: &Purl) -> Value {
    let qualifiers: serde_json::Map<_, _> =
        purl.qualifiers().map(|(key, value)| (key.to_owned(), value.into())).collect();
    filled(&serde_json::json!({
        "type": purl.package_type().name(),
        "namespace": purl.namespace(),
        "name": purl.name(),
        "version": purl.version(),
        "qualifiers": qualifiers,
        "subpath": purl.subpath(),
    }))
}

/// The components with null for everything that is missing or empty.
fn filled(components: &Value) -> Value {
    let empty = |value: &Value| *value == "" || value.as_object().is_some_and(|map| map.is_empty());
    let value = |name| components.get(name).filter(|value| !empty(value)).cloned();
    COMPONENTS.iter().map(|name| (*name, value(name).unwrap_or_default())).collect()
}

fn build(input: &Value) -> Result<Purl, pkgschema::ParseError> {
    let text = |name: &str| input[name].as_str().unwrap_or_default();
    let mut builder = Purl::builder(text("type"), text("name"))
        .namespace(text("namespace"))
        .version(text("version"))
        .subpath(text("subpath"));
    for (key, value) in input["qualifiers"].as_object().into_iter().flatten() {
        builder = builder.qualifier(key, value.as_str().unwrap_or_default());
    }
    builder.build()
}

/// format(parse(format(parse(x)))) equals format(parse(x)), by the long and the short road.
fn fixed_point(text: &str) -> Result<(), String> {
    let once = Purl::parse(text).map_err(|error| error.to_string())?;
    let twice = Purl::parse_strict(once.as_str()).map_err(|error| error.to_string())?;
    if once.to_string() == twice.to_string() {
        Ok(())
    } else {
        Err(format!("{once} became {twice}"))
    }
}

/// Whether our table says what a definition file says.
fn definition(corpus: &str, document: &Value) -> Tally {
    let mut rows = BTreeMap::new();
    let name = document["type"].as_str().unwrap_or_default();
    count(&mut rows, corpus, "definition", name, || same_definition(name, document));
    rows.into_values().next().unwrap_or_default()
}

fn same_definition(name: &str, document: &Value) -> Result<(), String> {
    let ours = PurlType::registered(name).and_then(PurlType::definition);
    let ours = ours.ok_or("not in the table")?;
    if ours.name != name || document["type_name"] != ours.title {
        return Err(format!("name or title differ: {}, {}", ours.name, ours.title));
    }
    for (key, rules) in [
        ("namespace_definition", &ours.namespace),
        ("name_definition", &ours.package_name),
        ("version_definition", &ours.version),
        ("subpath_definition", &ours.subpath),
    ] {
        let theirs = &document[key];
        let requirement = theirs["requirement"].as_str().unwrap_or("optional");
        let pattern = rules.permitted.map(|permitted| permitted.pattern());
        if requirement != rules.requirement.as_str()
            || theirs["case_sensitive"].as_bool().unwrap_or(true) != rules.case_sensitive
            || theirs["permitted_characters"].as_str() != pattern
        {
            return Err(format!("{key} differs: {rules:?}"));
        }
    }
    let theirs = document["qualifiers_definition"].as_array().map_or(&[][..], Vec::as_slice);
    let requirement =
        |rules: &Value| rules["requirement"].as_str().unwrap_or("optional").to_owned();
    let theirs = theirs.iter().map(|rules| (rules["key"].as_str(), requirement(rules)));
    let ours = ours.qualifiers.iter().map(|q| (Some(q.key), q.requirement.to_string()));
    if theirs.eq(ours) { Ok(()) } else { Err("qualifiers differ".into()) }
}
