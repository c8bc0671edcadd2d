//! The test vectors in `schemas/vectors/identity`, which are there for other languages too.
//!
//! Every line is `{"id", "input", "verdict", "expected", "reason"}`; what a file asks stands in
//! `schemas/vectors/README.md`. `UPDATE_VECTORS=1 cargo test --test identity_vectors` writes the
//! answers anew, to be read line by line before they are committed.

use std::path::Path;

use pkgschema::identity::{Ecosystem, PackageName, Purl};
use pkgschema_convert::pypi::FileName;
use pkgschema_testkit::vectors::{self, Answer};
use serde_json::{Map, Value, json};

#[track_caller]
fn ask(file: &str, least: usize, question: fn(&Value) -> Answer) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/vectors/identity");
    let count = vectors::ask(&folder.join(file), question);
    assert!(count >= least, "{file} has only {count} lines");
}

fn text<'a>(input: &'a Value, name: &str) -> &'a str {
    input[name].as_str().unwrap_or_else(|| panic!("{input}: no {name}"))
}

fn name(input: &Value, member: &str) -> PackageName {
    let ecosystem = Ecosystem::new(text(input, "ecosystem")).unwrap();
    PackageName::from_document(ecosystem, text(input, member))
}

/// Whether two names are one, or at least cannot both be in one registry.
#[test]
fn names() {
    ask("names.jsonl", 55, |input| {
        let (left, right) = (name(input, "left"), name(input, "right"));
        match (left == right, left.registry_key() == right.registry_key()) {
            (true, true) => Answer::of("same"),
            (false, true) => Answer::of("clash"),
            (false, false) => Answer::of("different"),
            (true, false) => panic!("{input}: one name with two keys"),
        }
    });
}

/// What is odd about a name.
#[test]
fn rules() {
    ask("name-rules.jsonl", 50, |input| {
        let name = name(input, "name");
        let codes: Vec<&str> = name.check().iter().map(|it| it.code).collect();
        let verdict = if name.validate().is_ok() { "valid" } else { "invalid" };
        match codes.is_empty() {
            true => Answer::of(verdict),
            false => Answer::with(verdict, json!(codes)),
        }
    });
}

/// The package URL of a name.
#[test]
fn to_purl() {
    ask("name-to-purl.jsonl", 30, |input| {
        match name(input, "name").purl(input["version"].as_str()) {
            None => Answer::of("none"),
            Some(Ok(purl)) => Answer::ok(json!(purl.as_str())),
            Some(Err(_)) => Answer::error(),
        }
    });
}

fn parts(purl: &Purl) -> Value {
    let mut parts = Map::new();
    let mut put = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            parts.insert(name.to_owned(), value.into());
        }
    };
    put("canonical", Some(purl.as_str()));
    put("type", Some(purl.package_type().name()));
    put("namespace", purl.namespace().as_deref());
    put("name", Some(&purl.name()));
    put("version", purl.version().as_deref());
    put("subpath", purl.subpath().as_deref());
    let pairs = purl.qualifiers().map(|(key, value)| (key.to_owned(), json!(value)));
    let qualifiers: Map<String, Value> = pairs.collect();
    if !qualifiers.is_empty() {
        parts.insert("qualifiers".to_owned(), qualifiers.into());
    }
    parts.into()
}

/// The parts of a package URL, and its canonical text.
#[test]
fn purl() {
    ask("purl.jsonl", 100, |input| {
        let text = input.as_str().unwrap();
        match (Purl::parse_strict(text), Purl::parse(text)) {
            (Ok(strict), Ok(tolerant)) => {
                assert_eq!(strict, tolerant);
                Answer::with("strict", parts(&strict))
            }
            (Err(_), Ok(tolerant)) => Answer::with("tolerant", parts(&tolerant)),
            (Ok(strict), Err(error)) => panic!("only strictly {strict}: {error}"),
            (Err(_), Err(_)) => Answer::error(),
        }
    });
}

/// Whether two package URLs are about one package, whatever their versions are.
#[test]
fn same_package() {
    ask("purl-package.jsonl", 20, |input| {
        let purl = |name| Purl::parse(text(input, name)).unwrap();
        Answer::yes(purl("left").package_key() == purl("right").package_key())
    });
}

/// What the name of a file of the Python index says.
#[test]
fn pypi_file_names() {
    ask("pypi-file-names.jsonl", 25, |input| {
        let Ok(file) = FileName::parse(input.as_str().unwrap()) else { return Answer::error() };
        let version = file.parsed_version().map(|it| it.canonical().into_owned());
        Answer::ok(json!({
            "kind": file.kind().as_str(),
            "name": file.package_name().normalized(),
            "version": version.unwrap_or_else(|_| file.version().to_owned()),
        }))
    });
}

/// Whether the subject of an attestation means a file of the Python index.
#[test]
fn pypi_same_file() {
    ask("pypi-same-file.jsonl", 18, |input| match FileName::parse(text(input, "file")) {
        Ok(file) => Answer::yes(file.is_subject(text(input, "subject"))),
        Err(_) => Answer::error(),
    });
}
