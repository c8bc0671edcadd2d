//! What whoever may write an advisory could try: to make a version look safe, to make one look
//! affected, or to take more time than its length is worth.

use pkgschema::advisory::{
    Advisory, AdvisoryIndex, AliasGroups, GroupLimits, Matcher, PackageVersion, Verdict,
};
use pkgschema::identity::{Ecosystem, EcosystemName, PackageName, Purl};
use serde_json::{Value, json};

fn read(affected: &Value) -> Advisory {
    text(&affected.to_string())
}

fn text(affected: &str) -> Advisory {
    Advisory::parse(&format!(r#"{{"id": "CVE-1", "affected": {affected}}}"#)).unwrap()
}

fn asked(ecosystem: &str, name: &str, version: &str) -> PackageVersion {
    PackageVersion::new(Ecosystem::from_document(ecosystem.to_owned()), name, version)
}

/// The verdict in words, which the index gives too where it has the package.
fn told(advisory: &Advisory, package: &PackageVersion) -> String {
    let verdict = advisory.affects(package);
    assert_eq!(verdict, advisory.assess(package).verdict);
    let index = AdvisoryIndex::from_iter([advisory]);
    let hits = index.hits(package);
    match verdict {
        Verdict::NotAffected(_) => assert!(hits.is_empty()),
        _ => assert!(hits.len() == 1 || index.without_package() == 1, "{verdict:?}"),
    }
    let words = [Some(verdict.as_str()), verdict.reason()];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

const IN: &str = "affected";
const OUT: &str = "not-affected not-in-range";

#[test]
fn a_member_that_is_there_twice_makes_nothing_safe() {
    let events = r#""events": [{"introduced": "0"}]"#;
    let table = [
        (
            r#"[{"package": {"ecosystem": "npm", "name": "b", "name": "a"}, "versions": ["1.0.0"]}]"#,
            "unknown no-package",
        ),
        (
            r#"[{"package": {"ecosystem": "PyPI", "ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"]}]"#,
            "unknown no-package",
        ),
        (
            r#"[{"package": {"ecosystem": "npm", "name": "b"}, "package": {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"]}]"#,
            "unknown no-package",
        ),
        (
            &format!(
                r#"[{{"package": {{"ecosystem": "npm", "name": "a"}}, "versions": [], "ranges": [{{"type": "GIT", "type": "SEMVER", {events}}}]}}]"#
            ),
            "unknown range-type",
        ),
        (
            &format!(
                r#"[{{"package": {{"ecosystem": "npm", "name": "a"}}, "versions": ["2.0.0"], "ranges": [{{"type": "GIT", "type": "SEMVER", {events}}}]}}]"#
            ),
            "unknown range-type",
        ),
        (
            r#"[{"package": {"ecosystem": "npm", "name": "a"}, "versions": [], "versions": ["1.0.0"]}]"#,
            "unknown broken-versions",
        ),
        (
            r#"[], "affected": [{"package": {"ecosystem": "npm", "name": "a"}}]"#,
            "unknown no-package",
        ),
    ];
    for (affected, expected) in table {
        assert_eq!(told(&text(affected), &asked("npm", "a", "1.0.0")), expected, "{affected}");
    }
    let twice = r#"[{"package": {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"]}],
        "withdrawn": "2026-01-01T00:00:00Z", "withdrawn": null"#;
    assert_eq!(told(&text(twice), &asked("npm", "a", "1.0.0")), IN);
}

#[test]
fn packages_go_by_every_name_they_have() {
    let entry = |package: Value| read(&json!([{"package": package, "versions": ["1.0.0"]}]));
    let maven = |suffix: &str| entry(json!({"ecosystem": format!("Maven{suffix}"), "name": "g:a"}));
    let debian = entry(json!({"ecosystem": "Debian:12", "name": "a"}));
    let other = "not-affected other-package";
    let table = [
        // by name one package, by purl another
        (
            entry(json!({"ecosystem": "npm", "name": "b", "purl": "pkg:npm/a"})),
            asked("npm", "a", "1.0.0"),
            "unknown other-purl",
        ),
        (
            entry(json!({"ecosystem": "npm", "name": "b", "purl": "pkg:npm/a"})),
            asked("npm", "b", "1.0.0"),
            IN,
        ),
        (
            entry(json!({"ecosystem": "npm", "name": "b", "purl": "pkg:npm/a"})),
            asked("npm", "c", "1.0.0"),
            other,
        ),
        (
            entry(json!({"ecosystem": "PyPI", "purl": "pkg:npm/a"})),
            asked("PyPI", "a", "1.0.0"),
            "unknown no-package",
        ),
        // the case of an ecosystem, space around a name
        (
            entry(json!({"ecosystem": "pypi", "name": "Jinja2"})),
            asked("PyPI", "jinja2", "1.0.0"),
            IN,
        ),
        (
            entry(json!({"ecosystem": "PyPI", "name": "Jinja2"})),
            asked("pypi", "jinja2", "1.0.0"),
            IN,
        ),
        (entry(json!({"ecosystem": "npm", "name": " a\n"})), asked("NPM", "a", "1.0.0"), IN),
        // one release by several names
        (debian.clone(), asked("Debian:12", "a", "1.0.0"), IN),
        (debian.clone(), asked("debian:12", "a", "1.0.0"), IN),
        (debian.clone(), asked("Debian:11", "a", "1.0.0"), other),
        (debian.clone(), asked("Debian:bookworm", "a", "1.0.0"), "unknown other-release"),
        (debian, asked("Debian:12.5", "a", "1.0.0"), "unknown other-release"),
        (
            maven(":https://maven.example/m2/"),
            asked("Maven:https://Maven.example/m2", "g:a", "1.0.0"),
            IN,
        ),
        (
            maven(":https://maven.example/m2"),
            asked("Maven:https://other.example/m2", "g:a", "1.0.0"),
            other,
        ),
        (maven(""), asked("Maven:https://maven.example", "g:a", "1.0.0"), "unknown other-release"),
    ];
    for (advisory, package, expected) in table {
        assert_eq!(told(&advisory, &package), expected, "{} {package:?}", advisory.to_json());
    }
}

/// A name and the purl that is made of it ask for one package.
#[test]
fn a_purl_asks_for_what_a_name_does() {
    let others = EcosystemName::LISTED.iter().map(|ecosystem| format!("{ecosystem} Abc"));
    let names = [
        "npm JSONStream",
        "npm @Scope/Name",
        "PyPI Zope.Interface",
        "crates.io A_b",
        "Maven Org.x:App",
        "Go git.example/A/B",
        "NuGet A.B",
        "Packagist Ä/B",
        "GitHub Actions A/B",
        "Alpine:v3.16 Abc",
        "VSCode A/b",
        "VSCode A.b",
        "SwiftURL https://git.example/A/b.git",
    ];
    let names = names.map(str::to_owned).into_iter().chain(others);
    for pair in names {
        let (ecosystem, name) = pair.rsplit_once(' ').unwrap();
        let ecosystem = Ecosystem::new(ecosystem).unwrap();
        let package =
            pkgschema::advisory::Package::of(&PackageName::from_document(ecosystem, name));
        let Some(purl) = package.purl.as_deref() else { continue };
        let asked = PackageVersion::of_purl(&Purl::parse(purl).unwrap());
        let Some(asked) = asked else { continue };
        let entry =
            json!([{"package": {"ecosystem": package.ecosystem, "name": name}, "versions": ["1"]}]);
        let found = told(&read(&entry), &asked.at("1"));
        assert!(matches!(&*found, IN | "unknown other-release"), "{pair} {purl} {found}");
    }
}

/// An advisory, the ecosystem, and answers by version.
type Row<'a> = (&'a Advisory, &'a str, &'a [(&'a str, &'a str)]);

#[test]
fn versions_in_all_their_spellings() {
    let of = |ecosystem: &str, kind: &str, events: Value| {
        read(&json!([{"package": {"ecosystem": ecosystem, "name": "g:a"},
            "ranges": [{"type": kind, "events": events}]}]))
    };
    let listed = |ecosystem: &str, versions: Value| {
        read(&json!([{"package": {"ecosystem": ecosystem, "name": "g:a"}, "versions": versions}]))
    };
    let to = |end: &str, version: &str| json!([{"introduced": "0"}, {end: version}]);
    let go = of("Go", "SEMVER", to("fixed", "1.2.0"));
    let table: &[Row] = &[
        (
            &go,
            "Go",
            &[
                ("v1.1.0", IN),
                ("1.1.0", IN),
                ("v1.2.0", OUT),
                ("v1.2.0-0.20240101000000-abcdefabcdef", IN),
                ("v1.1.9+incompatible", IN),
                ("vv1.0.0", "unknown not-a-version"),
                (" 1.1.0", "unknown not-a-version"),
            ],
        ),
        (&listed("Go", json!(["1.1.0"])), "Go", &[("v1.1.0", IN), ("v1.2.0", OUT)]),
        (&listed("crates.io", json!(["1.0.0"])), "crates.io", &[("1.0.0+x", IN), ("1.0.1", OUT)]),
        (
            &of("crates.io", "SEMVER", to("last_affected", "1.0.0")),
            "crates.io",
            &[("1.0.0+x", IN), ("1.0.1", OUT)],
        ),
        // somebody's own build of what is affected; what a fix stands at is told
        (
            &of("PyPI", "ECOSYSTEM", to("last_affected", "1.0")),
            "PyPI",
            &[
                ("1.0", IN),
                ("1.0+cu117", "unknown local-build"),
                ("0.9+x", IN),
                ("1.0.post1", OUT),
                ("1.1+x", OUT),
                ("1.1.dev1", OUT),
            ],
        ),
        (
            &of("PyPI", "ECOSYSTEM", to("fixed", "1.0")),
            "PyPI",
            &[("1.0+x", OUT), ("1.0rc1", IN), ("1.0.dev0+x", IN)],
        ),
        (
            &of("PyPI", "ECOSYSTEM", to("fixed", "1.0+sec1")),
            "PyPI",
            &[("1.0", IN), ("1.0+sec1", OUT), ("1.0+sec2", OUT)],
        ),
        (
            &listed("PyPI", json!(["1.0", "1.1+x"])),
            "PyPI",
            &[("1.0.0+x", "unknown local-build"), ("1.1+X", IN), ("1.1", OUT)],
        ),
        (
            &of("Maven", "ECOSYSTEM", to("fixed", "1.0")),
            "Maven",
            &[("1.0-rc1", IN), ("1.0.Final", OUT), ("1.0-jre", OUT)],
        ),
        (
            &listed("PyPI", json!(["1.0-Bulbasaur"])),
            "PyPI",
            &[("1.0-bulbasaur", IN), ("1.0-ivysaur", OUT)],
        ),
        (&listed("Maven", json!(["1.0-A"])), "Maven", &[("1.0-a", OUT)]),
        // what is no event of the order makes nothing safe
        (
            &of("npm", "SEMVER", to("fixed", "0")),
            "npm",
            &[("1.0.0", "unknown not-an-event-version")],
        ),
        (
            &of("npm", "SEMVER", to("fixed", "v1.x")),
            "npm",
            &[("1.0.0", "unknown not-an-event-version")],
        ),
        (
            &of("PyPI", "ECOSYSTEM", to("fixed", "0")),
            "PyPI",
            &[("0", OUT), ("0.dev1", IN), ("0a1", IN)],
        ),
        (&of("npm", "semver", to("fixed", "1.0.0")), "npm", &[("2.0.0", "unknown range-type")]),
        (
            &of("npm", "SEMVER", json!([{"introduced": "0", "fixed": "1.0.0"}])),
            "npm",
            &[("2.0.0", "unknown broken-events")],
        ),
        (
            &of("npm", "SEMVER", json!([{"introduced": "0"}, {"fixed": null}])),
            "npm",
            &[("2.0.0", "unknown broken-events")],
        ),
    ];
    for (advisory, ecosystem, versions) in table {
        for (version, expected) in *versions {
            let found = told(advisory, &asked(ecosystem, "g:a", version));
            assert_eq!(found, *expected, "{version} {}", advisory.to_json());
        }
    }
}

#[test]
fn fixes_and_places_are_those_of_the_package() {
    let range = |kind: &str, from: &str, fixed: &str| json!({"type": kind, "events": [{"introduced": from}, {"fixed": fixed}]});
    let fixes = |affected: Value, package: PackageVersion| {
        let found = read(&affected).assess(&package);
        let fixes: Vec<_> = found.fixes.iter().map(|fix| fix.version.to_string()).collect();
        let places: Vec<_> = found.places.iter().map(|it| it.as_str().to_owned()).collect();
        format!("{} {}", places.join(" "), fixes.join(","))
    };
    // a fix that is listed, and one that the other order takes for affected
    let package = json!({"ecosystem": "PyPI", "name": "a"});
    let listed = json!([{"package": package, "versions": ["1.2.0", "1.0.0"],
        "ranges": [range("ECOSYSTEM", "0", "1.2"), range("ECOSYSTEM", "1.4", "1.5")]}]);
    let both = "/affected/0/ranges/0 /affected/0/versions/1 1.5";
    assert_eq!(fixes(listed, asked("PyPI", "a", "1.0")), both);
    let mixed = json!([{"package": package, "ranges": [range("SEMVER", "0", "1.2.0"), range("ECOSYSTEM", "0", "1.3.0"), range("SEMVER", "2.0.0", "2.0.1")]}]);
    assert_eq!(
        fixes(mixed, asked("PyPI", "a", "1.1.0")),
        "/affected/0/ranges/0 /affected/0/ranges/1 1.3.0,2.0.1"
    );
    // another registry's, another package's by name, and one by its purl alone
    let elsewhere = json!([
        {"package": {"ecosystem": "Maven:https://a.example", "name": "g:a"}, "ranges": [range("ECOSYSTEM", "0", "5")]},
        {"package": {"ecosystem": "Maven:https://b.example", "name": "g:a"}, "ranges": [range("ECOSYSTEM", "0", "2")]},
        {"package": {"ecosystem": "Maven:https://b.example", "name": "g:b", "purl": "pkg:maven/g/a"}, "ranges": [range("ECOSYSTEM", "0", "7")]},
    ]);
    let package = asked("Maven:https://b.example", "g:a", "1");
    assert_eq!(fixes(elsewhere, package), "/affected/1/ranges/0 2");
    let by_purl =
        json!([{"package": {"purl": "pkg:npm/a"}, "ranges": [range("SEMVER", "0", "2.0.0")]}]);
    assert_eq!(fixes(by_purl, asked("npm", "a", "1.0.0")), "/affected/0/ranges/0 2.0.0");
}

#[test]
fn what_is_about_no_package_is_counted_beside_others() {
    let advisory =
        read(&json!([{"package": {"ecosystem": "npm", "name": "a"}}, {"package": null}]));
    assert_eq!(told(&advisory, &asked("npm", "b", "1.0.0")), "unknown no-package");
    assert_eq!(AdvisoryIndex::from_iter([&advisory]).without_package(), 1);
}

#[test]
fn empty_aliases_join_nothing() {
    let record =
        |id: &str| Advisory::parse(&json!({"id": id, "aliases": [""]}).to_string()).unwrap();
    let groups = AliasGroups::of(&[record("CVE-1"), record("CVE-2")], GroupLimits::NONE);
    assert_eq!(groups.iter().collect::<Vec<_>>(), [["CVE-1"], ["CVE-2"]]);
}

const MANY: usize = 20_000;

fn versions(from: usize) -> impl Iterator<Item = String> {
    (from..from + MANY).map(|number| format!("{number}.0.0"))
}

/// Neither asking nor checking takes more time than the text is worth: each of these took minutes
/// by going through everything for each part of it.
#[test]
fn many_of_everything_in_one_entry() {
    for (ecosystem, kind) in [("npm", "SEMVER"), ("Maven", "ECOSYSTEM"), ("PyPI", "ECOSYSTEM")] {
        let one = |number: usize| json!({"type": kind, "events": [{"introduced": format!("{number}.0.0")}, {"fixed": format!("{number}.5.0")}]});
        let ranges: Vec<Value> = (0..MANY).rev().map(one).collect();
        // inside of a range, at a fix, and above all ranges
        let listed = (0..MANY).map(|number| match number % 3 {
            0 => format!("{number}.1.0"),
            1 => format!("{number}.5.0"),
            _ => format!("{}.0.0", MANY + number),
        });
        let package = json!({"ecosystem": ecosystem, "name": "g:a"});
        let advisory = read(
            &json!([{"package": package, "ranges": ranges, "versions": listed.collect::<Vec<_>>()}]),
        );
        let found = advisory.check();
        let number = |code: &str| found.iter().filter(|finding| finding.code == code).count();
        assert_eq!((number("listed-although-fixed"), number("listed-outside")), (6_667, 6_666));
        assert_eq!(number("overlapping-ranges"), 0);
        let found = advisory.assess(&asked(ecosystem, "g:a", "0.1.0"));
        assert_eq!((found.verdict, found.fixes.len()), (Verdict::Affected, MANY - 6_667));
        assert!(advisory.affected[0].to_version_set().unwrap().intervals().len() >= MANY);
    }
}

#[test]
fn many_overlapping_ranges() {
    let events = json!([{"introduced": "0"}, {"fixed": "1.0.0"}]);
    let ranges = vec![json!({"type": "SEMVER", "events": events}); MANY];
    let package = json!({"ecosystem": "npm", "name": "a"});
    let advisory = read(&json!([{"package": package, "ranges": ranges}]));
    let found = advisory.check();
    let overlapping = found.iter().filter(|finding| finding.code == "overlapping-ranges");
    assert_eq!(overlapping.count(), MANY - 1);
    let found = advisory.assess(&asked("npm", "a", "0.5.0"));
    assert_eq!((found.places.len(), found.fixes.len()), (MANY, 1));
}

#[test]
fn many_events_of_one_range() {
    let events = versions(1).zip(0..).map(|(version, number)| match number % 2 {
        0 => json!({"introduced": version}),
        _ => json!({"fixed": version}),
    });
    let events: Vec<Value> = events.collect();
    let package = json!({"ecosystem": "npm", "name": "a"});
    let advisory =
        read(&json!([{"package": package, "ranges": [{"type": "SEMVER", "events": events}]}]));
    let found = advisory.assess(&asked("npm", "a", "1.5.0"));
    assert_eq!((found.verdict, found.fixes.len()), (Verdict::Affected, MANY / 2));
    assert!(advisory.check().len() < 10);
}

#[test]
fn many_packages_and_many_questions() {
    let entry = |name: usize| {
        let package = json!({"ecosystem": "npm", "name": format!("a{name}")});
        json!({"package": package, "versions": ["1.0.0"]})
    };
    let advisory = read(&json!((0..MANY).map(entry).collect::<Vec<_>>()));
    let matcher = Matcher::new(&advisory);
    let asked = asked("npm", "a7", "1.0.0");
    let versions: Vec<String> = versions(1).collect();
    let verdicts = matcher.affects_each(&asked, versions.iter().map(String::as_str));
    assert_eq!(verdicts.filter(|verdict| verdict.is_affected()).count(), 1);
}

/// Entries of one identifier take each other's place, and leave nothing to go through.
#[test]
fn many_advisories_of_one_package() {
    let read = |number: usize, second: usize| {
        let package = json!({"ecosystem": "npm", "name": "a"});
        let affected = json!([{"package": package, "versions": [format!("{number}.0.0")]}]);
        let modified = format!("2026-01-01T00:00:{second:02}Z");
        let text =
            json!({"id": format!("CVE-{number}"), "modified": modified, "affected": affected});
        Advisory::parse(&text.to_string()).unwrap()
    };
    let mut index = AdvisoryIndex::new();
    let last = read(1, 59);
    for number in 0..MANY {
        assert!(index.insert(&read(number, 0)));
    }
    for number in 0..MANY {
        assert!(index.insert(&last) && index.insert(&read(number, 1)) != (number == 1));
    }
    assert_eq!(index.hits(&asked("npm", "a", "1.0.0")).len(), 1);
    assert_eq!((index.len(), index.about(asked("npm", "a", "").name()).count()), (MANY, MANY));
    let one = read(7, 2);
    let index = AdvisoryIndex::from_iter(std::iter::repeat_n(&one, MANY));
    for version in versions(0) {
        let found = index.hits(&asked("npm", "a", &version));
        assert_eq!(found.len(), usize::from(version == "7.0.0"));
    }
}

#[test]
fn many_aliases() {
    let chain = (0..MANY).map(|number| {
        let text =
            json!({"id": format!("CVE-{number}"), "aliases": [format!("CVE-{}", number + 1)]});
        Advisory::parse(&text.to_string()).unwrap()
    });
    let chain: Vec<Advisory> = chain.collect();
    let groups = AliasGroups::of(&chain, GroupLimits::NONE);
    assert_eq!(groups.of_id("CVE-7").unwrap().len(), MANY + 1);
    let aliases: Vec<String> = (0..MANY).map(|number| format!("X-{number}")).collect();
    let text = json!({"id": "CVE-1", "aliases": aliases, "related": aliases, "upstream": aliases});
    let advisory = Advisory::parse(&text.to_string()).unwrap();
    assert!(advisory.check().len() > 2 * MANY);
    let groups = AliasGroups::of([&advisory], GroupLimits::default());
    assert_eq!(groups.too_many_aliases(), ["CVE-1"]);
}
