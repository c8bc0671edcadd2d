//! `RECORD`: the files of a wheel.

use pkgschema::object::Raw;
use pkgschema::{Finding, Severity};
use pkgschema_convert::Document;
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::pypi::WheelRecord;
use pkgschema_convert::readable::{Readable, UNCONVERTED};
use pkgschema_testkit::timing::assert_linear;
use proptest::prelude::*;
use std::time::{Duration, Instant};

const EMPTY: &str = "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

/// Reads a list, after what is written again is held to its view.
#[track_caller]
fn read(text: &str) -> WheelRecord {
    let record = WheelRecord::parse(text).expect(text);
    let written = record.render();
    assert!(written.losses.is_empty());
    assert_eq!(WheelRecord::parse(&written.value).unwrap(), record, "{:?}", written.value);
    assert_eq!(WheelRecord::from_view(&record.view()).unwrap(), record);
    record
}

fn list(rows: &str) -> String {
    format!("{rows}margin-1.dist-info/RECORD,,\n")
}

fn codes(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|it| (it.code, it.pointer.as_str())).collect()
}

#[track_caller]
fn found(rows: &str, code: &str, at: &str) -> Severity {
    let findings = read(&list(rows)).check();
    let finding = findings.iter().find(|it| (it.code, it.pointer.as_str()) == (code, at));
    finding.unwrap_or_else(|| panic!("{code} {at} in {:?}", codes(&findings))).severity
}

#[test]
fn a_list() {
    let text = list(&format!("margin/__init__.py,{EMPTY},0\r\n\"margin/a,b.py\",{EMPTY},12\n"));
    assert_eq!(detect(&text), Some(DocumentKind::WheelRecord));
    assert_eq!(DocumentKind::WheelRecord.as_str(), WheelRecord::NAME);
    let record = read(&text);
    let rows: Vec<_> = record.rows().collect();
    assert_eq!(rows[1].path, "margin/a,b.py");
    assert_eq!(rows[1].size().unwrap().unwrap(), 12);
    let digest = rows[0].digest().unwrap().unwrap();
    let expected = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!((digest.algorithm().as_str(), digest.to_hex().as_str()), ("sha256", expected));
    assert!(rows[2].is_list() && rows[2].digest().is_none() && rows[2].size().is_none());
    assert!(record.check().is_empty(), "{:?}", record.check());
    let readable = Readable::find(UNCONVERTED, "pypi-record").unwrap();
    assert_eq!(readable.read(&text).unwrap().findings, []);
    assert_eq!(readable.view(&text).unwrap(), record.view());
}

#[test]
fn paths() {
    for (path, code) in [
        ("/etc/a", "absolute-path"),
        ("\\\\host\\a", "absolute-path"),
        ("C:/a", "absolute-path"),
        ("c:a", "absolute-path"),
        ("../a", "path-out-of-tree"),
        ("a/../../b", "path-out-of-tree"),
        ("a\\..\\..\\b", "path-out-of-tree"),
        ("a/..\\../b", "path-out-of-tree"),
        ("./../a", "path-out-of-tree"),
        ("a\\b", "backslash"),
        ("a/b:c", "drive-or-stream"),
        ("a//b", "path-not-normal"),
        ("a/../b", "path-not-normal"),
        ("a/", "path-not-normal"),
        ("", "empty-name"),
        ("a\u{0}", "hidden-character"),
        ("\"a\nb\"", "hidden-character"),
        ("a\u{202e}b", "hidden-character"),
    ] {
        found(&format!("{path},{EMPTY},0\n"), code, "/0/0");
    }
    for path in ["a", "a..b/..c/d..", "é/ü", "a b", "...", "a/.b"] {
        let text = list(&format!("{path},{EMPTY},0\n"));
        assert!(read(&text).check().is_empty(), "{path}");
    }
    found(&format!("a,{EMPTY},0\na,{EMPTY},0\n"), "duplicate-file", "/1/0");
}

/// What an installer lists may stand elsewhere, and what it compiled has no digest.
#[test]
fn an_installation() {
    let wheel = format!("../../bin/margin,{EMPTY},0\na.py,,\n__pycache__/a.pyc,,\n");
    let installed = format!("{wheel}margin-1.dist-info/INSTALLER,{EMPTY},4\n");
    for (code, at) in [("path-out-of-tree", "/0/0"), ("no-digest", "/1/1")] {
        assert_eq!(found(&wheel, code, at), Severity::Error);
        assert_eq!(found(&installed, code, at), Severity::Warning);
    }
    assert_eq!(found(&wheel, "no-digest", "/2/1"), Severity::Error);
    let findings = read(&list(&installed)).check();
    let expected = [("path-out-of-tree", "/0/0"), ("no-digest", "/1/1")];
    assert_eq!(codes(&findings), expected);
    // a digest that is there is looked at
    let broken = installed.replace("a.pyc,", "a.pyc,sha256=00");
    assert_eq!(found(&broken, "malformed-digest", "/2/1"), Severity::Error);
    // the name of an installer that is brought along says nothing
    let vendored = format!("{wheel}margin/m-1.dist-info/INSTALLER,{EMPTY},4\n");
    assert_eq!(found(&vendored, "no-digest", "/2/1"), Severity::Error);
}

