//! The test vectors `check.jsonl` of statements, bundles and provenance objects, which are there for
//! other languages too.
//!
//! Every line is `{"id", "input", "verdict", "expected", "reason"}`; what it asks stands in
//! `schemas/vectors/README.md`. `UPDATE_VECTORS=1 cargo test --test statement_vectors` writes the
//! answers anew, to be read line by line before they are committed.

use std::path::Path;

use pkgschema::provenance::{Bundle, Pep740Provenance, Statement};
use pkgschema::{Finding, Severity};
use pkgschema_testkit::vectors::{self, Answer};
use serde_json::{Value, json};

/// Code, severity and pointer of each finding.
fn answer(found: &[Finding]) -> Answer {
    let finding = |it: &Finding| json!({"code": it.code, "severity": it.severity.as_str(), "pointer": it.pointer.as_str()});
    let errors = found.iter().any(|it| it.severity == Severity::Error);
    let findings: Value = found.iter().map(finding).collect();
    Answer::with(if errors { "invalid" } else { "valid" }, findings)
}

#[track_caller]
fn ask(record: &str, least: usize, question: fn(&Value) -> Answer) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/vectors").join(record);
    let count = vectors::ask(&folder.join("check.jsonl"), question);
    assert!(count >= least, "{record}: {count}");
}

/// What is odd about a statement and its predicate.
#[test]
fn statements() {
    ask("statement", 90, |input| answer(&Statement::parse(&input.to_string()).unwrap().check()));
}

/// What is odd about a bundle with a message signature and a public key.
#[test]
fn bundles() {
    ask("sigstore-bundle", 20, |input| answer(&Bundle::parse(&input.to_string()).unwrap().check()));
}

/// What is odd about a provenance object, attestations aside.
#[test]
fn provenance_objects() {
    let question =
        |input: &Value| answer(&Pep740Provenance::parse(&input.to_string()).unwrap().check());
    ask("pep740-provenance", 20, question);
}
