//! From the answer about a project to a record for each of its versions.
//!
//! Invariant: a file belongs to the version that its name tells, and to none if its name is not
//! the project's.

use super::groups::{Group, Groups, Member, Python};
use super::{SimpleFile, SimpleJson, files};
use crate::leftovers::Leftovers;
use crate::pypi::availability::yanked;
use crate::pypi::{shared_fields as fields, unsaid};
use crate::{Converted, Loss, LossKind, ToRecord};
use pkgschema::Pointer;
use pkgschema::identity::{Artifact, Ecosystem};
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::{List, Nullable, Raw, write};

/// What the answer says of versions; everything else is for their distributions to say.
const SAID: [&str; 6] =
    ["name", "version", "artifacts", "availability", "runtimeRequirements", "signatures"];

impl ToRecord<Vec<PackageMetadata>> for SimpleJson {
    fn to_record(&self) -> Converted<Vec<PackageMetadata>> {
        let (root, mut left) = (Pointer::root(), Leftovers::default());
        let groups = Groups::of(self, &mut left);
        let records: Vec<PackageMetadata> =
            groups.list.iter().map(|group| self.record(group, groups.all_told)).collect();
        for group in &groups.list {
            lose(group, self.is_known(), &mut left);
        }
        if !records.is_empty() {
            left.take(&root.child("name"));
        }
        if self.project_status.is_some() {
            // named for itself even where nothing else of the answer is used
            let place = root.child("project-status");
            left.lose(&place, LossKind::Dropped, why(&place));
        }
        let view = Raw::from_string(write(self)).unwrap_or_default();
        Converted::new(records, left.finish_by(view.as_raw(), &why))
    }
}

impl SimpleJson {
    fn record(&self, group: &Group<'_>, all_told: bool) -> PackageMetadata {
        let mut record = PackageMetadata::of(Ecosystem::PYPI);
        record.name = self.name.clone();
        record.version = Some(group.version.clone());
        let artifact = |it: &Member<'_>| files::artifact(it.file, it.kind.clone(), self.is_known());
        let artifacts: Vec<Artifact> = group.members.iter().map(artifact).collect();
        record.availability = yanked(&artifacts);
        let signatures = group.members.iter().flat_map(|it| files::signatures(it.file));
        record.signatures = List::unless_empty(signatures.collect());
        if all_told || !artifacts.is_empty() {
            record.artifacts = List::from(artifacts);
        }
        let python = group.python();
        if let Python::Agreed(Some(text)) = python {
            record.runtime_requirements.push(fields::python(text.clone()));
        }
        unsaid::mark(&mut record, &SAID);
        record.mark_unknown_if_absent(["name", "artifacts", "availability", "signatures"]);
        if !matches!(python, Python::Agreed(_)) {
            record.mark_unknown(["runtimeRequirements"]);
        }
        record
    }
}

/// What of the files of a version its record does not hold.
fn lose(group: &Group<'_>, known: bool, left: &mut Leftovers) {
    let (list, python) = (Pointer::root().child("files"), group.python());
    for member in &group.members {
        let place = list.index(member.index);
        left.extend(files::losses(member.file, &place, known));
        left.extend(of_python(member.file, &place, &python));
    }
}

/// What of the requirement on Python is lost.
fn of_python(file: &SimpleFile, place: &Pointer, python: &Python<'_>) -> Option<Loss> {
    let place = place.child("requires-python");
    match (python, &file.requires_python) {
        (_, Nullable::Absent) | (Python::Unsaid, _) => None,
        (Python::Disagreed, _) => {
            let note = "the files of the version do not all say the same";
            Some(Loss::new(place, LossKind::Dropped, note))
        }
        (Python::Agreed(None), Nullable::Is(_)) => {
            Some(Loss::new(place, LossKind::Normalized, "an empty requirement demands nothing"))
        }
        (Python::Agreed(_), _) => None,
    }
}

/// Why what stands there is in no record.
fn why(place: &Pointer) -> &'static str {
    let mut tokens = place.tokens();
    match tokens.next().unwrap_or_default().as_str() {
        "meta" => "it is about the answer",
        "files" => "its name tells no version of the project",
        "versions" => "it is no version",
        "project-status" => "it is said of the project; records say what their version says",
        "alternate-locations" => "it is about repositories, not about a version",
        "name" => "there is no record that could hold it",
        _ => "a record has no place for it",
    }
}
