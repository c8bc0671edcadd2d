//! A manifest while it inherits.
//!
//! Invariant: the manifest is copied member by member, so that nothing in it changes but what
//! says `workspace = true`, and it grows by no more than a fixed size.

use super::super::dependencies::TABLES;
use super::super::manifest::CargoManifest;
use super::paths::Home;
use super::root::{Problem, Root};
use super::{Inheritance, asks};
use crate::Document;
use pkgschema::object::{Raw, Writer, raw};
use pkgschema::{Finding, Pointer, Severity};
use serde_json::value::RawValue;

/// Most bytes of JSON that one manifest inherits: no workspace's root comes near it.
const MOST: usize = 16 << 20;

/// What to do with the members of an object.
type Step<'r> = fn(&mut Heir<'r>, &str, &RawValue) -> Option<String>;

/// A manifest on its way to what it inherits.
pub(super) struct Heir<'r> {
    pub(super) root: Result<Root<'r>, Problem>,
    pub(super) home: Home,
    /// Where in the manifest.
    pub(super) place: Pointer,
    findings: Vec<Finding>,
    room: usize,
    asked: bool,
}

/// The manifest with what the root supplies.
pub(super) fn inherit(
    manifest: &CargoManifest,
    root: Result<Root<'_>, Problem>,
    home: Home,
) -> Inheritance {
    let mut heir = Heir::new(root, home);
    let view = manifest.view();
    let text = heir.object(view.as_raw(), Heir::top);
    let whole =
        text.and_then(Raw::from_string).and_then(|view| CargoManifest::from_view(&view).ok());
    let mut inherited = whole.unwrap_or_else(|| manifest.clone());
    inherited.set_text_scalars(manifest.text_scalars().to_vec());
    Inheritance { manifest: inherited, findings: heir.findings }
}

/// Whether the manifest leaves anything to a workspace.
pub(super) fn inherits(manifest: &CargoManifest) -> bool {
    let mut heir = Heir::new(Err(Problem::NO_ROOT), Home::new(None, None));
    heir.object(manifest.view().as_raw(), Heir::top);
    heir.asked
}

impl<'r> Heir<'r> {
    fn new(root: Result<Root<'r>, Problem>, home: Home) -> Self {
        let place = Pointer::root();
        Self { root, home, place, findings: Vec::new(), room: MOST, asked: false }
    }

    /// The object with what `step` puts in the place of its members; `None` if nothing changes.
    pub(super) fn object(&mut self, object: &RawValue, step: Step<'r>) -> Option<String> {
        if !object.get().contains("workspace") {
            return None;
        }
        let mut writer = Writer::default();
        let mut members = writer.object();
        let mut changed = false;
        for (name, value) in raw::members(object)? {
            self.place.push(&name);
            let new = step(self, &name, value);
            self.place.pop();
            changed |= new.is_some();
            members.member(&name, |to| to.raw(new.as_deref().unwrap_or(value.get())));
        }
        members.end();
        changed.then(|| writer.into_text())
    }

    fn top(&mut self, name: &str, value: &RawValue) -> Option<String> {
        match name {
            "package" | "project" => self.object(value, Self::package_key),
            "lints" => self.lints(value),
            "target" => self.object(value, |heir, _, tables| heir.object(tables, Self::table)),
            name => self.table(name, value),
        }
    }

    fn table(&mut self, name: &str, value: &RawValue) -> Option<String> {
        let is_table = TABLES.contains(&name);
        is_table.then(|| self.object(value, Self::dependency)).flatten()
    }

    /// Whether the value is left to the workspace, with a finding if it says that it is not.
    pub(super) fn asks(&mut self, value: &RawValue) -> bool {
        let asks = asks(value);
        self.asked |= asks.is_some();
        if asks == Some(false) {
            self.refuse(Problem::FALSE);
        }
        asks == Some(true)
    }

    /// The lints of the root; nothing may stand beside `workspace` (The Cargo Book, "The `lints`
    /// section").
    fn lints(&mut self, value: &RawValue) -> Option<String> {
        if !self.asks(value) {
            return None;
        }
        let alone = raw::members(value).is_some_and(|members| members.len() == 1);
        let beside = Problem::new(
            "beside-workspace",
            "the package has lints of its own beside the workspace's, which Cargo refuses",
        );
        let found = self.root.as_ref().map_err(|problem| *problem).and_then(|root| {
            let lints = root.lints.as_ref().ok_or(Problem::LACKING)?;
            match (lints.kind(), asks(lints.as_raw())) {
                _ if !alone => Err(beside),
                (_, Some(_)) => Err(Problem::INHERITS),
                (raw::Kind::Object, None) => Ok(lints.as_str().to_owned()),
                _ => Err(Problem::WRONG_TYPE),
            }
        });
        self.take(found)
    }

    /// What was found, if there is room for it.
    pub(super) fn take(&mut self, found: Result<String, Problem>) -> Option<String> {
        let length = found.as_ref().map_or(0, String::len);
        let found = found.and_then(|text| match length <= self.room {
            true => Ok(text),
            false => Err(Problem::TOO_LARGE),
        });
        match found {
            Ok(text) => {
                self.room -= length;
                Some(text)
            }
            Err(problem) => {
                self.refuse(problem);
                None
            }
        }
    }

    /// Whether that many bytes can still be inherited.
    pub(super) fn has_room(&self, length: usize) -> bool {
        length <= self.room
    }

    fn refuse(&mut self, problem: Problem) {
        self.find(self.place.clone(), problem, Severity::Error);
    }

    /// Something that Cargo passes over or does otherwise.
    pub(super) fn warn(&mut self, member: &str, problem: Problem) {
        self.find(self.place.child(member), problem, Severity::Warning);
    }

    fn find(&mut self, place: Pointer, problem: Problem, severity: Severity) {
        self.findings.push(Finding::new(place, problem.code, severity, problem.words));
    }
}
