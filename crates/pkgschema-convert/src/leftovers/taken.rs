//! Which places of a document a conversion used, and the losses of all others.
//!
//! Invariant: every place of the view that holds something is marked, or a loss stands at it or
//! above it.

use crate::loss::{Loss, LossKind, SAYS_NOTHING};
use pkgschema::Pointer;
use pkgschema::object::raw::{self, Kind};
use serde_json::value::RawValue;
use std::collections::HashMap;

/// Longest pointer of a place that is looked into, in bytes: the pointers of what lies below
/// repeat it.
const LONGEST: usize = 512;

/// Whether null that is not used is a loss.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Null {
    /// It is.
    Counts,
    /// The document writes it for what is not there.
    SaysNothing,
}

/// Why what stands at a place is lost.
pub(super) type Why<'a> = &'a dyn Fn(&Pointer) -> &'static str;

/// Places that are used, as a tree of their steps.
#[derive(Debug, Default)]
pub(super) struct Taken {
    below: HashMap<String, Taken>,
    whole: bool,
}

impl Taken {
    /// Marks a place with all that lies below it.
    pub(super) fn mark(&mut self, place: &Pointer) {
        let mut node = self;
        for token in place.tokens() {
            node = node.below.entry(token).or_default();
        }
        node.whole = true;
    }

    /// Marks what the other has marked.
    pub(super) fn join(&mut self, other: Self) {
        self.whole |= other.whole;
        for (token, below) in other.below {
            self.below.entry(token).or_default().join(below);
        }
    }

    /// A loss for each place that is not marked, as high up as nothing below is.
    pub(super) fn losses(&self, view: &RawValue, null: Null, why: Why<'_>) -> Vec<Loss> {
        let mut walk = Walk { place: Pointer::root(), null, why, losses: Vec::new() };
        walk.look(self, view);
        walk.losses
    }
}

fn is_no_content(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b']' | b'}')
}

struct Walk<'a> {
    place: Pointer,
    null: Null,
    why: Why<'a>,
    losses: Vec<Loss>,
}

impl Walk<'_> {
    fn look(&mut self, taken: &Taken, value: &RawValue) {
        if taken.whole {
            return;
        }
        let deep = self.place.as_str().len() > LONGEST;
        match raw::kind(value) {
            _ if deep || taken.below.is_empty() => self.lose(value),
            Kind::Object => {
                for (name, member) in raw::members(value).unwrap_or_default() {
                    self.step(taken, &name, member);
                }
            }
            Kind::Array => {
                for (index, element) in raw::elements(value).unwrap_or_default().iter().enumerate()
                {
                    self.step(taken, &index.to_string(), element);
                }
            }
            _ => self.lose(value),
        }
    }

    fn step(&mut self, taken: &Taken, token: &str, value: &RawValue) {
        self.place.push(token);
        match taken.below.get(token) {
            Some(below) => self.look(below, value),
            None => self.lose(value),
        }
        self.place.pop();
    }

    /// An empty list or object says nothing that could be lost, nor may null: what is lost is how
    /// it was spelt.
    fn lose(&mut self, value: &RawValue) {
        let is_empty = match raw::kind(value) {
            Kind::Array | Kind::Object => value.get().bytes().skip(1).all(is_no_content),
            Kind::Null => self.null == Null::SaysNothing,
            _ => false,
        };
        let (kind, note) = match is_empty {
            true => (LossKind::Normalized, SAYS_NOTHING.to_owned()),
            false => (LossKind::Dropped, (self.why)(&self.place).to_owned()),
        };
        self.losses.push(Loss::new(self.place.clone(), kind, note));
    }
}
