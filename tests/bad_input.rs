//! Bad input: every kind of document refuses it with a kind and a place, or keeps it and says so.
//!
//! The documents come from the lists of formats and records, so a new one is tested with the rest.

use pkgschema::identity::Purl;
use pkgschema::{Finding, ParseError, ParseErrorKind, Severity};
use pkgschema_convert::detect::{detect, identify};
use pkgschema_convert::format::{self, Format};
use pkgschema_convert::source::decode;
use pkgschema_convert::view::{equal, pretty};
use pkgschema_testkit::json::Json;
use pkgschema_testkit::records::{self, Record};

/// A kind of document.
#[derive(Clone, Copy)]
enum Document {
    Native(&'static Format),
    Record(&'static Record),
}

#[derive(Clone, Copy, PartialEq)]
enum Syntax {
    Json,
    Toml,
    Headers,
    Xml,
}

/// The JSON view of what was read, and the findings.
type Reading = (String, Vec<Finding>);

impl Document {
    fn all() -> impl Iterator<Item = Self> {
        let natives = format::ALL.iter().map(Self::Native);
        natives.chain(records::ALL.iter().map(Self::Record))
    }

    fn of(syntax: Syntax) -> Vec<Self> {
        let all: Vec<_> = Self::all().filter(|document| document.syntax() == syntax).collect();
        assert!(!all.is_empty());
        all
    }

    fn name(self) -> &'static str {
        match self {
            Self::Native(format) => format.document(),
            Self::Record(record) => record.name,
        }
    }

    fn syntax(self) -> Syntax {
        match self {
            Self::Record(_) => Syntax::Json,
            Self::Native(format) => match format.extension() {
                "json" => Syntax::Json,
                "toml" => Syntax::Toml,
                "metadata" => Syntax::Headers,
                "xml" => Syntax::Xml,
                _ => panic!("say here what the syntax of {} is", format.document()),
            },
        }
    }

    fn read(self, text: &str) -> Result<Reading, ParseError> {
        match self {
            Self::Native(format) => {
                let reading = format.read(text)?;
                Ok((format.view(text)?.as_str().to_owned(), reading.findings))
            }
            Self::Record(record) => {
                let reading = record.read(text)?;
                assert!(reading.passes_agree && reading.written == reading.serialised, "{text:?}");
                Ok((reading.written, reading.findings))
            }
        }
    }

    #[track_caller]
    fn reads(self, text: &str) -> Reading {
        let shown: String = text.chars().take(200).collect();
        self.read(text).unwrap_or_else(|error| panic!("{}: {error} in {shown}", self.name()))
    }

    #[track_caller]
    fn refuses(self, text: &str) -> ParseError {
        self.read(text).err().unwrap_or_else(|| panic!("{} reads {text:?}", self.name()))
    }

    /// A JSON document of this kind, with `members` added.
    fn with(self, members: &str) -> String {
        match self {
            Self::Record(record) => {
                let path =
                    format!("{}/tests/fixtures/{}", env!("CARGO_MANIFEST_DIR"), record.complete);
                let complete = std::fs::read_to_string(path).expect(record.complete);
                let known = Json::parse(&complete).expect("JSON").into_members();
                let required = (record.required)();
                let known = known.into_iter().filter(|(name, _)| required.contains(&name.as_str()));
                let known = known.map(|(name, value)| format!("{name:?}:{},", value.to_text()));
                format!("{{{}{members}}}", known.collect::<String>())
            }
            Self::Native(format) if format.name() == "npm" => {
                format!(r#"{{"name":"a",{members}}}"#)
            }
            Self::Native(format) => {
                let known = r#""name":"a","vers":"1.0.0","deps":[]"#;
                let cksum = match format.name() {
                    "cargo-index-line" => format!(r#","cksum":"{}""#, "0".repeat(64)),
                    _ => String::new(),
                };
                format!(r#"{{{known}{cksum},"features":{{}},{members}}}"#)
            }
        }
    }
}

#[test]
fn nothing() {
    for document in Document::all() {
        let words = match document.syntax() {
            Syntax::Json => "no JSON value",
            Syntax::Toml => "no TOML table",
            Syntax::Headers => "no header fields",
            Syntax::Xml => "no XML element",
        };
        for text in ["", "\u{feff}"] {
            let error = document.refuses(text);
            assert_eq!(error.kind(), ParseErrorKind::Empty, "{text:?}");
            assert_eq!(error.to_string(), format!("empty text: {words}"), "{text:?}");
        }
        let error = document.refuses(" \r\n\t");
        let expected = format!(r#"empty text: {words} in " \r\n\t""#);
        assert_eq!(error.to_string(), expected, "{}", document.name());
    }
    for text in ["", "\u{feff}", " \r\n\t"] {
        assert_eq!(detect(text), None, "{text:?}");
        let error = identify(text).unwrap_err();
        assert_eq!(error.to_string(), "empty text: nothing but white space", "{text:?}");
    }
    let error = Purl::parse("").unwrap_err();
    assert_eq!(error.kind(), ParseErrorKind::Empty);
    assert_eq!(decode(Vec::new()), Ok((String::new(), Vec::new())));
}

/// Text, line, column and byte of the error, and what follows `syntax error: `.
type Refusal = (&'static str, (usize, usize), usize, &'static str);

const NO_JSON: &[Refusal] = &[
    ("][", (1, 1), 0, r#"expected value at line 1 column 1 in "][""#),
    ("a: b\n", (1, 1), 0, r#"expected value at line 1 column 1 in "a: b""#),
    ("{\n \"é\": 1,\n}", (3, 1), 12, r#"key must be a string at line 3 column 1 in "}""#),
    ("{\"a\": 1", (1, 7), 6, r#"EOF while parsing an object at line 1 column 7 in "{\"a\": 1""#),
    ("{\"a\": 'b'}", (1, 7), 6, r#"expected value at line 1 column 7 in "{\"a\": 'b'}""#),
    ("{} {}", (1, 4), 3, r#"trailing characters at line 1 column 4 in "{} {}""#),
    ("\u{feff}{x", (1, 2), 4, r#"key must be a string at line 1 column 2 in "{x""#),
];

const NO_TOML: &[Refusal] = &[
    ("][", (1, 1), 0, r#"missing table open, expected `[` at line 1 column 1 in "][""#),
    ("a: b\n", (1, 4), 3, r#"key with no value, expected `=` at line 1 column 4 in "a: b""#),
    (
        "[a]\né = 1\n",
        (2, 1),
        4,
        r#"invalid unquoted key, expected letters, numbers, `-`, `_` at line 2 column 1 in "é = 1""#,
    ),
    ("a = 1\na = 2\n", (2, 1), 6, r#"duplicate key at line 2 column 1 in "a = 2""#),
    ("[a]\nb = 1\n[a]\nb = 2\n", (3, 2), 11, r#"duplicate key at line 3 column 2 in "[a]""#),
    (
        "[a]\nb = {c = 1, c = 2}\n",
        (2, 13),
        16,
        r#"duplicate key at line 2 column 13 in "b = {c = 1, c = 2}""#,
    ),
    ("a = \"b", (1, 7), 6, r#"invalid basic string, expected `"` at line 1 column 7 in "a = \"b""#),
    (
        "= 1",
        (1, 1),
        0,
        r#"unquoted keys cannot be empty, expected letters, numbers, `-`, `_` at line 1 column 1 in "= 1""#,
    ),
];

const NO_HEADERS: &[Refusal] = &[
    (
        "][",
        (1, 1),
        0,
        r#"expected a header field such as `Name: value` at line 1 column 1 in "][""#,
    ),
    (
        " a: b",
        (1, 1),
        0,
        r#"expected a header field such as `Name: value` at line 1 column 1 in " a: b""#,
    ),
    (
        "a b: c",
        (1, 1),
        0,
        r#"expected a header field such as `Name: value` at line 1 column 1 in "a b: c""#,
    ),
];

#[test]
fn not_the_syntax() {
    for (syntax, table) in
        [(Syntax::Json, NO_JSON), (Syntax::Toml, NO_TOML), (Syntax::Headers, NO_HEADERS)]
    {
        for document in Document::of(syntax) {
            for (text, place, offset, words) in table {
                let error = document.refuses(text);
                assert_eq!(error.to_string(), format!("syntax error: {words}"), "{text:?}");
                assert_eq!(error.kind(), ParseErrorKind::Syntax, "{text:?}");
                assert_eq!(error.line_column(), Some(*place), "{text:?}");
                assert_eq!(error.offset(), Some(*offset), "{text:?}");
                assert_eq!(detect(text), None, "{text:?}");
            }
        }
    }
}

#[test]
fn wrong_root() {
    let roots = [
        ("[]", "array"),
        (" null", "null"),
        ("1e400", "number"),
        ("\"x\"", "string"),
        ("true", "boolean"),
    ];
    for document in Document::of(Syntax::Json) {
        for (text, kind) in roots {
            let error = document.refuses(text);
            assert_eq!(error.kind(), ParseErrorKind::NotThisDocument, "{text}");
            let text = text.trim();
            let expected =
                format!("not this kind of document: expected an object, found {kind} in {text:?}");
            assert_eq!(error.to_string(), expected, "{}", document.name());
        }
    }
    for (text, _) in roots {
        let error = identify(text).unwrap_err();
        assert_eq!(error.kind(), ParseErrorKind::NotThisDocument, "{text}");
    }
    for text in ["{}", "[tool]\na = 1"] {
        let error = identify(text).unwrap_err();
        let expected =
            format!("not this kind of document: no document that is known here in {text:?}");
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn byte_order_mark() {
    /// Records that are told by the members that they cannot do without.
    /// The last four coincide with others: a history without releases with package metadata, the
    /// rest with a `package.json` that has a version or a name and a type alone.
    const TOLD: [&str; 8] = [
        "package-metadata",
        "takedown-notice",
        "statement",
        "envelope",
        "release-history",
        "history-report",
        "purl-parts",
        "range-answer",
    ];

    for document in Document::all() {
        let text = match document.syntax() {
            Syntax::Json => document.with(r#""x":1"#),
            Syntax::Toml => "[package]\nname = \"a\"\n".to_owned(),
            Syntax::Headers => "Metadata-Version: 2.1\nName: a\n".to_owned(),
            Syntax::Xml => "<project><name>a</name></project>".to_owned(),
        };
        let marked = format!("\u{feff}{text}");
        assert_eq!(document.reads(&marked), document.reads(&text), "{}", document.name());
        assert_eq!(identify(&marked).ok(), identify(&text).ok());
        let told = match document {
            Document::Native(_) => true,
            Document::Record(record) => TOLD.contains(&record.name),
        };
        assert_eq!(identify(&text).is_ok(), told, "{text}");
        let (decoded, findings) = decode(marked.into_bytes()).unwrap();
        assert_eq!(decoded, text);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].to_string(),
            "note byte-order-mark at the root: a byte order mark stands before the text; \
             it means nothing in UTF-8"
        );
    }
    // a second one is no part of any syntax
    for document in Document::all() {
        let error = document.refuses("\u{feff}\u{feff}{}");
        assert_eq!(error.kind(), ParseErrorKind::Syntax, "{}", document.name());
    }
}

#[test]
fn not_utf8() {
    let table: [(&[u8], usize, &str); 6] = [
        (
            b"{\"a\xff\"}",
            3,
            "not UTF-8: byte 0xff stands for no character at line 1 column 4 in \"{\\\"a\"",
        ),
        (
            b"a = 1\nb = \"\xc3\x28\"",
            11,
            "not UTF-8: byte 0xc3 stands for no character at line 2 column 6 in \"b = \\\"\"",
        ),
        (
            b"\"\xe2\x82",
            1,
            "not UTF-8: the text ends within a character at line 1 column 2 in \"\\\"\"",
        ),
        (b"\xff\xfe{\0}\0", 0, "not UTF-8: the byte order mark is UTF-16's at line 1 column 1"),
        (b"\xfe\xff\0{\0}", 0, "not UTF-8: the byte order mark is UTF-16's at line 1 column 1"),
        (b"\xed\xa0\x80", 0, "not UTF-8: byte 0xed stands for no character at line 1 column 1"),
    ];
    for (bytes, offset, message) in table {
        let error = decode(bytes.to_vec()).unwrap_err();
        assert_eq!(error.kind(), ParseErrorKind::Encoding, "{bytes:?}");
        assert_eq!((error.offset(), error.to_string().as_str()), (Some(offset), message));
    }
}

#[test]
fn stray_percent() {
    let table = [
        ("pkg:npm/a%", 9),
        ("pkg:npm/a%4", 9),
        ("pkg:npm/a@1%zz", 11),
        ("pkg:npm/%scope/a", 8),
        ("pkg:npm/a?b=%g0", 12),
        ("pkg:npm/a#%", 10),
    ];
    for (text, offset) in table {
        let error = Purl::parse(text).unwrap_err();
        assert_eq!(error.kind(), ParseErrorKind::Syntax, "{text}");
        assert_eq!(error.offset(), Some(offset), "{text}");
        let expected = format!(
            "syntax error: `%` not followed by two hexadecimal digits at byte {offset} in {text:?}"
        );
        assert_eq!(error.to_string(), expected);
    }
}

fn nested(levels: usize) -> String {
    format!("{}{}", "[".repeat(levels), "]".repeat(levels))
}

fn codes(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|finding| (finding.pointer.as_str(), finding.code)).collect()
}

/// Members that nobody knows may nest as they like: they are kept and found.
#[test]
fn deep_json() {
    for document in Document::of(Syntax::Json) {
        for levels in [200, 100_000] {
            let text = document.with(&format!(r#""x":{}"#, nested(levels)));
            let (view, findings) = document.reads(&text);
            assert!(view == text, "{} {levels}", document.name());
            assert_eq!(codes(&findings), [("/x", "nested-too-deeply")], "{}", document.name());
            assert_eq!(findings[0].severity, Severity::Warning);
        }
    }
}

/// TOML itself may not nest deeper than its reader allows, in whatever spelling.
#[test]
fn deep_toml() {
    let inline = |levels: usize| format!("{}1{}", "{a = ".repeat(levels), "}".repeat(levels));
    for document in Document::of(Syntax::Toml) {
        for levels in [200, 100_000] {
            let dotted = vec!["a"; levels].join(".");
            let texts = [
                (format!("[package]\nx = {}", nested(levels)), 2),
                (format!("[package]\nx = {}", inline(levels)), 2),
                (format!("{dotted} = 1"), 1),
                (format!("[{dotted}]\n"), 1),
                (format!("[[{dotted}]]\n"), 1),
            ];
            for (text, line) in texts {
                let error = document.refuses(&text);
                let shown = text.chars().take(40).collect::<String>();
                assert_eq!(error.kind(), ParseErrorKind::TooDeep, "{error} in {shown}");
                assert!(error.to_string().starts_with("nested too deeply: "), "{error}");
                assert_eq!(error.line_column().map(|at| at.0), Some(line), "{error} in {shown}");
                assert_eq!(detect(&text), None);
            }
        }
        let (_, findings) = document.reads(&format!("[package]\nx = {}", nested(70)));
        assert_eq!(findings, []);
    }
}

/// Depth costs no step of a conversion its stack, and nothing is lost on the way back.
#[test]
fn deep_conversions() {
    let npm = Format::find("npm").unwrap();
    let members = ["x", "exports", "browser", "dependencies", "keywords", "overrides", "author"];
    for (levels, members) in [(200, members.as_slice()), (100_000, &["x", "exports"])] {
        let deep = nested(levels);
        for member in members {
            for value in [deep.clone(), format!(r#"{{"a":{deep}}}"#)] {
                let text = format!(r#"{{"name":"a","{member}":{value}}}"#);
                let reading = npm.read(&text).unwrap();
                let back = npm.write(&reading.record);
                assert_eq!(back.losses, [], "{member}");
                let views = (npm.view(&text).unwrap(), npm.view(&back.value).unwrap());
                assert!(equal(views.0.as_raw(), views.1.as_raw()), "{member} {levels}");
                for target in format::ALL {
                    npm.convert(&text, target).unwrap();
                }
                assert!(pretty(&text).len() < 3 * text.len() + 1000, "{member} {levels}");
            }
        }
        // the same from the other side: what no TOML can hold is named
        let view = format!(r#"{{"package":{{"name":"a","metadata":{deep}}},"x":{{"a":{deep}}}}}"#);
        let raw = pkgschema::object::Raw::parse(&view).unwrap();
        for document in Document::of(Syntax::Toml) {
            let Document::Native(format) = document else { continue };
            let written = format.unview(&raw).unwrap();
            assert!(!written.losses.is_empty(), "{levels}");
        }
    }
}

#[test]
fn duplicates() {
    for document in Document::of(Syntax::Json) {
        let text = document.with(r#""x":1,"y":{},"x":2,"x":3"#);
        let (view, findings) = document.reads(&text);
        let expected = document.with(r#""x":1,"y":{}"#);
        assert_eq!(view, expected, "{}", document.name());
        let expected = [("/x", "duplicate-member"), ("/x", "duplicate-member")];
        assert_eq!(codes(&findings), expected, "{}", document.name());
        let words = "error duplicate-member at /x: the name stands here twice; the first counts";
        assert_eq!(findings[0].to_string(), words);
    }
    let npm = Format::find("npm").unwrap();
    let text = r#"{"name":"a","version":"1","version":"2","dependencies":{"b":"1","b":"2"}}"#;
    let reading = npm.read(text).unwrap();
    assert_eq!(reading.record.version.as_deref(), Some("1"));
    assert_eq!(reading.record.dependencies.len(), 1);
    let expected = [("/dependencies/b", "duplicate-member"), ("/version", "duplicate-member")];
    assert_eq!(codes(&reading.findings), expected);
    for document in Document::of(Syntax::Toml) {
        let error = document.refuses("[package]\nname = \"a\"\nname = \"b\"\n");
        let expected = "syntax error: duplicate key at line 3 column 1 in \"name = \\\"b\\\"\"";
        assert_eq!(error.to_string(), expected);
    }
}

/// A flood of findings is counted, not listed without end.
#[test]
fn floods_are_bounded() {
    let many = vec!["1"; 1_000].join(",");
    let npm = Format::find("npm").unwrap();
    let findings = npm.read(&format!(r#"{{"keywords":["a",{many}]}}"#)).unwrap().findings;
    assert_eq!(findings.len(), 1_000);
    assert_eq!(findings[0].pointer.as_str(), "/keywords/1");
    let reading = npm.read(&format!(r#"{{"keywords":["a",{many},1]}}"#)).unwrap();
    assert_eq!(codes(&reading.findings), [("/keywords", "wrong-type")]);
    let name = "n".repeat(2 << 20);
    let text = format!(r#"{{"dependencies":{{"{name}":1,"b":2,"c":null}},"version":7}}"#);
    let findings = npm.read(&text).unwrap().findings;
    assert_eq!(findings.len(), 2);
    assert_eq!(findings[1].to_string(), "error more-findings at the root: 3 more are not listed");
}

/// What is below a long name does not repeat it.
#[test]
fn long_names() {
    let name = "n".repeat(100_000);
    let tables: String = (0..1000).map(|at| format!("a{at}={{b={{c=1}},x=[{{}}]}}\n")).collect();
    let text = format!("[package]\nname = \"a\"\n[target.{name}.x]\n{tables}");
    let cargo = Format::find("cargo").unwrap();
    let reading = cargo.read(&text).unwrap();
    assert!(serde_json::to_string(&reading.record).unwrap().len() < 4 * text.len());
    let back = cargo.write(&reading.record);
    assert!(back.value.len() < 3 * text.len(), "{}", back.value.len());
    let [one, other] = [&text, &back.value].map(|text| cargo.view(text).unwrap());
    assert!(equal(one.as_raw(), other.as_raw()));
}

/// The TOML reader takes memory several times its text, so that a huge text is refused up front.
#[test]
fn huge_toml_is_refused() {
    let text = format!("[package]\nname = \"{}\"\n", "x".repeat(50_000_000));
    let error = Format::find("cargo").unwrap().read(&text).unwrap_err();
    assert_eq!(error.kind(), pkgschema::ParseErrorKind::TooLong);
    assert_eq!(error.detail(), "50000020 bytes of TOML, 4194304 at most");
    assert_eq!(pkgschema_convert::detect::detect(&text), None);
}
