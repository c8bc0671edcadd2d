//! `pkgschema takedown signals` and `snapshot`: notices that documents make.

use crate::run::{Folder, Run, run};
use pkgschema::object::parse;
use pkgschema::takedown::{NoticeList, TakedownNotice};

const SEEN: [&str; 4] = ["--registry", "https://registry.example", "--at", "2026-11-22T13:46:00Z"];

fn signals(more: &[&str]) -> Run {
    run(&[&["takedown", "signals"], more, &SEEN].concat())
}

fn snapshot(more: &[&str]) -> Run {
    run(&[&["takedown", "snapshot"], more, &SEEN].concat())
}

fn line(version: &str, yanked: bool) -> String {
    format!(
        r#"{{"name":"margin","vers":"{version}","deps":[],"cksum":"00","features":{{}},"yanked":{yanked}}}"#
    ) + "\n"
}

#[test]
fn a_document_is_told_and_its_notices_are_printed() {
    let folder = Folder::new("signals-told");
    let text = line("1.0.0", true) + &line("1.0.1", false) + "broken\n";
    let file = folder.file("margin", text);
    let done = signals(&[&file]).exits(0);
    assert_eq!(done.out, "yanked: pkg:cargo/margin@1.0.0\n");
    assert!(done.err.contains("no line of an index"), "{}", done.err);
    let lines = signals(&[&file, "--format", "jsonl"]).exits(0);
    let notice = TakedownNotice::parse(&lines.out).unwrap();
    assert_eq!((notice.status.as_str(), lines.out.lines().count()), ("yanked", 1));
    assert!(lines.err.contains("\"losses\""), "{}", lines.err);
    let list = signals(&[&file, "--format", "json", "--as", "cargo-index"]).exits(0);
    assert_eq!(parse::<NoticeList>(&list.out).unwrap().notices[..], [notice]);
}

#[test]
fn a_table_is_read_and_hostile_words_are_spelt_out() {
    let folder = Folder::new("signals-table");
    let text =
        "name,deleted_at,message,available_at\nmargin,2026-02-01 10:00:00+00,gone\u{1b}[2J,\n";
    let file = folder.file("deleted_crates.csv", text);
    let done = signals(&[&file]).exits(0);
    assert!(done.out.starts_with("deleted: pkg:cargo/margin, since 2026-02-01T10:00:00Z\n"));
    assert!(!done.out.contains('\u{1b}'), "{}", done.out);
    let names = folder.file("reserved.csv", "name\ncore\n");
    signals(&[&names]).exits(1);
    let done = signals(&[&names, "--as", "cargo-reserved-names"]).exits(0);
    assert_eq!(done.out, "name-reserved: pkg:cargo/core\n");
    signals(&[&names, "--as", "no-such"]).exits(2);
}

#[test]
fn what_is_missing_is_printed_and_reversed() {
    let folder = Folder::new("snapshot-missing");
    let both = folder.file("both", line("1.0.0", false) + &line("1.0.1", false));
    let one = folder.file("one", line("1.0.1", false));
    let done = snapshot(&[&both, &one, "--format", "jsonl"]).exits(0);
    let notice = TakedownNotice::parse(&done.out).unwrap();
    assert_eq!(notice.subjects[0].purl.as_ref().unwrap().as_str(), "pkg:cargo/margin@1.0.0");
    assert_eq!(snapshot(&[&one, &both]).exits(0).out, "");
    let earlier = folder.file("notices.jsonl", &done.out);
    let again = snapshot(&[&one, &both, "--earlier", &earlier]).exits(0);
    assert_eq!(again.out, "active: pkg:cargo/margin@1.0.0\n");
    let gone = snapshot(&[&both, "--gone"]).exits(0);
    assert!(gone.out.starts_with("deleted: pkg:cargo/margin, unspecified"), "{}", gone.out);
    snapshot(&[&both]).exits(2);
}

#[test]
fn documents_that_cannot_be_compared_are_refused_by_name() {
    let folder = Folder::new("snapshot-refused");
    let old = folder.file("old", line("1.0.0", false) + &line("1.0.1", false));
    let new = folder.file("new", line("1.0.1", false) + "broken\n");
    let done = snapshot(&[&old, &new]).exits(1);
    assert!(done.err.contains("unread-parts") && done.out.is_empty(), "{done:?}");
}

#[test]
fn a_reversal_names_what_it_lifts() {
    let folder = Folder::new("signals-reversal");
    let rows = r#"[["margin", "1.0", 1760000000, "yank release", 7],
        ["margin", "1.0", 1760000060, "unyank release", 8]]"#;
    let file = folder.file("journal.json", rows);
    let done = signals(&[&file, "--as", "pypi-journal", "--format", "jsonl"]).exits(0);
    let notices: Vec<TakedownNotice> =
        done.out.lines().map(|line| TakedownNotice::parse(line).unwrap()).collect();
    assert_eq!(notices.len(), 2);
    assert_eq!(notices[1].targets[..], [notices[0].id.clone()]);
}
