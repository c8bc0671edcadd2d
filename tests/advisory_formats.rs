//! The catalogue of documents about advisories: names, directions, and telling them apart.

use pkgschema_convert::advisory_format::{ALL, AdvisoryError, AdvisoryFormat};
use pkgschema_convert::detect::{detect, identify};
use std::collections::BTreeSet;

/// The smallest document of each format that is read and told from its text.
const SMALLEST: &[(&str, &str)] = &[
    ("csaf", r#"{"document": {"category": "csaf_base", "csaf_version": "2.0"}}"#),
    (
        "cve",
        r#"{"dataType": "CVE_RECORD", "cveMetadata": {"cveId": "CVE-2026-1"}, "containers": {"cna": {}}}"#,
    ),
    ("ghsa", r#"{"ghsa_id": "GHSA-2222-3333-4444"}"#),
    ("ghsa", r#"[{"ghsa_id": "GHSA-2222-3333-4444"}]"#),
    ("ghsa-graphql", r#"{"ghsaId": "GHSA-2222-3333-4444"}"#),
    ("npm-audit", r#"{"left-margin": [{"id": 1, "vulnerable_versions": "<1.0.0"}]}"#),
    (
        "openvex",
        r#"{"@context": "https://openvex.dev/ns/v0.2.0", "@id": "urn:x:1", "author": "A", "timestamp": "2026-05-04T00:00:00Z", "version": 1, "statements": []}"#,
    ),
    ("osv", r#"{"id": "X-1", "affected": []}"#),
    ("osv", r#"[{"id": "X-1", "affected": []}]"#),
    ("pypa-yaml", "id: X-1\nmodified: 2026-05-04T00:00:00Z\n"),
    ("pypi-json", r#"{"info": {"name": "a", "version": "1"}, "vulnerabilities": []}"#),
    (
        "rustsec",
        "```toml\n[advisory]\nid = \"RUSTSEC-2026-0001\"\npackage = \"a\"\ndate = \"2026-05-04\"\n[versions]\npatched = []\n```\n\n# Title\n\nText.\n",
    ),
    (
        "rustsec",
        "[advisory]\nid = \"RUSTSEC-2026-0001\"\npackage = \"a\"\ndate = \"2026-05-04\"\n[versions]\npatched = []\n",
    ),
];

#[test]
fn each_document_is_told_from_its_text() {
    for (name, text) in SMALLEST {
        let format = AdvisoryFormat::find(name).unwrap();
        assert_eq!(
            identify(text).map(|kind| kind.as_str()),
            Ok(format.document()),
            "{name}: {text}"
        );
        let read = format.read(text);
        assert!(!matches!(read, Err(AdvisoryError::Parse(_))), "{name}: {read:?}");
    }
    let told: BTreeSet<&str> = SMALLEST.iter().map(|(name, _)| *name).collect();
    // a record of malicious packages is an OSV document and nothing else tells it apart
    let read: BTreeSet<&str> = ALL.iter().filter(|it| it.reads()).map(|it| it.name()).collect();
    assert_eq!(&read - &told, BTreeSet::from(["malicious-packages"]));
}

#[test]
fn what_is_none_is_not_taken_for_one() {
    for text in [
        "{}",
        "[]",
        "[1]",
        r#"{"document": {}}"#,
        r#"{"a": [{"b": 1}]}"#,
        r#"{"@context": "x"}"#,
        "id: 1\n",
        "```json\n{}\n```",
        r#"[{"name": "a"}]"#,
        "[advisory]\nid = \"X\"\n",
    ] {
        assert_eq!(detect(text), None, "{text}");
    }
    assert_eq!(
        detect(r#"{"name": "id", "version": "1"}"#).map(|it| it.as_str()),
        Some("package.json")
    );
}

#[test]
fn names_and_directions() {
    let names: BTreeSet<&str> = ALL.iter().map(AdvisoryFormat::name).collect();
    assert_eq!(names.len(), ALL.len());
    let sorted: Vec<&str> = names.into_iter().collect();
    assert_eq!(ALL.iter().map(AdvisoryFormat::name).collect::<Vec<_>>(), sorted);
    assert!(ALL.iter().all(|format| format.reads() || format.writes()));
    for format in ALL {
        assert_eq!(
            AdvisoryFormat::find(format.document()).map(AdvisoryFormat::name),
            Some(format.name())
        );
        if !format.writes() {
            assert_eq!(format.write(&[]).unwrap_err().code, "one-way");
        }
        if !format.reads() {
            let Err(AdvisoryError::Refused(refusal)) = format.read("{}") else { panic!("read") };
            assert_eq!(refusal.code, "one-way");
        }
    }
}

/// What the target says of a severity beside the vector is computed from it.
#[test]
fn severities_are_scored() {
    let text = r#"{"id": "GHSA-2222-3333-4444", "modified": "2026-05-04T00:00:00Z",
        "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L"}],
        "affected": [{"package": {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"]}]}"#;
    let advisories = AdvisoryFormat::find("osv").unwrap().read(text).unwrap().advisories;
    let written = |name: &str| {
        let text = AdvisoryFormat::find(name).unwrap().write(&advisories).unwrap().value;
        serde_json::from_str::<serde_json::Value>(&text).unwrap()
    };
    let audit = written("npm-audit");
    assert_eq!(
        (&audit["a"][0]["severity"], &audit["a"][0]["cvss"]["score"]),
        (&"moderate".into(), &5.3.into())
    );
    let ghsa = written("ghsa");
    let scored = &ghsa["cvss_severities"]["cvss_v3"]["score"];
    assert_eq!((&ghsa["severity"], scored), (&"medium".into(), &5.3.into()));
    let rating = written("cyclonedx")["vulnerabilities"][0]["ratings"][0].clone();
    assert_eq!((&rating["severity"], &rating["score"]), (&"medium".into(), &5.3.into()));
}
