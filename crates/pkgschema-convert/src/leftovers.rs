//! What of a document a conversion did not use.
//!
//! Invariant: a place that says something is either taken or reported, and none is both.

mod taken;

use self::taken::{Null, Taken, Why};
use crate::{Loss, LossKind};
use pkgschema::Pointer;
use pkgschema::object::List;
use serde_json::value::RawValue;

/// The places of a document that a conversion used, and what it lost on the way.
#[derive(Debug, Default)]
pub(crate) struct Leftovers {
    taken: Taken,
    losses: Vec<Loss>,
}

impl Leftovers {
    /// The place and all below it is used.
    pub(crate) fn take(&mut self, place: &Pointer) {
        self.taken.mark(place);
    }

    /// The members of the object are used.
    pub(crate) fn take_members(&mut self, object: &Pointer, names: &[&str]) {
        names.iter().for_each(|name| self.take(&object.child(name)));
    }

    /// The elements of a list that were read are used.
    pub(crate) fn take_each<T>(&mut self, list: &List<T>, place: &Pointer) {
        list.indexed().for_each(|(index, _)| self.take(&place.index(index)));
    }

    /// A member that was read, taken; `None` where it was not.
    pub(crate) fn member<'a, T>(
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
    pub(crate) fn lose(&mut self, place: &Pointer, kind: LossKind, note: impl Into<String>) {
        self.take(place);
        self.say(place, kind, note);
    }

    /// The place is a package, or asks for one, that is not listed.
    #[cfg(any(feature = "cargo", feature = "formats", feature = "pypi"))]
    pub(crate) fn lose_package(&mut self, place: &Pointer, note: impl Into<String>) {
        self.take(place);
        self.losses.push(Loss::of_package(place.clone(), note));
    }

    /// The place says what is said elsewhere as well, and is not written for itself. What is null
    /// or empty is left over.
    pub(crate) fn imply<T>(&mut self, value: Option<&T>, object: &Pointer, name: &str, note: &str) {
        if value.is_some() {
            self.lose(&object.child(name), LossKind::Normalized, note);
        }
    }

    /// Something was lost that stands at no place of its own.
    pub(crate) fn say(&mut self, place: &Pointer, kind: LossKind, note: impl Into<String>) {
        self.losses.push(Loss::new(place.clone(), kind, note));
    }

    /// What another part of the conversion lost.
    pub(crate) fn extend(&mut self, losses: impl IntoIterator<Item = Loss>) {
        self.losses.extend(losses);
    }

    /// What another part of the conversion used and lost.
    pub(crate) fn join(&mut self, other: Self) {
        self.taken.join(other.taken);
        self.losses.extend(other.losses);
    }

    /// All losses: what was said, and every place left over. What is null or empty says nothing,
    /// so that only its spelling is lost.
    pub(crate) fn finish(self, view: &RawValue, note: &'static str) -> Vec<Loss> {
        self.left_over(view, Null::SaysNothing, &|_| note)
    }

    /// The same for a document in which null is not how absence is written, with the reason for
    /// each place.
    pub(crate) fn finish_by(self, view: &RawValue, why: Why<'_>) -> Vec<Loss> {
        self.left_over(view, Null::Counts, why)
    }

    fn left_over(mut self, view: &RawValue, null: Null, why: Why<'_>) -> Vec<Loss> {
        self.losses.extend(self.taken.losses(view, null, why));
        self.losses
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
        assert_eq!(places, ["/a/c/1/d", "/a/c/0", "/a/c/1/e", "/f", "/g", "/h"]);
        let kinds: Vec<bool> = losses.iter().map(|loss| loss.kind.loses_meaning()).collect();
        assert_eq!(kinds, [true, true, true, false, false, true]);
    }
}
