//! CycloneDX documents made of advisories.

use pkgschema::ParseErrorKind;
use pkgschema::advisory::Advisory;
use pkgschema_convert::formats::CycloneDx;
use pkgschema_convert::{Converted, Document, FromAdvisories};
use serde_json::{Value, json};

fn written(advisories: &[Value]) -> (Value, Vec<String>) {
    let read = |it: &Value| Advisory::parse(&it.to_string()).unwrap();
    let advisories: Vec<Advisory> = advisories.iter().map(read).collect();
    let Converted { value, losses, .. } = CycloneDx::from_advisories(&advisories).unwrap();
    let mut losses: Vec<String> = losses.iter().map(ToString::to_string).collect();
    losses.sort();
    (serde_json::from_str(value.view().as_str()).unwrap(), losses)
}

/// The versions of the only component, and the losses.
fn versions(affected: Value) -> (Value, Vec<String>) {
    let (bom, losses) = written(&[json!({"id": "X-1", "affected": affected})]);
    (bom["vulnerabilities"][0]["affects"][0]["versions"].clone(), losses)
}

const UNKNOWN: &str = "vers:all/*";

#[test]
fn the_format_tells_a_document() {
    let error = CycloneDx::parse(r#"{"bomFormat": "SPDX"}"#).unwrap_err();
    assert_eq!(error.kind(), ParseErrorKind::NotThisDocument);
    assert!(CycloneDx::parse(r#"{"bomFormat": "CycloneDX", "components": 7}"#).is_ok());
}

#[test]
fn an_advisory_becomes_a_vulnerability() {
    let (bom, losses) = written(&[json!({
        "id": "GHSA-1", "schema_version": "1.7.5",
        "modified": "2026-02-01T00:00:00Z", "published": "2026-01-01T00:00:00Z", "withdrawn": "2026-03-01T00:00:00Z",
        "aliases": ["CVE-2026-0001"], "related": ["X-2"], "summary": "Bad", "details": "Very bad",
        "severity": [{"type": "CVSS_V2", "score": "AV:N"}, {"type": "CVSS_V3", "score": "CVSS:3.0/AV:N"},
            {"type": "CVSS_V3", "score": "CVSS:3.1/AV:N"}, {"type": "CVSS_V4", "score": "CVSS:4.0/AV:N"},
            {"type": "Ubuntu", "score": "negligible"}, {"type": "Odd", "score": "7"}],
        "affected": [{"package": {"ecosystem": "PyPI", "name": "a"}, "versions": ["1.0"],
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0.5"}, {"fixed": "1.2"}]}]}],
        "references": [{"type": "ADVISORY", "url": "https://db.example/1"}, {"type": "FIX", "url": "https://db.example/2"}],
        "credits": [{"name": "Ann", "type": "FINDER", "contact": ["https://a.example", "mailto:ann@a.example"]}],
        "database_specific": {"cwe_ids": ["CWE-79", "odd"], "severity": "HIGH"},
    })]);
    assert_eq!(
        bom,
        json!({
            "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
            "components": [{"type": "library", "bom-ref": "pkg:pypi/a", "name": "a", "purl": "pkg:pypi/a"}],
            "vulnerabilities": [{
                "bom-ref": "vulnerability/1/GHSA-1",
                "id": "GHSA-1",
                "references": [{"id": "CVE-2026-0001", "source": {"name": "CVE"}}],
                "ratings": [
                    {"method": "CVSSv2", "vector": "AV:N"},
                    {"method": "CVSSv3", "vector": "CVSS:3.0/AV:N"},
                    {"method": "CVSSv31", "vector": "CVSS:3.1/AV:N"},
                    {"method": "CVSSv4", "vector": "CVSS:4.0/AV:N"},
                    {"method": "other", "source": {"name": "Ubuntu"}, "severity": "info"},
                    {"method": "other", "source": {"name": "Odd"}, "vector": "7"},
                ],
                "cwes": [79],
                "description": "Bad",
                "detail": "Very bad",
                "recommendation": "update a to 1.2",
                "advisories": [{"url": "https://db.example/1"}, {"title": "FIX", "url": "https://db.example/2"}],
                "published": "2026-01-01T00:00:00Z",
                "updated": "2026-02-01T00:00:00Z",
                "rejected": "2026-03-01T00:00:00Z",
                "credits": {"individuals": [{"name": "Ann", "email": "ann@a.example"}]},
                "affects": [{"ref": "pkg:pypi/a", "versions": [
                    {"version": "1.0", "status": "affected"},
                    {"range": "vers:pypi/>=0.5|<1.2", "status": "affected"},
                ]}],
            }],
        })
    );
    let places: Vec<&str> = losses.iter().map(|it| it.split(": ").next().unwrap()).collect();
    assert_eq!(
        places,
        [
            "changed /0/references/1/type",
            "changed /0/severity/4/score",
            "dropped /0/credits/0/contact/0",
            "dropped /0/credits/0/type",
            "dropped /0/database_specific/cwe_ids/1",
            "dropped /0/database_specific/severity",
            "dropped /0/related",
            "normalized /0/references/0/type",
            "normalized /0/schema_version",
        ]
    );
}

#[test]
fn what_nobody_can_tell_is_unknown() {
    let package = json!({"ecosystem": "npm", "name": "a"});
    let range = |of_type: &str, events: Value| json!([{"type": of_type, "events": events}]);
    for (ranges, versions_listed, loss) in [
        (json!(null), json!(null), "dropped /0/affected/0/ranges"),
        (
            range("ODD", json!([{"introduced": "0"}])),
            json!(["1.0.0"]),
            "changed /0/affected/0/ranges: the range is of no known type",
        ),
        (
            range("SEMVER", json!([{"fixed": "1.0.0"}])),
            json!([]),
            "changed /0/affected/0/ranges: the events",
        ),
        (
            range("SEMVER", json!([{"introduced": "x"}])),
            json!([]),
            "changed /0/affected/0/ranges: an event names",
        ),
        (
            range("GIT", json!([{"introduced": "0"}])),
            json!([]),
            "dropped /0/affected/0/ranges: a component's versions are no commits",
        ),
        (json!([]), json!([1]), "changed /0/affected/0/versions: the list"),
        (
            json!([]),
            json!(["x".repeat(2000)]),
            "changed /0/affected/0/versions/0: the version is too long",
        ),
        (json!([]), json!("1.0.0"), "changed /0/affected/0/versions: the list"),
        (json!({}), json!(["1.0.0"]), "changed /0/affected/0/ranges"),
    ] {
        let (versions, losses) =
            versions(json!([{"package": package, "ranges": ranges, "versions": versions_listed}]));
        let unknown = json!({"range": UNKNOWN, "status": "unknown"});
        assert_eq!(
            versions.as_array().unwrap().iter().filter(|it| **it == unknown).count(),
            1,
            "{ranges} {versions}"
        );
        assert!(losses.iter().any(|it| it.starts_with(loss)), "{loss}: {losses:?}");
    }
}

#[test]
fn a_component_stands_once() {
    let entry = |name: &str, version: &str| json!({"package": {"ecosystem": "npm", "name": name}, "versions": [version]});
    let (bom, _) = written(&[
        json!({"id": "X-1", "affected": [entry("a", "1.0.0"), entry("b", "1.0.0"), entry("a", "2.0.0")]}),
        json!({"id": "X-1", "affected": [entry("a", "3.0.0"), {"package": {"ecosystem": "Homebrew", "name": "c"}}]}),
    ]);
    let names: Vec<&str> = bom["components"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["bom-ref"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["pkg:npm/a", "pkg:npm/b", "package/Homebrew/c"]);
    let affects = &bom["vulnerabilities"][0]["affects"];
    assert_eq!(affects.as_array().unwrap().len(), 2);
    assert_eq!(affects[0]["versions"].as_array().unwrap().len(), 2);
    assert_eq!(bom["vulnerabilities"][1]["bom-ref"], "vulnerability/2/X-1");
}

#[test]
fn limits_and_releases_are_told() {
    let (versions, losses) = versions(json!([{
        "package": {"ecosystem": "npm", "name": "a"},
        "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"limit": "2.0.0"}]}],
        "severity": [{"type": "CVSS_V2", "score": "AV:N"}],
    }]));
    assert_eq!(versions, json!([{"range": "vers:npm/<2.0.0", "status": "affected"}]));
    assert!(
        losses.iter().any(|it| it.starts_with("changed /0/affected/0/ranges/0/events/1/limit"))
    );
    assert!(losses.iter().any(|it| it.starts_with("changed /0/affected/0/severity/0")));
    let (_, losses) = self::versions(json!([{"package": {"ecosystem": "Debian:12", "name": "a"}}]));
    assert_eq!(
        losses,
        ["dropped /0/affected/0/package/ecosystem: the purl does not say this of the package"]
    );
}

#[test]
fn long_ranges_are_cut_into_several() {
    let events: Vec<Value> = (1..400)
        .flat_map(|n| {
            [json!({"introduced": format!("{n}.0.0")}), json!({"fixed": format!("{n}.5.0")})]
        })
        .collect();
    let (versions, _) = versions(json!([{"package": {"ecosystem": "npm", "name": "a"},
        "ranges": [{"type": "SEMVER", "events": events}]}]));
    assert_eq!(versions.as_array().unwrap().len(), 399);
    assert_eq!(versions[0]["range"], "vers:npm/>=1.0.0|<1.5.0");
}

#[test]
fn without_a_package_there_is_no_document() {
    let advisory = Advisory::parse(r#"{"id": "X-1", "affected": [{"versions": ["1"]}]}"#).unwrap();
    assert_eq!(CycloneDx::from_advisories(&[advisory]).unwrap_err().code, "no-package");
    assert_eq!(CycloneDx::from_advisories(&[]).unwrap_err().code, "no-package");
}
