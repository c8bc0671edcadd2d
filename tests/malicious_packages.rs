//! Records and reports of malicious packages: origins say nothing about what is affected, and a
//! report names one package and no identifier.

use pkgschema::advisory::Advisory;
use pkgschema_convert::advisory_format::AdvisoryFormat;
use pkgschema_convert::formats::{MaliciousPackage, MaliciousReport};
use pkgschema_convert::{Converted, Document, FromAdvisories, Loss};

const RECORD: &str = r#"{
  "id": "MAL-2026-1",
  "modified": "2026-01-31T12:00:00Z",
  "summary": "Malicious code in thing (npm)",
  "affected": [{"package": {"ecosystem": "npm", "name": "thing"}, "versions": ["1.0.1"],
    "database_specific": {"cwes": [{"cweId": "CWE-506"}], "note": "x"}}],
  "database_specific": {
    "malicious-packages-origins": [{"source": "example", "sha256": "00ff", "id": "X-1",
      "import_time": "2026-01-31T12:00:00.123456789Z", "modified_time": "2026-01-30T12:00:00Z",
      "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}], "versions": ["9.9.9"],
      "shas": ["aa"]}, 7],
    "iocs": {"domains": ["bad.example"], "ips": ["192.0.2.1"]}
  }
}"#;

#[test]
fn origins_are_read_apart() {
    let record = MaliciousPackage::parse(RECORD).unwrap();
    let [origin] = record.origins() else { panic!("one origin") };
    assert_eq!((origin.source.as_deref(), origin.id.as_deref()), (Some("example"), Some("X-1")));
    assert_eq!(origin.sha256.as_deref(), Some("00ff"));
    assert!(origin.import_time.as_ref().unwrap().as_str().ends_with(".123456789Z"));
    assert_eq!((origin.ranges.len(), &*origin.versions[0], &*origin.shas[0]), (1, "9.9.9", "aa"));
    let iocs = record.specific().unwrap().iocs.as_ref().unwrap();
    assert_eq!((&*iocs.domains[0], &*iocs.ips[0]), ("bad.example", "192.0.2.1"));
    let found = record.check();
    let found: Vec<_> = found.iter().map(|f| (f.code, f.pointer.as_str())).collect();
    let place = "/database_specific/malicious-packages-origins/1";
    assert_eq!(found, [("wrong-type", place)]);

    let reading = AdvisoryFormat::find("malicious-packages").unwrap().read(RECORD).unwrap();
    assert_eq!((reading.advisories.len(), reading.losses), (1, vec![]));
    let affected = &reading.advisories[0].affected;
    assert_eq!((affected.len(), &*affected[0].versions[0]), (1, "1.0.1"));
    assert!(affected[0].ranges.is_empty());
    assert_eq!(reading.advisories[0], Advisory::parse(RECORD).unwrap());
}

