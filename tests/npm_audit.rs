//! Answers of npm's bulk audit endpoint: read, written, and on their way to OSV and back.

use pkgschema::advisory::Advisory;
use pkgschema::version::{Scheme, Version, VersionRange};
use pkgschema_convert::advisory_format::AdvisoryFormat;
use pkgschema_convert::npm::BulkAudit;
use pkgschema_convert::view::differences;
use pkgschema_convert::{Document, FromAdvisories, Loss, ToAdvisories};

const WHOLE: &str = r#"{
  "left-pad": [
    {
      "id": 1000001,
      "url": "https://db.example/advisories/GHSA-aaaa-bbbb-cccc",
      "title": "Pads too much",
      "severity": "high",
      "vulnerable_versions": ">=1.0.0 <1.2.3 || 2.0.0",
      "cwe": [
        "CWE-79"
      ],
      "cvss": {
        "score": 7.50,
        "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"
      }
    },
    {
      "id": 1000002,
      "title": "Nothing known",
      "severity": "odd",
      "vulnerable_versions": "*",
      "cwe": [],
      "cvss": {
        "score": 0,
        "vectorString": null
      }
    }
  ],
  "@example/pad": [
    {
      "id": 1000003,
      "url": "https://db.example/advisories/GHSA-aaaa-bbbb-cccc",
      "title": "Pads too much",
      "severity": "high",
      "vulnerable_versions": "<0.5.0",
      "cwe": [
        "CWE-79"
      ],
      "cvss": {
        "score": 7.50,
        "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"
      }
    }
  ]
}
"#;

fn shown(losses: &[Loss]) -> Vec<String> {
    losses.iter().map(|loss| format!("{} {}", loss.kind, loss.pointer)).collect()
}

fn to_osv(text: &str) -> (Vec<Advisory>, Vec<String>) {
    let converted = BulkAudit::parse(text).expect(text).to_advisories().unwrap();
    let mut losses = shown(&converted.losses);
    losses.sort();
    (converted.value, losses)
}

fn from_osv(text: &str) -> (BulkAudit, Vec<String>) {
    let converted = BulkAudit::from_advisories(&[Advisory::parse(text).expect(text)]).unwrap();
    let mut losses = shown(&converted.losses);
    losses.sort();
    (converted.value, losses)
}

#[test]
fn an_answer_is_read_and_written() {
    let audit = BulkAudit::parse(WHOLE).unwrap();
    assert_eq!(audit.packages.len(), 2);
    assert_eq!(audit.render().value, WHOLE);
    assert_eq!(audit.check(), []);
    assert_eq!(BulkAudit::from_view(&audit.view()).unwrap(), audit);
    assert_eq!(BulkAudit::parse("{}").unwrap().packages.len(), 0);
}

#[test]
fn an_answer_goes_to_osv_and_back() {
    let (advisories, losses) = to_osv(WHOLE);
    assert_eq!(losses, Vec::<String>::new());
    let ids: Vec<&str> = advisories.iter().map(|advisory| advisory.id.as_str()).collect();
    assert_eq!(ids, ["GHSA-aaaa-bbbb-cccc", "x_npm-1000002"]);
    assert_eq!(
        advisories[0].to_json(),
        concat!(
            r#"{"id":"GHSA-aaaa-bbbb-cccc","schema_version":"1.7.5","summary":"Pads too much","#,
            r#""severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"}],"#,
            r#""affected":[{"package":{"ecosystem":"npm","name":"left-pad","purl":"pkg:npm/left-pad"},"#,
            r#""ranges":[{"type":"SEMVER","events":[{"introduced":"1.0.0"},{"fixed":"1.2.3"}]},"#,
            r#"{"type":"SEMVER","events":[{"introduced":"2.0.0"},{"last_affected":"2.0.0"}]}],"#,
            r#""database_specific":{"id":1000001}},"#,
            r#"{"package":{"ecosystem":"npm","name":"@example/pad","purl":"pkg:npm/%40example/pad"},"#,
            r#""ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"0.5.0"}]}],"#,
            r#""database_specific":{"id":1000003}}],"#,
            r#""references":[{"type":"ADVISORY","url":"https://db.example/advisories/GHSA-aaaa-bbbb-cccc"}],"#,
            r#""database_specific":{"cwe_ids":["CWE-79"],"severity":"HIGH","#,
            r#""cvss":{"score":7.50,"vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"}}}"#,
        )
    );
    let back = BulkAudit::from_advisories(&advisories).unwrap();
    assert!(back.losses.iter().all(|loss| !loss.kind.loses_meaning()));
    let (source, view) = (BulkAudit::parse(WHOLE).unwrap().view(), back.value.view());
    assert!(differences(source.as_raw(), view.as_raw()).is_empty(), "{view}");
}

