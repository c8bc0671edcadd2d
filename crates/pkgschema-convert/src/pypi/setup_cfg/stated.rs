//! What a key of `setup.cfg` says: a value, or where one is to be found.
//!
//! Invariant: a directive is kept as text, and no value is made of it.

use pkgschema::{Pointer, Text};

/// What is said, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stated<T> {
    /// The key's place in the view.
    pub place: Pointer,
    /// What it says.
    pub said: Said<T>,
}

/// A value, or where one is to be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said<T> {
    /// The value.
    Value(T),
    /// The value is elsewhere, so that it is unknown.
    Elsewhere(Directive),
}

impl<T> Stated<T> {
    /// The value, if it is known.
    pub fn value(&self) -> Option<&T> {
        match &self.said {
            Said::Value(value) => Some(value),
            Said::Elsewhere(_) => None,
        }
    }

    /// The directive that stands for the value, if one does.
    pub fn directive(&self) -> Option<&Directive> {
        match &self.said {
            Said::Value(_) => None,
            Said::Elsewhere(directive) => Some(directive),
        }
    }

    pub(super) fn map<U>(self, into: impl FnOnce(T) -> U) -> Stated<U> {
        let said = match self.said {
            Said::Value(value) => Said::Value(into(value)),
            Said::Elsewhere(directive) => Said::Elsewhere(directive),
        };
        Stated { place: self.place, said }
    }
}

/// What stands for a value that is elsewhere; never followed here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    kind: DirectiveKind,
    text: Text,
}

/// Where the value of a directive is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DirectiveKind {
    /// In files: `file: README.md, CHANGES.md`.
    File,
    /// In a module that would have to be read or run: `attr: margin.VERSION`.
    Attr,
    /// In the folders of the project: `find:`, `find_namespace:`.
    Find,
    /// In other keys, which are filled in: `%(name)s`.
    Interpolation,
}

impl Directive {
    pub(super) fn new(kind: DirectiveKind, text: &str) -> Self {
        Self { kind, text: text.into() }
    }

    /// Where the value is.
    pub fn kind(&self) -> DirectiveKind {
        self.kind
    }

    /// The directive as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The files that it names, as written; none if it is of another kind.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let list = match self.kind {
            DirectiveKind::File => self.text.strip_prefix("file:"),
            _ => None,
        };
        list.into_iter().flat_map(|list| list.split(',')).map(crate::syntax::ini::strip)
    }
}
