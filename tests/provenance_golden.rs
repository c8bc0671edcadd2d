//! Documents with attestations: the records made of them, what those do not hold, and what is
//! found, beside each fixture.

use std::fs;
use std::path::{Path, PathBuf};

use pkgschema::provenance::BuildProvenance;
use pkgschema_convert::detect::detect;
use pkgschema_convert::readable::{BUILDS, Readable};
use pkgschema_convert::view::pretty;
use pkgschema_testkit::json::{Json, diff};

const UPDATE: &str = "UPDATE_GOLDEN=1 cargo test --test provenance_golden";

/// The fixtures of a document: at least one.
fn fixtures(document: &Readable<Vec<BuildProvenance>>) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/provenance");
    let folder = root.join(document.name());
    let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths.filter(|it| !it.to_string_lossy().contains(".read.")).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{}: no fixtures", folder.display());
    paths
}

#[test]
fn golden() {
    let mut stale = Vec::new();
    for document in BUILDS {
        for path in fixtures(document) {
            let text = fs::read_to_string(&path).unwrap();
            let reading = document.read(&text).unwrap();
            let records: Vec<String> = reading.value.iter().map(BuildProvenance::to_json).collect();
            let json = format!(
                r#"{{"records":[{}],"losses":{},"findings":{}}}"#,
                records.join(","),
                serde_json::to_string(&reading.losses).unwrap(),
                serde_json::to_string(&reading.findings).unwrap(),
            );
            let golden = path.with_extension("read.json");
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                fs::write(&golden, pretty(&json) + "\n").unwrap();
            }
            if fs::read_to_string(&golden).unwrap_or_default() != pretty(&json) + "\n" {
                stale.push(golden.display().to_string());
            }
        }
    }
    assert!(stale.is_empty(), "look at the change, then run `{UPDATE}`:\n{}", stale.join("\n"));
}

/// Each is told from its text, and written as it was.
#[test]
fn fixtures_are_told_and_come_back() {
    for document in BUILDS {
        for path in fixtures(document) {
            let (text, name) = (fs::read_to_string(&path).unwrap(), path.display());
            let told = detect(&text).map(|kind| kind.as_str());
            assert_eq!(told, Some(document.document()), "{name}");
            let view = |text: &str| Json::parse(document.view(text).unwrap().as_str()).unwrap();
            let written = document.rewrite(&text).unwrap().value;
            let lost = diff(&view(&text), &view(&written));
            let lost: Vec<String> = lost.iter().map(ToString::to_string).collect();
            assert_eq!(lost, [""; 0], "{name}");
        }
    }
}
