//! GitHub's REST advisories: what they become, what comes back, and what is named as lost.

use pkgschema::advisory::Advisory;
use pkgschema_convert::advisory_format::{AdvisoryFormat, AdvisoryReading};
use pkgschema_convert::formats::GhsaRest;
use pkgschema_convert::{Document, LossKind, ToAdvisories};
use pkgschema_testkit::json::{Json, diff};

fn ghsa() -> &'static AdvisoryFormat {
    AdvisoryFormat::find("ghsa").unwrap()
}

#[track_caller]
fn read(text: &str) -> AdvisoryReading {
    ghsa().read(text).expect(text)
}

/// Kinds and places of losses that lose meaning.
fn lost(losses: &[pkgschema_convert::Loss]) -> Vec<String> {
    let shown = losses.iter().filter(|loss| loss.kind.loses_meaning());
    shown.map(|loss| format!("{} {}", loss.kind, loss.pointer.as_str())).collect()
}

const FULL: &str = r#"{
    "ghsa_id": "GHSA-2222-3333-4444",
    "cve_id": "CVE-2050-10000",
    "url": "https://api.github.com/advisories/GHSA-2222-3333-4444",
    "html_url": "https://github.com/advisories/GHSA-2222-3333-4444",
    "repository_advisory_url": "https://api.code.example/repos/a/b/security-advisories/GHSA-2222-3333-4444",
    "summary": "Things break",
    "description": "They break\r\nbadly.",
    "type": "reviewed",
    "severity": "medium",
    "source_code_location": "https://code.example/a/b",
    "identifiers": [
        {"type": "GHSA", "value": "GHSA-2222-3333-4444"}, {"type": "CVE", "value": "CVE-2050-10000"}],
    "references": ["https://nvd.nist.gov/vuln/detail/CVE-2050-10000", "https://code.example/a/b/pull/1",
        "https://github.com/advisories/GHSA-2222-3333-4444"],
    "published_at": "2050-03-23T02:30:56Z",
    "updated_at": "2050-03-24T02:30:56Z",
    "github_reviewed_at": "2050-03-23T02:30:56Z",
    "nvd_published_at": null,
    "withdrawn_at": null,
    "vulnerabilities": [
        {"package": {"ecosystem": "npm", "name": "@a/b"}, "vulnerable_version_range": ">= 1.0.0, < 1.0.8",
         "first_patched_version": "1.0.8", "vulnerable_functions": ["f", "g"]},
        {"package": {"ecosystem": "pip", "name": "a"}, "vulnerable_version_range": "<= 1.2",
         "first_patched_version": null, "vulnerable_functions": []},
        {"package": {"ecosystem": "rubygems", "name": "a"}, "vulnerable_version_range": "< 3.0.0.rc1",
         "first_patched_version": null, "vulnerable_functions": []},
        {"package": {"ecosystem": "maven", "name": "g:a"}, "vulnerable_version_range": "<= 1.2",
         "first_patched_version": "1.3", "vulnerable_functions": []},
        {"package": {"ecosystem": "rust", "name": "a_b"}, "vulnerable_version_range": "= 0.2.0",
         "first_patched_version": "0.2.1", "vulnerable_functions": []},
        {"package": {"ecosystem": "nuget", "name": "A"}, "vulnerable_version_range": "= 0.2.0",
         "first_patched_version": null, "vulnerable_functions": []},
        {"package": {"ecosystem": "go", "name": "x.example/m"}, "vulnerable_version_range": ">= 0.0.1",
         "first_patched_version": null, "vulnerable_functions": []},
        {"package": {"ecosystem": "composer", "name": "a/b"}, "vulnerable_version_range": ">= 0",
         "first_patched_version": null, "vulnerable_functions": []},
        {"package": {"ecosystem": "other", "name": "thing"}, "vulnerable_version_range": "< 2",
         "first_patched_version": "1", "vulnerable_functions": []}],
    "cvss": {"vector_string": "CVSS:3.1/AV:N/AC:H/PR:H/UI:R/S:C/C:H/I:H/A:H", "score": 7.6},
    "cvss_severities": {
        "cvss_v3": {"vector_string": "CVSS:3.1/AV:N/AC:H/PR:H/UI:R/S:C/C:H/I:H/A:H", "score": 7.6},
        "cvss_v4": {"vector_string": null, "score": 0.0}},
    "cwes": [{"cwe_id": "CWE-400"}],
    "credits": [{"user": {"login": "some-one", "html_url": "https://github.com/some-one"}, "type": "analyst"}]
}"#;

