//! What a schema expects, in words.
//!
//! Invariant: a reference is followed only so often, so that no schema goes round in circles.

use crate::object::raw::{Kind, elements, kind, members, string};
use crate::text::{plain, shortened};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// How many references are followed, and how many lists of alternatives looked into.
const HOPS: usize = 16;

/// The longest shape of a text that is told, in bytes.
const LONGEST: usize = 40;

/// A schema within its document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expectation<'s> {
    root: &'s Value,
    schema: &'s Value,
}

impl<'s> Expectation<'s> {
    /// What a document is expected to be.
    pub(super) fn root(root: &'s Value) -> Self {
        Self { root, schema: root }.followed()
    }

    fn with(self, schema: &'s Value) -> Self {
        Self { root: self.root, schema }.followed()
    }

    fn followed(mut self) -> Self {
        for _ in 0..HOPS {
            let target = self.schema.get("$ref").and_then(Value::as_str);
            let target = target.and_then(|target| target.strip_prefix('#'));
            let target = target.and_then(|target| self.root.pointer(target));
            // a reference with words of its own stands alone behind `anyOf`
            match target.or_else(|| self.only_alternative()) {
                Some(schema) => self.schema = schema,
                None => break,
            }
        }
        self
    }

    fn only_alternative(self) -> Option<&'s Value> {
        match self.schema.get("anyOf")?.as_array()?.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// What is expected at a member or element; of alternatives, what the first of them says that
    /// has a place for it.
    pub(super) fn below(self, token: &str) -> Option<Self> {
        self.below_within(token, HOPS)
    }

    fn below_within(self, token: &str, room: usize) -> Option<Self> {
        let room = room.checked_sub(1)?;
        let member = self.schema.get("properties").and_then(|named| named.get(token));
        let other = || self.schema.get("additionalProperties").filter(|it| it.is_object());
        let element = || self.schema.get("items").filter(|_| token.parse::<usize>().is_ok());
        if let Some(schema) = member.or_else(other).or_else(element) {
            return Some(self.with(schema));
        }
        self.alternatives().find_map(|it| it.below_within(token, room))
    }

    /// The schemas of which one has to fit, if there are any.
    fn alternatives(self) -> impl Iterator<Item = Self> {
        let listed = self.schema.get("anyOf").and_then(Value::as_array);
        listed.into_iter().flatten().map(move |schema| self.with(schema))
    }

    /// The members that have to be there.
    pub(super) fn required(self) -> Vec<&'s str> {
        let names = self.schema.get("required").and_then(Value::as_array);
        names.into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// The kinds that are expected, if the schema says so.
    pub(super) fn takes(self, found: Kind) -> Option<bool> {
        let named = |name: &Value| {
            let name = name.as_str().unwrap_or_default();
            name == found.as_str() || name == "integer" && found == Kind::Number
        };
        match self.schema.get("type")? {
            Value::Array(list) => Some(list.iter().any(named)),
            name => Some(named(name)),
        }
    }

    /// What is expected, in words: `an array of strings`.
    pub(super) fn words(self) -> String {
        self.words_within(HOPS, false)
    }

    fn words_within(self, room: usize, many: bool) -> String {
        let Some(room) = room.checked_sub(1) else { return "something".to_owned() };
        let all: Vec<String> = match self.schema.get("type") {
            Some(Value::Array(types)) => {
                let types = types.iter().filter_map(Value::as_str);
                types.map(|name| self.kind_words(name, room, many)).collect()
            }
            Some(name) => vec![self.kind_words(name.as_str().unwrap_or_default(), room, many)],
            None => self.alternatives().take(HOPS).map(|it| it.words_within(room, many)).collect(),
        };
        let mut distinct: Vec<String> = Vec::new();
        all.into_iter().for_each(|words| {
            if !distinct.contains(&words) {
                distinct.push(words);
            }
        });
        match distinct.is_empty() {
            true if many => "any values".to_owned(),
            true => "any value".to_owned(),
            false => distinct.join(" or "),
        }
    }

    fn kind_words(self, name: &str, room: usize, many: bool) -> String {
        let part = |word: &str| {
            let part = self.schema.get(word).filter(|it| it.is_object());
            part.map(|it| format!(" of {}", self.with(it).words_within(room, true)))
        };
        let plain = match (name, many) {
            ("string", false) => "a string",
            ("string", true) => "strings",
            ("integer", false) => "a whole number",
            ("integer", true) => "whole numbers",
            ("number", false) => "a number",
            ("number", true) => "numbers",
            ("boolean", false) => "true or false",
            ("boolean", true) => "booleans",
            ("array", false) => "an array",
            ("array", true) => "arrays",
            ("object", false) => "an object",
            ("object", true) => "objects",
            _ => "null",
        };
        let more = match name {
            "array" => part("items").unwrap_or_default(),
            "object" => part("additionalProperties").unwrap_or_default(),
            "string" => self.shape(many),
            "integer" | "number" => self.bounds(),
            _ => String::new(),
        };
        format!("{plain}{more}")
    }

    fn shape(self, many: bool) -> String {
        match self.schema.get("pattern").and_then(Value::as_str) {
            None => String::new(),
            Some(pattern) if pattern.len() <= LONGEST => {
                format!(" {} {}", if many { "that match" } else { "that matches" }, plain(pattern))
            }
            Some(_) => " of a certain shape".to_owned(),
        }
    }

    fn bounds(self) -> String {
        match (self.schema.get("minimum"), self.schema.get("maximum")) {
            (Some(least), Some(most)) => format!(" from {least} to {most}"),
            (Some(least), None) => format!(" from {least}"),
            (None, Some(most)) => format!(" up to {most}"),
            (None, None) => String::new(),
        }
    }

    /// What stands there, in words: `the number 7`.
    pub(super) fn found(raw: &RawValue) -> String {
        match kind(raw) {
            Kind::Null => "null".to_owned(),
            Kind::Boolean => raw.get().to_owned(),
            Kind::Number => format!("the number {}", shortened(raw.get(), LONGEST)),
            Kind::String => {
                let text = string(raw).unwrap_or(Cow::Borrowed(raw.get()));
                format!("the string \"{}\"", plain(&shortened(&text, LONGEST)))
            }
            Kind::Array => match elements(raw).map_or(0, |it| it.len()) {
                0 => "an empty array".to_owned(),
                1 => "an array with 1 element".to_owned(),
                count => format!("an array with {count} elements"),
            },
            Kind::Object => match members(raw).map_or(0, |it| it.len()) {
                0 => "an empty object".to_owned(),
                _ => "an object".to_owned(),
            },
        }
    }
}
