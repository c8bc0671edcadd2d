//! `pkgschema takedown feed`.

use crate::run::{Folder, Run, run};
use crate::takedown::{URL, log};
use pkgschema::object::parse;
use pkgschema::takedown::{Checkpoint, Feed, MirrorReport};
use std::path::Path;

const AT: &str = "2026-05-07T10:00:00Z";

fn export(log: &str, out: &str, more: &[&str]) -> Run {
    let own = ["takedown", "feed", "export", log, "--out", out];
    let base = ["--base-url", "https://registry.example/notices/", "--at", AT];
    run(&[&own[..], &base, more].concat())
}

fn delta(feed: &str, holds: &str, more: &[&str]) -> Run {
    let own = ["takedown", "feed", "delta", feed, "--holds", holds, "--max-share", "100%"];
    let at = ["--at", "2026-05-07T11:00:00Z"];
    run(&[&own[..], &at, more].concat())
}

#[test]
fn a_log_is_laid_out() {
    let folder = Folder::new("takedown-feed-export");
    let (path, out) = (log(&folder), folder.path("feed"));
    let done = export(&path, &out, &[]).exits(0);
    done.prints("7 files, 7 written\n");
    let files = Path::new(&out);
    let read = |name: &str| std::fs::read_to_string(files.join(name)).unwrap();
    assert_eq!(read("all.jsonl"), folder.read("notices.jsonl"));
    let checkpoint = Checkpoint::parse(&read("checkpoint")).unwrap();
    assert_eq!(checkpoint.log.as_str(), "https://registry.example/notices/all.jsonl");
    assert_eq!(checkpoint.expires.as_str(), "2026-05-08T10:00:00Z");
    assert!(read(Feed::ATOM).contains("https://registry.example/notices/urn_3auuid"));
    // Only what has changed is written anew, and what is not the feed's stays.
    std::fs::write(files.join("README"), "ours").unwrap();
    std::fs::remove_file(files.join("feed.atom")).unwrap();
    export(&path, &out, &[]).exits(0).prints("7 files, 1 written\n");
    assert_eq!(read("README"), "ours");
    let left = std::fs::read_dir(files).unwrap().count();
    assert_eq!(left, 8, "no drafts are left");
    // A log that is shorter than what stands there does not take its place.
    let short = folder.read("notices.jsonl").lines().next().unwrap().to_owned() + "\n";
    let short = folder.file("short.jsonl", short);
    export(&short, &out, &[]).exits(1).tells("of more lines than this one has");
    assert_eq!(read("all.jsonl"), folder.read("notices.jsonl"));
    let earlier = ["takedown", "feed", "export", &path, "--out", &out, "--base-url", URL];
    let earlier = [&earlier[..], &["--at", "2026-05-07T09:00:00Z"]].concat();
    run(&earlier).exits(1).tells("a checkpoint that was issued later");
}

#[test]
fn what_is_marked_is_not_shown_without_a_word() {
    let folder = Folder::new("takedown-feed-tlp");
    log(&folder);
    let marked =
        folder.read("notices.jsonl").replacen(r#""status""#, r#""tlp":"AMBER","status""#, 1);
    let (path, out) = (folder.file("marked.jsonl", marked), folder.path("feed"));
    export(&path, &out, &[]).exits(1).tells("marked above TLP CLEAR: urn:uuid:");
    assert!(!Path::new(&out).exists());
    export(&path, &out, &["--max-tlp", "green"]).exits(1).tells("marked above TLP GREEN");
    export(&path, &out, &["--max-tlp", "all"]).exits(2).tells("<max-tlp>");
    export(&path, &out, &["--max-tlp", "amber"]).exits(0).prints("7 files");
}

#[test]
fn a_mirror_is_told_what_it_could_do() {
    let folder = Folder::new("takedown-feed-delta");
    let (path, out) = (log(&folder), folder.path("feed"));
    export(&path, &out, &[]).exits(0);
    let held = folder
        .file("held.txt", "pkg:pypi/example@1.0\n\npkg:pypi/example@2.0\npkg:pypi/other@1.0\n");
    let done = delta(&out, &held, &[]).exits(1);
    done.prints("proposals (position first, coverage complete)\n")
        .prints("unlist      pkg:pypi/example@1.0 (high) by urn:uuid:")
        .prints("quarantine  pkg:pypi/example@2.0 (medium: no-digest) by urn:uuid:");
    let json = delta(&out, &held, &["--format", "json"]).exits(1);
    let report: MirrorReport = parse(&json.out).unwrap();
    assert_eq!((report.proposals.len(), report.next.unwrap().size), (2, 3));
    // The report is the position to go on from.
    let position = folder.file("report.json", &json.out);
    let next = delta(&out, &held, &["--position", &position]).exits(0);
    next.prints("nothing (position same, coverage complete)\n");
    let checkpoint = format!("{out}/checkpoint");
    delta(&out, &held, &["--position", &checkpoint]).exits(0);
    // The guard, the clock, and what cannot be read.
    let guarded = delta(&out, &held, &["--max-removals", "1"]).exits(2);
    guarded
        .prints("stopped")
        .prints("withheld (guard): ")
        .prints("guard       2 of 3 files would go at once\n");
    delta(&out, &held, &["--max-age", "30m"]).exits(2).prints("unknown (position frozen");
    let odd = folder.file("odd.txt", "pkg:pypi/example@1.0\n{\"purl\": 1}\nnot a purl\n");
    delta(&out, &odd, &[]).exits(2).prints("unjudged    2\n");
    delta(&out, &folder.path("missing"), &[]).exits(2).tells("missing: cannot read");
    delta(&folder.path("missing"), &held, &[]).exits(2).prints("log-missing");
    let odd_share = ["takedown", "feed", "delta", &out, "--holds", &held, "--max-share", "5"];
    run(&odd_share).exits(2).tells("<max-share>");
    delta(&out, &held, &["--position", &held]).exits(2);
    let policy = folder.file("policy.json", r#"{"maxRemoval": 1}"#);
    delta(&out, &held, &["--policy", &policy]).exits(2).tells("unknown-member");
    // An inventory, of which each file is one.
    let inventory = r#"{"schemaVersion": "1.0", "packages": [{"ecosystem": "PyPI", "name": "example",
        "version": "1.0", "artifacts": [{"filename": "a.whl"}, {"filename": "b.whl"}]}]}"#;
    let inventory = folder.file("inventory.json", inventory);
    delta(&out, &inventory, &[]).exits(1).prints("pkg:pypi/example@1.0 b.whl (high)");
}
