//! Whether two texts name one release.
//!
//! Invariant: a registry that could hold both texts as two releases tells them apart here.

use super::identifiers::compare_dotted;
use super::{Scheme, Version};

/// Whether a registry of this purl type takes both texts for the same release of a package.
///
/// That is not equality of the order. PyPI goes by PEP 440, so `1.0` is `1.0.0`; npm leaves out
/// build metadata; NuGet, Packagist and RubyGems take `1.0` and `1.0.0` for one, and letters in
/// any case. crates.io holds versions by their text, and in a Maven repository `1.0` and `1` are
/// two folders, though their order is equal. Of a type that is not known here only equal texts
/// are the same.
///
/// ```
/// use pkgschema::version::is_same_release;
/// assert!(is_same_release("pypi", "1.0", "v1.0.0"));
/// assert!(is_same_release("npm", "1.0.0+a", "1.0.0"));
/// assert!(is_same_release("nuget", "1.0.0-Beta", "1.0-beta"));
/// assert!(!is_same_release("maven", "1.0", "1"));
/// ```
pub fn is_same_release(purl_type: &str, left: &str, right: &str) -> bool {
    let scheme = match purl_type {
        _ if left == right => return true,
        "pypi" => Scheme::Pypi,
        "npm" => Scheme::Npm,
        "nuget" | "composer" | "gem" => return is_same_but_zeros(left, right),
        _ => return false,
    };
    let versions = Version::parse(scheme, left).ok().zip(Version::parse(scheme, right).ok());
    versions.is_some_and(|(left, right)| left.compare(&right).is_some_and(|order| order.is_eq()))
}

/// Whether both have the same release numbers, but for zeros before and behind, and the same in
/// any case behind them.
fn is_same_but_zeros(left: &str, right: &str) -> bool {
    let ((left, left_rest), (right, right_rest)) = (parts(left), parts(right));
    let numbers = compare_dotted(left, right);
    numbers.is_eq() && left_rest.eq_ignore_ascii_case(right_rest)
}

/// Release numbers and what follows them, without a leading `v` and build metadata.
fn parts(version: &str) -> (&str, &str) {
    let version = version.split('+').next().unwrap_or(version);
    let version = version.strip_prefix(['v', 'V']).unwrap_or(version);
    let end = version.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(version.len());
    version.split_at(end)
}
