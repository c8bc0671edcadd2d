//! Documents about several versions of a package, lock files, and manifests in a workspace.

use crate::run::{Folder, run, run_with};
use std::fs;

const PACKUMENT: &str = r#"{"_id": "left-margin", "name": "left-margin", "dist-tags": {"latest": "1.1.0"},
  "versions": {
    "1.0.0": {"name": "left-margin", "version": "1.0.0", "license": "MIT", "deprecated": "old",
      "_npmUser": {"name": "ada"}, "dist": {"tarball": "https://registry.example/a.tgz"}},
    "1.1.0": {"name": "left-margin", "version": "1.1.0", "license": "MIT",
      "dependencies": {"wide-margin": "^0.3.0"}, "_npmUser": {"name": "ada"},
      "dist": {"tarball": "https://registry.example/b.tgz", "unpackedSize": 7}},
    "2.0.0-rc.1": {"name": "left-margin", "version": "2.0.0-rc.1", "_npmUser": {"name": "ada"}}
  },
  "time": {"1.1.0": "2026-01-02T03:04:05.000Z"}}"#;

const LOCK: &str = "version = 4\n\n[[package]]\nname = \"line-walker\"\nversion = \"2.1.0\"\n\
    dependencies = [\"serde\"]\n\n[[package]]\nname = \"serde\"\nversion = \"1.0.0\"\n\
    source = \"registry+https://github.com/rust-lang/crates.io-index\"\n";

#[test]
fn inspect_shows_the_newest_release_or_the_one_asked_for() {
    let done = run_with(&["inspect", "-"], PACKUMENT.as_bytes()).exits(0);
    let done = done
        .prints("kind          packument\n")
        .prints("versions      3, 1 deprecated\n")
        .prints("version       1.1.0\n")
        .prints("purl          pkg:npm/left-margin@1.1.0\n");
    done.prints("dependencies  1 runtime: wide-margin ^0.3.0\n")
        .prints("artifact      b.tgz; 7 bytes unpacked; https://registry.example/b.tgz\n")
        .prints("accounts      ada (publisher)\n");
    let done = run_with(&["inspect", "-", "--release", "1.0.0"], PACKUMENT.as_bytes()).exits(0);
    done.prints("version       1.0.0\n").prints("availability  deprecated: old\n");
    let done = run_with(&["inspect", "-", "--release", "9"], PACKUMENT.as_bytes()).exits(1);
    done.tells("no version 9 among 3 versions");
}

#[test]
fn releases_convert_one_by_one() {
    let arguments = ["convert", "-", "--to", "record"];
    let done = run_with(&arguments, PACKUMENT.as_bytes()).exits(0);
    let versions: Vec<String> = done.out.lines().map(version).collect();
    assert_eq!(versions, ["1.0.0", "1.1.0", "2.0.0-rc.1"]);
    let done = run_with(&["convert", "-", "--to", "cargo"], PACKUMENT.as_bytes()).exits(1);
    done.tells("packument tells of 3 versions; choose one with --release");
    let arguments = ["convert", "-", "--to", "cargo", "--release", "1.1.0"];
    let done = run_with(&arguments, PACKUMENT.as_bytes()).exits(0);
    done.prints("version = \"1.1.0\"\n").tells("/dependencies/0: Cargo.toml can only name crates");
    let arguments = ["convert", "-", "--to", "npm", "--release", "7.0.0"];
    run_with(&arguments, PACKUMENT.as_bytes()).exits(1).tells("no version 7.0.0 among 3 versions");
}

fn version(line: &str) -> String {
    let record: serde_json::Value = serde_json::from_str(line).unwrap();
    record["version"].as_str().unwrap().to_owned()
}

#[test]
fn a_line_gives_a_line_for_each_release() {
    let lines = format!("{}\n{{\"name\": \"a\"}}\n", PACKUMENT.replace('\n', " "));
    let done = run_with(&["convert", "--ndjson", "--to", "record"], lines.as_bytes()).exits(0);
    let values: Vec<serde_json::Value> =
        done.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(values.len(), 4);
    assert!(!values[0]["losses"].as_array().unwrap().is_empty(), "{}", values[0]);
    assert!(values[1]["losses"].as_array().unwrap().is_empty(), "{}", values[1]);
    assert_eq!(values[3]["value"]["name"], "a");
}

