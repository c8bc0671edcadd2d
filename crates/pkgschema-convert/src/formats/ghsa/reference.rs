//! What a reference of GitHub's leads to.
//!
//! Invariant: GitHub gives addresses alone; only the two databases are told by them.

use pkgschema::advisory::ReferenceType;

/// Pages of advisories: the National Vulnerability Database, and GitHub's own database.
const ADVISORIES: [&str; 2] = ["nvd.nist.gov/vuln/detail/", "github.com/advisories/"];

/// The type of a reference by its address.
pub(in crate::formats) fn reference_type(url: &str) -> ReferenceType {
    let path = url.split_once("://").map_or(url, |(_, path)| path);
    match ADVISORIES.iter().any(|page| path.starts_with(page)) {
        true => ReferenceType::Advisory,
        false => ReferenceType::Web,
    }
}
