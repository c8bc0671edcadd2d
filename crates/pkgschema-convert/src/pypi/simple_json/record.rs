//! From the answer about a project to a record for each of its versions.
//!
//! Invariant: a file belongs to the version that its name tells, and to none if its name is not
//! the project's.

use super::{SimpleFile, SimpleJson, files};
use crate::leftovers::Leftovers;
use crate::pypi::FileName;
use crate::pypi::file_name::Release;
use crate::{Converted, Loss, LossKind, ToRecord};
use pkgschema::identity::{ArtifactKind, Ecosystem};
use pkgschema::metadata::{Availability, PackageMetadata, RuntimeRequirement};
use pkgschema::object::{List, Nullable, Raw, write};
use pkgschema::version::RequirementText;
use pkgschema::{Pointer, Text};
use std::collections::HashMap;

/// What distributions declare and the answer does not say.
const UNKNOWN: [&str; 22] = [
    "displayName",
    "summary",
    "description",
    "homepage",
    "repository",
    "issueTracker",
    "documentation",
    "changelog",
    "funding",
    "license",
    "authors",
    "maintainers",
    "accounts",
    "keywords",
    "classifiers",
    "dependencies",
    "platforms",
    "features",
    "entryPoints",
    "publishTimes",
    "runsCodeAtBuild",
    "provides",
];

/// A file of a version.
struct Member<'a> {
    index: usize,
    file: &'a SimpleFile,
    kind: ArtifactKind,
}

/// A version with its files.
struct Group<'a> {
    version: Text,
    members: Vec<Member<'a>>,
}

/// What the files of a version say of Python.
enum Python<'a> {
    /// All say this, or all that there is nothing to say.
    Agreed(Option<&'a Text>),
    /// None says anything.
    Unsaid,
    /// They do not say the same.
    Disagreed,
}

