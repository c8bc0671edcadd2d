//! A tree as a sequence of events, and back, without recursion.
//!
//! Invariant: building from the events of a walk gives the same tree.

use std::collections::HashSet;

use super::Json;

/// Above this many members names are looked up in a set.
const FEW: usize = 16;

/// One step of a walk, in document order. Empty containers open and end like others.
pub(super) enum Event<'a> {
    ArrayStart,
    ObjectStart,
    Key(&'a str),
    Scalar(&'a Json),
    End,
}

enum Step<'a> {
    Value(&'a Json),
    Items(std::slice::Iter<'a, Json>),
    Members(std::slice::Iter<'a, (String, Json)>),
}

/// Iterates over a tree.
pub(super) struct Walk<'a> {
    stack: Vec<Step<'a>>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(tree: &'a Json) -> Self {
        Self { stack: vec![Step::Value(tree)] }
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        match self.stack.pop()? {
            Step::Value(Json::Array(items)) => {
                self.stack.push(Step::Items(items.iter()));
                Some(Event::ArrayStart)
            }
            Step::Value(Json::Object(members)) => {
                self.stack.push(Step::Members(members.iter()));
                Some(Event::ObjectStart)
            }
            Step::Value(scalar) => Some(Event::Scalar(scalar)),
            Step::Items(mut items) => {
                let Some(item) = items.next() else { return Some(Event::End) };
                self.stack.push(Step::Items(items));
                self.stack.push(Step::Value(item));
                self.next()
            }
            Step::Members(mut members) => {
                let Some((name, value)) = members.next() else { return Some(Event::End) };
                self.stack.push(Step::Members(members));
                self.stack.push(Step::Value(value));
                Some(Event::Key(name))
            }
        }
    }
}

#[derive(Default)]
struct OpenObject {
    members: Vec<(String, Json)>,
    names: HashSet<String>,
    key: Option<String>,
}

enum Open {
    Array(Vec<Json>),
    Object(OpenObject),
}

/// Builds a tree from events; of members with one name the first stays.
#[derive(Default)]
pub(super) struct Builder {
    open: Vec<Open>,
    done: Option<Json>,
}

impl Builder {
    /// How many containers are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(super) fn open_array(&mut self) {
        self.open.push(Open::Array(Vec::new()));
    }

    pub(super) fn open_object(&mut self) {
        self.open.push(Open::Object(OpenObject::default()));
    }

    /// The name of the member whose value comes next.
    pub(super) fn key(&mut self, name: String) {
        if let Some(Open::Object(object)) = self.open.last_mut() {
            object.key = Some(name);
        }
    }

    pub(super) fn value(&mut self, value: Json) {
        match self.open.last_mut() {
            Some(Open::Array(items)) => items.push(value),
            Some(Open::Object(object)) => object.add(value),
            None => self.done = Some(value),
        }
    }

    pub(super) fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Array(items)) => self.value(Json::Array(items)),
            Some(Open::Object(object)) => self.value(Json::Object(object.members)),
            None => {}
        }
    }

    /// The tree, once everything is closed.
    pub(super) fn finish(self) -> Option<Json> {
        if self.open.is_empty() { self.done } else { None }
    }
}

impl OpenObject {
    fn add(&mut self, value: Json) {
        let Some(name) = self.key.take() else { return };
        if self.members.len() == FEW {
            self.names.extend(self.members.iter().map(|(name, _)| name.clone()));
        }
        let known = if self.members.len() < FEW {
            self.members.iter().any(|(other, _)| *other == name)
        } else {
            !self.names.insert(name.clone())
        };
        if !known {
            self.members.push((name, value));
        }
    }
}
