//! Signals of crates.io: what is yanked, deleted or reserved.
//!
//! | document | signal | notice | rule |
//! |---|---|---|---|
//! | index line, index file | `yanked` is `true` | `yanked` | null and `false` say that it is not; a line of an unknown schema version says nothing |
//! | answer of crates.io | `yanked` is `true` | `yanked` | message; since when and by whom, from the last act if that is a yank |
//! | `deleted_crates.csv` | a row | `deleted` | all of the row is kept |
//! | `reserved_crate_names.csv` | a row | `name-reserved` | |
//! | RustSec advisory | `expect-deleted` is `true` | `deleted`, by a third party | since the beginning of the advisory's day, which is concluded |
//!
//! Source: The Cargo Book, "Registry Index" and `cargo yank`; the crates.io repository,
//! `crates_io_api_types` and `crates_io_database_dump`; the advisory database's readme.
//!
//! Invariant: a yanked version stays for lock files that name it; nothing in an index says why.

mod answer;
mod index_file;
mod rustsec;
mod skim;
mod tables;
mod yanks;

use super::IndexLine;
use crate::Loss;
use crate::convert::{Converted, Document};
use crate::loss::LossKind;
use crate::signal::{FromNotices, Grain, NO_PURL, Signal, SignalKind, ToSignals};
use pkgschema::identity::{Ecosystem, PackageName, Purl};
use pkgschema::takedown::TakedownNotice;
use pkgschema::{ParseError, Pointer};
use yanks::Yanks;

/// A version that is yanked, in a line of the index.
static YANKED: SignalKind = SignalKind {
    name: "cargo-index-yanked",
    purl_type: "cargo",
    document: "index line",
    place: "/yanked",
    grain: Grain::Version,
    mechanism: "yank",
    status: "yanked",
    written: true,
    source: "The Cargo Book, Registry Index, JSON schema",
    ..SignalKind::PLAIN
};

impl ToSignals for IndexLine {
    const SIGNALS: &'static [&'static SignalKind] = &[&YANKED];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let mut found = Converted::lossless(Vec::new());
        of_line(self, &YANKED, &Pointer::root(), &mut found);
        found
    }

    fn signals_in(text: &str) -> Result<Converted<Vec<Signal>>, ParseError> {
        let Some(skimmed) = skim::line(text) else { return Ok(Self::parse(text)?.signals()) };
        let mut found = Converted::lossless(Vec::new());
        skimmed.tell(&YANKED, &Pointer::root(), &mut found);
        Ok(found)
    }
}

/// What a line says, if it stands at `place`.
fn of_line(
    line: &IndexLine,
    kind: &'static SignalKind,
    place: &Pointer,
    found: &mut Converted<Vec<Signal>>,
) {
    if !line.is_known() {
        return found.losses.push(unknown(place));
    }
    if let Some(odd) = line.rest.get("yanked") {
        found.losses.push(Loss::of_odd(place.child("yanked"), odd));
    }
    if line.yanked.get() == Some(&true) {
        of_version(line.name.as_deref(), line.vers.as_deref(), kind, place, found);
    }
}

/// A line at `place` that Cargo passes over.
fn unknown(place: &Pointer) -> Loss {
    let note = "of a schema version that is not known; nobody can tell whether it is yanked";
    Loss::new(place.child("v"), LossKind::Dropped, note)
}

/// The signal of a version that is yanked, if it has a name.
fn of_version(
    name: Option<&str>,
    version: Option<&str>,
    kind: &'static SignalKind,
    place: &Pointer,
    found: &mut Converted<Vec<Signal>>,
) {
    let place = place.child("yanked");
    match version.and_then(|version| purl(name?, Some(version))) {
        Some(purl) => found.value.push(Signal::new(kind, place, purl)),
        None => found.losses.push(Loss::new(place, LossKind::Dropped, NO_PURL)),
    }
}

/// The crate, or a version of it.
fn purl(name: &str, version: Option<&str>) -> Option<Purl> {
    let purl = PackageName::from_document(Ecosystem::CRATES_IO, name).purl(version)?.ok()?;
    // an empty version would make it the whole crate
    (purl.version().as_deref() == version && purl.name() == name).then_some(purl)
}

impl IndexLine {
    /// The version, if the line is one that says anything.
    fn known_purl(&self) -> Option<Purl> {
        let known = self.name.as_deref().zip(self.vers.as_deref()).filter(|_| self.is_known());
        known.and_then(|(name, vers)| purl(name, Some(vers)))
    }

    fn clear_yank(&mut self) {
        if self.is_known() && self.yanked.get() == Some(&true) {
            self.yanked = Some(false).into();
        }
    }

    fn yank(&mut self) {
        self.rest.remove("yanked"); // what stood there was no answer
        self.yanked = Some(true).into();
    }
}

impl FromNotices for IndexLine {
    fn without_signals(mut self) -> Self {
        self.clear_yank();
        self
    }

    fn with_notices(mut self, notices: &[TakedownNotice]) -> Converted<Self> {
        let Some(purl) = self.known_purl() else { return Converted::lossless(self) };
        let mut yanks = Yanks::of(notices, "a line of an index", &[]);
        if !yanks.about(&purl).is_empty() {
            self.yank();
        }
        Converted::new(self, yanks.losses)
    }
}
