//! Versions and ranges of strangers: long, deep and broken ones. Everything here takes linear
//! time (sorting aside), so that these tests end at once; quadratic work would take hours.

use pkgschema::ParseErrorKind;
use pkgschema::version::{
    RangeEvent, Scheme, Vers, Version, VersionRange, VersionSet, maven, npm, pypi,
};

/// A megabyte and 100,000 parts in a release build; a sixteenth of it in a slow one, where the
/// work is the same.
const SHARE: usize = if cfg!(debug_assertions) { 16 } else { 1 };
const MEGABYTE: usize = (1 << 20) / SHARE;
const MANY: usize = 100_000 / SHARE;

/// Reads a long version and looks at it from every side; a scheme may refuse it.
fn look(scheme: Scheme, text: &str) -> bool {
    assert!(text.len() >= MEGABYTE, "{scheme}: {}", text.len());
    let Ok(version) = Version::parse(scheme, text) else { return false };
    assert!(version.compare(&version).unwrap().is_eq());
    let again = Version::parse(scheme, &version.canonical()).unwrap();
    assert!(again.compare(&version).unwrap().is_eq(), "{scheme}");
    assert_eq!(version.as_str(), text);
    let _ = version.is_prerelease();
    true
}

#[test]
fn versions_of_a_megabyte() {
    let repeated = |piece: &str| piece.repeat(MEGABYTE.div_ceil(piece.len()));
    let shapes = ["1.", "1-", "0.", "a1", "1a", "-", ".", "0", "9", "+a", "rc", "x.", "1.0-", "é"];
    let mut read = 0;
    for shape in shapes {
        for scheme in Scheme::ALL {
            for text in [repeated(shape), format!("1.0.0-{}1", repeated(shape))] {
                read += usize::from(look(scheme, &text));
            }
        }
    }
    assert!(read > 80, "{read}");
    for (scheme, text) in [
        (Scheme::Pypi, format!("1{}", ".0".repeat(MEGABYTE))),
        (Scheme::Pypi, format!("1.0+{}x", "a.".repeat(MEGABYTE))),
        (Scheme::Semver, format!("1.0.0-{}x", "0.".repeat(MEGABYTE))),
        (Scheme::Cargo, format!("1.0.0-{}x", "a.".repeat(MEGABYTE))),
        (Scheme::MAVEN, format!("1{}", "-1".repeat(MEGABYTE))),
        (Scheme::Maven(maven::Dialect::V4), format!("1{}", "-x".repeat(MEGABYTE))),
    ] {
        assert!(look(scheme, &text), "{scheme}");
    }
    let error = npm::Version::parse(&"1".repeat(MEGABYTE)).unwrap_err();
    assert_eq!((error.kind(), error.input().len()), (ParseErrorKind::TooLong, 80));
}

/// Reads a range of many parts and takes it through every notation.
#[track_caller]
fn travel(scheme: Scheme, text: &str, candidate: &str) {
    let range = VersionRange::parse(scheme, text).unwrap();
    let version = Version::parse(scheme, candidate).unwrap();
    let (satisfies, contains) = (range.satisfies(&version), range.contains(&version));
    let set = range.versions();
    assert_eq!(set.contains(&version), contains, "{scheme}");
    assert!(!satisfies || contains || scheme == Scheme::Pypi);
    assert_eq!(set.complement().contains(&version), !contains);
    assert!(set.intersection(&set.complement()).is_empty());
    let vers = range.to_vers().unwrap().value;
    assert_eq!(Vers::parse_strict(vers.as_str()).unwrap(), vers);
    assert_eq!(vers.contains(&version), Some(contains));
    let events = set.to_events();
    let told = VersionSet::of_events(scheme, &events.value.concat()).unwrap();
    assert!(told.contains(&version) == contains || !events.is_exact(), "{scheme}");
    let _ = (range.canonical(), VersionRange::of_versions(&set));
}