#[test]
fn what_has_a_home_comes_back() {
    let reading = read(FULL);
    let written = ghsa().write(&reading.advisories).unwrap();
    let (source, back) = (Json::parse(FULL).unwrap(), Json::parse(&written.value).unwrap());
    let differences: Vec<String> = diff(&source, &back).iter().map(ToString::to_string).collect();
    assert_eq!(differences, Vec::<String>::new());
    assert_eq!(lost(&written.losses), Vec::<String>::new());
    assert_eq!(
        lost(&reading.losses),
        [
            "changed /vulnerabilities/2/vulnerable_version_range",
            "changed /vulnerabilities/3/vulnerable_version_range",
            "changed /vulnerabilities/4/vulnerable_version_range",
            "changed /vulnerabilities/8/first_patched_version",
        ]
    );
}

#[test]
fn an_advisory_as_github_publishes_it() {
    let advisory = &read(FULL).advisories[0];
    let json = Json::parse(&advisory.to_json()).unwrap();
    let at = |place: &str| {
        let place = pkgschema::Pointer::parse(place).unwrap();
        json.get(&place).map_or_else(|| "-".to_owned(), Json::to_text)
    };
    assert_eq!(at("/aliases"), r#"["CVE-2050-10000"]"#);
    assert_eq!(at("/details"), r#""They break\r\nbadly.""#);
    assert_eq!(at("/withdrawn"), "-");
    assert_eq!(at("/references/0/type"), r#""ADVISORY""#);
    assert_eq!(at("/references/1/type"), r#""WEB""#);
    assert_eq!(at("/references/3/type"), r#""PACKAGE""#);
    assert_eq!(at("/credits/0/type"), r#""ANALYST""#);
    assert_eq!(at("/database_specific/severity"), r#""MODERATE""#);
    assert_eq!(at("/database_specific/cwe_ids"), r#"["CWE-400"]"#);
    assert_eq!(at("/database_specific/github_reviewed"), "true");
    assert_eq!(at("/affected/0/ranges/0/type"), r#""SEMVER""#);
    assert_eq!(at("/affected/0/ecosystem_specific/affected_functions"), r#"["f","g"]"#);
    assert_eq!(
        at("/affected/1/ranges/0/events"),
        r#"[{"introduced":"0"},{"last_affected":"1.2"}]"#
    );
    assert_eq!(at("/affected/1/ranges/0/type"), r#""ECOSYSTEM""#);
    let hint = "/database_specific/last_known_affected_version_range";
    assert_eq!(at("/affected/2/ranges/0/events"), r#"[{"introduced":"0"},{"fixed":"3.0.0.rc1"}]"#);
    assert_eq!(at(&format!("/affected/2{hint}")), r#""< 3.0.0.rc1""#);
    assert_eq!(at("/affected/3/ranges/0/events"), r#"[{"introduced":"0"},{"fixed":"1.3"}]"#);
    assert_eq!(at(&format!("/affected/3{hint}")), r#""<= 1.2""#);
    assert_eq!(at("/affected/4/versions"), r#"["0.2.0"]"#);
    assert_eq!(at("/affected/5/versions"), r#"["0.2.0"]"#);
    assert_eq!(at("/affected/5/ranges"), "-");
    assert_eq!(at("/affected/7/ranges/0/events"), r#"[{"introduced":"0"}]"#);
    assert_eq!(at("/affected/8/package"), r#"{"name":"thing"}"#);
    assert_eq!(at("/affected/8/ranges/0/events"), r#"[{"introduced":"0"},{"fixed":"2"}]"#);
}

#[test]
fn what_nobody_can_read_stays_open() {
    for range in [r#""^1.0""#, r#""""#, "null", "7", r#"">= 2.0.0, < 1.0.0""#, r#""< 1 || > 2""#] {
        let text = format!(
            r#"{{"ghsa_id": "GHSA-2222-3333-4444", "vulnerabilities": [{{"package":
                {{"ecosystem": "npm", "name": "a"}}, "vulnerable_version_range": {range}}}]}}"#
        );
        let reading = read(&text);
        let affected = &reading.advisories[0].affected[0];
        assert!(affected.ranges.is_empty() && affected.versions.is_empty(), "{range}");
        let said = range != "null";
        assert_eq!(lost(&reading.losses).len(), usize::from(said), "{range}");
        assert!(affected.to_version_set().is_err(), "{range}");
        let back = ghsa().write(&reading.advisories).unwrap().value;
        assert!(back.contains("\"vulnerable_version_range\": null"), "{back}");
    }
    let odd = r#"{"ghsa_id": "GHSA-2222-3333-4444", "vulnerabilities": [{"package":
        {"ecosystem": "npm", "name": "a"}, "vulnerable_version_range": "^1"}]}"#;
    let found = GhsaRest::parse(odd).unwrap().check();
    assert_eq!(found[0].code, "unread-version-range");
    assert_eq!(found[0].pointer.as_str(), "/vulnerabilities/0/vulnerable_version_range");
}

#[test]
fn patched_versions_that_contradict_the_range() {
    let cases = [
        // an end that only the patched version gives
        ("npm", ">= 1.0.0", "2.0.0", r#"[{"introduced":"1.0.0"},{"fixed":"2.0.0"}]"#),
        // patched within the range: the range stands
        ("npm", "< 2.0.0", "1.5.0", r#"[{"introduced":"0"},{"fixed":"2.0.0"}]"#),
        ("npm", "<= 2.0.0", "2.0.0", r#"[{"introduced":"0"},{"last_affected":"2.0.0"}]"#),
        // nobody can order these: the range stands
        ("rubygems", "<= 2.0.rc1", "2.0.0", r#"[{"introduced":"0"},{"last_affected":"2.0.rc1"}]"#),
        ("rubygems", "<= 2.0", "2.0.1", r#"[{"introduced":"0"},{"fixed":"2.0.1"}]"#),
        ("npm", "> 1.2.3, < 2.0.0", "2.0.0", r#"[{"introduced":"1.2.4-0"},{"fixed":"2.0.0"}]"#),
        ("pip", "> 1.2, < 2", "2", r#"[{"introduced":"1.2"},{"fixed":"2"}]"#),
    ];
    for (ecosystem, range, patched, expected) in cases {
        let text = format!(
            r#"{{"ghsa_id": "GHSA-2222-3333-4444", "vulnerabilities": [{{"package": {{"ecosystem":
            "{ecosystem}", "name": "a"}}, "vulnerable_version_range": "{range}",
            "first_patched_version": {{"identifier": "{patched}"}}}}]}}"#
        );
        let reading = read(&text);
        let events = &reading.advisories[0].affected[0].ranges[0].events;
        assert_eq!(serde_json::to_string(events).unwrap(), expected, "{range} {patched}");
        let exact = ecosystem == "npm" && range.starts_with('>') && range.ends_with("< 2.0.0");
        assert_eq!(lost(&reading.losses).is_empty(), exact, "{range} {patched}");
    }
}

#[test]
fn losses_are_named() {
    let text = r#"[{"ghsa_id": "GHSA-2222-3333-4444", "type": "malware", "severity": "unknown",
        "url": "https://elsewhere.example/1", "epss": {"percentage": 0.1},
        "cvss": {"vector_string": null, "score": 7.5}, "cwes": [{"cwe_id": "CWE-1", "name": "x"}, 7],
        "credits": [{"user": {"login": "a", "id": 1}, "type": "tool"}, {"type": "tool"}],
        "vulnerabilities": [{"package": {"ecosystem": "conda", "name": "a", "x": 1}}]}]"#;
    let reading = read(text);
    assert_eq!(
        lost(&reading.losses),
        [
            "changed /0/credits/0/user",
            "changed /0/vulnerabilities/0/package/ecosystem",
            "dropped /0/url",
            "dropped /0/vulnerabilities/0/package/x",
            "dropped /0/cvss",
            "dropped /0/cwes/1",
            "dropped /0/credits/1",
            "dropped /0/epss",
        ]
    );
    let normalized = |loss: &&pkgschema_convert::Loss| loss.kind == LossKind::Normalized;
    let normalized: Vec<&str> =
        reading.losses.iter().filter(normalized).map(|loss| loss.pointer.as_str()).collect();
    assert_eq!(normalized, ["/0/cwes/0/name"]);
}

#[track_caller]
fn written(advisory: &str) -> (Vec<(String, String)>, Vec<String>) {
    let advisory = Advisory::parse(advisory).unwrap();
    let written = ghsa().write(&[advisory]).unwrap();
    let rest = GhsaRest::parse(&written.value).unwrap();
    let ranges = rest.advisories()[0].vulnerabilities.iter().map(|one| {
        let range = one.vulnerable_version_range.as_deref().unwrap_or("null");
        let patched = one.first_patched_version.as_ref().and_then(|patched| patched.version());
        (range.to_owned(), patched.map_or("null", |text| text.as_str()).to_owned())
    });
    (ranges.collect(), lost(&written.losses))
}

fn affected(members: &str) -> String {
    format!(
        r#"{{"id": "GHSA-2222-3333-4444", "modified": "2026-01-31T12:00:00Z", "affected": [{members}]}}"#
    )
}

#[track_caller]
fn ranges_are(members: &str, expected: &[(&str, &str)], losses: &[&str]) {
    let (found, lost) = written(&affected(members));
    let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (&**a, &**b)).collect();
    assert_eq!(found, expected, "{members}");
    assert_eq!(lost, losses, "{members}");
}

#[test]
fn events_as_ranges() {
    ranges_are(
        r#"{"package": {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events":
            [{"introduced": "0"}, {"introduced": "2.0.0"}, {"fixed": "2.1.0"}, {"fixed": "1.3.2"}]},
            {"type": "SEMVER", "events": [{"introduced": "3.0.0"}, {"last_affected": "3.1.0"}]},
            {"type": "SEMVER", "events": [{"introduced": "4.0.0"}]}]}"#,
        &[
            ("< 1.3.2", "1.3.2"),
            (">= 2.0.0, < 2.1.0", "2.1.0"),
            (">= 3.0.0, <= 3.1.0", "null"),
            (">= 4.0.0", "null"),
        ],
        &[],
    );
    // nobody orders these versions: as they stand
    ranges_are(
        r#"{"package": {"ecosystem": "RubyGems", "name": "a"}, "ranges": [{"type": "ECOSYSTEM", "events":
            [{"introduced": "0"}, {"fixed": "1.0.rc1"}, {"introduced": "2.0.a"}, {"fixed": "2.1"}]}]}"#,
        &[("< 1.0.rc1", "1.0.rc1"), (">= 2.0.a, < 2.1", "2.1")],
        &[],
    );
    ranges_are(
        r#"{"package": {"ecosystem": "RubyGems", "name": "a"}, "ranges": [{"type": "ECOSYSTEM", "events":
            [{"introduced": "0"}, {"introduced": "1.0.rc1"}, {"fixed": "2.1"}]}]}"#,
        &[("null", "null")],
        &["dropped /affected/0/ranges/0"],
    );
    ranges_are(
        r#"{"package": {"ecosystem": "PyPI", "name": "a"}, "versions": ["1.0", "1.5", "3.0"], "ranges":
            [{"type": "GIT", "repo": "https://code.example/a", "events": [{"introduced": "0"}]},
             {"type": "ECOSYSTEM", "events": [{"introduced": "1.0"}, {"limit": "2.0"}]}]}"#,
        &[(">= 1.0, < 2.0", "null"), ("= 3.0", "null")],
        &["dropped /affected/0/ranges/0", "changed /affected/0/ranges/1/events"],
    );
    ranges_are(
        r#"{"package": {"ecosystem": "Debian:12", "name": "a"}, "versions": ["1-1"]}"#,
        &[("= 1-1", "null")],
        &["changed /affected/0/package/ecosystem"],
    );
    ranges_are(r#"{"package": {"ecosystem": "Go", "name": "a"}}"#, &[("null", "null")], &[]);
    ranges_are(
        r#"{"package": {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events":
            [{"introduced": "0", "fixed": "1.0.0"}]}]}"#,
        &[("null", "null")],
        &["dropped /affected/0/ranges/0"],
    );
    // GitHub's own files say it like this
    ranges_are(
        r#"{"package": {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "ECOSYSTEM", "events":
            [{"introduced": "0"}]}], "database_specific": {"last_known_affected_version_range": "< 3.0.0"}}"#,
        &[("< 3.0.0", "null")],
        &[],
    );
    ranges_are(r#"{"ranges": [{"type": "GIT", "events": []}]}"#, &[], &["dropped /affected/0"]);
}

