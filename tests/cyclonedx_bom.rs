//! CycloneDX bills of materials: read as an inventory and as records, written from a record.

use pkgschema::Finding;
use pkgschema::identity::{DigestAlgorithm, Ecosystem};
use pkgschema::metadata::{
    Dependency, Inventory, License, Optionality, OptionalityKind, PackageMetadata, RunsCode, Scope,
};
use pkgschema::version::RequirementText;
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::formats::{BomVersion, CycloneDxBom};
use pkgschema_convert::readable::{INVENTORIES, RELEASES, Readable, Reading};
use pkgschema_convert::writable::Writable;
use pkgschema_convert::{Converted, Document, FromRecord, ToRecord};
use pkgschema_testkit::json::{Json, diff};
use pkgschema_testkit::timing::assert_linear;
use std::time::Instant;

const COMPLETE: &str = include_str!("fixtures/bills/cyclonedx.json");

#[track_caller]
fn inventory(text: &str) -> Reading<Inventory> {
    let readable = Readable::find(INVENTORIES, "cyclonedx").unwrap();
    let written = readable.rewrite(text).expect(text).value;
    let lost = diff(&Json::parse(text).unwrap(), &Json::parse(&written).unwrap());
    assert!(lost.is_empty(), "{lost:?}");
    readable.read(text).unwrap()
}

fn records(text: &str) -> Vec<PackageMetadata> {
    Readable::find(RELEASES, "cyclonedx").unwrap().read(text).unwrap().value
}

fn codes(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|it| (it.code, it.pointer.as_str())).collect()
}

