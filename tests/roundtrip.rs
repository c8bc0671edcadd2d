//! Documents come back as they were read, and what does not fit is named.
//!
//! One permitted normalisation: of members of one name only the first is written.

use pkgschema::advisory::Advisory;
use pkgschema::object::{Object, check, parse, parse_tolerant, write};
use pkgschema_testkit::json::{Json, diff};
use std::{fmt::Debug, fs, path::PathBuf};

/// Pointer and code of each finding, in document order of the record.
type Findings = &'static [(&'static str, &'static str)];

/// Reads the fixture, writes it both ways, and compares with the source and the findings.
#[track_caller]
fn roundtrip<T>(document: &str, name: &str, expected: Findings) -> T
where
    T: Object + PartialEq + Debug + serde::de::DeserializeOwned,
{
    let text = fs::read_to_string(folder(document).join(name)).expect(name);
    let record: T = parse(&text).expect(name);
    assert_eq!(record, parse_tolerant(&text).expect(name), "{name}");
    assert_eq!(record, serde_json::from_str(&text).expect(name), "{name}");
    let written = write(&record);
    assert_eq!(written, serde_json::to_string(&record).expect(name), "{name}");
    let (source, back) = (Json::parse(&text).expect(name), Json::parse(&written).expect(name));
    let lost: Vec<_> = diff(&source, &back).iter().map(ToString::to_string).collect();
    assert_eq!(lost, [""; 0], "{name}");
    let findings = check(&record);
    let found: Vec<_> = findings.iter().map(|f| (f.pointer.as_str(), f.code)).collect();
    assert_eq!(found, expected, "{name}");
    record
}

fn folder(document: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests/fixtures", document].iter().collect()
}

#[track_caller]
fn advisory(name: &str, expected: Findings) -> Advisory {
    roundtrip("osv/advisory", name, expected)
}

