//! `METADATA` with values that would be fields, with any bytes, and with very much of everything.

use pkgschema::Text;
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{Description, PackageMetadata};
use pkgschema::object::{List, Raw};
use pkgschema_convert::format::Format;
use pkgschema_convert::pypi::CoreMetadata;
use pkgschema_convert::{Document, FromRecord, ToRecord};
use pkgschema_testkit::alloc::{Counting, measure};
use pkgschema_testkit::checks::metadata::pypi_metadata::view;
use pkgschema_testkit::json::{Json, diff};
use proptest::prelude::*;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const HEAD: &str = "Metadata-Version: 2.4\nName: left-margin\nVersion: 4.0.0\n";

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
