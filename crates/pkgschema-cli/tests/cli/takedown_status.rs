//! `pkgschema takedown status` and `pkgschema takedown decide`.

use crate::run::{Folder, Run, run};
use crate::takedown::{URL, log, row};
use crate::takedown_log::checkpoint;
use pkgschema::takedown::{
    Flag, InstallDecision, LogCondition, LogState, PackageStatus, Verdict, Weight,
};

const DAY: &str = "2026-05-07T10:00:00Z";

/// A question about a release of `example` on the seventh of May.
fn ask(command: &str, log: &str, version: &str, more: &[&str]) -> Run {
    let purl = format!("pkg:pypi/example@{version}");
    let own = ["takedown", command, "--log", log, "--purl", &purl, "--at", DAY];
    run(&[&own[..], more].concat())
}

fn status(log: &str, version: &str, more: &[&str]) -> Run {
    ask("status", log, version, more)
}

fn decide(log: &str, version: &str, more: &[&str]) -> Run {
    ask("decide", log, version, more)
}

/// A log, and the argument that names its checkpoint.
fn whole(folder: &Folder) -> (String, String) {
    let log = log(folder);
    let checkpoint = checkpoint(folder, "checkpoint.json", &folder.read("notices.jsonl"));
    (log, format!("--checkpoint={checkpoint}"))
}

fn read(done: &Run) -> PackageStatus {
    PackageStatus::parse(&done.out).unwrap_or_else(|error| panic!("{error}: {done:#?}"))
}

fn decision(done: &Run) -> InstallDecision {
    InstallDecision::parse(&done.out).unwrap_or_else(|error| panic!("{error}: {done:#?}"))
}

#[test]
fn a_measure_in_force_is_told() {
    let folder = Folder::new("status");
    let (log, checkpoint) = whole(&folder);
    let done = status(&log, "3.0", &[&checkpoint]).exits(1);
    let done = done.prints("pkg:pypi/example@3.0 is deleted (coverage complete)\n");
    let done = done.prints("measure    deleted\n  by       urn:uuid:");
    let done = done.prints("  issuer   notices.jsonl (registry-operator), counts full\n");
    let done = done.prints("  since    2026-05-06T10:00:00Z\n  called   remove release\n");
    let done = done.prints("  reason   name-abuse: gone\\u{1b}[2J\\u{202e}again\n");
    let done = done.prints("  effects  resolution none, download unlinked, ");
    let done = done.prints("coverage   complete, checkpoint until 2026-05-08T10:00:00Z\n");
    assert!(!done.out.contains(['\u{1b}', '\u{202e}']) && done.err.is_empty(), "{done:?}");
    let json = status(&log, "3.0", &[&checkpoint, "--format=json"]).exits(1);
    assert!(!json.out.contains(['\u{1b}', '\u{202e}']), "{json:?}");
    let told = read(&json);
    assert_eq!((told.status.unwrap().as_str(), told.coverage), ("deleted", LogState::Complete));
    let message = told.measures[0].reason.as_ref().unwrap().message.as_deref();
    assert_eq!(message, Some("gone\u{1b}[2J\u{202e}again"));
}

#[test]
fn nothing_in_force_is_0_and_says_how_sure_it_is() {
    let folder = Folder::new("status-free");
    let (log, checkpoint) = whole(&folder);
    let done = status(&log, "9.0", &[&checkpoint]).exits(0);
    assert_eq!(done.err, "");
    done.prints("pkg:pypi/example@9.0 is active (coverage complete)\n");
    let done = status(&log, "9.0", &[]).exits(0).tells("coverage is unknown");
    done.prints("is unknown (coverage unknown)\n").prints("coverage   unknown (no-checkpoint)\n");
    let done = status(&log, "9.0", &["--format=json"]).exits(0);
    assert_eq!(read(&done).status, None);
    assert_eq!(done.told()["warnings"].as_array().unwrap().len(), 1);
    // At its own time the third notice is there, and the day before it is not.
    status(&log, "3.0", &["--known=2026-05-05T12:00:00Z"]).exits(0).prints("issued-later");
}

