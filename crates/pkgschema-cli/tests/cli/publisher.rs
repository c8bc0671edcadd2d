//! `pkgschema publisher`.

use crate::run::{Folder, run, run_with};

pub(crate) const CLAIMS: &str = r#"{"iss": "https://token.actions.githubusercontent.com",
    "aud": "crates.io", "iat": 1777903140, "exp": 1777903440, "jti": "token-1", "run_id": "7",
    "repository": "Example/thing", "repository_owner_id": "65", "event_name": "release",
    "sha": "0123456789abcdef0123456789abcdef01234567",
    "workflow_ref": "Example/thing/.github/workflows/release.yml@refs/tags/v1"}"#;
pub(crate) const CONFIG: &str = r#"{"id": 1, "crate": "thing", "repository_owner": "example",
    "repository_owner_id": 65, "repository_name": "thing", "workflow_filename": "release.yml",
    "environment": null}"#;
const AT: [&str; 2] = ["--at", "2026-05-04T14:00:00Z"];

#[test]
fn a_match_is_told_with_what_was_compared() {
    let folder = Folder::new("publisher-match");
    let config = folder.file("config.json", CONFIG);
    let asked = [&["publisher", "match", &config, "-"][..], &AT].concat();
    let done = run_with(&asked, CLAIMS.as_bytes()).exits(0);
    let done = done.prints("match: github at cargo\n  compared: iss, aud, exp");
    done.prints("  to be taken once only: token-1\n");
    let json = [&asked[..], &["--format", "json"]].concat();
    let json = run_with(&json, CLAIMS.as_bytes()).exits(0).printed();
    assert_eq!((&json["matches"], &json["registry"]), (&true.into(), &"cargo".into()));
}

#[test]
fn every_reason_for_a_no_is_told() {
    let folder = Folder::new("publisher-no-match");
    let config = folder.file("config.json", CONFIG);
    let other = CLAIMS.replace("\"65\"", "\"66\"").replace("\"release\"", "\"workflow_run\"");
    let asked = [&["publisher", "match", &config, "-"][..], &AT].concat();
    let done = run_with(&asked, other.as_bytes()).exits(1).prints("no match: github at cargo\n");
    let done = done.prints("  repository_owner_id differs: expected 65, found 66\n");
    done.prints("  event_name is refused: found workflow_run\n");
    let json = [&asked[..], &["--format", "json"]].concat();
    let json = run_with(&json, other.as_bytes()).exits(1).printed();
    assert_eq!(json["reasons"][0]["code"], "differs");
    let late = ["publisher", "match", &config, "-", "--at", "2026-05-04T14:04:00Z"];
    run_with(&late, CLAIMS.as_bytes()).exits(1).prints("  exp is past: found 1777903440\n");
    let leeway = [&late[..], &["--leeway", "30s"]].concat();
    run_with(&leeway, CLAIMS.as_bytes()).exits(0);
    run_with(&["publisher", "match", &config, "-"], CLAIMS.as_bytes()).exits(1).prints("exp");
}

#[test]
fn the_registry_is_told_or_asked_for() {
    let folder = Folder::new("publisher-registry");
    let text = CONFIG.replace("\"id\": 1, \"crate\": \"thing\",", "");
    let config = folder.file("config.json", text.replace("65,", "\"65\","));
    let asked = [&["publisher", "match", &config, "-"][..], &AT].concat();
    let done = run_with(&asked, CLAIMS.as_bytes()).exits(1);
    done.tells("it could be gem-github, pypi-github").tells("--registry");
    let gem = [&asked[..], &["--registry", "gem", "--audience", "gems.example"]].concat();
    run_with(&gem, CLAIMS.as_bytes()).exits(1).prints("no match: github at gem\n");
    let npm = [&asked[..], &["--registry", "npm"]].concat();
    run_with(&npm, CLAIMS.as_bytes()).exits(1).tells("no configuration of a trusted publisher");
    let unknown = [&asked[..], &["--registry", "cran"]].concat();
    run_with(&unknown, CLAIMS.as_bytes()).exits(2);
}

#[test]
fn what_the_record_does_not_say_keeps_it_from_matching() {
    let folder = Folder::new("publisher-unread");
    let text =
        CONFIG.replace("\"environment\": null", "\"environment\": null, \"branch\": \"main\"");
    let config = folder.file("config.json", text);
    let asked = [&["publisher", "match", &config, "-"][..], &AT, &["--registry", "cargo"]].concat();
    let done = run_with(&asked, CLAIMS.as_bytes()).exits(1);
    done.prints("  branch restricts, and the registry does not compare it\n");
}

#[test]
fn inputs_that_are_none_fail() {
    let folder = Folder::new("publisher-inputs");
    let config = folder.file("config.json", CONFIG);
    run(&["publisher", "match", "no-such-file", "-"]).exits(1);
    run_with(&["publisher", "match", &config, "-"], b"[]").exits(1).tells("expected an object");
    run_with(&["publisher", "match", &config, "-", "--at", "now"], b"{}").exits(2);
    run_with(&["publisher", "match", &config, "-", "--leeway", "x"], b"{}").exits(2);
    let odd = CLAIMS.replace("Example/thing\"", "a\\u001b[2Jb\"");
    let asked = [&["publisher", "match", &config, "-"][..], &AT].concat();
    run_with(&asked, odd.as_bytes()).exits(1).prints("found a\\u{1b}[2Jb\n");
}
