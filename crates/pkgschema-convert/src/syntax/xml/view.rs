//! The JSON view of an XML tree.
//!
//! Invariant: every element, attribute and text is in the view once.

use super::tree::{Node, Tree};
use super::{Holds, Shape};
use pkgschema::object::Writer;
use std::borrow::Cow;
use std::collections::HashMap;

/// How the member of an attribute begins.
pub(super) const ATTRIBUTE: &str = "@";

/// The member of a text beside attributes or elements.
pub(super) const TEXT: &str = "#text";

/// What stands between a name and its number, for the second and later elements of the name.
pub(super) const NUMBER: char = '#';

/// The view of the root element as JSON text, of about that many bytes.
pub(super) fn json(tree: &Tree<'_>, shape: &Shape, size: usize) -> String {
    let mut view = View { tree, shape, json: Writer::from(String::with_capacity(size)) };
    match tree.root() {
        Some(root) => view.object(root, true),
        None => view.json.raw("{}"),
    }
    view.json.into_text()
}

struct View<'a, 't> {
    tree: &'a Tree<'t>,
    shape: &'a Shape,
    json: Writer,
}

impl<'a, 't> View<'a, 't> {
    fn element(&mut self, node: &'a Node<'t>) {
        let holds = (self.shape.holds)(&node.name);
        if let Holds::List(item) = holds {
            return self.list(node, item);
        }
        let is_object = holds == Holds::Object;
        let is_leaf = !node.has_children() && node.attributes.is_empty();
        match is_leaf && !(is_object && node.text.is_empty()) {
            true => self.json.string(&node.text),
            false => self.object(node, is_object),
        }
    }

    fn list(&mut self, node: &'a Node<'t>, item: &str) {
        let mut lead = "[";
        let mut pair = |view: &mut Self, name: &str, text: &str| {
            view.json.raw(lead);
            lead = ",";
            view.pair(name, text);
        };
        for (name, value) in &node.attributes {
            pair(self, &[ATTRIBUTE, name].concat(), value);
        }
        if !node.text.is_empty() {
            pair(self, TEXT, &node.text);
        }
        for child in self.tree.children(node) {
            self.json.raw(lead);
            lead = ",";
            match &*child.name {
                "" => self.pair(TEXT, &child.text),
                name if name == item => self.element(child),
                name => {
                    self.json.raw("[");
                    self.json.string(name);
                    self.json.raw(",");
                    self.element(child);
                    self.json.raw("]");
                }
            }
        }
        self.json.raw(if lead == "[" { "[]" } else { "]" });
    }

    fn pair(&mut self, name: &str, text: &str) {
        self.json.raw("[");
        self.json.string(name);
        self.json.raw(",");
        self.json.string(text);
        self.json.raw("]");
    }

    fn object(&mut self, node: &'a Node<'t>, is_known: bool) {
        let mut names = Names::new();
        for (name, value) in &node.attributes {
            names.member([ATTRIBUTE, name].concat(), &mut self.json);
            self.json.string(value);
        }
        if !node.text.is_empty() {
            names.member(TEXT, &mut self.json);
            self.json.string(&node.text);
        }
        let mut rest = self.tree.children(node);
        while let Some(child) = rest.next() {
            if child.is_text() {
                names.member(TEXT, &mut self.json);
                self.json.string(&child.text);
                continue;
            }
            names.member(&*child.name, &mut self.json);
            // a list in a list would look like one of its elements
            let one = is_known || self.shape.item(&child.name).is_some();
            let alike = |next: &&Node<'t>| next.name == child.name;
            match if one { 0 } else { rest.clone().take_while(alike).count() } {
                0 => self.element(child),
                more => self.several(child, rest.by_ref().take(more)),
            }
        }
        self.json.raw(if names.lead == "{" { "{}" } else { "}" });
    }

    fn several(&mut self, first: &'a Node<'t>, others: impl Iterator<Item = &'a Node<'t>>) {
        self.json.raw("[");
        self.element(first);
        for other in others {
            self.json.raw(",");
            self.element(other);
        }
        self.json.raw("]");
    }
}

/// So many names are looked through one by one.
const FEW: usize = 16;

/// The names of the members so far, and how often each was there.
struct Names<'n> {
    few: Vec<(Cow<'n, str>, usize)>,
    many: HashMap<Cow<'n, str>, usize>,
    lead: &'static str,
}

impl<'n> Names<'n> {
    fn new() -> Self {
        Self { few: Vec::new(), many: HashMap::new(), lead: "{" }
    }

    /// Writes the name of a member, with its number if it is not the first one.
    fn member(&mut self, name: impl Into<Cow<'n, str>>, json: &mut Writer) {
        json.raw(self.lead);
        self.lead = ",";
        let name = name.into();
        match self.times(name.clone()) {
            1 => json.string(&name),
            times => json.string(&format!("{name}{NUMBER}{times}")),
        }
        json.raw(":");
    }

    /// How often the name has been there, this time included.
    fn times(&mut self, name: Cow<'n, str>) -> usize {
        let known = self.few.iter().position(|(other, _)| *other == name);
        if known.is_none() && self.few.len() < FEW {
            self.few.push((name, 1));
            return 1;
        }
        let times = match known.and_then(|at| self.few.get_mut(at)) {
            Some((_, times)) => times,
            None => self.many.entry(name).or_insert(0),
        };
        *times += 1;
        *times
    }
}
