//! Each lint of an advisory: one that raises it, and its nearest neighbour that does not.

use pkgschema::Severity::{self, Error, Note, Warning};
use pkgschema::advisory::Advisory;
use pkgschema::object::check;
use pkgschema_testkit::json::Json;
use std::collections::BTreeSet;
use std::{fs, path::Path};

/// Code, severity, pointer, members that raise it, members that do not. The members take the
/// place of those in the minimal advisory.
type Case<'a> = (&'static str, Severity, &'static str, &'a str, &'a str);

const MINIMAL: &str = r#"{"schema_version": "1.7.5", "id": "GHSA-2222-3333-4444",
    "modified": "2026-02-03T04:05:06Z", "published": "2026-01-31T12:00:00Z", "summary": "x"}"#;

const V3: &str = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

#[rustfmt::skip]
const CASES: &[Case<'static>] = &[
    ("id-prefix", Error, "/id", r#"{"id": "GHSAx-1"}"#, r#"{"id": "x_mine"}"#),
    ("id-prefix", Error, "/id", r#"{"id": "CVE"}"#, r#"{"id": "SUSE-FU-1"}"#),
    ("unknown-member", Error, "/a~1b", r#"{"a/b": 1}"#, r#"{"database_specific": {"a/b": 1}}"#),
    ("schema-version-missing", Note, "", r#"{"schema_version": "-"}"#, "{}"),
    ("malformed-schema-version", Warning, "/schema_version", r#"{"schema_version": "v1.7"}"#, r#"{"schema_version": "9.0.0"}"#),
    ("own-identifier", Warning, "/aliases/1", r#"{"aliases": ["CVE-1", "GHSA-2222-3333-4444"]}"#, r#"{"aliases": ["CVE-1"]}"#),
    ("duplicate-identifier", Warning, "/upstream/1", r#"{"upstream": ["CVE-1", "CVE-1"]}"#, r#"{"upstream": ["CVE-1", "CVE-2"]}"#),
    ("alias-and-more", Warning, "/related/0", r#"{"aliases": ["CVE-1"], "related": ["CVE-1"]}"#, r#"{"aliases": ["CVE-1"], "related": ["CVE-2"]}"#),
    ("summary-lines", Warning, "/summary", r#"{"summary": "a\nb"}"#, r#"{"details": "a\nb"}"#),
    ("no-text", Note, "", r#"{"summary": "-"}"#, r#"{"details": ""}"#),
    ("missing-modified", Error, "", r#"{"modified": "-"}"#, "{}"),
    ("not-utc", Error, "/withdrawn", r#"{"withdrawn": "2026-05-01T00:00:00+00:00"}"#, r#"{"withdrawn": "2026-05-01T00:00:00.5Z"}"#),
    ("no-such-moment", Warning, "/published", r#"{"published": "2026-02-30T00:00:00Z", "modified": "2026-03-30T00:00:00Z"}"#, "{}"),
    ("modified-before-published", Warning, "/modified", r#"{"modified": "2026-01-31T11:59:59Z"}"#, r#"{"modified": "2026-01-31T12:00:00Z"}"#),
    ("withdrawn-before-published", Warning, "/withdrawn", r#"{"withdrawn": "2026-01-31T11:59:59Z"}"#, r#"{"withdrawn": "2026-03-01T00:00:00Z"}"#),
    ("missing-severity-type", Error, "/severity/0", r#"{"severity": [{"score": "low"}]}"#, r#"{"severity": [{"type": "Ubuntu", "score": "low"}]}"#),
    ("unlisted-severity-type", Error, "/severity/0/type", r#"{"severity": [{"type": "EPSS", "score": "1"}]}"#, r#"{"severity": []}"#),
    ("missing-score", Error, "/severity/0", r#"{"severity": [{"type": "Ubuntu"}]}"#, r#"{"severity": null}"#),
    ("malformed-score", Error, "/severity/0/score", r#"{"severity": [{"type": "CVSS_V3", "score": "9.8"}]}"#,
        r#"{"severity": [{"type": "CVSS_V2", "score": "AV:N/AC:L/Au:N/C:P/I:P/A:P"}]}"#),
    ("malformed-score", Error, "/affected/0/severity/0/score", r#"{"affected": [{"package": {"ecosystem": "npm", "name": "a"}, "severity": [{"type": "Ubuntu", "score": "Low"}]}]}"#,
        r#"{"affected": [{"package": {"ecosystem": "npm", "name": "a"}, "severity": [{"type": "Ubuntu", "score": "low"}]}]}"#),
    ("incomplete-vector", Warning, "/severity/0/score", r#"{"severity": [{"type": "CVSS_V2", "score": "AV:N/AC:L"}]}"#,
        r#"{"severity": [{"type": "CVSS_V2", "score": "AC:L/AV:N/Au:N/C:P/I:P/A:P"}]}"#),
    ("duplicate-metric", Warning, "/severity/0/score", r#"{"severity": [{"type": "CVSS_V2", "score": "AV:N/AV:N/AC:L/Au:N/C:P/I:P/A:P"}]}"#,
        r#"{"severity": [{"type": "CVSS_V2", "score": "AV:N/AC:L/Au:N/C:P/I:P/A:P"}]}"#),
    ("two-severities", Error, "/affected/0/severity", r#"{"severity": [], "affected": [{"package": {"ecosystem": "npm", "name": "a"}, "severity": []}]}"#,
        r#"{"severity": [], "affected": [{"package": {"ecosystem": "npm", "name": "a"}, "severity": null}]}"#),
    ("nothing-affected", Note, "/affected/0", r#"{"affected": [{"versions": ["1"]}]}"#, r#"{"affected": []}"#),
    ("missing-ecosystem", Error, "/affected/0/package", r#"{"affected": [{"package": {"name": "a"}}]}"#, r#"{"affected": [{"package": {"ecosystem": "npm", "name": "a"}}]}"#),
    ("missing-name", Error, "/affected/0/package", r#"{"affected": [{"package": {"ecosystem": "npm"}}]}"#, r#"{"affected": [{"package": {"ecosystem": "GIT", "name": "a"}}]}"#),
    ("unlisted-ecosystem", Error, "/affected/0/package/ecosystem", r#"{"affected": [{"package": {"ecosystem": "Homebrew", "name": "a"}}]}"#,
        r#"{"affected": [{"package": {"ecosystem": "Debian:12", "name": "a"}}]}"#),
    ("suffix-missing", Warning, "/affected/0/package/ecosystem", r#"{"affected": [{"package": {"ecosystem": "Alpine", "name": "a"}}]}"#,
        r#"{"affected": [{"package": {"ecosystem": "Alpine:v3.16", "name": "a"}}]}"#),
    ("suffix-no-url", Warning, "/affected/0/package/ecosystem", r#"{"affected": [{"package": {"ecosystem": "Maven:central", "name": "a:b"}}]}"#,
        r#"{"affected": [{"package": {"ecosystem": "Maven:https://maven.example", "name": "a:b"}}]}"#),
    ("package-name", Warning, "/affected/0/package/name", r#"{"affected": [{"package": {"ecosystem": "npm", "name": "../a"}}]}"#,
        r#"{"affected": [{"package": {"ecosystem": "npm", "name": "@a/b"}}]}"#),
    ("linux-name", Warning, "/affected/0/package/name", r#"{"affected": [{"package": {"ecosystem": "Linux", "name": "kernel"}}]}"#,
        r#"{"affected": [{"package": {"ecosystem": "Linux", "name": "Kernel"}}]}"#),
    ("unnormalized-name", Warning, "/affected/0/package/name", r#"{"affected": [{"package": {"ecosystem": "PyPI", "name": "Jinja2"}}]}"#,
        r#"{"affected": [{"package": {"ecosystem": "PyPI", "name": "jinja2"}}]}"#),
    ("malformed-purl", Warning, "/affected/0/package/purl", r#"{"affected": [{"package": {"ecosystem": "npm", "name": "a", "purl": "npm/a"}}]}"#,
        r#"{"affected": [{"package": {"ecosystem": "npm", "name": "a", "purl": "pkg:npm/a"}}]}"#),
    ("purl-with-version", Warning, "/affected/0/package/purl", r#"{"affected": [{"package": {"ecosystem": "npm", "name": "a", "purl": "pkg:npm/a@1"}}]}"#,
        r#"{"affected": [{"package": {"ecosystem": "npm", "name": "a", "purl": "pkg:npm/a?x=y"}}]}"#),
    ("other-purl", Warning, "/affected/0/package/purl", r#"{"affected": [{"package": {"ecosystem": "PyPI", "name": "a-b", "purl": "pkg:pypi/b"}}]}"#,
        r#"{"affected": [{"package": {"ecosystem": "PyPI", "name": "a-b", "purl": "pkg:pypi/A.b"}}]}"#),
    ("missing-range-type", Error, "/affected/0/ranges/0", r#"{"affected": [{"ranges": [{"events": [{"introduced": "0"}]}]}]}"#,
        r#"{"affected": [{"ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}]}"#),
    ("unlisted-range-type", Error, "/affected/0/ranges/0/type", r#"{"affected": [{"ranges": [{"type": "semver", "events": [{"introduced": "0"}]}]}]}"#,
        r#"{"affected": [{"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}]}"#),
    ("git-without-repo", Error, "/affected/0/ranges/0", r#"{"affected": [{"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}]}"#,
        r#"{"affected": [{"ranges": [{"type": "GIT", "repo": "https://git.example/a", "events": [{"introduced": "0"}]}]}]}"#),
    ("short-hash", Error, "/affected/0/ranges/0/events/1/fixed", r#"{"affected": [{"ranges": [{"type": "GIT", "repo": "https://git.example/a", "events": [{"introduced": "0"}, {"fixed": "9F9F9F9F9F9F9F9F9F9F9F9F9F9F9F9F9F9F9F9F"}]}]}]}"#,
        r#"{"affected": [{"ranges": [{"type": "GIT", "repo": "https://git.example/a", "events": [{"introduced": "0"}, {"fixed": "9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f"}]}]}]}"#),
    ("missing-events", Error, "/affected/0/ranges/0", r#"{"affected": [{"ranges": [{"type": "SEMVER"}]}]}"#,
        r#"{"affected": [{"ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}]}"#),
    ("never-introduced", Error, "/affected/0/ranges/0/events", r#"{"affected": [{"ranges": [{"type": "SEMVER", "events": [{"fixed": "1.0.0"}]}]}]}"#,
        r#"{"affected": [{"ranges": [{"type": "SEMVER", "events": [{"introduced": "1.0.0"}]}]}]}"#),
    ("fixed-and-last-affected", Error, "/affected/0/ranges/0/events", r#"{"affected": [{"ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.0.0"}, {"introduced": "2.0.0"}, {"last_affected": "2.1.0"}]}]}]}"#,
        r#"{"affected": [{"ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.0.0"}, {"limit": "2.0.0"}]}]}]}"#),
    ("not-one-event", Error, "/affected/0/ranges/0/events/0", r#"{"affected": [{"ranges": [{"type": "SEMVER", "events": [{"introduced": "0", "fixed": "1.0.0"}]}]}]}"#,
        r#"{"affected": [{"ranges": [{"type": "SEMVER", "events": [{"introduced": "0", "note": "1.0.0"}]}]}]}"#),
    ("not-one-event", Error, "/affected/0/ranges/0/events/1", r#"{"affected": [{"ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {}]}]}]}"#,
        r#"{"affected": [{"ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}]}"#),
    ("zero-as-end", Warning, "/affected/0/ranges/0/events/1/fixed", r#"{"affected": [{"ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "0"}]}]}]}"#,
        r#"{"affected": [{"ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "0.0.0"}]}]}]}"#),
    ("star-as-version", Warning, "/affected/0/ranges/0/events/1/fixed", r#"{"affected": [{"ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "*"}]}]}]}"#,
        r#"{"affected": [{"ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"limit": "*"}]}]}]}"#),
    ("no-semantic-version", Warning, "/affected/0/ranges/0/events/1/fixed", r#"{"affected": [{"package": {"ecosystem": "Go", "name": "a"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "v1.0.0"}]}]}]}"#,
        r#"{"affected": [{"package": {"ecosystem": "Go", "name": "a"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.0.0-rc.1+b"}]}]}]}"#),
    ("no-version", Warning, "/affected/0/ranges/0/events/1/fixed", r#"{"affected": [{"package": {"ecosystem": "PyPI", "name": "a"}, "versions": ["1"], "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1-bulbasaur"}]}]}]}"#,
        r#"{"affected": [{"package": {"ecosystem": "PyPI", "name": "a"}, "versions": ["1"], "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.post1"}]}]}]}"#),
    ("unsorted-events", Note, "/affected/0/ranges/0/events", r#"{"affected": [{"package": {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events": [{"fixed": "1.0.0"}, {"introduced": "0"}]}]}]}"#,
        r#"{"affected": [{"package": {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.0.0"}]}]}]}"#),
    ("tied-events", Note, "/affected/0/ranges/0/events", r#"{"affected": [{"package": {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "1.0.0"}, {"fixed": "1.0.0"}]}]}]}"#,
        r#"{"affected": [{"package": {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "1.0.0"}, {"fixed": "1.0.1"}]}]}]}"#),
    ("end-without-beginning", Warning, "/affected/0/ranges/0/events", r#"{"affected": [{"package": {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events": [{"fixed": "1.0.0"}, {"introduced": "2.0.0"}]}]}]}"#,
        r#"{"affected": [{"package": {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0.1.0"}, {"fixed": "1.0.0"}]}]}]}"#),
    ("overlapping-ranges", Warning, "/affected/0/ranges/1", r#"{"affected": [{"package": {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "2.0.0"}]}, {"type": "SEMVER", "events": [{"introduced": "1.0.0"}]}]}]}"#,
        r#"{"affected": [{"package": {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "2.0.0"}]}, {"type": "SEMVER", "events": [{"introduced": "2.0.0"}]}]}]}"#),
    ("versions-not-listed", Note, "/affected/0", r#"{"affected": [{"package": {"ecosystem": "PyPI", "name": "a"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}]}"#,
        r#"{"affected": [{"package": {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}]}"#),
    ("listed-although-fixed", Warning, "/affected/0/versions/1", r#"{"affected": [{"package": {"ecosystem": "PyPI", "name": "a"}, "versions": ["1", "2.0"], "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2"}]}]}]}"#,
        r#"{"affected": [{"package": {"ecosystem": "PyPI", "name": "a"}, "versions": ["1", "2.0"], "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"last_affected": "2"}]}]}]}"#),
    ("listed-outside", Note, "/affected/0/versions/0", r#"{"affected": [{"package": {"ecosystem": "PyPI", "name": "a"}, "versions": ["3"], "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2"}]}]}]}"#,
        r#"{"affected": [{"package": {"ecosystem": "PyPI", "name": "a"}, "versions": ["1.9.post1"], "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2"}]}]}]}"#),
    ("missing-reference-type", Error, "/references/0", r#"{"references": [{"url": "https://a.example"}]}"#, r#"{"references": null}"#),
    ("unlisted-reference-type", Error, "/references/0/type", r#"{"references": [{"type": "BLOG", "url": "https://a.example"}]}"#, r#"{"references": [{"type": "GIT", "url": "https://a.example"}]}"#),
    ("missing-url", Error, "/references/0", r#"{"references": [{"type": "WEB"}]}"#, r#"{"references": [{"type": "WEB", "url": "https://a.example"}]}"#),
    ("duplicate-reference", Note, "/references/1", r#"{"references": [{"type": "WEB", "url": "https://a.example"}, {"type": "WEB", "url": "https://a.example"}]}"#,
        r#"{"references": [{"type": "WEB", "url": "https://a.example"}, {"type": "FIX", "url": "https://a.example"}]}"#),
    ("missing-credit-name", Error, "/credits/0", r#"{"credits": [{"type": "FINDER"}]}"#, r#"{"credits": [{"name": "A", "type": "FINDER"}]}"#),
    ("unlisted-credit-type", Error, "/credits/0/type", r#"{"credits": [{"name": "A", "type": "HELPER"}]}"#, r#"{"credits": [{"name": "A", "type": "OTHER"}]}"#),
    ("malformed-contact", Warning, "/credits/0/contact/0", r#"{"credits": [{"name": "A", "contact": ["a@mail.example"]}]}"#, r#"{"credits": [{"name": "A", "contact": ["mailto:a@mail.example"]}]}"#),
];

/// The minimal advisory with these members in place of its own; `-` leaves one out.
fn advisory(members: &str) -> Advisory {
    let mut all: Vec<_> = Json::parse(MINIMAL).unwrap().into_members().into_iter().collect();
    for (name, value) in Json::parse(members).unwrap().into_members() {
        all.retain(|(known, _)| *known != name);
        if value.as_str() != Some("-") {
            all.push((name, value));
        }
    }
    Advisory::parse(&Json::Object(all).to_text()).unwrap()
}

#[test]
fn every_lint_is_found_where_it_is_and_nowhere_else() {
    for (code, severity, pointer, raises, does_not) in CASES {
        let found = advisory(raises).check();
        let here = found.iter().find(|finding| finding.code == *code);
        let here = here.unwrap_or_else(|| panic!("{code} is not found in {raises}: {found:?}"));
        assert_eq!((here.severity, here.pointer.as_str()), (*severity, *pointer), "{code}");
        let found = advisory(does_not).check();
        let none = found.iter().find(|finding| finding.code == *code);
        assert_eq!(none, None, "{does_not}");
    }
}

#[test]
fn long_summaries() {
    let codes = |length: usize| {
        let members = format!(r#"{{"summary": "{}"}}"#, "ä".repeat(length));
        advisory(&members).check().iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(120), [""; 0]);
    assert_eq!(codes(121), ["long-summary"]);
}

/// The table in the module's documentation is the list of rules.
#[test]
fn every_documented_code_has_a_case() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/pkgschema/src/advisory/lints.rs");
    let text = fs::read_to_string(path).unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("//! | `")?.split(" | ").next());
    let documented: BTreeSet<&str> =
        rows.flat_map(|cell| cell.split("`, `")).map(|code| code.trim_end_matches('`')).collect();
    let mut tested: BTreeSet<&str> = CASES.iter().map(|case| case.0).collect();
    tested.insert("long-summary");
    assert_eq!(documented, tested);
    assert!(documented.len() >= 40, "{}", documented.len());
}

#[test]
fn a_sound_advisory_has_no_findings() {
    let sound = advisory(&format!(
        r#"{{"severity": [{{"type": "CVSS_V3", "score": "{V3}"}}],
            "affected": [{{"package": {{"ecosystem": "npm", "name": "a", "purl": "pkg:npm/a"}},
                "ranges": [{{"type": "SEMVER", "events": [{{"introduced": "0"}}, {{"fixed": "1.0.0"}}]}}]}}]}}"#
    ));
    assert_eq!(sound.check(), []);
}

/// The wrong kind is found once, by the check that every object has, and never as missing too.
#[test]
fn wrong_kinds_are_not_missing() {
    let odd = advisory(
        r#"{"modified": 1, "affected": [{"package": {"ecosystem": 1, "name": null},
            "ranges": [{"type": 1, "repo": 1, "events": {}}]}],
            "severity": [{"type": 1, "score": 1}], "references": [{"type": 1, "url": 1}],
            "credits": [{"name": 1, "type": 1}]}"#,
    );
    let (structural, all) = (check(&odd), odd.check());
    assert_eq!(all.get(..structural.len()), Some(&structural[..]));
    let more: Vec<&str> = all.iter().skip(structural.len()).map(|it| it.code).collect();
    assert_eq!(more, [""; 0], "{all:?}");
}
