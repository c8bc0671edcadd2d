//! Notices and OSV advisories: what one says of the other, and what has no place there.

use pkgschema::advisory::{Advisory, PackageVersion, Verdict};
use pkgschema::exchange::{
    AdvisoryFacts, Carried, advisory_of_notice, is_about_malware, notices_of_advisory,
};
use pkgschema::identity::Purl;
use pkgschema::takedown::{Registry, TakedownNotice};
use pkgschema::text::{Link, Timestamp};
use pkgschema::{Severity, Text};
use serde_json::{Value, json};

/// The minimal notice about malware with these members.
fn notice(members: Value) -> TakedownNotice {
    let mut all = json!({"schemaVersion": "1.0", "id": "urn:x:1", "noticeType": "decision",
        "registry": {"url": "https://registry.example"}, "subjects": [{"purl": "pkg:npm/a@1.0.0"}],
        "status": "quarantined", "reason": {"category": "malware", "message": "It steals."},
        "aliases": ["GHSA-aaaa-bbbb-cccc", "MAL-2026-1"], "issuedAt": "2026-05-04T10:00:00Z"});
    for (name, value) in members.as_object().unwrap() {
        all[name] = value.clone();
    }
    TakedownNotice::parse(&all.to_string()).unwrap()
}

fn made(members: Value) -> Result<Carried<Advisory>, &'static str> {
    let made = advisory_of_notice(&notice(members), &AdvisoryFacts::default());
    made.map_err(|why| why.code)
}

fn value(advisory: &Advisory) -> Value {
    serde_json::from_str(&advisory.to_json()).unwrap()
}

fn places<T>(carried: &Carried<T>) -> Vec<&str> {
    carried.unplaced.iter().map(|it| it.pointer.as_str()).collect()
}

fn affects(advisory: &Advisory, purl: &str) -> Verdict {
    advisory.affects(&PackageVersion::of_purl(&Purl::parse(purl).unwrap()).unwrap())
}

fn registry() -> Registry {
    Registry::new(Link::new("https://registry.example").unwrap())
}

fn seen() -> Timestamp {
    Timestamp::new("2026-10-01T00:00:00Z").unwrap()
}

fn read(advisory: Value) -> Result<Carried<Vec<TakedownNotice>>, &'static str> {
    let advisory = Advisory::parse(&advisory.to_string()).unwrap();
    notices_of_advisory(&advisory, &registry(), seen()).map_err(|why| why.code)
}

#[test]
fn a_notice_about_malware_makes_an_advisory() {
    let made = made(json!({"territory": ["DE"], "related": ["X-2"],
        "evidence": [{"type": "analysis", "url": "https://lab.example/a"}]}))
    .unwrap();
    let errors: Vec<_> =
        made.value.check().into_iter().filter(|it| it.severity == Severity::Error).collect();
    assert_eq!(errors, []);
    assert_eq!(
        value(&made.value),
        json!({
            "id": "MAL-2026-1", "schema_version": "1.7.5",
            "modified": "2026-05-04T10:00:00Z", "published": "2026-05-04T10:00:00Z",
            "aliases": ["GHSA-aaaa-bbbb-cccc"], "related": ["X-2"], "details": "It steals.",
            "affected": [{"package": {"ecosystem": "npm", "name": "a", "purl": "pkg:npm/a"}, "versions": ["1.0.0"]}],
            "references": [{"type": "REPORT", "url": "https://lab.example/a"}, {"type": "WEB", "url": "urn:x:1"}],
            "database_specific": {"takedown": {"schemaVersion": "1.0", "id": "urn:x:1", "noticeType": "decision",
                "registry": {"url": "https://registry.example"}, "status": "quarantined",
                "reason": {"category": "malware", "message": "It steals."}, "territory": ["DE"],
                "evidence": [{"type": "analysis", "url": "https://lab.example/a"}]}},
        })
    );
    let mut unplaced = places(&made);
    unplaced.sort();
    assert_eq!(unplaced, ["/evidence", "/reason", "/registry", "/status", "/territory"]);
}

