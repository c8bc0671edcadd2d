//! Signals of native documents: each kind has a golden file, and what a notice made of it is
//! written back as gives the same signal.
//!
//! `UPDATE_GOLDEN=1` writes the notices and the table of kinds anew.

use pkgschema::takedown::TakedownNotice;
use pkgschema::text::{Link, Timestamp};
use pkgschema_convert::signal::{Observation, Signal, SignalKind};
use pkgschema_convert::signals::{self, SignalDocument};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

const UPDATE: &str = "UPDATE_GOLDEN";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder(kind: &SignalKind) -> PathBuf {
    root().join("tests/fixtures/signals").join(kind.name)
}

/// The one file `input.*` of a kind.
fn input(kind: &SignalKind) -> String {
    let folder = folder(kind);
    let files = fs::read_dir(&folder).unwrap_or_else(|_| panic!("{} is missing", folder.display()));
    let mut files = files.map(|file| file.unwrap().path());
    let file = files.find(|path| path.file_stem().is_some_and(|stem| stem == "input"));
    fs::read_to_string(file.unwrap_or_else(|| panic!("no input in {}", folder.display()))).unwrap()
}

fn seen(purl_type: &str) -> Observation {
    let url = Link::new(&format!("https://{purl_type}.registry.example/")).unwrap();
    let at = Timestamp::new("2026-11-22T13:46:00Z").unwrap();
    Observation::of_registry(purl_type, url, at)
}

fn document(kind: &SignalKind) -> &'static SignalDocument {
    SignalDocument::find(kind.document).unwrap()
}

fn read(kind: &SignalKind, text: &str) -> Vec<Signal> {
    document(kind).read(text).unwrap_or_else(|error| panic!("{}: {error}", kind.name)).value
}

fn notices(kind: &SignalKind, signals: &[Signal]) -> Vec<TakedownNotice> {
    pkgschema_convert::signal::notices(signals, &seen(kind.purl_type))
}

/// Compares a file with what it should hold, or writes it.
fn golden(path: &Path, text: &str) {
    if std::env::var_os(UPDATE).is_some() {
        fs::write(path, text).unwrap();
    }
    let there = fs::read_to_string(path).unwrap_or_default();
    assert!(there == text, "{} is out of date: {UPDATE}=1 writes it\n{text}", path.display());
}

#[test]
fn every_kind_has_a_golden_notice() {
    for kind in signals::kinds() {
        let signals = read(kind, &input(kind));
        assert!(signals.iter().any(|it| it.kind == kind), "{} is not in its input", kind.name);
        let notices = notices(kind, &signals);
        let lines: String = notices.iter().map(|notice| notice.to_json() + "\n").collect();
        golden(&folder(kind).join("notices.jsonl"), &lines);
        for notice in &notices {
            let found: Vec<_> = notice.check().into_iter().map(|it| it.to_string()).collect();
            let errors = found.iter().filter(|it| it.contains("error"));
            assert_eq!(errors.count(), 0, "{}: {found:?}", kind.name);
        }
    }
}

#[test]
fn what_is_written_back_is_the_same_signal() {
    for kind in signals::kinds().filter(|kind| kind.written) {
        let text = input(kind);
        let signals = read(kind, &text);
        let cleared = document(kind).clear(&text).unwrap().unwrap().value;
        assert_eq!(read(kind, &cleared), [], "{}", kind.name);
        let notices = notices(kind, &signals);
        let written = document(kind).write(&text, &notices).unwrap().unwrap();
        assert_eq!(read(kind, &written.value), signals, "{}", kind.name);
        assert_eq!(written.losses, [], "{}", kind.name);
    }
}

