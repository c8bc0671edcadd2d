//! What a small document says nothing of, though its ecosystem knows it.
//!
//! Invariant: a member that the record holds, or that the document would have said, is never listed
//! as unknown.

use pkgschema::metadata::PackageMetadata;

/// Lists those of an ecosystem's members as unknown that the record does not hold, but for those
/// that the document would have said.
pub(crate) fn mark(record: &mut PackageMetadata, all: &[&'static str], said: &[&str]) {
    let unsaid = all.iter().copied().filter(|member| !said.contains(member));
    record.mark_unknown_if_absent(unsaid);
}
