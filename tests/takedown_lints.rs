//! Each lint of a takedown notice: a notice that raises it, and its nearest neighbour that does
//! not. Below that: what makes a text no notice at all, and what never does.

use pkgschema::takedown::TakedownNotice;
use pkgschema::{Finding, ParseErrorKind, Severity};
use pkgschema_testkit::json::{Json, diff};
use std::collections::BTreeSet;
use std::{fs, path::Path};

/// Code, severity, pointer, members that raise it, members that do not. The members take the
/// place of those in the minimal notice.
type Case<'a> = (&'static str, Severity, &'static str, &'a str, &'a str);

use Severity::{Error, Note, Warning};

#[rustfmt::skip]
const CASES: &[Case<'static>] = &[
    // what the notice names
    ("no-subject", Error, "/subjects", r#"{"subjects": []}"#, "{}"),
    ("names-nothing", Error, "/subjects/1",
        r#"{"subjects": [{"purl": "pkg:npm/a"}, {"artifacts": [], "note": 1}]}"#,
        r#"{"subjects": [{"purl": "pkg:npm/a"}, {"artifacts": [{"digests": {"sha256": "AA"}}]}]}"#),
    // A file without a digest is known only within a package.
    ("names-nothing", Error, "/subjects/0",
        r#"{"subjects": [{"artifacts": [{"filename": "a.tgz", "digests": {"sha256": "?"}}]}]}"#,
        r#"{"subjects": [{"purl": "pkg:npm/a", "artifacts": [{"filename": "a.tgz"}]}]}"#),
    ("namespace-unreadable", Error, "/subjects/0/namespace",
        r#"{"subjects": [{"scope": "namespace", "namespace": "%40left", "purlType": "npm"}]}"#,
        r#"{"subjects": [{"scope": "namespace", "namespace": "@left", "purlType": "npm"}]}"#),
    ("namespace-unreadable", Error, "/subjects/0/namespace",
        r#"{"subjects": [{"scope": "namespace", "namespace": "left", "purlType": "no type"}]}"#,
        r#"{"subjects": [{"scope": "namespace", "namespace": "Left", "purlType": "github"}]}"#),
    ("namespace-incomplete", Error, "/subjects/0",
        r#"{"subjects": [{"scope": "namespace", "namespace": "@left"}]}"#,
        r#"{"subjects": [{"scope": "namespace", "namespace": "@left", "purlType": "npm"}]}"#),
    ("namespace-incomplete", Error, "/subjects/0",
        r#"{"subjects": [{"scope": "namespace", "purlType": "npm"}]}"#,
        r#"{"subjects": [{"scope": "namespace", "namespace": "@left"}],
            "registry": {"url": "https://registry.example", "purlType": "npm"}}"#),
    ("unknown-scope", Warning, "/subjects/0/scope",
        r#"{"subjects": [{"scope": "Namespace", "namespace": "@left", "purlType": "npm"}]}"#,
        r#"{"subjects": [{"scope": "namespace", "namespace": "@left", "purlType": "npm"}]}"#),
    ("namespace-without-scope", Error, "/subjects/0/namespace",
        r#"{"subjects": [{"purl": "pkg:npm/a", "namespace": "@left"}]}"#,
        r#"{"subjects": [{"purl": "pkg:npm/a", "purlType": "npm"}]}"#),
    ("purl-unreadable", Error, "/subjects/0/purl",
        r#"{"subjects": [{"purl": "pkg:npm/"}]}"#, r#"{"subjects": [{"purl": "pkg:npm/a"}]}"#),
    // The structural check says this already.
    ("purl-unreadable", Error, "/subjects/0/purl",
        r#"{"subjects": [{"purl": "pkg:npm"}]}"#, r#"{"subjects": [{"purl": "npm/a"}]}"#),
    ("purl-unreadable", Error, "/replacements/1/purl",
        r#"{"replacements": [{"purl": "pkg:npm/b"}, {"purl": "pkg:/b"}]}"#,
        r#"{"replacements": [{"purl": "pkg:npm/b"}, {"dropIn": true}]}"#),
    ("purl-type-differs", Error, "/subjects/0/purl",
        r#"{"registry": {"url": "https://registry.example", "purlType": "pypi"}}"#,
        r#"{"registry": {"url": "https://registry.example", "purlType": "npm"}}"#),
    ("repository-differs", Warning, "/subjects/0/purl",
        r#"{"subjects": [{"purl": "pkg:npm/a?repository_url=https://registry.example/other"}]}"#,
        r#"{"subjects": [{"purl": "pkg:npm/a?repository_url=HTTPS://Registry.example:443/"}]}"#),
    ("subpath-does-not-count", Note, "/subjects/0/purl",
        r#"{"subjects": [{"purl": "pkg:npm/a@1#lib/x"}]}"#,
        r#"{"subjects": [{"purl": "pkg:npm/a@1#"}]}"#),
    ("versions-empty", Error, "/subjects/0/versions",
        r#"{"subjects": [{"purl": "pkg:npm/a", "versions": []}]}"#,
        r#"{"subjects": [{"purl": "pkg:npm/a", "versions": ["1.0.0"]}]}"#),
    ("version-twice", Error, "/subjects/0",
        r#"{"subjects": [{"purl": "pkg:npm/a@1.0.0", "versions": ["1.0.0"]}]}"#,
        r#"{"subjects": [{"purl": "pkg:npm/a", "versions": ["1.0.0"]}]}"#),
    ("version-twice", Error, "/subjects/0",
        r#"{"subjects": [{"purl": "pkg:npm/a@1.0.0", "versionRange": "vers:npm/1.0.0"}]}"#,
        r#"{"subjects": [{"purl": "pkg:npm/a", "versionRange": "vers:npm/1.0.0"}]}"#),
    ("versions-of-nothing", Error, "/subjects/0",
        r#"{"subjects": [{"versions": ["1.0.0"], "artifacts": [{"filename": "a.tgz"}]}]}"#,
        r#"{"subjects": [{"artifacts": [{"filename": "a.tgz"}]}]}"#),
    ("range-unreadable", Error, "/subjects/0/versionRange",
        r#"{"subjects": [{"purl": "pkg:npm/a", "versionRange": "vers:npm/>="}]}"#,
        r#"{"subjects": [{"purl": "pkg:npm/a", "versionRange": "vers:npm/>=1.0.0"}]}"#),
    ("range-of-another-type", Error, "/subjects/0/versionRange",
        r#"{"subjects": [{"purl": "pkg:npm/a", "versionRange": "vers:pypi/1.0.0"}]}"#,
        r#"{"subjects": [{"purl": "pkg:npm/a", "versionRange": "vers:all/*"}]}"#),
    ("range-hits-later-versions", Warning, "/subjects/0/versionRange",
        r#"{"subjects": [{"purl": "pkg:npm/a", "versionRange": "vers:npm/>=1.0.0"}]}"#,
        r#"{"subjects": [{"purl": "pkg:npm/a", "versionRange": "vers:npm/1.0.0"}]}"#),
    ("range-hits-later-versions", Warning, "/subjects/0/versionRange",
        r#"{"subjects": [{"purl": "pkg:npm/a", "versionRange": "vers:npm/*"}]}"#,
        r#"{"subjects": [{"purl": "pkg:npm/a", "versionRange": "vers:npm/1.0.0|2.0.0"}]}"#),
    ("range-hits-later-versions", Note, "/subjects/0/versionRange",
        r#"{"subjects": [{"purl": "pkg:npm/a", "versionRange": "vers:npm/>=1.0.0|<2.0.0"}]}"#,
        r#"{"subjects": [{"purl": "pkg:npm/a", "versionRange": "vers:npm/1.0.0|1.9.9"}]}"#),
    ("artifacts-empty", Error, "/subjects/0/artifacts",
        r#"{"subjects": [{"purl": "pkg:npm/a", "artifacts": []}]}"#,
        r#"{"subjects": [{"purl": "pkg:npm/a"}]}"#),
    ("file-without-digest", Warning, "/subjects/0/artifacts/1",
        r#"{"subjects": [{"artifacts": [{"digests": {"sha256": "AA"}}, {"digests": {}}]}]}"#,
        r#"{"subjects": [{"artifacts": [{"digests": {"sha256": "AA"}}, {"digests": {"md5": "MD"}}]}]}"#),
    ("weak-digests-only", Warning, "/subjects/0/artifacts/0",
        r#"{"subjects": [{"artifacts": [{"digests": {"md5": "MD"}}]}]}"#,
        r#"{"subjects": [{"artifacts": [{"digests": {"md5": "MD", "sha256": "AA"}}]}]}"#),
    ("replaces-itself", Error, "/replacements/0/purl",
        r#"{"replacements": [{"purl": "pkg:NPM/left-margin@1.4.1"}]}"#,
        r#"{"replacements": [{"purl": "pkg:npm/left-margin@1.4.2"}]}"#),
    // when
    ("no-such-moment", Error, "/effectiveFrom",
        r#"{"effectiveFrom": "2026-02-29T00:00:00Z"}"#,
        r#"{"effectiveFrom": "2028-02-29T00:00:00Z"}"#),
    ("not-utc", Warning, "/decidedAt",
        r#"{"decidedAt": "2026-05-04T10:00:00+00:00"}"#,
        r#"{"decidedAt": "2026-05-04T10:00:00.000Z"}"#),
    ("ends-before-it-begins", Error, "/effectiveUntil",
        r#"{"effectiveUntil": "2026-05-04T09:59:59Z"}"#,
        r#"{"effectiveUntil": "2026-05-04T10:00:00Z"}"#),
    // As moments, not as texts.
    ("ends-before-it-begins", Error, "/effectiveUntil",
        r#"{"effectiveFrom": "2026-05-04T23:00:00-02:00", "effectiveUntil": "2026-05-05T00:59:59Z"}"#,
        r#"{"effectiveFrom": "2026-05-05T03:00:00+02:00", "effectiveUntil": "2026-05-05T01:00:00Z"}"#),
    ("decided-after-it-was-issued", Warning, "/decidedAt",
        r#"{"decidedAt": "2026-05-04T10:00:00.000000001Z"}"#,
        r#"{"decidedAt": "2026-05-04T12:00:00+02:00"}"#),
    ("reuse-without-date", Note, "/effects/nameReuse",
        r#"{"effects": {"nameReuse": "after"}}"#,
        r#"{"effects": {"nameReuse": "after", "nameAvailableAt": "2026-06-01T00:00:00Z"}}"#),
    ("date-without-reuse", Warning, "/effects/nameAvailableAt",
        r#"{"effects": {"nameAvailableAt": "2026-06-01T00:00:00Z"}}"#,
        r#"{"effects": {"nameReuse": "after", "nameAvailableAt": "2026-06-01T00:00:00Z"}}"#),
    // what the notice says
    ("later-version", Note, "/schemaVersion",
        r#"{"schemaVersion": "1.1"}"#, r#"{"schemaVersion": "1.0"}"#),
    // The structural check says this already.
    ("later-version", Note, "/schemaVersion",
        r#"{"schemaVersion": "1.10.3"}"#, r#"{"schemaVersion": "2.0"}"#),
    ("erasure-without-amendment", Error, "/erases",
        r#"{"erases": {"id": "urn:example:2", "digest": {"sha256": "AA"}}}"#,
        r#"{"erases": {"id": "urn:example:2", "digest": {"sha256": "AA"}},
            "noticeType": "amendment", "targets": ["urn:example:2"]}"#),
    ("no-canonical-form", Error, "",
        r#"{"registrySpecific": {"x": "\ud83d"}}"#, r#"{"registrySpecific": {"x": "\ud83d\ude00"}}"#),
    ("no-canonical-form", Error, "", r#"{"added": [1e400]}"#, r#"{"added": [1e300]}"#),
    ("decision-with-targets", Error, "/targets",
        r#"{"targets": ["urn:example:2"]}"#,
        r#"{"targets": ["urn:example:2"], "noticeType": "amendment"}"#),
    ("decision-with-targets", Error, "/targets", r#"{"targets": []}"#, "{}"),
    ("lifts-nothing", Warning, "/noticeType",
        r#"{"noticeType": "reversal", "status": "active"}"#,
        r#"{"noticeType": "reversal", "status": "active", "targets": ["urn:example:2"]}"#),
    ("lifts-nothing", Warning, "/noticeType",
        r#"{"noticeType": "retraction", "status": "active", "targets": []}"#,
        r#"{"noticeType": "suspension"}"#),
    ("unknown-notice-type", Warning, "/noticeType",
        r#"{"noticeType": "Decision"}"#, r#"{"noticeType": "decision"}"#),
    ("targets-itself", Error, "/targets/1",
        r#"{"noticeType": "amendment", "id": "urn:example:1", "targets": ["urn:example:2", "urn:example:1"]}"#,
        r#"{"noticeType": "amendment", "id": "urn:example:1", "targets": ["urn:example:2", "urn:example:11"]}"#),
    ("lifted-but-not-active", Warning, "/status",
        r#"{"noticeType": "reversal", "targets": ["urn:example:2"], "status": "yanked"}"#,
        r#"{"noticeType": "reversal", "targets": ["urn:example:2"], "status": "active"}"#),
    ("lifted-but-not-active", Warning, "/status",
        r#"{"noticeType": "retraction", "targets": ["urn:example:2"], "status": "Active"}"#,
        r#"{"noticeType": "amendment", "targets": ["urn:example:2"], "status": "yanked"}"#),
    ("decision-without-measure", Warning, "/status",
        r#"{"status": "active"}"#,
        r#"{"status": "active", "noticeType": "amendment", "targets": ["urn:example:2"]}"#),
    ("unknown-word", Warning, "/effects/resolution",
        r#"{"effects": {"resolution": "None"}}"#, r#"{"effects": {"resolution": "none"}}"#),
    ("unknown-word", Warning, "/effects/download",
        r#"{"effects": {"download": "unavailble"}}"#, r#"{"effects": {"download": "unavailable"}}"#),
    ("unknown-word", Warning, "/effects/publish",
        r#"{"effects": {"publish": "closed"}}"#, r#"{"effects": {"publish": "held"}}"#),
    ("unknown-word", Warning, "/effects/nameReuse",
        r#"{"effects": {"nameReuse": "no"}}"#, r#"{"effects": {"nameReuse": "never"}}"#),
    ("unknown-word", Warning, "/effects/versionReuse",
        r#"{"effects": {"versionReuse": "no"}}"#, r#"{"effects": {"versionReuse": "never"}}"#),
    ("unknown-word", Warning, "/reason/category",
        r#"{"reason": {"category": "malwre"}}"#, r#"{"reason": {"category": "malware"}}"#),
    ("unknown-word", Warning, "/authority/role",
        r#"{"authority": {"role": "admin"}}"#, r#"{"authority": {"role": "unknown"}}"#),
    ("unknown-status", Warning, "/status", r#"{"status": "Yanked"}"#, r#"{"status": "unlisted"}"#),
    ("relocated-to-nowhere", Warning, "/status",
        r#"{"status": "relocated", "replacements": []}"#,
        r#"{"status": "relocated", "replacements": [{"purl": "pkg:npm/b"}]}"#),
    // a planned step of the package's life
    ("prefer-cle", Note, "/status",
        r#"{"status": "deprecated", "reason": {"category": "unmaintained"}}"#,
        r#"{"status": "deprecated", "reason": {"category": "defect"}}"#),
    ("prefer-cle", Note, "/status",
        r#"{"status": "archived", "effectiveFrom": "2027-01-01T00:00:00Z",
            "authority": {"role": "maintainer"}}"#,
        r#"{"status": "archived", "effectiveFrom": "2027-01-01T00:00:00Z",
            "authority": {"role": "registry-operator"}}"#),
    ("prefer-cle", Note, "/status",
        r#"{"status": "archived"}"#, r#"{"status": "archived", "effects": {"publish": "blocked"}}"#),
    ("prefer-cle", Note, "/status",
        r#"{"status": "relocated", "replacements": [{"purl": "pkg:npm/b"}],
            "subjects": [{"purl": "pkg:npm/a"}],
            "reason": {"category": "renamed", "message": "see there"}}"#,
        r#"{"status": "relocated", "replacements": [{"purl": "pkg:npm/b@1.0.0"}],
            "subjects": [{"purl": "pkg:npm/a"}],
            "reason": {"category": "renamed", "message": "see there"}}"#),
    ("prefer-cle", Note, "/status",
        r#"{"status": "deprecated", "reason": {"category": "superseded"}, "subjects":
            [{"purl": "pkg:npm/a@1.0.0"}], "replacements": [{"purl": "pkg:npm/a@2.0.0"}]}"#,
        r#"{"status": "deprecated", "reason": {"category": "superseded"}, "subjects":
            [{"purl": "pkg:npm/a@1.0.0"}], "replacements": [{"purl": "pkg:npm/b@2.0.0"}]}"#),
    ("prefer-cle", Note, "/status",
        r#"{"status": "archived", "reason": {"category": "unspecified"}}"#,
        r#"{"status": "archived", "reason": {"category": "malware"}}"#),
    ("law-without-reference", Warning, "/ground",
        r#"{"ground": {"type": "law", "jurisdiction": "DE"}}"#,
        r#"{"ground": {"type": "law", "reference": "Example Act, section 3"}}"#),
    ("message-with-controls", Warning, "/reason/message",
        r#"{"reason": {"message": "a\u001b[2Jb"}}"#, r#"{"reason": {"message": "a\n\tb \u00e9"}}"#),
    ("message-with-controls", Warning, "/reason/message",
        r#"{"reason": {"message": "a\u202eb"}}"#, r#"{"reason": {"message": "a\u200db"}}"#),
    ("no-territory", Error, "/territory/1",
        r#"{"territory": ["DE", "fr"]}"#, r#"{"territory": ["DE", "FR"]}"#),
    ("no-territory", Error, "/territory/0",
        r#"{"territory": ["DEU"]}"#, r#"{"territory": ["DE"]}"#),
    ("territory-empty", Error, "/territory", r#"{"territory": []}"#, r#"{"territory": ["DE"]}"#),
    ("absence-without-observation", Error, "/provenance",
        r#"{"provenance": {"method": "inferred-absence", "source": "index"}}"#,
        r#"{"provenance": {"method": "inferred-absence", "source": "index",
            "observedAt": "2026-05-04T09:00:00Z"}}"#),
    ("absence-without-observation", Error, "/provenance",
        r#"{"provenance": {"method": "inferred-absence", "observedAt": "2026-05-04T09:00:00Z"}}"#,
        r#"{"provenance": {"method": "native-signal", "observedAt": "2026-05-04T09:00:00Z"}}"#),
    ("absence-with-reason", Error, "/reason/category",
        r#"{"reason": {"category": "malware"}, "provenance": {"method": "inferred-absence"}}"#,
        r#"{"reason": {"category": "unspecified"}, "provenance": {"method": "inferred-absence"}}"#),
];

/// The longest message that needs no cut has 10,000 characters, whatever bytes they take.
fn long_messages() -> (String, String) {
    let message = |count: usize| format!(r#"{{"reason": {{"message": "{}"}}}}"#, "é".repeat(count));
    (message(10_001), message(10_000))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn fixture(name: &str) -> String {
    fs::read_to_string(root().join("tests/fixtures/takedown/notice").join(name)).expect(name)
}

/// The minimal notice with these members.
fn with(members: &str) -> String {
    let digests = |text: &str| text.replace("AA", &"a1".repeat(32)).replace("MD", &"b2".repeat(16));
    let mut notice = Json::parse(&fixture("minimal.json")).unwrap().into_members();
    for (name, value) in Json::parse(&digests(members)).expect(members).into_members() {
        match notice.iter_mut().find(|(own, _)| *own == name) {
            Some((_, own)) => *own = value,
            None => notice.push((name, value)),
        }
    }
    Json::Object(notice).to_text()
}

fn check(text: &str) -> Vec<Finding> {
    let notice = TakedownNotice::parse(text).expect(text);
    let findings = notice.check();
    assert_eq!(findings, TakedownNotice::parse_tolerant(text).expect(text).check(), "{text}");
    findings
}

#[track_caller]
fn raises((code, severity, pointer, raising, neighbour): Case<'_>) {
    let found = |members: &str| {
        let findings = check(&with(members)).into_iter().filter(|found| found.code == code);
        findings.map(|it| (it.pointer.as_str().to_owned(), it.severity)).collect::<Vec<_>>()
    };
    assert_eq!(found(raising), [(pointer.to_owned(), severity)], "{code}: {raising:.200}");
    assert_eq!(found(neighbour), [], "{code}: {neighbour:.200}");
}

#[test]
fn each_lint_and_its_neighbour() {
    for case in CASES {
        raises(*case);
    }
    let (long, short) = long_messages();
    raises(("message-too-long", Warning, "/reason/message", &long, &short));
}

/// A new lint without a case here fails.
#[test]
fn every_lint_has_a_case() {
    let mut tried: BTreeSet<String> = CASES.iter().map(|case| case.0.to_owned()).collect();
    tried.insert("message-too-long".into());
    let mut known = BTreeSet::new();
    for entry in fs::read_dir(root().join("crates/pkgschema/src/takedown/lints")).unwrap() {
        let path = entry.unwrap().path();
        let source = fs::read_to_string(&path).unwrap();
        let calls = ["lints.error(", "lints.warning(", "lints.note("];
        for (at, call) in calls.iter().flat_map(|call| source.match_indices(call)) {
            let rest = &source[at..];
            let statement = &rest[..rest.find(';').unwrap_or(rest.len())];
            let literals = statement.split('"').skip(1).step_by(2);
            let is_code = |text: &&str| {
                let letters = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
                letters && text.contains('-') && !text.starts_with('-')
            };
            let codes: Vec<&str> = literals.filter(is_code).collect();
            assert_eq!(codes.len(), 1, "{}: {call}: {statement}", path.display());
            known.insert(codes[0].to_owned());
        }
    }
    assert!(known.len() > 30, "{known:?}");
    assert_eq!(tried, known);
}

/// Every member that holds a time is looked at.
#[test]
fn each_time_is_judged() {
    let members = [
        ("/issuedAt", r#"{"issuedAt": TIME}"#),
        ("/decidedAt", r#"{"decidedAt": TIME}"#),
        ("/effectiveFrom", r#"{"effectiveFrom": TIME}"#),
        ("/effectiveUntil", r#"{"effectiveUntil": TIME}"#),
        (
            "/effects/nameAvailableAt",
            r#"{"effects": {"nameReuse": "after", "nameAvailableAt": TIME}}"#,
        ),
        ("/exposure/publishedAt", r#"{"exposure": {"publishedAt": TIME}}"#),
        ("/exposure/removedAt", r#"{"exposure": {"removedAt": TIME}}"#),
        ("/provenance/observedAt", r#"{"provenance": {"observedAt": TIME}}"#),
    ];
    let times = [
        ("2026-02-30T10:00:00Z", Some("no-such-moment")),
        ("2026-06-31T10:00:00-03:00", Some("no-such-moment")),
        ("2027-05-04T10:00:00-03:00", Some("not-utc")),
        ("2027-05-04T10:00:00-00:00", Some("not-utc")),
        ("2027-05-04 10:00:00Z", Some("malformed-timestamp")),
        ("2026-12-31T23:59:60Z", None),
        ("2027-05-04T10:00:00.1234567890123456789Z", None),
    ];
    for (place, member) in members {
        for (time, expected) in times {
            let text = with(&member.replace("TIME", &format!("{time:?}")));
            let findings = check(&text);
            let here = findings.iter().filter(|it| it.pointer.as_str() == place);
            let codes =
                here.map(|it| it.code).filter(|code| *code != "decided-after-it-was-issued");
            assert_eq!(codes.collect::<Vec<_>>(), Vec::from_iter(expected), "{place}: {time}");
        }
    }
}

#[test]
fn the_minimal_notice_has_nothing_odd() {
    let notice = TakedownNotice::parse(&fixture("minimal.json")).unwrap();
    assert_eq!(notice.check(), []);
    assert!(notice.rest.is_empty());
}

#[test]
fn unlisted_words_are_no_errors() {
    let text = fixture("unlisted-words.json");
    let findings = check(&text);
    assert!(findings.iter().all(|it| it.severity < Error), "{findings:?}");
    assert!(findings.iter().any(|it| it.code == "unknown-status"), "{findings:?}");
    let notice = TakedownNotice::parse(&text).unwrap();
    let lost = diff(&Json::parse(&text).unwrap(), &Json::parse(&notice.to_json()).unwrap());
    assert!(lost.is_empty(), "{lost:?}");
    assert_eq!(TakedownNotice::parse(&notice.to_json()).unwrap(), notice);
    assert_eq!(TakedownNotice::parse(&notice.to_pretty_json()).unwrap(), notice);
}

#[test]
fn without_a_required_member_there_is_no_notice() {
    let minimal = Json::parse(&fixture("minimal.json")).unwrap();
    let members = minimal.as_object().unwrap();
    assert_eq!(members.len(), 7);
    for (name, _) in members {
        let of = |member: Option<&str>| {
            let mut others = minimal.clone().into_members();
            others.retain(|(own, _)| own != name);
            others.extend(member.map(|text| (name.clone(), Json::parse(text).unwrap())));
            Json::Object(others).to_text()
        };
        for text in [of(None), of(Some("null")), of(Some("true"))] {
            let error = TakedownNotice::parse(&text).expect_err(&text);
            assert_eq!(error.kind(), ParseErrorKind::NotThisDocument, "{text}");
            assert!(error.to_string().contains(name.as_str()), "{name}: {error}");
        }
    }
}

#[test]
fn later_minor_versions_read() {
    let document = |version: &str| {
        with(&format!(
            r#"{{"schemaVersion": "{version}", "added": {{"x": [1.0]}}, "registry":
            {{"url": "https://registry.example", "mirrors": []}}, "subjects": [{{"purl":
            "pkg:npm/a", "platform": "x", "artifacts": [{{"digests": {{"sha256": "AA"}},
            "signed": true}}]}}], "effects": {{"search": "none"}}, "reason": {{"severity": 3}},
            "provenance": {{"tool": "x"}}, "replacements": [{{"purl": "pkg:npm/b", "since": 1}}]}}"#
        ))
    };
    for version in ["1.1", "1.99", "1.2.3"] {
        let text = document(version);
        let codes: Vec<_> = check(&text).iter().map(|it| (it.code, it.severity)).collect();
        assert_eq!(codes, [("later-version", Note)], "{version}");
        let written = TakedownNotice::parse(&text).unwrap().to_json();
        let lost = diff(&Json::parse(&text).unwrap(), &Json::parse(&written).unwrap());
        assert!(lost.is_empty(), "{version}: {lost:?}");
    }
    assert_eq!(check(&document("1.0")), []);
}

/// One optional member of the wrong kind is a finding, costs nothing else, and comes back.
#[test]
fn a_wrong_kind_costs_one_member() {
    let complete = Json::parse(&fixture("complete.json")).unwrap();
    let known = TakedownNotice::parse(&fixture("complete.json")).unwrap();
    let required = Json::parse(&fixture("minimal.json")).unwrap();
    let optional = complete.as_object().unwrap().iter().map(|(name, _)| name.as_str());
    let optional: Vec<&str> = optional.filter(|name| required.member(name).is_none()).collect();
    assert!(optional.len() > 20, "{optional:?}");
    for name in optional {
        let mut members = complete.clone().into_members();
        members
            .iter_mut()
            .filter(|(own, _)| own == name)
            .for_each(|(_, it)| *it = Json::Bool(true));
        let text = Json::Object(members).to_text();
        let findings = check(&text);
        let wrong: Vec<_> = findings.iter().filter(|it| it.code == "wrong-type").collect();
        assert_eq!(wrong.len(), 1, "{name}: {findings:?}");
        assert_eq!(wrong[0].pointer.as_str(), format!("/{name}"));
        let notice = TakedownNotice::parse(&text).unwrap();
        assert_eq!((&notice.subjects, &notice.status), (&known.subjects, &known.status), "{name}");
        let written = Json::parse(&notice.to_json()).unwrap();
        assert!(diff(&Json::parse(&text).unwrap(), &written).is_empty(), "{name}");
    }
}

/// Pointers are those of the document, whatever stands before an element.
#[test]
fn pointers_count_elements_of_the_wrong_kind() {
    for (code, pointer, members) in [
        ("purl-unreadable", "/subjects/1/purl", r#"{"subjects": [7, {"purl": "pkg:npm/"}]}"#),
        ("no-territory", "/territory/1", r#"{"territory": [null, "de"]}"#),
        (
            "targets-itself",
            "/targets/1",
            r#"{"noticeType": "amendment", "id": "urn:example:1", "targets": [{}, "urn:example:1"]}"#,
        ),
        (
            "weak-digests-only",
            "/subjects/0/artifacts/1",
            r#"{"subjects": [{"artifacts": ["a.tgz", {"digests": {"md5": "MD"}}]}]}"#,
        ),
        (
            "purl-unreadable",
            "/replacements/1/purl",
            r#"{"replacements": [0, {"purl": "pkg:npm/"}]}"#,
        ),
    ] {
        let findings = check(&with(members));
        let found = findings.iter().find(|it| it.code == code).expect(members);
        assert_eq!(found.pointer.as_str(), pointer, "{members}");
    }
}

/// `fixed-in` names the same package, in versions without the fault.
#[test]
fn fixed_versions_of_the_package_do_not_replace_it_by_itself() {
    let members = r#"{"subjects": [{"purl": "pkg:npm/a", "versions": ["1.4.1"]}], "replacements":
        [{"purl": "pkg:npm/a", "versionRange": "vers:npm/>=1.4.3", "relation": "fixed-in"}]}"#;
    assert_eq!(check(&with(members)), []);
}

#[test]
fn version_1_0_0_is_not_later() {
    assert_eq!(check(&with(r#"{"schemaVersion": "1.0.0"}"#)), []);
}

/// A document with two members of one name is no I-JSON, whichever of the two a reader takes.
#[test]
fn duplicates_have_no_canonical_form() {
    let text = fixture("minimal.json").replace(r#""status""#, r#""status": "active", "status""#);
    let notice = TakedownNotice::parse(&text).unwrap();
    assert!(notice.canonical().is_err() && notice.digest().is_err(), "{:?}", notice.canonical());
    assert!(check(&text).iter().any(|it| it.code == "no-canonical-form"));
}

/// What is listed behind an open end does not close it.
#[test]
fn open_ends_before_other_constraints_are_seen() {
    for (range, severity) in [
        ("vers:npm/>=1.0.0|!=1.5.0", Warning),
        ("vers:npm/>=1.0.0|=2.0.0", Warning),
        ("vers:npm/>=1.0.0|2.0.0", Warning),
        ("vers:npm/<1.0.0|!=2.0.0", Note),
    ] {
        let members = r#"{"subjects": [{"purl": "pkg:npm/a", "versionRange": RANGE}]}"#;
        let findings = check(&with(&members.replace("RANGE", &format!("{range:?}"))));
        let found = findings.iter().find(|it| it.code == "range-hits-later-versions");
        assert_eq!(found.map(|it| it.severity), Some(severity), "{range}: {findings:?}");
    }
}
