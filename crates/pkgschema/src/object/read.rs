//! Reading: strict first, tolerant second.
//!
//! Invariant: on a document with nothing odd in it both passes give equal values.

use super::raw::{self, Kind};
use super::{Differences, MAX_DEPTH, Raw, Rest, Walk, Writer};
use crate::{ParseError, ParseErrorKind, Pointer};
use serde_core::Serialize;
use serde_core::de::{DeserializeSeed, Deserializer};
use serde_json::value::RawValue;
use std::marker::PhantomData;

/// What can stand as a JSON value in a record: read in two passes, written, walked by checks.
pub trait Value: Sized + Serialize + PartialEq {
    /// Whether the check of such a value never finds anything.
    const NEVER_ODD: bool = false;

    /// Reads the value in one pass and stops at anything odd.
    ///
    /// # Errors
    /// Whatever is odd; the words do not matter, since the tolerant pass follows.
    fn strict<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Takes what fits from a value in which something is odd; `None` if the kind is wrong.
    /// Its parts are read with [`read_within`](Self::read_within) and the same `room`. Values
    /// without parts have nothing to add to the strict pass.
    fn tolerant(_raw: &RawValue, _room: usize) -> Option<Self> {
        None
    }

    /// Reads a raw value, strict first, tolerant second.
    fn read(raw: &RawValue) -> Option<Self> {
        Self::read_within(raw, MAX_DEPTH)
    }

    /// Reads a raw value that may go `room` levels deeper in tolerant passes, so that no type
    /// that holds itself can exhaust the stack.
    fn read_within(raw: &RawValue, room: usize) -> Option<Self> {
        strict(raw.get()).ok().or_else(|| Self::tolerant(raw, room.checked_sub(1)?))
    }

    /// Writes the value as compact JSON, as its `Serialize` does.
    fn write(&self, to: &mut Writer) {
        // Only what cannot be written as JSON at all comes out as null; no value here is such.
        to.raw(&serde_json::to_string(self).unwrap_or_else(|_| "null".to_owned()));
    }

    /// The value as JSON of its own.
    fn to_raw(&self) -> Raw {
        Raw::written(|to| self.write(to))
    }

    /// Reports what is odd in the value.
    fn walk(&self, _walk: &mut Walk) {}

    /// Reports where it and another one, which is not equal, differ.
    fn differ(&self, other: &Self, walk: &mut Differences) {
        walk.whole(self, other);
    }

    /// The JSON Schema of the value.
    #[cfg(feature = "json-schema")]
    fn schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema;
}

/// What can stand as a member of an object: a [`Value`] that must be there, or an `Option`,
/// [`List`](super::List) or [`Map`](super::Map) that may be absent.
pub trait Member: Sized + Serialize + PartialEq {
    /// Whether the object is no such object without the member.
    const REQUIRED: bool;

    /// The member when it is not there; `None` if it must be.
    fn absent() -> Option<Self>;

    /// Whether the member is not there.
    fn is_absent(&self) -> bool;

    /// As [`Value::strict`].
    ///
    /// # Errors
    /// Whatever is odd.
    fn strict_member<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// As [`Value::read_within`].
    fn read_member(raw: &RawValue, room: usize) -> Option<Self>;

    /// As [`Value::write`]; an absent member writes null.
    fn write_member(&self, to: &mut Writer);

    /// As [`Value::walk`].
    fn walk_member(&self, walk: &mut Walk);

    /// As [`Value::differ`], for two members that are there.
    fn differ_member(&self, other: &Self, walk: &mut Differences) {
        walk.whole_members(self, other);
    }

    /// The JSON Schema of the member where it is there.
    #[cfg(feature = "json-schema")]
    fn member_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema;
}

/// A type declared with [`object!`](crate::object!).
pub trait Object: Value {
    /// The type's name in schemas and messages.
    const NAME: &'static str;
    /// Members without which there is no such object.
    fn required() -> Vec<&'static str>;
    /// Every member that is known.
    const MEMBERS: &'static [&'static str];

    /// Everything that is not in a typed member.
    fn rest(&self) -> &Rest;

    /// Whether the typed member of that name is there, empty or not.
    fn has(&self, name: &str) -> bool;

    /// Whether `raw` can stand as the member `name`, known or not.
    #[doc(hidden)]
    fn fits(name: &str, raw: &RawValue) -> bool;
}

/// Reads a JSON document: strict first, tolerant second. A byte order mark is passed over.
///
/// # Errors
/// Only for text that is no such document at all: empty, no JSON, no object, or without a member
/// that such a document must have.
pub fn parse<T: Object>(text: &str) -> Result<T, ParseError> {
    strict(body(text)).or_else(|_| parse_tolerant(text))
}

/// Reads a JSON document with the tolerant pass alone. It gives what [`parse`] gives, slower.
///
/// # Errors
/// As [`parse`].
pub fn parse_tolerant<T: Object>(text: &str) -> Result<T, ParseError> {
    let json = body(text);
    if json.trim_ascii().is_empty() {
        return Err(ParseError::new(ParseErrorKind::Empty, "no JSON value", json));
    }
    let raw: &RawValue = serde_json::from_str(json)
        .map_err(|error| syntax(json, text.len() - json.len(), &error))?;
    T::tolerant(raw, MAX_DEPTH).ok_or_else(|| refusal::<T>(raw))
}