#[test]
fn who_may_be_written() {
    let plain = Advisory::parse(r#"{"id": "PYSEC-2026-1", "modified": "2026-01-31T12:00:00Z"}"#);
    assert_eq!(ghsa().write(&[plain.unwrap()]).unwrap_err().code, "no-ghsa-id");
    let text = r#"{"id": "PYSEC-2026-1", "modified": "2026-01-31T12:00:00Z", "related": ["X-1"],
        "aliases": ["GHSA-2222-3333-4444", "CVE-2026-10000", "SNYK-1"], "summary": "x",
        "severity": [{"type": "CVSS_V2", "score": "AV:N/AC:L/Au:N/C:P/I:N/A:N"}],
        "credits": [{"name": "Some One"}],
        "references": [{"type": "FIX", "url": "https://code.example/1"}]}"#;
    let (_, lost) = written(text);
    assert_eq!(
        lost,
        [
            "changed /id",
            "dropped /credits/0",
            "dropped /aliases/2",
            "dropped /related",
            "dropped /severity",
            "dropped /references/0/type",
        ]
    );
    assert_eq!(ghsa().write(&[]).unwrap().value, "[]\n");
}

#[test]
fn hostile_input() {
    let deep = "[".repeat(5000) + &"]".repeat(5000);
    let texts = [
        format!(r#"{{"ghsa_id": "GHSA-2222-3333-4444", "vulnerabilities": {deep}}}"#),
        format!(r#"{{"ghsa_id": "x", "cwes": [{deep}], "credits": [{{"user": {deep}}}]}}"#),
        r#"{"ghsa_id": "x", "vulnerabilities": 1, "cvss": [], "cwes": {}, "references": [1, {}, null],
            "identifiers": "x", "credits": [[]], "severity": 7, "type": null}"#
            .to_owned(),
        r#"{"ghsa_id": "\u0000\n", "vulnerabilities": [{"package": {"ecosystem": "\u0001", "name":
            "\u0000"}, "vulnerable_version_range": "< \u0000"}]}"#
            .to_owned(),
        format!(
            r#"{{"ghsa_id": "x", "identifiers": [{}], "vulnerabilities": [{}]}}"#,
            vec![r#"{"value": "CVE-1"}, {"value": "CVE-2"}"#; 20_000].join(","),
            vec![r#"{"package": {"ecosystem": "npm", "name": "a"}, "vulnerable_version_range": "< 1.0.0"}"#; 20_000]
                .join(",")
        ),
    ];
    for text in &texts {
        let Ok(document) = GhsaRest::parse(text) else { continue };
        document.check();
        let made = document.to_advisories().unwrap();
        let _ = ghsa().write(&made.value);
    }
    for text in ["", "7", "{}", "[]x", r#"[{"ghsa_id": 1}]"#, r#""x""#] {
        assert!(GhsaRest::parse(text).is_err(), "{text}");
    }
    assert!(GhsaRest::parse("[]").unwrap().to_advisories().unwrap().value.is_empty());
}
