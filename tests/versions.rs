//! Versions and ranges: what the public interface promises beyond the corpora and the vectors.

use std::collections::HashSet;

use pkgschema::ParseErrorKind;
use pkgschema::identity::Ecosystem;
use pkgschema::version::{
    Bound, ChangeKind, Interval, Prereleases, RequirementText, Scheme, Version, VersionRange,
    VersionSet, VersionText, cargo, maven, npm, pypi, semver,
};

fn version(scheme: Scheme, text: &str) -> Version {
    Version::parse(scheme, text).unwrap_or_else(|error| panic!("{scheme} {text:?}: {error}"))
}

fn range(scheme: Scheme, text: &str) -> VersionRange {
    VersionRange::parse(scheme, text).unwrap_or_else(|error| panic!("{scheme} {text:?}: {error}"))
}

/// The table of the module's documentation.
#[test]
fn the_same_dozen_in_four_orders() {
    const SEMANTIC: [&str; 12] = [
        "1.0.0-1",
        "1.0.0-alpha",
        "1.0.0-beta.2",
        "1.0.0-beta.11",
        "1.0.0-c1",
        "1.0.0-dev1",
        "1.0.0-post1",
        "1.0.0-preview.2",
        "1.0.0-rc.1",
        "1.0.0",
        "1.0.0+build",
        "1.0.1-rc.1",
    ];
    const PYPI: [&str; 12] = [
        "1.0.0-dev1",
        "1.0.0-alpha",
        "1.0.0-beta.2",
        "1.0.0-beta.11",
        "1.0.0-c1",
        "1.0.0-rc.1",
        "1.0.0-preview.2",
        "1.0.0",
        "1.0.0+build",
        "1.0.0-1",
        "1.0.0-post1",
        "1.0.1-rc.1",
    ];
    const MAVEN: [&str; 12] = [
        "1.0.0-alpha",
        "1.0.0-beta.2",
        "1.0.0-beta.11",
        "1.0.0-rc.1",
        "1.0.0",
        "1.0.0+build",
        "1.0.0-c1",
        "1.0.0-dev1",
        "1.0.0-post1",
        "1.0.0-preview.2",
        "1.0.0-1",
        "1.0.1-rc.1",
    ];
    // Each begins in another one's order.
    let orders = [
        (Scheme::Npm, PYPI, SEMANTIC),
        (Scheme::Cargo, PYPI, SEMANTIC),
        (Scheme::Pypi, SEMANTIC, PYPI),
        (Scheme::MAVEN, PYPI, MAVEN),
        (Scheme::Maven(maven::Dialect::V4), PYPI, MAVEN),
    ];
    for (scheme, texts, expected) in orders {
        let mut versions = texts.map(|text| version(scheme, text)).to_vec();
        Version::sort(&mut versions);
        let texts: Vec<_> = versions.iter().map(Version::as_str).collect();
        assert_eq!(texts, expected, "{scheme}");
    }
    for (scheme, left, right) in [
        (Scheme::Npm, "1.0.0", "1.0.0+build"),
        (Scheme::Pypi, "1.0.0-c1", "1.0.0-rc.1"),
        (Scheme::Pypi, "1.0.0-1", "1.0.0-post1"),
    ] {
        assert_eq!(version(scheme, left), version(scheme, right), "{scheme}");
    }
}

#[test]
fn the_source_text_stays() {
    for (scheme, text, canonical) in [
        (Scheme::Npm, " v1.2.3+b ", "1.2.3"),
        (Scheme::Pypi, " V1.0-Alpha.1 ", "1.0a1"),
        (Scheme::Cargo, "1.2.3+b", "1.2.3+b"),
        (Scheme::MAVEN, "1.0.0-GA", "1"),
        (Scheme::Intdot, "01.2-x", "1.2"),
        (Scheme::PypiLegacy, "2004d", "2004d"),
    ] {
        let version = version(scheme, text);
        assert_eq!((version.as_str(), version.canonical().as_ref()), (text, canonical));
        assert_eq!(version.to_string(), text);
    }
    let npm = range(Scheme::Npm, " ^1.2 || 3 ");
    assert_eq!(npm.as_str(), " ^1.2 || 3 ");
    assert_eq!(npm.canonical(), ">=1.2.0 <2.0.0-0||>=3.0.0 <4.0.0-0");
    assert_eq!(range(Scheme::Pypi, "< 2.0 , >=v1.0").canonical(), "<2.0,>=1.0");
    assert_eq!(range(Scheme::Cargo, "1.2").canonical(), "^1.2");
    assert_eq!(range(Scheme::MAVEN, "[ 1.0 , 2.0 ) , [3,3]").canonical(), "[1.0,2.0),[3]");
}

