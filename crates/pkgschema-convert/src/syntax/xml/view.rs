//! The JSON view of an XML tree: what stands in it, and its text.
//!
//! Invariant: every element, attribute and text is in the view once.

use super::names::{Name, Names};
use super::tree::{Children, Node, Tree};
use super::{Holds, Shape};
use pkgschema::object::Writer;

/// How the member of an attribute begins.
pub(super) const ATTRIBUTE: &str = "@";

/// The member of a text beside attributes or elements.
pub(super) const TEXT: &str = "#text";

/// What stands between a name and its number, for the second and later elements of the name.
pub(super) const NUMBER: char = '#';

/// The view of the root element as JSON text, of about that many bytes.
pub(super) fn json(tree: &Tree<'_>, shape: &Shape, size: usize) -> String {
    let mut json = Writer::from(String::with_capacity(size));
    match tree.root() {
        Some(root) => View { tree, shape }.root(root).write(&mut json),
        None => json.raw("{}"),
    }
    json.into_text()
}

/// A tree, and what its elements hold.
#[derive(Clone, Copy)]
pub(super) struct View<'a, 't> {
    pub(super) tree: &'a Tree<'t>,
    pub(super) shape: &'a Shape,
}

/// A place of a view.
#[derive(Clone, Copy)]
pub(super) struct Place<'a, 't> {
    view: View<'a, 't>,
    spot: Spot<'a, 't>,
}

