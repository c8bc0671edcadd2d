//! What is odd in a packument beyond wrong kinds.
//!
//! Invariant: each version is read once, and nothing of it is kept.

use super::Packument;
use crate::convert::Document;
use crate::found::Found;
use crate::npm::VersionManifest;
use pkgschema::object::{Map, RawObject};
use pkgschema::{Finding, Pointer, Severity, Text};
use std::collections::HashSet;

pub(super) fn of(packument: &Packument) -> Vec<Finding> {
    let mut found = Found::default();
    let root = Pointer::root();
    if let (Some(id), Some(name)) = (&packument.id, &packument.name) {
        if id != name {
            let words = "it is not the name";
            found.add(|| root.child("_id"), "id-mismatch", Severity::Warning, words);
        }
    }
    versions(packument.name.as_ref(), &packument.versions, &mut found);
    tags(&packument.dist_tags, &packument.versions, &mut found);
    found.done()
}

/// What is odd in the manifests, and where one says that it is another version.
pub(in crate::npm) fn versions(name: Option<&Text>, versions: &Map<RawObject>, found: &mut Found) {
    for (version, source) in versions.iter() {
        let place = Pointer::root().child("versions").child(version);
        let manifest = match VersionManifest::parse(source.as_str()) {
            Ok(manifest) => manifest,
            Err(error) => {
                let words = error.detail();
                found.add(|| place, "unreadable-version", Severity::Error, words);
                continue;
            }
        };
        let other = |own: Option<&Text>, listed: Option<&Text>| match (own, listed) {
            (Some(own), Some(listed)) => own != listed,
            _ => false,
        };
        if other(manifest.version.as_ref(), Some(version)) {
            let words = "it is not the version that it is listed as";
            found.add(|| place.child("version"), "version-mismatch", Severity::Error, words);
        }
        if other(manifest.name.as_ref(), name) {
            let words = "it is not the package's name";
            found.add(|| place.child("name"), "name-mismatch", Severity::Error, words);
        }
        found.extend(manifest.check(), &place);
    }
}

/// Tags of versions that are not there.
pub(in crate::npm) fn tags(tags: &Map<Text>, versions: &Map<RawObject>, found: &mut Found) {
    let there: HashSet<&str> = versions.iter().map(|(version, _)| version.as_str()).collect();
    for (tag, _) in tags.iter().filter(|(_, version)| !there.contains(version.as_str())) {
        let words = "there is no such version";
        let place = || Pointer::root().child("dist-tags").child(tag);
        found.add(place, "dangling-tag", Severity::Warning, words);
    }
}