#[test]
fn schemes_do_not_mix() {
    let (npm, cargo) = (version(Scheme::Npm, "1.0.0"), version(Scheme::Cargo, "1.0.0"));
    assert_eq!(npm.compare(&cargo), None);
    assert_ne!(npm, cargo);
    assert!(
        !range(Scheme::Npm, "*").satisfies(&cargo) && !range(Scheme::Npm, "*").contains(&cargo)
    );
    assert!(!VersionSet::all(Scheme::Npm).contains(&cargo));
    let foreign = VersionSet::of(Scheme::Npm, [Interval::point(cargo.clone())]);
    assert!(foreign.is_empty());
    assert_eq!(foreign.union(&VersionSet::all(Scheme::Cargo)), foreign);
    let four = Scheme::Maven(maven::Dialect::V4);
    assert_eq!(version(Scheme::MAVEN, "1").compare(&version(four, "1")), None);
    for scheme in Scheme::ALL {
        assert_eq!(Scheme::find(scheme.name()), Some(scheme));
    }
    assert_eq!(Scheme::find("deb"), None);
    assert_eq!(Scheme::of_vers_type("maven-4"), None);
}

#[test]
fn texts_of_ecosystems_are_read_on_demand() {
    let text = VersionText::new(Ecosystem::MAVEN, "1.0-SNAPSHOT");
    assert!(text.parsed().unwrap().is_prerelease());
    let requirement = RequirementText::new(Ecosystem::PYPI, ">=1.0,<2");
    assert!(requirement.parsed().unwrap().satisfies(&version(Scheme::Pypi, "1.5")));
    let tag = RequirementText::new(Ecosystem::NPM, "latest");
    assert_eq!(tag.parsed().unwrap_err().kind(), ParseErrorKind::Syntax);
    let unknown = VersionText::new(Ecosystem::new("Homebrew").unwrap(), "1.0");
    let error = unknown.parsed().unwrap_err();
    assert_eq!(error.kind(), ParseErrorKind::TypeRule);
    assert_eq!(error.input(), "Homebrew");
}

#[test]
fn two_questions_are_kept_apart() {
    for (scheme, text, candidate, satisfies, contains) in [
        (Scheme::Npm, "^1.2.3", "1.3.0-beta", false, true),
        (Scheme::Npm, "^1.2.3-alpha", "1.2.3-beta", true, true),
        (Scheme::Npm, "^1.2.3", "2.0.0-beta", false, false),
        (Scheme::Cargo, "1.2.3", "1.3.0-beta", false, true),
        (Scheme::Pypi, "<2.0", "2.0rc1", false, true),
        (Scheme::Pypi, ">1.0", "1.0.post1", false, true),
        (Scheme::Pypi, "==1.0", "1.0+local", true, false),
        (Scheme::MAVEN, "[1.0,2.0)", "2.0-rc-1", true, true),
    ] {
        let (range, version) = (range(scheme, text), version(scheme, candidate));
        let answers = (range.satisfies(&version), range.contains(&version));
        assert_eq!(answers, (satisfies, contains), "{scheme} {text} {candidate}");
    }
}

#[test]
fn rules_for_prereleases() {
    for (scheme, text, candidate, expected) in [
        (Scheme::Npm, "^1.2.0", "1.3.0-beta", [false, true, false]),
        (Scheme::Cargo, "1.2.0", "1.3.0-beta", [false, true, false]),
        (Scheme::Pypi, ">=1.2", "1.3b1", [true, true, false]),
        (Scheme::MAVEN, "[1.2,)", "1.3-beta", [true, true, false]),
    ] {
        let rules = [Prereleases::Default, Prereleases::Include, Prereleases::Exclude];
        let version = version(scheme, candidate);
        let answers = rules
            .map(|rule| VersionRange::parse_with(scheme, text, rule).unwrap().satisfies(&version));
        assert_eq!(answers, expected, "{scheme} {text} {candidate}");
    }
}

#[test]
fn sets_have_bounds() {
    let set = range(Scheme::Npm, ">=1.0.0 <1.4.0 || >=2.0.0 <=2.3.0").versions();
    let text = |bound: Option<&Bound>| bound.map(|b| (b.version.to_string(), b.inclusive));
    assert_eq!(text(set.lower()), Some(("1.0.0".to_owned(), true)));
    assert_eq!(text(set.upper()), Some(("2.3.0".to_owned(), true)));
    assert_eq!(set.intervals().len(), 2);
    let fixed =
        |text: &str| set.lowest_fixed_above(&version(Scheme::Npm, text)).map(Version::as_str);
    assert_eq!([fixed("1.2.0"), fixed("1.4.0"), fixed("2.1.0")], [Some("1.4.0"), None, None]);
    for (text, empty, all) in [
        (">2.0.0 <1.0.0", true, false),
        ("<0.0.0-0", true, false),
        (">1.0.0 <1.0.1-0", true, false),
        (">=0.0.0-0", false, true),
        ("<1.0.0 || >=1.0.0", false, true),
        ("1.0.0", false, false),
    ] {
        let set = range(Scheme::Npm, text).versions();
        assert_eq!((set.is_empty(), set.is_all()), (empty, all), "{text}");
    }
    assert!(range(Scheme::Pypi, "<0.dev0").versions().is_empty());
    assert!(range(Scheme::Pypi, ">=0.dev0").versions().is_all());
}

