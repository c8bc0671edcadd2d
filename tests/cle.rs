//! CLE documents: what is one, what the standard demands of it, and that nothing of it is lost.

use pkgschema::{ParseErrorKind, Severity};
use pkgschema_convert::Document;
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::formats::{Cle, CleEventType};
use pkgschema_testkit::mutation;
use serde_json::{Value, json};

const NINE: &str = include_str!("fixtures/cle/nine-events.json");

fn nine() -> Value {
    serde_json::from_str(NINE).unwrap()
}

fn cle(value: &Value) -> Cle {
    Cle::parse(&value.to_string()).unwrap()
}

/// The document with a place set to something else, or taken out where that is nothing.
fn with(place: &str, new: Option<Value>) -> Value {
    let mut document = nine();
    let (parent, name) = place.rsplit_once('/').unwrap();
    match (document.pointer_mut(parent).unwrap(), new) {
        (Value::Object(members), Some(new)) => drop(members.insert(name.to_owned(), new)),
        (Value::Object(members), None) => drop(members.remove(name).unwrap()),
        (Value::Array(items), Some(new)) => items[name.parse::<usize>().unwrap()] = new,
        (Value::Array(items), None) => drop(items.remove(name.parse().unwrap())),
        _ => panic!("{place}"),
    }
    document
}

/// The findings, each as its severity, code and place.
fn found(document: &Value) -> Vec<String> {
    let findings = cle(document).check();
    let told =
        findings.iter().map(|it| format!("{} {} {}", it.severity, it.code, it.pointer.as_str()));
    told.collect()
}

#[test]
fn a_document_with_every_event_is_read_and_written_whole() {
    let document = Cle::parse(NINE).unwrap();
    assert_eq!(document.check(), []);
    let kinds: Vec<&str> =
        document.events.iter().rev().map(|it| it.event_type.as_ref().unwrap().as_str()).collect();
    assert_eq!(kinds, CleEventType::LISTED);
    assert!(document.events.iter().all(|event| event.rest.is_empty()));
    assert_eq!(document.version(), Some("1.0.0"));
    assert_eq!(document.identifiers().len(), 2);
    let rendered = document.render();
    assert_eq!(rendered.losses, []);
    assert_eq!(serde_json::from_str::<Value>(&rendered.value).unwrap(), nine());
    let again = Cle::from_view(&document.view()).unwrap();
    assert_eq!((&again, again.differences(&document)), (&document, vec![]));
    assert_eq!(detect(NINE), Some(DocumentKind::Cle));
}

#[test]
fn what_is_unknown_or_odd_stays() {
    let odd = json!({
        "$schema": 7, "identifier": {"a": 1}, "updatedAt": null, "x-more": [1.10],
        "events": [{"id": -1, "type": "securityIncident", "effective": "soon", "versions": "all",
            "x": {}}, 3, {"id": 1.5}],
    });
    assert_eq!(serde_json::from_str::<Value>(cle(&odd).view().as_str()).unwrap(), odd);
    let found = found(&odd);
    for told in [
        "warning wrong-type /$schema",
        "error unknown-event /events/0/type",
        "error malformed-timestamp /events/0/effective",
        "error missing-member /events/0",
        "error unknown-member /x-more",
    ] {
        assert!(
            found.iter().any(|it| it.split(' ').skip(1).eq(told.split(' ').skip(1))),
            "{told} in {found:?}"
        );
    }
}