#[test]
fn an_identifier_is_given_or_an_alias_and_never_minted() {
    assert_eq!(made(json!({"aliases": []})).unwrap_err(), "no-identifier");
    assert_eq!(made(json!({"aliases": ["X-1", "X-2"]})).unwrap().value.id, "X-1");
    let mut facts = AdvisoryFacts::default();
    facts.id = Some("OWN-7".into());
    let own = advisory_of_notice(&notice(json!({"aliases": ["X-1"]})), &facts).unwrap().value;
    assert_eq!((own.id.as_str(), own.aliases[0].as_str()), ("OWN-7", "X-1"));
    // neither identifier tells it, so that something else has to
    assert!(is_about_malware(&own));
    let weak = notice(json!({"reason": {"category": "vulnerability"}, "aliases": ["X-1"]}));
    assert!(!is_about_malware(&advisory_of_notice(&weak, &facts).unwrap().value));
}

#[test]
fn versions_reach_as_far_as_the_notice_does() {
    let of = |subjects: Value| made(json!({"subjects": subjects}));
    let whole = of(json!([{"purl": "pkg:npm/a"}])).unwrap().value;
    assert_eq!(affects(&whole, "pkg:npm/a@0.0.1-x"), Verdict::Affected);
    let known = |_: &Purl| vec![Text::from("1.0.0"), Text::from("1.1.0")];
    let mut facts = AdvisoryFacts::default();
    facts.versions = Some(&known);
    let subjects = json!({"subjects": [{"purl": "pkg:npm/a"}, {"purl": "pkg:npm/b@3.0.0"}]});
    let listed = advisory_of_notice(&notice(subjects), &facts).unwrap().value;
    assert_eq!(value(&listed)["affected"][0]["versions"], json!(["1.0.0", "1.1.0"]));
    assert_eq!(value(&listed)["affected"][0]["ranges"][0]["events"], json!([{"introduced": "0"}]));
    assert_eq!(value(&listed)["affected"][1]["versions"], json!(["3.0.0"]));

    let ranged = of(
        json!([{"purl": "pkg:npm/a", "versions": ["5.0.0"], "versionRange": "vers:npm/>=1.0.0|<2.0.0"}]),
    );
    let ranged = ranged.unwrap().value;
    for (version, hit) in [("0.9.0", false), ("1.0.0", true), ("2.0.0", false), ("5.0.0", true)] {
        let verdict = affects(&ranged, &format!("pkg:npm/a@{version}"));
        assert_eq!(verdict == Verdict::Affected, hit, "{version}");
    }
    let every = of(json!([{"purl": "pkg:npm/a", "versionRange": "vers:npm/*"}])).unwrap().value;
    assert_eq!(affects(&every, "pkg:npm/a@9.0.0"), Verdict::Affected);
    let files =
        of(json!([{"purl": "pkg:npm/a@1.0.0", "artifacts": [{"filename": "a.tgz"}]}])).unwrap();
    assert!(places(&files).contains(&"/subjects/0/artifacts"));
    let some = of(
        json!([{"purl": "pkg:npm/a@1.0.0"}, {"purl": "pkg:npm/b", "artifacts": [{"filename": "b"}]}]),
    );
    let some = some.unwrap();
    assert!(places(&some).contains(&"/subjects/1"));
    assert_eq!(
        value(&some.value)["database_specific"]["takedown"]["subjects"][1]["purl"],
        "pkg:npm/b"
    );
    for subjects in [
        json!([]),
        json!([{"scope": "namespace", "purlType": "npm", "namespace": "@a"}]),
        json!([{"purl": "pkg:generic/a@1"}]),
        json!([{"purl": "pkg:npm/a", "versions": []}]),
        json!([{"purl": "pkg:npm/a", "versions": "1.0.0"}]),
        json!([{"purl": "pkg:npm/a", "versionRange": "vers:npm/>="}]),
        json!([{"purl": "pkg:npm/a", "versionRange": "vers:none/*"}]),
        json!([{"purl": "pkg:npm/a", "artifacts": [{"filename": "a"}]}]),
    ] {
        assert_eq!(
            of(subjects.clone()).map(|it| value(&it.value)),
            Err("no-package"),
            "{subjects}"
        );
    }
}