#[test]
fn other_records_are_refused() {
    for text in [r#"{"id": "X-1"}"#, r#"{"id": "mal-1"}"#, "[]", "{}"] {
        assert!(MaliciousPackage::parse(text).is_err(), "{text}");
    }
    for odd in
        [r#"{"malicious-packages-origins": null}"#, r#"{"malicious-packages-origins": {}}"#, "7"]
    {
        let text = format!(r#"{{"id": "MAL-1", "database_specific": {odd}}}"#);
        assert!(MaliciousPackage::parse(&text).unwrap().origins().is_empty(), "{odd}");
    }
}

fn report(text: &str) -> Converted<MaliciousReport> {
    MaliciousReport::from_advisories(&[Advisory::parse(text).unwrap()]).unwrap()
}

fn losses(losses: &[Loss]) -> Vec<String> {
    losses.iter().map(|loss| format!("{} {}", loss.kind, loss.pointer)).collect()
}

#[test]
fn a_record_becomes_a_report() {
    let report = report(RECORD);
    assert_eq!(
        report.value.view().as_str(),
        r#"{"modified":"2026-01-31T12:00:00Z","details":"Malicious code in thing (npm)","affected":[{"package":{"ecosystem":"npm","name":"thing"},"versions":["1.0.1"],"database_specific":{"cwes":[{"cweId": "CWE-506"}]}}],"database_specific":{"iocs":{"domains": ["bad.example"], "ips": ["192.0.2.1"]}}}"#
    );
    assert_eq!(
        losses(&report.losses),
        [
            "dropped /0/affected/0/database_specific/note",
            "dropped /0/id",
            "changed /0/summary",
            "dropped /0/database_specific/malicious-packages-origins",
        ]
    );
    assert_eq!(
        report.value.path("thing").as_deref(),
        Some("osv/malicious/npm/thing/MAL-0000-thing.json")
    );
    assert_eq!((report.value.path(""), report.value.path("../x")), (None, None));
    let text = report.value.render().value;
    let (back, view) = (MaliciousReport::parse(&text).unwrap().view(), report.value.view());
    assert!(pkgschema_convert::view::equal(back.as_raw(), view.as_raw()), "{text}");
}

#[test]
fn what_the_database_does_not_take_is_a_loss() {
    let report = report(
        r#"{"id": "GHSA-x", "schema_version": "1.7.5", "aliases": ["CVE-1"], "summary": "s", "details": "d",
        "severity": [{"type": "CVSS_V3", "score": "x"}], "new": 1, "references": null, "credits": [{"name": "n"}],
        "affected": [
          {"package": {"ecosystem": "npm", "name": "a"}, "ranges": [], "severity": null, "ecosystem_specific": {}},
          {"package": {"ecosystem": "npm", "name": "a", "purl": "pkg:npm/a"}, "ranges": [{"type": "SEMVER"}],
           "versions": ["1.0.0"], "database_specific": {"cwes": "CWE-506"}}],
        "database_specific": {"cwe_ids": ["CWE-506"], "github_reviewed": true}}"#,
    );
    assert_eq!(
        report.value.view().as_str(),
        r#"{"schema_version":"1.7.5","aliases":["CVE-1","GHSA-x"],"details":"d","affected":[{"package":{"ecosystem":"npm","name":"a"},"ranges":[{"type":"SEMVER"}],"versions":["1.0.0"]}],"references":null,"credits":[{"name":"n"}]}"#
    );
    assert_eq!(
        losses(&report.losses),
        [
            "normalized /0/affected/0",
            "normalized /0/affected/0/severity",
            "dropped /0/affected/0/ecosystem_specific",
            "normalized /0/affected/1",
            "dropped /0/affected/1/package",
            "dropped /0/affected/1/database_specific/cwes",
            "changed /0/id",
            "dropped /0/summary",
            "dropped /0/severity",
            "dropped /0/database_specific/cwe_ids",
            "dropped /0/database_specific/github_reviewed",
            "dropped /0/new",
        ]
    );
}

#[test]
fn what_is_no_report_is_refused() {
    let one = r#"{"package": {"ecosystem": "npm", "name": "a"}}"#;
    for (code, members) in [
        ("withdrawn", format!(r#""affected": [{one}], "withdrawn": "2026-01-31T12:00:00Z""#)),
        ("withdrawn", format!(r#""affected": [{one}], "withdrawn": 7"#)),
        ("no-package", r#""affected": []"#.to_owned()),
        ("no-package", r#""affected": null"#.to_owned()),
        ("no-package", r#""x": 1"#.to_owned()),
        ("no-package", r#""affected": [{"package": {"name": "a"}, "versions": ["1"]}]"#.to_owned()),
        ("no-package", r#""affected": [{"versions": ["1"]}]"#.to_owned()),
        ("broken-affected", format!(r#""affected": [{one}, 7]"#)),
        ("broken-affected", r#""affected": {}"#.to_owned()),
        (
            "broken-affected",
            r#""affected": [{"package": {"ecosystem": "npm", "name": "a"}, "versions": "1"}]"#
                .to_owned(),
        ),
        (
            "several-packages",
            format!(r#""affected": [{one}, {{"package": {{"ecosystem": "npm", "name": "b"}}}}]"#),
        ),
    ] {
        let text = format!(r#"{{"id": "X-1", {members}}}"#);
        let advisory = Advisory::parse(&text).unwrap();
        let refusal = MaliciousReport::from_advisories(&[advisory]).expect_err(&text);
        assert_eq!(refusal.code, code, "{text}");
    }
    let two = [Advisory::new("X-1"), Advisory::new("X-2")];
    assert_eq!(MaliciousReport::from_advisories(&two).unwrap_err().code, "several-advisories");
    let format = AdvisoryFormat::find("malicious-report").unwrap();
    assert!(format.writes() && !format.reads());
    for text in [r#"{"id": "MAL-1", "affected": [{}]}"#, r#"{"details": "d"}"#, "[]"] {
        assert!(MaliciousReport::parse(text).is_err(), "{text}");
    }
    assert!(MaliciousReport::parse(r#"{"id": "", "affected": [{}]}"#).is_ok());
}

#[test]
fn what_the_guide_wants_is_checked() {
    let codes = |text: &str| -> Vec<&'static str> {
        let found = MaliciousReport::parse(text).unwrap().check();
        found.iter().map(|finding| finding.code).collect()
    };
    let bare = codes(r#"{"summary": "s", "affected": [{}, {}]}"#);
    let expected =
        ["several-affected", "no-versions", "no-details", "no-source", "summary-not-kept"];
    assert_eq!(bare, expected);
    let full = r#"{"details": "d", "affected": [{"versions": ["1"]}], "credits": [{"name": "n"}]}"#;
    assert!(codes(full).is_empty());
}

#[test]
fn folders() {
    for (ecosystem, name, folder) in [
        ("npm", "@Scope/Name", Some("npm/@scope/name")),
        ("PyPI", "Zope__Interface", Some("pypi/zope-interface")),
        ("crates.io", "a-B_c", Some("crates.io/a_b_c")),
        ("Go", "db.example/A/b", Some("go/db.example/a/b")),
        ("GitHub Actions", "a/b", Some("github-actions/a/b")),
        ("Maven", "a.b:c", Some("maven/a.b:c")),
        ("Maven:https://repo.example/x", "a:b", Some("maven:repo.example-x/a:b")),
        ("npm", "../x", None),
        ("npm", "a//b", None),
        ("npm", "/a", None),
        ("npm", "a\\..\\b", None),
        ("npm", "a\u{0}", None),
        ("..", "a", None),
        ("PyPI", "../a", None),
    ] {
        let package = serde_json::json!({ "ecosystem": ecosystem, "name": name });
        let advisory = serde_json::json!({ "id": "X-1", "affected": [{ "package": package }] });
        let written = report(&advisory.to_string()).value.directory();
        let expected = folder.map(|folder| format!("osv/malicious/{folder}"));
        assert_eq!(written, expected, "{ecosystem} {name}");
    }
    let repository = r#"{"id": "X-1", "affected": [{"ranges": [{"type": "GIT", "repo": "https://git.example/a"}]}]}"#;
    assert_eq!(report(repository).value.directory(), None);
}

#[test]
fn many_entries_take_linear_time() {
    let entry = r#"{"package":{"ecosystem":"npm","name":"a"},"versions":["1"],"ranges":[{"type":"SEMVER","events":[]}]}"#;
    let text = format!(r#"{{"id":"X-1","affected":[{}]}}"#, vec![entry; 30_000].join(","));
    assert_eq!(report(&text).value.affected[0].versions.len(), 30_000);
}
