//! `pkgschema version` and `pkgschema range`.

use crate::run::{run, run_with};
use serde_json::json;

#[test]
fn two_versions_are_compared() {
    let done = run(&["version", "compare", "npm", "1.2.0", "1.10.0"]).exits(0);
    assert_eq!((done.out.as_str(), done.err.as_str()), ("1.2.0 < 1.10.0\n", ""));
    for (scheme, left, sign, right) in [
        ("pypi", "1.0", "=", "1.0.0"),
        ("cargo", "1.0.0", ">", "1.0.0-rc.1"),
        ("maven", "1-alpha-1", "<", "1-alpha.1"),
        ("maven-4", "1-alpha-1", ">", "1-alpha.1"),
        ("intdot", "1.9", "<", "1.10"),
    ] {
        let done = run(&["version", "compare", scheme, left, right]).exits(0);
        assert_eq!(done.out, format!("{left} {sign} {right}\n"), "{scheme}");
    }
}

#[test]
fn a_comparison_can_be_a_question() {
    for (operator, code) in
        [("<", 0), ("<=", 0), ("=", 1), ("!=", 0), (">=", 1), (">", 1), ("lt", 0)]
    {
        run(&["version", "compare", "npm", "1.2.0", "1.10.0", "--is", operator]).exits(code);
    }
    let done = run(&["version", "compare", "pypi", "1.0", "2.0", "--is", ">", "--format", "json"]);
    let expected = json!({"schemaVersion": "1.0", "scheme": "pypi", "left": "1.0", "right": "2.0",
        "order": "<", "holds": false});
    assert_eq!(done.exits(1).printed(), expected);
}

#[test]
fn answers_are_exit_codes() {
    for (question, scheme, range, version, code, answer) in [
        ("satisfies", "pypi", ">=1.0,!=1.5", "1.5.1", 0, "yes: 1.5.1 satisfies >=1.0,!=1.5\n"),
        ("satisfies", "npm", "^1.2", "1.3.0-b", 1, "no: 1.3.0-b does not satisfy ^1.2\n"),
        ("contains", "npm", "^1.2", "1.3.0-b", 0, "yes: ^1.2 contains 1.3.0-b\n"),
        ("contains", "maven", "[1,2)", "2", 1, "no: [1,2) does not contain 2\n"),
        ("contains", "npm", "vers:npm/<2.0.0", "1.0.0", 0, "yes: vers:npm/<2.0.0 contains 1.0.0\n"),
    ] {
        let done = run(&["version", question, scheme, range, version]).exits(code);
        assert_eq!((done.out.as_str(), done.err.as_str()), (answer, ""), "{range}");
    }
    let include = ["version", "satisfies", "npm", "^1.2", "1.3.0-b", "--prereleases", "include"];
    run(&include).exits(0);
    let done = run(&["version", "satisfies", "cargo", "1", "2.0.0", "--format", "json"]).exits(1);
    let expected = json!({"schemaVersion": "1.0", "scheme": "cargo", "range": "1",
        "version": "2.0.0", "question": "satisfies", "answer": false});
    assert_eq!(done.printed(), expected);
}

#[test]
fn a_vers_is_asked_itself() {
    for (scheme, vers, version, code) in [
        ("cargo", "vers:cargo/1.0.0|2.0.0", "2.0.0", 0),
        ("cargo", "vers:cargo/1.0.0|2.0.0", "1.5.0", 1),
        ("pypi", "vers:pypi/<1.0|>=2.0|<3.0", "1.5", 1),
        ("maven-4", "vers:maven/>=1.0|<2.0", "1.5", 0),
        ("npm", "vers:all/*", "1.0.0", 0),
        ("npm", "vers:none/*", "1.0.0", 1),
    ] {
        let done = run(&["version", "contains", scheme, vers, version]).exits(code);
        assert_eq!((done.out.is_empty(), done.err.as_str()), (false, ""), "{vers}");
    }
    let done = run(&["version", "satisfies", "cargo", "vers:cargo/1.0.0|2.0.0", "1.5.0"]).exits(1);
    assert_eq!(done.out, "");
    assert!(done.err.contains("cargo has no such range, but >=1.0.0, <=2.0.0"), "{}", done.err);
    let beta = ["version", "satisfies", "npm", "vers:npm/>=1.0.0|<2.0.0", "1.5.0-b"];
    run(&beta).exits(1);
    run(&[&beta[..], &["--prereleases", "include"]].concat()).exits(0);
}