#[test]
fn many_files_with_several_releases() {
    let folder = Folder::new("releases");
    let (one, other) =
        (folder.file("p.json", PACKUMENT), folder.file("q.json", "{\"name\": \"q\"}"));
    let out = folder.path("out");
    run(&["convert", &one, &other, "--to", "record", "-o", &out]).exits(0);
    let mut names: Vec<_> = fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["p-2.record.json", "p-3.record.json", "p.record.json", "q.record.json"]);
}

#[test]
fn lock_files() {
    let done = run_with(&["inspect", "-"], LOCK.as_bytes()).exits(0);
    done.prints("kind          Cargo.lock\n")
        .prints("format        4\n")
        .prints("of            pkg:cargo/line-walker@2.1.0\n")
        .prints("packages      1 crates.io\n")
        .prints("no digest     pkg:cargo/serde@1.0.0\n");
    let done = run_with(&["convert", "-", "--to", "record"], LOCK.as_bytes()).exits(0);
    let inventory = done.printed();
    assert_eq!(inventory["packages"][0]["name"], "serde");
    let again = run_with(&["inspect", "-"], done.out.as_bytes()).exits(0);
    again.prints("kind          inventory record\n").prints("packages      1 crates.io\n");
    let done = run_with(&["convert", "-", "--to", "npm"], LOCK.as_bytes()).exits(1);
    done.tells("Cargo.lock and package.json say nothing of each other");
}

#[test]
fn a_member_finds_the_root_of_its_workspace() {
    let folder = Folder::new("workspace");
    let root = "[workspace]\nmembers = [\"crates/*\"]\n[workspace.package]\nversion = \"3.2.1\"\n\
        [workspace.dependencies]\nserde = \"1.0\"\n";
    folder.file("Cargo.toml", root);
    fs::create_dir_all(folder.path("crates/thing")).unwrap();
    let member = "[package]\nname = \"thing\"\nversion.workspace = true\n\
        [dependencies]\nserde.workspace = true\n";
    let member = folder.file("crates/thing/Cargo.toml", member);
    let done = run(&["inspect", &member]).exits(0);
    done.prints("version       3.2.1\n").prints("dependencies  1 runtime: serde 1.0\n");
    let done = run(&["convert", &member, "--to", "npm"]).exits(0);
    let done = done
        .prints("\"version\": \"3.2.1\"")
        .tells("/dependencies/serde: package.json can only name packages of npm\n");
    assert!(!done.err.contains("workspace"), "{}", done.err);
    // what stands in no folder has no root
    let text = fs::read(&member).unwrap();
    run_with(&["inspect", "-"], &text).exits(0).prints("unknown       version");
}

#[test]
fn the_spelling_that_is_published() {
    let package =
        br#"{"name": "a", "version": "v1.0.0", "repository": "example/a", "bin": "./a.js"}"#;
    let arguments = ["convert", "-", "--to", "npm", "--published"];
    let done = run_with(&arguments, package).exits(0).tells("/homepage: ");
    let published = done.printed();
    assert_eq!(published["version"], "1.0.0");
    assert_eq!(published["bin"]["a"], "a.js");
    let manifest = b"[package]\nname = 'a'\n[dependencies]\nb = { path = '../b', version = '1' }\n";
    let arguments = ["convert", "-", "--to", "cargo", "--published"];
    let done = run_with(&arguments, manifest).exits(0).tells("/dependencies/b/path: ");
    assert!(!done.out.contains("path"), "{}", done.out);
    let arguments = ["convert", "-", "--to", "npm", "--published"];
    run_with(&arguments, manifest).exits(1).tells("is published as what it is");
    let line = br#"{"name": "a", "vers": "1.0.0", "deps": [], "cksum": "00"}"#;
    let arguments = ["convert", "-", "--to", "cargo-index-line", "--published"];
    run_with(&arguments, line).exits(1).tells("index line has one spelling only");
}
