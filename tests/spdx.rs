//! SPDX documents: read as an inventory and as records, written from a record.

use pkgschema::Finding;
use pkgschema::identity::{Ecosystem, PublishTime, TimeOrigin};
use pkgschema::metadata::{
    DeclaredLicense, Dependency, Inventory, License, PackageMetadata, Scope, SourceKind,
};
use pkgschema::object::List;
use pkgschema::text::{Link, Timestamp};
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::formats::{SpdxDocument, SpdxOptions};
use pkgschema_convert::readable::{INVENTORIES, RELEASES, Readable, Reading};
use pkgschema_convert::{Converted, Document, FromRecord, ToRecord};
use pkgschema_testkit::json::{Json, diff};
use pkgschema_testkit::timing::assert_linear;
use std::time::Instant;

const COMPLETE: &str = include_str!("fixtures/bills/spdx.json");

#[track_caller]
fn inventory(text: &str) -> Reading<Inventory> {
    let readable = Readable::find(INVENTORIES, "spdx").unwrap();
    let written = readable.rewrite(text).expect(text).value;
    let lost = diff(&Json::parse(text).unwrap(), &Json::parse(&written).unwrap());
    assert!(lost.is_empty(), "{lost:?}");
    readable.read(text).unwrap()
}

fn records(text: &str) -> Vec<PackageMetadata> {
    Readable::find(RELEASES, "spdx").unwrap().read(text).unwrap().value
}

fn codes(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|it| (it.code, it.pointer.as_str())).collect()
}

#[test]
fn a_document_as_an_inventory() {
    assert_eq!(detect(COMPLETE), Some(DocumentKind::Spdx));
    let read = inventory(COMPLETE).value;
    assert_eq!(read.document_version.as_deref(), Some("SPDX-2.3"));
    let app = &read.subjects[0];
    assert_eq!((app.name.as_str(), read.subjects.len()), ("@example/left-margin", 1));
    let names: Vec<&str> = read.packages.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["edge", "blunt", "sharp"], "a package without a purl is of no ecosystem");
    let needs: Vec<_> = app.dependencies.iter().map(|it| (&*it.name, it.scope.clone())).collect();
    let expected = [("edge", None), ("blunt", Some(Scope::Development)), ("sharp", None)];
    assert_eq!(needs, expected);
    let declared = &app.license.as_ref().unwrap().declared[0];
    assert_eq!(declared.name.as_deref(), Some("Margin Licence"));
    assert_eq!(declared.url.as_ref().unwrap().as_str(), "https://licenses.example/margin");
    let [edge, blunt, sharp] = &read.packages[..] else { panic!("three packages") };
    // none is not unknown
    assert!(edge.license.as_ref().unwrap().declared.is_present());
    assert_eq!(blunt.license, None);
    assert!(sharp.artifacts.is_present() && !blunt.artifacts.is_present());
    assert!(sharp.dependencies.is_present() && !blunt.dependencies.is_present());
    let source = edge.source.as_ref().unwrap();
    assert_eq!(
        (source.kind.clone(), source.revision.as_deref()),
        (SourceKind::Git, Some("v2.1.0"))
    );
    assert_eq!(source.path.as_deref(), Some("packages/edge"));
    assert_eq!((edge.bundled, blunt.bundled), (None, Some(true)));
    assert_eq!(blunt.version.as_deref(), Some("0.2.0"), "the purl counts");
}

#[test]
fn a_package_as_a_record() {
    let records = records(COMPLETE);
    let [record] = &records[..] else { panic!("one record") };
    assert_eq!(record.purl().unwrap().unwrap().as_str(), "pkg:npm/%40example/left-margin@1.2.3");
    assert_eq!(record.summary.as_deref(), Some("Puts a margin on the left."));
    assert!(record.description.as_ref().unwrap().text.as_deref().unwrap().contains('\n'));
    assert_eq!(record.authors[0].email.as_deref(), Some("ada@margins.example"));
    assert_eq!(record.organization.as_ref().unwrap().name.as_deref(), Some("Margins"));
    assert_eq!(record.artifacts[0].filename.as_deref(), Some("left-margin-1.2.3.tgz"));
    assert_eq!(record.publish_times[0].time, "2026-01-31T12:00:00Z");
    let scopes: Vec<_> = record.dependencies.iter().map(|it| it.scope.clone()).collect();
    assert_eq!(scopes, [Scope::Runtime, Scope::Development, Scope::Runtime]);
    assert!(record.is_unknown("keywords") && !record.is_unknown("dependencies"));
    assert!(!record.is_unknown("license"));
}

