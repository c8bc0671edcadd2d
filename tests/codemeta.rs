//! CodeMeta documents, written from a record.

use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{
    Dependency, License, Optionality, OptionalityKind, PackageMetadata, Scope,
};
use pkgschema_convert::detect::{DocumentKind, detect, identify};
use pkgschema_convert::formats::CodeMeta;
use pkgschema_convert::writable::Writable;
use pkgschema_convert::{Document, FromRecord};
use pkgschema_testkit::json::Json;
use pkgschema_testkit::timing::assert_linear;
use std::time::Instant;

const RECORD: &str = include_str!("fixtures/record/package-metadata/complete.json");

fn written(record: &PackageMetadata) -> Json {
    Json::parse(&Writable::find("codemeta").unwrap().write(record).value).unwrap()
}

fn at<'j>(json: &'j Json, place: &str) -> Option<&'j str> {
    json.get(&pkgschema::Pointer::parse(place).unwrap())?.as_str()
}

#[test]
fn a_complete_record() {
    let record = PackageMetadata::parse(RECORD).unwrap();
    let json = written(&record);
    for (place, said) in [
        ("/@context", "https://w3id.org/codemeta/3.0"),
        ("/@type", "SoftwareSourceCode"),
        ("/identifier", "pkg:npm/%40example/left-margin@1.2.3"),
        ("/name", "Left margin"),
        ("/version", "1.2.3"),
        ("/description", "Puts a margin on the left."),
        ("/url", "https://margin.example/"),
        ("/codeRepository", "https://git.example/margin/left"),
        ("/issueTracker", "https://git.example/margin/left/issues"),
        ("/softwareHelp/url", "https://docs.margin.example/"),
        ("/releaseNotes", "https://margin.example/changes"),
        ("/relatedLink/1", "https://fund.example/margin"),
        ("/license/0/name", "MIT OR Apache-2.0"),
        ("/author/0/affiliation/name", "Margins"),
        ("/maintainer/0/name", "Bo Example"),
        ("/contributor/0/@type", "Person"),
        ("/producer/name", "Margins"),
        ("/keywords/1", "left"),
        ("/applicationCategory/0", "Topic :: Text Processing"),
        ("/softwareSuggestions/0/identifier", "pkg:npm/%40example/edge"),
        ("/softwareSuggestions/0/version", "^2.0.0"),
        ("/operatingSystem/0", "linux"),
        ("/processorRequirements/0", "x64"),
        ("/runtimePlatform/0", "node >=20"),
        ("/downloadUrl", "https://registry.example/left-margin-1.2.3.tgz"),
        ("/fileSize", "1024 B"),
        ("/datePublished", "2026-01-31"),
        ("/developmentStatus", "deprecated"),
    ] {
        assert_eq!(at(&json, place), Some(said), "{place}");
    }
    let losses = Writable::find("codemeta").unwrap().write(&record).losses;
    let lost = |place: &str| {
        losses.iter().find(|it| it.pointer.as_str() == place).map(|it| it.kind.as_str())
    };
    for (place, kind) in [
        ("/platforms/os/1", Some("dropped")),
        ("/artifacts/0/digests", Some("dropped")),
        ("/funding/0/url", Some("changed")),
        ("/dependencies/0/requirement", Some("changed")),
        ("/dependencies/0/optionality", Some("changed")),
        ("/keywords", None),
        ("/extensions/npm/carried/0", Some("dropped")),
    ] {
        assert_eq!(lost(place), kind, "{place}");
    }
}

#[test]
fn requirements_and_suggestions() {
    let mut record = PackageMetadata::of(Ecosystem::CRATES_IO);
    record.name = Some("a".into());
    let mut optional = Dependency::new("c", Scope::Runtime);
    optional.optionality = Some(Optionality::new(OptionalityKind::Feature));
    let all = [
        Dependency::new("b", Scope::Runtime),
        optional,
        Dependency::new("d", Scope::Test),
        Dependency::new("e", Scope::Peer),
    ];
    record.dependencies = all.to_vec().into();
    let document = CodeMeta::from_record(&record);
    let names = |all: &[pkgschema_convert::formats::codemeta::CodeMetaSoftware]| -> Vec<String> {
        all.iter().map(|it| it.name.as_deref().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&document.value.software_requirements), ["b"]);
    assert_eq!(names(&document.value.software_suggestions), ["c", "d"]);
    let lost: Vec<String> =
        document.losses.iter().map(|it| format!("{} {}", it.kind, it.pointer)).collect();
    let expected = [
        "changed /dependencies/1/optionality",
        "changed /dependencies/2/scope",
        "dropped /dependencies/3",
    ];
    assert_eq!(lost, expected);
}

#[test]
fn a_listed_licence_has_its_address() {
    let mut record = PackageMetadata::of(Ecosystem::PYPI);
    record.name = Some("a".into());
    for (expression, place, said) in [
        ("MIT", "/license/0", "https://spdx.org/licenses/MIT"),
        ("MIT AND ISC", "/license/0/name", "MIT AND ISC"),
        ("LicenseRef-x", "/license/0/name", "LicenseRef-x"),
    ] {
        let mut license = License::default();
        license.expression = Some(expression.into());
        record.license = Some(license);
        assert_eq!(at(&written(&record), place), Some(said));
    }
}

/// It is told from a `package.json`, which it looks like, and not read as one.
#[test]
fn told_and_not_read() {
    let mut record = PackageMetadata::of(Ecosystem::NPM);
    record.name = Some("a".into());
    let text = Writable::find("codemeta").unwrap().write(&record).value;
    assert_eq!(detect(&text), Some(DocumentKind::CodeMeta));
    assert_eq!(identify(&text).unwrap().as_str(), CodeMeta::NAME);
    assert!(CodeMeta::parse(&text).unwrap().check().is_empty());
    assert!(CodeMeta::parse(r#"{"name": "a"}"#).is_err());
}

/// An account without a name is nobody, and all of it is lost by name.
#[test]
fn publishers_without_a_name_are_lost() {
    let record = r#"{"schemaVersion":"1.0","ecosystem":"npm","name":"a",
        "accounts":[{"role":"publisher","team":false,"email":"a@a.example"}]}"#;
    let written = CodeMeta::from_record(&PackageMetadata::parse(record).unwrap());
    assert!(written.value.publisher.is_none());
    let places: Vec<&str> = written.losses.iter().map(|it| it.pointer.as_str()).collect();
    let lost = |place: &str| places.iter().any(|it| place.starts_with(it) && !it.is_empty());
    for member in ["role", "team", "email"] {
        assert!(lost(&format!("/accounts/0/{member}")), "{places:?}");
    }
}

/// Members that nobody knows are lost one by one.
#[test]
fn many_unknown_members() {
    assert_linear("unknown members", 1_000, |count| {
        let members: String = (0..count).map(|n| format!(r#","x{n}":{n}"#)).collect();
        let text = format!(r#"{{"schemaVersion":"1.0","ecosystem":"npm","name":"a"{members}}}"#);
        let record = PackageMetadata::parse(&text).unwrap();
        let begun = Instant::now();
        let losses = CodeMeta::from_record(&record).losses;
        let elapsed = begun.elapsed();
        assert!(losses.len() >= count, "{}", losses.len());
        elapsed
    });
}
