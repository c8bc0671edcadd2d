//! A strict JSON tree to compare documents with: numbers and strings as they were written.
//!
//! Invariant: two texts give equal trees exactly when they hold the same JSON value with number
//! text compared; no number passes through a float, no depth overflows the stack.

mod diff;
mod parse;
mod walk;
mod write;

use std::mem;

use pkgschema::Pointer;

pub use diff::{Difference, diff};

use walk::{Builder, Event, Walk};

/// A JSON value.
///
/// - Numbers keep their source text, so `1`, `1.0` and `1e0` are three numbers.
/// - Of members with the same name the first counts; later ones are not in the tree.
/// - A surrogate escape without its partner (`\ud800`) is held as U+10FFFF and four lower-case
///   hexadecimal digits, and U+10FFFF itself is held twice: different strings stay different,
///   and [`Json::to_text`] writes them back.
/// - `==` ignores the order of members, as [`diff`] does.
///
/// ```
/// use pkgschema_testkit::json::Json;
/// let left = Json::parse(r#"{"a": 1.0, "b": []}"#).unwrap();
/// assert_eq!(left, Json::parse(r#"{"b":[],"a":1.0}"#).unwrap());
/// assert_ne!(left, Json::parse(r#"{"a":1,"b":[]}"#).unwrap());
/// ```
#[derive(Debug)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, in the text it was written in.
    Number(String),
    /// A string, unescaped.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object: members in source order, names distinct.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Nesting that [`Json::parse`] accepts at most.
    pub const MAX_DEPTH: usize = 10_000;

    /// Reads one JSON text (RFC 8259).
    ///
    /// # Errors
    /// Says what is wrong and at which byte; also beyond [`Json::MAX_DEPTH`] levels.
    pub fn parse(text: &str) -> Result<Self, String> {
        parse::parse(text)
    }

    /// The value as compact JSON text, numbers verbatim.
    pub fn to_text(&self) -> String {
        write::to_text(self)
    }

    /// The member `name`, if this is an object that has it.
    pub fn member(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The value at `pointer`.
    pub fn get(&self, pointer: &Pointer) -> Option<&Self> {
        pointer.tokens().try_fold(self, |value, token| match value {
            Self::Array(items) => items.get(array_index(&token)?),
            Self::Object(_) => value.member(&token),
            _ => None,
        })
    }

    /// The string, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        let Self::String(text) = self else { return None };
        Some(text)
    }

    /// The elements, if this is an array.
    pub fn as_array(&self) -> Option<&[Self]> {
        let Self::Array(items) = self else { return None };
        Some(items)
    }

    /// The members, if this is an object.
    pub fn as_object(&self) -> Option<&[(String, Self)]> {
        let Self::Object(members) = self else { return None };
        Some(members)
    }

    /// Takes the members out of an object; nothing for any other value.
    pub fn into_members(mut self) -> Vec<(String, Self)> {
        match &mut self {
            Self::Object(members) => mem::take(members),
            _ => Vec::new(),
        }
    }

    /// The places of everything without children: scalars, empty arrays and empty objects.
    pub fn leaves(&self) -> Vec<Pointer> {
        let mut found = Vec::new();
        let mut pending = vec![(Pointer::root(), self)];
        while let Some((place, value)) = pending.pop() {
            match value {
                Self::Array(items) if !items.is_empty() => {
                    let below = items.iter().enumerate().rev();
                    pending.extend(below.map(|(index, item)| (place.index(index), item)));
                }
                Self::Object(members) if !members.is_empty() => {
                    let below = members.iter().rev();
                    pending.extend(below.map(|(name, value)| (place.child(name), value)));
                }
                _ => found.push(place),
            }
        }
        found
    }

    /// The value without what stands at `pointer`: the member or the array element is removed.
    /// Nothing if there is no such place, or if it is the root.
    pub fn without(&self, pointer: &Pointer) -> Option<Self> {
        let mut tokens: Vec<String> = pointer.tokens().collect();
        let last = tokens.pop()?;
        self.get(pointer)?;
        let mut copy = self.clone();
        let parent = tokens.iter().try_fold(&mut copy, |value, token| value.step(token))?;
        match parent {
            Self::Array(items) => drop(items.remove(array_index(&last)?)),
            Self::Object(members) => members.retain(|(name, _)| *name != last),
            _ => return None,
        }
        Some(copy)
    }

    fn step(&mut self, token: &str) -> Option<&mut Self> {
        match self {
            Self::Array(items) => items.get_mut(array_index(token)?),
            Self::Object(members) => {
                members.iter_mut().find(|(name, _)| name == token).map(|(_, value)| value)
            }
            _ => None,
        }
    }
}

