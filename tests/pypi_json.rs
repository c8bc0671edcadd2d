//! The vulnerabilities of one release in PyPI's JSON: said of that release, and of no range.

use pkgschema::ParseErrorKind;
use pkgschema_convert::Loss;
use pkgschema_convert::advisory_format::{AdvisoryError, AdvisoryFormat, AdvisoryReading};

fn format() -> &'static AdvisoryFormat {
    AdvisoryFormat::find("pypi-json").unwrap()
}

fn read(text: &str) -> AdvisoryReading {
    format().read(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn losses(reading: &AdvisoryReading) -> Vec<String> {
    reading.losses.iter().map(Loss::to_string).collect()
}

fn refused(text: &str) -> &'static str {
    match format().read(text) {
        Err(AdvisoryError::Refused(refusal)) => refusal.code,
        other => panic!("{other:?}: {text}"),
    }
}

const ANSWER: &str = r#"{
  "info": {"name": "Zope.Interface", "version": "4.0", "summary": "interfaces"},
  "last_serial": 7,
  "urls": [],
  "vulnerabilities": [
    {"aliases": ["CVE-2026-1"], "details": "Long.", "fixed_in": ["4.1", "3.9.1"], "id": "PYSEC-2026-1",
     "link": "https://db.example/PYSEC-2026-1", "source": "osv", "summary": null, "withdrawn": null,
     "cvss": 9.8},
    {"id": "PYSEC-2026-2", "fixed_in": [], "summary": "Short.", "withdrawn": "2026-01-31T12:00:00Z"}
  ]
}"#;

const UNDATED: &str =
    "when it last changed is not said; `modified` is left out, which OSV requires";

#[test]
fn a_release_and_its_vulnerabilities() {
    let reading = read(ANSWER);
    let written: Vec<String> = reading.advisories.iter().map(|one| one.to_json()).collect();
    let package =
        r#"{"ecosystem":"PyPI","name":"zope-interface","purl":"pkg:pypi/zope.interface"}"#;
    let first = format!(
        r#"{{"id":"PYSEC-2026-1","aliases":["CVE-2026-1"],"details":"Long.","affected":[{{"package":{package},"versions":["4.0"],"database_specific":{{"fixed_in":["4.1","3.9.1"]}}}}],"references":[{{"type":"ADVISORY","url":"https://db.example/PYSEC-2026-1"}}],"database_specific":{{"source":"osv"}}}}"#
    );
    let second = format!(
        r#"{{"id":"PYSEC-2026-2","withdrawn":"2026-01-31T12:00:00Z","summary":"Short.","affected":[{{"package":{package},"versions":["4.0"],"database_specific":{{"fixed_in":[]}}}}]}}"#
    );
    assert_eq!(written, [first, second]);
    assert_eq!(
        losses(&reading),
        [
            "normalized /info/name: OSV names the project by its normalised name",
            "dropped /info/summary: an advisory has no place for it",
            "dropped /last_serial: an advisory has no place for it",
            "dropped /urls: an advisory has no place for it",
            "changed /vulnerabilities/0/fixed_in: kept below `database_specific`: where the affected range begins is not said",
            &format!("defaulted /vulnerabilities/0: {UNDATED}"),
            "normalized /vulnerabilities/0/summary: null says nothing here",
            "normalized /vulnerabilities/0/withdrawn: null says nothing here",
            "dropped /vulnerabilities/0/cvss: an advisory has no place for it",
            &format!("defaulted /vulnerabilities/1: {UNDATED}"),
        ]
    );
}

#[test]
fn unknown_is_not_none() {
    let info = r#""info": {"name": "a", "version": "1"}"#;
    for member in ["", r#", "vulnerabilities": null"#, r#", "vulnerabilities": {}"#] {
        assert_eq!(refused(&format!("{{{info}{member}}}")), "vulnerabilities-unknown");
    }
    assert!(read(&format!(r#"{{{info}, "vulnerabilities": []}}"#)).advisories.is_empty());
    assert_eq!(refused(&format!(r#"{{{info}, "vulnerabilities": [{{}}, 7]}}"#)), "no-id");
    let reading =
        read(&format!(r#"{{{info}, "vulnerabilities": [{{"id": "A"}}, {{"id": 7}}, 7]}}"#));
    assert_eq!(reading.advisories.len(), 1);
    assert_eq!(
        losses(&reading),
        [
            &format!("defaulted /vulnerabilities/0: {UNDATED}"),
            "dropped /vulnerabilities/1: without `id` it is no advisory",
            "dropped /vulnerabilities/2: it is no object",
        ]
    );
}

#[test]
fn without_a_version_every_version_is_in_question() {
    let list = r#""vulnerabilities": [{"id": "A"}]"#;
    let reading = read(&format!(r#"{{"info": {{"name": "a"}}, {list}}}"#));
    let affected = &reading.advisories[0].affected[0];
    assert!(!affected.versions.is_present() && !affected.ranges.is_present());
    let loss = "changed /info: the answer does not say which release it is about: which versions are affected is not known";
    assert_eq!(losses(&reading)[0], loss);
    assert_eq!(refused(&format!(r#"{{"info": {{"version": "1"}}, {list}}}"#)), "no-package");
    let odd = read(&format!(r#"{{"info": {{"name": "a b", "version": "1"}}, {list}}}"#));
    let package = odd.advisories[0].affected[0].package.as_ref().unwrap();
    assert_eq!((package.name.as_deref(), package.purl.as_deref()), (Some("a b"), None));
}

#[test]
fn other_documents_are_refused() {
    for text in ["[]", "{}", r#"{"info": []}"#, r#"{"name": "a", "version": "1"}"#] {
        match format().read(text) {
            Err(AdvisoryError::Parse(error)) => {
                assert_eq!(error.kind(), ParseErrorKind::NotThisDocument, "{text}");
            }
            other => panic!("{other:?}: {text}"),
        }
    }
    assert_eq!(format().write(&[]).unwrap_err().code, "one-way");
}

#[test]
fn hostile_answers_stay_small() {
    const MANY: usize = 20_000;
    let list = vec![r#"{"id":"A","fixed_in":[7,null],"aliases":"x","link":{}}"#; MANY].join(",");
    for version in ["1".to_owned(), "1".repeat(1 << 20)] {
        let info = format!(r#"{{"name": "a", "version": "{version}"}}"#);
        let reading = read(&format!(r#"{{"info": {info}, "vulnerabilities": [{list}]}}"#));
        assert_eq!(reading.advisories.len(), MANY);
        let kept = reading.advisories[0].affected[0].database_specific.as_ref().unwrap();
        assert_eq!(kept.as_str(), r#"{"fixed_in":[7,null]}"#);
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let info = r#"{"name": "a\u0000", "version": "1"}"#;
    read(&format!(r#"{{"info": {info}, "vulnerabilities": [{{"id": "A", "aliases": {deep}}}]}}"#));
}
