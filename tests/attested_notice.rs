//! A notice in an in-toto statement, and the statement in an envelope: what comes out is what
//! went in, and nothing else comes out.

use pkgschema::exchange::{NOTICE_PREDICATE, attest, attested_notice, unsigned_envelope};
use pkgschema::identity::DigestSet;
use pkgschema::object::{Raw, RawObject, check};
use pkgschema::provenance::{Base64Text, Envelope, ResourceDescriptor, Signature, Statement, pae};
use pkgschema::takedown::TakedownNotice;
use pkgschema::text::Link;
use pkgschema::{ParseError, ParseErrorKind};
use serde_json::json;

/// Two packages with four files, of which two have digests.
fn notice() -> TakedownNotice {
    let (sha256, md5) = ("a1".repeat(32), "b2".repeat(16));
    let document = json!({
        "schemaVersion": "1.0", "id": "https://registry.example/notices/1",
        "noticeType": "decision", "registry": {"url": "https://registry.example"},
        "subjects": [
            {"purl": "pkg:npm/left-margin@1.4.1", "artifacts": [
                {"filename": "left-margin-1.4.1.tgz", "digests": {"sha256": sha256, "md5": md5}},
                {"filename": "nothing-known.tgz"},
                {"filename": "nothing-readable.tgz", "digests": {"sha256": "zz", "crc": "01"}}
            ]},
            {"purl": "pkg:npm/other"},
            {"artifacts": [{"digests": {"sha512": "c3".repeat(64)}, "size": 7}]}
        ],
        "status": "deleted", "issuedAt": "2026-05-04T10:00:00Z", "added": [1.50, "caf\u{e9}"]
    });
    TakedownNotice::parse(&document.to_string()).unwrap()
}

#[track_caller]
fn refused(statement: &Statement, pointer: &str) -> ParseError {
    let error = attested_notice(statement).expect_err(pointer);
    assert_eq!(error.kind(), ParseErrorKind::NotThisDocument, "{error}");
    assert_eq!(error.pointer().map(|it| it.as_str()), Some(pointer), "{error}");
    // A statement that came as text is judged no otherwise.
    let read = Statement::parse(&statement.to_json()).unwrap();
    assert_eq!(attested_notice(&read), Err(error.clone()));
    error
}

fn with_predicate(text: &str) -> Statement {
    let mut statement = attest(&notice()).unwrap();
    statement.predicate = Raw::parse(text).and_then(RawObject::new);
    statement
}

#[test]
fn a_notice_comes_back() {
    let notice = notice();
    let statement = attest(&notice).unwrap();
    assert_eq!(check(&statement), []);
    assert_eq!(statement.statement_type, Statement::V1);
    assert_eq!(statement.predicate_type, NOTICE_PREDICATE);
    assert_eq!(statement.predicate.as_ref().unwrap().as_str(), notice.to_json());
    assert_eq!(attested_notice(&statement).unwrap(), notice);
    let read = Statement::parse(&statement.to_json()).unwrap();
    assert_eq!(read, statement);
    assert_eq!(attested_notice(&read).unwrap(), notice);
}

