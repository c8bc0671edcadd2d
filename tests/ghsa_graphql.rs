//! GitHub's GraphQL advisories: what they become, and what is named as lost.

use pkgschema_convert::advisory_format::{AdvisoryFormat, AdvisoryReading};
use pkgschema_convert::formats::GhsaGraphql;
use pkgschema_convert::{Document, ToAdvisories};
use pkgschema_testkit::json::Json;

#[track_caller]
fn read(text: &str) -> AdvisoryReading {
    AdvisoryFormat::find("ghsa-graphql").unwrap().read(text).expect(text)
}

fn lost(reading: &AdvisoryReading) -> Vec<String> {
    let shown = reading.losses.iter().filter(|loss| loss.kind.loses_meaning());
    shown.map(|loss| format!("{} {}", loss.kind, loss.pointer.as_str())).collect()
}

#[track_caller]
fn node(nodes: &str) -> AdvisoryReading {
    read(&format!(
        r#"{{"ghsaId": "GHSA-2222-3333-4444", "vulnerabilities": {{"nodes": [{nodes}]}}}}"#
    ))
}

fn one(package: &str, range: &str, patched: &str) -> String {
    let (ecosystem, name) = package.split_once('/').unwrap();
    let patched = match patched {
        "" => "null".to_owned(),
        version => format!(r#"{{"identifier": "{version}"}}"#),
    };
    format!(
        r#"{{"package": {{"ecosystem": "{ecosystem}", "name": "{name}"}}, "vulnerableVersionRange":
            "{range}", "firstPatchedVersion": {patched}}}"#
    )
}

#[track_caller]
fn affected_is(nodes: &[String], expected: &str, losses: &[&str]) {
    let reading = node(&nodes.join(","));
    let found = serde_json::to_string(&reading.advisories[0].affected).unwrap();
    let (found, expected) = (Json::parse(&found).unwrap(), Json::parse(expected).unwrap());
    assert_eq!(found.to_text(), expected.to_text());
    assert_eq!(lost(&reading), losses);
}

#[test]
fn ranges_of_one_package_stand_together() {
    affected_is(
        &[
            one("NPM/a", ">= 2.0.0, < 2.3.0", "2.3.0"),
            one("GO/b", "= 1.0.0", ""),
            one("NPM/a", "< 1.0.0", "1.0.0"),
        ],
        r#"[{"package": {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events":
            [{"introduced": "0"}, {"introduced": "2.0.0"}, {"fixed": "2.3.0"}, {"fixed": "1.0.0"}]}],
            "versions": []},
           {"package": {"ecosystem": "Go", "name": "b"}, "ranges": [], "versions": ["1.0.0"]}]"#,
        &[],
    );
}

#[test]
fn unless_that_would_say_less() {
    // in one list, the end at 2.0.0 would be the end of the second range too
    affected_is(
        &[one("NPM/a", ">= 1.0.0, < 2.0.0", "2.0.0"), one("NPM/a", "<= 5.0.0", "")],
        r#"[{"package": {"ecosystem": "npm", "name": "a"}, "ranges": [
            {"type": "SEMVER", "events": [{"introduced": "1.0.0"}, {"fixed": "2.0.0"}]},
            {"type": "SEMVER", "events": [{"introduced": "0"}]}], "versions": []}]"#,
        &["changed /vulnerabilities/nodes/1/vulnerableVersionRange"],
    );
    // nobody orders these
    affected_is(
        &[one("RUBYGEMS/a", "< 1.0.rc1", "1.0.rc1"), one("RUBYGEMS/a", ">= 2.0.a, < 2.1", "2.1")],
        r#"[{"package": {"ecosystem": "RubyGems", "name": "a"}, "ranges": [
            {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.0.rc1"}]},
            {"type": "ECOSYSTEM", "events": [{"introduced": "2.0.a"}, {"fixed": "2.1"}]}], "versions": []}]"#,
        &[],
    );
}

