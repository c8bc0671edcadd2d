//! What a step could not carry, named.
//!
//! Invariant: a loss points into the view of the document or record that the step started from.

use pkgschema::Pointer;
use pkgschema::object::raw::Kind;
use pkgschema::object::{Object, Raw};
use pkgschema::report::LossRecord;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use std::fmt;

/// What happened to a value on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum LossKind {
    /// The target has no place for it.
    Dropped,
    /// It stands in the target with another meaning, or with less of it.
    Changed,
    /// The source does not say it, the target must: a default stands there.
    Defaulted,
    /// It was broken and was put right.
    Repaired,
    /// It means the same, spelt in another way.
    Normalized,
}

impl LossKind {
    /// The kind in one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dropped => "dropped",
            Self::Changed => "changed",
            Self::Defaulted => "defaulted",
            Self::Repaired => "repaired",
            Self::Normalized => "normalized",
        }
    }

    /// Whether meaning was lost: everything but another spelling.
    pub fn loses_meaning(self) -> bool {
        self != Self::Normalized
    }
}

impl fmt::Display for LossKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One value that a step could not carry as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Loss {
    /// Where it stands in the JSON view of what the step started from.
    pub pointer: Pointer,
    /// What happened to it.
    pub kind: LossKind,
    /// Why, in words: lower case, no final stop.
    pub note: String,
    /// Whether it is a package, or asks for one: what was made of the document does not list all
    /// that it lists.
    pub is_package: bool,
}

/// The note for a package that has no name.
#[cfg(any(feature = "cargo", feature = "pypi"))]
pub(crate) const NAMELESS: &str = "a package without a name";

/// The note for what need not be said.
pub(crate) const SAYS_NOTHING: &str = "it says no more than its absence does";

impl Loss {
    /// A loss at `pointer`.
    pub fn new(pointer: Pointer, kind: LossKind, note: impl Into<String>) -> Self {
        Self { pointer, kind, note: note.into(), is_package: false }
    }

    /// A package that what is made does not list.
    pub fn of_package(pointer: Pointer, note: impl Into<String>) -> Self {
        Self { is_package: true, ..Self::new(pointer, LossKind::Dropped, note) }
    }

    /// What an object at `place` holds beside its typed members; `why` is said of a member that
    /// nobody knows.
    pub(crate) fn of_rest<T: Object>(object: &T, place: &Pointer, why: &str) -> Vec<Self> {
        let lost = |(name, raw): (&str, &Raw)| match T::MEMBERS.contains(&name) {
            true => Self::of_odd(place.child(name), raw),
            false => Self::new(place.child(name), LossKind::Dropped, why),
        };
        object.rest().iter().map(lost).collect()
    }

    /// A value that does not fit where its name is known.
    pub(crate) fn of_odd(pointer: Pointer, raw: &Raw) -> Self {
        let (kind, note) = match raw.kind() {
            Kind::Null => (LossKind::Normalized, "null says nothing here"),
            _ => (LossKind::Dropped, "of the wrong kind, or there twice"),
        };
        Self::new(pointer, kind, note)
    }

    /// What the target says too, in its usual spelling.
    pub(crate) fn spelt(pointer: Pointer) -> Self {
        Self::new(pointer, LossKind::Normalized, "written in the usual spelling")
    }

    /// What need not be said.
    pub(crate) fn of_nothing(pointer: Pointer) -> Self {
        Self::new(pointer, LossKind::Normalized, SAYS_NOTHING)
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.kind, self.pointer, self.note)
    }
}

impl From<&Loss> for LossRecord {
    fn from(loss: &Loss) -> Self {
        Self::new(loss.pointer.as_str(), loss.kind.as_str(), loss.note.as_str())
    }
}

impl Serialize for Loss {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Loss", 3)?;
        object.serialize_field("pointer", &self.pointer)?;
        object.serialize_field("kind", self.kind.as_str())?;
        object.serialize_field("note", &self.note)?;
        object.end()
    }
}
