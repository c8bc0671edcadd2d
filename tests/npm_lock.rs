//! `package-lock.json` in its three versions, and what an attacker would write there.

use std::time::Instant;

use pkgschema::metadata::{
    Inventory, InventoryPackage, OptionalityKind, RunsCode, Scope, SourceKind,
};
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::npm::PackageLock;
use pkgschema_convert::readable::{INVENTORIES, Readable, Reading};
use pkgschema_convert::{Document, LossKind};
use pkgschema_testkit::json::{Json, diff};

#[track_caller]
fn read(text: &str) -> Reading<Inventory> {
    let readable = Readable::find(INVENTORIES, "package-lock.json").unwrap();
    assert_eq!(readable.name(), "npm-lock");
    let written = readable.rewrite(text).expect(text).value;
    let lost = diff(&Json::parse(text).unwrap(), &Json::parse(&written).unwrap());
    assert!(lost.is_empty(), "{text}: {lost:?}");
    readable.read(text).unwrap()
}

/// A lock of version 3 with these packages beside the project.
fn lock(packages: &str) -> String {
    format!(
        r#"{{"name": "app", "version": "1.0.0", "lockfileVersion": 3, "packages": {{"": {{"name": "app", "version": "1.0.0"}}, {packages}}}}}"#
    )
}

/// The one package of a lock that holds nothing else.
#[track_caller]
fn one(packages: &str) -> InventoryPackage {
    let reading = read(&lock(packages));
    assert_eq!(reading.value.packages.len(), 1, "{packages}");
    reading.value.packages[0].clone()
}

fn sri(letter: &str) -> String {
    format!("sha512-{}A==", letter.repeat(85))
}

/// Places and codes of what was found.
fn found(reading: &Reading<Inventory>) -> Vec<(&str, &'static str)> {
    reading.findings.iter().map(|it| (it.pointer.as_str(), it.code)).collect()
}

#[test]
fn a_lock_of_version_3() {
    let text = lock(&format!(
        r#""node_modules/pad": {{"name": "@s/left-pad", "version": "1.3.0", "resolved": "https://r.example/@s/left-pad/-/left-pad-1.3.0.tgz",
            "integrity": "{}", "dev": true, "license": "MIT", "os": ["linux"], "deprecated": "use b", "hasInstallScript": true,
            "dependencies": {{"b": "^1"}}, "optionalDependencies": {{"c": "2"}}, "peerDependencies": {{"p": "*"}},
            "peerDependenciesMeta": {{"p": {{"optional": true}}}}, "engines": {{"node": ">=18"}}, "bin": {{"pad": "x.js"}}}}"#,
        sri("A")
    ));
    assert_eq!(detect(&text), Some(DocumentKind::PackageLock));
    assert_eq!(DocumentKind::PackageLock.as_str(), PackageLock::NAME);
    let reading = read(&text);
    assert_eq!(found(&reading), []);
    let inventory = &reading.value;
    assert_eq!(inventory.document_version.as_deref(), Some("3"));
    assert_eq!(&*inventory.subjects[0].name, "app");
    assert!(!inventory.unknown.is_present());
    let package = &inventory.packages[0];
    assert_eq!((&*package.name, package.alias.as_deref()), ("@s/left-pad", Some("pad")));
    assert_eq!(package.purl().unwrap().unwrap().as_str(), "pkg:npm/%40s/left-pad@1.3.0");
    assert_eq!(package.location.as_deref(), Some("node_modules/pad"));
    assert_eq!((package.scope.clone(), package.source.clone()), (Some(Scope::Development), None));
    let file = &package.artifacts[0];
    assert_eq!(file.filename.as_deref(), Some("left-pad-1.3.0.tgz"));
    assert_eq!(file.digests.as_ref().unwrap().len(), 1);
    assert_eq!(package.runs_code_at_install, Some(RunsCode::Yes));
    let deprecated = package.availability.as_ref().unwrap();
    assert_eq!(
        (deprecated.deprecated, deprecated.deprecation_message.as_deref()),
        (Some(true), Some("use b"))
    );
    let needs: Vec<_> = package
        .dependencies
        .iter()
        .map(|it| {
            (&*it.name, it.scope.clone().unwrap(), it.optionality.as_ref().map(|o| o.kind.clone()))
        })
        .collect();
    assert_eq!(
        needs,
        [
            ("b", Scope::Runtime, None),
            ("c", Scope::Runtime, Some(OptionalityKind::FailureTolerated)),
            ("p", Scope::Peer, Some(OptionalityKind::PeerMayBeMissing)),
        ]
    );
    let losses: Vec<_> = reading.losses.iter().map(|it| (it.pointer.as_str(), it.kind)).collect();
    let place = "/packages/node_modules~1pad";
    assert_eq!(
        losses,
        [
            ("/name", LossKind::Normalized),
            ("/version", LossKind::Normalized),
            (format!("{place}/engines").as_str(), LossKind::Dropped),
            (format!("{place}/bin").as_str(), LossKind::Dropped),
        ]
    );
}