#[test]
fn names_are_unique_and_mechanisms_are_known() {
    let mut names = HashSet::new();
    for kind in signals::kinds() {
        assert!(names.insert(kind.name), "{} stands twice", kind.name);
        assert!(!kind.source.is_empty() && !kind.place.is_empty(), "{}", kind.name);
        if kind.mechanism.is_empty() {
            assert_eq!(kind.status, "unknown", "{}", kind.name);
            continue;
        }
        let seen = seen(kind.purl_type);
        let (found, _) = seen
            .profile()
            .mechanism(kind.mechanism)
            .unwrap_or_else(|| panic!("{}: the profile has no {:?}", kind.name, kind.mechanism));
        assert_eq!(found.status.as_str(), kind.status, "{}", kind.name);
    }
}

#[test]
fn the_table_is_what_the_kinds_say() {
    let mut table = String::from(
        "signal,purl type,document,place,grain,mechanism,status,resolution,download,reason,method,lifts,written back,source\n",
    );
    for kind in signals::kinds() {
        let seen = seen(kind.purl_type);
        let mechanism = seen.profile().mechanism(kind.mechanism);
        let effects = mechanism.and_then(|(mechanism, _)| mechanism.effects.clone());
        let effects = effects.unwrap_or_default();
        let word = |word: Option<&str>| word.unwrap_or("unknown").to_owned();
        let said = |said: bool| if said { "yes" } else { "no" }.to_owned();
        let row = [
            kind.name.to_owned(),
            kind.purl_type.to_owned(),
            kind.document.to_owned(),
            kind.place.to_owned(),
            kind.grain.to_string(),
            kind.mechanism.to_owned(),
            kind.status.to_owned(),
            word(effects.resolution.as_ref().map(|it| it.as_str())),
            word(effects.download.as_ref().map(|it| it.as_str())),
            kind.reason.unwrap_or("unspecified").to_owned(),
            kind.method.to_owned(),
            said(kind.lifts),
            said(kind.written),
            kind.source.to_owned(),
        ];
        let quoted = row.map(|field| match field.contains([',', '"']) {
            true => format!("\"{}\"", field.replace('"', "\"\"")),
            false => field,
        });
        table += &(quoted.join(",") + "\n");
    }
    golden(&root().join("schemas/signals.csv"), &table);
}

/// The table explains itself to people, in two places: each column, and each purl type that has
/// signals beside what its registry cannot tell.
#[test]
fn every_column_and_registry_is_explained() {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let page = read("schemas/README.md");
    let (_, page) = page.split_once("\n## Signals\n").expect("a section on signals");
    let page = page.split("\n## ").next().unwrap();
    let docs = read("crates/pkgschema-convert/src/signals.rs");
    let table = read("schemas/signals.csv");
    for column in table.lines().next().unwrap().split(',') {
        assert!(page.contains(&format!("`{column}`")), "schemas/README.md: {column}");
        assert!(docs.contains(&format!("//! | {column} |")), "signals.rs: {column}");
    }
    for kind in signals::kinds() {
        let registry = match kind.purl_type {
            "cargo" => "crates.io",
            "composer" => "Packagist",
            "gem" => "RubyGems",
            "golang" => "Go",
            "hex" => "Hex",
            "maven" => "Maven Central",
            "npm" => "npm",
            "nuget" => "NuGet",
            "pub" => "pub",
            "pypi" => "PyPI",
            other => panic!("what no document of {other} can tell is written nowhere"),
        };
        assert!(docs.contains(&format!("//! | {registry} |")), "signals.rs: {registry}");
    }
}

#[test]
fn documents_stand_in_the_order_of_their_names() {
    let names: Vec<&str> = signals::ALL.iter().map(|document| document.name()).collect();
    assert!(names.is_sorted_by(|one, next| one < next), "{names:?}");
    for document in signals::ALL {
        let found = SignalDocument::find(document.document()).map(|it| it.name());
        assert_eq!(found, Some(document.name()), "two documents are called so");
        assert!(!document.kinds().is_empty(), "{}", document.name());
        for kind in document.kinds() {
            assert_eq!(kind.document, document.document(), "{}", kind.name);
        }
    }
}
