//! Signals of a file of the index: those of its lines.
//!
//! Invariant: a line that is none costs no other line its signal.

use super::{SAID, of_line, saying, skim};
use crate::cargo::IndexFile;
use crate::cargo::index::file::IndexEntry;
use crate::convert::Converted;
use crate::loss::LossKind;
use crate::signal::{Decisions, FromNotices, Gathered, Grain, Signal, SignalKind, ToSignals};
use pkgschema::takedown::TakedownNotice;
use pkgschema::{ParseError, Pointer};

/// A version that is yanked, in a file of the index.
static YANKED: SignalKind = SignalKind {
    name: "cargo-index-file-yanked",
    purl_type: "cargo",
    document: "index file",
    place: "/*/yanked",
    grain: Grain::Version,
    mechanism: "yank",
    status: "yanked",
    written: true,
    source: "The Cargo Book, Registry Index, index files",
    ..SignalKind::PLAIN
};

impl ToSignals for IndexFile {
    const SIGNALS: &'static [&'static SignalKind] = &[&YANKED];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let mut found = Gathered::default();
        for (index, entry) in self.entries().iter().enumerate() {
            of_entry(index, entry, &mut found);
        }
        found.done()
    }

    fn signals_in(text: &str) -> Result<Converted<Vec<Signal>>, ParseError> {
        let body = Self::body(text);
        let mut found = Gathered::default();
        let (mut is_empty, mut is_file) = (true, false);
        for (index, line) in Self::texts(body).enumerate() {
            is_empty = false;
            match skim::line(line) {
                Some(skimmed) => {
                    is_file = true;
                    if skimmed.tells() {
                        skimmed.tell(&YANKED, &Pointer::root().index(index), &mut found);
                    }
                }
                None => {
                    let entry = IndexEntry::parse(line);
                    is_file |= matches!(entry, IndexEntry::Line(_));
                    of_entry(index, &entry, &mut found);
                }
            }
        }
        if is_file { Ok(found.done()) } else { Err(Self::refusal(is_empty, body)) }
    }
}

fn of_entry(index: usize, entry: &IndexEntry, found: &mut Gathered) {
    let place = Pointer::root().index(index);
    match entry {
        IndexEntry::Line(line) => of_line(line, &YANKED, &place, found),
        _ => found.lost(place, LossKind::Dropped, "no line of an index"),
    }
}

impl FromNotices for IndexFile {
    fn without_signals(mut self) -> Self {
        self.lines_mut().for_each(|line| line.clear_yank());
        self
    }

    fn with_notices(mut self, notices: &[TakedownNotice]) -> Converted<Self> {
        let mut decisions = Decisions::of(notices);
        let mut saying = saying("a file of an index", SAID);
        for line in self.lines_mut() {
            let found = line.known_purl().map(|purl| decisions.about(&purl)).unwrap_or_default();
            if saying.of(&found).is_some() {
                line.yank();
            }
        }
        decisions.asked().for_each(|(purl, standing)| saying.unmet(standing, purl));
        Converted::new(self, saying.losses)
    }
}
