//! `WHEEL`: how a wheel was built.

use pkgschema::object::Raw;
use pkgschema::{Finding, Severity};
use pkgschema_convert::Document;
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::pypi::WheelFile;
use pkgschema_convert::pypi::file_name::TagSet;
use pkgschema_convert::readable::{Readable, UNCONVERTED};
use pkgschema_testkit::timing::assert_linear;
use proptest::prelude::*;
use std::time::{Duration, Instant};

const FULL: &str = "\
Wheel-Version: 1.0
Generator: made by hand (1.2)
Root-Is-Purelib: false
Tag: cp312-cp312-manylinux_2_17_x86_64
Tag: cp312-cp312-manylinux2014_x86_64
Build: 2b

";

/// Reads a file, after what is written again is held to it.
#[track_caller]
fn read(text: &str) -> WheelFile {
    let file = WheelFile::parse(text).expect(text);
    let written = file.render();
    assert!(written.losses.is_empty());
    assert_eq!(WheelFile::parse(&written.value).expect(&written.value), file);
    assert_eq!(WheelFile::from_view(&file.view()).unwrap(), file);
    file
}

fn codes(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|it| (it.code, it.pointer.as_str())).collect()
}

/// The file with a line in place of the one that begins so.
fn with(beginning: &str, line: &str) -> String {
    let lines = FULL.lines().filter(|it| !it.is_empty());
    let lines = lines.map(|it| if it.starts_with(beginning) { line } else { it });
    lines.filter(|it| !it.is_empty()).map(|it| format!("{it}\n")).collect()
}

#[track_caller]
fn found(text: &str, code: &str, at: &str) -> Severity {
    let findings = read(text).check();
    let found = findings.iter().find(|it| it.code == code && it.pointer.as_str() == at);
    found.unwrap_or_else(|| panic!("{code} {at} in {:?}", codes(&findings))).severity
}

#[test]
fn a_file() {
    assert_eq!(detect(FULL), Some(DocumentKind::WheelFile));
    assert_eq!(DocumentKind::WheelFile.as_str(), WheelFile::NAME);
    let file = read(FULL);
    assert_eq!(file.wheel_version(), Some("1.0"));
    assert_eq!(file.generator(), Some("made by hand (1.2)"));
    assert_eq!(file.is_purelib(), Some(false));
    assert_eq!(file.build(), Some("2b"));
    let tags: Vec<TagSet> = file.tags().map(Result::unwrap).collect();
    assert_eq!(tags[0], TagSet::new("cp312", "cp312", "manylinux_2_17_x86_64"));
    assert_eq!(tags.len(), 2);
    assert!(file.check().is_empty(), "{:?}", file.check());
    assert_eq!(
        file.view().as_str(),
        r#"{"Wheel-Version":["1.0"],"Generator":["made by hand (1.2)"],"Root-Is-Purelib":["false"],"Tag":["cp312-cp312-manylinux_2_17_x86_64","cp312-cp312-manylinux2014_x86_64"],"Build":["2b"]}"#
    );
    assert_eq!(file.render().value, FULL.trim_end().to_owned() + "\n");
    let readable = Readable::find(UNCONVERTED, "pypi-wheel-file").unwrap();
    assert_eq!(readable.view(FULL).unwrap(), file.view());
}

#[test]
fn versions_of_the_format() {
    for (version, code, severity) in [
        ("1.1", "later-format", Severity::Warning),
        ("1.99999999999999999999999", "later-format", Severity::Warning),
        ("2.0", "unsupported-format", Severity::Error),
        ("0.9", "unsupported-format", Severity::Error),
        ("99999999999999999999999.0", "unsupported-format", Severity::Error),
        ("1", "format-version", Severity::Error),
        ("1.", "format-version", Severity::Error),
        ("1.0.0", "format-version", Severity::Error),
        ("+1.0", "format-version", Severity::Error),
        ("one", "format-version", Severity::Error),
    ] {
        let text = with("Wheel", &format!("Wheel-Version: {version}"));
        assert_eq!(found(&text, code, "/Wheel-Version/0"), severity, "{version}");
    }
    assert!(read(&with("Wheel", "Wheel-Version:\t1.0 ")).check().is_empty());
}