#[test]
fn logs_that_are_not_there_leave_everything_open() {
    let folder = Folder::new("status-missing");
    let (log, checkpoint) = whole(&folder);
    let (missing, place) = (folder.path("missing.jsonl"), folder.path(""));
    let done = status(&missing, "1.0", &[]).exits(0).tells("cannot read: no such file");
    done.prints("coverage   unknown (log-missing)\n");
    status(&place, "1.0", &[]).exits(0).prints("coverage   unknown (log-unreachable)\n");
    // Another log's notices count all the same, and the worst coverage does.
    let done = status(&log, "1.0", &["--log", &missing, &checkpoint, "--format=json"]).exits(1);
    let told = read(&done);
    assert_eq!((told.measures.len(), told.coverage), (1, LogState::Unknown));
    assert_eq!((&*told.conditions, told.fresh_until), (&[LogCondition::Missing][..], None));
    assert!(done.told()["warnings"][0].as_str().unwrap().contains("missing.jsonl"));
    // So it is decided: on, but with a warning.
    let done =
        decide(&missing, "9.0", &["--request=new"]).exits(0).prints("warn: coverage-unknown\n");
    done.prints("  the notices that were read may not be all\n").tells("missing.jsonl");
}

#[test]
fn a_half_written_log_still_counts() {
    let folder = Folder::new("status-half");
    log(&folder);
    let text = folder.read("notices.jsonl");
    let checkpoint = checkpoint(&folder, "checkpoint.json", &text);
    // Cut within the last notice, in a character of two bytes.
    let cut = [&text.as_bytes()[..text.len() - 40], b"\xc3"].concat();
    let half = folder.file("half.jsonl", cut);
    let more = [format!("--checkpoint={checkpoint}"), "--format=json".to_owned()];
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    let told = read(&status(&half, "2.0", &more).exits(1));
    assert_eq!(told.status.unwrap().as_str(), "quarantined");
    assert_ne!(told.coverage, LogState::Complete);
    assert!(told.conditions.contains(&LogCondition::HalfWritten), "{:?}", told.conditions);
    status(&half, "3.0", &more[..1]).exits(0).prints("log-half-written").tells("coverage is");
}

