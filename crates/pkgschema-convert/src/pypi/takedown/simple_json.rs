//! The signals of the Simple API's JSON, and back.
//!
//! Invariant: null and what cannot be read is named, and is no signal.

use super::files::{File, project_of};
use super::kinds::{
    IN_JSON, JSON_ARCHIVED, JSON_DEPRECATED, JSON_OTHER, JSON_QUARANTINED, JSON_YANKED,
};
use super::status::{ACTIVE, Marker};
use super::{back, purl, skim, status};
use crate::convert::{Converted, Document};
use crate::pypi::SimpleJson;
use crate::pypi::simple_json::{ProjectStatus, SimpleFile, StatusMarker, Yanked};
use crate::signal::{FromNotices, Gathered, Signal, SignalKind, Standing, ToSignals};
use pkgschema::object::Nullable;
use pkgschema::takedown::TakedownNotice;
use pkgschema::{ParseError, Pointer, Text};

impl ToSignals for SimpleJson {
    const SIGNALS: &'static [&'static SignalKind] =
        &[&JSON_YANKED, &JSON_ARCHIVED, &JSON_DEPRECATED, &JSON_QUARANTINED, &JSON_OTHER];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let (root, mut found) = (Pointer::root(), Gathered::default());
        found.odd(&self.rest, &root, &["files", "project-status"]);
        let list = root.child("files");
        for (index, file) in self.files.indexed() {
            let place = list.index(index);
            found.odd(&file.rest, &place, &["yanked"]);
            if let Some(reason) = reason(file) {
                let place = place.child("yanked");
                self.listed(file).yanked(&JSON_YANKED, reason, place, &mut found);
            }
        }
        found.odd_items(self.files.items(), &list);
        if let Some(status) = &self.project_status {
            let place = root.child("project-status");
            found.odd(&status.rest, &place, &["status", "reason"]);
            if let Some(marker) = marker(status) {
                marker.said(&IN_JSON, self.project().as_deref(), place, &mut found);
            }
        }
        found.done()
    }

    fn signals_in(text: &str) -> Result<Converted<Vec<Signal>>, ParseError> {
        match skim::signals(text) {
            Some(signals) => Ok(Converted::lossless(signals)),
            None => Ok(Self::parse(text)?.signals()),
        }
    }
}

/// Why a file is yanked, if it is.
fn reason(file: &SimpleFile) -> Option<Option<&str>> {
    match file.yanked.as_ref()? {
        Yanked::Flag(yanked) => yanked.then_some(None),
        Yanked::Reason(reason) => Some(Some(reason)),
    }
}

fn marker(status: &ProjectStatus) -> Option<Marker> {
    let word = Text::from(status.status.as_ref()?.as_str());
    Some(Marker { word, reason: status.reason.get().cloned() })
}

impl SimpleJson {
    /// The project's name, or the one that the names of its files tell.
    fn project(&self) -> Option<Text> {
        let told = || self.files.iter().find_map(|file| project_of(file.filename.as_deref()?));
        self.name.clone().or_else(told)
    }

    fn listed<'a>(&'a self, file: &'a SimpleFile) -> File<'a> {
        let (name, digests) = (file.filename.as_deref(), file.hashes.as_ref());
        File { project: self.name.as_deref(), version: None, name, digests }
    }
}

impl FromNotices for SimpleJson {
    fn without_signals(mut self) -> Self {
        for file in self.files.iter_mut().filter(|file| reason(file).is_some()) {
            file.yanked = Some(Yanked::Flag(false));
            file.rest.remove("yanked");
        }
        let signal =
            |status: &&mut ProjectStatus| marker(status).is_some_and(|it| it.word != ACTIVE);
        if let Some(status) = self.project_status.as_mut().filter(signal) {
            status.status = Some(StatusMarker::Active);
            status.reason = Nullable::Absent;
            forget(status);
        }
        self
    }

    fn with_notices(mut self, notices: &[TakedownNotice]) -> Converted<Self> {
        let Some(project) = purl(self.project().as_deref(), None) else {
            return Converted::lossless(self);
        };
        let standing = Standing::of(notices, &project);
        let mut saying = back::saying("the Simple API");
        if let Some(Marker { word, reason }) = status::asked(&standing, &project, &mut saying) {
            let status = self.project_status.get_or_insert_default();
            status.status = Some(word.as_str().into());
            status.reason = reason.into();
            forget(status);
            self.rest.remove("project-status");
        }
        let asked = |file| back::asked(&self.listed(file), &standing, &mut saying);
        let asked: Vec<_> = self.files.iter().map(asked).collect();
        for (file, asked) in self.files.iter_mut().zip(asked) {
            let Some(asked) = asked else { continue };
            file.yanked = Some(match asked.reason() {
                Some(reason) => Yanked::Reason(reason.into()),
                None if asked.was_empty() => Yanked::Reason("".into()),
                None => Yanked::Flag(true),
            });
            file.rest.remove("yanked");
        }
        saying.unmet(&standing, &project);
        Converted::new(self, saying.losses)
    }
}

/// Drops what could not be read where something else is written.
fn forget(status: &mut ProjectStatus) {
    for name in ["status", "reason"] {
        status.rest.remove(name);
    }
}
