//! What is refused and in which words, and what is not: only text that is no such document.

use pkgschema::advisory::Advisory;
use pkgschema::object::{List, check, parse, parse_tolerant, write};
use pkgschema::{ParseError, ParseErrorKind};

/// Both ways of reading must refuse alike.
#[track_caller]
fn refused(text: &str) -> ParseError {
    let error = Advisory::parse(text).expect_err(text);
    assert_eq!(Advisory::parse_tolerant(text), Err(error.clone()), "{text:?}");
    error
}

#[test]
fn messages() {
    use ParseErrorKind::{Empty, NotThisDocument, Syntax};
    let table = [
        ("", Empty, "empty text: no JSON value"),
        (" \r\n\t", Empty, r#"empty text: no JSON value in " \r\n\t""#),
        ("\u{feff}", Empty, "empty text: no JSON value"),
        (
            "[]",
            NotThisDocument,
            r#"not this kind of document: expected an object, found array in "[]""#,
        ),
        (
            "null",
            NotThisDocument,
            r#"not this kind of document: expected an object, found null in "null""#,
        ),
        (
            " 1e400 ",
            NotThisDocument,
            r#"not this kind of document: expected an object, found number in "1e400""#,
        ),
        (
            r#"{"modified": "x"}"#,
            NotThisDocument,
            r#"not this kind of document: member "id" is missing in "{\"modified\": \"x\"}""#,
        ),
        (
            r#"{"id": null}"#,
            NotThisDocument,
            r#"not this kind of document: member "id" does not fit, found null at /id in "null""#,
        ),
        (
            r#"{"id": [7]}"#,
            NotThisDocument,
            r#"not this kind of document: member "id" does not fit, found array at /id in "[7]""#,
        ),
        (
            r#"{"id": 7, "id": "X-1"}"#,
            NotThisDocument,
            r#"not this kind of document: member "id" does not fit, found number at /id in "7""#,
        ),
        (
            r#"{"id": "\ud800"}"#,
            NotThisDocument,
            r#"not this kind of document: member "id" does not fit, found string at /id in "\"\\ud800\"""#,
        ),
        (
            r#"{"id": "X-1", "\ud800": 1}"#,
            NotThisDocument,
            r#"not this kind of document: a member name is no valid text in "{\"id\": \"X-1\", \"\\ud800\": 1}""#,
        ),
        (
            r#"{"id": "X-1""#,
            Syntax,
            r#"syntax error: EOF while parsing an object at line 1 column 12 in "{\"id\": \"X-1\"""#,
        ),
        (
            "{\"id\": \"X-1\",\n \"aliases\": [\"é\", }",
            Syntax,
            r#"syntax error: expected value at line 2 column 19 in " \"aliases\": [\"é\", }""#,
        ),
        (
            "{\"id\": \"X-1\"}\n{}",
            Syntax,
            r#"syntax error: trailing characters at line 2 column 1 in "{}""#,
        ),
        (
            r#"{"id": "X-1", "n": NaN}"#,
            Syntax,
            r#"syntax error: expected value at line 1 column 20 in "{\"id\": \"X-1\", \"n\": NaN}""#,
        ),
        (
            "{\"id\": \"a\tb\"}",
            Syntax,
            r#"syntax error: control character (\u0000-\u001F) found while parsing a string at line 1 column 9 in "{\"id\": \"a\tb\"}""#,
        ),
        ("id: X-1", Syntax, r#"syntax error: expected value at line 1 column 1 in "id: X-1""#),
    ];
    for (text, kind, message) in table {
        let error = refused(text);
        assert_eq!(error.to_string(), message, "{text:?}");
        assert_eq!(error.kind(), kind, "{text:?}");
    }
}

#[test]
fn places() {
    let error = refused("{\"id\": \"X-1\",\n \"é\": x}");
    assert_eq!(error.line_column(), Some((2, 7)));
    assert_eq!(error.offset(), Some(21));
    assert_eq!(error.input(), " \"é\": x}");
    let error = refused("\u{feff}{\"id\": x}");
    assert_eq!((error.line_column(), error.offset()), (Some((1, 8)), Some(10)));
    let error = refused(r#"{"id": {}}"#);
    assert_eq!(error.pointer().map(|pointer| pointer.as_str()), Some("/id"));
    assert_eq!((error.line_column(), error.offset()), (None, None));
}

#[test]
fn long_input_is_cut() {
    let error = refused(&format!(r#"{{"name": "{}"}}"#, "é".repeat(500)));
    assert!(error.input().len() <= 80, "{}", error.input().len());
    let error = refused(&format!(r#"{{"name": "{}", x}}"#, "é".repeat(500)));
    assert!(error.input().len() <= 80 && error.input().ends_with("x}"), "{}", error.input());
}

#[test]
fn byte_order_mark_is_passed_over() {
    let text = r#"{"id":"X-1"}"#;
    let advisory = Advisory::parse(&format!("\u{feff}{text}")).unwrap();
    assert_eq!(advisory.to_json(), text);
    let odd = Advisory::parse(&format!("\u{feff}{}", r#"{"id":"X-1","aliases":null}"#)).unwrap();
    assert_eq!(odd.rest.iter().count(), 1);
}

fn nested(levels: usize) -> String {
    format!("{}{}", "[".repeat(levels), "]".repeat(levels))
}

#[test]
fn deep_unknown_members_are_kept() {
    for levels in [1, 126, 127, 128, 200, 100_000] {
        let deep = nested(levels);
        let places = [
            (format!(r#"{{"id":"X-1","x":{deep}}}"#), "/x", 1),
            (
                format!(r#"{{"id":"X-1","database_specific":{{"x":{deep}}}}}"#),
                "/database_specific",
                2,
            ),
            (format!(r#"{{"id":"X-1","affected":[{{"x":{deep}}}]}}"#), "/affected/0/x", 3),
        ];
        for (text, pointer, above) in places {
            let advisory = Advisory::parse(&text).unwrap();
            assert!(advisory.to_json() == text, "{levels} levels at {pointer}");
            assert!(advisory == Advisory::parse_tolerant(&text).unwrap(), "{levels} at {pointer}");
            let findings = check(&advisory);
            let found: Vec<_> = findings.iter().map(|f| (f.pointer.as_str(), f.code)).collect();
            let expected = [(pointer, "nested-too-deeply")];
            let expected = if levels + above > 128 { expected.as_slice() } else { &[] };
            assert_eq!(found, expected, "{levels} levels");
        }
    }
}

#[test]
fn deep_known_members_are_kept() {
    for levels in [2, 200, 100_000] {
        let text = format!(r#"{{"id":"X-1","aliases":["A"],"affected":{}}}"#, nested(levels));
        let advisory = Advisory::parse(&text).unwrap();
        assert!(advisory.to_json() == text, "{levels} levels");
        assert_eq!(advisory.aliases, vec!["A".into()].into());
        assert_eq!(check(&advisory)[0].pointer.as_str(), "/affected/0");
    }
}

pkgschema::object! {
    /// An object that holds its own kind.
    pub struct Tree {
        /// The trees below.
        pub trees: List<Tree>,
    }
}

#[test]
fn types_that_hold_themselves_are_bounded() {
    for (levels, odd) in [(50, ""), (50, "null"), (100, "7"), (1_000, ""), (20_000, "")] {
        let text = format!("{}{odd}{}", r#"{"trees":["#.repeat(levels), "]}".repeat(levels));
        let tree: Tree = parse(&text).unwrap();
        assert!(write(&tree) == text, "{levels} levels");
        assert!(tree == parse_tolerant(&text).unwrap(), "{levels} levels");
        let codes: Vec<_> = check(&tree).into_iter().map(|finding| finding.code).collect();
        let expected: &[&str] = match (levels, odd) {
            (50, "") => &[],
            (50, "null") => &["null-member"],
            _ => &["nested-too-deeply"],
        };
        assert_eq!(codes, expected, "{levels} levels around {odd:?}");
    }
}

#[test]
fn values_built_from_code_are_checked() {
    use pkgschema::text::{Link, Timestamp};
    let table = [
        (Timestamp::new("").err(), "empty text: expected an RFC 3339 date-time"),
        (
            Timestamp::new("2026-01-31").err(),
            r#"syntax error: expected an RFC 3339 date-time in "2026-01-31""#,
        ),
        (Link::new("a b").err(), r#"syntax error: expected an absolute URL in "a b""#),
    ];
    for (error, message) in table {
        assert_eq!(error.map(|error| error.to_string()).as_deref(), Some(message));
    }
}
