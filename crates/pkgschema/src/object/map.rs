//! Objects whose member names are data: dependencies by name, features, extensions.
//!
//! Invariant: entries keep source order, and each name stands once; what does not fit is kept
//! raw.

use super::{Differences, Member, Rest, Value, Walk, Writer, raw};
use crate::Text;
use serde_core::de::{Deserializer, MapAccess, Visitor};
use serde_core::ser::SerializeMap;
use serde_core::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::collections::{HashMap, HashSet};
use std::{fmt, marker::PhantomData};

/// The entries of a map that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entries<T> {
    entries: Vec<(Text, T)>,
    odd: Rest,
}

impl<T> Entries<T> {
    /// No entries.
    pub fn new() -> Self {
        Self { entries: Vec::new(), odd: Rest::default() }
    }

    /// The entries that fit, in source order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Text, &T)> {
        self.entries.iter().map(|(name, value)| (name, value))
    }

    /// The value under `name`; looks at the entries one by one.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.entries.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// How many entries fit.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no entry fits.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Puts a value under `name`, in the place of the one that stood there. It looks at the
    /// entries one by one: many are collected instead, from an iterator.
    pub fn insert(&mut self, name: impl Into<Text>, value: T) {
        let name = name.into();
        self.odd.remove(&name);
        match self.entries.iter_mut().find(|(key, _)| *key == name) {
            Some((_, old)) => *old = value,
            None => self.entries.push((name, value)),
        }
    }

    /// The entries that fit, in source order, to be changed in place.
    pub fn iter_mut(&mut self) -> impl ExactSizeIterator<Item = (&Text, &mut T)> {
        self.entries.iter_mut().map(|(name, value)| (&*name, value))
    }

    /// Takes the value under `name` out; what is odd under the same name goes with it.
    pub fn remove(&mut self, name: &str) -> Option<T> {
        self.odd.remove(name);
        let at = self.entries.iter().position(|(key, _)| key == name)?;
        Some(self.entries.remove(at).1)
    }

    fn names(&self) -> HashSet<&str> {
        self.entries.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// Entries of the wrong kind, and the second of two of one name.
    pub fn odd(&self) -> &Rest {
        &self.odd
    }
}

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<N: Into<Text>, T> FromIterator<(N, T)> for Entries<T> {
    /// Of two entries of one name the first stays.
    fn from_iter<I: IntoIterator<Item = (N, T)>>(entries: I) -> Self {
        let entries = entries.into_iter().map(|(name, value)| (name.into(), value));
        let mut entries: Vec<(Text, T)> = entries.collect();
        if has_duplicates(&entries) {
            let mut names = HashSet::with_capacity(entries.len());
            let first: Vec<bool> =
                entries.iter().map(|(name, _)| names.insert(name.as_str())).collect();
            let mut first = first.into_iter();
            entries.retain(|_| first.next().unwrap_or(true));
        }
        Self { entries, odd: Rest::default() }
    }
}

impl<T: Serialize> Serialize for Entries<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in &self.entries {
            map.serialize_entry(name.as_str(), value)?;
        }
        if !self.odd.is_empty() {
            let names = self.names();
            self.odd.write(&mut map, |name| names.contains(name))?;
        }
        map.end()
    }
}

impl<T: Value> Value for Entries<T> {
    fn strict<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Take<T>(PhantomData<T>);
        impl<'de, T: Value> Visitor<'de> for Take<T> {
            type Value = Entries<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<T>, A::Error> {
                let mut entries: Vec<(Text, T)> = Vec::new();
                while let Some(name) = map.next_key_seed(super::private::StrictMember::seed())? {
                    let seed = super::private::StrictMember::seed();
                    entries.push((name, map.next_value_seed(seed)?));
                }
                if has_duplicates(&entries) {
                    return Err(super::private::odd());
                }
                Ok(Entries { entries, odd: Rest::default() })
            }
        }
        deserializer.deserialize_map(Take(PhantomData))
    }

    fn tolerant(raw: &RawValue, room: usize) -> Option<Self> {
        let (mut map, mut names) = (Self::new(), HashSet::new());
        for (name, value) in raw::members(raw)? {
            let read = match names.insert(name.clone()) {
                true => T::read_within(value, room),
                false => None,
            };
            match read {
                Some(fits) => map.entries.push((Text::from(name), fits)),
                None => map.odd.push(&name, value.into()),
            }
        }
        Some(map)
    }

    fn write(&self, to: &mut Writer) {
        let mut members = to.object();
        for (name, value) in &self.entries {
            members.member(name, |to| value.write(to));
        }
        if !self.odd.is_empty() {
            let names = self.names();
            members.rest(&self.odd, |name| names.contains(name));
        }
        members.end();
    }

    fn walk(&self, walk: &mut Walk) {
        let looked_at = if T::NEVER_ODD { &[][..] } else { &self.entries };
        for (name, value) in looked_at {
            walk.at(name, |walk| value.walk(walk));
        }
        if !self.odd.is_empty() {
            let names = self.names();
            walk.rest(&self.odd, |_| true, |name| names.contains(name));
        }
    }

    fn differ(&self, other: &Self, walk: &mut Differences) {
        if !self.odd.is_empty() || !other.odd.is_empty() {
            return differ_with_odd(self, other, walk);
        }
        let aligned = self.entries.iter().zip(&other.entries).all(|((a, _), (b, _))| a == b);
        if aligned && self.len() == other.len() {
            for ((name, value), (_, other)) in self.entries.iter().zip(&other.entries) {
                walk.values(name, Some(value), Some(other));
            }
            return;
        }
        differ_by_name(self, other, walk);
    }

    #[cfg(feature = "json-schema")]
    fn schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let values = T::schema(generator);
        schemars::json_schema!({ "type": "object", "additionalProperties": values })
    }
}

