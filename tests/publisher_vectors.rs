//! The test vectors in `schemas/vectors/publisher`, which are there for other languages too.
//!
//! Every line is `{"id", "input", "verdict", "expected", "reason"}`; what a file asks stands in
//! `schemas/vectors/README.md`.
//! `UPDATE_VECTORS=1 cargo test --test publisher_vectors` writes the answers anew, to be read line by
//! line before they are committed.

use std::path::Path;

use pkgschema::provenance::{Claims, MatchContext, TrustedPublisher};
use pkgschema_testkit::vectors::{self, Answer};
use serde_json::Value;

/// Holds a file's answers against what the library says of its inputs.
#[track_caller]
fn ask(file: &str, least: usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/vectors/publisher");
    let count = vectors::ask(&folder.join(file), answer);
    assert!(count >= least, "{file} has only {count} lines");
}

fn answer(input: &Value) -> Answer {
    let publisher = TrustedPublisher::parse(&input["publisher"].to_string()).unwrap();
    let text = input["claims"].to_string();
    // an issuer of the publisher's own tells no provider
    let claims =
        Claims::parse(&text).or_else(|_| Claims::parse_of(&publisher.provider, &text)).unwrap();
    let mut context = MatchContext::new(input["at"].as_u64().unwrap());
    context.audience = input["audience"].as_str().map(Into::into);
    context.leeway = input["leeway"].as_u64().unwrap_or_default();
    let found = publisher.matches(&claims, &context);
    assert_eq!(found.matches, found.reasons.is_empty());
    if found.matches {
        return Answer::of("yes");
    }
    Answer::with("no", serde_json::to_value(&*found.reasons).unwrap())
}

#[test]
fn pypi() {
    ask("pypi.jsonl", 85);
}

#[test]
fn npm() {
    ask("npm.jsonl", 25);
}

#[test]
fn cargo() {
    ask("cargo.jsonl", 22);
}

#[test]
fn gem() {
    ask("gem.jsonl", 15);
}