#[test]
fn digests_and_sizes() {
    for (digest, code) in [
        ("", "no-digest"),
        ("sha256", "malformed-digest"),
        ("=47DEQpj8", "malformed-digest"),
        ("sha256=", "malformed-digest"),
        ("sha256=47DEQpj8", "malformed-digest"),
        ("sha256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU", "malformed-digest"),
        ("sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=", "malformed-digest"),
        ("sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFV", "malformed-digest"),
        ("md5=1B2M2Y8AsgTpgAmY7PhCfg", "weak-digest"),
        ("sha1=2jmj7l5rSw0yVb_vlWAYkK_YBwk", "weak-digest"),
        ("sha224=0UoCjCo6K8lHYQK7KII0xBWisB-CjqYqxbPkLw", "weak-digest"),
        ("blake9=AAAA", "unknown-algorithm"),
    ] {
        found(&format!("a,{digest},0\n"), code, "/0/1");
    }
    for size in ["-1", "+1", "1.0", " 1", "1e3", "0x1", "18446744073709551616", "١"] {
        found(&format!("a,{EMPTY},{size}\n"), "malformed-size", "/0/2");
    }
    let text =
        list(&format!("a,{EMPTY},\nmargin-1.dist-info/RECORD.jws,,\nm-1.dist-info/RECORD.p7s,,\n"));
    assert!(read(&text).check().is_empty());
    found("dist-info/RECORD,,\n", "no-digest", "/0/1");
    // the list of a distribution that is brought along is a file like others
    found("margin/_vendor/m-1.dist-info/RECORD,,\n", "no-digest", "/0/1");
    let text = list(&format!("margin/_vendor/m-1.dist-info/RECORD,{EMPTY},0\n"));
    assert!(read(&text).check().is_empty());
    found(&format!("m-1.dist-info/RECORD,{EMPTY},0\n"), "digest-of-itself", "/0/1");
}

#[test]
fn rows_of_other_lengths() {
    found("a\n", "wrong-fields", "/0");
    found("a,b,c,d\n", "wrong-fields", "/0");
    found("\n", "empty-row", "/0");
    assert_eq!(
        read(&list("\n\"\"\n")).view().as_str(),
        r#"[[],[""],["margin-1.dist-info/RECORD","",""]]"#
    );
    let findings = read(&format!("a,{EMPTY},0\n")).check();
    assert_eq!(codes(&findings), [("list-not-listed", "")]);
    for text in ["", "\n\n", "a", "a,b\nc,d\n", "{}", &"x".repeat((64 << 20) + 1)] {
        assert!(WheelRecord::parse(text).is_err());
    }
    for view in ["{}", "[]", "[1]", "[[1]]", "[[null, \"\", \"\"]]", "[[\"a\"]]"] {
        assert!(WheelRecord::from_view(&Raw::parse(view).unwrap()).is_err(), "{view}");
    }
}

#[test]
fn other_texts_are_told_apart() {
    let list = list(&format!("a,{EMPTY},0\n"));
    for text in [
        list.replace(",,", ",,,"),
        list.replace(",,", ",x,"),
        list.replace("RECORD", "METADATA"),
        format!("name,digest,size,note\n{list}"),
        format!("# a list\n{list}"),
        "path,hash,size\na,b,c\n".to_owned(),
    ] {
        assert_eq!(detect(&text), None, "{text}");
    }
    // names that begin as other documents do
    for name in ["{{name}}.py", "[a].py", "\"{\"\"a\"\": 1}\"", "`x`", "id: x"] {
        let text = format!("{name},{EMPTY},0\n{list}");
        assert_eq!(detect(&text), Some(DocumentKind::WheelRecord), "{text}");
    }
}

fn time(count: usize) -> Duration {
    let rows: String =
        (0..count).map(|at| format!("\"a/{at}\"\"\"\"\"\"\"\"b\",{EMPTY},{at}\n")).collect();
    let odd = "../a,md5=zz,x\n,\n".repeat(count / 2);
    let long = format!("\"{}\",{EMPTY},1\n", "\"\"../,\n".repeat(count));
    let start = Instant::now();
    let readable = Readable::find(UNCONVERTED, "pypi-record").unwrap();
    for text in [list(&rows), list(&odd), list(&long)] {
        readable.read(&text).unwrap();
        readable.rewrite(&text).unwrap();
        detect(&text);
    }
    start.elapsed()
}

#[test]
fn very_many_rows_take_linear_time() {
    assert_linear("rows", 10_000, time);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_is_written_equal(text in "[a,\"\n\r\u{feff}/.]{0,40}") {
        let record = read(&format!("x,y,z\n{text}"));
        record.check();
        record.rows().for_each(|row| drop((row.digest(), row.size())));
    }

    /// Whatever the fields hold, no row is added and none is another one.
    #[test]
    fn nothing_is_injected(fields in prop::collection::vec("[a,\"\n\r\u{feff}]{0,6}", 3..12)) {
        let row = |row: &[String]| serde_json::to_string(row).unwrap();
        let view: Vec<String> = fields.chunks(3).map(row).collect();
        let view = Raw::parse(&format!("[{}]", view.join(","))).unwrap();
        let record = WheelRecord::from_view(&view).unwrap();
        prop_assert_eq!(WheelRecord::parse(&record.render().value).unwrap(), record);
    }
}