#[test]
fn complete() {
    use pkgschema::advisory::{CreditType, RangeType, ReferenceType, SeverityType};
    let advisory = advisory("complete.json", &[]);
    assert!(advisory.rest.is_empty());
    assert_eq!(advisory.schema_version.as_deref(), Some("1.7.5"));
    assert_eq!(advisory.withdrawn.as_ref().unwrap(), "2026-03-01T00:00:00.5Z");
    assert_eq!(advisory.upstream[0], "CVE-2026-0003");
    assert_eq!(advisory.severity[0].severity_type, Some(SeverityType::CvssV3));
    let affected = &advisory.affected[0];
    assert_eq!(affected.severity[0].severity_type, Some(SeverityType::Ubuntu));
    assert_eq!(affected.ranges[1].range_type, Some(RangeType::Git));
    assert_eq!(affected.ranges[1].events[2].limit.as_deref(), Some("*"));
    let own = affected.ecosystem_specific.as_ref().and_then(|own| own.get("functions"));
    assert_eq!(own.unwrap().as_str(), r#"["unpack"]"#);
    assert_eq!(advisory.references[0].reference_type, Some(ReferenceType::Fix));
    assert_eq!(advisory.credits[0].credit_type, Some(CreditType::Finder));
}

#[test]
fn nulls() {
    let advisory = advisory(
        "nulls.json",
        &[
            ("/severity/0", "null-member"),
            ("/severity/1/type", "null-member"),
            ("/severity/1/score", "null-member"),
            ("/affected/0/package/name", "null-member"),
            ("/affected/0/package/purl", "null-member"),
            ("/affected/0/ranges/0/events/0/fixed", "null-member"),
            ("/affected/0/ranges/0/events/1", "null-member"),
            ("/affected/0/ranges/0/type", "null-member"),
            ("/affected/0/ranges/0/repo", "null-member"),
            ("/affected/0/versions", "null-member"),
            ("/affected/0/ecosystem_specific", "null-member"),
            ("/affected/1/package", "null-member"),
            ("/affected/1/ranges", "null-member"),
            ("/references/0/type", "null-member"),
            ("/references/0/url", "null-member"),
            ("/credits/0/contact/0", "null-member"),
            ("/credits/0/name", "null-member"),
            ("/credits/0/type", "null-member"),
            ("/schema_version", "null-member"),
            ("/modified", "null-member"),
            ("/summary", "null-member"),
            ("/database_specific", "null-member"),
        ],
    );
    assert_eq!(advisory.schema_version, None);
    assert!(!advisory.aliases.is_present());
    assert_eq!(
        advisory.affected[0].package.as_ref().unwrap().ecosystem.as_ref().unwrap().as_str(),
        "PyPI"
    );
    assert_eq!(advisory.affected[0].ranges[0].events.len(), 1);
    assert!(advisory.credits[0].contact.is_present() && advisory.credits[0].contact.is_empty());
    assert_eq!(advisory.rest.get("unknown").unwrap().as_str(), "null");
}

#[test]
fn empty_arrays() {
    let advisory = advisory("empty-arrays.json", &[]);
    assert!(advisory.aliases.is_present() && !advisory.related.is_present());
    let [first, second] = &**advisory.affected else { panic!("{:?}", advisory.affected) };
    assert!(first.versions.is_present() && !second.versions.is_present());
    assert!(first.ranges[0].events.is_present() && !first.ranges[1].events.is_present());
    assert!(first.package.is_some() && second.package.is_none());
    assert!(advisory.credits[0].contact.is_present() && !advisory.credits[1].contact.is_present());
}

#[test]
fn wrong_types() {
    let advisory = advisory(
        "wrong-types.json",
        &[
            ("/related/1", "wrong-type"),
            ("/related/2", "wrong-type"),
            ("/severity/0/type", "wrong-type"),
            ("/severity/0/score", "wrong-type"),
            ("/severity/1", "wrong-type"),
            ("/affected/0/package/ecosystem", "wrong-type"),
            ("/affected/0/package/name", "wrong-type"),
            ("/affected/0/package/purl", "wrong-type"),
            ("/affected/0/ranges/0/events/0/introduced", "wrong-type"),
            ("/affected/0/ranges/0/events/1", "wrong-type"),
            ("/affected/0/ranges/0/type", "wrong-type"),
            ("/affected/0/ranges/0/repo", "wrong-type"),
            ("/affected/0/ranges/1/events", "wrong-type"),
            ("/affected/0/ranges/2", "wrong-type"),
            ("/affected/0/versions/1", "wrong-type"),
            ("/affected/0/ecosystem_specific", "wrong-type"),
            ("/affected/0/database_specific", "wrong-type"),
            ("/affected/1/package", "wrong-type"),
            ("/affected/1/ranges", "wrong-type"),
            ("/affected/1/versions", "wrong-type"),
            ("/affected/2", "wrong-type"),
            ("/references/0/type", "wrong-type"),
            ("/references/0/url", "wrong-type"),
            ("/references/1", "wrong-type"),
            ("/credits/0/name", "wrong-type"),
            ("/credits/0/contact", "wrong-type"),
            ("/credits/0/type", "wrong-type"),
            ("/credits/1", "wrong-type"),
            ("/schema_version", "wrong-type"),
            ("/modified", "wrong-type"),
            ("/aliases", "wrong-type"),
            ("/summary", "wrong-type"),
            ("/database_specific", "wrong-type"),
        ],
    );
    assert_eq!(
        advisory.related.iter().map(|id| id.as_str()).collect::<Vec<_>>(),
        ["CVE-2026-0002", "CVE-2026-0004"]
    );
    let odd: Vec<_> = advisory.related.items().unwrap().odd().collect();
    assert_eq!(
        odd.iter().map(|(at, raw)| (*at, raw.as_str())).collect::<Vec<_>>(),
        [(1, "7"), (2, r#"["CVE-2026-0003"]"#)]
    );
    assert_eq!(advisory.severity.len(), 2);
    assert_eq!(advisory.severity[0].rest.get("score").unwrap().as_str(), "9.8");
    assert_eq!(advisory.severity[1].score.as_deref(), Some("CVSS:4.0/AV:N"));
    assert_eq!(advisory.affected[0].ranges[0].events[1].fixed.as_deref(), Some("2"));
    assert_eq!(advisory.affected[0].versions.len(), 2);
    assert_eq!(advisory.rest.get("modified").unwrap().as_str(), "1769860800");
}

#[test]
fn duplicates() {
    let advisory = advisory(
        "duplicates.json",
        &[
            ("/affected/0/package/name", "duplicate-member"),
            ("/affected/0/package/name", "duplicate-member"),
            ("/affected/0/ranges/0/events/0/fixed", "duplicate-member"),
            ("/affected/0/ranges/0/events", "duplicate-member"),
            ("/references/0/url", "duplicate-member"),
            ("/references/0/y", "duplicate-member"),
            ("/id", "duplicate-member"),
            ("/summary", "duplicate-member"),
            ("/details", "null-member"),
            ("/details", "duplicate-member"),
            ("/x", "duplicate-member"),
        ],
    );
    assert_eq!(advisory.id, "EXAMPLE-2026-5");
    assert_eq!(advisory.summary.as_deref(), Some("first"));
    assert_eq!(advisory.details, None);
    assert_eq!(advisory.rest.get("x").unwrap().as_str(), "1");
    assert_eq!(advisory.affected[0].package.as_ref().unwrap().name.as_deref(), Some("a"));
    assert_eq!(advisory.affected[0].ranges[0].events[0].fixed.as_deref(), Some("1"));
}

#[test]
fn numbers() {
    let advisory = advisory(
        "numbers.json",
        &[
            ("/severity/0/score", "wrong-type"),
            ("/affected/0/versions/1", "wrong-type"),
            ("/affected/0/versions/2", "wrong-type"),
        ],
    );
    let unknown = |name| advisory.rest.get(name).map(|raw| raw.as_str());
    assert_eq!(unknown("x-big"), Some("123456789012345678901234567890"));
    assert_eq!(unknown("x-huge"), Some("1e400"));
    assert_eq!(unknown("x-price"), Some("1.10"));
    assert_eq!(advisory.severity[0].rest.get("score").unwrap().as_str(), "9.80");
}

#[test]
fn unlisted_words() {
    let advisory = advisory("unlisted-words.json", &[]);
    let words: Vec<_> = advisory.severity.iter().flat_map(|s| &s.severity_type).collect();
    assert_eq!(words.iter().map(|word| word.as_str()).collect::<Vec<_>>(), ["CVSS_V5", "cvss_v3"]);
    assert!(words.iter().all(|word| !word.is_listed()));
    let ranges = &advisory.affected[0].ranges;
    assert_eq!(ranges[0].range_type.as_ref().unwrap().as_str(), "CALVER");
    assert_eq!(ranges[1].range_type.as_ref().unwrap().as_str(), "");
    assert_eq!(advisory.references[0].reference_type.as_ref().unwrap().as_str(), "VIDEO");
    assert_eq!(advisory.credits[0].credit_type.as_ref().unwrap().as_str(), "MENTOR");
}

#[test]
fn fractions() {
    let advisory = advisory("fractions.json", &[("/withdrawn", "malformed-timestamp")]);
    let modified = advisory.modified.as_ref().unwrap();
    assert_eq!(modified, "2026-01-31T12:00:00.123456789Z");
    assert_eq!(modified.to_datetime().unwrap().timestamp_subsec_nanos(), 123_456_789);
    assert_eq!(advisory.published.as_ref().unwrap(), "2026-01-31T12:00:00.000Z");
    assert_eq!(advisory.withdrawn.as_ref().unwrap().to_datetime(), None);
}

#[test]
fn two_key_events() {
    let advisory = advisory("two-key-events.json", &[]);
    let events = &advisory.affected[0].ranges[0].events;
    assert_eq!(events[0].introduced.as_deref(), Some("1"));
    assert_eq!(events[0].fixed.as_deref(), Some("2"));
    assert_eq!(events[1].limit.as_deref(), Some("3"));
    assert_eq!(events[1].last_affected.as_deref(), Some("4"));
    assert_eq!(events[2].rest.get("x").unwrap().as_str(), r#""5""#);
}

#[test]
fn unknown_members() {
    let advisory = advisory("unknown-members.json", &[]);
    let affected = &advisory.affected[0];
    let rests = [
        (&advisory.rest, r#"{"a": [1, {"b": null}]}"#),
        (&advisory.severity[0].rest, "1"),
        (&affected.rest, "[]"),
        (&affected.package.as_ref().unwrap().rest, "{}"),
        (&affected.ranges[0].rest, "false"),
        (&affected.ranges[0].events[0].rest, r#""x""#),
        (&advisory.references[0].rest, "null"),
        (&advisory.credits[0].rest, "1.10"),
    ];
    for (rest, expected) in rests {
        assert_eq!(rest.get("new").map(|raw| raw.as_str()), Some(expected), "{rest:?}");
    }
}

#[test]
fn escapes() {
    let advisory = advisory("escapes.json", &[("/aliases/1", "wrong-type")]);
    assert_eq!(advisory.id, "EXAMPLE-2026-12");
    let summary = "a\0b\u{1f}c 😀 / \" \\ \u{8}\u{c}\n\r\t \u{7f} é é";
    assert_eq!(advisory.summary.as_deref(), Some(summary));
    assert_eq!(advisory.details.as_deref(), Some("an escaped member name"));
    assert_eq!(advisory.rest.get("x").unwrap().as_str(), r#""lone \ud83d in here""#);
    assert_eq!(advisory.rest.get("details-\0").unwrap().as_str(), r#""\u0000""#);
    assert_eq!(advisory.aliases.len(), 1);
}

#[test]
fn malformed_text() {
    let advisory = advisory(
        "malformed-text.json",
        &[
            ("/modified", "malformed-timestamp"),
            ("/published", "malformed-timestamp"),
            ("/affected/0/ranges/0/repo", "malformed-link"),
            ("/references/0/url", "malformed-link"),
            ("/references/1/url", "malformed-link"),
        ],
    );
    assert_eq!(advisory.id, "");
    assert_eq!(advisory.modified.as_ref().unwrap(), "yesterday");
    let repo = advisory.affected[0].ranges[0].repo.as_ref().unwrap();
    assert_eq!((repo.as_str(), repo.scheme()), ("git@git.example:a/b.git", None));
}

/// Every fixture has a test above that names it.
#[test]
fn every_fixture_is_read() {
    let tests = include_str!("roundtrip.rs");
    let files = fs::read_dir(folder("osv/advisory")).unwrap();
    for file in files {
        let name = file.unwrap().file_name().into_string().unwrap();
        assert!(tests.contains(&format!("{name:?}")), "no test reads {name}");
    }
}

/// What a typed member says is written instead of what the remainder holds under its name.
#[test]
fn typed_members_win() {
    let mut advisory = Advisory::parse(r#"{"id":"X-1","summary":7,"x":1,"x":2}"#).unwrap();
    advisory.summary = Some("words".into());
    let expected = r#"{"id":"X-1","summary":"words","x":1}"#;
    assert_eq!(advisory.to_json(), expected);
    assert_eq!(serde_json::to_string(&advisory).unwrap(), expected);
    assert_eq!(check(&advisory)[0].code, "duplicate-member");
}

/// A remainder from which everything was taken equals one that never held anything.
#[test]
fn emptied_remainders_are_equal() {
    let mut advisory = Advisory::parse(r#"{"id":"X-1","x":1,"x":2}"#).unwrap();
    assert_eq!(advisory.rest.remove("x").unwrap().as_str(), "1");
    assert_eq!(advisory.rest.remove("x"), None);
    assert_eq!(advisory, Advisory::new("X-1"));
}