#[test]
fn ranges_of_many_parts() {
    let parts = |part: &dyn Fn(usize) -> String, separator: &str| {
        (0..MANY).map(part).collect::<Vec<_>>().join(separator)
    };
    travel(Scheme::Npm, &parts(&|n| format!("1.{n}.0"), "||"), "1.77.0");
    travel(Scheme::Npm, &parts(&|n| format!("^{n}.2.0"), " || "), "77.3.0");
    travel(Scheme::Npm, &parts(&|n| format!(">=1.{n}.0"), " "), "1.77.0");
    travel(Scheme::Npm, &parts(&|n| format!("~>  {}.x", MANY - n), "||"), "77.3.0");
    travel(Scheme::Npm, &parts(&|_| "*".to_owned(), "||"), "1.0.0");
    travel(Scheme::Pypi, &parts(&|n| format!("!=1.{n}"), ","), "1.77");
    travel(Scheme::Pypi, &parts(&|n| format!("!=1.{n}.*"), ","), "2");
    travel(Scheme::MAVEN, &parts(&|n| format!("[1.{n}]"), ","), "1.77");
    travel(Scheme::Semver, &parts(&|n| format!("=1.{n}.0"), " || "), "1.77.0");
    let loose = npm::Options { loose: true, ..npm::Options::default() };
    for text in ["0", "1.", "v", "= ", "~ ", "^ ", "*", "|", "+", "+a", "x-", "- ", "<", " "] {
        let text = text.repeat(MEGABYTE / text.len());
        let _ = npm::Range::parse(&text);
        let _ = npm::Range::parse_with(&text, loose);
        let _ = pypi::SpecifierSet::parse(&text);
        let _ = maven::Range::parse(&format!("[{text}"));
        let _ = maven::Range::parse(&format!("[{text}]"));
    }
}

#[test]
fn vers_of_many_constraints() {
    let many = |part: &dyn Fn(usize) -> String| (0..MANY).map(part).collect::<Vec<_>>().join("|");
    let sorted = format!("vers:npm/{}", many(&|n| format!("{n}.0.0")));
    assert_eq!(Vers::parse_strict(&sorted).unwrap().constraints().len(), MANY);
    for part in [
        &(|n: usize| format!("{}.0.0", MANY - n)) as &dyn Fn(usize) -> String,
        &|_| "1.0.0".to_owned(),
        &|n| format!("<{n}.0.0"),
        &|n| format!("{}{n}.0.0", if n % 2 == 0 { "<" } else { "" }),
        &|n| format!(">={n}.0.0"),
        &|n| format!("!={n}.0.0"),
    ] {
        let vers = Vers::parse(&format!("vers:npm/{}", many(part))).unwrap();
        assert_eq!(Vers::parse_strict(vers.as_str()).unwrap(), vers);
    }
    let error = Vers::parse(&format!("vers:npm/{}", "1".repeat(Vers::MAX_LENGTH))).unwrap_err();
    assert_eq!(error.kind(), ParseErrorKind::TooLong);
    let events: Vec<RangeEvent> = (0..MANY)
        .flat_map(|n| {
            let version = |n: usize| format!("{n}.0.0").as_str().into();
            [RangeEvent::Fixed(version(2 * n + 1)), RangeEvent::Introduced(version(2 * n))]
        })
        .collect();
    let set = VersionSet::of_events(Scheme::Npm, &events).unwrap();
    assert_eq!(set.intervals().len(), MANY);
}

#[test]
fn sorting_circles_ends() {
    let texts = ["1.0.0-milestone", "1.0.0", "1.0.foo-snapshot", "1-0.ga", "1-ga-1", "1.0.0.x"];
    let version = |n: usize| maven::Version::new(texts[n * 7919 % texts.len()], maven::Dialect::V4);
    let mut versions: Vec<maven::Version> = (0..MANY).map(version).collect();
    maven::sort(&mut versions);
    assert_eq!(versions.len(), MANY);
}
