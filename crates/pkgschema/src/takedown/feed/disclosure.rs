//! What a feed may show.
//!
//! Invariant: a marking that cannot be read is above every other, and nothing is shown that a
//! later notice says was erased.

use crate::identity::{Digest, DigestAlgorithm};
use crate::takedown::{TakedownNotice, Tlp};
use crate::text::Link;
use std::collections::HashMap;

/// How far up a marking stands, 0 for `CLEAR`. A word that nobody knows stands above all.
fn rank(tlp: &Tlp) -> u8 {
    match tlp {
        Tlp::Clear => 0,
        Tlp::Green => 1,
        Tlp::Amber => 2,
        Tlp::AmberStrict => 3,
        Tlp::Red => 4,
        Tlp::Unlisted(_) => u8::MAX,
    }
}

/// Whether a notice may be shown where markings up to this one may. A highest marking that nobody
/// knows lets through what `CLEAR` does.
pub(super) fn may_show(notice: &TakedownNotice, highest: &Tlp) -> bool {
    let most = if highest.is_listed() { rank(highest) } else { 0 };
    !is_unclear(notice) && notice.tlp.as_ref().map_or(0, rank) <= most
}

/// Whether the marking stands there twice, is of another kind, or may have been taken out.
fn is_unclear(notice: &TakedownNotice) -> bool {
    let taken = |pointer: &str| pointer.is_empty() || pointer == "/tlp";
    let erased = notice.erased.as_ref().is_some_and(|erased| {
        erased.members.has_odd() || erased.members.iter().any(|pointer| taken(pointer))
    });
    erased || ["tlp", "erased"].iter().any(|name| notice.rest.get(name).is_some())
}

/// What later notices say was erased: by identifier the last one's line, and the digest of what is
/// left, if it says so.
#[derive(Default)]
pub(super) struct Erasures<'a> {
    named: HashMap<&'a str, (usize, Option<Digest>)>,
    /// Notices that say of something that it was erased, and nobody knows of what.
    unclear: Vec<&'a Link>,
}

impl<'a> Erasures<'a> {
    pub(super) fn of(placed: &[(usize, &'a TakedownNotice)]) -> Self {
        let mut all = Self::default();
        for (line, notice) in placed {
            if let Some(erasure) = &notice.erases {
                let left = erasure.digest.get(&DigestAlgorithm::Sha256);
                all.named.insert(erasure.id.as_str(), (*line, left));
            } else if notice.rest.get("erases").is_some() {
                all.unclear.push(&notice.id);
            }
        }
        all
    }

    /// The line in which the notice was last said to be erased in part.
    pub(super) fn line(&self, id: &str) -> Option<usize> {
        self.named.get(id).map(|(line, _)| *line)
    }

    /// The notices that still hold what was to be erased, and those of which nobody knows what they
    /// erase.
    pub(super) fn undone(&self, placed: &[(usize, &'a TakedownNotice)]) -> Vec<Link> {
        let undone = placed.iter().map(|(_, notice)| notice).filter(|notice| {
            let named = self.named.get(notice.id.as_str());
            named.is_some_and(|(_, left)| {
                notice.erased.is_none() || left.is_none() || notice.digest().ok() != *left
            })
        });
        undone.map(|notice| &notice.id).chain(self.unclear.iter().copied()).cloned().collect()
    }
}
