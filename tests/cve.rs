//! CVE records: which packages and versions they come to, and what is named as lost or left open.

use pkgschema::identity::Ecosystem;
use pkgschema_convert::advisory_format::{AdvisoryError, AdvisoryFormat, AdvisoryReading};
use pkgschema_convert::formats::{Collections, CveRecord};
use pkgschema_convert::{Document, ToAdvisories};
use pkgschema_testkit::json::Json;

#[track_caller]
fn read(text: &str) -> AdvisoryReading {
    AdvisoryFormat::find("cve").unwrap().read(text).expect(text)
}

#[track_caller]
fn refused(text: &str) -> &'static str {
    match AdvisoryFormat::find("cve").unwrap().read(text).expect_err(text) {
        AdvisoryError::Refused(refusal) => refusal.code,
        other => panic!("{other}"),
    }
}

fn lost(reading: &AdvisoryReading) -> Vec<String> {
    let shown = reading.losses.iter().filter(|loss| loss.kind.loses_meaning());
    shown.map(|loss| format!("{} {}", loss.kind, loss.pointer.as_str())).collect()
}

fn record(product: &str) -> String {
    format!(
        r#"{{"dataType": "CVE_RECORD", "dataVersion": "5.2", "cveMetadata": {{"cveId": "CVE-2050-10000"}},
            "containers": {{"cna": {{"affected": [{{{product}}}]}}}}}}"#
    )
}

/// What the entries for a package come to: `ranges` and `versions` of each; `open` for an entry
/// about no versions.
#[track_caller]
fn entries(product: &str) -> (Vec<String>, Vec<String>) {
    let reading = read(&record(product));
    let shown = reading.advisories[0].affected.iter().map(|entry| {
        let mut parts = Vec::new();
        for range in entry.ranges.iter() {
            let kind = range.range_type.as_ref().map_or("-", |kind| kind.as_str());
            let events = range.events.iter().map(|event| {
                let event = event.to_range_event().unwrap();
                format!("{} {}", event.name(), event.version())
            });
            parts.push(format!("{kind}: {}", events.collect::<Vec<_>>().join(", ")));
        }
        if !entry.versions.is_empty() {
            let listed: Vec<&str> = entry.versions.iter().map(|text| text.as_str()).collect();
            parts.push(format!("= {}", listed.join(" ")));
        }
        if parts.is_empty() { "open".to_owned() } else { parts.join("; ") }
    });
    let place = "/containers/cna/affected/0";
    let losses = lost(&reading).into_iter().map(|loss| loss.replace(place, ""));
    (shown.collect(), losses.collect())
}

