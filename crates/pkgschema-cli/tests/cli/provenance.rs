//! `pkgschema provenance`.

use crate::run::{Folder, run, run_with};

pub(crate) const STATEMENT: &str = r#"{"_type": "https://in-toto.io/Statement/v1",
    "subject": [{"name": "pkg:npm/left-margin@1.0.0", "digest": {"sha256":
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}}],
    "predicateType": "https://slsa.dev/provenance/v1",
    "predicate": {"buildDefinition": {"buildType": "https://build.example/v1", "externalParameters": {"workflow":
        {"repository": "https://forge.example/owner/left-margin", "ref": "refs/tags/v1", "path": ".github/workflows/a.yml"}},
        "resolvedDependencies": [{"uri": "git+https://forge.example/owner/left-margin@refs/tags/v1",
            "digest": {"gitCommit": "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567"}}]},
        "runDetails": {"builder": {"id": "https://forge.example/runner"}}}}"#;

#[test]
fn show_says_where_it_comes_from_and_that_nobody_has_checked() {
    let hostile = STATEMENT.replace("example/runner", "example/runner\\u001b[2J");
    let done = run_with(&["provenance", "show", "-"], hostile.as_bytes()).exits(0);
    let done = done.prints("<stdin>: in-toto statement\n");
    let done = done.prints("repository     https://forge.example/owner/left-margin (predicate)\n");
    let done = done.prints("commit         0a1b2c3d4e5f60718293a4b5c6d7e8f901234567 (predicate)\n");
    let done = done.prints("runner\\u{1b}[2J (predicate)\n");
    done.prints("verified         no: nobody has checked a signature here\n");
    let verbose = run_with(&["provenance", "show", "-v", "-"], STATEMENT.as_bytes()).exits(0);
    verbose.prints("(predicate /buildDefinition/resolvedDependencies/0/digest/gitCommit)\n");
    let json = run_with(&["provenance", "show", "-", "--format", "json"], STATEMENT.as_bytes());
    let json = json.exits(0).printed();
    assert_eq!(json["attestations"][0]["build"]["sourceRepository"]["trust"], "unverified");
}

#[test]
fn show_names_disagreements() {
    let other = STATEMENT.replace("margin@refs/tags/v1", "gap@refs/tags/v1");
    let done = run_with(&["provenance", "show", "-"], other.as_bytes()).exits(0);
    let done =
        done.prints("disagreements\n    sourceRepository: https://forge.example/owner/left-margin");
    done.prints("      but also https://forge.example/owner/left-gap (predicate /buildDefinition");
}

#[test]
fn check_answers_by_exit_code() {
    let done = run_with(&["provenance", "check", "-"], STATEMENT.as_bytes()).exits(0);
    done.prints("<stdin>: well made; no signature was checked\n");
    let odd = STATEMENT.replace("e3b0c442", "");
    let done = run_with(&["provenance", "check", "-"], odd.as_bytes()).exits(1);
    done.prints("(malformed-digest)\n");
    let json = ["provenance", "check", "-", "--format", "json"];
    let json = run_with(&json, odd.as_bytes()).exits(1).printed();
    assert_eq!(json["documents"][0]["findings"][0]["code"], "malformed-digest");
    let not = run_with(&["provenance", "check", "-"], br#"{"name": "a"}"#);
    not.exits(1).tells("package.json says nothing about how something was built");
    run(&["provenance", "check"]).exits(2);
}

#[test]
fn diff_names_what_changed() {
    let folder = Folder::new("provenance-diff");
    let old = folder.file("old.json", STATEMENT);
    // letters are of either case at forges that are known to hold them so, and nowhere else
    let known = STATEMENT.replace("forge.example", "github.com");
    let first = folder.file("first.json", &known);
    let same = folder.file("same.json", known.replace("owner/left", "Owner/left"));
    run(&["provenance", "diff", &first, &same]).exits(0);
    let other = folder.file("other.json", STATEMENT.replace("owner/left", "Owner/left"));
    run(&["provenance", "diff", &old, &other]).exits(1);
    let new = STATEMENT.replace("owner/left-margin", "other/left-margin");
    let new = folder.file("new.json", &new);
    let done = run(&["provenance", "diff", &old, &new]).exits(1);
    done.prints(
        "changed sourceRepository: https://forge.example/owner/left-margin -> https://forge.example/other/",
    );
    let json = run(&["provenance", "diff", &old, &new, "--format", "json"]).exits(1).printed();
    assert_eq!(json["facts"][0]["kind"], "changed");
}
