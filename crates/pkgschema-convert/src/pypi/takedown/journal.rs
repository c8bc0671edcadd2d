//! The signals of the journal's rows.
//!
//! Invariant: a reversal lifts only what stands in an earlier row, once, of the same name and
//! version.

use super::kinds::{
    ARCHIVE, CLEARED, QUARANTINE, RELEASE_CLEARED, RELEASE_QUARANTINE, REMOVE_FILE, REMOVE_PROJECT,
    REMOVE_RELEASE, UNARCHIVE, UNYANK, YANK,
};
use super::purl;
use crate::convert::Converted;
use crate::loss::LossKind;
use crate::pypi::PypiJournal;
use crate::pypi::journal::JournalRow;
use crate::signal::{Gathered, Grain, Signal, SignalKind, ToSignals};
use crate::specific;
use pkgschema::Pointer;
use pkgschema::identity::Artifact;
use pkgschema::object::Raw;
use pkgschema::text::Timestamp;
use std::collections::HashMap;

/// What an action does, by the word of the journal.
const ACTIONS: [(&str, &SignalKind); 10] = [
    ("remove project", &REMOVE_PROJECT),
    ("remove release", &REMOVE_RELEASE),
    ("yank release", &YANK),
    ("unyank release", &UNYANK),
    ("project archived", &ARCHIVE),
    ("project unarchived", &UNARCHIVE),
    ("project quarantined", &QUARANTINE),
    ("project quarantine cleared", &CLEARED),
    ("release quarantined", &RELEASE_QUARANTINE),
    ("release quarantine cleared", &RELEASE_CLEARED),
];

/// Each reversal, with what it lifts.
const LIFTS: [(&SignalKind, &SignalKind); 4] = [
    (&UNYANK, &YANK),
    (&UNARCHIVE, &ARCHIVE),
    (&CLEARED, &QUARANTINE),
    (&RELEASE_CLEARED, &RELEASE_QUARANTINE),
];

/// What removals of files begin with; the file's name follows.
const FILE: &str = "remove file ";

/// What actions begin with that may take something away.
const LIKE_REMOVALS: [&str; 9] = [
    "remove",
    "delete",
    "yank",
    "unyank",
    "project ",
    "release ",
    "quarantine",
    "prohibit",
    "archive",
];

/// Removals of people, not of what they published.
const OF_ROLES: [&str; 4] =
    ["remove Owner ", "remove Maintainer ", "remove owner ", "remove maintainer "];

impl ToSignals for PypiJournal {
    const SIGNALS: &'static [&'static SignalKind] = &[
        &REMOVE_PROJECT,
        &REMOVE_RELEASE,
        &REMOVE_FILE,
        &YANK,
        &UNYANK,
        &ARCHIVE,
        &UNARCHIVE,
        &QUARANTINE,
        &CLEARED,
        &RELEASE_QUARANTINE,
        &RELEASE_CLEARED,
    ];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let mut reader = Reader::default();
        for (index, row) in self.rows() {
            let place = Pointer::root().index(index);
            match row {
                Some(row) => reader.row(&row, place.index(3)),
                None => reader.found.lost(place, LossKind::Dropped, "no row of the journal"),
            }
        }
        reader.found.done()
    }
}

#[derive(Default)]
struct Reader {
    found: Gathered,
    /// Places of the decisions that nothing has lifted yet, by their kind and purl.
    standing: HashMap<(&'static str, String), Vec<usize>>,
}

impl Reader {
    fn row(&mut self, row: &JournalRow, place: Pointer) {
        let action = row.action.as_str();
        let known = ACTIONS.into_iter().find(|(word, _)| *word == action).map(|(_, kind)| kind);
        let file = action.strip_prefix(FILE).map(str::trim).filter(|file| !file.is_empty());
        match (known, file) {
            (Some(kind), _) => self.act(kind, row, None, place),
            (None, Some(file)) => self.act(&REMOVE_FILE, row, Some(file), place),
            (None, None) if is_like_a_removal(action) => {
                let note = "an action that is not known, and may take something away";
                self.found.lost(place, LossKind::Dropped, note);
            }
            (None, None) => {}
        }
    }

    fn act(
        &mut self,
        kind: &'static SignalKind,
        row: &JournalRow,
        file: Option<&str>,
        place: Pointer,
    ) {
        let version = row.version.as_deref().filter(|version| !version.is_empty());
        if kind.grain == Grain::Version && version.is_none() {
            let note = "it is about a release, and the row names none";
            return self.found.lost(place, LossKind::Dropped, note);
        }
        let version = version.filter(|_| kind.grain != Grain::Package);
        let at = self.found.signals.len();
        let purl = purl(Some(&row.name), version);
        let Some(signal) = self.found.signal(kind, place.clone(), purl) else { return };
        signal.since = Timestamp::from_unix(row.timestamp);
        signal.native = specific::object([
            ("serial", Raw::of(&row.serial)),
            ("timestamp", Raw::of(&row.timestamp)),
        ]);
        signal.artifacts.extend(file.map(|name| {
            let mut artifact = Artifact::default();
            artifact.filename = Some(name.into());
            artifact
        }));
        let about = signal.purl.as_str().to_owned();
        match LIFTS.into_iter().find(|(reversal, _)| *reversal == kind) {
            Some((_, lifted)) => {
                let lifted = self.standing.remove(&(lifted.name, about)).unwrap_or_default();
                self.lift(at, lifted, place);
            }
            None => self.standing.entry((kind.name, about)).or_default().push(at),
        }
    }

    fn lift(&mut self, at: usize, lifted: Vec<usize>, place: Pointer) {
        if lifted.is_empty() {
            let note = "what it lifts stands in none of the rows before it";
            self.found.lost(place, LossKind::Changed, note);
        }
        if let Some(signal) = self.found.signals.get_mut(at) {
            signal.lifts = lifted;
        }
    }
}

fn is_like_a_removal(action: &str) -> bool {
    let begins = |words: &[&str]| words.iter().any(|word| action.starts_with(word));
    begins(&LIKE_REMOVALS) && !begins(&OF_ROLES)
}