/// Entries that stand in another order, or not on both sides.
fn differ_by_name<T: Value>(left: &Entries<T>, right: &Entries<T>, walk: &mut Differences) {
    let mut others: HashMap<&str, &T> =
        right.entries.iter().map(|(name, value)| (name.as_str(), value)).collect();
    for (name, value) in &left.entries {
        walk.values(name, Some(value), others.remove(name.as_str()));
    }
    for (name, _) in &right.entries {
        walk.values(name, None, others.remove(name.as_str()));
    }
}

/// Maps with entries that do not fit, compared as the JSON objects that they are.
fn differ_with_odd<T: Value>(left: &Entries<T>, right: &Entries<T>, walk: &mut Differences) {
    let as_rest = |entries: &Entries<T>| {
        let mut all = Rest::default();
        for (name, value) in &entries.entries {
            all.push(name, value.to_raw());
        }
        entries.odd.iter().for_each(|(name, raw)| all.push(name, raw.clone()));
        all
    };
    walk.rest(&as_rest(left), &as_rest(right), |_| false);
}

fn has_duplicates<T>(entries: &[(Text, T)]) -> bool {
    match entries.len() {
        0 | 1 => false,
        2..=8 => {
            let mut rest = entries.iter();
            std::iter::from_fn(|| rest.next().map(|(name, _)| (name, rest.clone())))
                .any(|(name, mut later)| later.any(|(other, _)| other == name))
        }
        _ => {
            let mut names = HashSet::with_capacity(entries.len());
            !entries.iter().all(|(name, _)| names.insert(name.as_str()))
        }
    }
}

/// A map member: knows an absent map from an empty one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map<T>(Option<Entries<T>>);

impl<T> Map<T> {
    /// A map that is not there.
    pub fn absent() -> Self {
        Self(None)
    }

    /// Whether the map is there, if only empty.
    pub fn is_present(&self) -> bool {
        self.0.is_some()
    }

    /// The map, where it is there.
    pub fn entries(&self) -> Option<&Entries<T>> {
        self.0.as_ref()
    }

    /// The entries that fit, in source order.
    pub fn iter(&self) -> impl Iterator<Item = (&Text, &T)> {
        self.0.iter().flat_map(Entries::iter)
    }

    /// The value under `name`; looks at the entries one by one.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.as_ref()?.get(name)
    }

    /// How many entries fit.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, Entries::len)
    }

    /// Whether no entry fits.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entries that fit, in source order, to be changed in place.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&Text, &mut T)> {
        self.0.iter_mut().flat_map(Entries::iter_mut)
    }

    /// Takes the value under `name` out; what is odd under the same name goes with it.
    pub fn remove(&mut self, name: &str) -> Option<T> {
        self.0.as_mut()?.remove(name)
    }

    /// Puts a value under `name`; an absent map becomes present.
    pub fn insert(&mut self, name: impl Into<Text>, value: T) {
        self.0.get_or_insert_default().insert(name, value);
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self::absent()
    }
}

impl<T> From<Entries<T>> for Map<T> {
    fn from(entries: Entries<T>) -> Self {
        Self(Some(entries))
    }
}

impl<N: Into<Text>, T> FromIterator<(N, T)> for Map<T> {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(entries: I) -> Self {
        Self(Some(entries.into_iter().collect()))
    }
}

impl<T: Serialize> Serialize for Map<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<T: Value> Member for Map<T> {
    const REQUIRED: bool = false;

    fn absent() -> Option<Self> {
        Some(Self(None))
    }

    fn is_absent(&self) -> bool {
        self.0.is_none()
    }

    fn strict_member<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Entries::strict(deserializer).map(|entries| Self(Some(entries)))
    }

    fn read_member(raw: &RawValue, room: usize) -> Option<Self> {
        Entries::read_within(raw, room).map(|entries| Self(Some(entries)))
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
        Entries::<T>::schema(generator)
    }
}
