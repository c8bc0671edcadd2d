//! The test vectors in `schemas/vectors/advisory`, which are there for other languages too.
//!
//! Every line is `{"id", "input", "verdict", "expected", "reason"}`; what a file asks stands in
//! `schemas/vectors/README.md`.
//! `UPDATE_VECTORS=1 cargo test --test advisory_vectors` writes the answers anew, to be read line
//! by line before they are committed.

use std::path::Path;

use pkgschema::Severity as FindingSeverity;
use pkgschema::advisory::{
    Advisory, AliasGroups, GroupLimits, Matcher, PackageVersion, Severity, SeverityType,
};
use pkgschema::identity::{Ecosystem, Purl};
use pkgschema_testkit::vectors::{self, Answer};
use serde_json::{Value, json};

#[track_caller]
fn ask(file: &str, least: usize, question: fn(&Value) -> Answer) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/vectors/advisory");
    let count = vectors::ask(&folder.join(file), question);
    assert!(count >= least, "{file} has only {count} lines");
}

fn text<'a>(input: &'a Value, name: &str) -> &'a str {
    input[name].as_str().unwrap_or_else(|| panic!("{input}: no {name}"))
}

/// Whether a version is affected, and which fixed versions are above it.
#[test]
fn affects() {
    ask("affects.jsonl", 90, |input| {
        let advisory = Advisory::parse(&input["advisory"].to_string()).unwrap();
        let asked = match input["purl"].as_str() {
            Some(purl) => PackageVersion::of_purl(&Purl::parse(purl).unwrap()).unwrap(),
            None => {
                let ecosystem = Ecosystem::new(text(input, "ecosystem")).unwrap();
                PackageVersion::new(ecosystem, text(input, "name"), text(input, "version"))
            }
        };
        let found = advisory.assess(&asked);
        let ready = Matcher::new(&advisory).fixed_versions(&asked);
        assert!(ready.iter().eq(found.fixes.iter().map(|fix| &fix.version)), "{input}: {ready:?}");
        let fixes = found.fixes.iter().map(|fix| fix.version.as_str());
        let mut expected = json!({ "fixes": fixes.collect::<Value>() });
        if let Some(because) = found.verdict.reason() {
            expected["because"] = json!(because);
        }
        Answer::with(found.verdict.as_str(), expected)
    });
}

/// The findings, each with code, severity and pointer.
#[test]
fn check() {
    ask("check.jsonl", 120, |input| {
        let advisory = Advisory::parse(&input.to_string()).unwrap();
        let finding = |it: &pkgschema::Finding| json!({"code": it.code, "severity": it.severity.as_str(), "pointer": it.pointer.as_str()});
        let found = advisory.check();
        let errors = found.iter().any(|it| it.severity == FindingSeverity::Error);
        let verdict = if errors { "invalid" } else { "valid" };
        Answer::with(verdict, found.iter().map(finding).collect())
    });
}

#[test]
fn groups() {
    ask("groups.jsonl", 9, |input| {
        let record = |row: &Value| {
            let mut record = Advisory::new(row[0].as_str().unwrap());
            let aliases = row[1].as_array().unwrap().iter();
            record.aliases = aliases.map(|alias| alias.as_str().unwrap().into()).collect();
            record
        };
        let records: Vec<Advisory> = input.as_array().unwrap().iter().map(record).collect();
        let groups = AliasGroups::of(&records, GroupLimits::default());
        Answer::ok(json!({
            "groups": groups.iter().collect::<Vec<_>>(),
            "tooManyAliases": groups.too_many_aliases(),
            "tooLarge": groups.too_large(),
        }))
    });
}

#[test]
fn severity() {
    ask("severity.jsonl", 20, |input| {
        let kind = SeverityType::from(text(input, "type"));
        match Severity::new(kind, text(input, "score")).score() {
            None => Answer::of("none"),
            Some(score) => Answer::ok(json!({
                "value": score.value,
                "rating": score.rating.as_str(),
                "method": score.method,
                "repaired": score.repaired,
            })),
        }
    });
}