#[test]
fn ranges_mean_the_same() {
    for range in [
        "<0.0.0-0",
        "*",
        "",
        "1.x",
        "^1.2.3",
        "~0.4",
        "1.0.0 - 2.0.0",
        "<1.2.3-beta.1",
        ">=1 <2 || >=3 <=3.2.1",
        ">1.0.0",
        ">1.0.0-a <1.0.0-b",
        "=2.0.0",
        ">=0.0.0",
    ] {
        let text = format!(r#"{{"a":[{{"id":1,"vulnerable_versions":"{range}"}}]}}"#);
        let (advisories, losses) = to_osv(&text);
        let set = VersionRange::parse(Scheme::Npm, range).unwrap().versions();
        let there = advisories[0].affected[0].to_version_set().unwrap();
        assert!(there.is_subset(&set) && set.is_subset(&there), "{range}");
        assert!(losses.iter().all(|loss| loss == "normalized /a/0/vulnerable_versions"), "{range}");
        let back = BulkAudit::from_advisories(&advisories).unwrap().value;
        let back = back.packages.get("a").unwrap()[0].vulnerable_versions.clone().unwrap();
        let back = VersionRange::parse(Scheme::Npm, &back).unwrap().versions();
        assert!(back.is_subset(&set) && set.is_subset(&back), "{range}");
    }
}

#[test]
fn what_osv_cannot_hold_is_named() {
    let (advisories, losses) = to_osv(
        r#"{"a":[{"id":1,"url":"https://db.example/GHSA-1111-2222-3333?x","title":"A","more":1,
        "vulnerable_versions":"soon"},{"id":2,"url":"https://db.example/GHSA-1111-2222-3333?x",
        "title":"B","vulnerable_versions":"1 - 2"},7,{"severity":7}],"b":9}"#,
    );
    assert_eq!(
        losses,
        [
            "changed /a/0/vulnerable_versions",
            "changed /a/1/title",
            "defaulted /a/3",
            "dropped /a/0/more",
            "dropped /a/2",
            "dropped /a/3/severity",
            "dropped /b",
            "normalized /a/1/vulnerable_versions",
        ]
    );
    assert_eq!(advisories[1].id, "x_npm-a-3");
    // Unknown is not "none".
    assert!(advisories[0].affected[0].to_version_set().is_err());
    let back = BulkAudit::from_advisories(&advisories).unwrap().value;
    let list = back.packages.get("a").unwrap();
    assert_eq!(list[0].vulnerable_versions.as_deref(), Some("soon"));
    assert_eq!(list[2].vulnerable_versions.as_deref(), Some("*"));
}

#[test]
fn what_npm_cannot_hold_is_named() {
    let (audit, losses) = from_osv(
        r#"{"id":"CVE-2026-1","modified":"2026-01-01T00:00:00Z","aliases":["A"],"summary":"S",
        "details":"D","severity":[{"type":"CVSS_V4","score":"CVSS:4.0/AV:N"}],
        "affected":[{"package":{"ecosystem":"npm","name":"a"},"versions":["1.0.0"]},
        {"package":{"ecosystem":"PyPI","name":"b"}},
        {"package":{"ecosystem":"npm","name":"c"},"ranges":[{"type":"SEMVER","events":[
        {"introduced":"1.0.0"}],"database_specific":{}}],"database_specific":{"id":5,"own":1}},
        {"package":{"ecosystem":"npm","name":"a"}}],
        "references":[{"type":"FIX","url":"https://a.example/"}],
        "database_specific":{"severity":"MODERATE","github_reviewed":true}}"#,
    );
    assert_eq!(
        losses,
        [
            "changed /0/affected/3",
            "changed /0/id",
            "defaulted /0/affected/0",
            "defaulted /0/affected/3",
            "dropped /0/affected/1",
            "dropped /0/affected/2/database_specific/own",
            "dropped /0/affected/2/ranges/0/database_specific",
            "dropped /0/aliases",
            "dropped /0/database_specific/github_reviewed",
            "dropped /0/details",
            "dropped /0/modified",
            "dropped /0/references/0",
            "dropped /0/references/0/type",
            "normalized /0/affected/0/ranges",
            "normalized /0/affected/0/versions",
        ]
    );
    assert_eq!(
        audit.view().as_str(),
        concat!(
            r#"{"a":[{"title":"S","severity":"moderate","vulnerable_versions":"1.0.0","#,
            r#""cvss":{"vectorString":"CVSS:4.0/AV:N"}},{"title":"S","severity":"moderate","#,
            r#""vulnerable_versions":"*","cvss":{"vectorString":"CVSS:4.0/AV:N"}}],"#,
            r#""c":[{"id":5,"title":"S","severity":"moderate","vulnerable_versions":">=1.0.0","#,
            r#""cvss":{"vectorString":"CVSS:4.0/AV:N"}}]}"#,
        )
    );
}

