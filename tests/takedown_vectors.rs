//! The test vectors in `schemas/vectors/takedown`, which are there for other languages too.
//!
//! Every line is `{"id", "input", "verdict", "expected", "reason"}`; what a file asks stands in
//! `schemas/vectors/README.md`.
//! `UPDATE_VECTORS=1 cargo test --test takedown_vectors` writes the answers anew, to be read line by
//! line before they are committed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use pkgschema::identity::{Artifact, Purl};
use pkgschema::takedown::{
    Clocks, Feed, FeedOptions, InstallDecision, InstallPolicy, InstallRequest, Log, LogReport,
    PackageStatus, Query, StatusIndex, TakedownNotice, TrustTable, decide, notice_name,
};
use pkgschema::text::{Link, Timestamp};
use pkgschema_testkit::vectors::{self, Answer};
use serde_json::{Value, json};

/// Holds a file's answers against what the library says of its inputs.
#[track_caller]
fn ask(file: &str, least: usize, question: fn(&Value) -> Answer) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/vectors/takedown");
    let count = vectors::ask(&folder.join(file), question);
    assert!(count >= least, "{file} has only {count} lines");
}

fn text<'a>(input: &'a Value, name: &str) -> &'a str {
    input[name].as_str().unwrap_or_else(|| panic!("{input}: no {name}"))
}

/// Whether it is a notice, whether the schema takes it, and which findings it has.
#[test]
fn parse() {
    ask("parse.jsonl", 60, |input| {
        let Ok(notice) = TakedownNotice::parse(input.as_str().unwrap()) else {
            return Answer::error();
        };
        let odd = ["null-member", "wrong-type"];
        let unsound = |code: &str| odd.contains(&code) || code.starts_with("malformed-");
        let valid = !pkgschema::object::check(&notice).iter().any(|it| unsound(it.code));
        let codes: BTreeSet<&str> = notice.check().iter().map(|it| it.code).collect();
        Answer::with(if valid { "valid" } else { "invalid" }, json!(codes))
    });
}

/// What a checker says: code, severity and pointer of each finding.
#[test]
fn check() {
    ask("check.jsonl", 140, |input| {
        let notice = TakedownNotice::parse(input.as_str().unwrap()).unwrap();
        let found = notice.check();
        let finding = |it: &pkgschema::Finding| json!({"code": it.code, "severity": it.severity.as_str(), "pointer": it.pointer.as_str()});
        let errors = found.iter().any(|it| it.severity == pkgschema::Severity::Error);
        let verdict = if errors { "invalid" } else { "valid" };
        Answer::with(verdict, found.iter().map(finding).collect())
    });
}

#[test]
fn digest() {
    ask("digest.jsonl", 14, |input| {
        let notice = TakedownNotice::parse(input.as_str().unwrap()).unwrap();
        match (notice.canonical(), notice.digest()) {
            (Ok(canonical), Ok(digest)) => {
                Answer::ok(json!({"canonical": canonical, "sha256": digest.to_hex()}))
            }
            _ => Answer::error(),
        }
    });
}

