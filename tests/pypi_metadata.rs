//! `METADATA` and `PKG-INFO` in the shapes that packages have, and in those that nobody should
//! write.

use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{Description, PackageMetadata, Publishing};
use pkgschema::object::{List, Raw};
use pkgschema::{Finding, Severity, Text};
use pkgschema_convert::format::Format;
use pkgschema_convert::pypi::{CoreMetadata, CoreMetadataJson};
use pkgschema_convert::{Document, FromRecord, LossKind, ToRecord};
use pkgschema_testkit::alloc::{Counting, measure};
use pkgschema_testkit::checks::metadata::pypi_metadata::view;
use pkgschema_testkit::json::{Json, diff};
use proptest::prelude::*;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const HEAD: &str = "Metadata-Version: 2.4\nName: left-margin\nVersion: 4.0.0\n";

/// The record of a text, after what is written again is held to its view.
#[track_caller]
fn record(text: &str) -> PackageMetadata {
    let metadata = CoreMetadata::parse(text).expect(text);
    let written = metadata.render();
    let views = (view(text).expect(text), view(&written.value).expect(text));
    assert!(diff(&views.0, &views.1).is_empty(), "{text}: {}", written.value);
    metadata.to_record().value
}

/// The record of the usual fields and these.
#[track_caller]
fn with(fields: &str) -> PackageMetadata {
    record(&format!("{HEAD}{fields}"))
}

/// A text, and what stands at one place in the record; `-` for nothing.
#[track_caller]
fn reads(cases: &[(&str, &str, &str)]) {
    for (fields, place, expected) in cases {
        let read = Json::parse(&with(fields).to_json()).unwrap();
        let found = read.get(&pkgschema::Pointer::parse(place).expect(place));
        let expected = (*expected != "-").then(|| Json::parse(expected).expect(expected));
        let shown = found.map_or_else(|| "-".to_owned(), Json::to_text);
        assert_eq!(found, expected.as_ref(), "{fields}: {place} is {shown}");
    }
}

/// The text that is written of a record, which reads back as the same document.
#[track_caller]
fn written(record: &PackageMetadata) -> String {
    let document = CoreMetadata::from_record(record).value;
    let text = document.render().value;
    assert_eq!(CoreMetadata::parse(&text).expect(&text).view(), document.view(), "{text}");
    text
}

fn found(text: &str) -> Vec<Finding> {
    CoreMetadata::parse(text).expect(text).check()
}

/// The errors of the usual fields and these, as `code at`.
fn errors(fields: &str) -> Vec<String> {
    let found = found(&format!("{HEAD}{fields}")).into_iter();
    let errors = found.filter(|it| it.severity == Severity::Error);
    errors.map(|it| format!("{} {}", it.code, it.pointer)).collect()
}

