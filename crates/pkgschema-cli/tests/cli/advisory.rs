//! `pkgschema advisory`, and conversions between documents about advisories.

use crate::run::{Folder, example, run, run_with};

const TWO: &[u8] = br#"[
    {"id": "GHSA-1", "modified": "2026-05-04T00:00:00Z", "aliases": ["CVE-1"], "summary": "a\u001b[2Jb",
     "affected": [{"package": {"ecosystem": "PyPI", "name": "jinja2"}, "ranges": [{"type": "ECOSYSTEM",
     "events": [{"introduced": "0"}, {"fixed": "2.5.1"}, {"introduced": "3.0"}]}]}]},
    {"id": "PYSEC-1", "modified": "2026-05-04T00:00:00Z", "aliases": ["CVE-1"], "affected": [{"package":
     {"ecosystem": "PyPI", "name": "jinja2"}, "versions": ["2.4"]}]}]"#;

#[test]
fn affects_says_what_decides() {
    let asked = ["advisory", "affects", "-", "--purl", "pkg:pypi/Jinja2@2.4.1"];
    let done = run_with(&asked, TWO).exits(1);
    let done = done.prints("GHSA-1: affected\n  a\\u{1b}[2Jb\n");
    let done = done.prints("  introduced 0, fixed 2.5.1, introduced 3.0 (/affected/0/ranges/0)\n");
    done.prints("  fixed in 2.5.1 (same branch)\n").prints("2 advisories: 1 affected, 0 unknown\n");
    let json = run_with(&[&asked[..], &["--format", "json"]].concat(), TWO).exits(1).printed();
    assert_eq!(json["answers"][0]["verdict"], "affected");
    assert_eq!(json["answers"][0]["fixes"][0]["version"], "2.5.1");
    assert_eq!(
        (&json["answers"][1]["verdict"], &json["answers"][1]["reason"]),
        (&"not-affected".into(), &"not-in-range".into())
    );
}