#[test]
fn flags() {
    type Case = (&'static str, Option<Scope>, bool, Option<bool>);
    let cases: [Case; 8] = [
        ("", Some(Scope::Runtime), false, None),
        (r#""dev": true"#, Some(Scope::Development), false, None),
        (r#""optional": true"#, Some(Scope::Runtime), true, None),
        (r#""dev": true, "optional": true"#, Some(Scope::Development), true, None),
        (r#""devOptional": true"#, None, false, None),
        (r#""peer": true"#, Some(Scope::Peer), false, None),
        (r#""inBundle": true"#, Some(Scope::Runtime), false, Some(true)),
        (r#""extraneous": true"#, None, false, None),
    ];
    for (flags, scope, optional, bundled) in cases {
        let package = one(&format!(r#""node_modules/a": {{{flags}}}"#));
        assert_eq!(package.scope, scope, "{flags}");
        assert_eq!(package.optionality.is_some(), optional, "{flags}");
        assert_eq!(package.bundled, bundled, "{flags}");
        assert_eq!((package.availability, package.runs_code_at_install), (None, None), "{flags}");
    }
}

#[test]
fn places_that_packages_come_from() {
    let of = |resolved: &str| {
        one(&format!(r#""node_modules/a": {{"version": "1.0.0", "resolved": "{resolved}"}}"#))
    };
    let git = of("git+ssh://git@github.com/o/a.git#5f2e");
    let source = git.source.unwrap();
    assert_eq!((source.kind, source.revision.as_deref()), (SourceKind::Git, Some("5f2e")));
    assert!(git.artifacts.is_empty());
    let file = of("file:vendor/a-1.0.0.tgz");
    assert_eq!(file.source.unwrap().path.as_deref(), Some("vendor/a-1.0.0.tgz"));
    assert_eq!(file.artifacts[0].filename.as_deref(), Some("a-1.0.0.tgz"));
    let remote = of("https://files.example/a.tgz");
    assert_eq!(remote.source.unwrap().kind, SourceKind::Url);
    let registry = of("https://r.example/a/-/a-1.0.0.tgz");
    assert_eq!((registry.source, registry.artifacts.len()), (None, 1));
}

#[test]
fn workspaces_and_links() {
    let text = lock(
        r#""packages/a": {"version": "2.0.0", "dependencies": {"b": "1"}, "devDependencies": {"d": "1"}},
        "packages/b": {"name": "@s/b", "version": "3.0.0"},
        "node_modules/a": {"resolved": "packages/a", "link": true},
        "node_modules/@s/b": {"resolved": "packages/b", "link": true},
        "packages/a/node_modules/c": {"version": "1.0.0"},
        "node_modules/gone": {"resolved": "packages/gone", "link": true},
        "../outside": {"name": "outside", "version": "1.0.0"}"#,
    );
    let reading = read(&text);
    let subjects: Vec<_> =
        reading.value.subjects.iter().map(|it| (&*it.name, it.location.as_deref())).collect();
    assert_eq!(
        subjects,
        [
            ("app", None),
            ("a", Some("packages/a")),
            ("@s/b", Some("packages/b")),
            ("outside", Some("../outside")),
        ]
    );
    assert_eq!(reading.value.subjects[1].dependencies.len(), 2);
    let packages: Vec<_> =
        reading.value.packages.iter().map(|it| (&*it.name, it.version.as_deref())).collect();
    assert_eq!(
        packages,
        [("a", Some("2.0.0")), ("@s/b", Some("3.0.0")), ("c", Some("1.0.0")), ("gone", None)]
    );
    assert_eq!(reading.value.packages[0].source.as_ref().unwrap().kind, SourceKind::Path);
    assert_eq!(found(&reading), [("/packages/node_modules~1gone/resolved", "dangling-link")]);
}

#[test]
fn version_1_is_a_tree() {
    let text = format!(
        r#"{{"name": "app", "version": "1.0.0", "lockfileVersion": 1, "requires": true, "dependencies": {{
        "a": {{"version": "1.0.0", "resolved": "https://r.example/a/-/a-1.0.0.tgz", "integrity": "{}", "requires": {{"b": "^1"}},
            "dependencies": {{"b": {{"version": "1.5.0", "bundled": true, "dev": true}}}}}},
        "pad": {{"version": "npm:left-pad@1.3.0"}},
        "g": {{"version": "git+ssh://git@github.com/o/g.git#5f2e", "from": "github:o/g"}},
        "f": {{"version": "file:../f"}}}}}}"#,
        sri("A")
    );
    let reading = read(&text);
    let packages: Vec<_> = reading
        .value
        .packages
        .iter()
        .map(|it| (&*it.name, it.version.as_deref(), it.location.as_deref().unwrap()))
        .collect();
    assert_eq!(
        packages,
        [
            ("a", Some("1.0.0"), "node_modules/a"),
            ("b", Some("1.5.0"), "node_modules/a/node_modules/b"),
            ("left-pad", Some("1.3.0"), "node_modules/pad"),
            ("g", None, "node_modules/g"),
            ("f", None, "node_modules/f"),
        ]
    );
    let all = &reading.value.packages;
    assert_eq!(all[0].dependencies[0].requirement.as_ref().unwrap().text, "^1");
    assert_eq!((all[1].bundled, all[1].scope.clone()), (Some(true), Some(Scope::Development)));
    assert_eq!(all[2].alias.as_deref(), Some("pad"));
    assert_eq!(all[3].source.as_ref().unwrap().revision.as_deref(), Some("5f2e"));
    let unknown: Vec<&str> = reading.value.unknown.iter().map(|it| it.as_str()).collect();
    assert_eq!(unknown, ["license", "platforms", "availability", "runsCodeAtInstall"]);
    assert!(reading.losses.iter().any(|loss| loss.pointer.as_str() == "/dependencies/g/from"));
    assert_eq!(found(&reading), []);
}

#[test]
fn contradictory_digests() {
    let entry = |integrity: &str| format!(r#"{{"version": "1.0.0", "integrity": "{integrity}"}}"#);
    let twice = |one: &str, other: &str| {
        lock(&format!(
            r#""node_modules/a": {}, "node_modules/b/node_modules/a": {}"#,
            entry(one),
            entry(other)
        ))
    };
    let place = "/packages/node_modules~1b~1node_modules~1a/integrity";
    assert_eq!(found(&read(&twice(&sri("A"), &sri("B")))), [(place, "contradictory-digests")]);
    assert_eq!(found(&read(&twice(&sri("A"), &sri("A")))), []);
    assert_eq!(found(&read(&twice(&sri("A"), "sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA="))), []);
    assert_eq!(
        found(&read(&twice(&sri("A"), "sha512-x"))),
        [(place, "malformed-integrity"), (place, "contradictory-digests")]
    );
    // version 2 says everything twice
    let both = |integrity: &str, version: &str, resolved: &str| {
        format!(
            r#"{{"lockfileVersion": 2, "packages": {{"node_modules/a": {{"version": "1.0.0", "integrity": "{}", "resolved": "https://r.example/a/-/a-1.0.0.tgz"}}}},
            "dependencies": {{"a": {{"version": "{version}", "integrity": "{integrity}", "resolved": "{resolved}"}}}}}}"#,
            sri("A")
        )
    };
    let address = "https://r.example/a/-/a-1.0.0.tgz";
    let good = read(&both(&sri("A"), "1.0.0", address));
    assert_eq!(found(&good), []);
    assert_eq!(good.value.packages.len(), 1);
    assert!(good.losses.iter().any(|it| it.pointer.as_str() == "/dependencies"));
    assert_eq!(
        found(&read(&both(&sri("B"), "1.0.1", "https://evil.example/a.tgz"))),
        [
            ("/dependencies/a/integrity", "contradictory-digests"),
            ("/dependencies/a/version", "version-mismatch"),
            ("/dependencies/a/resolved", "resolved-mismatch"),
        ]
    );
}

#[test]
fn addresses_of_another_package() {
    let cases = [
        ("node_modules/a", "https://r.example/a/-/a-1.0.0.tgz", false),
        ("node_modules/a", "https://r.example/npm/a/-/a-1.0.0.tgz?x", false),
        ("node_modules/@s/a", "https://r.example/@s/a/-/a-1.0.0.tgz", false),
        ("node_modules/@s/a", "https://r.example/@s%2fa/-/a-1.0.0.tgz", false),
        ("node_modules/a", "https://files.example/anything.tgz", false),
        ("node_modules/a", "https://r.example/b/-/b-1.0.0.tgz", true),
        ("node_modules/a", "https://r.example/b/-/a-1.0.0.tgz", true),
        ("node_modules/a", "https://r.example/a/-/a-1.0.1.tgz", true),
        ("node_modules/@s/a", "https://r.example/@t/a/-/a-1.0.0.tgz", true),
        ("node_modules/@s/a", "https://r.example/a/-/a-1.0.0.tgz", true),
    ];
    for (key, resolved, odd) in cases {
        let reading =
            read(&lock(&format!(r#""{key}": {{"version": "1.0.0", "resolved": "{resolved}"}}"#)));
        let expected = if odd { vec!["resolved-mismatch"] } else { vec![] };
        let codes: Vec<_> = reading.findings.iter().map(|it| it.code).collect();
        assert_eq!(codes, expected, "{key} {resolved}");
    }
}

#[test]
fn names_and_keys() {
    let cases = [
        ("node_modules/../../x", "x", &["path-in-key"][..]),
        ("node_modules/a/../../x", "a/../../x", &["path-in-key", "path-in-name"]),
        ("/etc/node_modules/x", "x", &["path-in-key"]),
        ("node_modules/a\\u0000", "a\0", &["path-in-key", "hidden-character"]),
        ("node_modules/\\u0430dmin", "\u{430}dmin", &["npm-name"]),
        ("node_modules/a\\u200b", "a\u{200b}", &["hidden-character"]),
        ("node_modules/__proto__", "__proto__", &["npm-name"]),
        ("node_modules/constructor", "constructor", &[]),
        ("node_modules/hasOwnProperty", "hasOwnProperty", &["npm-name-legacy"]),
        ("node_modules/", "", &["empty-name"]),
    ];
    for (key, name, codes) in cases {
        let reading = read(&lock(&format!(r#""{key}": {{"version": "1.0.0"}}"#)));
        let found: Vec<_> = reading.findings.iter().map(|it| it.code).collect();
        if key == "node_modules/../../x" {
            assert_eq!(&*reading.value.packages[0].name, "../../x");
            assert_eq!(found, ["path-in-key", "path-in-name"]);
            continue;
        }
        assert_eq!(found, codes, "{key}");
        assert_eq!(&*reading.value.packages[0].name, name, "{key}");
    }
}

/// Whatever stands there, nothing is dropped without a word, and nothing panics.
#[test]
fn wrong_kinds_everywhere() {
    let values =
        ["null", "7", "true", "\"x\"", "[]", "{}", "[7]", r#"{"a": 7, "b": null, "a": "1"}"#];
    let members = [
        "name",
        "version",
        "resolved",
        "integrity",
        "link",
        "dev",
        "license",
        "os",
        "dependencies",
        "peerDependenciesMeta",
        "deprecated",
        "engines",
        "funding",
        "bin",
        "bundleDependencies",
        "hasInstallScript",
        "workspaces",
        "requires",
        "from",
        "bundled",
    ];
    for value in values {
        for member in members {
            let readable = Readable::find(INVENTORIES, "npm-lock").unwrap();
            for text in [
                format!(r#"{{"packages": {{"node_modules/a": {{"{member}": {value}}}}}}}"#),
                format!(r#"{{"name": "x", "dependencies": {{"a": {{"{member}": {value}}}}}}}"#),
                format!(
                    r#"{{"packages": {{"": {{"{member}": {value}}}, "f": {{"{member}": {value}}}}}}}"#
                ),
                format!(r#"{{"lockfileVersion": 3, "{member}": {value}}}"#),
            ] {
                let reading = readable.read(&text).expect(&text);
                assert!(Inventory::parse(&reading.value.to_json()).is_ok(), "{text}");
            }
        }
        let text = format!(
            r#"{{"lockfileVersion": {value}, "packages": {value}, "dependencies": {value}}}"#
        );
        assert!(PackageLock::parse(&text).is_ok(), "{text}");
    }
    for refused in ["[]", "{}", r#"{"name": "a"}"#, ""] {
        assert!(PackageLock::parse(refused).is_err(), "{refused}");
    }
}

#[test]
fn deep_trees() {
    for levels in [100, 5_000] {
        let mut tree = String::from("{}");
        for _ in 0..levels {
            tree = format!(r#"{{"a":{{"version":"1.0.0","dependencies":{tree}}}}}"#);
        }
        let text = format!(r#"{{"name":"x","lockfileVersion":1,"dependencies":{tree}}}"#);
        let lock = PackageLock::parse(&text).unwrap();
        assert!(pkgschema_convert::view::equal(
            lock.view().as_raw(),
            pkgschema::object::Raw::parse(&text).unwrap().as_raw()
        ));
        let readable = Readable::find(INVENTORIES, "npm-lock").unwrap();
        let reading = readable.read(&text).unwrap();
        assert!(reading.value.packages.len() > 20);
        assert!(levels < 1_000 || !reading.findings.is_empty());
    }
}

/// Twice as many packages take about twice as long.
#[test]
fn linear_time() {
    let text = |count: usize| {
        let package = |at: usize| {
            format!(
                r#""node_modules/p{at}":{{"version":"1.0.{at}","resolved":"https://r.example/p{at}/-/p{at}-1.0.{at}.tgz","integrity":"{}","license":"MIT","engines":{{"node":">=18"}},"dependencies":{{"p{}":"^1"}}}}"#,
                sri("A"),
                at + 1
            )
        };
        lock(&(0..count).map(package).collect::<Vec<_>>().join(","))
    };
    let readable = Readable::find(INVENTORIES, "npm-lock").unwrap();
    let time = |text: &str| {
        let start = Instant::now();
        let reading = readable.read(text).unwrap();
        (reading.value.packages.len(), start.elapsed())
    };
    let (small, large) = (text(10_000), text(100_000));
    let best = (0..3).map(|_| time(&small).1).min().unwrap();
    let (count, took) = time(&large);
    assert_eq!(count, 100_000);
    assert!(took < best * 25, "{best:?} for 10,000, {took:?} for 100,000");
    // one name and version in many places
    let same = |at: usize| {
        format!(
            r#""node_modules/q{at}/node_modules/a":{{"version":"1.0.0","integrity":"sha512-{at}"}}"#
        )
    };
    let text = lock(&(0..30_000).map(same).collect::<Vec<_>>().join(","));
    let (count, took) = time(&text);
    assert_eq!(count, 30_000);
    assert!(took < best * 20, "{best:?} for 10,000, {took:?} for one name 30,000 times");
    // a long key with much in it
    let odd: Vec<String> = (0..20_000).map(|at| format!(r#""x{at}":7,"dev":7"#)).collect();
    let text = lock(&format!(r#""node_modules/{}":{{{}}}"#, "k".repeat(200_000), odd.join(",")));
    let (_, took) = time(&text);
    assert!(took < best * 40, "{best:?} for 10,000, {took:?} for a long key");
}
