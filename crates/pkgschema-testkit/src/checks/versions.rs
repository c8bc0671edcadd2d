//! Versions and ranges beside their reference implementations.
//!
//! Invariant: a row is passed only by the reference's answer. A candidate that is no version is
//! none that satisfies, as the references answer.

use std::cmp::Ordering;

use pkgschema::version::{Prereleases, cargo, maven, npm, pypi};

use super::{Check, Corpus, Outcome, Suite};
use crate::corpus::Case;
use crate::{npm_fixtures, vers_suite};

/// The corpora of this family.
pub const CORPORA: &[Corpus] = &[
    ("versions/npm-compare", &[Check { name: "compare", run: |case| compare(case, npm_order) }]),
    ("versions/pypi-compare", &[Check { name: "compare", run: |case| compare(case, pypi_order) }]),
    (
        "versions/cargo-compare",
        &[Check { name: "compare", run: |case| compare(case, cargo_order) }],
    ),
    (
        "versions/maven-compare-3.9",
        &[Check { name: "compare", run: |case| compare(case, maven_order::<false>) }],
    ),
    (
        "versions/maven-compare-4",
        &[Check { name: "compare", run: |case| compare(case, maven_order::<true>) }],
    ),
    (
        "versions/npm-satisfies",
        &[Check { name: "satisfies", run: |case| satisfies(case, npm_answer) }],
    ),
    (
        "versions/pypi-contains",
        &[Check { name: "satisfies", run: |case| satisfies(case, pypi_answer) }],
    ),
    (
        "versions/cargo-satisfies",
        &[Check { name: "satisfies", run: |case| satisfies(case, cargo_answer) }],
    ),
    (
        "versions/maven-range",
        &[Check { name: "satisfies", run: |case| satisfies(case, maven_answer) }],
    ),
];

/// The suites of this family.
pub const SUITES: &[Suite] = &[
    Suite { name: "versions/npm-fixtures", run: npm_fixtures::run },
    Suite { name: "identity/vers-spec", run: vers_suite::run },
];

/// The order of two versions, or which of them is none.
type Order = fn(&str, &str) -> Result<Ordering, String>;
/// What range, candidate and option come to; `None` if the range is none.
type Answer = fn(&str, &str, &str) -> Option<bool>;

fn compare(case: &Case, order: Order) -> Outcome {
    let columns = case.columns();
    let [left, expected, right] = columns[..] else {
        return Outcome::Fail(format!("{} columns instead of 3", columns.len()));
    };
    let actual = match order(left, right) {
        Ok(Ordering::Less) => "<",
        Ok(Ordering::Equal) => "=",
        Ok(Ordering::Greater) => ">",
        Err(error) => return Outcome::Fail(error),
    };
    let back = order(right, left).map(Ordering::reverse);
    if back != order(left, right) {
        return Outcome::Fail(format!("{left:?} and {right:?} differ the other way round"));
    }
    Outcome::of(actual == expected, || format!("{left:?} {actual} {right:?}, not {expected}"))
}

fn satisfies(case: &Case, answer: Answer) -> Outcome {
    let columns = case.columns();
    let [range, version, option, expected] = columns[..] else {
        return Outcome::Fail(format!("{} columns instead of 4", columns.len()));
    };
    let actual = match answer(range, version, option) {
        Some(true) => "true",
        Some(false) => "false",
        None => "error",
    };
    Outcome::of(actual == expected, || {
        format!("{range:?} {version:?} {option}: {actual}, not {expected}")
    })
}

fn ordered<V: Ord, E: ToString>(
    parse: impl Fn(&str) -> Result<V, E>,
    left: &str,
    right: &str,
) -> Result<Ordering, String> {
    let parse = |text| parse(text).map_err(|error| error.to_string());
    Ok(parse(left)?.cmp(&parse(right)?))
}

fn npm_order(left: &str, right: &str) -> Result<Ordering, String> {
    ordered(npm::Version::parse, left, right)
}

fn pypi_order(left: &str, right: &str) -> Result<Ordering, String> {
    ordered(pypi::Version::parse, left, right)
}

fn cargo_order(left: &str, right: &str) -> Result<Ordering, String> {
    ordered(cargo::Version::parse, left, right)
}

fn maven_order<const FOUR: bool>(left: &str, right: &str) -> Result<Ordering, String> {
    let dialect = if FOUR { maven::Dialect::V4 } else { maven::Dialect::V3_9 };
    Ok(maven::Version::new(left, dialect).compare(&maven::Version::new(right, dialect)))
}

fn npm_answer(range: &str, version: &str, option: &str) -> Option<bool> {
    let options =
        npm::Options { loose: option == "loose", include_prerelease: option == "prerelease" };
    let range = npm::Range::parse_with(range, options).ok()?;
    Some(npm_fixtures::version(version, options).is_some_and(|version| range.satisfies(&version)))
}

fn pypi_answer(range: &str, version: &str, option: &str) -> Option<bool> {
    let prereleases = match option {
        "true" => Prereleases::Include,
        "false" => Prereleases::Exclude,
        _ => Prereleases::Default,
    };
    Some(pypi::SpecifierSet::parse(range).ok()?.satisfies_text(version, prereleases))
}

fn cargo_answer(range: &str, version: &str, _: &str) -> Option<bool> {
    let requirement = cargo::Requirement::parse(range).ok()?;
    Some(cargo::Version::parse(version).is_ok_and(|version| requirement.satisfies(&version)))
}

fn maven_answer(range: &str, version: &str, _: &str) -> Option<bool> {
    let range = maven::Range::parse(range).ok()?;
    Some(range.satisfies(&maven::Version::new(version, range.dialect())))
}
