//! From records of a package to a repository's metadata.
//!
//! Invariant: the file says what records say, and makes up no order and no time.

use super::{MavenMetadata, RepositoryMetadata, Snapshot, SnapshotVersion, Versioning};
use crate::maven::{FileName, coordinates};
use crate::{Converted, FromRecord, Loss, LossKind};
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::{List, raw};
use pkgschema::{Pointer, Text};
use std::collections::HashSet;

/// Members of a record that the file says, or that are about the record.
const SAID: [&str; 6] = ["schemaVersion", "ecosystem", "unknown", "namespace", "name", "version"];

/// The version of the format that lists files of a snapshot.
const OF_FILES: &str = "1.1.0";

impl FromRecord<Vec<PackageMetadata>> for MavenMetadata {
    /// The file about the package of the first record: its versions, or the files of the one
    /// record if that is of a snapshot and has any. Losses point into the list of the records:
    /// `/0/summary`.
    fn from_record(records: &Vec<PackageMetadata>) -> Converted<Self> {
        let mut writer = Writer { losses: Vec::new() };
        let mut metadata = RepositoryMetadata::default();
        match records.as_slice() {
            [one] if is_snapshot(one) => writer.snapshot(one, &mut metadata),
            all => writer.releases(all, &mut metadata),
        }
        Converted::new(metadata.into(), writer.losses)
    }
}

/// Whether the record is of a snapshot with files.
fn is_snapshot(record: &PackageMetadata) -> bool {
    let version = record.version.as_deref().is_some_and(|it| it.ends_with("-SNAPSHOT"));
    let named = package(record).is_some_and(|(_, name)| coordinates::is_known(name));
    version && named && !record.artifacts.is_empty()
}

/// Group and artifact of a record of Maven.
fn package(record: &PackageMetadata) -> Option<(Option<&Text>, &Text)> {
    let of_maven = record.ecosystem == Ecosystem::MAVEN;
    record.name.as_ref().filter(|_| of_maven).map(|name| (record.namespace.as_ref(), name))
}

struct Writer {
    losses: Vec<Loss>,
}

impl Writer {
    fn lose(&mut self, place: Pointer, note: &str) {
        self.losses.push(Loss::new(place, LossKind::Dropped, note));
    }

    fn releases(&mut self, records: &[PackageMetadata], metadata: &mut RepositoryMetadata) {
        let first = records.iter().find_map(package);
        metadata.group_id = first.and_then(|(group, _)| group.cloned());
        metadata.artifact_id = first.map(|(_, name)| name.clone());
        let (mut seen, mut versions) = (HashSet::new(), Vec::new());
        for (index, record) in records.iter().enumerate() {
            let place = Pointer::root().index(index);
            if package(record).is_none() || package(record) != first {
                self.lose(place, "it is no version of the first record's package");
                continue;
            }
            if let Some(version) = &record.version {
                if !seen.insert(version.as_str()) {
                    self.lose(place, "another record is of this version");
                    continue;
                }
                versions.push(version.clone());
            }
            self.rest(record, &place, &[]);
        }
        let mut versioning = Versioning::default();
        versioning.versions = List::from(versions);
        metadata.versioning = Some(versioning);
    }

    fn snapshot(&mut self, record: &PackageMetadata, metadata: &mut RepositoryMetadata) {
        metadata.model_version = Some(Text::from_static(OF_FILES));
        metadata.group_id = record.namespace.clone();
        metadata.artifact_id = record.name.clone();
        metadata.version = record.version.clone();
        let place = Pointer::root().index(0);
        let mut versioning = Versioning::default();
        let (mut files, mut newest) = (Vec::new(), None);
        for (index, artifact) in record.artifacts.iter().enumerate() {
            let place = place.child("artifacts").index(index);
            let Some(name) = file_name(record, artifact.filename.as_deref()) else {
                self.lose(place, "its name is not that of a file of the version");
                continue;
            };
            let view = crate::syntax::json::view(artifact);
            for (member, _) in raw::members(view.as_raw()).unwrap_or_default() {
                // the kind is what the name tells
                let told = member == "kind" && artifact.kind == name.kind();
                if member != "filename" && !told {
                    self.lose(place.child(&member), "the file tells names of files only");
                }
            }
            newest = newest.max(name.build().map(|it| (it.timestamp.to_string(), it.number)));
            files.push(entry(&name));
        }
        versioning.snapshot = newest.map(|(timestamp, number)| {
            let mut snapshot = Snapshot::default();
            snapshot.timestamp = Some(Text::from(timestamp));
            snapshot.build_number = Some(Text::from(number.to_string()));
            snapshot
        });
        versioning.snapshot_versions = List::from(files);
        metadata.versioning = Some(versioning);
        self.rest(record, &place, &["artifacts"]);
    }

    /// What the record says beyond its version.
    fn rest(&mut self, record: &PackageMetadata, place: &Pointer, said: &[&str]) {
        let view = crate::syntax::json::view(record);
        for (member, _) in raw::members(view.as_raw()).unwrap_or_default() {
            if !SAID.contains(&&*member) && !said.contains(&&*member) {
                self.lose(place.child(&member), "the file tells of versions only");
            }
        }
    }
}

fn file_name(record: &PackageMetadata, file: Option<&str>) -> Option<FileName> {
    FileName::parse_for(file?, record.name.as_deref()?, record.version.as_deref()?).ok()
}

fn entry(name: &FileName) -> SnapshotVersion {
    let mut entry = SnapshotVersion::default();
    entry.classifier = name.classifier().map(Text::from);
    entry.extension = Some(name.extension().into());
    entry.value = Some(name.file_version().into());
    entry
}