/// `NONE` is none; `NOASSERTION` and a licence that is absent are unknown.
#[test]
fn none_and_unknown() {
    let with = |member: &str| {
        let purl = r#"{"referenceCategory": "PACKAGE_MANAGER", "referenceType": "purl", "referenceLocator": "pkg:cargo/a@1.0.0"}"#;
        let text = format!(
            r#"{{"spdxVersion": "SPDX-2.2", "packages": [{{"SPDXID": "SPDXRef-a", "name": "a", {member} "externalRefs": [{purl}]}}]}}"#
        );
        records(&text).remove(0)
    };
    let none =
        with(r#""licenseDeclared": "NONE", "downloadLocation": "NONE", "homepage": "NONE","#);
    let declared =
        none.license.as_ref().map(|it| it.declared.is_present() && it.declared.is_empty());
    assert_eq!((declared, none.is_unknown("license")), (Some(true), false));
    assert!(none.artifacts.is_present() && !none.is_unknown("artifacts"));
    assert!(!none.is_unknown("homepage"));
    let unknown = with(
        r#""licenseDeclared": "NOASSERTION", "downloadLocation": "NOASSERTION", "homepage": "NOASSERTION", "originator": "NOASSERTION","#,
    );
    for member in ["license", "artifacts", "homepage", "authors"] {
        assert!(unknown.is_unknown(member), "{member}");
    }
    let absent = with("");
    assert!(absent.is_unknown("license") && !absent.is_unknown("homepage"));
}

#[test]
fn what_is_refused() {
    let error = |text: &str| SpdxDocument::parse(text).unwrap_err().to_string();
    let third = r#"{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [{"specVersion": "3.0.1"}]}"#;
    assert_eq!(detect(third), Some(DocumentKind::Spdx));
    assert!(error(third).contains("an SPDX 3 document; SPDX 2.3 is read"), "{}", error(third));
    let tags = "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\n";
    assert_eq!(detect(tags), Some(DocumentKind::Spdx));
    assert!(error(tags).contains("in tags and values; only JSON is read"));
    let xml = "<?xml version='1.0'?><rdf:RDF xmlns:spdx='http://spdx.org/rdf/terms#'/>";
    assert_eq!(detect(xml), Some(DocumentKind::Spdx));
    assert!(error(xml).contains("in XML; only JSON is read"));
    assert!(error(r#"{"spdxVersion": "SPDX-4.0"}"#).contains("another major version"));
    for text in ["", "{}", "[]", r#"{"spdxVersion": 2}"#, r#"{"spdxVersion": "2.3"}"#] {
        assert!(SpdxDocument::parse(text).is_err(), "{text}");
    }
}

#[test]
fn what_is_odd() {
    let expected = [
        ("malformed-digest", "/packages/0/checksums/1"),
        ("other-version", "/packages/2/externalRefs/0/referenceLocator"),
    ];
    assert_eq!(codes(&inventory(COMPLETE).findings), expected);
    let found = |text: &str, code: &str, at: &str| {
        let reading = inventory(text);
        assert!(codes(&reading.findings).contains(&(code, at)), "{code} in {:?}", reading.findings);
    };
    found(r#"{"spdxVersion": "SPDX-2.2"}"#, "older-version", "/spdxVersion");
    found(r#"{"spdxVersion": "SPDX-2.9"}"#, "unknown-version", "/spdxVersion");
    found(r#"{"spdxVersion": "SPDX-2.3"}"#, "missing-member", "");
    let with = |package: &str| format!(r#"{{"spdxVersion": "SPDX-2.3", "packages": [{package}]}}"#);
    found(&with("{}"), "missing-member", "/packages/0");
    found(&with(r#"{"SPDXID": "a b"}"#), "malformed-reference", "/packages/0/SPDXID");
    let twice = with(r#"{"SPDXID": "SPDXRef-a"}, {"SPDXID": "SPDXRef-a"}"#);
    found(&twice, "duplicate-reference", "/packages/1/SPDXID");
    let licence = with(r#"{"licenseDeclared": "my own"}"#);
    found(&licence, "license-expression", "/packages/0/licenseDeclared");
}

fn record() -> PackageMetadata {
    let mut record = PackageMetadata::of(Ecosystem::NPM);
    record.name = Some("left-margin".into());
    record.version = Some("1.0.0".into());
    record
}

fn declared(names: &[&str]) -> License {
    let mut license = License::default();
    let one = |name: &&str| {
        let mut one = DeclaredLicense::default();
        one.name = Some((*name).into());
        one
    };
    license.declared = names.iter().map(one).collect();
    license
}

#[test]
fn licences_in_their_own_words() {
    let mut record = record();
    let write = |record: &PackageMetadata| {
        let document = SpdxDocument::from_record(record).value;
        let words = document.packages[0].license_declared.clone();
        let texts: Vec<String> = document
            .extracted_licenses
            .iter()
            .map(|it| {
                format!(
                    "{}: {}",
                    it.license_id.as_deref().unwrap(),
                    it.extracted_text.as_deref().unwrap()
                )
            })
            .collect();
        (words.map(String::from), texts)
    };
    assert_eq!(write(&record), (None, vec![]));
    record.mark_unknown(["license"]);
    assert_eq!(write(&record).0.as_deref(), Some("NOASSERTION"));
    record.license = Some(declared(&[]));
    record.license.as_mut().unwrap().declared = List::from(Vec::new());
    assert_eq!(write(&record).0.as_deref(), Some("NONE"));
    record.license = Some(declared(&["my own"]));
    let own = ("LicenseRef-declared-1".to_owned(), "LicenseRef-declared-1: my own".to_owned());
    assert_eq!(write(&record), (Some(own.0), vec![own.1]));
    let back: Vec<PackageMetadata> = SpdxDocument::from_record(&record).value.to_record().value;
    assert_eq!(back[0].license, record.license);
    // several are a choice in npm, and all count where nobody knows better
    record.license = Some(declared(&["MIT OR ISC", "my own"]));
    let (words, texts) = write(&record);
    assert_eq!(words.as_deref(), Some("(MIT OR ISC) OR LicenseRef-declared-2"));
    assert_eq!(texts, ["LicenseRef-declared-2: my own"]);
    record.ecosystem = Ecosystem::PYPI;
    assert_eq!(write(&record).0.as_deref(), Some("(MIT OR ISC) AND LicenseRef-declared-2"));
    // a name that is on no list is named in the document
    let mut license = declared(&["LicenseRef-x AND MIT"]);
    license.expression = Some("LicenseRef-x AND MIT".into());
    record.license = Some(license);
    let (words, texts) = write(&record);
    assert_eq!(words.as_deref(), Some("LicenseRef-x AND MIT"));
    assert_eq!(texts, ["LicenseRef-x: NOASSERTION"]);
}

#[test]
fn namespace_and_time() {
    let mut record = record();
    let write = |record: &PackageMetadata, options: &SpdxOptions| {
        let Converted { value, losses, .. } = SpdxDocument::of_record_with(record, options);
        let created = value.creation_info.unwrap().created.unwrap().to_string();
        let losses: Vec<String> =
            losses.iter().map(|it| format!("{} {}", it.kind, it.pointer)).collect();
        (value.document_namespace.unwrap().to_string(), created, losses)
    };
    let mut options = SpdxOptions::default();
    let (namespace, created, losses) = write(&record, &options);
    assert_eq!(namespace, "urn:pkgschema:spdx:pkg%3Anpm%2Fleft-margin%401.0.0");
    assert_eq!(
        (created.as_str(), losses),
        ("1970-01-01T00:00:00Z", vec!["defaulted /publishTimes".to_owned()])
    );
    let time = Timestamp::new("2026-01-31T13:00:00.5+01:00").unwrap();
    record.publish_times = vec![PublishTime::new(time, TimeOrigin::Registry)].into();
    let (_, created, losses) = write(&record, &options);
    assert_eq!(created, "2026-01-31T12:00:00Z");
    assert_eq!(losses, ["changed /publishTimes/0/time", "changed /publishTimes/0/origin"]);
    options.namespace = Some(Link::new("https://bills.example/a#").unwrap());
    options.created = Some(Timestamp::new("2026-02-01T00:00:00Z").unwrap());
    let (namespace, created, _) = write(&record, &options);
    assert_eq!(namespace, "https://bills.example/a/pkg%3Anpm%2Fleft-margin%401.0.0");
    assert_eq!(created, "2026-02-01T00:00:00Z");
}

#[test]
fn every_scope_has_a_relationship() {
    let mut record = record();
    for (scope, word, comes_back) in [
        (Scope::Runtime, "DEPENDS_ON", true),
        (Scope::Development, "DEV_DEPENDENCY_OF", true),
        (Scope::Build, "BUILD_DEPENDENCY_OF", true),
        (Scope::Test, "TEST_DEPENDENCY_OF", true),
        (Scope::Provided, "PROVIDED_DEPENDENCY_OF", true),
        (Scope::Peer, "PROVIDED_DEPENDENCY_OF", false),
    ] {
        record.dependencies = vec![Dependency::new("edge", scope.clone())].into();
        let Converted { value: document, losses, .. } = SpdxDocument::from_record(&record);
        assert_eq!(document.relationships[1].kind.as_deref(), Some(word));
        let back: Vec<PackageMetadata> = document.to_record().value;
        assert_eq!(back[0].dependencies[0].scope == scope, comes_back, "{word}");
        let named = losses.iter().any(|it| it.pointer.as_str() == "/dependencies/0/scope");
        assert_eq!(named, !comes_back, "{word}");
    }
    // none is not unknown
    record.dependencies = Vec::new().into();
    let back: Vec<PackageMetadata> = SpdxDocument::from_record(&record).value.to_record().value;
    assert!(back[0].dependencies.is_present() && back[0].dependencies.is_empty());
}

/// What nobody can name is needed all the same.
#[test]
fn needs_without_a_name_are_unknown() {
    let package = |n: usize, purl: &str| {
        format!(
            r#"{{"SPDXID":"SPDXRef-{n}","name":"p{n}","externalRefs":[{{"referenceType":"purl","referenceLocator":"{purl}"}}]}}"#
        )
    };
    let needs = |to: &str| {
        format!(
            r#"{{"spdxElementId":"SPDXRef-1","relationshipType":"DEPENDS_ON","relatedSpdxElement":"{to}"}}"#
        )
    };
    for (to, names, is_unknown) in [
        (vec!["SPDXRef-2"], 1, false),
        (vec!["NONE"], 0, false),
        (vec!["SPDXRef-2", "SPDXRef-3"], 1, true),
        (vec!["NONE", "SPDXRef-3"], 0, true),
        (vec!["SPDXRef-2", "NOASSERTION"], 1, true),
    ] {
        let all: Vec<String> = to.iter().map(|to| needs(to)).collect();
        let text = format!(
            r#"{{"spdxVersion":"SPDX-2.3","documentDescribes":["SPDXRef-1"],"packages":[{},{},{{"SPDXID":"SPDXRef-3","name":"x"}}],"relationships":[{}]}}"#,
            package(1, "pkg:npm/p1@1.0.0"),
            package(2, "pkg:npm/p2@1.0.0"),
            all.join(",")
        );
        let document = SpdxDocument::parse(&text).unwrap();
        let records: Vec<PackageMetadata> = document.to_record().value;
        let found = (records[0].dependencies.len(), records[0].is_unknown("dependencies"));
        assert_eq!(found, (names, is_unknown), "{to:?}");
        let inventory: Inventory = document.to_record().value;
        let none = &inventory.subjects[0].dependencies;
        assert_eq!(none.is_present() && none.is_empty(), names == 0 && !is_unknown, "{to:?}");
    }
    // dependencies that nobody can read are not none
    let record = r#"{"schemaVersion":"1.0","ecosystem":"npm","name":"a","dependencies":[7]}"#;
    let record = PackageMetadata::parse(record).unwrap();
    let document = SpdxDocument::from_record(&record).value;
    assert!(document.relationships.iter().all(|one| one.related.as_deref() != Some("NONE")));
}

/// A document of so many packages, each of which needs the next, and the last the first.
fn circle(count: usize) -> String {
    let package = |n: usize| {
        format!(
            r#"{{"SPDXID":"SPDXRef-{n}","name":"p{n}","externalRefs":[{{"referenceType":"purl","referenceLocator":"pkg:npm/p{n}@1.0.0"}}]}}"#
        )
    };
    let needs = |n: usize| {
        let next = (n + 1) % count;
        format!(
            r#"{{"spdxElementId":"SPDXRef-{n}","relationshipType":"DEPENDS_ON","relatedSpdxElement":"SPDXRef-{next}"}}"#
        )
    };
    let packages: Vec<String> = (0..count).map(package).collect();
    let relationships: Vec<String> = (0..count).map(needs).collect();
    format!(
        r#"{{"spdxVersion":"SPDX-2.3","packages":[{}],"relationships":[{}]}}"#,
        packages.join(","),
        relationships.join(",")
    )
}

#[test]
fn many_packages_in_a_circle() {
    assert_linear("packages in a circle", 2_000, |count| {
        let text = circle(count);
        let begun = Instant::now();
        let read: Inventory = SpdxDocument::parse(&text).unwrap().to_record().value;
        let elapsed = begun.elapsed();
        assert_eq!(read.packages.len(), count);
        assert_eq!(read.packages[count - 1].dependencies[0].name, "p0");
        elapsed
    });
}