impl ToRecord<Vec<PackageMetadata>> for SimpleJson {
    fn to_record(&self) -> Converted<Vec<PackageMetadata>> {
        let (root, mut left) = (Pointer::root(), Leftovers::default());
        let (groups, all_told) = self.groups(&mut left);
        let mut records = Vec::with_capacity(groups.len());
        for group in &groups {
            records.push(self.record(group, all_told, &mut left));
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
    /// The versions with their files, those that are listed first; and whether every file has
    /// found its version.
    fn groups(&self, left: &mut Leftovers) -> (Vec<Group<'_>>, bool) {
        let mut groups: Vec<Group<'_>> = Vec::new();
        let mut known: HashMap<Release, usize> = HashMap::new();
        let place = Pointer::root().child("versions");
        for (index, version) in self.versions.indexed() {
            let before = known.len();
            known.entry(Release::of(version)).or_insert(before);
            if known.len() > before {
                groups.push(Group { version: version.clone(), members: Vec::new() });
                left.take(&place.index(index));
            } else {
                let note = "the version is listed already, in this or another spelling";
                left.lose(&place.index(index), LossKind::Normalized, note);
            }
        }
        let place = Pointer::root().child("files");
        let mut all_told = self.files.is_present() && !self.files.has_odd();
        for (index, file) in self.files.indexed() {
            let Some(name) = self.file_name(file) else {
                all_told = false;
                continue;
            };
            let release = name.release();
            // what looks like a version may be part of a name that nobody can tell apart
            if !release.is_version() && self.versions.is_present() && !known.contains_key(&release)
            {
                all_told = false;
                continue;
            }
            left.take(&place.index(index));
            let next = groups.len();
            let at = *known.entry(release).or_insert(next);
            if at == next {
                groups.push(Group { version: name.version().into(), members: Vec::new() });
            }
            if let Some(group) = groups.get_mut(at) {
                group.members.push(Member { index, file, kind: name.kind() });
            }
        }
        (groups, all_told)
    }

    /// The file's name, where it is one of the project's.
    pub(super) fn file_name(&self, file: &SimpleFile) -> Option<FileName> {
        let text = file.filename.as_deref()?;
        match self.name.as_deref() {
            None => FileName::parse(text).ok(),
            Some(project) => {
                FileName::parse_for(text, project).ok().filter(|name| name.is_of(project))
            }
        }
    }

    fn record(&self, group: &Group<'_>, all_told: bool, left: &mut Leftovers) -> PackageMetadata {
        let known = self.is_known();
        let mut record = PackageMetadata::of(Ecosystem::PYPI);
        let mut unknown: Vec<Text> = UNKNOWN.iter().copied().map(Text::from_static).collect();
        record.name = self.name.clone();
        record.version = Some(group.version.clone());
        let members = || group.members.iter();
        let artifacts = members().map(|it| files::artifact(it.file, it.kind.clone(), known));
        let artifacts: Vec<_> = artifacts.collect();
        record.availability = availability(&artifacts);
        record.signatures =
            List::unless_empty(members().flat_map(|it| files::signatures(it.file)).collect());
        match artifacts.is_empty() && !all_told {
            true => unknown.push("artifacts".into()),
            false => record.artifacts = List::from(artifacts),
        }
        let python = group.python();
        if let Python::Agreed(Some(text)) = python {
            let mut requirement = RuntimeRequirement::new("python");
            requirement.requirement = Some(RequirementText::new(Ecosystem::PYPI, text.clone()));
            record.runtime_requirements.push(requirement);
        }
        let left_open = [
            ("name", record.name.is_none()),
            ("availability", record.availability.is_none()),
            ("signatures", !record.signatures.is_present()),
            ("runtimeRequirements", !matches!(python, Python::Agreed(_))),
        ];
        unknown.extend(left_open.into_iter().filter(|it| it.1).map(|it| Text::from_static(it.0)));
        record.unknown = List::from(unknown);
        let place = Pointer::root().child("files");
        for member in members() {
            let place = place.index(member.index);
            left.extend(files::losses(member.file, &place, known));
            left.extend(of_python(member.file, &place, &python));
        }
        record
    }
}

impl Group<'_> {
    fn python(&self) -> Python<'_> {
        let said = |it: &Member<'_>| {
            let odd = it.file.rest.get("requires-python").is_some();
            !matches!(it.file.requires_python, Nullable::Absent) || odd
        };
        if !self.members.iter().any(said) {
            return Python::Unsaid;
        }
        // an absent member says nothing, which is not what null says
        let mut all = self.members.iter().map(|it| said(it).then_some(&it.file.requires_python));
        let first = all.next().flatten();
        let odd = |it: &Member<'_>| it.file.rest.get("requires-python").is_some();
        let same =
            all.all(|other| first.is_some() && other.map(requirement) == first.map(requirement));
        match first {
            Some(first) if same && !self.members.iter().any(odd) => {
                Python::Agreed(requirement(first))
            }
            _ => Python::Disagreed,
        }
    }
}

/// The requirement of a member that is there; an empty one demands nothing.
fn requirement(member: &Nullable<Text>) -> Option<&Text> {
    member.get().filter(|text| !text.trim().is_empty())
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

/// Whether the version is yanked: where every file is. One file that is not keeps it; one of
/// which nobody knows leaves it open.
fn availability(artifacts: &[pkgschema::identity::Artifact]) -> Option<Availability> {
    let some_free = artifacts.iter().any(|it| it.yanked == Some(false));
    let all = !artifacts.is_empty() && artifacts.iter().all(|it| it.yanked == Some(true));
    if !some_free && !all {
        return None;
    }
    let mut availability = Availability::default();
    availability.yanked = Some(all);
    if all {
        let reason = artifacts.first().and_then(|it| it.yanked_reason.clone());
        let shared = artifacts.iter().all(|it| it.yanked_reason == reason);
        availability.yanked_reason = reason.filter(|_| shared);
    }
    Some(availability)
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
