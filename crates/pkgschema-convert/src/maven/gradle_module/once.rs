//! What several variants say, told once.
//!
//! Invariant: every place that says the same is lost by name, the first one too.

use crate::LossKind;
use crate::leftovers::Leftovers;
use pkgschema::Pointer;
use std::collections::HashMap;

/// Why the first place says more than the record.
const FIRST: &str = "several variants have it; a record does not tell which";

/// Why the others do.
const AGAIN: &str = "another variant has the same; the record has it once";

/// What was said so far, and where first if it has not been said again.
#[derive(Default)]
pub(super) struct Once {
    known: HashMap<String, Option<Pointer>>,
}

impl Once {
    /// Whether that has been said before; then its places are lost.
    pub(super) fn again(&mut self, said: String, place: &Pointer, left: &mut Leftovers) -> bool {
        let Some(first) = self.known.get_mut(&said) else {
            self.known.insert(said, Some(place.clone()));
            return false;
        };
        if let Some(first) = first.take() {
            left.say(&first, LossKind::Changed, FIRST);
        }
        left.lose(place, LossKind::Changed, AGAIN);
        true
    }
}

/// The losses of what was said in several places.
pub(super) fn lose(first: &Pointer, again: &[Pointer], left: &mut Leftovers) {
    if !again.is_empty() {
        left.say(first, LossKind::Changed, FIRST);
    }
    again.iter().for_each(|place| left.lose(place, LossKind::Changed, AGAIN));
}