#[test]
fn subjects_are_the_notice_and_the_files_with_digests() {
    let notice = notice();
    let statement = attest(&notice).unwrap();
    let subject = |at: usize| &statement.subject[at];
    let digests = |at: usize| {
        let digests = subject(at).digest.as_ref().unwrap().iter();
        digests.map(|(name, text)| (name.to_string(), text.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(statement.subject.len(), 3);
    assert_eq!(subject(0).name.as_deref(), Some(notice.id.as_str()));
    assert_eq!(digests(0), [("sha256".to_owned(), notice.digest().unwrap().to_hex())]);
    assert_eq!(subject(0).uri, None);
    assert_eq!(subject(1).name.as_deref(), Some("left-margin-1.4.1.tgz"));
    assert_eq!(subject(1).uri.as_ref().unwrap(), "pkg:npm/left-margin@1.4.1");
    let both = [("md5".to_owned(), "b2".repeat(16)), ("sha256".to_owned(), "a1".repeat(32))];
    assert_eq!(digests(1), both);
    assert_eq!((&subject(2).name, &subject(2).uri), (&None, &None));
    assert_eq!(digests(2), [("sha512".to_owned(), "c3".repeat(64))]);
}

/// A notice is known by its canonical form, however the statement spells it.
#[test]
fn another_spelling_is_the_same_notice() {
    let respelt = notice().to_json().replace("café", r"caf\u00e9").replace("1.5", "15e-1");
    assert_ne!(respelt, notice().to_json());
    let read = attested_notice(&with_predicate(&respelt)).unwrap();
    assert_eq!(read.canonical(), notice().canonical());
}

#[test]
fn other_statements_are_refused() {
    for other in
        ["https://slsa.dev/provenance/v1", "urn:pkgschema:predicate:takedown-notice:v2", ""]
    {
        let mut statement = attest(&notice()).unwrap();
        statement.predicate_type = Link::from_document(other);
        assert!(refused(&statement, "/predicateType").input().starts_with(other));
    }
    let mut statement = attest(&notice()).unwrap();
    statement.predicate = None;
    refused(&statement, "/predicate");
    for other in ["{}", r#"{"schemaVersion": "1.0"}"#] {
        refused(&with_predicate(other), "/predicate");
    }
    let read = Statement::parse(&statement.to_json().replace('}', r#","predicate":[]}"#));
    assert!(read.is_err() || attested_notice(&read.unwrap()).is_err());
}

#[test]
fn changed_predicates_and_swapped_subjects_are_refused() {
    let json = notice().to_json();
    for (from, to) in [
        ("deleted", "active"),
        ("notices/1", "notices/2"),
        ("10:00:00Z", "10:00:01Z"),
        ("1.5", "1.51"),
        ("café", "cafe\u{301}"),
        ("nothing-known", "nothing"),
        (r#""added""#, r#""more":{},"added""#),
    ] {
        let changed = json.replacen(from, to, 1);
        assert_ne!(changed, json, "{from}");
        refused(&with_predicate(&changed), "/subject");
    }
    let whole = attest(&notice()).unwrap();
    let subjects = |subjects: Vec<ResourceDescriptor>| {
        let mut statement = whole.clone();
        statement.subject = subjects.into();
        refused(&statement, "/subject");
    };
    let [first, second, third] = [0, 1, 2].map(|at| whole.subject[at].clone());
    subjects(vec![second.clone(), first.clone(), third]);
    subjects(vec![second]);
    subjects(Vec::new());
    let mut nameless = first.clone();
    nameless.digest = None;
    subjects(vec![nameless]);
    let mut other = first.clone();
    let hex = notice().digest().unwrap().to_hex();
    let set =
        |name: &str, hex: &str| serde_json::from_value::<DigestSet>(json!({ name: hex })).unwrap();
    for digests in
        [set("sha256", &"00".repeat(32)), set("SHA256", &hex), set("sha512", &hex.repeat(2))]
    {
        other.digest = Some(digests);
        subjects(vec![other.clone()]);
    }
    // The case of the digits and further digests do not matter.
    let mut statement = whole.clone();
    let mut first = first;
    first.digest = Some(set("sha256", &hex.to_uppercase()));
    statement.subject = vec![first].into();
    assert_eq!(attested_notice(&statement).unwrap(), notice());
}

#[test]
fn a_notice_without_canonical_form_is_not_attested() {
    let text = notice().to_json().replace("1.5", "1e400");
    let odd = TakedownNotice::parse(&text).unwrap();
    assert_eq!(attest(&odd).unwrap_err().kind(), ParseErrorKind::TypeRule);
    assert!(unsigned_envelope(&odd).is_err());
    let mut statement = attest(&notice()).unwrap();
    statement.predicate = Raw::from_string(text).and_then(RawObject::new);
    assert!(attested_notice(&statement).is_err());
}

#[test]
fn envelopes_come_back() {
    let mut envelope = unsigned_envelope(&notice()).unwrap();
    assert_eq!((&*envelope.payload_type, envelope.signatures.len()), (Statement::MEDIA_TYPE, 0));
    let payload = envelope.payload_bytes().unwrap();
    let statement = Statement::parse(std::str::from_utf8(&payload).unwrap()).unwrap();
    assert_eq!(attested_notice(&statement).unwrap(), notice());
    assert_eq!(envelope.pae().unwrap(), pae(Statement::MEDIA_TYPE, &payload));
    let mut signature = Signature::new(Base64Text::from_document("c2lnbmVk"));
    signature.keyid = Some("key-1".into());
    envelope.signatures.push(signature);
    let read = Envelope::parse(&envelope.to_json()).unwrap();
    assert_eq!(read, envelope);
    assert_eq!(read.pae(), envelope.pae());
    for length in 0..=5 {
        let bytes = &[0xff, 0x00, 0xfb, 0xef, 0xbe][..length];
        assert_eq!(Envelope::of("text/plain", bytes).payload_bytes().unwrap(), bytes);
    }
}

#[test]
fn pre_authentication_encoding() {
    for (payload_type, payload, expected) in [
        (
            "http://example.com/HelloWorld",
            "hello world",
            "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
        ),
        ("", "", "DSSEv1 0  0 "),
        ("a b", " ", "DSSEv1 3 a b 1  "),
        // Bytes are counted, not characters.
        ("é/😀", "naïve\n", "DSSEv1 7 é/😀 7 naïve\n"),
        ("t", "0123456789", "DSSEv1 1 t 10 0123456789"),
    ] {
        assert_eq!(pae(payload_type, payload.as_bytes()), expected.as_bytes(), "{payload_type}");
        let envelope = Envelope::of(payload_type, payload.as_bytes());
        assert_eq!(envelope.pae().unwrap(), expected.as_bytes(), "{payload_type}");
    }
    assert_eq!(pae("t", b"\xff\x00"), b"DSSEv1 1 t 2 \xff\x00");
    assert_ne!(pae("a", b"b c"), pae("a b", b"c"));
}

#[test]
fn payloads_in_any_base64() {
    let bytes: &[u8] = b"\xfb\xff\xbe\xfe";
    for payload in ["+/++/g==", "-_--_g==", "+/++/g", "-_--_g"] {
        let envelope = Envelope::new("t", Base64Text::from_document(payload), Vec::new());
        assert_eq!(envelope.payload_bytes().as_deref(), Ok(bytes), "{payload}");
        assert_eq!(envelope.pae().unwrap(), [b"DSSEv1 1 t 4 ", bytes].concat(), "{payload}");
    }
    for payload in ["Zg", "Zg==", ""] {
        let expected: &[u8] = if payload.is_empty() { b"" } else { b"f" };
        assert_eq!(
            Envelope::new("t", Base64Text::from_document(payload), Vec::new())
                .payload_bytes()
                .as_deref(),
            Ok(expected)
        );
    }
    let refused = [
        "+_++/g==", "-/--_g==", "-_-+", "Zg=", "Zg===", "Z", "Zm9vZ", "=", "====", "Zg==Zg==",
        "Zm9v\n", " Zm9v", "Zm 9v", "Zm9v!", "Zh==", "Zh", "é", "Zm9v=", "Zg==\n",
    ];
    for payload in refused {
        let envelope = Envelope::new("t", Base64Text::from_document(payload), Vec::new());
        let error = envelope.payload_bytes().expect_err(payload);
        assert_eq!(error.kind(), ParseErrorKind::Syntax, "{payload:?}");
        assert_eq!(error.pointer().map(|it| it.as_str()), Some("/payload"), "{payload:?}");
        assert!(envelope.pae().is_err(), "{payload:?}");
    }
}

/// Readers that take the last of two members of one name see another notice than was signed for.
#[test]
fn predicates_with_doubled_members_are_refused() {
    let doubled = notice().to_json().replace(r#""deleted""#, r#""deleted","status":"active""#);
    let found = attested_notice(&with_predicate(&doubled)).map(|notice| notice.status);
    assert!(found.is_err(), "{found:?}");
}

/// In-toto: who reads a statement has to look at its type first.
#[test]
fn statements_of_another_type_are_refused() {
    for other in ["https://in-toto.io/Statement/v2", "https://registry.example/statement"] {
        let mut statement = attest(&notice()).unwrap();
        statement.statement_type = Link::from_document(other);
        refused(&statement, "/_type");
    }
}

/// In-toto compares digests as texts, and writes them in lower case.
#[test]
fn digests_of_files_are_in_lower_case() {
    let text = notice().to_json().replace(&"a1".repeat(32), &"A1".repeat(32));
    let statement = attest(&TakedownNotice::parse(&text).unwrap()).unwrap();
    assert_eq!(check(&statement), []);
}
