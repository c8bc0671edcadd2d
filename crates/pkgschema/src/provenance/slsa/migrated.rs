//! What a step from one version to the next gives.
//!
//! Losses between formats are the converters' matter, in another crate. A step between versions of
//! one predicate needs no more than places and reasons, so that it has a type of its own.
//!
//! Invariant: every member of the source is in the value or below an unplaced pointer.

use crate::Pointer;
use crate::object::{Object, Rest};
use std::collections::HashSet;

/// A predicate in a later version, and what of the earlier one has no place in it.
///
/// ```
/// use pkgschema::{object::parse, provenance::slsa::v0_2::Provenance};
/// let earlier: Provenance = parse(r#"{"buildType": "https://ci.example/make",
///     "metadata": {"buildInvocationId": "7", "reproducible": false}}"#)?;
/// let later = earlier.to_v1();
/// assert_eq!(later.value.metadata().unwrap().invocation_id.as_deref(), Some("7"));
/// assert_eq!(later.unplaced[0].pointer.as_str(), "/metadata/reproducible");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Migrated<T> {
    /// The predicate in the later version.
    pub value: T,
    /// What has no place in it, in the order in which it was met.
    pub unplaced: Vec<Unplaced>,
}

/// A member of an earlier version without a place in the later one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unplaced {
    /// Where it stands in the earlier predicate, with everything below it.
    pub pointer: Pointer,
    /// Why it has no place: lower case, no final stop.
    pub note: &'static str,
}

impl<T> Migrated<T> {
    /// A value of which everything has its place.
    pub(in crate::provenance) fn whole(value: T) -> Self {
        Self { value, unplaced: Vec::new() }
    }
}

/// Collects what has no place while a predicate is carried over.
#[derive(Debug, Default)]
pub(super) struct Carrier {
    unplaced: Vec<Unplaced>,
}

impl Carrier {
    /// Names something that has no place.
    pub(super) fn leave(&mut self, pointer: Pointer, note: &'static str) {
        self.unplaced.push(Unplaced { pointer, note });
    }

    /// The remainder of an object as that of the object which takes its place. `renamed` holds
    /// the known members that are the same in both under the names that they have in each: one
    /// that is null or of the wrong kind is carried as it is.
    pub(super) fn rest<S: Object, T: Object>(
        &mut self,
        source: &S,
        place: &Pointer,
        renamed: &[(&str, &str)],
    ) -> Rest {
        let (mut rest, mut seen) = (Rest::default(), HashSet::new());
        for (name, raw) in source.rest().iter() {
            let target = renamed.iter().find(|(from, _)| *from == name).map(|(_, to)| *to);
            let note = if source.has(name) || !seen.insert(name) {
                "the name stands there twice; the first counts"
            } else if let Some(target) = target {
                rest.push(target, raw.clone());
                continue;
            } else if S::MEMBERS.contains(&name) {
                "null or of the wrong kind, so that it says nothing"
            } else if T::MEMBERS.contains(&name) {
                "the name means something else in the later version"
            } else {
                rest.push(name, raw.clone());
                continue;
            };
            self.leave(place.child(name), note);
        }
        rest
    }

    /// The end of the way.
    pub(super) fn done<T>(self, value: T) -> Migrated<T> {
        Migrated { value, unplaced: self.unplaced }
    }
}
