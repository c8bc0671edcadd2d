//! The test vectors `schemas/vectors/statement/check.jsonl`, which are there for other languages too.
//!
//! Every line is `{"id", "input", "verdict", "expected", "reason"}`; what it asks stands in
//! `schemas/vectors/README.md`. `UPDATE_VECTORS=1 cargo test --test statement_vectors` writes the
//! answers anew, to be read line by line before they are committed.

use std::path::Path;

use pkgschema::provenance::Statement;
use pkgschema::{Finding, Severity};
use pkgschema_testkit::vectors::{self, Answer};
use serde_json::{Value, json};

/// What is odd about a statement and its predicate: code, severity and pointer of each finding.
#[test]
fn check() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/vectors/statement/check.jsonl");
    let count = vectors::ask(&file, |input| {
        let found = Statement::parse(&input.to_string()).unwrap().check();
        let finding = |it: &Finding| json!({"code": it.code, "severity": it.severity.as_str(), "pointer": it.pointer.as_str()});
        let errors = found.iter().any(|it| it.severity == Severity::Error);
        let findings: Value = found.iter().map(finding).collect();
        Answer::with(if errors { "invalid" } else { "valid" }, findings)
    });
    assert!(count >= 90, "{count}");
}
