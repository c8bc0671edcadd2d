//! What is odd in a version manifest beyond wrong kinds.
//!
//! Invariant: nothing is computed over content; what is compared stands in the document twice.

use super::{VersionManifest, dist};
use pkgschema::identity::{Digest, DigestAlgorithm};
use pkgschema::{Finding, Pointer, Severity};

/// The findings.
pub(super) fn of(manifest: &VersionManifest) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut report = |place: &[&str], code, severity, words: &str| {
        let place = place.iter().fold(Pointer::root(), |place, name| place.child(name));
        found.push(Finding::new(place, code, severity, words));
    };
    let (name, version) = (manifest.name.as_deref(), manifest.version.as_deref());
    let named = name.zip(version);
    if let (Some(id), Some((name, version))) = (manifest.registry.id.as_deref(), named) {
        if id.strip_prefix(name).and_then(|rest| rest.strip_prefix('@')) != Some(version) {
            report(&["_id"], "id-mismatch", Severity::Warning, "it is not name@version");
        }
    }
    let Some(dist) = &manifest.registry.dist else { return found };
    let shasum = dist.shasum.as_deref();
    if shasum.is_some_and(|hex| Digest::from_hex(DigestAlgorithm::Sha1, hex).is_err()) {
        let words = "expected a SHA-1 digest in hexadecimal";
        report(&["dist", "shasum"], "malformed-digest", Severity::Error, words);
    }
    let integrity = dist.integrity.as_deref();
    if integrity.is_some_and(|text| !dist::sri(text).1) {
        let words = "expected hashes of subresource integrity";
        report(&["dist", "integrity"], "malformed-integrity", Severity::Error, words);
    }
    if !dist::digests(shasum, integrity).1.is_empty() {
        let words = "two digests of one algorithm differ";
        report(&["dist"], "contradictory-digests", Severity::Error, words);
    }
    let file = dist.tarball.as_ref().and_then(|url| dist::file_name(url.as_str()));
    if let (Some(file), Some((name, version))) = (file, named) {
        if !is_tarball_of(file, name, version) {
            let words = "the file is not called after name and version";
            report(&["dist", "tarball"], "tarball-mismatch", Severity::Warning, words);
        }
    }
    found
}

/// Whether a file is called as npm calls the tarball of a version: the name without its scope,
/// the version, `.tgz`.
fn is_tarball_of(file: &str, name: &str, version: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    let rest = file.strip_suffix(".tgz").and_then(|file| file.strip_prefix(base));
    let rest = rest.and_then(|rest| rest.strip_prefix('-'));
    rest.is_some_and(|rest| rest == version || rest.replace("%2B", "+") == version)
}
