//! What one ecosystem's document says beyond the record's common members.
//!
//! Invariant: every entry says what the common members give at its place, so that a changed
//! record is never overwritten with stale text.

use super::Mapping;
use crate::{Loss, LossKind};
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::{Differing, List, Object, Raw, RawObject, Value, raw};
use pkgschema::{Pointer, Text};
use serde_json::value::RawValue;
use std::collections::HashSet;

pkgschema::object! {
    /// The remainder of a document, kept in `PackageMetadata.extensions`.
    pub struct Extension {
        /// The document, by the name that it goes by. Absent for the ecosystem's main one.
        pub document: Option<Text>,
        /// Where the document says more or other than the common members.
        pub carried: List<Carried>,
        /// Places whose text is a scalar type of the document's own syntax.
        pub text_scalars: List<Text> = "textScalars",
    }

    /// One place where the document says more or other than the common members.
    pub struct Carried {
        required {
            /// The place in the document's JSON view.
            pub pointer: Text,
        }
        /// What the document says there. Absent if nothing.
        pub source: Option<Raw>,
        /// What the common members give there. Absent if nothing.
        pub common: Option<Raw>,
    }
}

impl Extension {
    /// Reads an extension, if it is one in which every entry can be placed.
    pub(super) fn read(raw: &Raw) -> Option<Self> {
        let extension = <Self as Value>::read(raw.as_raw())?;
        let whole = extension.rest().is_empty()
            && extension.carried.items().is_none_or(|items| items.odd().next().is_none());
        whole.then_some(extension)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.carried.is_empty() && self.text_scalars.is_empty()
    }

    pub(super) fn insert_into(&self, record: &mut PackageMetadata, key: &'static str) {
        if let Some(raw) = RawObject::new(self.to_raw()) {
            record.extensions.insert(key, raw);
        }
    }

    /// Which entries mean the same in the document of a mapping: all, if it is that document's.
    pub(super) fn shared<D: Mapping>(&self) -> impl Fn(&Carried) -> bool + use<'_, D> {
        let of = self.document.as_deref();
        move |entry| {
            let shares = |place: Pointer| D::shares(of, &place);
            of == D::FORMAT || Pointer::parse(&entry.pointer).is_some_and(shares)
        }
    }

    /// The places of entries that leave something to another document, with the usual names of
    /// those that go by other ones.
    pub(super) fn left<D: Mapping>(&self) -> HashSet<String> {
        let leaves = |value: &RawValue| {
            let within = || raw::members(value).unwrap_or_default().into_iter();
            D::leaves(value) || within().any(|(_, member)| D::leaves(member))
        };
        let mut places = HashSet::new();
        for entry in &self.carried {
            if entry.source.as_ref().is_some_and(|source| leaves(source.as_raw())) {
                let (parent, last) = entry.pointer.rsplit_once('/').unwrap_or_default();
                let usual = D::OTHER_NAMES.iter().filter(|(_, other)| *other == last);
                places.extend(usual.map(|(usual, _)| format!("{parent}/{usual}")));
                places.insert(entry.pointer.as_str().to_owned());
            }
        }
        places
    }

    /// A loss for every entry that is meant: the target has no place for it.
    pub(super) fn losses(
        &self,
        place: &Pointer,
        target: &str,
        meant: impl Fn(&Carried) -> bool,
    ) -> Vec<Loss> {
        let carried = place.child("carried");
        let losses = self.carried.iter().enumerate().filter_map(|(index, entry)| {
            entry.source.as_ref().filter(|_| meant(entry))?;
            let (kind, note) = match &entry.common {
                Some(_) => (LossKind::Normalized, "written in the usual spelling".to_owned()),
                None => (LossKind::Dropped, super::no_place(target)),
            };
            Some(Loss::new(carried.index(index), kind, note))
        });
        losses.collect()
    }
}

/// What a document says beyond its common members: where it differs from one that was written of
/// them.
pub(super) fn remainder(beyond: Vec<Differing>) -> Extension {
    let mut extension = Extension::default();
    for difference in beyond {
        let mut carried = Carried::new(difference.pointer.as_str());
        carried.source = difference.left;
        carried.common = difference.right;
        extension.carried.push(carried);
    }
    extension
}