#[test]
fn events_tell_a_document() {
    for text in ["", "[]", "{}", r#"{"identifier": "pkg:npm/a"}"#, "null"] {
        assert!(Cle::parse(text).is_err(), "{text}");
    }
    let error = Cle::parse("{}").unwrap_err();
    assert_eq!(error.kind(), ParseErrorKind::NotThisDocument);
    assert!(Cle::parse(r#"{"events": null}"#).is_ok());
    for (text, kind) in [
        (
            r#"{"$schema": "https://x.example/cle.v1.0.0.json", "events": []}"#,
            Some(DocumentKind::Cle),
        ),
        (r#"{"identifier": 1, "updatedAt": 2, "events": []}"#, Some(DocumentKind::Cle)),
        (r#"{"$schema": "https://x.example/cle-index.v1.0.0.json", "events": []}"#, None),
        (r#"{"$schema": "https://x.example/article.json", "events": []}"#, None),
        (r#"{"$schema": "https://x.example/clerks.json", "events": []}"#, None),
        (r#"{"events": []}"#, None),
    ] {
        assert_eq!(detect(text), kind, "{text}");
    }
}

#[test]
fn a_document_that_breaks_a_rule_is_told_where() {
    let none = || None;
    let event = |at: usize, name: &str| format!("/events/{at}/{name}");
    let cases: Vec<(String, Option<Value>, &str)> = vec![
        ("/$schema".into(), none(), "error missing-member "),
        ("/identifier".into(), none(), "error missing-member "),
        ("/updatedAt".into(), none(), "error missing-member "),
        ("/extra".into(), Some(json!(1)), "error unknown-member /extra"),
        ("/events".into(), Some(json!([])), "error empty-list /events"),
        ("/identifier".into(), Some(json!([])), "error empty-list /identifier"),
        ("/identifier".into(), Some(json!("pkg:npm")), "error purl-unreadable /identifier"),
        ("/identifier".into(), Some(json!("left-margin")), "error malformed-purl /identifier"),
        (
            "/identifier".into(),
            Some(json!("pkg:npm/a@1.0.0")),
            "warning identifier-with-version /identifier",
        ),
        (
            "/identifier/1".into(),
            Some(json!("pkg:npm/left-margin")),
            "error duplicate-item /identifier/1",
        ),
        (
            "/updatedAt".into(),
            Some(json!("2026-02-30T00:00:00Z")),
            "error no-such-moment /updatedAt",
        ),
        (
            "/updatedAt".into(),
            Some(json!("2026-07-30T00:00:00Z")),
            "warning published-after-update /events/0/published",
        ),
        ("/updatedAt".into(), Some(json!("today")), "error malformed-timestamp /updatedAt"),
        ("/index".into(), Some(json!("here")), "error malformed-link /index"),
        ("/definitions/x".into(), Some(json!(1)), "error unknown-member /definitions/x"),
        ("/definitions/support/0/id".into(), None, "error missing-member /definitions/support/0"),
        (
            "/definitions/support/0/description".into(),
            None,
            "error missing-member /definitions/support/0",
        ),
        ("/definitions/support".into(), Some(json!([])), "error empty-list /definitions/support"),
        (
            "/definitions/support".into(),
            Some(json!([{"id": "community", "description": "a"},
            {"id": "community", "description": "b"}])),
            "error duplicate-support /definitions/support/1/id",
        ),
        ("/definitions".into(), None, "error unknown-support /events/6/supportId"),
        (event(0, "id"), None, "error missing-member /events/0"),
        (event(0, "type"), None, "error missing-member /events/0"),
        (event(0, "effective"), None, "error missing-member /events/0"),
        (event(0, "published"), None, "error missing-member /events/0"),
        (event(0, "id"), Some(json!(8)), "error duplicate-id /events/1/id"),
        (event(0, "id"), Some(json!(7)), "error events-out-of-order /events/1/id"),
        (event(8, "id"), Some(json!(0)), "error id-not-positive /events/8/id"),
        (event(2, "type"), Some(json!("retired")), "error unknown-event /events/2/type"),
        (
            event(2, "effective"),
            Some(json!("2026-05-01T00:00:00+02:00")),
            "error not-utc /events/2/effective",
        ),
        (
            event(2, "published"),
            Some(json!("2026-13-01T00:00:00Z")),
            "error malformed-timestamp /events/2/published",
        ),
        (
            event(2, "published"),
            Some(json!("2026-07-01T00:00:00Z")),
            "warning published-out-of-order /events/2/published",
        ),
        (event(0, "eventId"), None, "error missing-member /events/0"),
        (event(0, "eventId"), Some(json!(9)), "error withdraws-itself /events/0/eventId"),
        (event(0, "eventId"), Some(json!(10)), "error withdraws-later-event /events/0/eventId"),
        (event(0, "eventId"), Some(json!(0)), "error withdraws-nothing /events/0/eventId"),
        (event(0, "references"), Some(json!([])), "error empty-list /events/0/references"),
        (
            event(0, "references"),
            Some(json!(["x:y", "x:y"])),
            "error duplicate-item /events/0/references/1",
        ),
        (
            event(0, "description"),
            Some(json!("x")),
            "error member-of-another-event /events/0/description",
        ),
        (
            event(0, "modified"),
            Some(json!("2026-08-02T00:00:00Z")),
            "error unknown-member /events/0/modified",
        ),
        (event(1, "identifiers"), None, "error missing-member /events/1"),
        (event(1, "identifiers"), Some(json!([])), "error empty-list /events/1/identifiers"),
        (
            event(1, "identifiers/0/value"),
            Some(json!("pkg:npm")),
            "error purl-unreadable /events/1/identifiers/0/value",
        ),
        (
            event(1, "identifiers/0/type"),
            Some(json!("CPE")),
            "warning unknown-identifier /events/1/identifiers/0/type",
        ),
        (event(1, "identifiers/0/type"), None, "error missing-member /events/1/identifiers/0"),
        (
            event(1, "versions"),
            Some(json!([{"range": "vers:npm/*"}])),
            "error member-of-another-event /events/1/versions",
        ),
        (event(2, "supersededByVersion"), None, "error missing-member /events/2"),
        (event(3, "versions"), None, "error missing-member /events/3"),
        (event(3, "versions"), Some(json!([])), "error empty-list /events/3/versions"),
        (
            event(3, "supportId"),
            Some(json!("community")),
            "error member-of-another-event /events/3/supportId",
        ),
        (event(4, "versions/0/range"), None, "error missing-member /events/4/versions/0"),
        (
            event(4, "versions/0"),
            Some(json!({"version": "1.0.0"})),
            "warning version-beside-ranges /events/4/versions/0/version",
        ),
        (
            event(4, "versions/0/range"),
            Some(json!("vers:npm@1.2.3")),
            "error malformed-vers /events/4/versions/0/range",
        ),
        (
            event(4, "versions/0/range"),
            Some(json!("vers:npm/>=")),
            "error range-unreadable /events/4/versions/0/range",
        ),
        (
            event(4, "versions/0/range"),
            Some(json!("vers:npm/<1.0.0|<2.0.0")),
            "error range-invalid /events/4/versions/0/range",
        ),
        (
            event(4, "versions/0/range"),
            Some(json!("vers:npm/1.0.0|1.0.0")),
            "error range-invalid /events/4/versions/0/range",
        ),
        (
            event(4, "versions/0/range"),
            Some(json!("vers:npm/<2.0.0|>=1.0.0")),
            "warning range-not-canonical /events/4/versions/0/range",
        ),
        (
            event(5, "versions/1"),
            Some(json!({"range": "vers:npm/<1.0.0"})),
            "error duplicate-item /events/5/versions/1",
        ),
        (event(6, "supportId"), None, "error missing-member /events/6"),
        (event(6, "supportId"), Some(json!("gold")), "error unknown-support /events/6/supportId"),
        (event(7, "supportId"), None, "error missing-member /events/7"),
        (event(8, "version"), None, "error missing-member /events/8"),
        (
            event(8, "versions"),
            Some(json!([{"range": "vers:npm/1.0.0"}])),
            "error member-of-another-event /events/8/versions",
        ),
    ];
    assert!(cases.len() >= 25);
    let mut wrong = Vec::new();
    for (place, new, told) in cases {
        let found = found(&with(&place, new.clone()));
        if !found.iter().any(|it| it == told) {
            wrong.push(format!("{place} = {new:?}: {told:?} is not in {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_the_standard_permits_is_not_told() {
    for (place, new) in [
        ("/identifier", json!("pkg:npm/left-margin")),
        ("/events/0/published", json!("2026-08-01T00:00:00.25+00:00")),
        ("/events/3/versions", json!([{"range": "vers:npm/*"}])),
        ("/events/3/versions", json!([{"range": "vers:house/3|5"}])),
        ("/index", json!("https://margin.example/pages.json")),
    ] {
        assert_eq!(found(&with(place, Some(new))), Vec::<String>::new(), "{place}");
    }
    for place in
        ["/events/8/license", "/events/1/description", "/events/0/reason", "/events/2/versions"]
    {
        assert_eq!(found(&with(place, None)), Vec::<String>::new(), "{place}");
    }
}

#[test]
fn an_event_of_another_page_may_be_withdrawn() {
    let mut document = nine();
    document["events"].as_array_mut().unwrap().truncate(2);
    assert_eq!(found(&document), ["error withdraws-nothing /events/0/eventId"]);
    document["index"] = json!("https://margin.example/pages.json");
    assert_eq!(found(&document), ["note withdraws-elsewhere /events/0/eventId"]);
}

#[test]
fn another_version_of_the_standard_is_not_judged_by_this_one() {
    let mut document = with("/events/2/type", Some(json!("licenseChanged")));
    document["$schema"] = json!("https://x.example/cle-1.1.0.schema.json");
    document["steward"] = json!("x");
    let mut found = found(&document);
    found.sort();
    assert_eq!(
        found,
        [
            "note other-edition /$schema",
            "warning unknown-event /events/2/type",
            "warning unknown-member /steward",
        ]
    );
}

#[test]
fn hostile_documents_are_read_in_bounds() {
    for number in 0..2_000 {
        let Some(text) = mutation::json(NINE, number) else { continue };
        if let Ok(document) = Cle::parse(&text) {
            document.check();
            assert_eq!(Cle::from_view(&document.view()).unwrap(), document, "{text}");
        }
        let _ = Cle::parse(&mutation::text(NINE, number)).map(|document| document.check());
    }
    let many: Vec<Value> = (0..100_001)
        .map(|at| json!({"id": 5, "type": "withdrawn", "eventId": at, "effective": "x"}))
        .collect();
    let found = cle(&json!({"events": many})).check();
    assert!(found.iter().any(|it| it.code == "too-many-events"));
    assert!(found.iter().any(|it| it.code == "more-findings" && it.severity == Severity::Error));
    let deep = format!(r#"{{"events": [{}{}]}}"#, "[".repeat(100_000), "]".repeat(100_000));
    let _ = Cle::parse(&deep).map(|document| document.check());
}