#[derive(Clone, Copy)]
enum Spot<'a, 't> {
    Text(&'a str),
    /// The root, which is an object whatever its name.
    Root(&'a Node<'t>),
    Element(&'a Node<'t>),
    /// An element, and as many of its name behind it.
    Several(&'a Node<'t>, usize),
    /// An attribute, or a text, of an element that holds a list.
    StrayText(Name<'a>, &'a str),
    /// An element of another name than the list has.
    StrayElement(&'a Node<'t>),
}

/// What stands at a place of a view.
// it lives on the stack for one step, where a box would cost more
#[allow(clippy::large_enum_variant)]
pub(super) enum Part<'a, 't> {
    Text(&'a str),
    Object(Members<'a, 't>),
    List(Elements<'a, 't>),
    /// An array of two: the name of what has no place in the list around it, and its value.
    Stray(Name<'a>, Place<'a, 't>),
}

impl<'a, 't> View<'a, 't> {
    pub(super) fn root(self, node: &'a Node<'t>) -> Place<'a, 't> {
        self.place(Spot::Root(node))
    }

    fn place(self, spot: Spot<'a, 't>) -> Place<'a, 't> {
        Place { view: self, spot }
    }

    fn element(self, node: &'a Node<'t>) -> Part<'a, 't> {
        let is_known = match (self.shape.holds)(node.name) {
            Holds::List(item) => return Part::List(Elements::of_list(self, node, item)),
            Holds::Object => true,
            Holds::Anything => false,
        };
        let is_leaf = !node.has_children() && node.attributes.is_empty();
        match is_leaf && !(is_known && node.text.is_empty()) {
            true => Part::Text(&node.text),
            false => Part::Object(Members::of(self, node, is_known)),
        }
    }
}

impl<'a, 't> Place<'a, 't> {
    #[inline]
    pub(super) fn part(self) -> Part<'a, 't> {
        let view = self.view;
        match self.spot {
            Spot::Text(text) => Part::Text(text),
            Spot::Root(node) => Part::Object(Members::of(view, node, true)),
            Spot::Element(node) => view.element(node),
            Spot::Several(first, more) => Part::List(Elements::several(view, first, more)),
            Spot::StrayText(name, text) => Part::Stray(name, view.place(Spot::Text(text))),
            Spot::StrayElement(node) => {
                Part::Stray(Name::of_element(node.name, 1), view.place(Spot::Element(node)))
            }
        }
    }

    /// Writes what stands there.
    pub(super) fn write(self, json: &mut Writer) {
        match self.part() {
            Part::Text(text) => json.string(text),
            Part::Object(members) => {
                let mut lead = "{";
                for (name, place) in members {
                    json.raw(lead);
                    lead = ",";
                    json.string(&name.text());
                    json.raw(":");
                    place.write(json);
                }
                json.raw(if lead == "{" { "{}" } else { "}" });
            }
            Part::List(elements) => json.array(elements, |json, place| place.write(json)),
            Part::Stray(name, place) => {
                json.raw("[");
                json.string(&name.text());
                json.raw(",");
                place.write(json);
                json.raw("]");
            }
        }
    }
}

/// The members of an object.
pub(super) struct Members<'a, 't> {
    view: View<'a, 't>,
    attributes: std::slice::Iter<'a, (String, String)>,
    text: &'a str,
    children: Children<'a, 't>,
    /// Whether each element is a member of its own.
    is_known: bool,
    names: Names<'a>,
}

impl<'a, 't> Members<'a, 't> {
    fn of(view: View<'a, 't>, node: &'a Node<'t>, is_known: bool) -> Self {
        let (attributes, text) = (node.attributes.iter(), &*node.text);
        let children = view.tree.children(node);
        Self { view, attributes, text, children, is_known, names: Names::default() }
    }

    fn text(&mut self, text: &'a str) -> (Name<'a>, Place<'a, 't>) {
        (self.names.of_text(), self.view.place(Spot::Text(text)))
    }
}

impl<'a, 't> Iterator for Members<'a, 't> {
    type Item = (Name<'a>, Place<'a, 't>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if let Some((name, value)) = self.attributes.next() {
            return Some((Name::of_attribute(name), self.view.place(Spot::Text(value))));
        }
        let text = std::mem::take(&mut self.text);
        if !text.is_empty() {
            return Some(self.text(text));
        }
        let child = self.children.next()?;
        if child.is_text() {
            return Some(self.text(&child.text));
        }
        let name = self.names.of_element(child.name);
        // a list in a list would look like one of its elements
        let one = self.is_known || self.view.shape.item(child.name).is_some();
        let alike = |next: &&Node<'t>| next.name == child.name;
        let more = if one { 0 } else { self.children.take_while(alike).count() };
        if more == 0 {
            return Some((name, self.view.place(Spot::Element(child))));
        }
        self.children.nth(more - 1);
        Some((name, self.view.place(Spot::Several(child, more))))
    }
}

/// The elements of an array.
pub(super) struct Elements<'a, 't> {
    view: View<'a, 't>,
    attributes: std::slice::Iter<'a, (String, String)>,
    text: &'a str,
    children: Children<'a, 't>,
    /// So many children are elements at most.
    most: usize,
    /// What the list holds; nothing if its elements are known to be alike.
    item: Option<&'static str>,
}

impl<'a, 't> Elements<'a, 't> {
    fn of_list(view: View<'a, 't>, node: &'a Node<'t>, item: &'static str) -> Self {
        let (attributes, text) = (node.attributes.iter(), &*node.text);
        let children = view.tree.children(node);
        Self { view, attributes, text, children, most: usize::MAX, item: Some(item) }
    }

    fn several(view: View<'a, 't>, first: &'a Node<'t>, more: usize) -> Self {
        let children = view.tree.from(first);
        Self { view, attributes: [].iter(), text: "", children, most: more + 1, item: None }
    }
}

impl<'a, 't> Iterator for Elements<'a, 't> {
    type Item = Place<'a, 't>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let stray = |name, text| Spot::StrayText(name, text);
        let spot = if let Some((name, value)) = self.attributes.next() {
            stray(Name::of_attribute(name), value.as_str())
        } else if !self.text.is_empty() {
            stray(Name::of_text(1), std::mem::take(&mut self.text))
        } else {
            self.most = self.most.checked_sub(1)?;
            let child = self.children.next()?;
            match self.item {
                _ if child.is_text() => stray(Name::of_text(1), &*child.text),
                Some(item) if child.name != item => Spot::StrayElement(child),
                _ => Spot::Element(child),
            }
        };
        Some(self.view.place(spot))
    }
}
