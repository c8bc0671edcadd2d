//! What inventories of bills of materials have in common.
//!
//! Invariant: what no bill can say is always listed as unknown.

use pkgschema::Text;
use pkgschema::object::List;

/// What no bill says of its packages.
const UNKNOWN: [&str; 8] = [
    "alias",
    "availability",
    "condition",
    "features",
    "location",
    "optionality",
    "platforms",
    "runsCodeAtInstall",
];

/// What is unknown of the packages: what no bill says, and what this one does not.
pub(super) fn unknown(unsaid: &[&'static str]) -> List<Text> {
    let mut all = [&UNKNOWN, unsaid].concat();
    all.sort_unstable();
    all.into_iter().map(Text::from_static).collect()
}
