//! What a small file says nothing of.
//!
//! Invariant: a member that the file gave is never listed as unknown.

use crate::unsaid;
use pkgschema::metadata::PackageMetadata;

/// What distributions declare, or an index tells of them.
const MEMBERS: [&str; 29] = [
    "name",
    "version",
    "displayName",
    "summary",
    "description",
    "homepage",
    "repository",
    "issueTracker",
    "documentation",
    "changelog",
    "links",
    "funding",
    "license",
    "authors",
    "maintainers",
    "accounts",
    "keywords",
    "classifiers",
    "dependencies",
    "platforms",
    "features",
    "runtimeRequirements",
    "entryPoints",
    "artifacts",
    "publishTimes",
    "availability",
    "runsCodeAtBuild",
    "provides",
    "signatures",
];

/// Lists everything as unknown that the record does not hold, but for the members that the file
/// would have said.
pub(super) fn mark(record: &mut PackageMetadata, said: &[&str]) {
    unsaid::mark(record, &MEMBERS, said);
}
