//! What a small document says nothing of.
//!
//! Invariant: a member that the document gave is never listed as unknown.

use crate::unsaid;
use pkgschema::metadata::PackageMetadata;

/// What a POM declares, or a repository tells.
const MEMBERS: [&str; 29] = [
    "namespace",
    "name",
    "version",
    "displayName",
    "summary",
    "homepage",
    "repository",
    "issueTracker",
    "documentation",
    "links",
    "license",
    "authors",
    "maintainers",
    "contributors",
    "organization",
    "dependencies",
    "constraints",
    "features",
    "runtimeRequirements",
    "entryPoints",
    "artifacts",
    "publishTimes",
    "availability",
    "runsCodeAtInstall",
    "runsCodeAtBuild",
    "packaging",
    "provides",
    "signatures",
    "platforms",
];

/// Lists everything as unknown that the record does not hold, but for the members that the
/// document would have said.
pub(super) fn mark(record: &mut PackageMetadata, said: &[&str]) {
    unsaid::mark(record, &MEMBERS, said);
}
