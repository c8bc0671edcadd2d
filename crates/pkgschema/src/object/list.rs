//! Arrays.
//!
//! Invariant: elements that do not fit keep their place, so that the array writes back equal.

use super::{Differences, Member, Raw, Value, Walk, Writer, raw};
use serde_core::de::{Deserializer, SeqAccess, Visitor};
use serde_core::ser::SerializeSeq;
use serde_core::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::{
    fmt,
    marker::PhantomData,
    ops::{Deref, DerefMut},
};

/// An array in which more elements than these do not fit is no such array: it is kept whole, so
/// that what is odd takes no more memory than its text.
const MAX_ODD: usize = 1000;

/// The elements of an array that is there. Derefs to the slice of those that fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Items<T> {
    items: Vec<T>,
    odd: Option<Box<Odd>>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Odd {
    elements: Vec<(usize, Raw)>,
}

/// One element of an array.
enum Place<'a, T> {
    Item(&'a T),
    Odd(&'a Raw),
}

impl<T> Items<T> {
    /// No elements.
    pub fn new() -> Self {
        Self::from(Vec::new())
    }

    /// Adds an element behind the others.
    pub fn push(&mut self, item: T) {
        self.items.push(item);
    }

    /// Whether elements are null or of the wrong kind.
    pub fn has_odd(&self) -> bool {
        self.odd.is_some()
    }

    /// Elements of the wrong kind, each with its index in the source.
    pub fn odd(&self) -> impl Iterator<Item = (usize, &Raw)> {
        let odd = self.odd.as_ref().map(|odd| odd.elements.as_slice()).unwrap_or_default();
        odd.iter().map(|(index, raw)| (*index, raw))
    }

    /// The elements that fit, each with its index in the source.
    pub fn indexed(&self) -> impl Iterator<Item = (usize, &T)> {
        self.places().enumerate().filter_map(|(index, place)| match place {
            Place::Item(item) => Some((index, item)),
            Place::Odd(_) => None,
        })
    }

    /// All elements, the odd ones at the places where they were read.
    fn places(&self) -> impl Iterator<Item = Place<'_, T>> {
        let (mut items, mut odd, mut index) = (self.items.iter(), self.odd().peekable(), 0);
        std::iter::from_fn(move || {
            let due = odd.next_if(|(place, _)| *place <= index).map(|(_, raw)| Place::Odd(raw));
            index += 1;
            let item = due.or_else(|| items.next().map(Place::Item));
            item.or_else(|| odd.next().map(|(_, raw)| Place::Odd(raw)))
        })
    }

    /// The elements that fit.
    pub fn into_vec(self) -> Vec<T> {
        self.items
    }
}

impl<T> Default for Items<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> From<Vec<T>> for Items<T> {
    fn from(items: Vec<T>) -> Self {
        Self { items, odd: None }
    }
}

impl<T> Deref for Items<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T> DerefMut for Items<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.items
    }
}

impl<T: Serialize> Serialize for Items<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.odd.is_none() {
            return self.items.serialize(serializer);
        }
        let mut seq = serializer.serialize_seq(None)?;
        for place in self.places() {
            match place {
                Place::Item(item) => seq.serialize_element(item)?,
                Place::Odd(raw) => seq.serialize_element(raw)?,
            }
        }
        seq.end()
    }
}

