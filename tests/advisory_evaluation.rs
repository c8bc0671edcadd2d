//! Whether a version is affected: what the specification says, what it leaves open, and what
//! nobody can tell.

use pkgschema::advisory::{Advisory, AdvisoryIndex, Matcher, PackageVersion, Verdict};
use pkgschema::identity::{Ecosystem, Purl};

/// An advisory with these entries.
fn advisory(affected: &str) -> Advisory {
    Advisory::parse(&format!(r#"{{"id": "X-1", "affected": {affected}}}"#)).unwrap()
}

/// The answer in two words: verdict and reason.
fn ask(advisory: &Advisory, package: &PackageVersion) -> String {
    let verdict = advisory.affects(package);
    let (ready, assessed) = (Matcher::new(advisory), advisory.assess(package));
    assert_eq!(verdict, ready.affects(package));
    assert_eq!(verdict, assessed.verdict);
    let fixes: Vec<_> = assessed.fixes.into_iter().map(|fix| fix.version).collect();
    assert_eq!(ready.fixed_versions(package), fixes);
    told(verdict)
}

fn told(verdict: Verdict) -> String {
    match verdict.reason() {
        Some(reason) => format!("{} {reason}", verdict.as_str()),
        None => verdict.as_str().to_owned(),
    }
}

fn by_purl(advisory: &Advisory, purl: &str) -> String {
    ask(advisory, &PackageVersion::of_purl(&Purl::parse(purl).unwrap()).unwrap())
}

const IN: &str = "affected";
const OUT: &str = "not-affected not-in-range";

/// Ecosystem, name, entry without its package, and answers by version.
type Row<'a> = (&'a str, &'a str, String, &'a [(&'a str, &'a str)]);

#[test]
fn versions_of_one_package() {
    let npm = |events: &str| format!(r#""ranges": [{{"type": "SEMVER", "events": {events}}}]"#);
    let own = |events: &str| format!(r#""ranges": [{{"type": "ECOSYSTEM", "events": {events}}}]"#);
    let table: &[Row] = &[
        // any order; pre-releases by the order alone
        ("npm", "a", npm(r#"[{"fixed": "1.2.0"}, {"introduced": "0"}]"#), &[("1.1.9", IN), ("1.2.0-rc.1", IN), ("1.2.0", OUT), ("v1.1.0", IN), ("x", "unknown not-a-version")]),
        ("crates.io", "a", npm(r#"[{"introduced": "1.0.0"}, {"last_affected": "1.2.0"}]"#), &[("1.0.0-rc.1", OUT), ("1.0.0", IN), ("1.2.0", IN), ("1.2.0+b", IN), ("1.2.1-0", OUT)]),
        ("PyPI", "a", own(r#"[{"introduced": "0"}, {"last_affected": "1.0"}]"#), &[("0.dev0", IN), ("1.0.0", IN), ("1.0.post1", OUT), ("1-bulbasaur", "unknown not-a-version")]),
        ("Maven", "g:a", own(r#"[{"introduced": "0"}, {"fixed": "1.0"}]"#), &[("1.0-rc-1", IN), ("1.0-SNAPSHOT", IN), ("1", OUT), ("1.0-1", OUT)]),
        ("Go", "example.org/a", npm(r#"[{"introduced": "0"}, {"fixed": "1.0.3"}]"#), &[("1.0.2", IN), ("1.0.3", OUT)]),
        ("Hex", "a", npm(r#"[{"introduced": "0"}, {"fixed": "1.0.3"}]"#), &[("1.0.2", IN), ("1.0.3", OUT)]),
        // limits: a version counts that is before any of them
        ("npm", "a", npm(r#"[{"introduced": "0"}, {"limit": "1.0.0"}]"#), &[("0.9.0", IN), ("1.0.0", OUT), ("2.0.0", OUT)]),
        ("npm", "a", npm(r#"[{"limit": "1.0.0"}, {"limit": "*"}, {"introduced": "0"}]"#), &[("2.0.0", IN)]),
        // several events at one version
        ("npm", "a", npm(r#"[{"introduced": "1.0.0"}, {"fixed": "2.0.0"}, {"introduced": "2.0.0"}, {"fixed": "3.0.0"}]"#), &[("1.5.0", IN), ("2.0.0", IN), ("2.9.9", IN), ("3.0.0", OUT)]),
        ("npm", "a", npm(r#"[{"introduced": "1.8.0"}, {"fixed": "1.8.0"}]"#), &[("1.8.0", OUT), ("1.9.0", OUT)]),
        ("npm", "a", npm(r#"[{"introduced": "1.8.0"}, {"last_affected": "1.8.0"}]"#), &[("1.7.9", OUT), ("1.8.0", IN), ("1.8.1", OUT)]),
        // lists: one release in several spellings where the registry takes them for one
        ("PyPI", "a", r#""versions": ["1.0", "x"]"#.to_owned(), &[("1.0.0", IN), ("x", IN), ("1.1", OUT), ("y", OUT)]),
        ("npm", "a", r#""versions": ["1.0.0"]"#.to_owned(), &[("1.0.0+b", IN), ("1.0.1", OUT)]),
        // what the order calls equal to a listed version is proposed to nobody
        ("Maven", "g:a", format!(r#""versions": ["1.0.0"], {}"#, own(r#"[{"introduced": "0"}, {"fixed": "1.0"}]"#)), &[("0.9", IN), ("1.0", OUT)]),
        ("Maven", "g:a", r#""versions": ["1.0"]"#.to_owned(), &[("1.0", IN), ("1", OUT)]),
        ("Debian:12", "a", r#""versions": ["1.0-1"]"#.to_owned(), &[("1.0-1", IN), ("1.0-2", OUT)]),
        // a list beside a range: either is enough
        ("npm", "a", npm(r#"[{"introduced": "2.0.0"}]"#) + r#", "versions": ["1.0.0"]"#, &[("1.0.0", IN), ("1.5.0", OUT), ("2.5.0", IN)]),
        // commits decide nothing beside versions, and nothing alone
        ("npm", "a", r#""ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}], "versions": ["1.0.0"]"#.to_owned(), &[("1.0.0", IN), ("2.0.0", OUT)]),
        ("npm", "a", r#""ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]"#.to_owned(), &[("1.0.0", "unknown commits")]),
        ("npm", "a", r#""ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}, {"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.0.0"}]}]"#.to_owned(), &[("1.0.0", OUT), ("0.1.0", IN)]),
        // orders that are not known here: only what is named is known
        ("Debian:12", "a", own(r#"[{"introduced": "0"}, {"fixed": "1.0-2"}]"#), &[("1.0-1", "unknown no-order"), ("1.0-2", OUT)]),
        ("Debian:12", "a", own(r#"[{"introduced": "0"}, {"last_affected": "1.0-2"}]"#), &[("1.0-2", IN), ("1.0-1", "unknown no-order")]),
        ("Debian:12", "a", own(r#"[{"introduced": "0"}, {"fixed": "1"}, {"introduced": "2"}, {"fixed": "3"}]"#), &[("1", "unknown no-order"), ("2", "unknown no-order")]),
        ("PyPI", "a", own(r#"[{"introduced": "0"}, {"fixed": "2019-09-12"}]"#), &[("1.0", "unknown not-an-event-version"), ("2019-09-12", OUT)]),
        // what cannot be read is unknown beside what can
        ("npm", "a", npm(r#"[{"introduced": "0", "fixed": "1.0.0"}]"#), &[("1.0.0", "unknown broken-events")]),
        ("npm", "a", npm(r#"[{"introduced": "0"}, {"fixed": null}]"#), &[("1.0.0", "unknown broken-events")]),
        ("npm", "a", npm(r#"[{"fixed": "1.0.0"}]"#), &[("1.0.0", "unknown broken-events")]),
        ("npm", "a", npm(r#"[{"introduced": "0"}, 1]"#), &[("1.0.0", "unknown broken-events")]),
        ("npm", "a", r#""ranges": [{"type": "SEMVER", "events": [{"introduced": "2.0.0"}]}, 1]"#.to_owned(), &[("1.0.0", "unknown broken-events"), ("2.0.0", IN)]),
        ("npm", "a", r#""versions": ["1.0.0", 2]"#.to_owned(), &[("1.0.0", IN), ("2.0.0", "unknown broken-versions")]),
        ("npm", "a", r#""versions": "1.0.0""#.to_owned(), &[("1.0.0", "unknown broken-versions")]),
        ("npm", "a", r#""ranges": [{"type": "NEW", "events": [{"introduced": "0"}, {"fixed": "1.0.0"}]}]"#.to_owned(), &[("0.1.0", "unknown range-type"), ("1.0.0", OUT)]),
        ("npm", "a", r#""versions": []"#.to_owned(), &[("1.0.0", "unknown nothing-stated")]),
        // SEMVER in an ecosystem with another order
        ("PyPI", "a", npm(r#"[{"introduced": "0"}, {"fixed": "1.0.0"}]"#), &[("0.9.0", IN), ("1.0", "unknown not-a-version"), ("1.0.0", OUT)]),
    ];
    for (ecosystem, name, entry, answers) in table {
        let package = format!(r#"{{"ecosystem": "{ecosystem}", "name": "{name}"}}"#);
        let advisory = advisory(&format!(r#"[{{"package": {package}, {entry}}}]"#));
        for (version, expected) in *answers {
            let ecosystem = Ecosystem::new(ecosystem).unwrap();
            let found = ask(&advisory, &PackageVersion::new(ecosystem, name, version));
            assert_eq!(found, *expected, "{version} by {entry}");
        }
    }
}

#[test]
fn packages_by_all_their_names() {
    let entries =
        |package: &str| advisory(&format!(r#"[{{"package": {package}, "versions": ["1"]}}]"#));
    let table = [
        (r#"{"ecosystem": "PyPI", "name": "Zope.Interface"}"#, "pkg:pypi/zope-interface@1", IN),
        (r#"{"ecosystem": "npm", "name": "@a/b"}"#, "pkg:npm/%40a/b@1", IN),
        (
            r#"{"ecosystem": "npm", "name": "JSONStream"}"#,
            "pkg:npm/jsonstream@1",
            "not-affected other-package",
        ),
        (r#"{"ecosystem": "crates.io", "name": "a_b"}"#, "pkg:cargo/a-b@1", IN),
        (r#"{"ecosystem": "Maven", "name": "g:a"}"#, "pkg:maven/g/a@1", IN),
        (r#"{"ecosystem": "Go", "name": "git.example/A/b"}"#, "pkg:golang/git.example/a/b@1", IN),
        (r#"{"ecosystem": "Packagist", "name": "A/b"}"#, "pkg:composer/a/b@1", IN),
        (
            r#"{"ecosystem": "SwiftURL", "name": "https://git.example/a/b.git"}"#,
            "pkg:swift/git.example/a/b@1",
            IN,
        ),
        (r#"{"purl": "pkg:pypi/a"}"#, "pkg:pypi/A@1", IN),
        (r#"{"ecosystem": "npm", "name": "a"}"#, "pkg:pypi/a@1", "not-affected other-package"),
        // the same name in another release or registry, or in one that is not told
        (
            r#"{"ecosystem": "Maven:https://maven.example", "name": "g:a"}"#,
            "pkg:maven/g/a@1",
            "unknown other-release",
        ),
        // nobody can read which package it is
        (r#"{"ecosystem": "npm"}"#, "pkg:npm/a@1", "unknown no-package"),
        (r#"{"ecosystem": "npm", "name": null}"#, "pkg:pypi/a@1", "unknown no-package"),
        ("1", "pkg:npm/a@1", "unknown no-package"),
    ];
    for (package, purl, expected) in table {
        assert_eq!(by_purl(&entries(package), purl), expected, "{package} {purl}");
    }
    let debian = entries(r#"{"ecosystem": "Debian:12", "name": "a"}"#);
    let asked = |ecosystem| PackageVersion::new(Ecosystem::new(ecosystem).unwrap(), "a", "1");
    assert_eq!(ask(&debian, &asked("Debian:12")), IN);
    assert_eq!(ask(&debian, &asked("Debian:11")), "not-affected other-package");
    assert_eq!(ask(&debian, &asked("Debian")), "unknown other-release");
}

#[test]
fn repositories_are_no_packages() {
    let only = advisory(r#"[{"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}]"#);
    assert_eq!(by_purl(&only, "pkg:npm/a@1"), "unknown no-package");
    let beside = advisory(
        r#"[{"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]},
            {"package": {"ecosystem": "npm", "name": "b"}, "versions": ["1.0.0"]}]"#,
    );
    assert_eq!(by_purl(&beside, "pkg:npm/a@1"), "not-affected other-package");
    assert_eq!(by_purl(&advisory("[]"), "pkg:npm/a@1"), "not-affected other-package");
    assert_eq!(by_purl(&advisory("null"), "pkg:npm/a@1"), "not-affected other-package");
    assert_eq!(by_purl(&advisory("{}"), "pkg:npm/a@1"), "unknown no-package");
    assert_eq!(by_purl(&advisory("[7]"), "pkg:npm/a@1"), "unknown no-package");
}

#[test]
fn a_missing_version_is_affected_only_if_every_version_is() {
    let of = |events: &str| {
        advisory(&format!(
            r#"[{{"package": {{"ecosystem": "npm", "name": "a"}},
                "ranges": [{{"type": "SEMVER", "events": {events}}}]}}]"#
        ))
    };
    assert_eq!(by_purl(&of(r#"[{"introduced": "0"}]"#), "pkg:npm/a"), IN);
    let some = of(r#"[{"introduced": "0"}, {"fixed": "1.0.0"}]"#);
    assert_eq!(by_purl(&some, "pkg:npm/a"), "unknown no-version");
    assert_eq!(by_purl(&some, "pkg:npm/b"), "not-affected other-package");
}

#[test]
fn withdrawn_is_said() {
    let of = |withdrawn: &str| {
        Advisory::parse(&format!(
            r#"{{"id": "X-1", "withdrawn": {withdrawn},
                "affected": [{{"package": {{"ecosystem": "npm", "name": "a"}}, "versions": ["1.0.0"]}}]}}"#
        ))
        .unwrap()
    };
    let withdrawn = of(r#""2026-01-01T00:00:00Z""#);
    assert_eq!(by_purl(&withdrawn, "pkg:npm/a@1.0.0"), "not-affected withdrawn");
    let matcher = Matcher::new(&withdrawn);
    let asked = PackageVersion::new(Ecosystem::NPM, "a", "1.0.0");
    assert!(matcher.is_withdrawn() && matcher.affects_as_if_standing(&asked).is_affected());
    for stands in ["null", "1", r#""soon""#, r#""2026-02-30T00:00:00Z""#, r#""""#] {
        assert_eq!(by_purl(&of(stands), "pkg:npm/a@1.0.0"), IN, "{stands}");
    }
}

#[test]
fn assessments_name_places_and_fixes() {
    let advisory = advisory(
        r#"[{"package": {"ecosystem": "PyPI", "name": "b"}, "versions": ["1"]},
            {"package": {"ecosystem": "PyPI", "name": "a"}, "versions": ["0.5", "1.0"], "ranges": [
                {"type": "GIT", "events": [{"introduced": "0"}]},
                {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"},
                    {"introduced": "2.0"}, {"fixed": "2.0.4"}, {"introduced": "3"}, {"last_affected": "3.1"}]},
                {"type": "ECOSYSTEM", "events": [{"introduced": "1.1"}, {"fixed": "1.2"}]}]}]"#,
    );
    let at = |version: &str| {
        let found = advisory.assess(&PackageVersion::new(Ecosystem::PYPI, "a", version));
        let places: Vec<String> = found.places.iter().map(|it| it.as_str().to_owned()).collect();
        let fix = |fix: &pkgschema::advisory::Fix| (fix.version.to_string(), fix.same_branch);
        (places.join(" "), found.fixes.iter().map(fix).collect::<Vec<_>>())
    };
    let fix = |text: &str, same| (text.to_owned(), same);
    // 1.1 is fixed in one range and affected in the next: no fix
    let both = "/affected/1/ranges/1 /affected/1/versions/1".to_owned();
    assert_eq!(at("1.0"), (both, vec![fix("1.2", true), fix("2.0.4", false)]));
    let second = "/affected/1/ranges/2".to_owned();
    assert_eq!(at("1.1.5"), (second, vec![fix("1.2", true), fix("2.0.4", false)]));
    assert_eq!(at("3.0"), ("/affected/1/ranges/1".to_owned(), vec![]));
    assert_eq!(at("1.3"), ("/affected/1".to_owned(), vec![fix("2.0.4", false)]));
}

#[test]
fn an_index_answers_as_its_advisories() {
    let read = |text: &str| Advisory::parse(text).unwrap();
    let old = read(
        r#"{"id": "X-1", "modified": "2026-01-01T00:00:00Z", "affected": [{"package":
            {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"]}]}"#,
    );
    let new = read(
        r#"{"id": "X-1", "modified": "2026-01-01T00:00:00.5Z", "affected": [{"package":
            {"ecosystem": "npm", "name": "a"}, "versions": ["2.0.0"]}]}"#,
    );
    let other = read(
        r#"{"id": "X-2", "affected": [{"package": {"ecosystem": "npm", "name": "a"}},
            {"package": {"ecosystem": "npm", "name": "a"}, "versions": ["2.0.0"]}]}"#,
    );
    let nameless = read(r#"{"id": "X-3", "affected": [{"ranges": []}]}"#);
    let asked = PackageVersion::new(Ecosystem::NPM, "a", "2.0.0");
    for order in [[&old, &new, &other, &nameless], [&nameless, &other, &new, &old]] {
        let index = AdvisoryIndex::from_iter(order);
        let mut hits: Vec<(&str, String)> =
            index.hits(&asked).iter().map(|hit| (hit.id, told(hit.verdict))).collect();
        hits.sort();
        assert_eq!(hits, [("X-1", IN.to_owned()), ("X-2", IN.to_owned())]);
        let older = index.hits(&PackageVersion::new(Ecosystem::NPM, "a", "1.0.0"));
        let older: Vec<_> = older.iter().map(|hit| (hit.id, told(hit.verdict))).collect();
        assert_eq!(older, [("X-2", "unknown nothing-stated".to_owned())]);
        assert_eq!((index.len(), index.without_package()), (3, 1));
        assert_eq!(index.about(asked.name()).count(), 2);
    }
}
