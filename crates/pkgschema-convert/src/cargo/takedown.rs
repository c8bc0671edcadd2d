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

use super::IndexLine;
use crate::Loss;
use crate::convert::{Converted, Document};
use crate::loss::LossKind;
use crate::signal::{
    self, FromNotices, Gathered, Grain, Saying, Signal, SignalKind, Standing, ToSignals,
};
use pkgschema::identity::{Ecosystem, PackageName, Purl};
use pkgschema::takedown::{Query, Resolution, Status, TakedownNotice};
use pkgschema::{ParseError, Pointer};

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
        let mut found = Gathered::default();
        of_line(self, &YANKED, &Pointer::root(), &mut found);
        found.done()
    }

    fn signals_in(text: &str) -> Result<Converted<Vec<Signal>>, ParseError> {
        let Some(skimmed) = skim::line(text) else { return Ok(Self::parse(text)?.signals()) };
        let mut found = Gathered::default();
        skimmed.tell(&YANKED, &Pointer::root(), &mut found);
        Ok(found.done())
    }
}

/// What a line says, if it stands at `place`.
fn of_line(line: &IndexLine, kind: &'static SignalKind, place: &Pointer, found: &mut Gathered) {
    if !line.is_known() {
        return found.losses.push(unknown(place));
    }
    found.odd(&line.rest, place, &["yanked"]);
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
fn of_version<'f>(
    name: Option<&str>,
    version: Option<&str>,
    kind: &'static SignalKind,
    place: &Pointer,
    found: &'f mut Gathered,
) -> Option<&'f mut Signal> {
    let purl = version.and_then(|version| purl(name?, Some(version)));
    found.signal(kind, place.child("yanked"), purl)
}

/// The crate, or a version of it.
fn purl(name: &str, version: Option<&str>) -> Option<Purl> {
    let purl = signal::purl(PackageName::from_document(Ecosystem::CRATES_IO, name), version)?;
    (purl.name() == name).then_some(purl)
}

/// What is written for notices: a yanked version stays for lock files that name it.
fn saying(document: &'static str, said: &'static [&'static str]) -> Saying {
    Saying::new(document, (Status::Yanked, Resolution::OnlyLocked), said)
}

/// What a line says of a notice: what follows from the yank.
const SAID: &[&str] = &["/effects"];

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
        let found = Standing::of(notices, &purl).about(&Query::of(&purl), self.vers.as_deref());
        let mut saying = saying("a line of an index", SAID);
        if saying.of(&found).is_some() {
            self.yank();
        }
        Converted::new(self, saying.losses)
    }
}
