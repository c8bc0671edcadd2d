//! A range said in another notation, and what that changes.
//!
//! Invariant: whoever gets the translation gets the changes with it.

use std::collections::HashSet;
use std::fmt;

/// How a translation differs from its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ChangeKind {
    /// It takes versions that the source does not.
    Widened,
    /// It leaves out versions that the source takes.
    Narrowed,
    /// It takes the same versions, but something else that the source says is gone.
    Dropped,
}

impl ChangeKind {
    /// `widened`, `narrowed` or `dropped`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Widened => "widened",
            Self::Narrowed => "narrowed",
            Self::Dropped => "dropped",
        }
    }
}

/// One difference between a range and its translation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Change {
    /// How they differ.
    pub kind: ChangeKind,
    /// In which versions and why: lower case, no final stop.
    pub note: String,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.as_str(), self.note)
    }
}

/// A range in another notation. Exact if there are no changes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Translation<T> {
    /// The range in the other notation.
    pub value: T,
    /// How it differs from the source as the source's own tools answer it.
    pub changes: Vec<Change>,
}

impl<T> Translation<T> {
    /// A translation that changes nothing.
    pub(super) fn exact(value: T) -> Self {
        Self { value, changes: Vec::new() }
    }

    /// Whether the translation takes the very versions that the source takes, and nothing is
    /// gone.
    pub fn is_exact(&self) -> bool {
        self.changes.is_empty()
    }
}

/// Changes in the making, each once.
#[derive(Debug, Default)]
pub(super) struct Changes {
    list: Vec<Change>,
    seen: HashSet<Change>,
}

impl Changes {
    /// Adds a change, unless it is named already.
    pub(super) fn note(&mut self, kind: ChangeKind, note: impl Into<String>) {
        let change = Change { kind, note: note.into() };
        if self.seen.insert(change.clone()) {
            self.list.push(change);
        }
    }

    /// Adds those of another step.
    pub(super) fn extend(&mut self, changes: impl IntoIterator<Item = Change>) {
        changes.into_iter().for_each(|change| self.note(change.kind, change.note));
    }

    /// The translation with these changes.
    pub(super) fn with<T>(self, value: T) -> Translation<T> {
        Translation { value, changes: self.list }
    }
}

/// A set of versions that a notation cannot say at all, not even roughly.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not expressible in {notation}: {reason} in {input:?}")]
#[non_exhaustive]
pub struct Inexpressible {
    /// The notation that was asked for.
    pub notation: &'static str,
    /// Why it cannot say it.
    pub reason: &'static str,
    /// The version or range that it cannot say.
    pub input: String,
}

impl Inexpressible {
    pub(super) fn new(notation: &'static str, reason: &'static str, input: &str) -> Self {
        Self { notation, reason, input: input.chars().take(80).collect() }
    }
}