fn bom(rest: &str) -> String {
    format!(r#"{{"bomFormat": "CycloneDX", "specVersion": "1.6", {rest}}}"#)
}

#[test]
fn a_document_as_an_inventory() {
    assert_eq!(detect(COMPLETE), Some(DocumentKind::CycloneDx));
    let read = inventory(COMPLETE).value;
    assert_eq!(read.document.as_deref(), Some("CycloneDX document"));
    assert_eq!(read.document_version.as_deref(), Some("1.7"));
    assert_eq!(read.subjects[0].name, "@example/left-margin");
    let names: Vec<String> =
        read.packages.iter().map(|it| format!("{} {}", it.ecosystem, it.name)).collect();
    assert_eq!(names, ["npm edge", "npm blunt", "npm sharp", "PyPI else", "crates.io inner"]);
    let [edge, blunt, sharp, other, _] = &read.packages[..] else { panic!("five packages") };
    assert_eq!((edge.scope.clone(), blunt.scope.clone()), (Some(Scope::Runtime), None));
    assert_eq!((edge.bundled, blunt.bundled), (None, Some(true)));
    let expression = |license: &Option<License>| license.as_ref()?.expression.clone();
    assert_eq!(expression(&edge.license).as_deref(), Some("MIT OR ISC"));
    let declared = &blunt.license.as_ref().unwrap().declared;
    assert_eq!(declared.len(), 1, "what others concluded was not declared");
    assert_eq!(sharp.requirement.as_ref().unwrap().text, ">=1.0.0 <2.0.0-0");
    assert!(!sharp.artifacts.is_present(), "too short for a digest");
    // the purl counts
    assert_eq!((other.name.as_str(), other.version.as_deref()), ("else", Some("8")));
    assert!(other.license.as_ref().unwrap().declared.is_present());
    // who needs whom, in a circle too; listed without is none, not listed is unknown
    let needs: Vec<&str> = edge.dependencies.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(needs, ["blunt", "@example/left-margin"]);
    assert!(blunt.dependencies.is_present() && blunt.dependencies.is_empty());
    assert!(!read.packages[4].dependencies.is_present());
    let digests = read.subjects[0].artifacts[0].digests.as_ref().unwrap();
    let sha1 = digests.get(&DigestAlgorithm::Sha1).unwrap().to_hex();
    assert_eq!(sha1, "00112233445566778899aabbccddeeff00112233");
    assert_eq!(read.subjects[0].artifacts.len(), 2);
    assert!(read.unknown.iter().any(|member| member == "availability"));
    assert!(!read.unknown.iter().any(|member| member == "dependencies"));
    let without = inventory(&bom(r#""components": []"#)).value;
    assert!(without.packages.is_present() && without.packages.is_empty());
    assert!(without.unknown.iter().any(|member| member == "dependencies"));
}

#[test]
fn a_document_as_a_record() {
    let records = records(COMPLETE);
    let [record] = &records[..] else { panic!("one record") };
    assert_eq!(record.namespace.as_deref(), Some("@example"));
    assert_eq!(record.purl().unwrap().unwrap().as_str(), "pkg:npm/%40example/left-margin@1.2.3");
    assert_eq!(record.summary.as_deref(), Some("Puts a margin on the left."));
    let url = |link: &Option<pkgschema::text::Link>| link.as_ref().unwrap().to_string();
    assert_eq!(url(&record.homepage), "https://margin.example/");
    assert_eq!(url(&record.repository.as_ref().unwrap().url), "https://git.example/margin.git");
    assert_eq!(url(&record.changelog), "https://margin.example/news");
    let labels: Vec<_> = record.links.iter().filter_map(|it| it.label.as_deref()).collect();
    assert_eq!(labels, ["chat", "Odd things"]);
    assert_eq!(record.authors[0].email.as_deref(), Some("ada@margins.example"));
    assert_eq!(record.maintainers[0].name.as_deref(), Some("Bo Example"));
    assert_eq!(record.organization.as_ref().unwrap().name.as_deref(), Some("Margins"));
    assert_eq!(*record.keywords, ["margin", "left"]);
    let needs: Vec<_> = record.dependencies.iter().map(|it| (&*it.name, &it.scope)).collect();
    let expected =
        [("edge", &Scope::Runtime), ("sharp", &Scope::Runtime), ("else", &Scope::Development)];
    assert_eq!(needs, expected);
    let asked = |index: usize| record.dependencies[index].requirement.as_ref();
    assert_eq!((asked(0), asked(1).unwrap().text.as_str()), (None, ">=1.0.0 <2.0.0-0"));
    // one of those that it needs is no package that can be named
    assert!(record.is_unknown("availability") && record.is_unknown("dependencies"));
}

/// Without a subject every component has a record; a long text is no summary.
#[test]
fn components_without_a_subject() {
    let text = bom(
        r#""components": [{"type": "library", "name": "a", "author": "Ada <ada@a.example>",
            "description": "one\ntwo", "purl": "pkg:cargo/a@1.0.0"}, {"name": "b", "purl": "pkg:pypi/b"},
            {"type": "file", "name": "c"}]"#,
    );
    let records = records(&text);
    assert_eq!(records.len(), 2);
    assert_eq!(records[0].authors[0].email.as_deref(), Some("ada@a.example"));
    assert_eq!(records[0].summary, None);
    let description = records[0].description.as_ref().unwrap();
    assert_eq!(description.text.as_deref(), Some("one\ntwo"));
    assert!(records[0].is_unknown("dependencies"));
}

#[test]
fn what_is_refused() {
    let error = |text: &str| CycloneDxBom::parse(text).unwrap_err().to_string();
    let xml = "<?xml version=\"1.0\"?>\n<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/>";
    assert_eq!(detect(xml), Some(DocumentKind::CycloneDx));
    assert!(error(xml).contains("CycloneDX document in XML; only JSON is read"), "{}", error(xml));
    assert!(error(r#"{"bomFormat": "SPDX"}"#).contains("`bomFormat` is not CycloneDX"));
    for text in ["", "{}", "[]", "null", "{\"bomFormat\": \"CycloneDX\""] {
        assert!(CycloneDxBom::parse(text).is_err(), "{text}");
    }
}

#[test]
fn what_is_odd() {
    let codes_of = |text: &str| {
        let found = inventory(text).findings;
        let all = found.iter().map(|it| format!("{} {}", it.code, it.pointer));
        all.collect::<Vec<_>>()
    };
    let findings = inventory(COMPLETE).findings;
    let expected = [
        ("malformed-digest", "/components/1/hashes/0"),
        ("other-name", "/components/2/purl"),
        ("other-version", "/components/2/purl"),
        ("unknown-reference", "/dependencies/0/dependsOn/3"),
    ];
    assert_eq!(codes(&findings), expected);
    for (version, code) in [
        ("1.5", Some("older-version")),
        ("1.2", Some("older-version")),
        ("1.6", None),
        ("1.7", None),
        ("2.0", Some("unknown-version")),
    ] {
        let text = format!(r#"{{"bomFormat": "CycloneDX", "specVersion": "{version}"}}"#);
        let expected: Vec<String> =
            code.iter().map(|code| format!("{code} /specVersion")).collect();
        assert_eq!(codes_of(&text), expected, "{version}");
    }
    for (text, code) in [
        (bom(r#""version": 0"#), "document-version /version"),
        (bom(r#""serialNumber": "urn:uuid:1""#), "serial-number /serialNumber"),
        (bom(r#""components": [{"name": "a"}]"#), "missing-member /components/0"),
        (
            bom(
                r#""components": [{"type": "library", "name": "a", "bom-ref": "a"}, {"type": "file", "name": "b", "bom-ref": "a"}]"#,
            ),
            "duplicate-reference /components/1/bom-ref",
        ),
        (
            bom(r#""components": [{"type": "library", "name": "a", "scope": "maybe"}]"#),
            "unlisted-scope /components/0/scope",
        ),
        (
            bom(
                r#""components": [{"type": "library", "name": "a", "version": "1", "isExternal": true, "versionRange": "vers:npm/*"}]"#,
            ),
            "version-and-range /components/0/versionRange",
        ),
        (
            bom(
                r#""components": [{"type": "library", "name": "a", "versionRange": "vers:npm/*"}]"#,
            ),
            "range-not-external /components/0/versionRange",
        ),
        (
            bom(r#""components": [{"type": "library", "name": "a", "purl": "pkg:npm/"}]"#),
            "broken-purl /components/0/purl",
        ),
    ] {
        assert!(codes_of(&text).contains(&code.to_owned()), "{code} in {:?}", codes_of(&text));
    }
}

fn record() -> PackageMetadata {
    let mut record = PackageMetadata::of(Ecosystem::CRATES_IO);
    record.name = Some("left-margin".into());
    record.version = Some("1.0.0".into());
    record
}

fn dependency(name: &str, scope: Scope, asked: Option<&str>) -> Dependency {
    let mut dependency = Dependency::new(name, scope);
    dependency.requirement = asked.map(|asked| RequirementText::new(Ecosystem::CRATES_IO, asked));
    dependency
}

#[test]
fn the_version_follows_from_what_is_to_be_said() {
    let version = |record: &PackageMetadata| {
        CycloneDxBom::from_record(record).value.spec_version.unwrap().to_string()
    };
    let mut record = record();
    assert_eq!(version(&record), "1.6");
    record.dependencies = vec![dependency("edge", Scope::Development, Some("^1.2"))].into();
    assert_eq!(version(&record), "1.6", "only what is needed to run is external");
    record.dependencies.push(dependency("sharp", Scope::Runtime, None));
    assert_eq!(version(&record), "1.6");
    record.dependencies.push(dependency("blunt", Scope::Runtime, Some("^1.2")));
    assert_eq!(version(&record), "1.7");
    let Converted { value: older, losses, .. } =
        CycloneDxBom::of_record_in(&record, BomVersion::V1_6);
    assert_eq!(older.spec_version.as_deref(), Some("1.6"));
    assert!(older.components.iter().all(|it| it.version_range.is_none()));
    let lost: Vec<&str> = losses.iter().map(|loss| loss.pointer.as_str()).collect();
    assert!(lost.contains(&"/dependencies/2/requirement"), "{lost:?}");
    let bom = CycloneDxBom::from_record(&record).value;
    let blunt = &bom.components[2];
    assert_eq!(blunt.version_range.as_ref().unwrap().as_str(), "vers:cargo/>=1.2.0|<2.0.0-0");
    assert_eq!(blunt.is_external, Some(true));
}

/// The same record gives the same text, without a number or a time that nobody gave.
#[test]
fn nothing_is_made_up() {
    let writable = Writable::find("cyclonedx").unwrap();
    let first = writable.write(&record()).value;
    assert_eq!(first, writable.write(&record()).value);
    assert!(!first.contains("serialNumber") && !first.contains("timestamp"), "{first}");
    let empty = PackageMetadata::of(Ecosystem::CRATES_IO);
    let written = writable.write(&empty);
    assert_eq!(written.losses[0].pointer.as_str(), "/name");
    assert!(written.value.contains("\"name\": \"\""));
}

#[test]
fn scopes_and_senses() {
    let mut record = record();
    let mut optional = dependency("c", Scope::Runtime, None);
    optional.optionality = Some(Optionality::new(OptionalityKind::Feature));
    let all = [
        dependency("a", Scope::Runtime, None),
        dependency("b", Scope::Build, None),
        optional,
        dependency("d", Scope::Peer, None),
    ];
    record.dependencies = all.to_vec().into();
    record.runs_code_at_build = Some(RunsCode::No);
    let Converted { value: bom, losses, .. } = CycloneDxBom::from_record(&record);
    let scopes: Vec<_> = bom.components.iter().filter_map(|it| it.scope.as_deref()).collect();
    assert_eq!(scopes, ["required", "excluded", "optional", "required"]);
    let lost: Vec<String> = losses.iter().map(|it| format!("{} {}", it.kind, it.pointer)).collect();
    let expected = [
        "changed /dependencies/1/scope",
        "changed /dependencies/2/optionality",
        "changed /dependencies/3/scope",
        "dropped /runsCodeAtBuild",
    ];
    assert_eq!(lost, expected);
    // none is not unknown
    record.dependencies = Vec::new().into();
    let bom = CycloneDxBom::from_record(&record).value;
    assert_eq!(bom.dependencies.len(), 1);
    let back: Vec<PackageMetadata> = bom.to_record().value;
    assert!(back[0].dependencies.is_present() && !back[0].is_unknown("dependencies"));
    record.dependencies = pkgschema::object::List::absent();
    let back: Vec<PackageMetadata> = CycloneDxBom::from_record(&record).value.to_record().value;
    assert!(!back[0].dependencies.is_present() && back[0].is_unknown("dependencies"));
}

/// A document of so many components in a circle, each within reach of the others.
fn circle(count: usize) -> String {
    let component = |n: usize| {
        format!(r#"{{"type":"library","name":"p{n}","bom-ref":"{n}","purl":"pkg:npm/p{n}@1.0.0"}}"#)
    };
    let needs = |n: usize| format!(r#"{{"ref":"{n}","dependsOn":["{}"]}}"#, (n + 1) % count);
    let all: Vec<String> = (0..count).map(component).collect();
    let graph: Vec<String> = (0..count).map(needs).collect();
    bom(&format!(r#""components":[{}],"dependencies":[{}]"#, all.join(","), graph.join(",")))
}

#[test]
fn many_components_in_a_circle() {
    assert!(CycloneDxBom::parse(&circle(1_000)).unwrap().check().is_empty());
    assert_linear("components in a circle", 2_000, |count| {
        let text = circle(count);
        let begun = Instant::now();
        let document = CycloneDxBom::parse(&text).unwrap();
        let inventory: Inventory = document.to_record().value;
        let elapsed = begun.elapsed();
        assert_eq!(inventory.packages.len(), count);
        elapsed
    });
}

/// What nobody can name is needed all the same.
#[test]
fn needs_without_a_name_are_unknown() {
    let component = |name: &str, purl: &str| {
        format!(r#"{{"type":"library","name":"{name}","bom-ref":"{name}"{purl}}}"#)
    };
    let all = [component("b", r#","purl":"pkg:npm/b@1.0.0""#), component("c", "")].join(",");
    let subject = component("a", r#","purl":"pkg:npm/a@1.0.0""#);
    for (needs, names, is_unknown) in [
        (r#"["b"]"#, 1, false),
        ("[]", 0, false),
        (r#"["b","c"]"#, 1, true),
        (r#"["c"]"#, 0, true),
        (r#"["nobody"]"#, 0, true),
        (r#"["b",7]"#, 1, true),
        ("7", 0, true),
    ] {
        let text = bom(&format!(
            r#""metadata":{{"component":{subject}}},"components":[{all}],"dependencies":[{{"ref":"a","dependsOn":{needs}}}]"#
        ));
        let document = CycloneDxBom::parse(&text).unwrap();
        let records: Vec<PackageMetadata> = document.to_record().value;
        let found = (records[0].dependencies.len(), records[0].is_unknown("dependencies"));
        assert_eq!(found, (names, is_unknown), "{needs}");
        let inventory: Inventory = document.to_record().value;
        let none = &inventory.subjects[0].dependencies;
        assert_eq!(none.is_present() && none.is_empty(), names == 0 && !is_unknown, "{needs}");
    }
}

/// A package whose needs cannot be named, or read, is not said to need nothing.
#[test]
fn no_graph_without_names() {
    for dependencies in [r#"[{"name":"","scope":"runtime"}]"#, "[7]"] {
        let record = format!(
            r#"{{"schemaVersion":"1.0","ecosystem":"npm","name":"a","dependencies":{dependencies}}}"#
        );
        let record = PackageMetadata::parse(&record).unwrap();
        let written = CycloneDxBom::from_record(&record);
        assert!(!written.value.dependencies.is_present(), "{dependencies}");
        assert!(written.losses.iter().any(|it| it.pointer.as_str().starts_with("/dependencies")));
    }
}

#[test]
fn deep_components() {
    let nested = |levels: usize| {
        let open = r#"{"type":"library","name":"a","purl":"pkg:npm/a","components":["#;
        bom(&format!(r#""components":[{}{}]"#, open.repeat(levels), "]}".repeat(levels)))
    };
    let read = CycloneDxBom::parse(&nested(40)).unwrap();
    let inventory: Inventory = read.to_record().value;
    assert_eq!(inventory.packages.len(), 40);
    // too deep is an error or kept aside, never a crash
    let bare = |levels: usize| {
        let open = r#"{"components":["#;
        bom(&format!(r#""components":[{}{}]"#, open.repeat(levels), "]}".repeat(levels)))
    };
    for text in [nested(200), bare(20_000)] {
        if let Ok(read) = CycloneDxBom::parse(&text) {
            let _: Converted<Inventory> = read.to_record();
            read.check();
        }
    }
}
