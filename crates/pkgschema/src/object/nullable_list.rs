//! Arrays that a standard lets be null.
//!
//! Invariant: null, absent and empty write back as they were read.

use super::{List, Member, Value, Walk, Writer};
use serde_core::de::{Deserializer, Visitor};
use serde_core::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::{fmt, marker::PhantomData, ops::Deref};

/// An array member that may be null. Derefs to the [`List`], which is absent for null.
///
/// ```
/// use pkgschema::advisory::Advisory;
/// let advisory = Advisory::parse(r#"{"id":"X-1","severity":null,"references":[]}"#)?;
/// assert!(advisory.severity.is_null() && !advisory.aliases.is_null());
/// assert!(advisory.severity.is_empty() && !advisory.severity.is_present());
/// assert_eq!(advisory.to_json(), r#"{"id":"X-1","severity":null,"references":[]}"#);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NullableList<T> {
    list: List<T>,
    null: bool,
}

impl<T> NullableList<T> {
    /// An array that is not there.
    pub fn absent() -> Self {
        Self { list: List::absent(), null: false }
    }

    /// Null in place of an array.
    pub fn null() -> Self {
        Self { list: List::absent(), null: true }
    }

    /// Whether null stands in place of the array.
    pub fn is_null(&self) -> bool {
        self.null
    }

    /// Adds an element; an absent array and null become an array.
    pub fn push(&mut self, item: T) {
        self.null = false;
        self.list.push(item);
    }
}

impl<T> Default for NullableList<T> {
    fn default() -> Self {
        Self::absent()
    }
}

impl<T> From<List<T>> for NullableList<T> {
    fn from(list: List<T>) -> Self {
        Self { list, null: false }
    }
}

impl<T> From<Vec<T>> for NullableList<T> {
    fn from(items: Vec<T>) -> Self {
        Self::from(List::from(items))
    }
}

impl<T> FromIterator<T> for NullableList<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::from(List::from_iter(items))
    }
}

impl<T> Deref for NullableList<T> {
    type Target = List<T>;

    fn deref(&self) -> &List<T> {
        &self.list
    }
}

impl<'a, T> IntoIterator for &'a NullableList<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl<T: Serialize> Serialize for NullableList<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.list.serialize(serializer)
    }
}

impl<T: Value> Member for NullableList<T> {
    const REQUIRED: bool = false;

    fn absent() -> Option<Self> {
        Some(Self::absent())
    }

    fn is_absent(&self) -> bool {
        !self.null && self.list.is_absent()
    }

    fn strict_member<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OrNull<T>(PhantomData<T>);
        impl<'de, T: Value> Visitor<'de> for OrNull<T> {
            type Value = NullableList<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array or null")
            }
            fn visit_none<E>(self) -> Result<NullableList<T>, E> {
                Ok(NullableList::null())
            }
            fn visit_some<D: Deserializer<'de>>(self, of: D) -> Result<NullableList<T>, D::Error> {
                List::strict_member(of).map(NullableList::from)
            }
        }
        deserializer.deserialize_option(OrNull(PhantomData))
    }

    fn read_member(raw: &RawValue, room: usize) -> Option<Self> {
        match raw.get() {
            "null" => Some(Self::null()),
            _ => List::read_member(raw, room).map(Self::from),
        }
    }

    fn write_member(&self, to: &mut Writer) {
        self.list.write_member(to);
    }

    fn walk_member(&self, walk: &mut Walk) {
        self.list.walk_member(walk);
    }

    #[cfg(feature = "json-schema")]
    fn member_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let mut schema = super::Items::<T>::schema(generator);
        schema.insert("type".to_owned(), serde_json::json!(["array", "null"]));
        schema
    }
}
