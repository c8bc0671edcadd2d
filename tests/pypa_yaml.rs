//! OSV documents as YAML: what is text stays text, and what is written is read as the same.

use pkgschema::object::Raw;
use pkgschema::{ParseErrorKind, Pointer};
use pkgschema_convert::advisory_format::AdvisoryFormat;
use pkgschema_convert::pypi::PypaYaml;
use pkgschema_convert::{Document, FromAdvisories, ToAdvisories};
use pkgschema_testkit::json::{Json, diff};
use proptest::prelude::*;

fn read(text: &str) -> PypaYaml {
    PypaYaml::parse(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn json(document: &PypaYaml) -> Json {
    Json::parse(document.view().as_str()).unwrap()
}

/// The JSON at a place.
#[track_caller]
fn at(text: &str, place: &str) -> String {
    let place = Pointer::parse(place).unwrap();
    json(&read(text)).get(&place).map_or_else(|| "-".to_owned(), Json::to_text)
}

#[track_caller]
fn refused(text: &str) -> (ParseErrorKind, Option<(usize, usize)>) {
    let error = PypaYaml::parse(text).expect_err(text);
    (error.kind(), error.line_column())
}

/// The document that is read from what is written of one, as JSON.
#[track_caller]
fn round(view: &str) -> String {
    let document = PypaYaml::from_view(&Raw::parse(view).expect(view)).unwrap();
    let written = document.render();
    assert!(written.losses.is_empty(), "{view}");
    let back = json(&read(&written.value));
    assert!(diff(&Json::parse(view).unwrap(), &back).is_empty(), "{view}\n{}", written.value);
    written.value
}

const ADVISORY: &str = "\
# a comment
id: PYSEC-2026-1
modified: 2026-01-31T12:00:00.120Z
published: '2026-01-31T12:00:00Z'
aliases: [CVE-2026-1, 2026]
severity: null
details: >
  Folded
  text.
affected:
- package: {ecosystem: PyPI, name: yes, purl: pkg:pypi/yes}
  ranges:
  - type: ECOSYSTEM
    events:
    - introduced: 0
    - fixed: 1.10
  versions: [1.0, 1e3, 0x10, 2001-01-01, .5, ~]
  ecosystem_specific:
    score: 1.10
    hot: yes
    cold: true
    when: 2001-01-01
  database_specific: {hex: 0x10, octal: 0o17, plus: +1, bare: .5, far: .inf, none: }
";

#[test]
fn scalars_are_read_by_the_target() {
    for (place, expected) in [
        ("/modified", r#""2026-01-31T12:00:00.120Z""#),
        ("/aliases", r#"["CVE-2026-1","2026"]"#),
        ("/severity", "null"),
        ("/details", r#""Folded text.\n""#),
        ("/affected/0/package/name", r#""yes""#),
        ("/affected/0/ranges/0/events", r#"[{"introduced":"0"},{"fixed":"1.10"}]"#),
        ("/affected/0/versions", r#"["1.0","1e3","0x10","2001-01-01",".5",null]"#),
        (
            "/affected/0/ecosystem_specific",
            r#"{"score":1.10,"hot":"yes","cold":true,"when":"2001-01-01"}"#,
        ),
        (
            "/affected/0/database_specific",
            r#"{"hex":16,"octal":15,"plus":1,"bare":0.5,"far":".inf","none":null}"#,
        ),
    ] {
        assert_eq!(at(ADVISORY, place), expected, "{place}");
    }
    let codes: Vec<_> =
        read(ADVISORY).check().iter().map(|f| (f.code, f.pointer.to_string())).collect();
    let place = "/affected/0/database_specific/far".to_owned();
    assert!(codes.contains(&("number-as-text", place)), "{codes:?}");
}

#[test]
fn null_is_null_everywhere_and_quotes_make_text() {
    for (value, text, any) in [
        ("", "null", "null"),
        ("~", "null", "null"),
        ("Null", "null", "null"),
        ("'null'", r#""null""#, r#""null""#),
        ("\"~\"", r#""~""#, r#""~""#),
        ("''", r#""""#, r#""""#),
        ("nUll", r#""nUll""#, r#""nUll""#),
        ("True", r#""True""#, "true"),
        ("!!str 1.10", r#""1.10""#, r#""1.10""#),
        ("!!str", r#""""#, r#""""#),
        ("! 7", r#""7""#, r#""7""#),
        ("!!int '7'", r#""7""#, "7"),
        ("!!int seven", r#""seven""#, r#""seven""#),
        ("!local 7", r#""7""#, r#""7""#),
        ("|\n  a\n\n  b\n", r#""a\n\nb\n""#, r#""a\n\nb\n""#),
        ("|+2\n   a\n", r#"" a\n\n""#, r#"" a\n\n""#),
    ] {
        assert_eq!(at(&format!("id: X-1\nsummary: {value}\n"), "/summary"), text, "{value}");
        assert_eq!(at(&format!("id: X-1\nx-other: {value}\n"), "/x-other"), any, "{value}");
    }
}

#[test]
fn anchors_are_bounded() {
    let text = "id: X-1\nx: &a {n: 1.10, m: [&b 7]}\ny: *a\nsummary: *b\n*b : z\n";
    assert_eq!(at(text, "/y"), r#"{"n":1.10,"m":[7]}"#);
    assert_eq!((at(text, "/summary"), at(text, "/7")), (r#""7""#.into(), r#""z""#.into()));
    let mut bomb = "id: X-1\nx:\n- &a0 [lol, lol, lol, lol]\n".to_owned();
    for level in 1..20 {
        let alias = format!("*a{}", level - 1);
        bomb += &format!("- &a{level} [{alias}, {alias}, {alias}, {alias}, {alias}]\n");
    }
    assert_eq!(refused(&bomb).0, ParseErrorKind::TooLong);
    let wide = format!("id: X-1\nx: &a {}\ny: [{}]\n", "x".repeat(10_000), "*a,".repeat(1000));
    assert_eq!(refused(&wide).0, ParseErrorKind::TooLong);
    let anchors = format!("id: X-1\nx: &a [{}]\n", "y,".repeat(100_000));
    assert_eq!(refused(&anchors).0, ParseErrorKind::TooLong);
    assert_eq!(refused("id: X-1\nx: &a [*a]\n"), (ParseErrorKind::Syntax, Some((2, 8))));
    assert_eq!(refused("id: X-1\nx: *a\n"), (ParseErrorKind::Syntax, Some((2, 4))));
}

#[test]
fn what_json_lacks_is_found() {
    let text = "id: X-1\n<<: {a: b}\n? [1, {b: c}]\n: x\n1: y\nz: !!set {a}\nz: 2\n";
    let document = read(text);
    assert_eq!(at(text, "/<<"), r#"{"a":"b"}"#);
    assert_eq!(at(text, r#"/[1,{"b":"c"}]"#).replace("-", "absent"), "absent");
    assert_eq!(at(text, r#"/["1",{"b":"c"}]"#), "\"x\"");
    assert_eq!((at(text, "/1"), at(text, "/z")), (r#""y""#.into(), r#"{"a":null}"#.into()));
    let found = document.check();
    let found: Vec<_> = found.iter().map(|f| (f.code, f.pointer.as_str())).collect();
    let expected = [
        ("merge-key", ""),
        ("name-not-text", ""),
        ("tag-not-carried", "/z"),
        ("duplicate-member", "/z"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn other_texts_are_refused_with_their_place() {
    for (text, kind, place) in [
        ("", ParseErrorKind::Empty, None),
        ("# nothing\n", ParseErrorKind::Empty, None),
        ("- a\n", ParseErrorKind::NotThisDocument, None),
        ("summary: x\n", ParseErrorKind::NotThisDocument, None),
        ("id: é\n---\nid: Y\n", ParseErrorKind::NotThisDocument, Some((2, 1))),
        ("id: é\r\nx: [a\r\n", ParseErrorKind::Syntax, Some((3, 1))),
        ("id: é\nx: 'a\u{7}'\n", ParseErrorKind::Syntax, Some((2, 6))),
        ("id: X\nx: \"\\ud800\"\n", ParseErrorKind::Syntax, Some((2, 4))),
    ] {
        assert_eq!(refused(text), (kind, place), "{text}");
    }
    for deep in ["[", "{", "- ", "? ", ": ", "- - ? [{"] {
        let text = format!("id: X-1\nx:\n  {}", deep.repeat(100_000));
        let kind = refused(&text).0;
        assert!(
            matches!(kind, ParseErrorKind::TooDeep | ParseErrorKind::Syntax),
            "{deep}: {kind:?}"
        );
    }
    assert_eq!(refused(&format!("id: {}", "x".repeat(5 << 20))).0, ParseErrorKind::TooLong);
    assert_eq!(read("\u{feff}---\nid: X-1\n...\n").advisory().id, "X-1");
    assert_eq!(read(r#"{"id": "X-1", "x": [1.10]}"#).advisory().id, "X-1");
}

#[test]
fn long_documents_take_linear_time() {
    const MANY: usize = 50_000;
    for (head, part) in [
        ("", "- 1.0\n"),
        ("", "- [a, {b: c}]\n"),
        ("", "- !t x\n"),
        ("", "- 'it''s'\n"),
        ("  |\n", "   line\n"),
        ("  \"", "a\\n"),
        ("  # ", "#"),
        ("  [", "a, "),
        ("  {", "a, "),
    ] {
        let text = format!("id: X-1\nversions:\n{head}{}", part.repeat(MANY));
        let _ = PypaYaml::parse(&text).map(|document| document.render());
    }
    let keys: String = (0..MANY).map(|index| format!("k{index}: v\n")).collect();
    assert_eq!(json(&read(&format!("id: X-1\n{keys}"))).as_object().unwrap().len(), MANY + 1);
}

#[test]
fn the_layout() {
    let view = r#"{"id":"X-1","modified":"2026-01-31T12:00:00Z","aliases":[],"summary":"it's: a # b",
        "details":"one\n  two\n\nthree","affected":[{"package":{"ecosystem":"PyPI","name":"no"},
        "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.2.3"}]}],
        "versions":["1.0","1.0.1","1e3","0b1","93f428fd","12:30","1_0","v1"]}],
        "database_specific":{"empty":{},"nested":[[1.10,[null]],[]],"big":1e400,"odd name: ":true}}"#;
    let expected = r#"id: X-1
modified: "2026-01-31T12:00:00Z"
aliases: []
summary: "it's: a # b"
details: |-
  one
    two

  three
affected:
- package:
    ecosystem: PyPI
    name: "no"
  ranges:
  - type: ECOSYSTEM
    events:
    - introduced: "0"
    - fixed: 1.2.3
  versions:
  - "1.0"
  - 1.0.1
  - "1e3"
  - "0b1"
  - 93f428fd
  - "12:30"
  - "1_0"
  - v1
database_specific:
  empty: {}
  nested:
  - - 1.10
    - - null
  - []
  big: 1e400
  "odd name: ": true
"#;
    assert_eq!(round(view), expected);
}

#[test]
fn deep_and_odd_values_are_written_in_one_line() {
    let mut value = r#"{"a\u0001":[1.10,"x: y"]}"#.to_owned();
    for _ in 0..60 {
        value = format!("[{value},\"z\"]");
    }
    let long = "k".repeat(2000);
    round(&format!(r#"{{"id":"X-1","v":{value},"{long}":{{"{long}":["{long}"]}}}}"#));
    let half = r#"{"id":"X-1","v":["\ud800 x"]}"#;
    let document = PypaYaml::from_view(&Raw::parse(half).unwrap()).unwrap();
    let written = document.render();
    let losses: Vec<String> = written.losses.iter().map(ToString::to_string).collect();
    let note = "half of a surrogate pair is no character; its escape stands as text";
    assert_eq!(losses, [format!("changed /v/0: {note}")]);
    assert_eq!(at(&written.value, "/v/0"), r#""\\ud800 x""#);
}

#[test]
fn one_advisory_a_file() {
    let format = AdvisoryFormat::find("pypa-yaml").unwrap();
    let reading = format.read(ADVISORY).unwrap();
    assert!(reading.losses.is_empty());
    let written = format.write(&reading.advisories).unwrap();
    assert_eq!(read(&written.value).to_advisories().unwrap().value, reading.advisories);
    let two = [reading.advisories.clone(), reading.advisories].concat();
    assert_eq!(PypaYaml::from_advisories(&two).unwrap_err().code, "several-advisories");
    assert_eq!(PypaYaml::from_advisories(&[]).unwrap_err().code, "no-advisory");
}

/// Strings in which YAML sees more than text.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z]{1,3}",
        "[-+.:_,0-9eExXobTZ]{1,6}",
        proptest::sample::select(vec![
            " ",
            "\n",
            "\t",
            "\r",
            ": ",
            " #",
            "#",
            "- ",
            "-",
            "? ",
            "|",
            ">",
            "&a",
            "*a",
            "!t",
            "%",
            "@",
            "`",
            "'",
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            "<<",
            "=",
            "~",
            "null",
            "yes",
            "No",
            "on",
            "y",
            "---",
            "...",
            "\u{85}",
            "\u{a0}",
            "\u{2028}",
            "\u{feff}",
            "\u{0}",
            "\u{7f}",
            "\u{fffe}",
            "\u{1f600}",
            "\n\n",
            "\n ",
            " \n",
            "2001-01-01",
            "12:30:45",
            ".inf",
            "0x1f",
            "true",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn value() -> impl Strategy<Value = String> {
    let quoted = || text().prop_map(|text| serde_json::to_string(&text).unwrap());
    let leaf = prop_oneof![
        4 => quoted(),
        1 => proptest::sample::select(vec!["null", "true", "false", "0", "-0", "1.10", "1e400", "[]", "{}"])
            .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(20, 40, 3, move |inner| {
        let members = proptest::collection::btree_map(quoted(), inner.clone(), 0..3);
        let object = |(name, value): (String, String)| format!("{name}:{value}");
        prop_oneof![
            proptest::collection::vec(inner, 0..3).prop_map(|list| format!("[{}]", list.join(","))),
            members.prop_map(move |members| {
                let members: Vec<String> = members.into_iter().map(object).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

proptest! {
    #[test]
    fn any_json_comes_back(value in value(), summary in text()) {
        let summary = serde_json::to_string(&summary).unwrap();
        round(&format!(r#"{{"id":"X-1","summary":{summary},"v":{value}}}"#));
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,40}", soup in text()) {
        for text in [text, soup.clone(), format!("id: X-1\nx: {soup}")] {
            if let Ok(document) = PypaYaml::parse(&text) {
                let written = document.render().value;
                let back = json(&read(&written));
                prop_assert!(diff(&json(&document), &back).is_empty(), "{text}\n{written}");
            }
        }
    }
}