/// One pass over `text`; an error for anything odd.
pub(super) fn strict<T: Value>(text: &str) -> Result<T, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = T::strict(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// The text behind a byte order mark.
fn body(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// What serde_json says about `text`, before which `skipped` bytes stand in the document.
fn syntax(text: &str, skipped: usize, error: &serde_json::Error) -> ParseError {
    let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len);
    let offset = line_start.sum::<usize>() + error.column().saturating_sub(1);
    let words = error.to_string();
    let detail = words.split(" at line ").next().unwrap_or_default();
    ParseError::new(ParseErrorKind::Syntax, detail, text)
        .in_text(text, offset)
        .at_offset(skipped + offset.min(text.len()))
}

fn refusal<T: Object>(raw: &RawValue) -> ParseError {
    let refuse =
        |detail: String| ParseError::new(ParseErrorKind::NotThisDocument, detail, raw.get());
    let Some(members) = raw::members(raw) else {
        return match raw::kind(raw) {
            Kind::Object => refuse("a member name is no valid text".to_owned()),
            kind => refuse(format!("expected an object, found {kind}")),
        };
    };
    for name in T::required() {
        let Some((_, value)) = members.iter().find(|(key, _)| key == name) else {
            return refuse(format!("member {name:?} is missing"));
        };
        if !T::fits(name, value) {
            let detail = format!("member {name:?} does not fit, found {}", raw::kind(value));
            return ParseError::new(ParseErrorKind::NotThisDocument, detail, value.get())
                .at_pointer(Pointer::root().child(name));
        }
    }
    refuse(format!("no {}", T::NAME))
}

impl<T: Value> Member for T {
    const REQUIRED: bool = true;

    fn absent() -> Option<Self> {
        None
    }

    fn is_absent(&self) -> bool {
        false
    }

    fn strict_member<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::strict(deserializer)
    }

    fn read_member(raw: &RawValue, room: usize) -> Option<Self> {
        T::read_within(raw, room)
    }

    fn write_member(&self, to: &mut Writer) {
        self.write(to);
    }

    fn walk_member(&self, walk: &mut Walk) {
        self.walk(walk);
    }

    fn differ_member(&self, other: &Self, walk: &mut Differences) {
        self.differ(other, walk);
    }

    #[cfg(feature = "json-schema")]
    fn member_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::schema(generator)
    }
}

impl<T: Value> Member for Option<T> {
    const REQUIRED: bool = false;

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn strict_member<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::strict(deserializer).map(Some)
    }

    fn read_member(raw: &RawValue, room: usize) -> Option<Self> {
        T::read_within(raw, room).map(Some)
    }

    fn write_member(&self, to: &mut Writer) {
        match self {
            Some(value) => value.write(to),
            None => to.raw("null"),
        }
    }

    fn walk_member(&self, walk: &mut Walk) {
        if let Some(value) = self {
            value.walk(walk);
        }
    }

    fn differ_member(&self, other: &Self, walk: &mut Differences) {
        match (self, other) {
            (Some(value), Some(other)) => value.differ(other, walk),
            _ => walk.whole_members(self, other),
        }
    }

    #[cfg(feature = "json-schema")]
    fn member_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::schema(generator)
    }
}

/// Reads one member in the strict pass.
#[doc(hidden)]
#[derive(Debug)]
pub struct StrictMember<M>(PhantomData<M>);

impl<M> StrictMember<M> {
    /// A seed for one member.
    pub fn seed() -> Self {
        Self(PhantomData)
    }
}

impl<'de, M: Member> DeserializeSeed<'de> for StrictMember<M> {
    type Value = M;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<M, D::Error> {
        M::strict_member(deserializer)
    }
}

/// What ends a strict pass.
#[doc(hidden)]
pub fn odd<E: serde_core::de::Error>() -> E {
    E::custom("odd")
}

/// One member while the tolerant pass goes on.
#[doc(hidden)]
#[derive(Debug)]
pub struct Slot<M> {
    value: Option<M>,
    seen: bool,
}

impl<M: Member> Slot<M> {
    /// A member not met so far.
    pub fn new() -> Self {
        Self { value: None, seen: false }
    }

    /// Takes the first value of the member if it fits; everything else goes to `rest`.
    pub fn take(&mut self, name: &str, raw: &RawValue, room: usize, rest: &mut Rest) {
        if !self.seen {
            self.seen = true;
            self.value = M::read_member(raw, room);
            if self.value.is_some() {
                return;
            }
        }
        rest.push(name, raw.into());
    }

    /// The member, absent if it was not met or did not fit.
    pub fn done(self) -> Option<M> {
        self.value.or_else(M::absent)
    }
}

impl<M: Member> Default for Slot<M> {
    fn default() -> Self {
        Self::new()
    }
}
