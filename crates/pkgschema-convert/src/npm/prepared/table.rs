//! Entries by name that are changed while they are looked at.
//!
//! Invariant: each name stands once; finding, setting and removing take the same time however
//! many entries there are.

use pkgschema::Text;
use std::collections::HashMap;

/// Entries in the order in which their names came.
pub(super) struct Table<V> {
    entries: Vec<(Text, Option<V>)>,
    places: HashMap<Text, usize>,
}

impl<V> Table<V> {
    /// No entries.
    pub(super) fn new() -> Self {
        Self { entries: Vec::new(), places: HashMap::new() }
    }

    /// The value under a name.
    pub(super) fn get(&self, name: &str) -> Option<&V> {
        self.entries.get(*self.places.get(name)?)?.1.as_ref()
    }

    /// Puts a value under a name; the last one stays.
    pub(super) fn set(&mut self, name: impl Into<Text>, value: V) {
        let name = name.into();
        match self.places.get(&name).and_then(|at| self.entries.get_mut(*at)) {
            Some((_, old)) => *old = Some(value),
            None => {
                self.places.insert(name.clone(), self.entries.len());
                self.entries.push((name, Some(value)));
            }
        }
    }

    /// Takes an entry away and gives back whether it was there.
    pub(super) fn remove(&mut self, name: &str) -> bool {
        let entry = self.places.get(name).and_then(|at| self.entries.get_mut(*at));
        entry.is_some_and(|(_, value)| value.take().is_some())
    }

    /// The entries that are there.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Text, &V)> {
        self.entries.iter().filter_map(|(name, value)| Some((name, value.as_ref()?)))
    }

    /// The names that are there.
    pub(super) fn names(&self) -> Vec<Text> {
        self.iter().map(|(name, _)| name.clone()).collect()
    }
}

impl<V> FromIterator<(Text, V)> for Table<V> {
    fn from_iter<I: IntoIterator<Item = (Text, V)>>(entries: I) -> Self {
        let mut table = Self::new();
        entries.into_iter().for_each(|(name, value)| table.set(name, value));
        table
    }
}
