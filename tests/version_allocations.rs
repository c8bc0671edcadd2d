//! What versions cost: comparing two that are read already allocates nothing, and neither do the
//! answers of ranges.

use std::hint::black_box;

use pkgschema::version::{
    Prereleases, Scheme, Version, cargo, datetime, intdot, maven, npm, pypi, semver,
};
use pkgschema_testkit::alloc::{Counting, measure};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[track_caller]
fn allocates_nothing<T>(what: &str, work: impl Fn() -> T) {
    let (_, stats) = measure(|| black_box(work()));
    assert_eq!(stats.allocations, 0, "{what}");
}

#[test]
fn comparing_allocates_nothing() {
    let long = "x".repeat(300);
    for (scheme, texts) in [
        (Scheme::Npm, ["1.2.3-alpha.1.beta.20260101", "v1.2.3-alpha.1.beta.20260102+build"]),
        (Scheme::Pypi, ["1!2026.1.2rc1.post3.dev4+ubuntu.1", "1!2026.1.2-C1-3.dev4+Ubuntu-2"]),
        (Scheme::Cargo, ["1.2.3-alpha.1.beta.20260101", "1.2.3-alpha.1.beta.20260102+build"]),
        (Scheme::MAVEN, ["1.0.0-ALPHA-20260101.123456-1", "1.0.0-alpha-20260101.123456-99"]),
        (Scheme::Maven(maven::Dialect::V4), ["1.0-é-12345678901234567890", "1.0-É-1"]),
        (Scheme::Semver, ["10.0.0-alpha.1.beta.20260101", "9.2.3"]),
        (Scheme::Lexicographic, [long.as_str(), "x"]),
        (Scheme::Datetime, ["2026-01-01T00:00:00.123Z", "2026-01-01T00:00:00.124+00:00"]),
        (Scheme::Intdot, ["1.2.3.4.5", "1.2.3.4.05.1"]),
    ] {
        let [left, right] = texts.map(|text| Version::parse(scheme, text).unwrap());
        allocates_nothing(scheme.name(), || (left.compare(&right), right.compare(&left)));
    }
}

#[test]
fn answers_allocate_nothing() {
    let range = npm::Range::parse("^1.2.3-alpha || 2.x || >=3.0.0 <4.0.0").unwrap();
    let version = npm::Version::parse("3.5.0-rc.1").unwrap();
    allocates_nothing("npm", || (range.satisfies(&version), range.contains(&version)));

    let set = pypi::SpecifierSet::parse(">=1.0,!=1.5.*,~=1.2.3,<2").unwrap();
    let version = pypi::Version::parse("1.2.99.post1+local").unwrap();
    let answers = || (set.satisfies(&version, Prereleases::Exclude), set.contains(&version));
    allocates_nothing("pypi", answers);

    let requirement = cargo::Requirement::parse(">=1.2, <1.5").unwrap();
    let version = cargo::Version::parse("1.3.0-rc.1").unwrap();
    allocates_nothing("cargo", || requirement.satisfies(&version));

    let range = maven::Range::parse("[1.0,2.0),[2.1,)").unwrap();
    let version = maven::Version::parse("2.1-SNAPSHOT").unwrap();
    allocates_nothing("maven", || (range.satisfies(&version), range.contains(&version)));
}

#[test]
fn reading_short_versions_allocates_nothing() {
    allocates_nothing("npm", || npm::Version::parse("1.2.3-rc.1"));
    allocates_nothing("pypi", || pypi::Version::parse("1.2.3rc1.post1"));
    allocates_nothing("semver", || semver::Version::parse("1.2.3-rc.1"));
    allocates_nothing("intdot", || intdot::Version::parse("1.2.3"));
    allocates_nothing("datetime", || datetime::Version::parse("2026-01-01T00:00:00Z"));
}