#[track_caller]
fn versions_are(purl: &str, default: &str, versions: &str, expected: &[&str], losses: &[&str]) {
    let default = match default {
        "" => String::new(),
        word => format!(r#""defaultStatus": "{word}","#),
    };
    let versions = match versions {
        "" => r#""vendor": null"#.to_owned(),
        list => format!(r#""versions": [{list}]"#),
    };
    let product = format!(r#""packageURL": "{purl}", {default} {versions}"#);
    let (found, lost) = entries(&product);
    assert_eq!(found, expected, "{default} {versions}");
    assert_eq!(lost, losses, "{default} {versions}");
}

#[test]
fn ranges_as_they_are_spelt() {
    versions_are(
        "pkg:cargo/a",
        "unaffected",
        r#"{"version": "0", "lessThan": "1.2.0", "status": "affected", "versionType": "semver"},
           {"version": "2.0.0-0", "lessThan": "2.1.0", "status": "affected", "versionType": "semver"},
           {"version": "3.0.0", "lessThanOrEqual": "3.1.0", "status": "affected", "versionType": "semver"},
           {"version": "4.0.0", "lessThan": "*", "status": "affected", "versionType": "semver"}"#,
        &["SEMVER: introduced 0, fixed 1.2.0, introduced 2.0.0-0, fixed 2.1.0, introduced 4.0.0; \
           SEMVER: introduced 3.0.0, last_affected 3.1.0"],
        &[],
    );
    versions_are(
        "pkg:pypi/a",
        "unaffected",
        r#"{"version": "1.0", "status": "affected"}, {"version": "1.0RC1", "status": "affected"},
           {"version": "2.0", "status": "unaffected"}"#,
        &["= 1.0 1.0RC1"],
        &[],
    );
}

#[test]
fn statuses_that_change() {
    versions_are(
        "pkg:npm/a",
        "unaffected",
        r#"{"version": "2.0.0", "lessThan": "2.*", "status": "affected", "versionType": "semver",
            "changes": [{"at": "2.6.3", "status": "unaffected"}, {"at": "2.5.2", "status": "unaffected"},
                {"at": "2.6.0", "status": "affected"}]}"#,
        &["SEMVER: introduced 2.0.0, fixed 2.5.2, introduced 2.6.0, fixed 2.6.3"],
        &[],
    );
    versions_are(
        "pkg:npm/a",
        "unaffected",
        r#"{"version": "1.0.0", "lessThan": "2.*", "status": "affected", "versionType": "semver"}"#,
        &["SEMVER: introduced 1.0.0, fixed 3.0.0-0"],
        &[],
    );
    versions_are(
        "pkg:pypi/a",
        "unaffected",
        r#"{"version": "1", "lessThan": "4", "status": "affected", "versionType": "python",
            "changes": [{"at": "2", "status": "unknown"}, {"at": "3", "status": "unaffected"}]}"#,
        &["ECOSYSTEM: introduced 1, fixed 2", "open"],
        &["changed /versions/0"],
    );
}

#[test]
fn all_but_some() {
    versions_are("pkg:npm/a", "affected", "", &["SEMVER: introduced 0"], &[]);
    versions_are(
        "pkg:npm/a",
        "affected",
        r#"{"version": "1.2.0", "lessThan": "2.0.0", "status": "unaffected", "versionType": "semver"},
           {"version": "2.1.0", "lessThan": "*", "status": "unaffected", "versionType": "semver"}"#,
        &["SEMVER: introduced 0, fixed 1.2.0, introduced 2.0.0, fixed 2.1.0"],
        &[],
    );
    // the first statement about a version counts
    versions_are(
        "pkg:npm/a",
        "unaffected",
        r#"{"version": "1.5.0", "status": "unaffected"},
           {"version": "1.0.0", "lessThan": "2.0.0", "status": "affected", "versionType": "semver"}"#,
        &["SEMVER: introduced 1.0.0, fixed 1.5.0, introduced 1.5.1-0, fixed 2.0.0"],
        &[],
    );
}

#[test]
fn what_is_unknown_is_left_open() {
    let range = r#"{"version": "1.0.0", "lessThan": "2.0.0", "status": "affected", "versionType": "semver"}"#;
    versions_are(
        "pkg:npm/a",
        "unknown",
        range,
        &["SEMVER: introduced 1.0.0, fixed 2.0.0", "open"],
        &["changed /defaultStatus"],
    );
    versions_are(
        "pkg:npm/a",
        "",
        range,
        &["SEMVER: introduced 1.0.0, fixed 2.0.0", "open"],
        &["changed /versions"],
    );
    // every version is named, so the default says nothing
    versions_are(
        "pkg:npm/a",
        "",
        r#"{"version": "0", "lessThan": "2.0.0", "status": "affected", "versionType": "semver"},
           {"version": "2.0.0", "lessThan": "*", "status": "unaffected", "versionType": "semver"}"#,
        &["SEMVER: introduced 0, fixed 2.0.0"],
        &[],
    );
    versions_are("pkg:npm/a", "", "", &["open"], &["changed /versions"]);
    for odd in [
        r#"{"version": "n/a", "status": "affected"}"#,
        r#"{"version": "all of them", "status": "affected"}"#,
        r#"{"version": "1.0.0", "lessThan": 7, "status": "affected"}"#,
        r#"{"version": "1.0.0", "lessThan": "2", "lessThanOrEqual": "3", "status": "affected"}"#,
        r#"{"version": "1.0.0", "lessThan": "2.0.0", "changes": [{"at": 1}], "status": "affected"}"#,
        r#"{"status": "affected"}"#,
        r#"{"version": "unspecified", "lessThan": "2.0.0", "status": "unaffected"}"#,
    ] {
        versions_are("pkg:npm/a", "unaffected", odd, &["open"], &["dropped /versions/0"]);
    }
    versions_are("pkg:npm/a", "unaffected", "7", &["open"], &["dropped /versions"]);
    // a word that nobody knows is no statement that a version is well
    versions_are(
        "pkg:npm/a",
        "unaffected",
        r#"{"version": "1.0.0", "status": "fixed"}"#,
        &["open"],
        &["changed /versions/0"],
    );
    versions_are("pkg:npm/a", "unaffected", "", &[], &["dropped "]);
}

#[test]
fn what_authorities_write_otherwise() {
    versions_are(
        "pkg:npm/a",
        "unaffected",
        r#"{"version": ">= 1.0.0, < 1.2.3", "status": "affected"}, {"version": "= 2.0.0", "status": "affected"}"#,
        &["SEMVER: introduced 1.0.0, fixed 1.2.3; = 2.0.0"],
        &["changed /versions/0", "changed /versions/1"],
    );
    versions_are(
        "pkg:maven/g/a",
        "unaffected",
        r#"{"version": "unspecified", "lessThan": "2.0", "status": "affected", "versionType": "custom"}"#,
        &["ECOSYSTEM: introduced 0, fixed 2.0"],
        &["changed /versions/0", "changed /versions/0/versionType"],
    );
    versions_are(
        "pkg:npm/a",
        "unaffected",
        r#"{"version": "*", "status": "affected"}"#,
        &["SEMVER: introduced 0"],
        &[],
    );
    // an ecosystem without an order here: as it is spelt
    versions_are(
        "pkg:gem/a",
        "unaffected",
        r#"{"version": "1.0.pre", "lessThan": "2.0.rc1", "status": "affected", "versionType": "custom"},
           {"version": "3.0.a", "status": "affected"}"#,
        &["ECOSYSTEM: introduced 1.0.pre, fixed 2.0.rc1; = 3.0.a"],
        &[],
    );
    versions_are(
        "pkg:gem/a",
        "affected",
        r#"{"version": "1.0.pre", "lessThan": "2.0.rc1", "status": "unaffected", "versionType": "custom"}"#,
        &["open"],
        &["dropped /versions/0"],
    );
}

#[test]
fn commits() {
    let (found, losses) = entries(
        r#""packageURL": "pkg:npm/a", "repo": "https://code.example/a", "defaultStatus": "unaffected",
           "versions": [{"version": "0", "lessThan": "*", "versionType": "git", "status": "unaffected",
             "changes": [{"at": "123abc", "status": "affected"}, {"at": "456def", "status": "unaffected"}]}]"#,
    );
    assert_eq!(found, ["GIT: introduced 123abc, fixed 456def"]);
    assert_eq!(losses, Vec::<String>::new());
    let (found, losses) = entries(
        r#""packageURL": "pkg:npm/a", "defaultStatus": "unaffected", "versions": [
           {"version": "123abc", "lessThan": "456def", "versionType": "git", "status": "affected"},
           {"version": "1.0.0", "lessThan": "1.1.0", "versionType": "semver", "status": "affected"}]"#,
    );
    let expected = "SEMVER: introduced 1.0.0, fixed 1.1.0; GIT: introduced 123abc, fixed 456def";
    assert_eq!(found, [expected]);
    assert_eq!(losses, ["defaulted "]);
}

