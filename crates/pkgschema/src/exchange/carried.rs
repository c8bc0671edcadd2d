//! What becomes of a record in another one, and what has no place there.
//!
//! Invariant: every place of the source that is neither in the value nor below a place named here
//! says nothing.

use crate::Pointer;

/// A record made of another one, and what of that has no place in it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Carried<T> {
    /// The record.
    pub value: T,
    /// What has no place in it, in the order in which it was met.
    pub unplaced: Vec<Uncarried>,
}

/// Something of a record that has no place in another one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Uncarried {
    /// Where it stands in the source, with everything below it.
    pub pointer: Pointer,
    /// Why it has no place, or what stands there in its stead: lower case, no final stop.
    pub note: String,
}

/// Why nothing can be made of a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {detail}")]
#[non_exhaustive]
pub struct NotCarried {
    /// Stable name of the reason, `kebab-case`.
    pub code: &'static str,
    /// The reason in words: lower case, no final stop.
    pub detail: &'static str,
}

/// Collects what has no place.
#[derive(Debug, Default)]
pub(super) struct Unplaced(Vec<Uncarried>);

impl Unplaced {
    pub(super) fn leave(&mut self, pointer: Pointer, note: impl Into<String>) {
        self.0.push(Uncarried { pointer, note: note.into() });
    }

    pub(super) fn has_below(&self, place: &Pointer) -> bool {
        self.0.iter().any(|it| place.contains(&it.pointer))
    }

    pub(super) fn done<T>(self, value: T) -> Carried<T> {
        Carried { value, unplaced: self.0 }
    }
}

pub(super) fn refuse<T>(code: &'static str, detail: &'static str) -> Result<T, NotCarried> {
    Err(NotCarried { code, detail })
}
