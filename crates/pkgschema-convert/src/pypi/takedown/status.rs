//! The status of a project, and back.
//!
//! Invariant: of several statuses that are to be written the gravest is.

use super::kinds::Statuses;
use super::purl;
use crate::loss::LossKind;
use crate::pypi::simple_json::ProjectStatus;
use crate::signal::{About, Gathered, Saying, Standing};
use crate::specific;
use pkgschema::identity::Purl;
use pkgschema::object::{Nullable, Raw, Value, write};
use pkgschema::takedown::{Query, Status};
use pkgschema::{Pointer, Text};

/// A status with its reason, as documents have them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Marker {
    pub(super) word: Text,
    pub(super) reason: Option<Text>,
}

/// The word that says that nothing is said against a project.
pub(super) const ACTIVE: &str = "active";

impl Marker {
    /// The signal that the marker is, if it is one.
    pub(super) fn said(
        &self,
        kinds: &Statuses,
        project: Option<&str>,
        place: Pointer,
        found: &mut Gathered,
    ) {
        let kind = match self.word.as_str() {
            ACTIVE => return,
            "archived" => kinds.archived,
            "deprecated" => kinds.deprecated,
            "quarantined" => kinds.quarantined,
            _ => kinds.other,
        };
        let Some(signal) = found.signal(kind, place, purl(project, None)) else { return };
        signal.message = self.reason.clone().filter(|reason| !reason.is_empty());
        let is_other = kind.mechanism.is_empty();
        if is_other && !self.word.is_empty() {
            signal.status = Some(Status::from(self.word.as_str()));
        }
        if is_other || self.reason.as_ref().is_some_and(|reason| reason.is_empty()) {
            signal.native = specific::object([("project-status", self.to_raw())]);
        }
    }

    fn to_raw(&self) -> Option<Raw> {
        let mut status = ProjectStatus::default();
        status.status = Some(self.word.as_str().into());
        status.reason = Nullable::from(self.reason.clone());
        Raw::from_string(write(&status))
    }

    /// The marker that a notice was made of, or that says what it says.
    fn of(about: About<'_>) -> Option<Self> {
        if let Some(native) = about.native("project-status") {
            let read = ProjectStatus::read(native.as_raw())?;
            let word = Text::from(read.status.as_ref()?.as_str());
            return Some(Self { word, reason: read.reason.get().cloned() });
        }
        let status = &about.notice.status;
        let known = matches!(status, Status::Archived | Status::Deprecated | Status::Quarantined);
        let word = Text::from(status.as_str());
        known.then(|| Self { word, reason: about.message().cloned() })
    }
}

/// What a notice says that a marker says too.
const SAID: [&str; 3] = ["/effects", "/reason/message", "/registrySpecific/project-status"];

/// The marker that notices about the whole project ask for.
pub(super) fn asked(
    standing: &Standing<'_>,
    project: &Purl,
    saying: &mut Saying,
) -> Option<Marker> {
    let found = standing.about(&Query::of(project), None).into_iter().filter(|(_, sure)| *sure);
    let mut gravest: Option<(About<'_>, Marker)> = None;
    for (about, _) in found {
        let Some(marker) = Marker::of(about) else { continue };
        saying.say(about, &SAID);
        let graver = gravest.as_ref().is_none_or(|(other, _)| {
            about.notice.status.severity() >= other.notice.status.severity()
        });
        let lesser = match graver {
            true => gravest.replace((about, marker)).map(|(other, _)| other),
            false => Some(about),
        };
        let note = "the status of another notice stands in its place";
        let lost = lesser.map(|about| about.loss("/status", LossKind::Dropped, note));
        saying.losses.extend(lost);
    }
    gravest.map(|(_, marker)| marker)
}