#[test]
fn affects_answers_by_exit_code() {
    let ask = |version: &str| {
        let names = ["--ecosystem", "PyPI", "--name", "jinja2", "--version", version];
        run_with(&[&["advisory", "affects", "-"], &names[..]].concat(), TWO)
    };
    ask("2.5.1").exits(0).prints("2 advisories: 0 affected, 0 unknown\n");
    ask("2.4").exits(1).prints("PYSEC-1: affected\n");
    ask("one").exits(1).prints("GHSA-1: unknown: this is no version of the ecosystem\n");
    let verbose = ["advisory", "affects", "-", "--verbose", "--purl", "pkg:pypi/other@1"];
    run_with(&verbose, TWO).exits(0).prints("PYSEC-1: not affected: it is about other packages\n");
    run(&["advisory", "affects", "x", "--purl", "nonsense"]).exits(2);
    run(&["advisory", "affects", "x", "--purl", "pkg:generic/a"])
        .exits(2)
        .tells("belong to no ecosystem");
    run(&["advisory", "affects", "x"]).exits(2);
    run(&["advisory", "affects", "no-such-file", "--purl", "pkg:npm/a"]).exits(1);
    let not = run_with(&["advisory", "affects", "-", "--purl", "pkg:npm/a"], br#"{"name": "a"}"#);
    not.exits(1).tells("package.json says nothing about vulnerabilities");
}

#[test]
fn withdrawn_advisories_are_asked_on_demand() {
    let text = br#"{"id": "GHSA-1", "withdrawn": "2026-05-04T00:00:00Z", "affected": [{"package":
        {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"]}]}"#;
    let asked = ["advisory", "affects", "-", "--purl", "pkg:npm/a@1.0.0"];
    run_with(&asked, text).exits(0).prints("GHSA-1: not affected: the advisory is withdrawn\n");
    run_with(&[&asked[..], &["--include-withdrawn"]].concat(), text).exits(1).prints("affected\n");
}

#[test]
fn lint_names_errors() {
    run(&["advisory", "lint", &example("advisory.json")]).exits(0).prints("x_example-2026-1: ok\n");
    let odd = br#"{"id": "A-1", "modified": "2026-05-04T00:00:00Z", "summary": "x", "schema_version": "1.7.5"}"#;
    let done = run_with(&["advisory", "lint", "-"], odd).exits(1);
    done.prints("<stdin>: A-1: 1 error\n  error      /id: ").prints("(id-prefix)\n");
    let json = run_with(&["advisory", "lint", "-", "--format", "json"], odd).exits(1).printed();
    assert_eq!(json["documents"][0]["findings"][0]["code"], "id-prefix");
}

#[test]
fn groups_are_sorted() {
    run_with(&["advisory", "group", "-"], TWO).exits(0).prints("CVE-1 GHSA-1 PYSEC-1\n");
    let capped = ["advisory", "group", "-", "--max-ids", "2"];
    run_with(&capped, TWO)
        .exits(0)
        .prints("CVE-1\nGHSA-1\nPYSEC-1\n")
        .tells("3 identifiers around CVE-1");
    let json = run_with(&["advisory", "group", "-", "--format", "json"], TWO).exits(0).printed();
    assert_eq!(json["groups"][0][2], "PYSEC-1");
}

#[test]
fn folders_are_read_below() {
    let folder = Folder::new("advisories_below");
    std::fs::create_dir_all(folder.path("a")).unwrap();
    folder.file("a/1.json", r#"{"id": "B-1", "aliases": ["A-1"]}"#);
    folder.file("2.json", r#"{"id": "C-1", "aliases": ["A-1"]}"#);
    folder.file(".hidden", "nothing");
    run(&["advisory", "group", &folder.path("")]).exits(0).prints("A-1 B-1 C-1\n");
}

/// What is in a folder is never passed over: an advisory that cannot be read would be, too.
#[test]
fn folders_hold_nothing_else() {
    let folder = Folder::new("advisories_and_more");
    folder.file("1.json", r#"{"id": "CVE-1", "affected": []}"#);
    folder.file("package.json", r#"{"name": "a", "version": "1.0.0"}"#);
    let done =
        run(&["advisory", "affects", &folder.path(""), "--purl", "pkg:npm/a@1.0.0"]).exits(1);
    done.tells("package.json").tells("name the files with advisories instead of the folder");
}

#[cfg(unix)]
#[test]
fn links_in_folders_are_followed_to_files_only() {
    use std::os::unix::fs::symlink;
    let (folder, other) = (Folder::new("advisories_linked"), Folder::new("advisories_elsewhere"));
    other.file(
        "1.json",
        r#"{"id": "CVE-1", "affected": [{"package": {"ecosystem": "npm", "name": "a"}}]}"#,
    );
    symlink(other.path("1.json"), folder.path("1.json")).unwrap();
    let path = folder.path("");
    let asked = ["advisory", "affects", &path, "--purl", "pkg:npm/a@1.0.0"];
    run(&asked).exits(1).prints("CVE-1: unknown: nothing is said about versions\n");
    symlink(other.path(""), folder.path("more")).unwrap();
    run(&asked).exits(1).tells("link to a folder");
}

#[test]
fn an_ecosystem_is_known_in_any_case() {
    let ask = |ecosystem: &str| {
        let names = ["--ecosystem", ecosystem, "--name", "jinja2", "--version", "2.4"];
        run_with(&[&["advisory", "affects", "-"], &names[..]].concat(), TWO)
    };
    ask("pypi").exits(1).prints("PYSEC-1: affected\n");
    ask("PyPl").exits(0).tells("PyPl is no ecosystem that OSV lists\n");
}

#[test]
fn documents_without_advisories_are_named() {
    let asked = ["advisory", "lint", "-", "--from", "npm-audit"];
    run_with(&asked, b"{}").exits(0).prints("<stdin>: no advisories: ");
}

#[test]
fn advisories_convert_among_themselves_only() {
    let advisory = example("advisory.json");
    let done = run(&["convert", &advisory, "--to", "osv"]).exits(0);
    let source = std::fs::read_to_string(&advisory).unwrap();
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(value(&done.out), value(&source));
    run(&["convert", &advisory, "--to", "npm"]).exits(1).tells("say nothing of each other");
    run(&["convert", &example("package.json"), "--to", "osv"])
        .exits(1)
        .tells("say nothing of each other");
}

#[test]
fn documents_about_advisories_are_inspected() {
    let rustsec = b"```toml\n[advisory]\nid = \"RUSTSEC-2026-0001\"\npackage = \"a\"\ndate = \"2026-05-04\"\n\
        [versions]\npatched = [\">= 1.2.3\"]\n```\n\n# Bad margins\n\nText.\n";
    let done =
        run_with(&["inspect", "-"], rustsec).exits(0).prints("kind          RustSec advisory\n");
    done.prints("affected      crates.io a; introduced 0, fixed 1.2.3\n");
    let printed = run_with(&["inspect", "-", "--format", "json"], rustsec).exits(0).printed();
    assert_eq!(printed["view"]["title"], "Bad margins");
    assert_eq!(printed["record"][0]["id"], "RUSTSEC-2026-0001");
    run_with(&["inspect", "-"], TWO).exits(0).prints("GHSA-1\n").prints("PYSEC-1\n");
    let csaf = br#"{"document": {"category": "csaf_base", "csaf_version": "2.0"}}"#;
    run_with(&["inspect", "-"], csaf).exits(1).tells("no-package");
}

/// An answer about a release shows the release and what is known against it.
#[test]
fn a_release_is_inspected_with_its_advisories() {
    let answer =
        br#"{"info": {"name": "margin", "version": "1.0", "requires_dist": null}, "urls": [],
        "vulnerabilities": [{"id": "PYSEC-1", "fixed_in": ["2.0"]}]}"#;
    let done = run_with(&["inspect", "-"], answer).exits(0).prints("kind          PyPI JSON\n");
    done.prints("pkg:pypi/margin@1.0").prints("PYSEC-1");
    let printed = run_with(&["inspect", "-", "--format", "json"], answer).exits(0).printed();
    assert_eq!(printed["record"][0]["version"], "1.0");
    assert_eq!(printed["advisories"][0]["affected"][0]["versions"][0], "1.0");
    let without = br#"{"info": {"name": "margin", "version": "1.0"}, "urls": []}"#;
    let printed = run_with(&["inspect", "-", "--format", "json"], without).exits(0).printed();
    assert!(printed["record"].is_array() && printed.get("advisories").is_none());
    for (lock, kind) in [
        ("lock-version = '1.0'\n[[packages]]\nname = 'margin'\n", "pylock.toml"),
        ("margin==1.0\n", "requirements.txt"),
    ] {
        let done = run_with(&["inspect", "-"], lock.as_bytes()).exits(0);
        done.prints(&format!("kind          {kind}\n")).prints("packages      1 PyPI\n");
    }
}