#[test]
fn fold() {
    ask("fold.jsonl", 80, |input| {
        let trust = TrustTable::parse(&input["trust"].to_string()).unwrap();
        let entries = input["notices"].as_array().unwrap();
        let notices: Vec<_> = entries
            .iter()
            .map(|it| TakedownNotice::parse(&it["notice"].to_string()).unwrap())
            .collect();
        let mut index = StatusIndex::new(&trust);
        for (entry, notice) in entries.iter().zip(&notices) {
            index.add(notice, text(entry, "issuer"));
        }
        let time = |name| Timestamp::new(text(input, name)).unwrap();
        let clocks = Clocks::new(time("known"), time("effect"));
        let report = LogReport::parse(r#"{"schemaVersion": "1.0", "coverage": "complete"}"#);
        let purl = Purl::parse(text(input, "purl")).unwrap();
        let status = index.status(&Query::of(&purl), &clocks, &report.unwrap());
        let measure = |it: &pkgschema::takedown::Measure| json!({"notice": it.notice, "issuer": it.issuer, "weight": it.weight.as_str()});
        Answer::ok(json!({
            "status": status.status.as_ref().map(|it| it.as_str()),
            "measures": status.measures.iter().map(measure).collect::<Value>(),
            "lifted": status.lifted.iter().map(|it| it.notice.as_str()).collect::<Value>(),
            "refused": status.refused.iter().map(|it| json!([it.notice, it.why.as_str()])).collect::<Value>(),
        }))
    });
}

/// Whether a notice with this subject is about what is asked.
#[test]
fn matching() {
    ask("match.jsonl", 40, |input| {
        let notice = json!({"schemaVersion": "1.0", "id": "urn:x:1", "noticeType": "decision",
            "registry": {"url": "https://registry.example"}, "subjects": [input["subject"]],
            "status": "deleted", "issuedAt": "2026-05-01T12:00:00Z"});
        let notice = TakedownNotice::parse(&notice.to_string()).unwrap();
        let registry = Link::new("https://registry.example").unwrap();
        let trust = TrustTable::of_registry("registry", registry);
        let mut index = StatusIndex::new(&trust);
        index.add(&notice, "registry");
        let purl = Purl::parse(text(input, "purl")).unwrap();
        let file = input
            .get("file")
            .map(|file| pkgschema::object::parse::<Artifact>(&file.to_string()).unwrap());
        let asked_on = input.get("registry").map(|url| Link::new(url.as_str().unwrap()).unwrap());
        let mut query = Query::of(&purl);
        if let Some(registry) = &asked_on {
            query = query.on(registry);
        }
        if let Some(file) = &file {
            query = query.file(file);
        }
        let clocks = Clocks::at(Timestamp::new("2026-06-01T00:00:00Z").unwrap());
        let status = index.status(&query, &clocks, &LogReport::unknown());
        match status.measures.first().map(|measure| measure.weight.as_str()) {
            None => Answer::of("no"),
            Some("full") => Answer::of("yes"),
            Some(other) => Answer::of(other),
        }
    });
}

#[test]
fn decision() {
    ask("decision.jsonl", 150, |input| {
        let status = PackageStatus::parse(&input["status"].to_string()).unwrap();
        let request = InstallRequest::parse(&input["request"].to_string()).unwrap();
        let policy = InstallPolicy::parse(&input["policy"].to_string()).unwrap();
        let decision = decide(&status, &request, &policy);
        let rows = decision.because.iter().map(|it| json!([it.row, it.verdict.as_str()]));
        let expected = json!({
            "row": decision.row,
            "because": rows.collect::<Value>(),
            "flags": decision.flags.iter().map(|flag| flag.as_str()).collect::<Value>(),
        });
        Answer::with(decision.verdict.as_str(), expected)
    });
}

/// The name of the file that a feed keeps a notice in.
#[test]
fn name() {
    ask("name.jsonl", 20, |input| Answer::ok(json!(notice_name(input.as_str().unwrap()))));
}

/// The rows of a feed's index.
#[test]
fn rows() {
    ask("rows.jsonl", 8, |input| {
        let lines = input.as_array().unwrap().iter();
        let log: String = lines.map(|line| line.as_str().unwrap().to_owned() + "\n").collect();
        let time = |text| Timestamp::new(text).unwrap();
        let address = Link::new("https://registry.example/all.jsonl").unwrap();
        let (issued, expires) = (time("2026-05-04T00:00:00Z"), time("2026-05-05T00:00:00Z"));
        let checkpoint = Log::parse(&log).checkpoint(address, issued, expires);
        let feed = Feed::of_log(&log, &checkpoint, &FeedOptions::default()).unwrap();
        let index = feed.files().iter().find(|file| file.name == Feed::INDEX).unwrap();
        Answer::ok(json!(std::str::from_utf8(&index.bytes).unwrap().lines().collect::<Vec<_>>()))
    });
}

/// The table as data: each row, and its verdict in each column.
#[test]
fn table() {
    ask("table.jsonl", 40, |input| {
        let rows = InstallDecision::TABLE.into_iter().flatten();
        let row = rows.into_iter().find(|row| row.name == input.as_str().unwrap()).unwrap();
        Answer::ok([0, 1, 2, 3].map(|column| row.verdict(column).to_string()).into_iter().collect())
    });
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/vectors/takedown/table.jsonl");
    let lines = fs::read_to_string(path).unwrap().lines().count();
    assert_eq!(lines, InstallDecision::TABLE.iter().map(|group| group.len()).sum::<usize>());
}
