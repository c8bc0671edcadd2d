//! Which of two versions is the later one, as far as that can be shown.
//!
//! Invariant: without an order that takes all the versions there is no answer.

use pkgschema::identity::Ecosystem;
use pkgschema::version::{Scheme, Version};
use std::cmp::Ordering;

/// A scheme that takes all the versions: the ecosystem's, or else numbers with dots between
/// them, which every ecosystem orders alike.
pub(super) fn common_scheme<'a>(
    ecosystem: Option<&Ecosystem>,
    versions: impl Iterator<Item = &'a str> + Clone,
) -> Option<Scheme> {
    let own = ecosystem.and_then(Scheme::of_ecosystem);
    let takes = |scheme: &Scheme| versions.clone().all(|version| is_version(*scheme, version));
    own.into_iter().chain([Scheme::Intdot]).find(takes)
}

fn is_version(scheme: Scheme, text: &str) -> bool {
    // `intdot` takes text behind the numbers, and does not order by it
    let is_plain = || text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (scheme != Scheme::Intdot || is_plain()) && Version::parse(scheme, text).is_ok()
}

/// How two versions stand to each other, if that can be shown.
pub(super) fn compare(ecosystem: Option<&Ecosystem>, left: &str, right: &str) -> Option<Ordering> {
    if left == right {
        return Some(Ordering::Equal);
    }
    let scheme = common_scheme(ecosystem, [left, right].into_iter())?;
    let version = |text| Version::parse(scheme, text).ok();
    version(left)?.compare(&version(right)?)
}
