//! Members that a format lets be null.
//!
//! Invariant: null, absent and a value write back as they were read.

use super::{Differences, Member, Value, Walk, Writer};
use serde_core::de::{Deserializer, Visitor};
use serde_core::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::{fmt, marker::PhantomData};

/// A member that may be absent, or null where its format writes null for "none". Elsewhere an
/// `Option` does, and null is a finding.
///
/// ```
/// use pkgschema::{Text, object::{Nullable, parse, write}};
/// pkgschema::object! {
///     /// A package that may link a library.
///     pub struct Linking {
///         /// The library.
///         pub links: Nullable<Text>,
///     }
/// }
/// let linking: Linking = parse(r#"{"links": null}"#)?;
/// assert_eq!((linking.links.get(), write(&linking).as_str()), (None, r#"{"links":null}"#));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Nullable<T> {
    /// The member is not there.
    #[default]
    Absent,
    /// Null stands there.
    Null,
    /// A value stands there.
    Is(T),
}

impl<T> Nullable<T> {
    /// The value, or null where there is none.
    pub fn or_null(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Is)
    }

    /// The value, where there is one.
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::Is(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether null stands there.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<Option<T>> for Nullable<T> {
    /// The value, or an absent member where there is none.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Is)
    }
}

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.get().serialize(serializer)
    }
}

impl<T: Value> Member for Nullable<T> {
    const REQUIRED: bool = false;

    fn absent() -> Option<Self> {
        Some(Self::Absent)
    }

    fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    fn strict_member<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OrNull<T>(PhantomData<T>);
        impl<'de, T: Value> Visitor<'de> for OrNull<T> {
            type Value = Nullable<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value or null")
            }
            fn visit_none<E>(self) -> Result<Nullable<T>, E> {
                Ok(Nullable::Null)
            }
            fn visit_some<D: Deserializer<'de>>(self, of: D) -> Result<Nullable<T>, D::Error> {
                T::strict(of).map(Nullable::Is)
            }
        }
        deserializer.deserialize_option(OrNull(PhantomData))
    }

    fn read_member(raw: &RawValue, room: usize) -> Option<Self> {
        match raw.get() {
            "null" => Some(Self::Null),
            _ => T::read_within(raw, room).map(Self::Is),
        }
    }

    fn write_member(&self, to: &mut Writer) {
        match self {
            Self::Is(value) => value.write(to),
            Self::Absent | Self::Null => to.raw("null"),
        }
    }

    fn walk_member(&self, walk: &mut Walk) {
        if let Self::Is(value) = self {
            value.walk(walk);
        }
    }

    fn differ_member(&self, other: &Self, walk: &mut Differences) {
        match (self, other) {
            (Self::Is(value), Self::Is(other)) => value.differ(other, walk),
            _ => walk.whole_members(self, other),
        }
    }

    #[cfg(feature = "json-schema")]
    fn member_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let value = T::schema(generator);
        schemars::json_schema!({ "anyOf": [value, { "type": "null" }] })
    }
}
