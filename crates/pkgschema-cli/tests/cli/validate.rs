//! `pkgschema validate`.

use crate::run::{Folder, run, run_with};
use pkgschema::object::check;
use pkgschema::schema::validation::ValidationReport;
use std::time::{Duration, Instant};

const GOOD: &str = r#"{"id": "GHSA-x", "modified": "2026-01-31T12:00:00Z"}"#;

fn fixtures() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures")
}

#[test]
fn valid_documents_are_told_apart_by_what_they_are() {
    let table = [
        ("osv/advisory/complete.json", "advisory"),
        ("takedown/notice/complete.json", "takedown-notice"),
        ("provenance/statement/complete.json", "statement"),
        ("provenance/bundle/complete.json", "sigstore-bundle"),
        ("record/package-metadata/complete.json", "package-metadata"),
        ("record/inventory/complete.json", "inventory"),
        ("provenance/trusted-publisher/complete.json", "trusted-publisher"),
        ("takedown/checkpoint/complete.json", "checkpoint"),
        ("takedown/decision/complete.json", "install-decision"),
    ];
    for (path, name) in table {
        let path = fixtures().join(path).display().to_string();
        let report = run(&["validate", &path, "--format", "json"]).printed();
        assert_eq!(report["documents"][0]["schema"], name, "{path}: {report}");
        let findings = report["documents"][0]["findings"].as_array().into_iter().flatten();
        let misfits: Vec<_> = findings.filter(|it| it.get("expected").is_some()).collect();
        assert!(misfits.is_empty(), "{path}: {misfits:?}");
    }
}

#[test]
fn an_error_has_place_and_reason_in_one_line() {
    let folder = Folder::new("validate");
    let text = "{\r\n\t\"id\": \"GHSA-x\",\r\n\t\"modified\": \"2026-01-31T12:00:00Z\",\r\n\t\"aliases\": [\"\u{1f600}\", 7],\r\n\t\"summary\": null\r\n}\r\n";
    let path = folder.file("a.json", text);
    let done = run(&["validate", &path, "--as", "advisory"]).exits(1);
    done.prints(&format!(
        "{path}:4:19: error at /aliases/1: wrong-type: expected a string, found the number 7\n"
    ))
    .prints(&format!(
        "{path}:5:13: error at /summary: null-member: expected a string, found null\n"
    ))
    .prints("1 document: 1 invalid\n");
    let marked =
        folder.file("bom.json", "\u{feff}{\"id\": 7, \"modified\": \"2026-01-31T12:00:00Z\"}");
    run(&["validate", &marked, "--as", "advisory"]).exits(1).prints(
        "bom.json:1:8: error at /id: not-this-document: expected a string, found the number 7",
    );
    let lacking = folder.file("lacking.json", r#"{"modified": "2026-01-31T12:00:00Z"}"#);
    run(&["validate", &lacking, "--as", "advisory"]).exits(1).prints(
        "lacking.json:1:1: error at the root: not-this-document: expected an object with the member `id`, found an object without it",
    );
    let broken = folder.file("broken.json", "{\"id\": \"x\",\n  oops}");
    run(&["validate", &broken, "--as", "advisory"])
        .exits(1)
        .prints("broken.json:2:3: error at the root: syntax: ");
    let twice = folder.file(
        "twice.json",
        "{\"id\": \"GHSA-x\",\n \"modified\": \"2026-01-31T12:00:00Z\",\n \"id\": \"b\"}",
    );
    run(&["validate", &twice, "--as", "advisory"])
        .exits(1)
        .prints("twice.json:3:8: error at /id: duplicate-member: ");
}

#[test]
fn the_cause_is_found_behind_a_reference() {
    let notice = r#"{"schemaVersion": "1.0", "id": "urn:x:1", "noticeType": "decision",
 "registry": {"name": "Example"}, "subjects": [{"purl": "pkg:npm/a"}], "status": "yanked",
 "issuedAt": "2026-05-04T10:00:00Z"}"#;
    run_with(&["validate", "-", "--as", "takedown-notice"], notice.as_bytes()).exits(1).prints(
        ":2:14: error at /registry: not-this-document: expected an object with the member `url`, found an object without it",
    );
}

#[test]
fn the_cause_is_found_within_what_does_not_fit() {
    let folder = Folder::new("validate-cause");
    let text = "{\"id\": \"GHSA-x\", \"modified\": \"2026-01-31T12:00:00Z\",\n \"severity\": [{\"type\": \"CVSS_V3\", \"score\": 9}]}";
    let path = folder.file("a.json", text);
    let report =
        run(&["validate", &path, "--as", "advisory", "--format", "json"]).exits(1).printed();
    let finding = &report["documents"][0]["findings"][0];
    assert_eq!(finding["pointer"], "/severity/0/score", "{report}");
    assert_eq!((&finding["line"], &finding["column"]), (&2.into(), &44.into()));
    assert_eq!(finding["found"], "the number 9");
}

