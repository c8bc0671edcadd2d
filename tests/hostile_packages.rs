//! Packages of strangers, whatever the document: names that lead out of a folder, hide letters or
//! look like others, names that programs trip over, and very many dependencies.

use std::fmt::Write as _;
use std::time::Instant;

use pkgschema::{Finding, Severity};
use pkgschema_convert::format::Format;
use pkgschema_convert::readable::{INVENTORIES, RELEASES, Readable};
use pkgschema_convert::view::equal;
use pkgschema_testkit::timing::assert_linear;

/// A name that no registry may follow, and the code of the finding.
const NAMES: [(&str, &str); 6] = [
    ("../../etc/passwd", "path-in-name"),
    ("a/../../b", "path-in-name"),
    ("..%2fa", "path-in-name"),
    ("a\\u0007b", "hidden-character"),
    ("left\\u200bpad", "hidden-character"),
    ("\\u202egnp", "hidden-character"),
];

/// A document in which a package or dependency has the name, written as JSON strings are.
type Make = fn(&str) -> String;

const DOCUMENTS: [(&str, Make); 10] = [
    ("npm", |name| format!(r#"{{"name": "{name}"}}"#)),
    ("npm", |name| format!(r#"{{"name": "a", "dependencies": {{"{name}": "1"}}}}"#)),
    ("npm", |name| format!(r#"{{"name": "a", "peerDependencies": {{"{name}": "1"}}}}"#)),
    ("npm-manifest", |name| format!(r#"{{"name": "{name}", "version": "1.0.0"}}"#)),
    ("cargo", |name| format!("[package]\nname = \"{name}\"")),
    ("cargo", |name| format!("[dependencies]\n\"{name}\" = \"1\"")),
    ("cargo", |name| format!("[target.x.build-dependencies]\na = {{ package = \"{name}\" }}")),
    ("cargo-index-line", |name| {
        format!(r#"{{"name": "{name}", "vers": "1.0.0", "deps": [], "cksum": "00"}}"#)
    }),
    ("cargo-index-line", |name| {
        let dependency = format!(r#"{{"name": "a", "package": "{name}", "req": "^1"}}"#);
        format!(r#"{{"name": "a", "vers": "1.0.0", "deps": [{dependency}], "cksum": "00"}}"#)
    }),
    ("cargo-publish", |name| format!(r#"{{"name": "{name}", "vers": "1.0.0", "deps": []}}"#)),
];

#[test]
fn names_that_nobody_may_follow() {
    for (format, make) in DOCUMENTS {
        for (name, code) in NAMES {
            let text = make(name);
            let reading = Format::find(format).unwrap().read(&text).expect(&text);
            named(&reading.findings, code, &text);
        }
    }
}

#[test]
fn names_in_locks_and_answers() {
    for (name, code) in NAMES {
        let texts = [
            ("cargo-lock", format!("[[package]]\nname = \"{name}\"\nversion = \"1.0.0\"")),
            (
                "npm-lock",
                format!(
                    r#"{{"lockfileVersion": 3, "packages": {{"node_modules/{name}": {{"version": "1.0.0"}}}}}}"#
                ),
            ),
        ];
        let pylock = format!("lock-version = '1.0'\n[[packages]]\nname = \"{name}\"");
        for (format, text) in texts.into_iter().chain([("pylock", pylock)]) {
            let reading = Readable::find(INVENTORIES, format).unwrap().read(&text).expect(&text);
            let errors = reading.findings.iter().filter(|it| it.severity == Severity::Error);
            assert!(errors.count() > 0, "{text}: {code}");
        }
        let index = format!(r#"{{"name": "{name}", "vers": "1.0.0", "deps": [], "cksum": "00"}}"#);
        let reading = Readable::find(RELEASES, "cargo-index").unwrap().read(&index).expect(&index);
        named(&reading.findings, code, &index);
    }
}

/// Letters that look like others are told, as what is no name in the ecosystem or as a warning.
#[test]
fn names_that_look_like_others() {
    for (format, make) in DOCUMENTS {
        let text = make("r\u{435}act");
        let reading = Format::find(format).unwrap().read(&text).expect(&text);
        let told =
            |it: &Finding| matches!(it.code, "non-ascii-name" | "npm-name" | "crates-io-name");
        assert!(reading.findings.iter().any(told), "{text}: {:?}", reading.findings);
    }
}

#[track_caller]
fn named(findings: &[Finding], code: &str, text: &str) {
    let errors = findings.iter().filter(|it| it.severity == Severity::Error);
    let codes: Vec<&str> = errors.map(|it| it.code).collect();
    assert!(codes.contains(&code), "{text}: {codes:?}");
}

/// Names that objects of some languages have anyway are names like others.
#[test]
fn names_that_programs_trip_over() {
    for name in ["__proto__", "constructor", "hasOwnProperty", "toString"] {
        let text = format!(
            r#"{{"name": "a", "dependencies": {{"{name}": "^1.0.0"}}, "{name}": {{"x": 1}}}}"#
        );
        let npm = Format::find("npm").unwrap();
        let reading = npm.read(&text).unwrap();
        assert_eq!(reading.record.dependencies[0].name, name);
        let back = npm.write(&reading.record);
        assert_eq!(back.losses, []);
        let views = (npm.view(&text).unwrap(), npm.view(&back.value).unwrap());
        assert!(equal(views.0.as_raw(), views.1.as_raw()), "{}", back.value);
        let cargo = npm.convert(&text, Format::find("cargo").unwrap()).unwrap();
        let lost = |place: &str| cargo.losses.iter().any(|loss| loss.pointer.as_str() == place);
        assert!(lost(&format!("/dependencies/{name}")) && lost(&format!("/{name}")), "{name}");
    }
}

/// Ten times the dependencies take not much more than ten times as long.
#[test]
fn very_many_dependencies() {
    let npm = |count: usize| {
        let mut text = String::from(r#"{"name": "a", "dependencies": {"#);
        for at in 0..count {
            let lead = if at == 0 { "" } else { "," };
            let _ = write!(text, "{lead}\"d{at}\":\"^1.{at}.0\"");
        }
        text + "}}"
    };
    let cargo = |count: usize| {
        let mut text = String::from("[package]\nname = \"a\"\n[dependencies]\n");
        for at in 0..count {
            let _ = writeln!(text, "d{at} = \"1.{at}\"");
        }
        text
    };
    type Many<'a> = (&'a str, &'a str, &'a dyn Fn(usize) -> String);
    let makes: [Many<'_>; 2] = [("npm", "cargo", &npm), ("cargo", "npm", &cargo)];
    for (source, target, make) in makes {
        let (source, target) = (Format::find(source).unwrap(), Format::find(target).unwrap());
        let time = |count: usize| {
            let text = make(count);
            let start = Instant::now();
            let conversion = source.convert(&text, target).unwrap();
            assert_eq!(conversion.record.dependencies.len(), count);
            assert_eq!(
                conversion.losses.iter().filter(|it| it.kind.loses_meaning()).count(),
                count
            );
            start.elapsed()
        };
        assert_linear(source.name(), 10_000, time);
    }
}
