//! The versions of a set of specifiers by pure order.
//!
//! Invariant: `<1.0` is everything below 1.0, pre-releases and all; `==1.0` is 1.0 without its
//! local versions, which are above it.

use super::specifier::{Operand, Operator, Specifier};
use super::specifier_set::SpecifierSet;
use super::version::Version;
use crate::version::identifiers::plain;
use crate::version::semver::incremented;
use crate::version::{Bound, Interval, Scheme, VersionSet};

/// The versions that all specifiers contain.
pub(in crate::version) fn versions(set: &SpecifierSet) -> VersionSet {
    let mut all = Interval::default();
    let mut holes = Vec::new();
    for specifier in set.specifiers() {
        let stretch = interval(specifier);
        match specifier.operator() {
            Operator::NotEqual => holes.push(stretch),
            _ => {
                if let Some(lower) = &stretch.lower {
                    all.raise_lower(lower);
                }
                if let Some(upper) = stretch.upper {
                    all.reduce_upper(upper);
                }
            }
        }
    }
    VersionSet::of(Scheme::Pypi, [all]).difference(&VersionSet::of(Scheme::Pypi, holes))
}

/// What a specifier takes, or for `!=` what it leaves out.
fn interval(specifier: &Specifier) -> Interval {
    let version = match &specifier.operand {
        Operand::Prefix(prefix) => return series(prefix, usize::MAX),
        Operand::Version(version) => version.clone(),
        Operand::Text(text) => match Version::parse(text) {
            Ok(version) => version,
            Err(_) => return nothing(),
        },
    };
    let bound = |inclusive| Bound { version: own(version.clone()), inclusive };
    match specifier.operator() {
        Operator::GreaterOrEqual => Interval::from(bound(true)),
        Operator::Greater => Interval::from(bound(false)),
        Operator::LessOrEqual => Interval::up_to(bound(true)),
        Operator::Less => Interval::up_to(bound(false)),
        Operator::Compatible => {
            let length = version.release().count().saturating_sub(1);
            Interval { lower: Some(bound(true)), ..series(&version, length) }
        }
        Operator::Equal | Operator::NotEqual | Operator::Arbitrary => Interval::point(own(version)),
    }
}

fn own(version: Version) -> crate::version::Version {
    crate::version::Version::Pypi(version)
}

/// No version is below the lowest.
fn nothing() -> Interval {
    let lowest = Version::parse("0.dev0").ok().map(|lowest| Bound::exclusive(own(lowest)));
    Interval { lower: None, upper: lowest }
}

/// The versions that begin with the first numbers of the release.
fn series(version: &Version, length: usize) -> Interval {
    let mut numbers: Vec<String> =
        version.release().take(length).map(|digits| plain(digits).to_owned()).collect();
    let lower = first_of(version.epoch(), &numbers);
    if let Some(last) = numbers.last_mut() {
        *last = incremented(last);
    }
    let upper = first_of(version.epoch(), &numbers);
    Interval { lower: lower.map(Bound::inclusive), upper: upper.map(Bound::exclusive) }
}

/// The lowest version of a release.
fn first_of(epoch: &str, numbers: &[String]) -> Option<crate::version::Version> {
    let epoch = Some(plain(epoch)).filter(|epoch| *epoch != "0");
    let epoch = epoch.map(|epoch| format!("{epoch}!")).unwrap_or_default();
    let text = format!("{epoch}{}.dev0", numbers.join("."));
    Version::parse(&text).ok().map(own)
}
