//! Versions and ranges of every scheme, as texts.
//!
//! Invariant: what a strategy for a scheme gives, the scheme reads, unless its name says
//! otherwise.

use pkgschema::version::Scheme;
use pkgschema::version::maven::Dialect;
use proptest::prelude::*;
use proptest::sample::select;

/// Small numbers, so that two versions have some in common.
fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (0..4_u32).prop_map(|n| n.to_string()),
        1 => select(vec!["10", "99", "2026", "4294967296"]).prop_map(str::to_owned),
    ]
}

fn numbers(count: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(number(), count).prop_map(|numbers| numbers.join("."))
}

/// A semantic version.
fn semantic() -> impl Strategy<Value = String> {
    let words = || select(vec!["alpha", "rc", "0", "1", "2", "10", "x-y", "beta"]);
    let labels = prop::collection::vec(words(), 0..3).prop_map(|words| words.join("."));
    let build = prop::option::weighted(0.2, select(vec!["b1", "001"]));
    (numbers(3..=3), labels, build).prop_map(|(numbers, pre, build)| {
        let pre = if pre.is_empty() { pre } else { format!("-{pre}") };
        let build = build.map(|build| format!("+{build}")).unwrap_or_default();
        format!("{numbers}{pre}{build}")
    })
}

/// A version by PEP 440; `spellings` are used where it has several.
fn pep440() -> impl Strategy<Value = String> {
    let pre = select(vec!["", "", "a1", "b2", "rc1", ".Alpha_3", "-preview", "c0"]);
    let post = select(vec!["", "", "", ".post1", "-1", "rev2", ".post0"]);
    let dev = select(vec!["", "", "", ".dev0", "dev3"]);
    let local = select(vec!["", "", "", "+local", "+1.2", "+ubuntu-1"]);
    let epoch = select(vec!["", "", "", "", "1!", "0!"]);
    (epoch, numbers(1..=4), pre, post, dev, local).prop_map(
        |(epoch, release, pre, post, dev, local)| {
            format!("{epoch}{release}{pre}{post}{dev}{local}")
        },
    )
}

/// A version of Maven.
fn maven() -> impl Strategy<Value = String> {
    let part = select(vec![
        "0", "1", "2", "10", "alpha", "a1", "RC1", "cr", "snapshot", "ga", "Final", "sp", "x", "",
    ]);
    let tail = prop::collection::vec((select(vec![".", "-", ""]), part), 0..5);
    (number(), tail).prop_map(|(head, tail)| {
        tail.into_iter().fold(head, |text, (separator, part)| format!("{text}{separator}{part}"))
    })
}

/// A version of the scheme.
pub fn version(scheme: Scheme) -> BoxedStrategy<String> {
    match scheme {
        Scheme::Npm | Scheme::Cargo | Scheme::Semver => semantic().boxed(),
        Scheme::Pypi => pep440().boxed(),
        Scheme::PypiLegacy => prop_oneof![pep440(), maven()].boxed(),
        Scheme::Maven(_) => maven().boxed(),
        Scheme::Datetime => datetime().boxed(),
        Scheme::Intdot => numbers(1..=4).boxed(),
        _ => "[a-z0-9.]{1,4}".boxed(),
    }
}

fn datetime() -> impl Strategy<Value = String> {
    let fraction = select(vec!["", ".5", ".50", ".123"]);
    let offset = select(vec!["Z", "+00:00", "-05:00", "+02:30"]);
    (1..4_u8, 0..24_u8, fraction, offset).prop_map(|(day, hour, fraction, offset)| {
        format!("2026-01-{day:02}T{hour:02}:00:00{fraction}{offset}")
    })
}

