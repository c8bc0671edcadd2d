//! The signals of a packument.
//!
//! Invariant: a packument is read in one pass over its versions and one over its times.

use super::deprecated::{Said, all_in, said};
use super::{DEPRECATED, GONE, HELD, UNPUBLISHED, purl, skim};
use crate::convert::{Converted, Document};
use crate::loss::LossKind;
use crate::npm::packument::{MARKERS, Packument, Release, TimeEntry, Unpublished};
use crate::signal::{Gathered, Signal, SignalKind, ToSignals};
use crate::view::compact;
use crate::{Loss, npm::packument::is_held, specific};
use pkgschema::object::{Raw, RawObject, write};
use pkgschema::takedown::Authority;
use pkgschema::text::Timestamp;
use pkgschema::{ParseError, Pointer};
use std::collections::HashSet;

impl ToSignals for Packument {
    const SIGNALS: &'static [&'static SignalKind] = &[&DEPRECATED, &HELD, &UNPUBLISHED, &GONE];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let mut found = Gathered::default();
        for member in ["versions", "time"] {
            found.odd(&self.rest, &Pointer::root(), &[member]);
        }
        self.versions_said(&mut found);
        self.times_said(&mut found);
        found.done()
    }

    fn signals_in(text: &str) -> Result<Converted<Vec<Signal>>, ParseError> {
        match skim::signals(text) {
            Some(signals) => Ok(Converted::lossless(signals)),
            None => Ok(Self::parse(text)?.signals()),
        }
    }
}

impl Packument {
    /// The name that purls have: the packument's, or the key that the database has for it.
    pub(in crate::npm) fn own_name(&self) -> Option<&str> {
        self.name.as_deref().or(self.id.as_deref())
    }

    fn versions_said(&self, found: &mut Gathered) {
        let list = Pointer::root().child("versions");
        for (version, manifest) in self.versions.iter() {
            let place = list.child(version);
            let Some(all) = all_in(manifest) else {
                found.lost(place, LossKind::Dropped, "a member name is no valid text");
                continue;
            };
            let place = place.child("deprecated");
            for (at, value) in all.into_iter().enumerate() {
                match said(value) {
                    _ if at > 0 => found.losses.push(Loss::of_odd(place.clone(), &value.into())),
                    Said::Not => {}
                    Said::Odd => found.losses.push(Loss::of_odd(place.clone(), &value.into())),
                    Said::Deprecated(words) => {
                        let purl = purl(self.own_name(), Some(version));
                        if let Some(signal) = found.signal(&DEPRECATED, place.clone(), purl) {
                            signal.message = words;
                        }
                    }
                }
            }
        }
        found.odd_entries(self.versions.entries(), &list);
        if let Some(holder) = self.holder() {
            let place = list.child(holder.version);
            if let Some(signal) = found.signal(&HELD, place, purl(self.own_name(), None)) {
                signal.native = native_of_holder(&holder);
            }
        }
    }

    /// The registry's placeholder, where it is the only version.
    pub(super) fn holder(&self) -> Option<Release<'_>> {
        let entries = self.versions.entries()?;
        let (version, _) = entries.iter().next().filter(|_| entries.len() == 1)?;
        let alone = entries.odd().is_empty() && is_held(version);
        let release = alone.then(|| self.release(version)).flatten()?;
        release.is_security_holder().then_some(release)
    }

    fn times_said(&self, found: &mut Gathered) {
        let place = Pointer::root().child("time");
        let unpublished = self.unpublished();
        if let Some(unpublished) = unpublished {
            unpublished_said(unpublished, self.own_name(), &place.child("unpublished"), found);
        }
        found.odd_entries(self.time.entries(), &place);
        if let Some(TimeEntry::At(_)) = self.time.get("unpublished") {
            let note = "a time, where it says who unpublished the package and when";
            found.lost(place.child("unpublished"), LossKind::Dropped, note);
        }
        let gone = self.missing();
        if !self.versions.is_present() && unpublished.is_none() {
            if !gone.is_empty() {
                let note = "without versions nobody can tell which of them are gone";
                found.lost(place, LossKind::Dropped, note);
            }
            return;
        }
        for version in gone {
            found.signal(&GONE, place.child(version), purl(self.own_name(), Some(version)));
        }
    }

    /// Versions that have a time of publication and are not listed, in the order of the times.
    pub(in crate::npm) fn missing(&self) -> Vec<&str> {
        let odd = self.versions.entries().into_iter().flat_map(|all| all.odd().iter());
        let there = self.versions.iter().map(|(version, _)| version.as_str());
        let mut known: HashSet<&str> = there.chain(odd.map(|(version, _)| version)).collect();
        known.extend(MARKERS);
        let odd = self.time.entries().into_iter().flat_map(|all| all.odd().iter());
        let keys = self.time.iter().map(|(key, _)| key.as_str()).chain(odd.map(|(key, _)| key));
        keys.filter(|key| known.insert(key)).collect()
    }
}

/// A package that was unpublished: by whom, and since when.
fn unpublished_said(
    unpublished: &Unpublished,
    name: Option<&str>,
    place: &Pointer,
    found: &mut Gathered,
) {
    found.odd(&unpublished.rest, place, &["name", "time"]);
    let package = purl(name, None);
    let Some(signal) = found.signal(&UNPUBLISHED, place.clone(), package) else { return };
    signal.since = unpublished.time.clone();
    signal.authority = unpublished.name.clone().map(|name| {
        let mut authority = Authority::default();
        authority.id = Some(name);
        authority
    });
    signal.available_at = unpublished.time.as_ref().and_then(available_at);
    if signal.available_at.is_some() {
        signal.inferred.push("effects.nameAvailableAt");
    }
    let native = Raw::from_string(compact(&write(unpublished)));
    signal.native = specific::object([("unpublished", native)]);
}

/// When the name can be had again: 24 hours after the package was unpublished.
pub(super) fn available_at(time: &Timestamp) -> Option<Timestamp> {
    let time = time.to_datetime()?;
    let begun = i64::from(time.timestamp_subsec_nanos() > 0); // no sooner than it can be had
    Timestamp::from_unix(time.timestamp().checked_add(24 * 60 * 60 + begun)?)
}

fn native_of_holder(holder: &Release<'_>) -> Option<RawObject> {
    let repository = holder.source.get("repository");
    let repository = repository.and_then(|it| Raw::from_string(compact(it.as_str())));
    specific::object([("version", Raw::of(holder.version)), ("repository", repository)])
}
