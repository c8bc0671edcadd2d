//! The metadata corpora.
//!
//! Invariant: every native document gets the same checks in the same order: `parse`, `lossless`,
//! `through-record`, `accounted`, `there-and-back`, `signals`, `expected`; where only the answer is
//! asked for, that alone.

pub mod cargo_index;
pub mod maven_effective;
pub mod maven_pom;
pub mod pypi_metadata;

mod npm_packument;
mod pypi_simple;
mod signals;

use super::accounted::{Conversion, Converted, Effort, accounted};
use super::there_and_back::unnamed;
use super::{Check, Corpus, Outcome, generic};
use crate::corpus::Case;
use crate::json::Json;
use pkgschema::object::Raw;
use pkgschema_convert::Document;
use pkgschema_convert::format::{ALL, Format};
use pkgschema_convert::npm::PackageJson;

/// The corpora of this family with their checks.
pub const CORPORA: &[Corpus] = &[
    (
        "metadata/npm-package-json",
        &[
            Check { name: "parse", run: |case| parse(case, "npm") },
            Check { name: "lossless", run: |case| lossless(case, "npm") },
            Check { name: "through-record", run: |case| through_record(case, "npm") },
            Check { name: "accounted", run: |case| to_others(case, "npm") },
            Check { name: "there-and-back", run: |case| there_and_back(case, "npm") },
        ],
    ),
    ("metadata/npm-prepared", &[Check { name: "expected-fields", run: prepared }]),
    (
        "metadata/cargo-manifest",
        &[
            Check { name: "parse", run: |case| parse(case, "cargo") },
            Check { name: "lossless", run: |case| lossless(case, "cargo") },
            Check { name: "through-record", run: |case| through_record(case, "cargo") },
            Check { name: "accounted", run: |case| to_others(case, "cargo") },
            Check { name: "there-and-back", run: |case| there_and_back(case, "cargo") },
        ],
    ),
    maven_pom::CORPUS,
    maven_effective::CORPUS,
    npm_packument::CORPUS,
    pypi_simple::CORPUS,
];

/// Members of a `package.json` that the corpus of prepared manifests answers for.
const PREPARED: [&str; 19] = [
    "name",
    "version",
    "repository",
    "bugs",
    "homepage",
    "license",
    "description",
    "devDependencies",
    "author",
    "keywords",
    "engines",
    "dependencies",
    "funding",
    "contributors",
    "peerDependencies",
    "bin",
    "optionalDependencies",
    "cpu",
    "os",
];

/// The manifest as npm publishes it. A member that npm would not have counts as a wrong one.
fn prepared(case: &Case) -> Outcome {
    let Some(expected) = &case.expected else { return Outcome::NotApplicable };
    let Some(text) = case.text() else { return Outcome::Fail("not UTF-8".to_owned()) };
    let view = match PackageJson::parse(text) {
        Ok(package) => package.prepared().value.view(),
        Err(error) => return Outcome::Fail(error.to_string()),
    };
    let Some(actual) = generic::json_view(view.as_str()) else {
        return Outcome::Fail("what was prepared has no JSON view".to_owned());
    };
    let mut outcome = generic::fields(&actual, expected, |name| PREPARED.contains(&name));
    if let Outcome::Counted { failures, .. } = &mut outcome {
        let more = PREPARED.iter().filter(|name| expected.member(name).is_none());
        let more = more.filter_map(|name| Some((name, actual.member(name)?)));
        failures.extend(more.map(|(name, found)| format!("/{name}: {} too many", found.to_text())));
    }
    outcome
}

fn parse(case: &Case, name: &str) -> Outcome {
    let Some(format) = Format::find(name) else { return missing(name) };
    generic::parses(case, |text| format.read(text))
}

fn lossless(case: &Case, name: &str) -> Outcome {
    let Some(format) = Format::find(name) else { return missing(name) };
    let rewrite = |text: &str| Some(format.rewrite(text).ok()?.value);
    generic::lossless(case, rewrite, |text| view(format, text))
}

fn through_record(case: &Case, name: &str) -> Outcome {
    let Some(format) = Format::find(name) else { return missing(name) };
    let through = |text: &str| Some(format.write(&format.read(text).ok()?.record).value);
    generic::through_record(case, through, |text| view(format, text))
}

