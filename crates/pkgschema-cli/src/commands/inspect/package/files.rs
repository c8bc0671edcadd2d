//! The files and commands of a package, in a few lines.
//!
//! Invariant: a digest is shown whole, since a part of it proves nothing.

use super::super::Fact;
use crate::report::joined;
use pkgschema::identity::Artifact;
use pkgschema::metadata::{EntryPointKind, PackageMetadata};

/// Commands and libraries by name.
pub(super) fn commands(record: &PackageMetadata) -> Vec<Fact> {
    let of = |kind: EntryPointKind| {
        let entries = record.entry_points.iter().filter(move |entry| entry.kind == kind);
        let names = entries.filter_map(|entry| entry.name.as_ref().or(entry.target.as_ref()));
        joined(&names.collect::<Vec<_>>())
    };
    let facts = [
        ("commands", of(EntryPointKind::Command)),
        ("windows", of(EntryPointKind::GuiCommand)),
        ("plugins", of(EntryPointKind::Plugin)),
        ("library", of(EntryPointKind::Library)),
    ];
    facts.into_iter().filter_map(|(about, says)| Some((about, says?))).collect()
}

/// Name, size, digests and address of a file.
pub(super) fn artifacts(artifact: &Artifact) -> String {
    let size = |size: Option<u64>, what: &str| size.map(|size| format!("{size} bytes{what}"));
    let digests = artifact.digests.iter().flat_map(|digests| digests.iter());
    let digests = digests.map(|(algorithm, digest)| format!("{algorithm} {digest}"));
    let parts = [
        artifact.filename.as_ref().map(|name| name.as_str().to_owned()),
        size(artifact.size, ""),
        size(artifact.unpacked_size, " unpacked"),
        artifact.yanked.filter(|yanked| *yanked).map(|_| "yanked".to_owned()),
        joined(&digests.collect::<Vec<_>>()),
        artifact.url.as_ref().map(|url| url.as_str().to_owned()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join("; ")
}
