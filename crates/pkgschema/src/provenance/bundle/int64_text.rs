//! 64-bit integers as protobuf's JSON mapping has them.
//!
//! Invariant: a number is written back as it was read, in quotes or without.

use crate::object::{Raw, Value, Walk, Writer, raw};
use crate::{Severity, Text};
use serde_core::de::{Deserializer, Error, Visitor};
use serde_core::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::fmt;

/// An `int64` of protobuf's JSON mapping: a string of decimal digits, or a number. Written by
/// others, it may be any text or number, and says whether it is an integer of 64 bits.
///
/// ```
/// use pkgschema::provenance::Int64Text;
/// assert_eq!(Int64Text::from(7).value(), Some(7));
/// assert_eq!(Int64Text::from(7).as_str(), "7");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Int64Text {
    text: Text,
    quoted: bool,
}

impl Int64Text {
    /// The digits as the source spells them.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The number; `None` where the text is no integer of 64 bits. A fraction of zeros and an
    /// exponent are allowed, as in protobuf's JSON mapping.
    pub fn value(&self) -> Option<i64> {
        match self.has_shape() {
            true => self.text.parse().ok().or_else(|| exact(&self.text)),
            false => None,
        }
    }

    /// Whether the text is a number by JSON's grammar.
    fn has_shape(&self) -> bool {
        !self.quoted
            || Raw::parse(&self.text).is_some_and(|raw| raw.kind() == raw::Kind::Number)
                && !self.text.contains(|letter: char| letter.is_ascii_whitespace())
    }
}

impl From<i64> for Int64Text {
    fn from(number: i64) -> Self {
        Self { text: number.to_string().into(), quoted: true }
    }
}

/// The integer that a JSON number with a fraction or an exponent is.
fn exact(text: &str) -> Option<i64> {
    let number: f64 = text.parse().ok()?;
    let whole = number.fract() == 0.0 && text.contains(['.', 'e', 'E']);
    whole.then(|| format!("{number:.0}").parse().ok())?
}

impl Serialize for Int64Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.quoted {
            true => serializer.serialize_str(&self.text),
            false => Raw::parse(&self.text).unwrap_or_default().serialize(serializer),
        }
    }
}

impl Value for Int64Text {
    fn strict<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Take;
        impl Visitor<'_> for Take {
            type Value = Int64Text;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or a whole number")
            }
            fn visit_str<E>(self, text: &str) -> Result<Int64Text, E> {
                Ok(Int64Text { text: text.into(), quoted: true })
            }
            fn visit_u64<E: Error>(self, number: u64) -> Result<Int64Text, E> {
                Ok(Int64Text { text: number.to_string().into(), quoted: false })
            }
            // -0 is a double to serde_json, so digits that are read here are the source's
            fn visit_i64<E: Error>(self, number: i64) -> Result<Int64Text, E> {
                Ok(Int64Text { text: number.to_string().into(), quoted: false })
            }
        }
        deserializer.deserialize_any(Take)
    }

    fn tolerant(value: &RawValue, _room: usize) -> Option<Self> {
        match raw::kind(value) {
            raw::Kind::Number => Some(Self { text: value.get().into(), quoted: false }),
            _ => None,
        }
    }

    fn write(&self, to: &mut Writer) {
        match self.quoted {
            true => to.string(&self.text),
            false => to.raw(&self.text),
        }
    }

    fn walk(&self, walk: &mut Walk) {
        // of a text the schema sees the shape, of a number the range as well
        let fits = if self.quoted { self.has_shape() } else { self.value().is_some() };
        if !fits {
            let words = format!("expected an integer of 64 bits, found {:?}", self.as_str());
            walk.report("malformed-int64", Severity::Error, words);
        }
    }

    #[cfg(feature = "json-schema")]
    fn schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let pattern = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$";
        schemars::json_schema!({ "anyOf": [
            { "type": "string", "pattern": pattern },
            { "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX },
        ] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<Int64Text> {
        Int64Text::read(Raw::parse(json)?.as_raw())
    }

    #[test]
    fn strings_and_numbers_are_read_and_written_back() {
        let cases = [
            ("\"7\"", Some(7)),
            ("7", Some(7)),
            ("-1", Some(-1)),
            ("7.0", Some(7)),
            ("7e1", Some(70)),
            ("\"9223372036854775807\"", Some(i64::MAX)),
            ("-9223372036854775808", Some(i64::MIN)),
            ("18446744073709551615", None),
            ("9223372036854775808", None),
            ("7.5", None),
            ("\"\"", None),
            ("\"x\"", None),
            ("\"0x7\"", None),
            ("1e400", None),
            ("\"inf\"", None),
            ("-0", Some(0)),
            ("\" 7\"", None),
            ("\"+7\"", None),
            ("\"1e2\"", Some(100)),
            ("1e18", Some(10_i64.pow(18))),
            ("\"true\"", None),
        ];
        for (json, value) in cases {
            let read = read(json).unwrap();
            assert_eq!(read.value(), value, "{json}");
            assert_eq!(read.to_raw().as_str(), json);
            let mut to = Writer::default();
            read.write(&mut to);
            assert_eq!(to.into_text(), json);
        }
        assert_eq!(read("null"), None);
        assert_eq!(read("[7]"), None);
    }
}
