//! The manifest while it is being prepared.
//!
//! Invariant: members keep their places, and a value that is set to what it was has no loss.

use super::super::PackageJson;
use super::table::Table;
use super::value;
use crate::{Converted, Document, Loss, LossKind};
use pkgschema::object::{Raw, raw};
use pkgschema::{Pointer, Text};
use serde_json::value::RawValue;

/// What is said where npm stops.
const REFUSED: &str = "npm refuses to publish this: ";

/// Members by name, and what became of them.
pub(super) struct Draft {
    members: Table<Raw>,
    losses: Vec<Loss>,
}

impl Draft {
    /// The members of a manifest.
    pub(super) fn of(package: &PackageJson) -> Self {
        let view = package.view();
        let members = raw::members(view.as_raw()).unwrap_or_default().into_iter();
        let members = members.map(|(name, value)| (Text::from(name), Raw::from(value)));
        Self { members: members.collect(), losses: Vec::new() }
    }

    /// A member, null among them.
    pub(super) fn get(&self, name: &str) -> Option<&RawValue> {
        self.members.get(name).map(Raw::as_raw)
    }

    /// A member that says something.
    pub(super) fn said(&self, name: &str) -> Option<Raw> {
        self.get(name).filter(|value| value::says(value)).map(Raw::from)
    }

    /// A member's text, if it says something.
    pub(super) fn text(&self, name: &str) -> Option<Text> {
        let text = value::text(self.get(name)?)?;
        (!text.is_empty()).then(|| Text::from(text))
    }

    /// Names of the members.
    pub(super) fn names(&self) -> Vec<Text> {
        self.members.names()
    }

    /// Sets a member.
    pub(super) fn set(&mut self, name: &str, value: Raw) {
        self.members.set(name, value);
    }

    /// Sets a member to another value, with a loss if it was not that already.
    pub(super) fn change(&mut self, name: &str, value: Raw, kind: LossKind, note: &str) {
        let same = self.get(name).is_some_and(|old| crate::view::equal(old, value.as_raw()));
        if !same {
            self.set(name, value);
            self.lose(&[name], kind, note);
        }
    }

    /// Takes a member away.
    pub(super) fn remove(&mut self, name: &str) {
        self.members.remove(name);
    }

    /// Takes a member away, with a loss if it was there.
    pub(super) fn drop(&mut self, name: &str, note: &str) {
        if self.members.remove(name) {
            self.lose(&[name], LossKind::Dropped, note);
        }
    }

    /// Says what happened at a place.
    pub(super) fn lose(&mut self, place: &[&str], kind: LossKind, note: &str) {
        let place = place.iter().fold(Pointer::root(), |at, token| at.child(token));
        self.losses.push(Loss::new(place, kind, note));
    }

    /// Says that npm would stop at a place.
    pub(super) fn refuse(&mut self, place: &[&str], why: &str) {
        self.lose(place, LossKind::Changed, &format!("{REFUSED}{why}"));
    }

    /// The manifest.
    pub(super) fn finish(self, package: &PackageJson) -> Converted<PackageJson> {
        if self.losses.is_empty() {
            return Converted::lossless(package.clone());
        }
        let members = self.members.iter().map(|(name, value)| (name, value.as_str()));
        // an object is always a manifest
        let value = PackageJson::from_view(&value::of_members(members));
        Converted::new(value.unwrap_or_else(|_| package.clone()), self.losses)
    }
}
