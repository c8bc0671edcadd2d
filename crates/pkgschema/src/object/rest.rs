//! What an object holds beside its typed members.
//!
//! Invariant: a typed member is written instead of an entry of the same name, and of several
//! entries of one name only the first is written.

use super::Raw;
use crate::Text;
use serde_core::de::{Deserialize, Deserializer, Visitor};
use serde_core::ser::SerializeMap;
use std::fmt;

/// Members kept verbatim, in source order: unknown ones, and known ones that are null, of the
/// wrong kind or there twice.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Rest(Option<Box<Kept>>);

#[derive(Clone, Default, PartialEq, Eq)]
struct Kept {
    members: Vec<(Text, Raw)>,
}

impl Rest {
    /// Whether nothing was kept.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// The members kept, in source order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Raw)> {
        let members = self.0.as_ref().map(|kept| kept.members.as_slice()).unwrap_or_default();
        members.iter().map(|(name, raw)| (name.as_str(), raw))
    }

    /// The first member of that name.
    pub fn get(&self, name: &str) -> Option<&Raw> {
        self.iter().find(|(key, _)| *key == name).map(|(_, raw)| raw)
    }

    /// Whether no name stands there twice.
    pub(super) fn are_distinct(&self) -> bool {
        let mut names = std::collections::HashSet::new();
        match self.0.as_ref().map(|kept| kept.members.as_slice()).unwrap_or_default() {
            [] | [_] => true,
            few if few.len() <= 12 => few.iter().enumerate().all(|(index, (name, _))| {
                few.iter().take(index).all(|(earlier, _)| earlier != name)
            }),
            many => many.iter().all(|(name, _)| names.insert(name.as_str())),
        }
    }

    /// Keeps one more member.
    pub fn push(&mut self, name: &str, raw: Raw) {
        self.push_text(Text::from(name), raw);
    }

    /// Keeps one more member.
    pub fn push_text(&mut self, name: Text, raw: Raw) {
        self.0.get_or_insert_default().members.push((name, raw));
    }

    /// Drops every member of that name and gives back the first.
    pub fn remove(&mut self, name: &str) -> Option<Raw> {
        let kept = self.0.as_mut()?;
        let first = kept.members.iter().position(|(key, _)| key == name)?;
        let (_, raw) = kept.members.remove(first);
        kept.members.retain(|(key, _)| key != name);
        if kept.members.is_empty() {
            self.0 = None; // equal to a remainder that never held anything
        }
        Some(raw)
    }

    /// Writes what is kept, leaving out names that `written` says are there already.
    ///
    /// # Errors
    /// The serialiser's.
    #[doc(hidden)]
    pub fn write<M: SerializeMap>(
        &self,
        map: &mut M,
        written: impl Fn(&str) -> bool,
    ) -> Result<(), M::Error> {
        if self.0.is_none() {
            return Ok(());
        }
        let mut names = std::collections::HashSet::new();
        for (name, raw) in self.iter() {
            if !written(name) && names.insert(name) {
                map.serialize_entry(name, raw)?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// Reads a member's name and hands it to `pick` without a copy where possible.
#[doc(hidden)]
pub fn name_of<'de, D, T, F>(deserializer: D, pick: F) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    F: FnOnce(&str) -> T,
{
    struct Name<F>(F);
    impl<'de, T, F: FnOnce(&str) -> T> Visitor<'de> for Name<F> {
        type Value = T;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a member name")
        }
        fn visit_str<E>(self, name: &str) -> Result<T, E> {
            Ok((self.0)(name))
        }
    }
    deserializer.deserialize_identifier(Name(pick))
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::Value::strict(deserializer)
    }
}
