//! JSON read once, without what nobody asks for.
//!
//! Predicates hold whole events, which are most of their bytes. They are passed over here, and so
//! is whatever lies deeper than any fact.
//!
//! Invariant: of members of one name the first counts, as everywhere; the text is scanned once.

use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use std::borrow::Cow;
use std::fmt;

/// How deep facts lie: statement, predicate, run, metadata, value.
const LEVELS: usize = 7;

/// How many elements of an array are looked at: sources are among the first.
pub(super) const ELEMENTS: usize = 64;

/// A JSON value as far as facts may be in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Sketch<'a> {
    Text(Cow<'a, str>),
    /// A whole number.
    Number(u64),
    Object(Vec<(Cow<'a, str>, Sketch<'a>)>),
    Array(Vec<Sketch<'a>>),
    /// Any other value, or one that lies too deep.
    Other,
}

impl<'a> Sketch<'a> {
    /// The sketch of a JSON text; `None` where it is none.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let sketch = Seed { room: LEVELS }.deserialize(&mut deserializer).ok()?;
        deserializer.end().ok()?;
        Some(sketch)
    }

    /// The first member of that name.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        self.members().iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The members of an object; none of any other value.
    pub(super) fn members(&self) -> &[(Cow<'a, str>, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// The first elements of an array; none of any other value.
    pub(super) fn elements(&self) -> &[Self] {
        match self {
            Self::Array(elements) => elements,
            _ => &[],
        }
    }

    /// The text of a string.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a string, or the digits of a number.
    pub(super) fn word(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Number(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        }
    }

    pub(super) fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }
}

#[derive(Clone, Copy)]
struct Seed {
    room: usize,
}

impl<'de> DeserializeSeed<'de> for Seed {
    type Value = Sketch<'de>;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Sketch<'de>, D::Error> {
        match self.room {
            0 => IgnoredAny::deserialize(from).map(|_| Sketch::Other),
            _ => from.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for Seed {
    type Value = Sketch<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Sketch<'de>, E> {
        Ok(Sketch::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Sketch<'de>, E> {
        Ok(Sketch::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Sketch<'de>, E> {
        Ok(Sketch::Number(number))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Sketch<'de>, E> {
        Ok(Sketch::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Sketch<'de>, E> {
        Ok(Sketch::Other)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Sketch<'de>, E> {
        Ok(Sketch::Other)
    }

    fn visit_unit<E>(self) -> Result<Sketch<'de>, E> {
        Ok(Sketch::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Sketch<'de>, A::Error> {
        let (mut elements, below) = (Vec::new(), Self { room: self.room - 1 });
        while elements.len() < ELEMENTS {
            match seq.next_element_seed(below)? {
                Some(element) => elements.push(element),
                None => return Ok(Sketch::Array(elements)),
            }
        }
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Sketch::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Sketch<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(Sketch::Text(name)) = map.next_key_seed(Seed { room: 1 })? {
            let room = if is_passed_over(&name) { 0 } else { self.room - 1 };
            members.push((name, map.next_value_seed(Self { room })?));
        }
        Ok(Sketch::Object(members))
    }
}

/// Whole events, and steps with their outputs: long, and without a fact.
fn is_passed_over(name: &str) -> bool {
    let event = name.eq_ignore_ascii_case("GITHUB_EVENT_PAYLOAD");
    event || matches!(name, "buildConfig" | "byproducts" | "vars" | "steps")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_there() {
        let text = r#"{"a": {"b": "c\n", "b": 1}, "n": 7, "github_event_payload": {"x": 1}, "l": [1, null]}"#;
        let sketch = Sketch::parse(text).unwrap();
        assert_eq!(sketch.get("a").and_then(|it| it.get("b")).and_then(Sketch::text), Some("c\n"));
        assert_eq!(sketch.get("n").and_then(Sketch::word).as_deref(), Some("7"));
        assert_eq!(sketch.get("github_event_payload"), Some(&Sketch::Other));
        assert_eq!(sketch.get("l").map(|list| list.elements().len()), Some(2));
        let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
        assert!(Sketch::parse(&deep).is_some());
        for text in ["", "{", "{} x", r#"{"a": }"#] {
            assert_eq!(Sketch::parse(text), None, "{text}");
        }
    }
}
