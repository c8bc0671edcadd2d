//! What a kind of XML document looks like.
//!
//! Invariant: a shape only says how a view is written, never what may stand in a document.

/// The elements of a kind of document.
#[derive(Debug)]
pub(crate) struct Shape {
    /// The root element.
    pub(crate) root: &'static str,
    /// What an element of this name holds.
    pub(crate) holds: fn(&str) -> Holds,
}

/// What an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// A list of elements of this name.
    List(&'static str),
    /// Elements, each name once. Where there are none, it is an empty object.
    Object,
    /// Whatever it likes.
    Anything,
}

impl Shape {
    /// What the element lists, if it holds a list.
    pub(super) fn item(&self, name: &str) -> Option<&'static str> {
        match (self.holds)(name) {
            Holds::List(item) => Some(item),
            _ => None,
        }
    }

    /// Whether the element holds others, each name once.
    pub(super) fn is_object(&self, name: &str) -> bool {
        (self.holds)(name) == Holds::Object
    }
}

/// A shape by its root, the elements that hold lists, each with what it lists, and those that hold
/// others, each name once.
macro_rules! shape {
    ($root:literal, lists: { $($list:literal: $item:literal,)+ }, objects: [$($object:literal,)+]) => {
        $crate::syntax::xml::Shape {
            root: $root,
            holds: |name| match name {
                $($list => $crate::syntax::xml::Holds::List($item),)+
                $root | $($object)|+ => $crate::syntax::xml::Holds::Object,
                _ => $crate::syntax::xml::Holds::Anything,
            },
        }
    };
}
pub(crate) use shape;
