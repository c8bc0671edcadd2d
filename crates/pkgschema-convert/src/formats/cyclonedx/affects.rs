//! Which versions of a component are affected.
//!
//! Source: CycloneDX 1.6, `affects[].versions[]`; OSV schema 1.7.5, `affected[]`.
//!
//! Invariant: what is not written as affected although the advisory may mean it is `unknown`.

use super::CycloneDxVersion;
use crate::LossKind;
use crate::leftovers::Leftovers;
use pkgschema::advisory::{Affected, UnknownReason};
use pkgschema::object::List;
use pkgschema::version::{Vers, VersText, VersionSet};
use pkgschema::{Pointer, Text};

/// Longest version, and longest range, that the schema allows.
const LONGEST_VERSION: usize = 1024;
const LONGEST_RANGE: usize = 4096;

/// The versions of one entry.
pub(super) struct Versions<'a> {
    list: Vec<CycloneDxVersion>,
    left: &'a mut Leftovers,
}

impl<'a> Versions<'a> {
    /// What an entry at a place says of versions.
    pub(super) fn of(
        entry: &Affected,
        at: &Pointer,
        left: &'a mut Leftovers,
    ) -> Vec<CycloneDxVersion> {
        let mut versions = Self { list: Vec::new(), left };
        let is_broken = entry.versions.has_odd() || entry.rest.get("versions").is_some();
        for (index, version) in entry.versions.indexed() {
            if version.len() <= LONGEST_VERSION {
                versions.left.take(&at.child("versions").index(index));
                versions.list.push(single(version));
            } else {
                versions.is_unknown(&at.child("versions").index(index), "the version is too long");
            }
        }
        if is_broken {
            versions.is_unknown(&at.child("versions"), UnknownReason::BrokenVersions.words());
        }
        versions.ranges(entry, at);
        if versions.list.is_empty() {
            versions.list.push(unknown());
        }
        versions.list
    }

    fn ranges(&mut self, entry: &Affected, at: &Pointer) {
        let place = at.child("ranges");
        if !entry.ranges.iter().any(|range| !range.is_of_commits()) {
            let is_broken = entry.ranges.has_odd() || entry.rest.get("ranges").is_some();
            if is_broken {
                self.is_unknown(&place, UnknownReason::BrokenEvents.words());
            }
            return;
        }
        // listed versions stand beside the ranges already
        let mut ranges = entry.clone();
        ranges.versions = List::absent();
        ranges.rest.remove("versions");
        let written = match ranges.to_version_set() {
            Ok(set) => in_vers(&set),
            Err(reason) => Err(reason.words()),
        };
        match written {
            Ok(list) => {
                self.list.extend(list);
                self.take(entry, &place);
            }
            Err(why) => self.is_unknown(&place, why),
        }
    }

    fn take(&mut self, entry: &Affected, at: &Pointer) {
        for (index, range) in entry.ranges.indexed().filter(|(_, range)| !range.is_of_commits()) {
            let place = at.index(index);
            self.left.take_members(&place, &["type", "events"]);
            for (index, event) in range.events.indexed() {
                if event.limit.as_deref().is_some_and(|limit| limit != "*") {
                    let place = place.child("events").index(index).child("limit");
                    let note = "a range ends there, although nothing is said about what follows";
                    self.left.say(&place, LossKind::Changed, note);
                }
            }
        }
    }

    fn is_unknown(&mut self, place: &Pointer, why: &str) {
        let note = format!("{why}: whether other versions are affected is written as unknown");
        self.left.say(place, LossKind::Changed, note);
        if !self.list.iter().any(|version| version.status.as_deref() == Some("unknown")) {
            self.list.push(unknown());
        }
    }
}

/// The set as one range, or as one for each interval where that is too long.
fn in_vers(set: &VersionSet) -> Result<Vec<CycloneDxVersion>, &'static str> {
    const WORDS: &str = "a version cannot stand in VERS";
    if set.is_empty() {
        return Err("the ranges hold no version");
    }
    let whole = Vers::of_versions(set).map_err(|_| WORDS)?;
    if whole.as_str().len() <= LONGEST_RANGE {
        return Ok(vec![range(&whole)]);
    }
    let each = set.intervals().iter().map(|interval| {
        let vers = Vers::of_versions(&VersionSet::of(set.scheme(), [interval.clone()]));
        let vers = vers.map_err(|_| WORDS)?;
        let fits = vers.as_str().len() <= LONGEST_RANGE;
        if fits { Ok(range(&vers)) } else { Err("a range is too long") }
    });
    each.collect()
}

fn single(version: &Text) -> CycloneDxVersion {
    let mut single = CycloneDxVersion::default();
    single.version = Some(version.clone());
    single.status = Some(Text::from_static("affected"));
    single
}

fn range(vers: &Vers) -> CycloneDxVersion {
    let mut range = CycloneDxVersion::default();
    range.range = Some(VersText::from(vers));
    range.status = Some(Text::from_static("affected"));
    range
}

fn unknown() -> CycloneDxVersion {
    let mut unknown = CycloneDxVersion::default();
    unknown.range = Some(VersText::from_document("vers:all/*"));
    unknown.status = Some(Text::from_static("unknown"));
    unknown
}
