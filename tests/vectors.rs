//! The form of the test vectors: every file is listed, and every line has the members that
//! `schemas/vectors/README.md` says.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use pkgschema_testkit::records::ALL;
use serde_json::Value;

/// The files, and the words that their verdicts are of.
const FILES: &[(&str, &[&str])] = &[
    ("advisory/affects.jsonl", &["affected", "not-affected", "unknown"]),
    ("advisory/check.jsonl", &["valid", "invalid"]),
    ("advisory/groups.jsonl", &["ok"]),
    ("advisory/severity.jsonl", &["ok", "none"]),
    ("identity/name-rules.jsonl", &["valid", "invalid"]),
    ("identity/name-to-purl.jsonl", &["ok", "none", "error"]),
    ("identity/names.jsonl", &["same", "clash", "different"]),
    ("identity/purl-package.jsonl", &["yes", "no"]),
    ("identity/purl.jsonl", &["strict", "tolerant", "error"]),
    ("identity/pypi-file-names.jsonl", &["ok", "error"]),
    ("identity/pypi-same-file.jsonl", &["yes", "no", "error"]),
    ("markers/evaluate.jsonl", &["true", "false", "unknown", "error"]),
    ("publisher/cargo.jsonl", &["yes", "no"]),
    ("publisher/gem.jsonl", &["yes", "no"]),
    ("publisher/npm.jsonl", &["yes", "no"]),
    ("publisher/pypi.jsonl", &["yes", "no"]),
    ("pep740-provenance/check.jsonl", &["valid", "invalid"]),
    ("sigstore-bundle/check.jsonl", &["valid", "invalid"]),
    ("statement/check.jsonl", &["valid", "invalid"]),
    ("takedown/check.jsonl", &["valid", "invalid"]),
    ("takedown/decision.jsonl", &["allow", "warn", "avoid", "block"]),
    ("takedown/digest.jsonl", &["ok", "error"]),
    ("takedown/fold.jsonl", &["ok"]),
    ("takedown/match.jsonl", &["yes", "no", "unclear"]),
    ("takedown/name.jsonl", &["ok"]),
    ("takedown/parse.jsonl", &["valid", "invalid", "error"]),
    ("takedown/rows.jsonl", &["ok"]),
    ("takedown/table.jsonl", &["ok"]),
    ("version/canonical.jsonl", &["ok", "error"]),
    ("version/compare.jsonl", &["less", "equal", "greater"]),
    ("version/contains.jsonl", &["yes", "no"]),
    ("version/events-to-vers.jsonl", &["ok", "error"]),
    ("version/range-to-events.jsonl", &["ok"]),
    ("version/range-to-vers.jsonl", &["ok", "error"]),
    ("version/satisfies.jsonl", &["yes", "no", "error"]),
    ("version/vers-to-range.jsonl", &["ok", "error"]),
    ("version/vers.jsonl", &["strict", "tolerant", "error"]),
];

/// The words of what reading says of a record, in the file that each record has.
const PARSE: &[&str] = &["valid", "invalid", "error"];

/// Every file with lines of the form, and the words of its verdicts.
fn listed() -> Vec<(String, &'static [&'static str])> {
    let files = FILES.iter().map(|(file, verdicts)| ((*file).to_owned(), *verdicts));
    let records = ALL.iter().map(|record| (format!("{}/parse.jsonl", record.name), PARSE));
    files.chain(records).collect()
}

/// Files with a form of their own: a log of notices, and a grid of answers.
const OTHERS: [&str; 2] = ["takedown/incident.jsonl", "markers/grid.jsonl"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/vectors")
}

fn files(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "jsonl") {
            let name = path.strip_prefix(root()).unwrap().to_str().unwrap();
            found.insert(name.replace('\\', "/"));
        }
    }
}

#[test]
fn each_file_is_listed_and_told_of() {
    let mut found = BTreeSet::new();
    files(&root(), &mut found);
    let others = OTHERS.map(str::to_owned);
    let listed = listed().into_iter().map(|(file, _)| file).chain(others);
    assert_eq!(found, listed.collect());
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for file in &found {
        let name = file.rsplit('/').next().unwrap();
        assert!(readme.contains(&format!("`{name}`")), "README.md lacks {file}");
    }
}

/// Asserts a line's members, and gives its id and its verdict.
fn line(text: &str, verdicts: &[&str]) -> (String, String) {
    let row: Value = serde_json::from_str(text).unwrap();
    let row = row.as_object().unwrap();
    let known = ["id", "input", "verdict", "expected", "reason"];
    assert!(row.keys().all(|name| known.contains(&name.as_str())), "{text}");
    assert!(row.contains_key("input"), "{text}");
    let word =
        |name: &str| row[name].as_str().unwrap_or_else(|| panic!("{text}: {name}")).to_owned();
    assert!(word("reason").len() >= 8, "{text}");
    assert!(verdicts.contains(&word("verdict").as_str()), "{text}: {}", word("verdict"));
    if word("verdict") == "ok" {
        assert!(row.contains_key("expected"), "{text}");
    }
    if word("verdict") == "error" {
        assert!(!row.contains_key("expected"), "{text}");
    }
    (word("id"), word("verdict"))
}

/// A record whose members are all required is there or is not, and never invalid.
const ALL_REQUIRED: [&str; 3] =
    ["finding/parse.jsonl", "loss/parse.jsonl", "range-answer/parse.jsonl"];

#[test]
fn each_line_has_the_form() {
    for (file, verdicts) in listed() {
        let text = fs::read_to_string(root().join(&file)).unwrap();
        let (mut ids, mut seen) = (BTreeSet::new(), BTreeSet::new());
        for row in text.lines() {
            let (id, verdict) = line(row, verdicts);
            assert!(ids.insert(id.clone()), "{file}: {id} stands twice");
            seen.insert(verdict);
        }
        let all: BTreeSet<String> = verdicts.iter().map(|word| (*word).to_owned()).collect();
        let mut unseen = all.difference(&seen).map(String::as_str);
        let never = |word| word == "invalid" && ALL_REQUIRED.contains(&&*file);
        assert!(unseen.all(never), "{file}: {seen:?}");
    }
}
