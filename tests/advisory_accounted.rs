//! Documents with every member of their format: whatever stands in one shows in what it becomes
//! or is named as lost, and what is named stands there.

use pkgschema::Pointer;
use pkgschema::advisory::Advisory;
use pkgschema_convert::LossKind;
use pkgschema_convert::advisory_format::{ALL, AdvisoryFormat};
use pkgschema_testkit::checks::Outcome;
use pkgschema_testkit::checks::accounted::{Conversion, Effort, accounted};
use pkgschema_testkit::checks::advisory::conversions::{Reading, Writing, astray};
use pkgschema_testkit::corpus::Case;
use pkgschema_testkit::json::Json;
use std::fs;
use std::path::Path;

/// What another place of the document says as well, and would be taken from there.
const SAID_TWICE: &[&str] =
    &["ghsa: to osv: /identifiers/1/value", "ghsa: to osv: /cvss_severities/cvss_v3/vector_string"];

/// The document of a format with all its members.
fn complete(format: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/advisory").join(format);
    let files = ["complete.json", "complete.md", "complete.yaml"];
    files.iter().find_map(|file| fs::read_to_string(folder.join(file)).ok())
}

/// An OSV document with all members, about a package that the format can speak of.
fn osv_for(format: &str) -> String {
    let text = complete("osv").unwrap();
    match format {
        "npm-audit" => text.replace("crates.io", "npm").replace("pkg:cargo", "pkg:npm"),
        _ => text,
    }
}

/// Leaves that show nowhere, and losses that point nowhere.
fn faults(text: &str, conversion: &dyn Conversion) -> Vec<String> {
    let case = Case::from_row(1, text);
    let mut faults = match accounted(&case, Effort::FULL, &[conversion]) {
        Outcome::Counted { failures, .. } => failures,
        _ => vec![format!("to {}: not converted", conversion.name())],
    };
    faults.extend(astray(text, conversion));
    faults
}

#[test]
fn every_leaf_of_a_document_is_accounted() {
    let mut all = Vec::new();
    for format in ALL.iter().filter(|format| format.reads()) {
        let name = format.name();
        let text = complete(name).unwrap_or_else(|| panic!("no document for {name}"));
        let found = faults(&text, &Reading(format));
        let named = found.into_iter().map(|fault| format!("{name}: {fault}"));
        all.extend(named.filter(|fault| !SAID_TWICE.contains(&&**fault)));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn every_leaf_of_an_advisory_is_accounted() {
    let mut all = Vec::new();
    for format in ALL.iter().filter(|format| format.writes()) {
        all.extend(faults(&osv_for(format.name()), &Writing(format)));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// What is said to be dropped shows nowhere in what comes of it.
#[test]
fn nothing_is_dropped_and_carried() {
    let mut faults = Vec::new();
    for format in ALL.iter().filter(|format| format.reads()) {
        let text = complete(format.name()).unwrap();
        let losses = format.read(&text).unwrap().losses;
        let dropped = losses.into_iter().filter(|loss| loss.kind == LossKind::Dropped);
        carried(&text, &Reading(format), dropped.map(|loss| loss.pointer), &mut faults);
    }
    for format in ALL.iter().filter(|format| format.writes()) {
        let text = osv_for(format.name());
        let losses = format.write(&[Advisory::parse(&text).unwrap()]).unwrap().losses;
        let dropped = losses.into_iter().filter(|loss| loss.kind == LossKind::Dropped);
        carried(&text, &Writing(format), dropped.map(|loss| loss.pointer), &mut faults);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn carried(
    text: &str,
    conversion: &dyn Conversion,
    dropped: impl Iterator<Item = Pointer>,
    faults: &mut Vec<String>,
) {
    let view = conversion.view(text).unwrap();
    let output = |view: &Json| Some(conversion.convert(&conversion.unview(view)?)?.output);
    let whole = output(&view);
    let carried = dropped.filter(|place| {
        // a document that is none without it shows nothing
        let reduced = view.without(place).and_then(|view| output(&view));
        reduced.is_some() && reduced != whole
    });
    faults.extend(carried.map(|place| format!("{}: {place}", conversion.name())));
}

/// Null, empty and absent come out as three, wherever OSV can say them.
#[test]
fn null_empty_and_absent_stay_apart() {
    let of = |format: &str, text: &str| {
        let reading = AdvisoryFormat::find(format).unwrap().read(text).unwrap();
        reading.advisories.iter().map(Advisory::to_json).collect::<Vec<_>>()
    };
    let osv = [
        r#"{"id": "X-1", "aliases": null}"#,
        r#"{"id": "X-1", "aliases": []}"#,
        r#"{"id": "X-1"}"#,
    ];
    let yaml = ["id: X-1\naliases: null\n", "id: X-1\naliases: []\n", "id: X-1\n"];
    for (format, texts) in [("osv", osv), ("pypa-yaml", yaml)] {
        let [null, empty, absent] = texts.map(|text| of(format, text));
        assert!(null != empty && empty != absent && null != absent, "{format}");
    }
    for (format, empty, absent) in [
        (
            "ghsa",
            r#"{"ghsa_id": "GHSA-2222-3333-4444", "references": []}"#,
            r#"{"ghsa_id": "GHSA-2222-3333-4444"}"#,
        ),
        (
            "ghsa-graphql",
            r#"{"ghsaId": "GHSA-2222-3333-4444", "references": []}"#,
            r#"{"ghsaId": "GHSA-2222-3333-4444"}"#,
        ),
    ] {
        assert_ne!(of(format, empty), of(format, absent), "{format}");
    }
}
