//! Signals in the making, and what they cannot say.
//!
//! Invariant: a signal about a version never becomes one about its package; where nothing names
//! what it is about, it is a loss.

use super::{Signal, SignalKind};
use crate::Loss;
use crate::convert::Converted;
use crate::loss::LossKind;
use pkgschema::Pointer;
use pkgschema::identity::{PackageName, Purl};
use pkgschema::object::{Entries, Items, Rest};

/// Why a signal is lost: nothing can name what it is about.
pub(crate) const NO_PURL: &str = "no purl can name what it is about";

/// What was found of a document so far.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) signals: Vec<Signal>,
    pub(crate) losses: Vec<Loss>,
}

impl Gathered {
    pub(crate) fn done(self) -> Converted<Vec<Signal>> {
        Converted::new(self.signals, self.losses)
    }

    /// A signal at a place, or a loss there where nothing names what it is about.
    pub(crate) fn signal(
        &mut self,
        kind: &'static SignalKind,
        place: Pointer,
        purl: Option<Purl>,
    ) -> Option<&mut Signal> {
        match purl {
            Some(purl) => {
                self.signals.push(Signal::new(kind, place, purl));
                self.signals.last_mut()
            }
            None => {
                self.lost(place, LossKind::Dropped, NO_PURL);
                None
            }
        }
    }

    pub(crate) fn lost(&mut self, place: Pointer, kind: LossKind, note: &str) {
        self.losses.push(Loss::new(place, kind, note));
    }

    /// Losses for those of an object's members that are of a wrong kind, or there twice.
    pub(crate) fn odd(&mut self, rest: &Rest, place: &Pointer, members: &[&str]) {
        for (name, raw) in rest.iter().filter(|(name, _)| members.contains(name)) {
            self.losses.push(Loss::of_odd(place.child(name), raw));
        }
    }

    /// Losses for those elements that are of a wrong kind.
    pub(crate) fn odd_items<T>(&mut self, items: Option<&Items<T>>, place: &Pointer) {
        let odd = items.into_iter().flat_map(Items::odd);
        self.losses.extend(odd.map(|(index, raw)| Loss::of_odd(place.index(index), raw)));
    }

    /// Losses for those entries that are of a wrong kind.
    pub(crate) fn odd_entries<T>(&mut self, entries: Option<&Entries<T>>, place: &Pointer) {
        let odd = entries.into_iter().flat_map(|entries| entries.odd().iter());
        self.losses.extend(odd.map(|(name, raw)| Loss::of_odd(place.child(name), raw)));
    }
}

/// The purl of a package, or of a version of it. An empty version is none of its versions, and not
/// the package, which a purl would make of it.
pub(crate) fn purl(name: PackageName, version: Option<&str>) -> Option<Purl> {
    let purl = name.purl(version)?.ok()?;
    (purl.version().is_some() == version.is_some()).then_some(purl)
}