#[test]
fn what_cannot_be_read_is_2() {
    for arguments in [
        &["version", "compare", "npm", "1.2", "1.3.0"][..],
        &["version", "satisfies", "npm", ">=1.2.3.4", "1.0.0"],
        &["version", "satisfies", "npm", "*", "one"],
        &["version", "contains", "npm", "vers:npm/", "1.0.0"],
        &["version", "sort", "npm", "one"],
        &["range", "to-vers", "maven", "[1.0"],
        &["range", "from-vers", "npm/1"],
        &["range", "from-vers", "--strict", "vers:npm/2.0.0|1.0.0"],
        &["version", "compare", "deb", "1", "2"],
    ] {
        let done = run(arguments).exits(2);
        assert_eq!(done.out, "", "{}", done.arguments);
        assert!(!done.err.is_empty(), "{}", done.arguments);
    }
    let done = run(&["range", "to-vers", "npm", "1.0.0 || one"]).exits(2);
    let expected =
        "pkgschema: <range>:1:10: syntax error: expected comparators such as >=1.2.3, ^1.2 or 1.x
  1.0.0 || one
           ^
";
    assert_eq!(done.err, expected);
    let done = run(&["version", "compare", "npm", "1.2", "1.3.0", "--format", "json"]).exits(2);
    assert_eq!(done.told()["error"]["file"], "<left>");
}

#[test]
fn versions_are_sorted() {
    let done = run_with(&["version", "sort", "pypi", "1.9", "-"], b"1.10\n\n 1.9rc1 \n").exits(0);
    assert_eq!(done.out, "1.9rc1\n1.9\n1.10\n");
    let done = run_with(&["version", "sort", "npm", "-"], b"1.0.0\none\n").exits(2);
    done.tells("<stdin:2>");
}

#[test]
fn ranges_in_other_notations() {
    let done = run(&["range", "to-vers", "maven", "[1.0,2.0)"]).exits(0);
    assert_eq!((done.out.as_str(), done.err.as_str()), ("vers:maven/>=1.0|<2.0\n", ""));
    let done = run(&["range", "to-vers", "pypi", "<2"]).exits(0);
    assert_eq!(done.out, "vers:pypi/<2\n");
    done.tells("pkgschema: widened: pre-releases of 2 are in it; `<2` leaves them out\n");
    let done = run(&["range", "to-events", "npm", "<1.2.0 || >=2.0.0 <=2.5.0"]).exits(0);
    let events = "introduced 0\nfixed 1.2.0\n\nintroduced 2.0.0\nlast_affected 2.5.0\n";
    assert_eq!(done.out, events);
    let done = run(&["range", "to-events", "pypi", ">1", "--format", "json"]).exits(0);
    let printed = done.printed();
    assert_eq!(printed["ranges"], json!([[{"introduced": "1"}]]));
    assert_eq!(printed["changes"][0]["kind"], "widened");
    let done = run(&["range", "from-vers", "vers:pypi/<1.4.dev0|>=1.5.dev0"]).exits(0);
    assert_eq!(done.out, "!=1.4.*\n");
    for vers in ["vers:deb/1.0", "vers:none/*", "vers:maven/>=1,0"] {
        let done = run(&["range", "from-vers", vers]).exits(1);
        assert_eq!(done.out, "", "{vers}");
    }
}

#[test]
fn nothing_reaches_the_terminal_as_a_command() {
    let done = run(&["version", "compare", "lexicographic", "a\u{1b}[31m", "b"]).exits(0);
    assert_eq!(done.out, "a\\u{1b}[31m < b\n");
}
