//! `pkgschema takedown verify-log`.

use crate::run::{Folder, run};
use crate::takedown::{URL, log};
use pkgschema::object::parse;
use pkgschema::takedown::{Log, LogCondition, LogReport, LogState};

#[test]
fn a_log_is_verified() {
    let folder = Folder::new("takedown-verify");
    let path = log(&folder);
    let done = run(&["takedown", "verify-log", &path]).exits(0);
    let summary = format!("{path}: 3 lines, coverage unknown (no-checkpoint)\n");
    assert_eq!((done.out.as_str(), done.err.as_str()), (summary.as_str(), ""));
    let text = folder.read("notices.jsonl");
    let edited = folder.file("edited.jsonl", text.replace("remove release", "remove file"));
    run(&["takedown", "verify-log", &edited]).exits(0); // the last line has no witness
    let edited = folder.file("edited.jsonl", text.replace("yank release", "unyank release"));
    let done = run(&["takedown", "verify-log", &edited]).exits(1);
    done.prints("  error      line 2: the line before it").prints("(edited)\n");
    let half = folder.file("half.jsonl", [text.as_bytes(), b"{\"a\": \"\xc3"].concat());
    let done = run(&["takedown", "verify-log", &half]).exits(1);
    done.prints("4 lines, 1 unreadable")
        .prints("  error      line 4: syntax error")
        .prints("(half-written)");
    let done = run(&["takedown", "verify-log", &half, "--format", "json"]).exits(1);
    let report: LogReport = parse(&done.out).unwrap();
    assert_eq!((report.lines, report.unreadable), (Some(4), Some(1)));
    assert!(report.conditions.contains(&LogCondition::HalfWritten), "{report:?}");
    let missing = ["takedown", "verify-log", "missing.jsonl", "--format", "json"];
    let done = run(&missing).exits(1);
    let report: LogReport = parse(&done.out).unwrap();
    assert_eq!(*report.conditions, [LogCondition::Missing]);
    assert_eq!(done.told()["error"]["file"], "missing.jsonl");
    run(&missing[..3]).exits(1).tells("missing.jsonl: cannot read: no such file");
}

/// A checkpoint of a log as it stands, from the sixth to the eighth of May.
pub(crate) fn checkpoint(folder: &Folder, name: &str, text: &str) -> String {
    let log = Log::parse(text);
    let head = log.head().map(|head| format!(r#""sha256": "{}""#, head.to_hex()));
    let (size, head) = (log.len(), head.unwrap_or_default());
    let json = format!(
        r#"{{"schemaVersion": "1.0", "log": "{URL}/notices.jsonl", "size": {size},
        "headDigest": {{{head}}}, "issuedAt": "2026-05-06T10:00:00Z", "expires": "2026-05-08T10:00:00Z"}}"#
    );
    folder.file(name, json)
}

#[test]
fn a_log_is_held_against_its_checkpoint() {
    let folder = Folder::new("takedown-checkpoint");
    let path = log(&folder);
    let text = folder.read("notices.jsonl");
    let whole = checkpoint(&folder, "whole.json", &text);
    let at = |log: &str, day: u8, more: &[&str]| {
        let time = format!("2026-05-{day:02}T10:00:00Z");
        let own = ["takedown", "verify-log", log, "--checkpoint", &whole, "--at", &time];
        run(&[&own[..], more].concat())
    };
    at(&path, 7, &[]).exits(0).prints("3 lines, 3 counted by the checkpoint, coverage complete\n");
    at(&path, 9, &[]).exits(1).prints("coverage unknown (checkpoint-expired)");
    let short = folder.file("short.jsonl", text.lines().next().unwrap().to_owned() + "\n");
    at(&short, 7, &[]).exits(1).prints("  error      the log: 1 lines, of which");
    let report: LogReport = parse(&at(&path, 7, &["--format=json"]).exits(0).out).unwrap();
    assert_eq!((report.coverage, report.size), (LogState::Complete, Some(3)));
    let odd = folder.file("odd.json", "{\"schemaVersion\": \"1.0\"}");
    run(&["takedown", "verify-log", &path, "--checkpoint", &odd]).exits(1).tells(&odd);
    run(&["takedown", "verify-log", &path, "--at", "today"]).exits(2).tells("<at>:1:1");
}
