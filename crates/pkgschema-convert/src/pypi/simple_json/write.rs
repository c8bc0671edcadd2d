//! From the records of a project's versions to the answer about the project.
//!
//! Invariant: a file says of itself what its artifact says; what a record says of its version
//! beyond that is a loss.

use super::{SimpleFile, SimpleJson, SimpleMeta, Yanked};
use crate::pypi::requirement::normalized;
use crate::pypi::shared_fields::requires_python;
use crate::{Converted, FromRecord, Loss, LossKind};
use pkgschema::Pointer;
use pkgschema::Text;
use pkgschema::identity::{Artifact, Ecosystem, TimeOrigin};
use pkgschema::metadata::{PackageMetadata, SignatureReference};
use pkgschema::object::{List, Nullable, Value, raw};

/// The version of the API that is written.
const VERSION: &str = "1.4";

/// Members of a record that the answer says, or that are about the record.
const SAID: [&str; 9] = [
    "schemaVersion",
    "ecosystem",
    "unknown",
    "name",
    "version",
    "artifacts",
    "signatures",
    "availability",
    "runtimeRequirements",
];

impl FromRecord<Vec<PackageMetadata>> for SimpleJson {
    /// The answer about the project of the first record, with the versions and files of all that
    /// are of the same. Losses point into the list of the records: `/0/summary`.
    fn from_record(records: &Vec<PackageMetadata>) -> Converted<Self> {
        let mut writer = Writer { losses: Vec::new() };
        let mut answer = Self::default();
        let mut meta = SimpleMeta::default();
        meta.api_version = Some(Text::from_static(VERSION));
        answer.meta = Some(meta);
        answer.name = records.iter().find_map(name);
        let (mut versions, mut files) = (Vec::new(), Vec::new());
        for (index, record) in records.iter().enumerate() {
            let place = Pointer::root().index(index);
            if record.ecosystem != Ecosystem::PYPI || name(record) != answer.name {
                writer.lose(place, "it is no version of the first record's project");
                continue;
            }
            versions.extend(record.version.clone());
            let each = record.artifacts.iter().enumerate();
            files.extend(each.filter_map(|(at, it)| writer.file(record, it, &place, at)));
            writer.rest(record, &place);
        }
        answer.versions = List::from(versions);
        answer.files = List::from(files);
        Converted::new(answer, writer.losses)
    }
}

/// The name in the normal form that the API asks for.
fn name(record: &PackageMetadata) -> Option<Text> {
    record.name.as_deref().map(|name| Text::from(normalized(name)))
}

struct Writer {
    losses: Vec<Loss>,
}

impl Writer {
    fn lose(&mut self, place: Pointer, note: &str) {
        self.losses.push(Loss::new(place, LossKind::Dropped, note));
    }

    fn file(
        &mut self,
        record: &PackageMetadata,
        artifact: &Artifact,
        record_place: &Pointer,
        index: usize,
    ) -> Option<SimpleFile> {
        let place = record_place.child("artifacts").index(index);
        if artifact.filename.is_none() {
            self.lose(place, "a file without a name");
            return None;
        }
        let mut file = SimpleFile::default();
        file.filename = artifact.filename.clone();
        file.url = artifact.url.as_ref().map(|url| Text::from(url.as_str()));
        file.hashes = Some(artifact.digests.clone().unwrap_or_default());
        file.requires_python = requires_python(record).map_or(Nullable::Absent, Nullable::Is);
        file.size = artifact.size;
        let mut times = artifact.publish_times.iter();
        let time = times.find(|time| time.origin == TimeOrigin::Registry);
        file.upload_time = time.map(|time| time.time.clone());
        file.yanked = yanked(artifact, record);
        self.signatures(record, artifact, &mut file);
        self.of_artifact(artifact, &place);
        Some(file)
    }

    /// The signature and the attestations that are of this file.
    fn signatures(&mut self, record: &PackageMetadata, artifact: &Artifact, file: &mut SimpleFile) {
        for signature in record.signatures.iter().filter(|it| it.filename == artifact.filename) {
            match signature.kind.as_deref() {
                Some("openpgp") => file.gpg_sig = Some(true),
                Some("attestation") => {
                    let url = signature.url.as_ref().map(|url| Text::from(url.as_str()));
                    file.provenance = url.map_or(Nullable::Absent, Nullable::Is);
                }
                _ => {}
            }
        }
    }

    fn of_artifact(&mut self, artifact: &Artifact, place: &Pointer) {
        let lost = [
            ("unpackedSize", artifact.unpacked_size.is_some()),
            ("mediaType", artifact.media_type.is_some()),
        ];
        for (member, _) in lost.into_iter().filter(|(_, there)| *there) {
            self.lose(place.child(member), "the answer has no place for it");
        }
        let times = artifact.publish_times.iter().enumerate();
        for (index, _) in times.filter(|(_, time)| time.origin != TimeOrigin::Registry) {
            let place = place.child("publishTimes").index(index);
            self.lose(place, "the answer gives the registry's time only");
        }
    }

    /// What the record says beyond its files.
    fn rest(&mut self, record: &PackageMetadata, place: &Pointer) {
        let view = record.to_raw();
        for (member, _) in raw::members(view.as_raw()).unwrap_or_default() {
            if !SAID.contains(&&*member) {
                self.lose(place.child(&member), "the answer tells of files only");
            }
        }
        for (index, one) in record.signatures.iter().enumerate() {
            if !is_said(one, record) {
                let place = place.child("signatures").index(index);
                self.lose(place, "the answer says whether a file is signed or attested, and where");
            }
        }
        for (index, one) in record.runtime_requirements.iter().enumerate() {
            if one.name != "python" || record.artifacts.is_empty() {
                let place = place.child("runtimeRequirements").index(index);
                self.lose(place, "files ask for versions of Python only");
            }
        }
        let availability = record.availability.as_ref();
        if availability.is_some_and(|it| it.deprecated.is_some() || record.artifacts.is_empty()) {
            self.lose(place.child("availability"), "files are yanked or not, and no more");
        }
    }
}

fn is_said(signature: &SignatureReference, record: &PackageMetadata) -> bool {
    let of_file = record.artifacts.iter().any(|it| it.filename == signature.filename);
    let known = matches!(signature.kind.as_deref(), Some("openpgp" | "attestation"));
    of_file && known && signature.signature.is_none() && signature.key_id.is_none()
}

/// Whether the file is yanked: by itself, or with its version.
fn yanked(artifact: &Artifact, record: &PackageMetadata) -> Option<Yanked> {
    let whole = record.availability.as_ref();
    let flag = artifact.yanked.or(whole.and_then(|whole| whole.yanked))?;
    let of_version = whole.and_then(|whole| whole.yanked_reason.as_ref());
    let reason = artifact.yanked_reason.as_ref().or(of_version).filter(|_| flag);
    Some(reason.map_or(Yanked::Flag(flag), |reason| Yanked::Reason(reason.clone())))
}