impl Clone for Json {
    /// A copy, made without recursion.
    fn clone(&self) -> Self {
        let mut builder = Builder::default();
        for event in Walk::new(self) {
            match event {
                Event::Key(name) => builder.key(name.to_owned()),
                Event::Scalar(value) => builder.value(value.shallow_copy()),
                Event::ArrayStart => builder.open_array(),
                Event::ObjectStart => builder.open_object(),
                Event::End => builder.close(),
            }
        }
        builder.finish().unwrap_or(Self::Null)
    }
}

impl Json {
    /// A copy of a scalar; of a container, its empty self.
    fn shallow_copy(&self) -> Self {
        match self {
            Self::Null => Self::Null,
            Self::Bool(value) => Self::Bool(*value),
            Self::Number(text) => Self::Number(text.clone()),
            Self::String(text) => Self::String(text.clone()),
            Self::Array(_) => Self::Array(Vec::new()),
            Self::Object(_) => Self::Object(Vec::new()),
        }
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        diff::first(self, other).is_none()
    }
}

impl Eq for Json {}

impl Drop for Json {
    /// Takes the tree apart level by level, so that depth costs no stack.
    fn drop(&mut self) {
        let mut pending = Vec::new();
        take_containers(self, &mut pending);
        while let Some(mut value) = pending.pop() {
            take_containers(&mut value, &mut pending);
        }
    }
}

/// Moves those children that have children of their own out of `value`.
fn take_containers(value: &mut Json, pending: &mut Vec<Json>) {
    let nested = |child: &Json| match child {
        Json::Array(items) => !items.is_empty(),
        Json::Object(members) => !members.is_empty(),
        _ => false,
    };
    let out = |child: &mut Json| mem::replace(child, Json::Null);
    match value {
        Json::Array(items) => pending.extend(items.iter_mut().filter(|c| nested(c)).map(out)),
        Json::Object(members) => {
            let values = members.iter_mut().map(|(_, child)| child);
            pending.extend(values.filter(|c| nested(c)).map(out));
        }
        _ => {}
    }
}

/// An array index as RFC 6901 writes one: digits without a leading zero.
fn array_index(token: &str) -> Option<usize> {
    let digits = token.bytes().all(|byte| byte.is_ascii_digit());
    let plain = token == "0" || !token.starts_with('0');
    if digits && plain { token.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Json {
        Json::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn leaves_are_scalars_and_empty_containers() {
        let tree = json(r#"{"a":[1,[],{"x/y":null}],"b":{},"":"s"}"#);
        let places: Vec<String> =
            tree.leaves().iter().map(|place| place.as_str().to_owned()).collect();
        assert_eq!(places, ["/a/0", "/a/1", "/a/2/x~1y", "/b", "/"]);
        assert_eq!(json("7").leaves(), [Pointer::root()]);
    }

    #[test]
    fn without_removes_one_place() {
        let tree = json(r#"{"a":[1,2,3],"b/c":{"d":null}}"#);
        for (place, expected) in [
            ("/a/1", Some(r#"{"a":[1,3],"b/c":{"d":null}}"#)),
            ("/b~1c/d", Some(r#"{"a":[1,2,3],"b/c":{}}"#)),
            ("/a", Some(r#"{"b/c":{"d":null}}"#)),
            ("/a/01", None),
            ("/a/3", None),
            ("/a/1/x", None),
            ("", None),
        ] {
            let place = Pointer::parse(place).unwrap();
            let left = tree.without(&place).map(|tree| tree.to_text());
            assert_eq!(left.as_deref(), expected, "{place}");
        }
        assert_eq!(tree, tree.clone());
    }

    #[test]
    fn depth_costs_no_stack() {
        let deep = |levels: usize| {
            let (open, close) = (r#"[{"a":"#.repeat(levels / 2), "}]".repeat(levels / 2));
            format!("{open}1{close}")
        };
        let text = deep(Json::MAX_DEPTH);
        let tree = json(&text);
        assert_eq!(tree.to_text(), text);
        assert_eq!(tree.clone(), tree);
        let leaf = tree.leaves().pop().unwrap();
        assert_ne!(tree.without(&leaf).unwrap(), tree);
        assert!(Json::parse(&deep(Json::MAX_DEPTH + 2)).unwrap_err().contains("nested"));
    }
}
