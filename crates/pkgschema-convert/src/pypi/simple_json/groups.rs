//! The files of a project by their versions.
//!
//! Invariant: each file is in one group at most; versions that are listed come first, in their
//! order.

use super::{SimpleFile, SimpleJson, StatusMarker};
use crate::LossKind;
use crate::leftovers::Leftovers;
use crate::pypi::FileName;
use crate::pypi::file_name::Release;
use pkgschema::identity::ArtifactKind;
use pkgschema::object::Nullable;
use pkgschema::{Pointer, Text};
use std::collections::HashMap;

/// A file of a version.
pub(super) struct Member<'a> {
    pub(super) index: usize,
    pub(super) file: &'a SimpleFile,
    pub(super) kind: ArtifactKind,
}

/// A version with its files.
pub(super) struct Group<'a> {
    pub(super) version: Text,
    pub(super) members: Vec<Member<'a>>,
}

/// All versions.
pub(super) struct Groups<'a> {
    pub(super) list: Vec<Group<'a>>,
    /// Whether a version without files has none: every file has found its version, and the
    /// repository holds none back.
    pub(super) all_told: bool,
    known: HashMap<Release, usize>,
}

impl<'a> Groups<'a> {
    pub(super) fn of(project: &'a SimpleJson, left: &mut Leftovers) -> Self {
        let status = project.project_status.as_ref().and_then(|it| it.status.as_ref());
        let whole = project.files.is_present() && !project.files.has_odd() && project.is_known();
        let all_told = whole && status != Some(&StatusMarker::Quarantined);
        let mut groups = Self { list: Vec::new(), all_told, known: HashMap::new() };
        let place = Pointer::root().child("versions");
        for (index, version) in project.versions.indexed() {
            let place = place.index(index);
            match groups.open(Release::of(version), version) {
                (_, true) => left.take(&place),
                (_, false) => {
                    let note = "the version is listed already, in this or another spelling";
                    left.lose(&place, LossKind::Normalized, note);
                }
            }
        }
        let place = Pointer::root().child("files");
        for (index, file) in project.files.indexed() {
            match groups.put(project, index, file) {
                Some(()) => left.take(&place.index(index)),
                None => groups.all_told = false,
            }
        }
        groups
    }

    /// Where the group of a release stands, and whether it is new.
    fn open(&mut self, release: Release, version: &str) -> (usize, bool) {
        let next = self.list.len();
        let at = *self.known.entry(release).or_insert(next);
        if at == next {
            self.list.push(Group { version: version.into(), members: Vec::new() });
        }
        (at, at == next)
    }

    /// Puts a file to its version; `None` where its name tells none of the project.
    fn put(&mut self, project: &SimpleJson, index: usize, file: &'a SimpleFile) -> Option<()> {
        let name = project.file_name(file)?;
        let release = name.release();
        // what is no version may be the rest of a longer name, unless it is listed
        let listed = !project.versions.is_present() || self.known.contains_key(&release);
        if !release.is_version() && !listed {
            return None;
        }
        let (at, _) = self.open(release, name.version());
        self.list.get_mut(at)?.members.push(Member { index, file, kind: name.kind() });
        Some(())
    }
}

impl SimpleJson {
    /// The file's name, where it is one of the project's.
    fn file_name(&self, file: &SimpleFile) -> Option<FileName> {
        let text = file.filename.as_deref()?;
        let project = self.name.as_deref();
        let name = FileName::read(text, project).ok()?;
        project.is_none_or(|project| name.is_of(project)).then_some(name)
    }
}

/// What the files of a version say of Python.
pub(super) enum Python<'a> {
    /// All say this, or all that there is nothing to say.
    Agreed(Option<&'a Text>),
    /// None says anything.
    Unsaid,
    /// They do not say the same.
    Disagreed,
}

impl Group<'_> {
    /// What its files say of Python.
    pub(super) fn python(&self) -> Python<'_> {
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
pub(super) fn requirement(member: &Nullable<Text>) -> Option<&Text> {
    member.get().filter(|text| !text.trim().is_empty())
}
