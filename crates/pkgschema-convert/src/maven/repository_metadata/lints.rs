//! What is odd in a `maven-metadata.xml`.
//!
//! Invariant: every version is looked at once, and what is listed is bounded.

use super::{MavenMetadata, RepositoryMetadata, Versioning, time};
use crate::found::Found;
use crate::maven::SnapshotBuild;
use crate::names;
use pkgschema::identity::Ecosystem;
use pkgschema::{Finding, Pointer, Severity};
use std::collections::HashSet;

pub(super) fn of(metadata: &MavenMetadata) -> Vec<Finding> {
    let mut found = Found::default();
    package(metadata, &mut found);
    if let Some(versioning) = &metadata.versioning {
        let place = Pointer::root().child("versioning");
        versions(versioning, &place, &mut found);
        builds(versioning, &place, &mut found);
        let stated = versioning.last_updated.as_deref();
        timed(stated, || place.child("lastUpdated"), &mut found);
    }
    found.done()
}

fn package(metadata: &RepositoryMetadata, found: &mut Found) {
    let root = Pointer::root();
    if let (Some(group), Some(artifact)) = (&metadata.group_id, &metadata.artifact_id) {
        let name = [group.as_str(), ":", artifact.as_str()].concat();
        found.extend(names::odd(&Ecosystem::MAVEN, &name), &root.child("artifactId"));
    }
    if metadata.group_id.is_none() && metadata.artifact_id.is_some() {
        let words = "the group of the artifact is not told";
        found.add(|| root.child("groupId"), "missing-member", Severity::Error, words);
    }
    if metadata.is_snapshot() && metadata.version.is_none() {
        let words = "the version of the snapshot is not told";
        found.add(|| root.child("version"), "missing-member", Severity::Error, words);
    }
}

fn versions(versioning: &Versioning, place: &Pointer, found: &mut Found) {
    let list = place.child("versions");
    let mut seen: HashSet<&str> = HashSet::new();
    for (index, version) in versioning.versions.indexed() {
        if !seen.insert(version) {
            let words = "the version is listed already";
            found.add(|| list.index(index), "duplicate-version", Severity::Warning, words);
        }
        if version.contains("${") {
            let words = "an expression that nobody has replaced";
            found.add(|| list.index(index), "expression", Severity::Error, words);
        }
    }
    for (name, value) in [("latest", &versioning.latest), ("release", &versioning.release)] {
        let unlisted = |it: &str| versioning.versions.is_present() && !seen.contains(it);
        if value.as_deref().is_some_and(unlisted) {
            let words = "the version is not listed";
            found.add(|| place.child(name), "unlisted-version", Severity::Warning, words);
        }
    }
    if versioning.release.as_deref().is_some_and(|it| it.ends_with("-SNAPSHOT")) {
        let words = "a snapshot is no release";
        found.add(|| place.child("release"), "snapshot-release", Severity::Warning, words);
    }
}

fn builds(versioning: &Versioning, place: &Pointer, found: &mut Found) {
    let list = place.child("snapshotVersions");
    for (index, file) in versioning.snapshot_versions.indexed() {
        let place = list.index(index);
        timed(file.updated.as_deref(), || place.child("updated"), found);
        for (name, value) in [("extension", &file.extension), ("value", &file.value)] {
            if value.is_none() && file.rest.get(name).is_none() {
                let words = "every file of a snapshot has it";
                found.add(|| place.child(name), "missing-member", Severity::Error, words);
            }
        }
    }
    let Some(snapshot) = &versioning.snapshot else { return };
    let place = place.child("snapshot");
    let number = snapshot.build_number.as_deref();
    if number.is_some_and(|it| it.parse::<u64>().is_err()) {
        let words = "expected a number";
        found.add(|| place.child("buildNumber"), "malformed-number", Severity::Error, words);
    }
    let stamp = snapshot.timestamp.as_deref();
    let is_stamp = |it: &str| SnapshotBuild::split(&["1-", it, "-1"].concat()).is_some();
    if stamp.is_some_and(|it| !is_stamp(it) || time(&it.replacen('.', "", 1)).is_none()) {
        let words = "expected a time, yyyyMMdd.HHmmss";
        found.add(|| place.child("timestamp"), "malformed-timestamp", Severity::Error, words);
    }
}

fn timed(digits: Option<&str>, place: impl FnOnce() -> Pointer, found: &mut Found) {
    if digits.is_some_and(|digits| time(digits).is_none()) {
        let words = "expected a time, yyyyMMddHHmmss";
        found.add(place, "malformed-timestamp", Severity::Error, words);
    }
}
