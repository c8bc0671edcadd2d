//! Identifiers of the same vulnerability.
//!
//! Invariant: groups do not depend on the order of the records.

use super::Advisory;
use crate::Text;
use std::collections::{BTreeMap, HashMap};

/// Bounds against chains of bad aliases, by which one wrong record would make strangers the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct GroupLimits {
    /// A record with more aliases than these joins nothing.
    pub aliases: usize,
    /// A group of more identifiers than these is none.
    pub ids: usize,
}

impl GroupLimits {
    /// No bounds.
    pub const NONE: Self = Self { aliases: usize::MAX, ids: usize::MAX };
}

impl Default for GroupLimits {
    /// At most 5 aliases of a record and 32 identifiers of a group, as the OSV database has it.
    fn default() -> Self {
        Self { aliases: 5, ids: 32 }
    }
}

/// Groups of identifiers that are aliases of each other, directly or through others: the
/// connected components of the graph whose edges are the records' aliases.
///
/// ```
/// use pkgschema::advisory::{Advisory, AliasGroups, GroupLimits};
/// let read = |text| Advisory::parse(text);
/// let records = [read(r#"{"id": "GHSA-1", "aliases": ["CVE-1"]}"#)?,
///     read(r#"{"id": "PYSEC-1", "aliases": ["CVE-1"]}"#)?, read(r#"{"id": "PYSEC-2"}"#)?];
/// let groups = AliasGroups::of(&records, GroupLimits::default());
/// assert_eq!(groups.of_id("GHSA-1").unwrap(), ["CVE-1", "GHSA-1", "PYSEC-1"]);
/// assert_eq!(groups.iter().count(), 2);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AliasGroups {
    groups: Vec<Vec<Text>>,
    of_id: HashMap<Text, usize>,
    too_many_aliases: Vec<Text>,
    too_large: Vec<Vec<Text>>,
}

impl AliasGroups {
    /// The groups of the identifiers of records and of their aliases. Takes time linear in their
    /// number, but for sorting. An empty alias is none.
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Advisory>, limits: GroupLimits) -> Self {
        let mut this = Self::default();
        let mut forest = Forest::default();
        for record in records {
            let own = forest.place(&record.id);
            let many = record.aliases.len() > limits.aliases;
            if many {
                this.too_many_aliases.push(record.id.clone());
            }
            for alias in record.aliases.iter().filter(|alias| !alias.is_empty()) {
                let other = forest.place(alias);
                if !many {
                    forest.join(own, other);
                }
            }
        }
        this.too_many_aliases.sort();
        this.too_many_aliases.dedup();
        this.take(forest.components(), limits);
        this
    }

    fn take(&mut self, components: Vec<Vec<Text>>, limits: GroupLimits) {
        for component in components {
            if component.len() <= limits.ids {
                self.groups.push(component);
                continue;
            }
            self.groups.extend(component.iter().map(|id| vec![id.clone()]));
            self.too_large.push(component);
        }
        self.groups.sort();
        for (place, group) in self.groups.iter().enumerate() {
            self.of_id.extend(group.iter().map(|id| (id.clone(), place)));
        }
    }

    /// The groups, each sorted, in the order of their first identifiers. An identifier without
    /// aliases is a group of its own.
    pub fn iter(&self) -> impl Iterator<Item = &[Text]> {
        self.groups.iter().map(Vec::as_slice)
    }

    /// The group of an identifier, itself included.
    pub fn of_id(&self, id: &str) -> Option<&[Text]> {
        self.groups.get(*self.of_id.get(id)?).map(Vec::as_slice)
    }

    /// Records with too many aliases, whose own were not followed.
    pub fn too_many_aliases(&self) -> &[Text] {
        &self.too_many_aliases
    }

    /// Groups that would have been too large; each of their identifiers is a group of its own.
    pub fn too_large(&self) -> &[Vec<Text>] {
        &self.too_large
    }
}

/// Disjoint sets, joined by size, with paths halved (union-find).
#[derive(Default)]
struct Forest {
    ids: HashMap<Text, usize>,
    parents: Vec<usize>,
    sizes: Vec<usize>,
}

impl Forest {
    fn place(&mut self, id: &Text) -> usize {
        if let Some(place) = self.ids.get(id) {
            return *place;
        }
        let place = self.parents.len();
        self.ids.insert(id.clone(), place);
        self.parents.push(place);
        self.sizes.push(1);
        place
    }

    fn parent(&self, place: usize) -> usize {
        self.parents.get(place).copied().unwrap_or(place)
    }

    fn root(&mut self, mut place: usize) -> usize {
        while self.parent(place) != place {
            let above = self.parent(self.parent(place));
            if let Some(parent) = self.parents.get_mut(place) {
                *parent = above;
            }
            place = above;
        }
        place
    }

    fn join(&mut self, left: usize, right: usize) {
        let (left, right) = (self.root(left), self.root(right));
        if left == right {
            return;
        }
        let size = |place: usize| self.sizes.get(place).copied().unwrap_or(0);
        let (small, large) = if size(left) < size(right) { (left, right) } else { (right, left) };
        let sum = size(small) + size(large);
        if let (Some(parent), Some(size)) = (self.parents.get_mut(small), self.sizes.get_mut(large))
        {
            *parent = large;
            *size = sum;
        }
    }

    /// The sets, each sorted.
    fn components(mut self) -> Vec<Vec<Text>> {
        let ids = std::mem::take(&mut self.ids);
        let mut sets: BTreeMap<usize, Vec<Text>> = BTreeMap::new();
        for (id, place) in ids {
            let root = self.root(place);
            sets.entry(root).or_default().push(id);
        }
        let mut sets: Vec<Vec<Text>> = sets.into_values().collect();
        sets.iter_mut().for_each(|set| set.sort());
        sets
    }
}