#[test]
fn lints() {
    let missing = |beginning: &str| found(&with(beginning, ""), "missing-field", "");
    assert_eq!(missing("Wheel"), Severity::Error);
    assert_eq!(missing("Root"), Severity::Warning);
    assert_eq!(missing("Tag"), Severity::Warning);
    assert_eq!(missing("Gen"), Severity::Note);
    assert_eq!(found(&with("Wheel", "Wheel-Version:"), "missing-field", ""), Severity::Error);
    assert!(read(&with("Build", "")).check().is_empty());
    for word in ["yes", "1", "True False"] {
        let text = with("Root", &format!("Root-Is-Purelib: {word}"));
        found(&text, "malformed-value", "/Root-Is-Purelib/0");
        assert_eq!(read(&text).is_purelib(), None);
    }
    assert_eq!(read(&with("Root", "Root-Is-Purelib: True")).is_purelib(), Some(true));
    for build in ["b2", "-1", "1-2"] {
        found(&with("Build", &format!("Build: {build}")), "malformed-build", "/Build/0");
    }
    for tag in [
        "py3",
        "py3-none",
        "py3-none-any-x",
        "py3--any",
        "-none-any",
        "3py-none-any",
        "",
        "py3.-none-any",
    ] {
        let text = with("Tag: cp312-cp312-manylinux2014", &format!("Tag: {tag}"));
        assert_eq!(found(&text, "malformed-tag", "/Tag/1"), Severity::Error, "{tag}");
    }
    let twice = with("Tag: cp312-cp312-manylinux2014", "Tag: cp312-cp312-manylinux_2_17_x86_64 ");
    found(&twice, "duplicate-tag", "/Tag/1");
    found(&with("Tag", "Tag: py2.py3-none-any"), "compressed-tag", "/Tag/0");
    for name in ["Wheel-Version: 1.0", "Generator: x", "Root-Is-Purelib: true", "Build: 1"] {
        let field = name.split_once(':').unwrap().0;
        let text = format!("{}{name}\n", with("\n", ""));
        assert_eq!(found(&text, "duplicate-field", &format!("/{field}/1")), Severity::Error);
    }
    found(&format!("{}X: y\n", with("\n", "")), "unknown-field", "/X");
    let lower = with("Build", "build: 3");
    found(&lower, "field-name-case", "/build");
    assert_eq!(read(&lower).build(), Some("3"));
    found(&format!(" stray\n{FULL}"), "stray-line", "//lines/0");
    found(&format!("{FULL}behind\n"), "stray-body", "//body");
    let plain = with("\n", "");
    found(&format!("{plain}From here\n"), "stray-body", "//body");
    found(&format!("{plain}From here\n\nto there\n"), "stray-body", "//body");
    let file = read(&format!("{plain}From here\n\nto there\n"));
    assert!(file.view().as_str().contains(r#""body":"From here\nto there\n""#));
}

#[test]
fn other_texts_are_told_apart() {
    for text in ["", " \n", "Name: a\n", "Build: 1\n", "Wheel-Version\n", "[a]\nTag = b\n", "{}"] {
        assert!(WheelFile::parse(text).is_err(), "{text}");
    }
    for text in
        ["Tag: a\n", "a b\nWheel-Version: 1.0\n", "Metadata-Version: 2.1\nWheel-Version: 1.0\n"]
    {
        assert_ne!(detect(text), Some(DocumentKind::WheelFile), "{text}");
    }
    assert_eq!(detect("\u{feff}wheel-version: 1.0\n"), Some(DocumentKind::WheelFile));
    for view in [
        "[]",
        "{}",
        r#"{"Build": ["1"]}"#,
        r#"{"Tag": "a"}"#,
        r#"{"Tag": [1]}"#,
        r#"{"Tag": ["a\nBuild: 1"]}"#,
        r#"{"Tag": [" a"]}"#,
        r#"{"a b": ["c"]}"#,
        r#"{"Tag": ["a"], "": {"lines": ["b: c"]}}"#,
        r#"{"Tag": ["a"], "": {"body": ""}}"#,
        r#"{"Tag": ["a"], "Tag": ["b"]}"#,
    ] {
        assert!(WheelFile::from_view(&Raw::parse(view).unwrap()).is_err(), "{view}");
    }
}

fn time(count: usize) -> Duration {
    let texts = [
        format!("Wheel-Version: 1.0\n{}", "Tag: a-b-c\n".repeat(count)),
        format!(
            "Wheel-Version: 1.0\n{}",
            (0..count).map(|at| format!("x{at}: y\n")).collect::<String>()
        ),
        format!("Wheel-Version: 1.0\nTag: a-{}-c\n", "b.".repeat(count)),
        format!("Wheel-Version: 1.0\nTag: {}\n", "-".repeat(count)),
        format!("Wheel-Version: 1.0\nBuild:{}\n", "\n x".repeat(count)),
        format!("Wheel-Version: 1.0\n{}", "Build: x\nbuild: y\n".repeat(count)),
        format!("{}Wheel-Version: 1.0\n", ": x\n".repeat(count)),
    ];
    let start = Instant::now();
    for text in texts {
        let file = WheelFile::parse(&text).unwrap();
        file.check();
        detect(&text);
        assert_eq!(WheelFile::from_view(&file.view()).unwrap(), file);
    }
    start.elapsed()
}

#[test]
fn very_many_fields_take_linear_time() {
    assert_linear("fields", 2_000, time);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_is_written_equal(
        text in "([a:.\\-1 \n\r\t\u{85}]|Tag:|Build:|tag:|py3-none-any|From |true){0,30}",
    ) {
        let text = format!("Wheel-Version: 1.0\n{text}");
        read(&text).check();
        prop_assert_eq!(detect(&text), Some(DocumentKind::WheelFile));
    }
}
