//! What a small document says nothing of.
//!
//! Invariant: a member that the document gave is never listed as unknown.

use pkgschema::Text;
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
    let unsaid = MEMBERS.into_iter().filter(|member| !said.contains(member));
    record.mark_unknown_if_absent(unsaid);
}

/// Part of an identity: a text that says something, without an expression `${…}` in it.
pub(super) fn stated(text: &Option<Text>) -> Option<&Text> {
    text.as_ref().filter(|text| is_stated(text))
}

/// Whether a text can be part of an identity.
pub(super) fn is_stated(text: &str) -> bool {
    !text.is_empty() && !text.contains("${")
}