impl<T: Value> Value for Items<T> {
    fn strict<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Take<T>(PhantomData<T>);
        impl<'de, T: Value> Visitor<'de> for Take<T> {
            type Value = Items<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Items<T>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element_seed(super::private::StrictMember::seed())?
                {
                    items.push(item);
                }
                Ok(Items { items, odd: None })
            }
        }
        deserializer.deserialize_seq(Take(PhantomData))
    }

    fn tolerant(raw: &RawValue, room: usize) -> Option<Self> {
        let (mut list, mut odd, mut index) = (Self::new(), Odd::default(), 0);
        raw::each_element(raw, |element| {
            if odd.elements.len() <= MAX_ODD {
                match T::read_within(element, room) {
                    Some(item) => list.push(item),
                    None => odd.elements.push((index, element.into())),
                }
            }
            index += 1;
        })?;
        let fits = odd.elements.len() <= MAX_ODD;
        list.odd = (!odd.elements.is_empty()).then(|| Box::new(odd));
        fits.then_some(list)
    }

    fn write(&self, to: &mut Writer) {
        if self.odd.is_none() {
            return to.array(&self.items, |to, item| item.write(to));
        }
        to.array(self.places(), |to, place| match place {
            Place::Item(item) => item.write(to),
            Place::Odd(raw) => raw.write(to),
        });
    }

    fn walk(&self, walk: &mut Walk) {
        if T::NEVER_ODD && !self.has_odd() {
            return;
        }
        for (index, place) in self.places().enumerate() {
            walk.at(&index.to_string(), |walk| match place {
                Place::Item(item) => item.walk(walk),
                Place::Odd(raw) => walk.wrong_type(raw),
            });
        }
    }

    fn differ(&self, other: &Self, walk: &mut Differences) {
        if self.has_odd() || other.has_odd() || self.items.len() != other.items.len() {
            return walk.whole(self, other);
        }
        for (index, (item, other)) in self.items.iter().zip(&other.items).enumerate() {
            if item != other {
                walk.values(&index.to_string(), Some(item), Some(other));
            }
        }
    }

    #[cfg(feature = "json-schema")]
    fn schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let items = T::schema(generator);
        schemars::json_schema!({ "type": "array", "items": items })
    }
}

/// An array member: derefs to a slice and knows an absent array from an empty one.
///
/// ```
/// use pkgschema::object::List;
/// let (absent, empty) = (List::<u64>::absent(), List::<u64>::from(vec![]));
/// assert!(absent.is_empty() && empty.is_empty());
/// assert!(!absent.is_present() && empty.is_present());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<T>(Option<Items<T>>);

impl<T> List<T> {
    /// An array that is not there.
    pub fn absent() -> Self {
        Self(None)
    }

    /// An array of these elements, or none at all where there are none.
    ///
    /// ```
    /// use pkgschema::object::List;
    /// assert!(!List::<u64>::unless_empty(vec![]).is_present());
    /// ```
    pub fn unless_empty(items: Vec<T>) -> Self {
        Self((!items.is_empty()).then(|| Items::from(items)))
    }

    /// Whether the array is there, if only empty.
    pub fn is_present(&self) -> bool {
        self.0.is_some()
    }

    /// Whether elements are null or of the wrong kind.
    pub fn has_odd(&self) -> bool {
        self.0.as_ref().is_some_and(Items::has_odd)
    }

    /// The array, where it is there.
    pub fn items(&self) -> Option<&Items<T>> {
        self.0.as_ref()
    }

    /// The elements that fit, each with its index in the source.
    pub fn indexed(&self) -> impl Iterator<Item = (usize, &T)> {
        self.0.iter().flat_map(Items::indexed)
    }

    /// The elements that fit.
    pub fn into_vec(self) -> Vec<T> {
        self.0.map(Items::into_vec).unwrap_or_default()
    }

    /// Adds an element; an absent array becomes present.
    pub fn push(&mut self, item: T) {
        self.0.get_or_insert_default().push(item);
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self::absent()
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        Self(Some(Items::from(items)))
    }
}

impl<T> Extend<T> for List<T> {
    /// Adds elements; an absent array becomes present, even where there are none.
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        self.0.get_or_insert_default().items.extend(items);
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::from(items.into_iter().collect::<Vec<_>>())
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0.as_deref().unwrap_or_default()
    }
}

impl<T> DerefMut for List<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        self.0.as_deref_mut().unwrap_or_default()
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<T: Value> Member for List<T> {
    const REQUIRED: bool = false;

    fn absent() -> Option<Self> {
        Some(Self(None))
    }

    fn is_absent(&self) -> bool {
        self.0.is_none()
    }

    fn strict_member<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Items::strict(deserializer).map(|items| Self(Some(items)))
    }

    fn read_member(raw: &RawValue, room: usize) -> Option<Self> {
        Items::read_within(raw, room).map(|items| Self(Some(items)))
    }

    fn write_member(&self, to: &mut Writer) {
        self.0.write_member(to);
    }

    fn walk_member(&self, walk: &mut Walk) {
        self.0.walk_member(walk);
    }

    fn differ_member(&self, other: &Self, walk: &mut Differences) {
        self.0.differ_member(&other.0, walk);
    }

    #[cfg(feature = "json-schema")]
    fn member_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Items::<T>::schema(generator)
    }
}