#[test]
fn lines_are_documents() {
    let folder = Folder::new("validate-lines");
    let text = format!("{GOOD}\n\n{{\"id\": 7}}\r\n{{\n[1]\n");
    let path = folder.file("all.jsonl", &text);
    let done = run(&["validate", &path, "--as", "advisory"]).exits(1);
    done.prints("all.jsonl:3:8: error at /id: ")
        .prints("all.jsonl:4:")
        .prints("all.jsonl:5:1: error at the root: not-this-document: expected an object, found an array with 1 element")
        .prints("4 documents: 1 valid, 3 invalid");
    let done =
        run_with(&["validate", "-", "--lines", "--format", "json"], text.as_bytes()).exits(2);
    let report = ValidationReport::parse(&done.out).unwrap();
    assert_eq!(check(&report), []);
    assert_eq!(report.documents.len(), 4);
    assert_eq!(report.documents[1].line, Some(3));
    let empty = folder.file("empty.ndjson", "\n");
    run(&["validate", &empty, "--as", "advisory"]).exits(2).prints("it holds no document");
}

#[test]
fn what_cannot_be_told_is_not_called_valid() {
    let folder = Folder::new("validate-unknown");
    let strange = folder.file("strange.json", r#"{"strange": 1}"#);
    run(&["validate", &strange])
        .exits(2)
        .prints("strange.json: not judged: it is no record that is known here");
    let good = folder.file("good.json", GOOD);
    run(&["validate", &good, &strange, "missing.json"])
        .exits(2)
        .prints("3 documents: 1 valid, 2 not judged");
    run(&["validate", &good, "--as", "advice"]).exits(2).tells("advisory");
    run_with(&["validate", "-"], b"{\"id\": \"\xff\"}").exits(2).prints("not judged");
    run_with(&["validate", "-"], GOOD.as_bytes()).exits(0).prints("1 document: 1 valid");
}

#[test]
fn warnings_count_when_they_are_asked_to() {
    let folder = Folder::new("validate-strict");
    let complete = std::fs::read_to_string(fixtures().join("takedown/checkpoint/complete.json"));
    let deep = format!("{{\"x\": {}{},", "[".repeat(200), "]".repeat(200));
    let text = complete.unwrap().replacen('{', &deep, 1);
    let path = folder.file("deep.json", &text);
    run(&["validate", &path, "--as", "checkpoint"]).exits(0).prints("warning at /x");
    run(&["validate", &path, "--as", "checkpoint", "--strict"]).exits(1);
}

/// Five megabytes with many findings, and a hundred thousand levels: time grows with the text.
#[test]
fn large_and_deep_documents_take_linear_time() {
    let folder = Folder::new("validate-large");
    let aliases: Vec<String> = (0..500_000)
        .map(|at| if at % 5_000 == 0 { at.to_string() } else { format!("\"A-{at}\"") })
        .collect();
    let text = format!(
        "{{\"id\": \"GHSA-x\", \"modified\": \"2026-01-31T12:00:00Z\", \"aliases\": [\n{}]}}",
        aliases.join(",\n")
    );
    assert!(text.len() > 5_000_000);
    let (large, start) = (folder.file("large.json", &text), Instant::now());
    let done = run(&["validate", &large, "--as", "advisory"]).exits(1);
    assert!(start.elapsed() < Duration::from_secs(120), "{:?}", start.elapsed());
    done.prints(
        "large.json:5002:1: error at /aliases/5000: wrong-type: expected a string, found the number 5000",
    );
    // more than a list keeps apart: the first of them is named
    let odd = "1,\n".repeat(100_000);
    let head = r#"{"id": "GHSA-x", "modified": "2026-01-31T12:00:00Z", "aliases": ["#;
    let odd = folder.file("odd.json", format!("{head}\n\"a\",\n{odd}2]}}"));
    run(&["validate", &odd, "--as", "advisory"]).exits(1).prints(
        "odd.json:3:1: error at /aliases/1: wrong-type: expected a string, found the number 1\n",
    );
    let deep = folder.file(
        "deep.json",
        format!("{{\"id\": \"GHSA-x\", \"modified\": 1, \"x\": {}", "[".repeat(100_000)),
    );
    run(&["validate", &deep, "--as", "advisory"]).exits(1).prints("error at the root: syntax");
}
