//! `pkgschema purl`.

use crate::run::{run, run_with};
use serde_json::json;

#[test]
fn parts_one_per_line() {
    let done =
        run(&["purl", "parse", "pkg:NPM/%40example/left-margin@1.4.0?b=2&a=x%20y#lib/a"]).exits(0);
    let expected = "\
purl      pkg:npm/%40example/left-margin@1.4.0?a=x%20y&b=2#lib/a
type      npm
namespace @example
name      left-margin
version   1.4.0
qualifier a=x y
qualifier b=2
subpath   lib/a
";
    assert_eq!((done.out.as_str(), done.err.as_str()), (expected, ""));
}

#[test]
fn parts_as_json() {
    let done = run_with(&["purl", "parse", "-", "--format", "json"], b"pkg:cargo/serde@1.0?x=1\n");
    let expected = json!({"schemaVersion": "1.0", "purl": "pkg:cargo/serde@1.0?x=1",
        "type": "cargo", "name": "serde", "version": "1.0", "qualifiers": {"x": "1"}});
    assert_eq!(done.exits(0).printed(), expected);
}

#[test]
fn strict_refuses_what_tolerant_puts_right() {
    for command in ["parse", "canonicalize"] {
        run(&["purl", command, "PKG:npm/a"]).exits(0).prints("pkg:npm/a\n");
        run(&["purl", command, "PKG:npm/a", "--strict"]).exits(1).tells("<argument");
    }
}

#[test]
fn errors_have_a_place() {
    let cases = [
        ("npm/a", "<argument>:1:1: "),
        ("pkg:npm/", "<argument>:1:9: "),
        ("pkg:npm/a%zz", "<argument>:1:"),
        ("", "<argument>"),
    ];
    for (text, place) in cases {
        let done = run(&["purl", "parse", text]).exits(1);
        assert!(done.err.starts_with(&format!("pkgschema: {place}")), "{text:?}: {}", done.err);
        assert_eq!(done.out, "", "{text:?}");
    }
    let told = run(&["purl", "parse", "pkg:npm/", "--format", "json"]).exits(1).told();
    assert_eq!(told["error"]["offset"], 8);
}

#[test]
fn several_are_canonicalized_and_errors_do_not_stop_them() {
    let done = run(&["purl", "canonicalize", "pkg:PyPI/A_b", "pkg:npm/", "pkg:npm/c"]).exits(1);
    assert_eq!(done.out, "pkg:pypi/a-b\npkg:npm/c\n");
    done.tells("pkgschema: <argument 2>:1:9: ");
}

#[test]
fn lines_of_standard_input() {
    let mut input = b"pkg:npm/a\r\n\n  pkg:PyPI/B \nnonsense\n\xff\n".to_vec();
    input.extend(b"pkg:npm/".iter().chain(&vec![b'a'; 200_000]));
    input.extend(b"\npkg:npm/last");
    let done = run_with(&["purl", "canonicalize", "-"], &input).exits(1);
    assert_eq!(done.out, "pkg:npm/a\npkg:pypi/b\npkg:npm/last\n");
    let places: Vec<_> = done.err.lines().filter(|line| line.starts_with("pkgschema: ")).collect();
    assert_eq!(places.len(), 3, "{}", done.err);
    for (place, line) in places.iter().zip([4, 5, 6]) {
        assert!(place.starts_with(&format!("pkgschema: <stdin>:{line}:")), "{place}");
    }
    let none = run_with(&["purl", "canonicalize", "-"], b"").exits(0);
    assert_eq!((none.out.as_str(), none.err.as_str()), ("", ""));
}
