//! Whether two texts name one release.
//!
//! Invariant: a registry that could hold both texts as two releases tells them apart here.

use super::{Scheme, Version};

/// Whether a registry of this purl type takes both texts for the same release of a package.
///
/// That is not equality of the order. PyPI goes by PEP 440, so `1.0` is `1.0.0`; npm leaves out
/// build metadata. crates.io holds versions by their text, and in a Maven repository `1.0` and
/// `1` are two folders, though their order is equal. Of a type that is not known here only equal
/// texts are the same.
///
/// ```
/// use pkgschema::version::is_same_release;
/// assert!(is_same_release("pypi", "1.0", "v1.0.0"));
/// assert!(is_same_release("npm", "1.0.0+a", "1.0.0"));
/// assert!(!is_same_release("maven", "1.0", "1"));
/// ```
pub fn is_same_release(purl_type: &str, left: &str, right: &str) -> bool {
    let scheme = match purl_type {
        _ if left == right => return true,
        "pypi" => Scheme::Pypi,
        "npm" => Scheme::Npm,
        _ => return false,
    };
    let versions = Version::parse(scheme, left).ok().zip(Version::parse(scheme, right).ok());
    versions.is_some_and(|(left, right)| left.compare(&right).is_some_and(|order| order.is_eq()))
}
