//! Signals of crates.io: what is yanked, deleted or reserved.
//!
//! | document | signal | notice | rule |
//! |---|---|---|---|
//! | index line | `yanked` is `true` | `yanked` | null and `false` say that it is not |
//!
//! Source: The Cargo Book, "Registry Index"; `cargo yank`.
//!
//! Invariant: a yanked version stays for lock files that name it; nothing here says why.

use super::IndexLine;
use crate::Loss;
use crate::convert::Converted;
use crate::loss::LossKind;
use crate::signal::{About, FromNotices, Grain, Signal, SignalKind, Standing, ToSignals};
use pkgschema::Pointer;
use pkgschema::identity::{Ecosystem, PackageName, Purl};
use pkgschema::takedown::{Query, Resolution, Status, TakedownNotice};

/// A version that is yanked, in a line of the index.
pub(crate) static YANKED: SignalKind = SignalKind {
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
        let place = Pointer::root().child("yanked");
        let mut found = Converted::lossless(Vec::new());
        if let Some(odd) = self.rest.get("yanked") {
            found.losses.push(Loss::of_odd(place.clone(), odd));
        }
        if self.yanked.get() != Some(&true) {
            return found;
        }
        match purl(self) {
            Some(purl) => found.value.push(Signal::new(&YANKED, place, purl)),
            None => found.losses.push(Loss::new(place, LossKind::Dropped, NO_PURL)),
        }
        found
    }
}

/// Why a signal is lost.
const NO_PURL: &str = "no purl can name what it is about";

fn purl(line: &IndexLine) -> Option<Purl> {
    let name = PackageName::from_document(Ecosystem::CRATES_IO, line.name.clone()?);
    name.purl(Some(line.vers.as_deref()?))?.ok()
}

impl FromNotices for IndexLine {
    fn without_signals(mut self) -> Self {
        if self.yanked.get() == Some(&true) {
            self.yanked = Some(false).into();
        }
        self
    }

    fn with_notices(mut self, notices: &[TakedownNotice]) -> Converted<Self> {
        let Some(purl) = purl(&self) else { return Converted::lossless(self) };
        let found = Standing::of(notices, &purl).about(&Query::of(&purl), self.vers.as_deref());
        let mut losses = Vec::new();
        for (about, sure) in found {
            if yanks(about, &mut losses) {
                self.yanked = Some(true).into();
                losses.extend((!sure).then(|| about.unsure()));
            }
        }
        Converted::new(self, losses)
    }
}

/// Whether a line says what the notice says by a yank, be it less; losses say what it does not.
fn yanks(about: About<'_>, losses: &mut Vec<Loss>) -> bool {
    let said = about.is_said_by(Status::Yanked, losses);
    if said {
        let effects = about.notice.effects.as_ref();
        let resolution = effects.and_then(|effects| effects.resolution.as_ref());
        if resolution.is_some_and(|it| *it == Resolution::OnlyExact) {
            let note = "who names it exactly does not get it either";
            losses.push(about.loss("/effects/resolution", LossKind::Changed, note));
        }
        losses.extend(about.unsaid(&["/effects"], "a line of an index"));
    }
    said
}
