//! What of a document a conversion did not use.
//!
//! Invariant: a place that says something is either taken or reported, and none is both.

use crate::{Loss, LossKind};
use pkgschema::Pointer;
use pkgschema::object::raw::{self, Kind};
use serde_json::value::RawValue;
use std::collections::HashSet;

/// The places of a document that a conversion used, and what it lost on the way.
#[derive(Debug, Default)]
pub(super) struct Leftovers {
    taken: HashSet<String>,
    /// Everything above a taken place.
    above: HashSet<String>,
    losses: Vec<Loss>,
}

impl Leftovers {
    /// The place and all below it is used.
    pub(super) fn take(&mut self, place: &Pointer) {
        if !self.taken.insert(place.as_str().to_owned()) {
            return;
        }
        let mut rest = place.as_str();
        while let Some((above, _)) = rest.rsplit_once('/') {
            // What is above a place that is known already is known too.
            if !self.above.insert(above.to_owned()) {
                break;
            }
            rest = above;
        }
    }

    /// A member that was read, taken; `None` where it was not.
    pub(super) fn member<'a, T>(
        &mut self,
        value: &'a Option<T>,
        object: &Pointer,
        name: &str,
    ) -> Option<&'a T> {
        let value = value.as_ref()?;
        self.take(&object.child(name));
        Some(value)
    }

    /// The place is used, but not as it was.
    pub(super) fn lose(&mut self, place: &Pointer, kind: LossKind, note: impl Into<String>) {
        self.take(place);
        self.say(place, kind, note);
    }

    /// Something was lost that stands at no place of its own.
    pub(super) fn say(&mut self, place: &Pointer, kind: LossKind, note: impl Into<String>) {
        self.losses.push(Loss::new(place.clone(), kind, note));
    }

    /// All losses: what was said, and every place left over. What is null or empty says nothing.
    pub(super) fn finish(mut self, view: &RawValue, note: &str) -> Vec<Loss> {
        let mut losses = std::mem::take(&mut self.losses);
        self.walk(view, &Pointer::root(), note, &mut losses);
        losses
    }

    fn walk(&self, value: &RawValue, place: &Pointer, note: &str, losses: &mut Vec<Loss>) {
        if self.taken.contains(place.as_str()) || says_nothing(value) {
            return;
        }
        if !self.above.contains(place.as_str()) {
            losses.push(Loss::new(place.clone(), LossKind::Dropped, note));
            return;
        }
        let mut seen = HashSet::new();
        for (name, member) in raw::members(value).unwrap_or_default() {
            if seen.insert(name.clone()) {
                self.walk(member, &place.child(&name), note, losses);
            }
        }
        for (index, element) in raw::elements(value).unwrap_or_default().into_iter().enumerate() {
            self.walk(element, &place.index(index), note, losses);
        }
    }
}

fn says_nothing(value: &RawValue) -> bool {
    match raw::kind(value) {
        Kind::Null => true,
        Kind::Object | Kind::Array => {
            let text = value.get();
            let inside = text.get(1..text.len().saturating_sub(1)).unwrap_or_default();
            inside.trim().is_empty()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pkgschema::object::Raw;

    #[test]
    fn what_is_left_is_named_once() {
        let view = r#"{"a": {"b": 1, "c": [1, {"d": 2, "e": 3}]}, "f": null, "g": [], "h": "x"}"#;
        let view = Raw::parse(view).unwrap();
        let mut left = Leftovers::default();
        left.take(&Pointer::root().child("a").child("b"));
        let second = Pointer::root().child("a").child("c").index(1);
        left.lose(&second.child("d"), LossKind::Changed, "otherwise");
        let losses = left.finish(view.as_raw(), "no place");
        let places: Vec<&str> = losses.iter().map(|loss| loss.pointer.as_str()).collect();
        assert_eq!(places, ["/a/c/1/d", "/a/c/0", "/a/c/1/e", "/h"]);
    }
}