#[test]
fn packages() {
    let package = |product: &str| {
        let reading = read(&record(&format!(r#"{product}, "defaultStatus": "affected""#)));
        serde_json::to_string(&reading.advisories[0].affected[0].package).unwrap()
    };
    assert_eq!(
        package(r#""packageURL": "pkg:maven/org.example/a""#),
        r#"{"ecosystem":"Maven","name":"org.example:a","purl":"pkg:maven/org.example/a"}"#
    );
    assert_eq!(
        package(r#""packageURL": "pkg:npm/%40s/a""#),
        r#"{"ecosystem":"npm","name":"@s/a","purl":"pkg:npm/%40s/a"}"#
    );
    assert_eq!(
        package(r#""packageURL": "pkg:deb/debian/a""#),
        r#"{"ecosystem":"Debian","name":"a","purl":"pkg:deb/debian/a"}"#
    );
    assert_eq!(
        package(
            r#""collectionURL": "https://pkg.go.dev", "packageName": "x.example/m/p", "vendor": "x.example/m""#
        ),
        r#"{"ecosystem":"Go","name":"x.example/m"}"#
    );
    assert_eq!(
        package(
            r#""collectionURL": "https://pkg.go.dev/", "packageName": "net/http", "vendor": "Go standard library""#
        ),
        r#"{"ecosystem":"Go","name":"stdlib"}"#
    );
    let none = [
        r#""vendor": "a", "product": "b", "defaultStatus": "affected""#,
        r#""packageURL": "pkg:github/a/b", "defaultStatus": "affected""#,
        r#""packageURL": "pkg:generic/b", "defaultStatus": "affected""#,
        r#""packageURL": "no purl", "defaultStatus": "affected""#,
        r#""collectionURL": "https://registry.example", "packageName": "b", "defaultStatus": "affected""#,
        r#""collectionURL": "https://pkg.go.dev", "packageName": " ", "defaultStatus": "affected""#,
    ];
    for product in none {
        assert_eq!(refused(&record(product)), "no-package", "{product}");
    }
}

#[test]
fn collections_by_host_and_path() {
    let default = Collections::default();
    let known = |labels: &[&str]| {
        let url = format!("https://{}/x", labels.join("."));
        default.ecosystem(&url).cloned()
    };
    assert_eq!(known(&["www", "npmjs", "com"]), Some(Ecosystem::NPM));
    assert_eq!(known(&["CRATES", "io"]), Some(Ecosystem::CRATES_IO));
    assert_eq!(known(&["pypi", "org"]), Some(Ecosystem::PYPI));
    assert_eq!(known(&["repo", "maven", "apache", "org"]), Some(Ecosystem::MAVEN));
    assert_eq!(known(&["npmjs", "com", "evil", "example"]), None);
    assert_eq!(known(&["xnpmjs", "com"]), None);
    let own = default.with("https://r.example:8080/npm/", Ecosystem::NPM);
    assert_eq!(own.ecosystem("http://user@r.example/npm?x#y"), Some(&Ecosystem::NPM));
    assert_eq!(own.ecosystem("https://r.example/pypi"), None);
    assert_eq!(own.ecosystem(""), None);
    assert_eq!(Collections::none().with("", Ecosystem::NPM).ecosystem("https://a.example"), None);
}

const FULL: &str = r#"{"dataType": "CVE_RECORD", "dataVersion": "5.1", "cveMetadata": {"cveId": "CVE-2050-10000",
    "state": "PUBLISHED", "assignerOrgId": "x", "datePublished": "2050-01-02T03:04:05",
    "dateUpdated": "2050-01-03T03:04:05.678Z"},
  "containers": {"cna": {"title": "Things break", "descriptions": [{"lang": "de", "value": "Es bricht"},
      {"lang": "en-US", "value": "It breaks"}],
    "affected": [{"vendor": "v", "product": "p", "defaultStatus": "affected"},
      {"packageURL": "pkg:cargo/a", "defaultStatus": "affected", "modules": ["m"],
       "programRoutines": [{"name": "f"}, {"name": "g"}]}],
    "references": [{"url": "https://code.example/1", "tags": ["issue-tracking", "patch"], "name": "x"},
      {"url": "https://code.example/2", "tags": ["exploit"]}, {"url": "https://code.example/3"},
      {"url": "https://code.example/4", "tags": ["x_other"]}],
    "metrics": [{"format": "CVSS", "scenarios": [{"lang": "en", "value": "GENERAL"}],
        "cvssV3_1": {"vectorString": "CVSS:3.1/AV:N", "baseScore": 7.5}}],
    "problemTypes": [{"descriptions": [{"lang": "en", "cweId": "CWE-79", "description": "x"},
        {"lang": "en", "description": "CWE-22: y"}, {"lang": "en", "description": "words"}]}],
    "credits": [{"lang": "en", "value": "Some One", "type": "remediation developer"}],
    "solutions": [{"lang": "en", "value": "update"}]},
   "adp": [{"references": [{"url": "https://code.example/2"}, {"url": "https://code.example/5"}],
      "metrics": [{"cvssV3_1": {"vectorString": "CVSS:3.1/AV:L"}}, {"cvssV2_0": {"vectorString": "AV:N/AC:L"}}],
      "problemTypes": [{"descriptions": [{"cweId": "CWE-79"}, {"cweId": "CWE-1"}]}]}]}}"#;

#[test]
fn containers() {
    let reading = read(FULL);
    let json = Json::parse(&reading.advisories[0].to_json()).unwrap();
    let at = |place: &str| {
        let place = pkgschema::Pointer::parse(place).unwrap();
        json.get(&place).map_or_else(|| "-".to_owned(), Json::to_text)
    };
    assert_eq!(at("/id"), r#""CVE-2050-10000""#);
    assert_eq!(at("/published"), r#""2050-01-02T03:04:05Z""#);
    assert_eq!(at("/modified"), r#""2050-01-03T03:04:05.678Z""#);
    assert_eq!(at("/withdrawn"), "-");
    assert_eq!(at("/summary"), r#""Things break""#);
    assert_eq!(at("/details"), r#""It breaks""#);
    assert_eq!(
        at("/references"),
        r#"[{"type":"FIX","url":"https://code.example/1"},{"type":"EVIDENCE","url":"https://code.example/2"},{"type":"WEB","url":"https://code.example/3"},{"type":"WEB","url":"https://code.example/4"},{"type":"WEB","url":"https://code.example/5"}]"#
    );
    assert_eq!(
        at("/severity"),
        r#"[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N"},{"type":"CVSS_V2","score":"AV:N/AC:L"}]"#
    );
    assert_eq!(at("/database_specific"), r#"{"cwe_ids":["CWE-79","CWE-22","CWE-1"]}"#);
    assert_eq!(at("/credits"), r#"[{"name":"Some One","type":"REMEDIATION_DEVELOPER"}]"#);
    assert_eq!(at("/affected/0/ecosystem_specific"), r#"{"affected_functions":["f","g"]}"#);
    assert_eq!(at("/affected/1"), "-");
    let cna = "/containers/cna";
    let expected = [
        format!("changed {cna}/references/0/tags"),
        format!("changed {cna}/references/3/tags"),
        "dropped /cveMetadata/assignerOrgId".to_owned(),
        format!("dropped {cna}/descriptions/0"),
        format!("dropped {cna}/affected/0"),
        format!("dropped {cna}/affected/1/modules"),
        format!("dropped {cna}/problemTypes/0/descriptions/2"),
        format!("dropped {cna}/references/0/name"),
        format!("dropped {cna}/metrics/0/scenarios"),
        format!("dropped {cna}/solutions"),
        "dropped /containers/adp/0/metrics/0".to_owned(),
    ];
    assert_eq!(lost(&reading), expected);
}

#[test]
fn rejected_records_are_withdrawn() {
    let rejected = |dates: &str| {
        format!(
            r#"{{"cveMetadata": {{"cveId": "CVE-2050-10000", "state": "REJECTED" {dates}}}, "containers":
                {{"cna": {{"rejectedReasons": [{{"lang": "en", "value": "a duplicate"}}],
                "replacedBy": ["CVE-2050-10001"]}}}}}}"#
        )
    };
    let reading = read(&rejected(r#", "dateRejected": "2050-02-03T00:00:00Z""#));
    let advisory = &reading.advisories[0];
    assert_eq!(advisory.withdrawn.as_ref().unwrap().as_str(), "2050-02-03T00:00:00Z");
    assert_eq!(advisory.details.as_deref(), Some("a duplicate"));
    assert_eq!(advisory.related[0], "CVE-2050-10001");
    assert_eq!(lost(&reading), Vec::<String>::new());
    let reading = read(&rejected(r#", "dateUpdated": "2050-02-04T00:00:00Z""#));
    let withdrawn = reading.advisories[0].withdrawn.as_ref();
    assert_eq!(withdrawn.unwrap().as_str(), "2050-02-04T00:00:00Z");
    assert_eq!(lost(&reading), ["defaulted /cveMetadata/state"]);
    assert_eq!(refused(&rejected("")), "rejected-without-date");
}

#[test]
fn hostile_input() {
    let deep = "[".repeat(5000) + &"]".repeat(5000);
    let product = |versions: String| {
        record(&format!(
            r#""packageURL": "pkg:maven/g/a", "defaultStatus": "affected", "versions": [{versions}]"#
        ))
    };
    let many = |entry: fn(usize) -> String, count: usize| {
        product((0..count).map(entry).collect::<Vec<_>>().join(","))
    };
    let changes: Vec<String> = (0..5000)
        .rev()
        .map(|n| format!(r#"{{"at": "1.{n}-{}", "status": "unaffected"}}"#, n % 7))
        .collect();
    let texts = [
        record(&format!(r#""packageURL": "pkg:npm/a", "versions": {deep}"#)),
        format!(r#"{{"cveMetadata": {{"cveId": "x"}}, "containers": {{"cna": {deep}, "adp": {deep}}}}}"#),
        format!(r#"{{"cveMetadata": {{"cveId": "x"}}, "containers": {{"cna": {{"references": {deep}}}}}}}"#),
        many(
            |n| {
                format!(
                    r#"{{"version": "{n}.0", "lessThan": "{n}.5", "status": "unaffected", "versionType": "maven"}}"#
                )
            },
            20_000,
        ),
        many(|n| format!(r#"{{"version": "{n}", "status": "affected"}}"#), 20_000),
        product(format!(
            r#"{{"version": "0", "lessThan": "*", "status": "affected", "changes": [{}]}}"#,
            changes.join(",")
        )),
        product(r#"{"version": "\u0000", "lessThan": "\n.*", "status": "\u0001"}, null, [], {}"#.to_owned()),
        r#"{"cveMetadata": {"cveId": "", "state": 7, "dateUpdated": "\u0000"}, "containers": {"cna": {"title": 1,
            "affected": [null, 1, {"packageURL": 1}], "references": {}, "metrics": [{"cvssV3_1": []}]}}}"#
            .to_owned(),
    ];
    for text in &texts {
        let Ok(document) = CveRecord::parse(text) else { continue };
        document.check();
        let _ = document.to_advisories();
    }
    for text in ["", "[]", "{}", r#"{"cveMetadata": {}}"#, r#"{"CVE_data_meta": {"ID": "CVE-1"}}"#]
    {
        assert!(CveRecord::parse(text).is_err(), "{text}");
    }
}