#[test]
fn what_nobody_can_read_stays_open() {
    affected_is(
        &[one("PIP/A_b", "< 2", "2"), one("PIP/a.B", "~> 3", "")],
        r#"[{"package": {"ecosystem": "PyPI", "name": "a-b"}, "ranges": [{"type": "ECOSYSTEM", "events":
            [{"introduced": "0"}, {"fixed": "2"}]}], "versions": []},
           {"package": {"ecosystem": "PyPI", "name": "a-b"}, "ranges": [], "versions": []}]"#,
        &["dropped /vulnerabilities/nodes/1/vulnerableVersionRange"],
    );
    let reading = node(&one("PIP/a", "~> 3", ""));
    assert!(reading.findings.iter().any(|finding| finding.code == "unread-version-range"));
}

#[test]
fn severities_of_newer_nodes() {
    let text = r#"{"ghsaId": "GHSA-2222-3333-4444", "severity": "HIGH",
        "cvss": {"score": 7.5, "vectorString": "CVSS:3.1/AV:N"},
        "cvssSeverities": {"cvssV3": {"score": 7.5, "vectorString": "CVSS:3.1/AV:N"},
            "cvssV4": {"score": 8.1, "vectorString": "CVSS:4.0/AV:N"}}}"#;
    let reading = read(text);
    let advisory = &reading.advisories[0];
    assert_eq!(
        serde_json::to_string(&advisory.severity).unwrap(),
        r#"[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N"},{"type":"CVSS_V4","score":"CVSS:4.0/AV:N"}]"#
    );
    assert_eq!(advisory.schema_version.as_deref(), Some("1.6.2"));
    let specific = advisory.database_specific.as_ref().unwrap();
    assert_eq!(specific.as_str(), r#"{"severity":"HIGH"}"#);
    assert_eq!(lost(&reading), Vec::<String>::new());
    // as OSV's own converter does it
    let older = read(
        r#"{"ghsaId": "GHSA-2222-3333-4444", "severity": "HIGH", "databaseId": 7,
            "cvss": {"score": 7.5, "vectorString": "CVSS:3.1/AV:N"}}"#,
    );
    assert!(!older.advisories[0].severity.is_present());
    assert_eq!(lost(&older), ["dropped /severity", "dropped /cvss", "dropped /databaseId"]);
}

#[test]
fn hostile_input() {
    let deep = "[".repeat(5000) + &"]".repeat(5000);
    let many: Vec<String> = (0..20_000).map(|n| one(&format!("NPM/p{n}"), "< 1.0.0", "")).collect();
    let same = vec![one("NPM/a", ">= 1.0.0, < 1.2.0", "1.2.0"); 20_000].join(",");
    let long = "x".repeat(200_000);
    let texts = [
        format!(r#"{{"ghsaId": "x", "vulnerabilities": {{"nodes": {deep}}}, "cwes": {deep}}}"#),
        format!(r#"{{"ghsaId": "x", "vulnerabilities": {{"nodes": [{same}]}}}}"#),
        format!(
            r#"{{"ghsaId": "x", "cwes": {{"nodes": ["{long}"]}}, "vulnerabilities": {{"nodes": [{}]}}}}"#,
            many.join(",")
        ),
        r#"{"ghsaId": "\u0000", "identifiers": [1, {}], "references": {}, "vulnerabilities": {"nodes":
            [null, 1, {}, {"package": {"name": 1}}, {"vulnerableVersionRange": "\u0000"}]}}"#
            .to_owned(),
    ];
    for text in &texts {
        let Ok(document) = GhsaGraphql::parse(text) else { continue };
        document.check();
        let made = document.to_advisories().unwrap().value;
        assert!(made[0].to_json().len() < 64 << 20);
    }
    for text in ["", "{}", "[]", r#"{"ghsaId": null}"#] {
        assert!(GhsaGraphql::parse(text).is_err(), "{text}");
    }
}