#[test]
fn changes_say_what_differs() {
    let changes = |scheme, text: &str| {
        let vers = range(scheme, text).to_vers().unwrap();
        vers.changes.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        changes(Scheme::Pypi, "<2.0,!=1.5"),
        [
            "widened: pre-releases of 2.0 are in it; `<2.0` leaves them out",
            "widened: local versions of 1.5 are in it; `!=1.5` leaves them out",
        ]
    );
    let soft = changes(Scheme::MAVEN, "1.0");
    assert_eq!(soft, ["dropped: the preference for the version; Maven takes any other for it too"]);
    assert_eq!(changes(Scheme::MAVEN, "[1.0,2.0)"), [""; 0]);
    let set = VersionSet::of(
        Scheme::Cargo,
        [
            Interval::point(version(Scheme::Cargo, "1.0.0")),
            Interval::point(version(Scheme::Cargo, "2.0.0")),
        ],
    );
    let written = VersionRange::of_versions(&set).unwrap();
    assert_eq!(written.value.as_str(), ">=1.0.0, <=2.0.0");
    assert_eq!(written.changes[0].kind, ChangeKind::Widened);
    let error = VersionRange::of_versions(&VersionSet::none(Scheme::MAVEN)).unwrap_err();
    let words = "not expressible in maven: no requirement says that no version will do in \"\"";
    assert_eq!(error.to_string(), words);
}

#[test]
fn errors_say_where_and_what() {
    for (scheme, text, expected) in [
        (
            Scheme::Npm,
            ">=1.0.0 || one",
            "syntax error: expected comparators such as >=1.2.3, ^1.2 or 1.x at byte 11 in \">=1.0.0 || one\"",
        ),
        (
            Scheme::Pypi,
            ">=1.0,~=2",
            "syntax error: expected a specifier such as >=1.0, ~=1.4.2 or ==2.* at byte 6 in \">=1.0,~=2\"",
        ),
        (
            Scheme::MAVEN,
            "[1.0],[2.0",
            "syntax error: the range has no end at byte 6 in \"[1.0],[2.0\"",
        ),
        (Scheme::Semver, ">=", "syntax error: an operator without a version in \">=\""),
    ] {
        let error = VersionRange::parse(scheme, text).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
    let kinds = [
        (npm::Version::parse("").unwrap_err().kind(), ParseErrorKind::Empty),
        (npm::Version::parse("1.2").unwrap_err().kind(), ParseErrorKind::Syntax),
        (npm::Version::parse("9007199254740992.0.0").unwrap_err().kind(), ParseErrorKind::TypeRule),
        (npm::Version::parse(&"1".repeat(257)).unwrap_err().kind(), ParseErrorKind::TooLong),
        (pypi::Version::parse(" ").unwrap_err().kind(), ParseErrorKind::Empty),
        (cargo::Version::parse("1").unwrap_err().kind(), ParseErrorKind::Syntax),
        (semver::Version::parse("01.0.0").unwrap_err().kind(), ParseErrorKind::Syntax),
    ];
    for (kind, expected) in kinds {
        assert_eq!(kind, expected);
    }
}

#[test]
fn npm_ranges_beside_versions() {
    let range = npm::Range::parse("^1.2.0 || ^2.2.0").unwrap();
    let read = |text: &str| npm::Version::parse(text).unwrap();
    assert!(range.is_below(&read("3.0.0")) && !range.is_below(&read("2.0.0")));
    assert!(range.is_above(&read("1.0.0")) && !range.is_above(&read("2.0.0")));
    let meets = |text: &str| range.intersects(&npm::Range::parse(text).unwrap());
    assert!(meets(">=2.9.0") && !meets("<1.0.0") && !meets(">=2.0.0 <2.1.0"));
    let loose = npm::Options { loose: true, ..npm::Options::default() };
    assert!(npm::Range::parse(">=01.2.3").is_err());
    let range = npm::Range::parse_with(">=01.2.3beta", loose).unwrap();
    assert_eq!(range.canonical(), ">=1.2.3-beta");
    assert!(range.satisfies(&npm::Version::parse_loose("1.2.3rc").unwrap()));
}

#[test]
fn sets_of_versions_hash() {
    let texts = ["1.0", "1.0.0", "v1", "1.0+a", "1.0+A", "1.0+a.01"];
    let set: HashSet<Version> = texts.into_iter().map(|text| version(Scheme::Pypi, text)).collect();
    assert_eq!(set.len(), 3);
    let texts = ["1.0", "1", "1.0-ga", "1.0.0.Final", "1-0"];
    let set: HashSet<Version> =
        texts.into_iter().map(|text| version(Scheme::MAVEN, text)).collect();
    assert_eq!(set.len(), 1);
}
