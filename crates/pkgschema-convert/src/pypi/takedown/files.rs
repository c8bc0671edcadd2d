//! Yanked files.
//!
//! Invariant: a signal about a file names it, by its name or a digest; one that did neither would
//! be about all of them.

use super::purl;
use crate::loss::LossKind;
use crate::pypi::FileName;
use crate::signal::{Gathered, SignalKind};
use crate::specific;
use pkgschema::identity::{Artifact, DigestSet, Purl};
use pkgschema::object::Raw;
use pkgschema::{Pointer, Text};

/// The project that the name of a file tells.
pub(super) fn project_of(file: &str) -> Option<Text> {
    FileName::parse(file).ok().map(|name| name.name().into())
}

/// A file as documents list it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct File<'a> {
    /// The project's name, where the document has it.
    pub(super) project: Option<&'a str>,
    /// Its version, where the document says it; else the file's name does.
    pub(super) version: Option<&'a str>,
    pub(super) name: Option<&'a str>,
    pub(super) digests: Option<&'a DigestSet>,
}

impl File<'_> {
    /// The project that the file is of, with its version where that can be told.
    pub(super) fn purl(&self) -> Option<Purl> {
        let read = self.name.and_then(|name| FileName::read(name, self.project).ok());
        let read = read.filter(|it| self.project.is_none_or(|project| it.is_of(project)));
        let named = read.as_ref().map(|it| it.name());
        let told = read.as_ref().filter(|it| it.release().is_version()).map(|it| it.version());
        let name = self.project.or(named);
        purl(name, self.version.or(told)).or_else(|| purl(name, None))
    }

    /// The file by its name and digests; `None` if it has neither.
    pub(super) fn artifact(&self) -> Option<Artifact> {
        let mut artifact = Artifact::default();
        artifact.filename = self.name.filter(|name| !name.is_empty()).map(Text::from);
        artifact.digests = self.digests.filter(|digests| !digests.is_empty()).cloned();
        (artifact.filename.is_some() || artifact.digests.is_some()).then_some(artifact)
    }

    /// A signal that the file is yanked. The empty reason stays apart from none.
    pub(super) fn yanked(
        &self,
        kind: &'static SignalKind,
        reason: Option<&str>,
        place: Pointer,
        found: &mut Gathered,
    ) {
        let Some(artifact) = self.artifact() else {
            return found.lost(place, LossKind::Dropped, "a file without a name and digests");
        };
        let Some(signal) = found.signal(kind, place, self.purl()) else { return };
        signal.artifacts.push(artifact);
        match reason {
            Some("") => signal.native = specific::object([("yanked", Raw::of(""))]),
            reason => signal.message = reason.map(Text::from),
        }
    }
}