#[test]
fn other_advisories_are_refused_or_left_out() {
    let refused = Advisory::parse(r#"{"id":"A","affected":[{"package":{"ecosystem":"Go"}}]}"#);
    let refused = BulkAudit::from_advisories(&[refused.unwrap()]).unwrap_err();
    assert_eq!(refused.code, "no-package");
    let entry = r#""affected":[{"package":{"ecosystem":"npm","name":"a"}}]"#;
    let (audit, losses) =
        from_osv(&format!(r#"{{"id":"A","withdrawn":"2026-01-01T00:00:00Z",{entry}}}"#));
    assert_eq!((audit.packages.len(), losses), (0, vec!["dropped /0".to_owned()]));
    let (audit, _) = from_osv(&format!(r#"{{"id":"A","withdrawn":"who knows",{entry}}}"#));
    assert_eq!(audit.packages.len(), 1);
    assert_eq!(BulkAudit::from_advisories(&[]).unwrap().value.packages.len(), 0);
}

#[test]
fn other_text_is_no_answer() {
    for text in ["", "[]", "null", "{", r#"{"name":"a","files":[]}"#, r#"{"a":{}}"#, r#"{"a":[1]}"#]
    {
        assert!(BulkAudit::parse(text).is_err(), "{text}");
    }
    let deep = format!(r#"{{"a":[{{"x":{}{}}}]}}"#, "[".repeat(100_000), "]".repeat(100_000));
    let _ = BulkAudit::parse(&deep);
}

#[test]
fn many_and_long_advisories_take_linear_time() {
    let url = "https://db.example/GHSA-1111-2222-3333";
    let title = "t".repeat(1 << 20);
    let first =
        format!(r#"{{"id":0,"url":"{url}","title":"{title}","vulnerable_versions":"<1.0.0"}}"#);
    let others = format!(r#",{{"url":"{url}","vulnerable_versions":"<1.0.0"}}"#).repeat(20_000);
    let (advisories, losses) = to_osv(&format!(r#"{{"a":[{first}{others}]}}"#));
    assert_eq!((advisories.len(), advisories[0].affected.len()), (1, 20_001));
    assert_eq!(losses.len(), 20_000);
    let refused = BulkAudit::from_advisories(&advisories).unwrap_err();
    assert_eq!(refused.code, "too-long");
}

#[test]
fn wrong_kinds_everywhere_are_kept_and_named() {
    let odd =
        ["null", "7", "-1", "1e400", "true", "\"\"", "\"\\u0000\\n\"", "[]", "[null,{}]", "{}"];
    let names = ["id", "url", "title", "severity", "vulnerable_versions", "cwe", "cvss", "own"];
    let cvss = ["score", "vectorString"].map(|name| format!("\"cvss\":{{\"{name}\":@}}"));
    for member in names.map(|name| format!("\"{name}\":@")).into_iter().chain(cvss) {
        for value in odd {
            let text = format!(r#"{{"a":[{{{}}}]}}"#, member.replace('@', value));
            let audit = BulkAudit::parse(&text).unwrap();
            assert_eq!(audit.view().as_str(), text);
            let _ = audit.check();
            let there = audit.to_advisories().unwrap();
            let back = BulkAudit::from_advisories(&there.value).unwrap().value;
            let differences = differences(audit.view().as_raw(), back.view().as_raw())
                .iter()
                .filter(|difference| difference.left.is_some())
                .count();
            assert!(differences == 0 || !there.losses.is_empty(), "{text}\n{}", back.view());
            assert!(
                there.value.iter().all(|one| pkgschema::object::check(one).iter().all(|f| {
                    f.code == "malformed-link" // kept as it was published
                })),
                "{text}: {}",
                there.value[0].to_json()
            );
        }
    }
}

#[test]
fn it_goes_by_its_name() {
    let format = AdvisoryFormat::find("npm-audit").unwrap();
    let reading = format.read(WHOLE).unwrap();
    assert_eq!(format.write(&reading.advisories).unwrap().value, WHOLE);
    let affected = reading.advisories[0].affected[0].to_version_set().unwrap();
    assert!(affected.contains(&Version::parse(Scheme::Npm, "1.2.3-rc.1").unwrap()));
}