#[test]
fn fields_have_their_members() {
    reads(&[
        ("Summary: One line\n", "/summary", r#""One line""#),
        ("Summary: UNKNOWN\n", "/summary", "-"),
        ("Summary:\n", "/summary", "-"),
        ("Keywords: a,b c , d\n", "/keywords", r#"["a","b c","d"]"#),
        ("Keywords: a b  c\n", "/keywords", r#"["a","b","c"]"#),
        ("Home-page: https://a.example\n", "/homepage", r#""https://a.example""#),
        ("Project-URL: Docs, https://a.example\n", "/documentation", r#""https://a.example""#),
        (
            "Project-URL: Chat, https://a.example\n",
            "/links",
            r#"[{"label":"Chat","url":"https://a.example"}]"#,
        ),
        ("Platform: UNKNOWN\n", "/platforms", "-"),
        ("Platform: any\n", "/platforms", r#"{"os":["any"]}"#),
        ("Provides-Extra: x\nProvides-Extra: x\n", "/features", r#"{"x":[]}"#),
        (
            "Requires-Dist: a (>=1,<2) ; extra == 'x'\n",
            "/dependencies/0/requirement/text",
            r#"">=1,<2""#,
        ),
        ("Requires-Dist: a; extra == 'x'\n", "/dependencies/0/optionality/feature", r#""x""#),
        ("requires-dist: a\n", "/dependencies/0/name", r#""a""#),
        ("Requires-Python: >=3.8\n", "/runtimeRequirements/0/requirement/text", r#"">=3.8""#),
        ("Classifier: Private :: Do Not Upload\n", "/publishing", r#"{"allowed":false}"#),
        ("Classifier: Typing :: Typed\n", "/publishing", "-"),
        (
            "Import-Name: a; private\n",
            "/provides",
            r#"[{"kind":"import-name","name":"a","private":true}]"#,
        ),
    ]);
}

#[test]
fn people() {
    reads(&[
        (
            "Author-email: A B <a@x.example>\n",
            "/authors",
            r#"[{"name":"A B","email":"a@x.example"}]"#,
        ),
        (
            "Author-email: \"B, A\" <a@x.example>, c@x.example\n",
            "/authors",
            r#"[{"name":"B, A","email":"a@x.example"},{"email":"c@x.example"}]"#,
        ),
        ("Author: A B, C D\n", "/authors", r#"[{"name":"A B"},{"name":"C D"}]"#),
        ("Author: Example, Inc.\n", "/authors", r#"[{"name":"Example, Inc."}]"#),
        ("Author: =?utf-8?q?Bj=C3=B6rn?=\n", "/authors", r#"[{"name":"Björn"}]"#),
        (
            "Maintainer: A\nMaintainer-email: a@x\n",
            "/maintainers",
            r#"[{"name":"A","email":"a@x"}]"#,
        ),
        ("Author: UNKNOWN\nAuthor-email: UNKNOWN\n", "/authors", "-"),
    ]);
    let text = format!("{HEAD}Author: =?utf-8?q?Bj=C3=B6rn?=\n");
    assert!(found(&text).iter().any(|it| it.code == "encoded-word"));
}

#[test]
fn licences() {
    reads(&[
        ("License-Expression: MIT\n", "/license/expression", r#""MIT""#),
        ("License: MIT\n", "/license/expression", r#""MIT""#),
        (
            "License: All rights\n        reserved\n",
            "/license/declared/0/name",
            r#""All rights\nreserved""#,
        ),
        ("License-Expression: MIT\nLicense: GPL\n", "/license/declared", r#"[{"name":"MIT"}]"#),
        ("License-File: LICENSE\n", "/license", r#"{"files":["LICENSE"]}"#),
        ("License: UNKNOWN\n", "/license", "-"),
    ]);
    assert_eq!(errors("License-Expression: MIT\nLicense: x\n"), ["license-twice /License/0"]);
    // never both fields, whatever the record says
    for fields in ["License-Expression: MIT\n", "License: MIT\n", "License: My own\n"] {
        let text = written(&with(fields));
        let both = text.contains("\nLicense:") && text.contains("\nLicense-Expression:");
        assert!(!both && text.contains("\nLicense"), "{text}");
    }
}

#[test]
fn descriptions_stand_in_two_places() {
    reads(&[
        ("\nbody\n", "/description", r#"{"text":"body\n"}"#),
        (
            "Description: a\n        b\n        \n          c\n",
            "/description",
            r#"{"text":"a\nb\n\n  c"}"#,
        ),
        ("Description: a\n       |b\n       |  c\n", "/description", r#"{"text":"a\nb\n  c"}"#),
        ("Description: UNKNOWN\n", "/description", "-"),
        ("\nUNKNOWN\n", "/description", "-"),
        ("Description: header\n\nbody", "/description", r#"{"text":"body"}"#),
        ("From me\n\nbody", "/description", r#"{"text":"From me\nbody"}"#),
        ("From me\nSummary: x\n", "/description", "-"),
        ("no field\n", "/description", r#"{"text":"no field\n"}"#),
    ]);
    assert_eq!(errors("Description: header\n\nbody"), ["duplicate-description /Description/0"]);
}

#[test]
fn what_the_format_cannot_say_is_unknown() {
    let unknown = |text: &str, member: &str| record(text).is_unknown(member);
    let of = |version: &str| format!("Metadata-Version: {version}\nName: a\nVersion: 1\n");
    for (version, member, expected) in [
        ("1.0", "dependencies", true),
        ("1.1", "dependencies", true),
        ("1.2", "dependencies", false),
        ("1.0", "links", true),
        ("1.2", "features", true),
        ("2.1", "features", false),
        ("1.0", "summary", false),
    ] {
        assert_eq!(unknown(&of(version), member), expected, "{version} {member}");
    }
    let dynamic = |field: &str| format!("{}Dynamic: {field}\n", of("2.2"));
    assert!(unknown(&dynamic("Requires-Dist"), "dependencies"));
    assert!(unknown(&dynamic("requires-dist"), "dependencies"));
    assert!(unknown(&dynamic("Project-URL"), "homepage"));
    assert!(!unknown(&dynamic("Summary"), "dependencies"));
    assert!(unknown(&format!("{}Requires-Dist: a b\n", of("2.1")), "dependencies"));
}

#[test]
fn the_oldest_version_that_has_the_fields() {
    for (fields, version) in [
        ("Summary: a\n", "1.0"),
        ("Classifier: a\n", "1.1"),
        ("Requires-Dist: a\n", "1.2"),
        ("Description-Content-Type: text/plain\n", "2.1"),
        ("\nbody\n", "2.1"),
        ("License-Expression: MIT\n", "2.4"),
        ("License-File: a\n", "2.4"),
        ("Import-Name: a\n", "2.5"),
        ("Import-Namespace: a\nSummary: b\n", "2.5"),
    ] {
        let mut record = with(fields);
        record.extensions = Default::default(); // where the version that was read is kept
        let text = written(&record);
        assert!(text.starts_with(&format!("Metadata-Version: {version}\n")), "{fields}: {text}");
        let found = found(&text);
        assert!(!found.iter().any(|it| it.severity == Severity::Error), "{text}: {found:?}");
    }
    let nothing = PackageMetadata::of(Ecosystem::PYPI);
    assert_eq!(CoreMetadata::from_record(&nothing).value.render().value, "");
}

#[test]
fn fields_that_may_stand_once() {
    let text = format!("{HEAD}Summary: a\nSummary: b\nName: other\n");
    let metadata = CoreMetadata::parse(&text).unwrap();
    assert_eq!(*metadata.summary, ["a", "b"]);
    let read = metadata.to_record();
    assert_eq!(
        (read.value.name.as_deref(), read.value.summary.as_deref()),
        (Some("left-margin"), Some("a"))
    );
    let found: Vec<String> =
        metadata.check().iter().map(|it| format!("{} {}", it.code, it.pointer)).collect();
    for expected in ["duplicate-field /Name/1", "duplicate-field /Summary/1"] {
        assert!(found.iter().any(|it| it == expected), "{found:?}");
    }
    let npm = Format::find("npm").unwrap();
    let conversion = Format::find("pypi-metadata").unwrap().convert(&text, npm).unwrap();
    let lost = |at: &str| {
        conversion.losses.iter().any(|it| it.pointer.as_str() == at && it.kind == LossKind::Dropped)
    };
    assert!(lost("/Name/1") && lost("/Summary/1"), "{:?}", conversion.losses);
}

#[test]
fn values_that_packaging_refuses() {
    for (fields, expected) in [
        ("Summary: a\u{2028}b\n", "several-lines /Summary/0"),
        ("Summary: a\u{b}b\n", "several-lines /Summary/0"),
        (
            "Description-Content-Type: text/html\n",
            "description-content-type /Description-Content-Type/0",
        ),
        ("Description-Content-Type:\n", "description-content-type /Description-Content-Type/0"),
        (
            "Description-Content-Type: text/plain; a=b=c\n",
            "description-content-type /Description-Content-Type/0",
        ),
        (
            "Description-Content-Type: text/plain; charset\n",
            "description-content-type /Description-Content-Type/0",
        ),
        ("License-File: a..b\n", "license-file /License-File/0"),
        ("License-File: ./a\n", "license-file /License-File/0"),
        ("License-File: C:x\n", "license-file /License-File/0"),
        ("License-Expression: UNKNOWN\n", "license-expression /License-Expression/0"),
        ("Dynamic: Name\n", "dynamic /Dynamic/0"),
        ("Dynamic: Foo\n", "dynamic /Dynamic/0"),
        ("Project-URL: a, b\nProject-URL: a, c\n", "duplicate-label /Project-URL/1"),
        ("Requires-Python: UNKNOWN\n", "malformed-specifier /Requires-Python/0"),
        ("Provides-Extra: a-\n", "pypi-name /Provides-Extra/0"),
    ] {
        assert_eq!(errors(fields), [expected], "{fields}");
    }
    for fields in [
        "Description-Content-Type: text/markdown; charset=UTF-8; variant=\"GFM\";\n",
        "Description-Content-Type: TEXT/plain; a=\"b;c\\\"\"\n",
        "License-Expression: mit or apache-2.0\n",
        "License-File: a/b\n",
        "Requires-Dist: a\nProvides-Extra: b\n",
    ] {
        assert_eq!(errors(fields), [""; 0], "{fields}");
    }
    let of = |version: &str, fields: &str| {
        let text = format!("Metadata-Version: {version}\nName: a\nVersion: 1\n{fields}");
        found(&text).into_iter().map(|it| (it.code, it.severity)).collect::<Vec<_>>()
    };
    for (version, fields, expected) in [
        ("2.4", "Import-Name: a\n", &[("later-field", Severity::Error)][..]),
        ("2.5", "Import-Name: class\n", &[("import-name", Severity::Error)]),
        ("2.5", "Import-Name: a.b; private\n", &[]),
        ("2.5", "Import-Name:\n", &[]),
        ("2.7", "", &[("later-format", Severity::Warning)]),
        ("3.0", "", &[("format-version", Severity::Error)]),
        ("2.10", "", &[("later-format", Severity::Warning)]),
        ("02.1", "", &[("format-version", Severity::Error)]),
    ] {
        assert_eq!(of(version, fields), expected, "{version} {fields}");
    }
}

#[test]
fn the_form_in_json() {
    let text = format!(
        "{HEAD}Keywords: a,b\nRequires-Dist: c>=1\nLicense: x\n        y\nProject-URL: Docs, https://a.example\n\nbody\n"
    );
    let metadata = CoreMetadata::parse(&text).unwrap();
    let form = metadata.to_json_form();
    let expected = r#"{"metadata_version":"2.4","name":"left-margin","version":"4.0.0",
        "description":"body\n","keywords":["a","b"],"license":"x\ny","requires_dist":["c>=1"],
        "project_url":["Docs, https://a.example"]}"#;
    let view = Json::parse(form.view().as_str()).unwrap();
    assert!(diff(&Json::parse(expected).unwrap(), &view).is_empty(), "{}", view.to_text());
    let back = CoreMetadata::from(&form);
    assert_eq!(back.view(), metadata.view());
    assert_eq!(CoreMetadataJson::parse(expected).unwrap(), form);
    let read = form.to_record();
    assert_eq!(read.value, [metadata.to_record().value]);
    let odd = CoreMetadataJson::parse(r#"{"name":"a","foo":1,"requires_dist":["b"]}"#).unwrap();
    let lost = odd.to_record().losses;
    let lost: Vec<&str> = lost.iter().map(|it| it.pointer.as_str()).collect();
    assert!(lost == ["/foo"], "{lost:?}");
}

/// The numbers of values of every field, but for the body.
fn counts(view: Json) -> Vec<(String, usize)> {
    let fields = view.into_members().into_iter().filter(|(name, _)| name != "body");
    fields.map(|(name, values)| (name, values.as_array().map_or(0, <[Json]>::len))).collect()
}

fn counts_of_text(text: &str) -> Vec<(String, usize)> {
    counts(view(text).expect(text))
}

const BREAKS: [&str; 8] = ["\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{b}", "\u{c}", "\n\n"];

/// A text that would begin a field and a body.
fn hostile(line_break: &str) -> String {
    ["x", "Evil: 1", "", "evil body"].join(line_break)
}

/// Every value that a field can have, and a body.
fn full() -> String {
    "Metadata-Version: 2.5\nName: a\nVersion: 1\nPlatform: p\nSupported-Platform: s\nSummary: s\n\
    Description-Content-Type: text/plain\nKeywords: a,b\nHome-page: https://h.example\n\
    Download-URL: https://d.example\nAuthor: A\nAuthor-email: B <b@x>, c@x\nMaintainer: M\n\
    Maintainer-email: n@x\nLicense: my own\nLicense-File: L\nClassifier: C\nRequires-Dist: r[x]>=1; \
    os_name == 'nt'\nRequires-Dist: u @ https://u.example\nRequires-Python: >=3\n\
    Requires-External: e\nProject-URL: Docs, https://p.example\nProject-URL: Other, https://o.example\n\
    Project-URL: Funding, https://f.example\nProject-URL: Source, https://g.example/x\n\
    Project-URL: Issues, https://i.example\nProject-URL: Changelog, https://c.example\n\
    Provides-Extra: x\nProvides-Dist: p\nObsoletes-Dist: o\nImport-Name: i\nImport-Namespace: n\n\
    Requires: q\nProvides: v\nObsoletes: w\nX-Other: y\n\nbody\n"
        .to_owned()
}

/// The document with one string after the other replaced, with the place of each.
fn spoilt(json: &str, value: &str) -> Vec<(String, String)> {
    let document = Json::parse(json).unwrap();
    let places = strings(&document, String::new());
    let one = |place: &String| {
        let mut spoilt = document.clone();
        if let Some(at) = at_mut(&mut spoilt, place) {
            *at = Json::String(value.to_owned());
        }
        (place.clone(), spoilt.to_text())
    };
    places.iter().map(one).collect()
}

/// The places of all strings, as indices.
fn strings(value: &Json, at: String) -> Vec<String> {
    match value {
        Json::String(_) => vec![at],
        Json::Array(all) => {
            all.iter().enumerate().flat_map(|(i, it)| strings(it, format!("{at}/{i}"))).collect()
        }
        Json::Object(all) => all
            .iter()
            .enumerate()
            .flat_map(|(i, (_, it))| strings(it, format!("{at}/{i}")))
            .collect(),
        _ => Vec::new(),
    }
}

fn at_mut<'v>(value: &'v mut Json, place: &str) -> Option<&'v mut Json> {
    place.split('/').skip(1).try_fold(value, |value, index| {
        let index: usize = index.parse().ok()?;
        match value {
            Json::Array(all) => all.get_mut(index),
            Json::Object(all) => all.get_mut(index).map(|(_, value)| value),
            _ => None,
        }
    })
}

#[test]
fn no_value_of_a_document_begins_a_field() {
    let view = CoreMetadata::parse(&full()).unwrap().view();
    let expected = counts_of_text(&full());
    let mut tried = 0;
    for line_break in BREAKS {
        for (place, json) in spoilt(view.as_str(), &hostile(line_break)) {
            let raw = Raw::parse(&json).unwrap();
            let text = CoreMetadata::from_view(&raw).unwrap().render().value;
            assert_eq!(counts_of_text(&text), expected, "{place}: {text}");
            tried += 1;
        }
    }
    assert_eq!(tried, 37 * BREAKS.len());
}

#[test]
fn no_value_of_a_record_begins_a_field() {
    let record = CoreMetadata::parse(&full()).unwrap().to_record().value.to_json();
    for line_break in BREAKS {
        for (place, json) in spoilt(&record, &hostile(line_break)) {
            let Ok(record) = PackageMetadata::parse(&json) else { continue };
            let document = CoreMetadata::from_record(&record).value;
            let text = document.render().value;
            let again = CoreMetadata::parse(&text).expect(&text);
            assert_eq!(
                counts_of_text(&text),
                counts(Json::parse(document.view().as_str()).unwrap()),
                "{place}: {text}"
            );
            assert!(
                !counts_of_text(&text).iter().any(|(name, _)| name == "Evil"),
                "{place}: {text}"
            );
            assert_eq!(again.body, document.body, "{place}");
        }
    }
}

#[test]
fn no_name_of_a_member_begins_a_field() {
    for name in ["A\nEvil", "A: b\nEvil", "A:b", "A b", "", "\u{e4}", " A"] {
        let json = Json::Object(vec![
            ("Name".to_owned(), Json::Array(vec![Json::String("a".to_owned())])),
            (name.to_owned(), Json::Array(vec![Json::String("Evil: 1".to_owned())])),
        ]);
        let raw = Raw::parse(&json.to_text()).unwrap();
        let written = CoreMetadata::from_view(&raw).unwrap().render();
        assert_eq!(written.value, "Name: a\n", "{name:?}");
        assert_eq!(written.losses.len(), 1, "{name:?}");
    }
}

#[test]
fn private_packages_of_three_ecosystems() {
    let formats = [
        ("npm", r#"{"name":"a","version":"1.0.0","private":true}"#),
        ("cargo", "[package]\nname = \"a\"\nversion = \"1.0.0\"\npublish = false\n"),
        (
            "pypi-metadata",
            "Metadata-Version: 1.1\nName: a\nVersion: 1.0.0\nClassifier: Private :: Do Not Upload\n",
        ),
    ];
    for (from, text) in formats {
        for (to, like) in formats {
            let (from, to) = (Format::find(from).unwrap(), Format::find(to).unwrap());
            let made = from.convert(text, to).unwrap().text;
            let allowed =
                |text: &str| to.read(text).unwrap().record.publishing.and_then(|it| it.allowed);
            assert_eq!((allowed(&made), allowed(like)), (Some(false), Some(false)), "{made}");
        }
    }
    let mut open = PackageMetadata::of(Ecosystem::NPM);
    open.publishing = Some(Publishing::default());
    assert!(!CoreMetadata::from_record(&open).value.classifier.is_present());
}

#[test]
fn bytes_that_are_no_text() {
    let bytes = b"\xef\xbb\xbfName: a\nAuthor: Bj\xf6rn\nSummary: \xc3\xa9t\xe9\nKeywords: \xc3\xa9\n\nd\xe9\n\xc3\xa9\n";
    let metadata = CoreMetadata::parse_bytes(bytes).unwrap();
    assert_eq!(metadata.author[0], "Björn");
    assert_eq!(metadata.summary[0], "Ã©té");
    assert_eq!(metadata.keywords[0], "é");
    assert_eq!(metadata.body.as_deref(), Some("dé\né\n"));
    let found = metadata.check();
    let places = found.iter().filter(|it| it.code == "not-utf-8").map(|it| it.pointer.as_str());
    assert_eq!(places.collect::<Vec<_>>(), ["/Author/0", "/Summary/0", "/body"]);
    for bytes in [&b""[..], b"\xff", b"\n", b"\xff: x\n", b"X: \xff\n"] {
        assert!(CoreMetadata::parse_bytes(bytes).is_err(), "{bytes:?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0_usize..60) {
        let mut text = full().into_bytes();
        let at = at * text.len() / 60;
        text.splice(at..at, bytes.iter().copied());
        let read = CoreMetadata::parse_bytes(&text);
        if let Ok(metadata) = &read {
            let written = metadata.render().value;
            prop_assert_eq!(CoreMetadata::parse(&written).unwrap().view(), metadata.view());
            metadata.check();
            metadata.to_record();
        }
        if let Ok(text) = std::str::from_utf8(&text) {
            prop_assert_eq!(read, CoreMetadata::parse(text));
        }
    }

    /// Only lines that hold such a byte are read in another way.
    #[test]
    fn text_beside_a_broken_line_stays(text in "[a-zé]{0,20}", line in 0_usize..36) {
        let lines = full().lines().map(|it| format!("{it}{text}").into_bytes()).collect::<Vec<_>>();
        let clean = CoreMetadata::parse_bytes(&lines.join(&b'\n')).unwrap();
        let mut broken = lines;
        let values = broken[line].len();
        if values == text.len() {
            return Ok(()); // the blank line
        }
        broken[line].push(0xff);
        let read = CoreMetadata::parse_bytes(&broken.join(&b'\n')).unwrap();
        let changed = read.differences(&clean);
        prop_assert_eq!(changed.len(), 1, "{:?}", changed);
        prop_assert_eq!(read.check().iter().filter(|it| it.code == "not-utf-8").count(), 1);
    }

    #[test]
    fn what_is_written_reads_back(fields in proptest::collection::vec(("[A-Za-z-]{1,12}", "(?s).{0,30}"), 1..6), body in proptest::option::of("(?s).{1,40}")) {
        let mut text = "Name: a\n".to_owned();
        for (name, value) in &fields {
            text += &format!("{name}: {value}\n");
        }
        text.extend(body.map(|body| format!("\n{body}")));
        let metadata = CoreMetadata::parse(&text).unwrap();
        let written = metadata.render();
        let again = CoreMetadata::parse(&written.value).unwrap();
        prop_assert!(again.view() == metadata.view() || !written.losses.is_empty(), "{:?} {:?}", text, written.value);
        let own = Json::parse(metadata.view().as_str()).unwrap();
        prop_assert_eq!(diff(&view(&text).unwrap(), &own).len(), 0, "{:?}", text);
    }
}

/// The least of three times.
fn fastest(work: impl Fn()) -> Duration {
    let time = || {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..3).map(|_| time()).min().unwrap()
}

/// Everything that is done with a document takes time in proportion to its length: four times the
/// length at most sixteen times the time.
#[track_caller]
fn linear(what: &str, text: impl Fn(usize) -> String, count: usize) {
    let work = |text: &str| {
        let metadata = CoreMetadata::parse(text).unwrap();
        metadata.check();
        let read = metadata.to_record();
        CoreMetadata::from_record(&read.value).value.render();
        Format::find("pypi-metadata").unwrap().convert(text, Format::find("npm").unwrap()).unwrap();
    };
    let (short, long) = (text(count), text(4 * count));
    let (short, long) = (fastest(|| work(&short)), fastest(|| work(&long)));
    let slack = Duration::from_millis(100);
    assert!(long < 16 * short + slack, "{what}: {short:?}, then {long:?}");
}

#[test]
fn many_of_everything() {
    type Part = fn(usize) -> String;
    let parts: [(&str, Part); 9] = [
        ("requirements", |i| format!("Requires-Dist: a{i}>=1; extra == 'x{i}'\n")),
        ("labels", |i| format!("Project-URL: L{i}, https://a.example/{i}\n")),
        ("one label", |i| format!("Project-URL: Source, https://a.example/{i}\n")),
        ("extras", |i| format!("Provides-Extra: x{i}\n")),
        ("classifiers", |i| format!("Classifier: License :: {i}\n")),
        ("unknown fields", |i| format!("X-{i}: a\n")),
        ("one field", |_| "Summary: a\n".to_owned()),
        ("stray lines", |_| ": none\n".to_owned()),
        ("import names", |i| format!("Import-Name: a{i}\n")),
    ];
    for (what, part) in parts {
        linear(what, |count| HEAD.to_owned() + &(0..count).map(part).collect::<String>(), 500);
    }
    let people = |count: usize| {
        let people: Vec<String> = (0..count).map(|i| format!("A B{i} <a{i}@x.example>")).collect();
        let names: Vec<String> = (0..count).map(|i| format!("C D{i}")).collect();
        format!("{HEAD}Author: {}\nAuthor-email: {}\n", names.join(", "), people.join(", "))
    };
    linear("people", people, 500);
    let quotes = |count: usize| format!("{HEAD}Author-email: {}\n", "\"<,".repeat(count));
    linear("quotes", quotes, 2_000);
    let words = |count: usize| format!("{HEAD}Author: {}\n", "=?utf-8?q?".repeat(count));
    linear("encoded words", words, 1_000);
    let folds = |count: usize| format!("{HEAD}License: a{}\n", "\n        b".repeat(count));
    linear("folds", folds, 2_000);
}

#[test]
fn a_hundred_thousand_fields() {
    let text = HEAD.to_owned() + &"X-Same: a\nRequires-Dist: b\n".repeat(50_000);
    let metadata = CoreMetadata::parse(&text).unwrap();
    assert_eq!(metadata.requires_dist.len(), 50_000);
    let (found, stats) = measure(|| metadata.check().len());
    assert!(found < 1_000 && stats.peak_extra_bytes < 4 * text.len(), "{found} {stats:?}");
}

#[test]
fn a_description_of_twenty_megabytes() {
    const LINE: &str = "All work and no play.\n";
    let body = LINE.repeat(20_000_000 / LINE.len());
    described("body", &body, &format!("{HEAD}\n{body}"), &["pypi-metadata", "npm"]);
    let mut record = PackageMetadata::of(Ecosystem::PYPI);
    let mut description = Description::default();
    description.text = Some(Text::from(body.as_str()));
    record.description = Some(description);
    record.keywords = List::from(vec![Text::from("a")]);
    let text = CoreMetadata::from_record(&record).value.render().value;
    assert!(text.ends_with(&format!("Keywords: a\n\n{body}")));
}

#[test]
fn a_description_of_two_megabytes_everywhere() {
    const LINE: &str = "All play.\n";
    let body = LINE.repeat(2_000_000 / LINE.len());
    let folded = body.trim_end().replace('\n', "\n        ");
    let targets = ["pypi-metadata", "npm", "pypi"];
    described("body", &body, &format!("{HEAD}\n{body}"), &targets);
    described("header", &body, &format!("{HEAD}Description: {folded}\n"), &targets);
}

/// Converts a description within twelve times the memory of its text.
#[track_caller]
fn described(what: &str, body: &str, text: &str, targets: &[&str]) {
    let pypi = Format::find("pypi-metadata").unwrap();
    for target in targets {
        let target = Format::find(target).unwrap();
        let (conversion, stats) = measure(|| pypi.convert(text, target).unwrap());
        let said = conversion.record.description.and_then(|it| it.text).unwrap();
        assert_eq!(said.trim_end(), body.trim_end(), "{what}");
        let times = (text.len() + stats.peak_extra_bytes) as f64 / text.len() as f64;
        assert!(times < 12.0, "{what} {}: {times:.1}x", target.name());
    }
}
