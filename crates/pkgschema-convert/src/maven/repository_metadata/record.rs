//! From a repository's metadata to records.
//!
//! Invariant: there is a record for each version that the file tells, and none where it tells of
//! a group.

use super::{MavenMetadata, RepositoryMetadata, SnapshotVersion};
use crate::leftovers::Leftovers;
use crate::maven::{FileName, coordinates, unsaid};
use crate::syntax::json::view;
use crate::{Converted, LossKind, ToRecord};
use pkgschema::identity::{Artifact, Ecosystem};
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::List;
use pkgschema::{Pointer, Text};
use std::collections::HashSet;

impl ToRecord<Vec<PackageMetadata>> for MavenMetadata {
    fn to_record(&self) -> Converted<Vec<PackageMetadata>> {
        let mut left = Leftovers::default();
        let records = match self.is_snapshot() {
            true => vec![self.snapshot(&mut left)],
            false => self.releases(&mut left),
        };
        let why = |place: &Pointer| why(place, !records.is_empty());
        let losses = left.finish_by(view(&**self).as_raw(), &why);
        Converted::new(records, losses)
    }
}

impl RepositoryMetadata {
    /// What all records of the file say.
    fn package(&self) -> PackageMetadata {
        let mut record = PackageMetadata::of(Ecosystem::MAVEN);
        record.namespace = coordinates::known(&self.group_id).cloned();
        record.name = coordinates::known(&self.artifact_id).cloned();
        record
    }

    /// The places that all records use.
    fn take_package(&self, record: &PackageMetadata, left: &mut Leftovers) {
        let root = Pointer::root();
        left.member(&record.namespace, &root, "groupId");
        left.member(&record.name, &root, "artifactId");
    }

    fn releases(&self, left: &mut Leftovers) -> Vec<PackageMetadata> {
        let root = Pointer::root();
        let mut package = self.package();
        unsaid::mark(&mut package, &["version"]);
        let of_version = |version: &Text| {
            let mut record = package.clone();
            record.version = Some(version.clone());
            record
        };
        let place = root.child("versioning").child("versions");
        let mut seen: HashSet<&str> = HashSet::new();
        let mut records = Vec::new();
        let listed = self.versioning.iter().flat_map(|it| it.versions.indexed());
        for (index, version) in listed.filter(|(_, version)| coordinates::is_known(version)) {
            if seen.insert(version) {
                left.take(&place.index(index));
                records.push(of_version(version));
            } else {
                let note = "the version is listed already";
                left.lose(&place.index(index), LossKind::Normalized, note);
            }
        }
        let alone = coordinates::known(&self.version).filter(|_| records.is_empty());
        if let Some(version) = alone.filter(|_| self.artifact_id.is_some()) {
            left.take(&root.child("version"));
            records.push(of_version(version));
        }
        if let Some(first) = records.first() {
            self.take_package(first, left);
        }
        if self.plugins.is_present() {
            // named for itself though nothing of the file may be used
            let place = root.child("plugins");
            left.lose(&place, LossKind::Dropped, why(&place, true));
        }
        records
    }

    fn snapshot(&self, left: &mut Leftovers) -> PackageMetadata {
        let mut record = self.package();
        self.take_package(&record, left);
        record.version = coordinates::known(&self.version).cloned();
        left.member(&record.version, &Pointer::root(), "version");
        let place = Pointer::root().child("versioning").child("snapshotVersions");
        let mut artifacts = Vec::new();
        if let (Some(versioning), Some(name), Some(version)) =
            (&self.versioning, &record.name, &record.version)
        {
            for (index, file) in versioning.snapshot_versions.indexed() {
                if let Some(artifact) = artifact(file, name, version) {
                    artifacts.push(artifact);
                    let of_name = ["classifier", "extension", "value"];
                    left.take_members(&place.index(index), &of_name);
                }
            }
        }
        record.artifacts = List::unless_empty(artifacts);
        unsaid::mark(&mut record, &[]);
        record
    }
}

/// The file; `None` where its name cannot be told, or would not be one of the version.
fn artifact(file: &SnapshotVersion, name: &str, version: &str) -> Option<Artifact> {
    let odd = ["classifier", "extension", "value"];
    if odd.into_iter().any(|member| file.rest.get(member).is_some()) {
        return None;
    }
    let value = file.value.as_deref()?;
    let classifier = file.classifier.as_deref();
    let written = FileName::new(name, value, classifier, file.extension.as_deref()?).ok()?;
    if written.version() != version {
        return None;
    }
    let mut artifact = Artifact::default();
    artifact.kind = written.kind();
    artifact.filename = Some(Text::from(written.to_string()));
    Some(artifact)
}

/// Why what stands there is in no record.
fn why(place: &Pointer, are_records: bool) -> &'static str {
    let tokens: Vec<String> = place.tokens().take(4).collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    match tokens.as_slice() {
        ["plugins", ..] => "it is about plugins of a group, not about a package",
        ["versioning", "latest" | "release"] => {
            "it chooses among the versions; a record says what its version says"
        }
        ["versioning", "lastUpdated"] | ["versioning", "snapshotVersions", _, "updated"] => {
            "it tells when the file was written, not when a version was published"
        }
        ["versioning", "snapshot", ..] => "the names of files tell builds, and which is the newest",
        ["versioning", "snapshotVersions", ..] => "it tells no file of the snapshot",
        ["versioning", "versions", ..] => "it is no version, or the file is of one snapshot",
        ["version"] if are_records => "the versions are listed",
        ["groupId" | "artifactId" | "version"] => "there is no record that could hold it",
        ["modelVersion"] => "it is about the file",
        [name] if name.starts_with('@') => "it is about the file",
        _ => "a record has no place for it",
    }
}
