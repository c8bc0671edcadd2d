//! A schema within its document.
//!
//! Invariant: a place that references lead to is where they end; one that leads nowhere, out of
//! the document or in a circle stays where it is.

use super::keywords::{NAMED, SEVERAL, asserts};
use crate::Pointer;
use serde_json::{Map, Value};

/// How many references in a row are followed.
const HOPS: usize = 64;

/// The schema that accepts everything.
static OPEN: Value = Value::Bool(true);

/// A schema, and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    pub(super) value: &'a Value,
    pub(super) place: Pointer,
    root: &'a Value,
}

impl<'a> Node<'a> {
    /// The schema of a whole document.
    pub(super) fn root(root: &'a Value) -> Self {
        Self { value: root, place: Pointer::root(), root }
    }

    /// The schema below a keyword.
    pub(super) fn below(&self, keyword: &str) -> Option<Self> {
        let value = self.get(keyword)?;
        Some(Self { value, place: self.place.child(keyword), root: self.root })
    }

    /// As [`below`](Self::below); without the keyword everything is accepted there.
    pub(super) fn below_or_open(&self, keyword: &str) -> Self {
        let open = || Self { value: &OPEN, place: self.place.child(keyword), root: self.root };
        self.below(keyword).unwrap_or_else(open)
    }

    /// The schema of that name or number below a keyword.
    pub(super) fn within(&self, keyword: &str, name: &str) -> Option<Self> {
        let value = match self.get(keyword)? {
            Value::Array(list) => list.get(name.parse::<usize>().ok()?)?,
            Value::Object(named) => named.get(name)?,
            _ => return None,
        };
        Some(Self { value, place: self.place.child(keyword).child(name), root: self.root })
    }

    /// The schemas in the list of a keyword; none if it is absent.
    pub(super) fn list(&self, keyword: &str) -> Vec<Self> {
        let count = self.get(keyword).and_then(Value::as_array).map_or(0, Vec::len);
        (0..count).filter_map(|at| self.within(keyword, &at.to_string())).collect()
    }

    /// The names of the schemas below a keyword.
    pub(super) fn names(&self, keyword: &str) -> Vec<&'a str> {
        let named = self.get(keyword).and_then(Value::as_object);
        named.into_iter().flat_map(Map::keys).map(String::as_str).collect()
    }

    /// The keyword's value.
    pub(super) fn get(&self, keyword: &str) -> Option<&'a Value> {
        self.value.as_object()?.get(keyword)
    }

    /// The keywords that say which values are accepted.
    pub(super) fn assertions(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let members = self.value.as_object();
        let names = members.into_iter().flat_map(Map::keys).map(String::as_str);
        names.filter(|name| asserts(name))
    }

    /// Whether the keyword is the only one that says which values are accepted.
    pub(super) fn only_has(&self, keyword: &str) -> bool {
        self.get(keyword).is_some() && self.assertions().count() == 1
    }

    /// Whether every value is accepted.
    pub(super) fn is_open(&self) -> bool {
        *self.value == Value::Bool(true)
            || self.value.is_object() && self.assertions().next().is_none()
    }

    /// Whether no value is accepted.
    pub(super) fn is_closed(&self) -> bool {
        *self.value == Value::Bool(false)
    }

    /// Whether something that holds schemas is no list or no object of them.
    pub(super) fn is_malformed(&self) -> bool {
        let odd = |keyword: &str| self.get(keyword).is_some_and(|it| !it.is_array());
        let unnamed = |keyword: &str| self.get(keyword).is_some_and(|it| !it.is_object());
        SEVERAL.iter().any(|word| odd(word)) || NAMED.iter().any(|word| unnamed(word))
    }

    /// What a reference leads to, where nothing stands beside it; else the schema itself.
    pub(super) fn followed(&self) -> Self {
        let mut at = self.clone();
        for _ in 0..HOPS {
            if !at.only_has("$ref") {
                return at;
            }
            let Some(next) = at.target() else { return self.clone() };
            at = next;
        }
        self.clone()
    }

    /// What the reference in this schema leads to, in this document.
    pub(super) fn target(&self) -> Option<Self> {
        let reference = self.get("$ref")?.as_str()?;
        let own = self.root.get("$id").and_then(Value::as_str);
        let (document, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if !document.is_empty() && own != Some(document) {
            return None;
        }
        let place = Pointer::parse(&decoded(fragment)?)?;
        let value = self.root.pointer(place.as_str())?;
        (value.is_object() || value.is_boolean()).then_some(Self { value, place, root: self.root })
    }

    /// What tells this schema apart from others of its document.
    pub(super) fn key(&self) -> usize {
        std::ptr::from_ref(self.value).addr()
    }
}

/// A fragment without the escapes of URLs.
fn decoded(fragment: &str) -> Option<String> {
    if !fragment.contains('%') {
        return Some(fragment.to_owned());
    }
    let mut parts = fragment.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend(part.get(2..)?.bytes());
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn references_are_followed_to_their_end() {
        let root = json!({
            "$id": "urn:x",
            "$defs": {
                "a/b": { "type": "string" },
                "two": { "$ref": "#/$defs/a~1b", "description": "words" },
                "round": { "$ref": "#/$defs/round" },
                "out": { "$ref": "other.json" },
                "beside": { "$ref": "#/$defs/two", "minLength": 1 },
                "whole": { "$ref": "urn:x#/%24defs/two" },
            },
        });
        let table = [
            ("two", "/$defs/a~1b"),
            ("whole", "/$defs/a~1b"),
            ("round", "/$defs/round"),
            ("out", "/$defs/out"),
            ("beside", "/$defs/beside"),
        ];
        for (name, expected) in table {
            let node = Node::root(&root).within("$defs", name).unwrap();
            assert_eq!(node.followed().place.as_str(), expected, "{name}");
        }
    }
}