#[test]
fn only_decisions_about_what_is_unsafe_make_one() {
    for members in [
        json!({"reason": {"category": "spam"}}),
        json!({"reason": {}}),
        json!({"reason": 1}),
        json!({"reason": {"category": "Malware"}}),
    ] {
        assert_eq!(made(members.clone()).unwrap_err(), "no-security-reason", "{members}");
    }
    for kind in ["reversal", "retraction", "renewal"] {
        assert_eq!(made(json!({"noticeType": kind})).unwrap_err(), "no-decision");
    }
}

#[test]
fn a_retraction_withdraws_and_a_reversal_never_does() {
    let decision = notice(json!({}));
    let lifting = |kind: &str, target: &str| {
        notice(json!({"id": "urn:x:2", "noticeType": kind, "status": "active", "targets": [target],
            "issuedAt": "2026-06-01T00:00:00Z"}))
    };
    for (kind, target, withdrawn) in [
        ("retraction", "urn:x:1", Some("2026-06-01T00:00:00Z")),
        ("retraction", "urn:x:9", None),
        ("reversal", "urn:x:1", None),
        ("amendment", "urn:x:1", None),
    ] {
        let lifting = lifting(kind, target);
        let mut facts = AdvisoryFacts::default();
        facts.lifted_by = Some(&lifting);
        let made = advisory_of_notice(&decision, &facts).unwrap();
        assert_eq!(made.value.withdrawn.as_ref().map(|it| it.as_str()), withdrawn, "{kind}");
        assert_eq!(places(&made).contains(&""), withdrawn.is_none(), "{kind}");
    }
}

