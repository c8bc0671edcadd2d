//! Whether a version meets a specifier.
//!
//! Invariant: the rules are those of PEP 440 as `packaging` 26 decides them, pre-releases aside:
//! `<1.0` leaves out the pre-releases of 1.0, `>1.0` its post-releases, and local versions count
//! as the public one where the specifier has none.

use super::specifier::{Operand, Operator, Specifier};
use super::version::Version;
use crate::version::identifiers::compare_digits;
use std::cmp::Ordering;

impl Specifier {
    /// Whether the version meets the specifier. `===` compares texts, without regard to case.
    pub fn satisfies(&self, version: &Version) -> bool {
        match &self.operand {
            Operand::Text(text) => is_same_text(text, version.as_str()),
            Operand::Prefix(prefix) => {
                has_prefix(version, prefix, usize::MAX) == (self.operator == Operator::Equal)
            }
            Operand::Version(wanted) => meets(self.operator, version, wanted),
        }
    }
}

impl Specifier {
    /// Whether the version stands so to the specifier's by the order alone: `<1.0` holds for
    /// 1.0rc1, `==1.0` not for 1.0+local.
    pub fn contains(&self, version: &Version) -> bool {
        match &self.operand {
            Operand::Text(text) => Version::parse(text).is_ok_and(|wanted| *version == wanted),
            Operand::Prefix(_) => self.satisfies(version),
            Operand::Version(wanted) => {
                let order = version.cmp(wanted);
                match self.operator {
                    Operator::Equal | Operator::Arbitrary => order.is_eq(),
                    Operator::NotEqual => order.is_ne(),
                    Operator::Less => order.is_lt(),
                    Operator::LessOrEqual => order.is_le(),
                    Operator::Greater => order.is_gt(),
                    Operator::GreaterOrEqual => order.is_ge(),
                    Operator::Compatible => meets(self.operator, version, wanted),
                }
            }
        }
    }
}

/// Texts that differ in case only are the same.
pub(super) fn is_same_text(left: &str, right: &str) -> bool {
    left == right || left.to_lowercase() == right.to_lowercase()
}

fn meets(operator: Operator, version: &Version, wanted: &Version) -> bool {
    let public = || version.compare_public(wanted);
    let equal = || match wanted.local().is_empty() {
        true => public().is_eq(),
        false => version == wanted,
    };
    match operator {
        Operator::Equal => equal(),
        Operator::NotEqual => !equal(),
        Operator::GreaterOrEqual => version >= wanted,
        Operator::LessOrEqual => public().is_le(),
        Operator::Less => public().is_lt() && !is_before(version, wanted),
        Operator::Greater => public().is_gt() && !is_after(version, wanted),
        Operator::Compatible => {
            let series = wanted.release().count().saturating_sub(1);
            version >= wanted && has_prefix(version, wanted, series)
        }
        Operator::Arbitrary => is_same_text(wanted.as_str(), version.as_str()),
    }
}

/// Whether the version is one before the wanted one of the same release, which is none itself.
fn is_before(version: &Version, wanted: &Version) -> bool {
    if wanted.is_prerelease() || version.compare_release(wanted).is_ne() {
        return false;
    }
    match (wanted.post(), version.post()) {
        (None, _) => true,
        (Some(wanted), Some(post)) => {
            version.pre().is_none() && compare_digits(wanted, post).is_eq()
        }
        (Some(_), None) => false,
    }
}

/// Whether the version is a post-release of the wanted one, which is none itself.
fn is_after(version: &Version, wanted: &Version) -> bool {
    let same_pre = || match (version.pre(), wanted.pre()) {
        (None, None) => true,
        (Some((left, a)), Some((right, b))) => left == right && compare_digits(a, b).is_eq(),
        _ => false,
    };
    wanted.dev().is_none()
        && wanted.post().is_none()
        && version.compare_release(wanted).is_eq()
        && same_pre()
}

/// Whether epoch and the first numbers of the release agree; zeros may be missing.
fn has_prefix(version: &Version, prefix: &Version, length: usize) -> bool {
    let mut numbers = version.release().chain(std::iter::repeat("0"));
    let same = |wanted: &str| {
        numbers.next().is_some_and(|number| compare_digits(number, wanted) == Ordering::Equal)
    };
    compare_digits(version.epoch(), prefix.epoch()).is_eq()
        && prefix.release().take(length).all(same)
}
