//! What a kind of XML document looks like.
//!
//! Invariant: a shape only says how a view is written, never what may stand in a document.

/// The elements of a kind of document.
#[derive(Debug)]
pub(crate) struct Shape {
    /// The root element.
    pub(crate) root: &'static str,
    /// Elements that hold a list, each with the name of what it lists.
    pub(crate) lists: &'static [(&'static str, &'static str)],
    /// Elements that hold others, each name once. An empty one is an empty object.
    pub(crate) objects: &'static [&'static str],
}

impl Shape {
    /// What the element lists, if it holds a list.
    pub(super) fn item(&self, name: &str) -> Option<&'static str> {
        self.lists.iter().find(|(list, _)| *list == name).map(|(_, item)| *item)
    }

    /// Whether the element holds others, each name once.
    pub(super) fn is_object(&self, name: &str) -> bool {
        self.objects.contains(&name) || name == self.root
    }
}