/// A range in the notation of the scheme.
pub fn range(scheme: Scheme) -> BoxedStrategy<String> {
    match scheme {
        Scheme::Npm => joined(npm_comparator(), &[" "], 1..3, &[" || "]).boxed(),
        Scheme::Pypi | Scheme::PypiLegacy => {
            prop::collection::vec(specifier(), 0..4).prop_map(|all| all.join(",")).boxed()
        }
        Scheme::Cargo => {
            prop::collection::vec(cargo_comparator(), 1..3).prop_map(|all| all.join(", ")).boxed()
        }
        Scheme::Maven(_) => maven_range().boxed(),
        scheme => {
            let operator = select(vec!["", "=", ">", ">=", "<", "<=", "!="]);
            let one = (operator, version(scheme)).prop_map(|(o, v)| format!("{o}{v}"));
            joined(one, &[" ", ","], 1..3, &[" || "]).boxed()
        }
    }
}

/// Comparators with "and" between them, and these with "or".
fn joined(
    one: impl Strategy<Value = String> + 'static,
    and: &[&'static str],
    count: std::ops::Range<usize>,
    or: &[&'static str],
) -> impl Strategy<Value = String> {
    let (and, or) = (select(and.to_vec()), select(or.to_vec()));
    let all = prop::collection::vec(one, count);
    let all = (all, and).prop_map(|(all, and)| all.join(and));
    (prop::collection::vec(all, 1..4), or).prop_map(|(any, or)| any.join(or))
}

fn partial() -> impl Strategy<Value = String> {
    prop_oneof![3 => semantic(), 1 => numbers(1..=2), 1 => number().prop_map(|n| format!("{n}.x"))]
}

fn npm_comparator() -> impl Strategy<Value = String> {
    let operator = select(vec!["", "=", ">", ">=", "<", "<=", "~", "^"]);
    prop_oneof![
        9 => (operator, partial()).prop_map(|(operator, version)| format!("{operator}{version}")),
        1 => Just("*".to_owned()),
    ]
}

fn cargo_comparator() -> impl Strategy<Value = String> {
    let operator = select(vec!["", "=", ">", ">=", "<", "<=", "~", "^"]);
    let partial = prop_oneof![3 => semantic(), 2 => numbers(1..=2)];
    prop_oneof![
        9 => (operator, partial).prop_map(|(operator, version)| format!("{operator}{version}")),
        1 => number().prop_map(|n| format!("{n}.*")),
    ]
}

fn specifier() -> impl Strategy<Value = String> {
    let operator = select(vec!["==", "!=", "<", "<=", ">", ">="]);
    let public = pep440().prop_map(|text| text.split('+').next().unwrap_or_default().to_owned());
    prop_oneof![
        6 => (operator, public).prop_map(|(operator, version)| format!("{operator}{version}")),
        2 => (select(vec!["==", "!="]), pep440()).prop_map(|(o, v)| format!("{o}{v}")),
        2 => (select(vec!["==", "!="]), numbers(1..=3)).prop_map(|(o, v)| format!("{o}{v}.*")),
        1 => numbers(2..=3).prop_map(|version| format!("~={version}")),
        1 => pep440().prop_map(|version| format!("==={version}")),
    ]
}

/// Ranges that Maven may refuse: ends in any order.
fn maven_range() -> impl Strategy<Value = String> {
    let end = || prop::option::weighted(0.8, maven());
    let stretch = || {
        let brackets = (select(vec!["[", "("]), end(), end(), select(vec!["]", ")"]));
        brackets.prop_map(|(open, lower, upper, close)| {
            format!("{open}{},{}{close}", lower.unwrap_or_default(), upper.unwrap_or_default())
        })
    };
    prop_oneof![
        6 => stretch(),
        2 => maven().prop_map(|version| format!("[{version}]")),
        1 => maven(),
        2 => (stretch(), stretch()).prop_map(|(left, right)| format!("{left},{right}")),
    ]
}

/// Every scheme.
pub fn scheme() -> impl Strategy<Value = Scheme> {
    select(Scheme::ALL.to_vec())
}

/// Every scheme whose order is total.
pub fn ordered_scheme() -> impl Strategy<Value = Scheme> {
    let total = |scheme: &Scheme| !matches!(scheme, Scheme::Maven(Dialect::V3_9 | Dialect::V4));
    select(Scheme::ALL.into_iter().filter(total).collect::<Vec<_>>())
}
