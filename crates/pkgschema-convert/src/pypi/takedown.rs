//! Signals of PyPI: what is yanked, archived, deprecated, quarantined or removed.
//!
//! | document | signal | notice | rule |
//! |---|---|---|---|
//! | Simple API, JSON and HTML | `yanked` of a file | `yanked` | that file; the empty text and `true` give no reason |
//! | Simple API, JSON and HTML | the project's status | its word | the package; a word that nobody knows stays one |
//! | JSON API | `info.yanked` | `yanked` | the release |
//! | JSON API | `yanked` of a file | `yanked` | that file, once where it is listed twice |
//! | journal | removals, yanks, quarantines, archiving | by the action | since the row's time |
//! | journal | their reversals | a reversal | of the earlier rows that it lifts |
//!
//! A release that is quarantined is missing in all of them but the journal.
//!
//! Source: the specifications "Simple repository API" and "Project status markers" (PEP 592, 691,
//! 792); PyPI's documentation, "JSON API" and "XML-RPC".
//!
//! Invariant: a status word that is not listed is a signal, and never taken for `active`.

mod back;
mod files;
mod journal;
mod json_api;
mod kinds;
mod simple_html;
mod simple_json;
mod skim;
mod status;

use crate::Loss;
use crate::loss::LossKind;
use crate::pypi::requirement::normalized;
use crate::signal::{Signal, SignalKind};
use pkgschema::Pointer;
use pkgschema::identity::{Ecosystem, PackageName, Purl};
use pkgschema::object::{Raw, RawObject, Writer};

/// The signals that are found, and what they cannot say.
#[derive(Debug, Default)]
struct Found {
    signals: Vec<Signal>,
    losses: Vec<Loss>,
}

impl Found {
    /// A signal about the package, version or file, or a loss where no purl can name it.
    fn signal(
        &mut self,
        kind: &'static SignalKind,
        place: Pointer,
        purl: Option<Purl>,
    ) -> Option<&mut Signal> {
        let Some(purl) = purl else {
            self.lose(place, "no purl can name what it is about");
            return None;
        };
        self.signals.push(Signal::new(kind, place, purl));
        self.signals.last_mut()
    }

    fn lose(&mut self, place: Pointer, note: &str) {
        self.losses.push(Loss::new(place, LossKind::Dropped, note));
    }
}

/// The project, or a version of it. The name is normalised as the index does it, which is more
/// than purl asks for.
fn purl(name: Option<&str>, version: Option<&str>) -> Option<Purl> {
    PackageName::from_document(Ecosystem::PYPI, normalized(name?)).purl(version)?.ok()
}

/// Native members, verbatim.
fn native<'a>(members: impl IntoIterator<Item = (&'a str, String)>) -> Option<RawObject> {
    let mut json = Writer::default();
    let mut object = json.object();
    for (name, value) in members {
        object.member(name, |to| to.raw(&value));
    }
    object.end();
    Raw::from_string(json.into_text()).and_then(RawObject::new)
}