#[test]
fn an_advisory_says_nothing_about_what_a_registry_did() {
    let text = json!({"id": "MAL-2026-1", "modified": "2026-05-06T00:00:00Z", "published": "2026-05-05T00:00:00Z",
        "summary": "Malicious code in a", "details": "It steals.", "aliases": ["GHSA-1"],
        "affected": [{"package": {"ecosystem": "npm", "name": "@x/a"}, "ranges": [{"type": "SEMVER",
            "events": [{"introduced": "1.0.0"}, {"fixed": "1.2.0"}]}], "versions": ["3.0.0"],
            "database_specific": {"cwes": []}}],
        "references": [{"type": "ADVISORY", "url": "https://lab.example/1"}], "credits": [{"name": "Ann"}],
        "database_specific": {"takedown": {"status": "active"}}, "x-more": 1});
    let made = read(text).unwrap();
    let [notice] = &made.value[..] else { panic!() };
    assert!(notice.check().iter().all(|it| it.severity < Severity::Error), "{:?}", notice.check());
    assert!(!notice.status.is_listed());
    let effects = notice.effects.as_ref().unwrap();
    assert_eq!(effects.resolution.as_ref().unwrap().as_str(), "unknown");
    assert_eq!(effects.download.as_ref().unwrap().as_str(), "unknown");
    assert_eq!(notice.issued_at.as_str(), "2026-05-05T00:00:00Z");
    let range = notice.subjects[0].version_range.as_ref().unwrap().as_str();
    assert_eq!(range, "vers:npm/>=1.0.0|<1.2.0|3.0.0");
    assert_eq!(notice.subjects[0].purl.as_ref().unwrap().as_str(), "pkg:npm/%40x/a");
    assert_eq!(
        notice.authority.as_ref().unwrap().role.as_ref().unwrap().as_str(),
        "third-party-database"
    );
    assert_eq!(notice.provenance.as_ref().unwrap().source.as_deref(), Some("MAL-2026-1"));
    let unplaced = places(&made);
    for place in [
        "/summary",
        "/modified",
        "/credits",
        "/database_specific",
        "/x-more",
        "/affected/0/database_specific",
    ] {
        assert!(unplaced.contains(&place), "{place}: {unplaced:?}");
    }
    let vulnerable = json!({"id": "X-1", "modified": "2026-05-06T00:00:00Z",
        "affected": [{"package": {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"]}]});
    assert_eq!(read(vulnerable).unwrap_err(), "not-malware");
}

#[test]
fn what_a_withdrawal_means_goes_by_the_database() {
    let advisory = |id: &str, withdrawn: Value| {
        json!({"id": id, "modified": "2026-05-06T00:00:00Z",
        "published": "2026-05-05T00:00:00Z", "withdrawn": withdrawn, "aliases": ["MAL-2026-9"],
        "affected": [{"package": {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"]}]})
    };
    let made = read(advisory("MAL-2026-1", json!("2026-05-06T00:00:00Z"))).unwrap().value;
    let [decision, retraction] = &made[..] else { panic!("{made:?}") };
    assert_eq!(retraction.notice_type.as_str(), "retraction");
    assert_eq!(*retraction.targets, *std::slice::from_ref(&decision.id));
    assert_eq!(retraction.issued_at.as_str(), "2026-05-06T00:00:00Z");
    assert_ne!(retraction.id, decision.id);
    assert_eq!(read(advisory("GHSA-1", json!("2026-05-06T00:00:00Z"))).unwrap_err(), "withdrawn");
    assert_eq!(read(advisory("MAL-2026-1", json!(null))).unwrap().value.len(), 1);
}

#[test]
fn what_is_not_known_about_versions_takes_in_all() {
    let of = |entry: Value| {
        read(json!({"id": "MAL-1", "modified": "2026-05-06T00:00:00Z", "affected": [entry]}))
    };
    let package = json!({"ecosystem": "npm", "name": "a"});
    for (entry, named) in [
        (json!({"package": package}), true),
        (json!({"package": package, "versions": ["1.0.0", 7]}), true),
        (
            json!({"package": package, "ranges": [{"type": "SEMVER", "events": [{"fixed": "1.0.0"}]}]}),
            true,
        ),
        (
            json!({"package": package, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}),
            false,
        ),
    ] {
        let made = of(entry.clone()).unwrap();
        let subject = &made.value[0].subjects[0];
        assert!(!subject.versions.is_present() && subject.version_range.is_none(), "{entry}");
        assert_eq!(places(&made).contains(&"/affected/0"), named, "{entry}");
    }
    assert_eq!(
        of(json!({"package": {"ecosystem": "Nowhere", "name": "a"}})).unwrap_err(),
        "no-package"
    );
    assert_eq!(
        read(json!({"id": "MAL-1", "affected": [{"package": package}]})).unwrap_err(),
        "no-time"
    );
    let two = json!({"id": "MAL-1", "modified": "2026-05-06T00:00:00Z", "affected": [{"package": package},
        {"package": {"ecosystem": "PyPI", "name": "a"}}]});
    assert_eq!(read(two.clone()).unwrap_err(), "several-registries");
    let mut npm = registry();
    npm.purl_type = Some("npm".into());
    let advisory = Advisory::parse(&two.to_string()).unwrap();
    let made = notices_of_advisory(&advisory, &npm, seen()).unwrap();
    assert_eq!((made.value[0].subjects.len(), places(&made).contains(&"/affected/1")), (1, true));
}

#[test]
fn a_notice_comes_back_with_what_osv_holds() {
    for members in [
        json!({"subjects": [{"purl": "pkg:npm/a", "versions": ["1.0.0", "1.0.1"]}]}),
        json!({"subjects": [{"purl": "pkg:npm/%40x/a"}], "status": "deleted"}),
        json!({"subjects": [{"purl": "pkg:pypi/a", "versionRange": "vers:pypi/>=1.0|<2.0"}], "related": ["X-2"],
            "evidence": [{"type": "analysis", "url": "https://lab.example/a"}], "territory": ["DE"]}),
    ] {
        let before = notice(members);
        let there = advisory_of_notice(&before, &AdvisoryFacts::default()).unwrap();
        let back = notices_of_advisory(&there.value, &registry(), seen()).unwrap();
        let [after] = &back.value[..] else { panic!() };
        assert_eq!(after.subjects, before.subjects);
        assert_eq!((&after.reason, &after.issued_at), (&before.reason, &before.issued_at));
        let sorted = |it: &TakedownNotice| {
            let mut all: Vec<Text> = it.aliases.iter().cloned().collect();
            all.sort();
            all
        };
        assert_eq!((sorted(after), &after.related), (sorted(&before), &before.related));
        let urls = |it: &TakedownNotice| -> Vec<Link> {
            let urls = it.evidence.iter().filter_map(|it| it.url.clone());
            urls.filter(|url| *url != before.id).collect()
        };
        assert_eq!(urls(after), urls(&before));
        // the registry's act is not OSV's matter, and is named on both ways
        assert!(
            places(&there).contains(&"/status") && places(&back).contains(&"/database_specific")
        );
        assert_ne!(after.status, before.status);
    }
}