#[test]
fn trust_is_the_callers() {
    let folder = Folder::new("status-trust");
    let (log, checkpoint) = whole(&folder);
    let table = folder.file("trust.json", format!(
        r#"{{"issuers": [{{"issuer": "official", "role": "registry-operator", "registries": ["{URL}"]}}]}}"#));
    let trust = format!("--trust={table}");
    let stranger = read(&status(&log, "2.0", &[&checkpoint, &trust, "--format=json"]).exits(1));
    assert_eq!(
        (&stranger.measures[0].weight, stranger.status.unwrap().as_str()),
        (&Weight::Capped, "active")
    );
    let own = [&*checkpoint, &trust, "--issuer=official", "--format=json"];
    let official = read(&status(&log, "2.0", &own).exits(1));
    assert_eq!(official.measures[0].weight, Weight::Full);
    assert_eq!(official.measures[0].issuer, "official");
    // Passed over, a wrong member would be a role less.
    let odd = folder.file("odd.json", r#"{"issuers": [{"issuer": "official", "role": 7}]}"#);
    let odd = format!("--trust={odd}");
    status(&log, "2.0", &[&odd]).exits(1).tells("(wrong-type)");
    // Two files of one name are two issuers.
    let other = Folder::new("status-trust-other");
    let same = other.file("notices.jsonl", folder.read("notices.jsonl"));
    let both = read(&status(&log, "2.0", &["--log", &same, "--format=json"]).exits(1));
    assert_eq!(both.measures.len(), 2);
    status(&log, "2.0", &["--issuer=a", "--issuer=b"]).exits(2).tells("<issuer>");
}

#[test]
fn registries_and_files_are_told_apart() {
    let folder = Folder::new("status-file");
    let (sha, other) = ("0".repeat(64), "1".repeat(64));
    let wheel = format!("--artifact=a.whl=sha256:{sha}");
    let line = row("release quarantined", "1.0", 4, &["--compact", &wheel]).exits(0).out;
    let checkpoint = checkpoint(&folder, "checkpoint.json", &line);
    let (log, checkpoint) = (folder.file("n.jsonl", line), format!("--checkpoint={checkpoint}"));
    let file = |sha: &str| format!("--file=b.whl=sha256:{sha}");
    status(&log, "1.0", &[&checkpoint]).exits(1).prints("counts unclear");
    status(&log, "1.0", &[&checkpoint, &file(&sha)]).exits(1).prints("counts full");
    status(&log, "1.0", &[&checkpoint, &file(&other)]).exits(0).prints("is active");
    status(&log, "1.0", &[&checkpoint, "--registry=https://other.example"]).exits(0);
    // The file that was found is what a decision is about.
    let found = format!("--found=b.whl=sha256:{sha}");
    decide(&log, "1.0", &[&checkpoint, "--request=exact", &found])
        .exits(1)
        .prints("block: quarantined\n");
    let found = format!("--found=b.whl=sha256:{other}");
    let done = decide(&log, "1.0", &[&checkpoint, "--request=exact", &found]).exits(0);
    assert_eq!(done.out, "allow: active\n");
    let wrong = "--file=b.whl=sha256:00";
    status(&log, "1.0", &[wrong]).exits(2).tells("<file>:1:14");
    let two = [&*file(&sha), "--file=c.whl=md5:00000000000000000000000000000000"];
    status(&log, "1.0", &two).exits(2).tells("expected digests of one file");
}

#[test]
fn notices_that_were_lifted_or_refused_are_told() {
    let folder = Folder::new("status-lifted");
    let first = row("yank release", "1.0", 4, &["--compact", "--id=urn:x:1"]).out;
    let second =
        row("unyank release", "1.0", 5, &["--compact", "--id=urn:x:2", "--target=urn:x:1"]);
    let log = folder.file("n.jsonl", first + &second.exits(0).out);
    status(&log, "1.0", &[]).exits(0).prints("lifted     urn:x:1 by urn:x:2 (reversal)\n");
    let moved = [
        "--purl=pkg:npm/a",
        "--status=relocated",
        "--id=urn:x:3",
        "--replacement=pkg:npm/b",
        "--at=2026-05-04T10:00:00Z",
        "--effect=nameReuse=never",
        "--compact",
    ];
    let line = run(&[&["takedown", "new", "--registry", URL][..], &moved].concat()).exits(0).out;
    let log = folder.file("moved.jsonl", line);
    let own = ["--log", &log, "--purl=pkg:npm/a", "--at", DAY];
    let done = run(&[&["takedown", "status"][..], &own].concat()).exits(1);
    done.prints("instead    pkg:npm/b\n").prints("name       reuse never\n");
    let done = run(&[&["takedown", "decide", "--request=new"][..], &own].concat()).exits(0);
    done.prints("warn: relocated\n  warn   relocated, by urn:x:3\n")
        .prints("  the package goes on elsewhere: follow the replacement\n")
        .prints("  instead: pkg:npm/b\n");
}

#[test]
fn decisions_by_request() {
    let folder = Folder::new("decide");
    let (log, checkpoint) = whole(&folder);
    for (version, request, code, first) in [
        ("9.0", "new", 0, "allow: active"),
        ("1.0", "new", 1, "avoid: yanked"),
        ("1.0", "exact", 0, "warn: yanked"),
        ("1.0", "installed", 0, "warn: yanked"),
        ("2.0", "installed", 1, "block: quarantined"),
        ("3.0", "exact", 1, "block: deleted"),
    ] {
        let request = format!("--request={request}");
        let done = decide(&log, version, &[&checkpoint, &request]).exits(code);
        assert_eq!(done.out.lines().next(), Some(first), "{}", done.arguments);
    }
    let json = [&*checkpoint, "--request=new", "--format=json"];
    let told = decision(&decide(&log, "1.0", &json).exits(1));
    assert_eq!((told.verdict.clone(), told.row.as_str()), (Verdict::Avoid, "yanked"));
    assert!(told.because.iter().any(|it| it.row == "resolution-only-exact"), "{told:?}");
    decide(&log, "1.0", &[]).exits(2).tells("--request <KIND>");
    let known = [&*checkpoint, "--request=exact", "--malware-advisory=MAL-2026-1"];
    decide(&log, "9.0", &known).exits(1).prints("block: malware-advisory\n");
}

#[test]
fn a_lock_with_another_digest_blocks() {
    let folder = Folder::new("decide-lock");
    let (log, checkpoint) = whole(&folder);
    let file = |digit: &str| format!("a.whl=sha256:{}", digit.repeat(64));
    let (locked, found) = (format!("--locked={}", file("0")), format!("--found={}", file("1")));
    let own = [&*checkpoint, "--request=locked", &locked];
    let done = decide(&log, "9.0", &[&own[..], &[&found]].concat()).exits(1);
    done.prints(
        "block: digest-differs\n  block  digest-differs\n  the file that was served before",
    );
    let told = decide(&log, "9.0", &[&own[..], &[&found, "--format=json"]].concat()).exits(1);
    assert!(decision(&told).flags.contains(&Flag::Resurrected));
    let same = format!("--found={}", file("0"));
    let done = decide(&log, "9.0", &[&own[..], &[&same]].concat()).exits(0);
    assert_eq!(done.out, "allow: active\n");
    // A verified copy of what is only gone can be used.
    let done = decide(&log, "3.0", &[&own[..], &[&same]].concat()).exits(0);
    done.prints("warn: deleted\n").prints("  a copy whose digest was verified can be used\n");
}

#[test]
fn ages_and_policies() {
    let folder = Folder::new("decide-policy");
    let (log, checkpoint) = whole(&folder);
    let own = [&*checkpoint, "--request=new", "--published=2026-05-06T10:00:00Z"];
    for (age, code, row) in [
        ("1d", 0, "allow: active"),
        ("25h", 1, "avoid: too-young"),
        ("86400", 0, "allow: active"),
        ("1441m", 1, "avoid: too-young"),
        ("86401s", 1, "avoid: too-young"),
        ("0", 0, "allow: active"),
    ] {
        let done = decide(&log, "9.0", &[&own[..], &["--min-age", age]].concat()).exits(code);
        assert_eq!(done.out.lines().next(), Some(row), "{age}");
    }
    decide(&log, "9.0", &[&own[..], &["--min-age=1w"]].concat()).exits(2).tells("<min-age>:1:1");
    let unknown = [&own[..2], &["--min-age=1s"]].concat();
    decide(&log, "9.0", &unknown).exits(1).prints("avoid: age-unknown\n");
    let policy = folder.file(
        "policy.json",
        r#"{"minimumAge": 100000, "rules": [
        {"name": "ours", "row": "yanked", "verdict": "block"}]}"#,
    );
    let policy = format!("--policy={policy}");
    decide(&log, "9.0", &[&own[..], &[&policy]].concat()).exits(1).prints("avoid: too-young\n");
    decide(&log, "9.0", &[&own[..], &[&policy, "--min-age=1d"]].concat()).exits(0);
    let done = decide(&log, "1.0", &[&own[..], &[&policy]].concat()).exits(1);
    done.prints("block: yanked\n").prints(", by the policy's rule ours\n");
    // A limit that is passed over would let more through.
    let odd = folder.file("odd.json", r#"{"minimumAge": "7d"}"#);
    let done = decide(&log, "9.0", &[&own[..], &[&format!("--policy={odd}")]].concat()).exits(1);
    assert_eq!(done.tells("(wrong-type)").out, "");
    for territory in ["--territory=Germany", "--territory=D1", "--territory="] {
        decide(&log, "9.0", &[&own[..], &[territory]].concat()).exits(2).tells("<territory>");
    }
    decide(&log, "9.0", &[&own[..], &["--territory=de"]].concat()).exits(0);
    let here = |code: &str| {
        let policy = serde_json::json!({ "territory": code }).to_string();
        let policy = format!("--policy={}", folder.file("here.json", policy));
        decide(&log, "9.0", &[&own[..], &[&policy]].concat())
    };
    here("de").exits(0);
    here("Germany").exits(1).tells("(no-territory)");
}

#[test]
fn replacements_are_followed_and_messages_are_cut() {
    let folder = Folder::new("takedown-trail");
    let step = |id: u32, from: &str, to: &str, message: &str| {
        let notice = serde_json::json!({"schemaVersion": "1.0", "id": format!("urn:x:{id}"),
            "noticeType": "decision", "registry": {"url": "https://registry.example"},
            "subjects": [{"purl": from}], "replacements": [{"purl": to}], "status": "relocated",
            "issuedAt": "2026-05-04T10:00:00Z", "reason": {"message": message}});
        format!("{notice}\n")
    };
    let long = "a".repeat(501);
    let chain = step(1, "pkg:npm/a", "pkg:npm/b", &long) + &step(2, "pkg:npm/b", "pkg:npm/c", "");
    let path = folder.file("chain.jsonl", &chain);
    let ask =
        |path: &str| run(&["takedown", "status", "--log", path, "--purl", "pkg:npm/a"]).exits(1);
    let done = ask(&path).prints("which is   replaced too, in the end by pkg:npm/c\n");
    done.prints(&format!(": {}…\n", "a".repeat(500)));
    let circle = folder.file("circle.jsonl", chain + &step(3, "pkg:npm/c", "pkg:npm/a", ""));
    ask(&circle).prints("which is   replaced by what it replaces, in a circle\n");
}