/// `accounted` of a document that stands in another, into every other ecosystem's main document.
fn accounted_within(name: &str, text: &str) -> Outcome {
    let Some(source) = Format::find(name) else { return missing(name) };
    let other = |target: &&Format| target.is_main() && target.ecosystem() != source.ecosystem();
    let others: Vec<_> = ALL.iter().filter(other).map(|target| Pair { source, target }).collect();
    let others: Vec<&dyn Conversion> = others.iter().map(|pair| pair as _).collect();
    accounted(&Case::from_row(1, text), Effort::QUICK, &others)
}

/// `through-record` of documents that stand in another: each counts.
fn each_through_record(name: &str, documents: impl Iterator<Item = String>) -> Outcome {
    let Some(format) = Format::find(name) else { return missing(name) };
    let through = |text: &str| Some(format.write(&format.read(text).ok()?.record).value);
    let (mut passed, mut failures) = (0, Vec::new());
    for text in documents {
        match (generic::json_view(&text), through(&text).as_deref().and_then(generic::json_view)) {
            (Some(source), Some(written)) => match generic::equal(&source, &written) {
                Outcome::Fail(reason) => failures.push(reason),
                _ => passed += 1,
            },
            _ => failures.push("not read, or not written".to_owned()),
        }
    }
    Outcome::Counted { passed, failures }
}

fn to_others(case: &Case, name: &str) -> Outcome {
    let Some(source) = Format::find(name) else { return missing(name) };
    let others = ALL.iter().filter(|target| target.is_main() && target.name() != name);
    let others: Vec<_> = others.map(|target| Pair { source, target }).collect();
    let others: Vec<&dyn Conversion> = others.iter().map(|pair| pair as _).collect();
    accounted(case, Effort::FULL, &others)
}

/// `there-and-back`: into every other ecosystem's main document and back; what changed on the way
/// is among the losses of one of the two ways.
fn there_and_back(case: &Case, name: &str) -> Outcome {
    let Some(source) = Format::find(name) else { return missing(name) };
    let Some(text) = case.text() else { return Outcome::Fail("not UTF-8".to_owned()) };
    let others = ALL.iter().filter(|to| to.is_main() && to.ecosystem() != source.ecosystem());
    let mut failures = Vec::new();
    for to in others {
        let unnamed = unnamed(source, to, text);
        failures.extend(unnamed.first().map(|place| format!("by {}: {place}", to.name())));
    }
    Outcome::of(failures.is_empty(), || failures.join("; "))
}

fn missing(name: &str) -> Outcome {
    Outcome::Fail(format!("no document goes by the name {name}"))
}

/// The JSON view of a native text, made without the library that is checked.
pub fn view(format: &Format, text: &str) -> Option<Json> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match format.extension() {
        "toml" => Some(table(toml::from_str(text).ok()?)),
        "metadata" => pypi_metadata::view(text),
        "xml" => maven_pom::view(text),
        _ => Json::parse(text).ok(),
    }
}

fn table(table: toml::Table) -> Json {
    Json::Object(table.into_iter().map(|(key, value)| (key, toml_value(value))).collect())
}

/// A TOML value as JSON, date-times as text.
pub(crate) fn toml_value(value: toml::Value) -> Json {
    match value {
        toml::Value::String(text) => Json::String(text),
        toml::Value::Integer(number) => Json::Number(number.to_string()),
        toml::Value::Float(number) if number.is_finite() => Json::Number(format!("{number:?}")),
        toml::Value::Float(number) => Json::String(number.to_string().to_lowercase()),
        toml::Value::Boolean(flag) => Json::Bool(flag),
        toml::Value::Datetime(time) => Json::String(time.to_string()),
        toml::Value::Array(elements) => Json::Array(elements.into_iter().map(toml_value).collect()),
        toml::Value::Table(members) => table(members),
    }
}

/// A conversion from one ecosystem's document into another's.
struct Pair {
    source: &'static Format,
    target: &'static Format,
}

impl Conversion for Pair {
    fn name(&self) -> &str {
        self.target.name()
    }

    fn view(&self, text: &str) -> Option<Json> {
        view(self.source, text)
    }

    fn unview(&self, view: &Json) -> Option<String> {
        Some(self.source.unview(&Raw::parse(&view.to_text())?).ok()?.value)
    }

    fn convert(&self, text: &str) -> Option<Converted> {
        let mut conversion = self.source.convert(text, self.target).ok()?;
        conversion.record.extensions = Default::default();
        Some(Converted {
            output: view(self.target, &conversion.text)?,
            record: Json::parse(&conversion.record.to_json()).ok()?,
            losses: conversion.losses.into_iter().map(|loss| loss.pointer).collect(),
        })
    }
}
