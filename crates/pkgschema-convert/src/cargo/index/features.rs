//! The two maps of features in an index line.
//!
//! Invariant: together they hold what the one map of a record holds, each feature once.

use super::IndexLine;
use pkgschema::Text;
use pkgschema::object::{Entries, Items, Map, Nullable};
use std::collections::{HashMap, HashSet};

type Feature<'a> = (&'a Text, &'a Items<Text>);

/// The features of a line as one map, as Cargo reads them: what stands in both is joined. An
/// empty map says no more than an absent one.
pub(super) fn read(line: &IndexLine) -> Map<Items<Text>> {
    let new = line.features2.get().filter(|new| !new.is_empty());
    match new {
        None if line.features.is_empty() => Map::absent(),
        None => line.features.clone(),
        Some(new) => joined(line.features.iter().chain(new.iter())),
    }
}

fn joined<'a>(features: impl Iterator<Item = Feature<'a>>) -> Map<Items<Text>> {
    let mut all: Vec<(Text, Items<Text>)> = Vec::new();
    let mut places: HashMap<&Text, usize> = HashMap::new();
    for (name, values) in features {
        match places.get(name).and_then(|at| all.get_mut(*at)) {
            Some((_, before)) => values.iter().for_each(|value| before.push(value.clone())),
            None => {
                places.insert(name, all.len());
                all.push((name.clone(), values.clone()));
            }
        }
    }
    all.into_iter().collect()
}

/// Divides features between the two maps, each in the order of the names, as registries write
/// them, and says the schema version that follows.
pub(super) fn write(features: &Map<Items<Text>>, line: &mut IndexLine) {
    let new = new_syntax(features);
    let mut sorted: Vec<Feature<'_>> = features.iter().collect();
    sorted.sort_by_key(|(name, _)| *name);
    let entries = |of_new: bool| -> Entries<Items<Text>> {
        let chosen = sorted.iter().filter(|(name, _)| new.contains(name.as_str()) == of_new);
        chosen.map(|(name, values)| ((*name).clone(), (*values).clone())).collect()
    };
    line.features = Map::from(entries(false));
    if !new.is_empty() {
        line.features2 = Nullable::Is(entries(true));
        line.v = Nullable::Is(2);
    }
}

/// The features that older versions of Cargo cannot read: those with a value in the newer syntax,
/// and whatever switches one of them on (RFC 3143, "Index changes").
pub(super) fn new_syntax(features: &Map<Items<Text>>) -> HashSet<&str> {
    features.entries().map_or_else(HashSet::new, closure)
}

fn closure(features: &Entries<Items<Text>>) -> HashSet<&str> {
    let own = features.iter().filter(|feature| is_new(*feature));
    let mut open: Vec<&str> = own.map(|(name, _)| name.as_str()).collect();
    if open.is_empty() {
        return HashSet::new();
    }
    let mut users: HashMap<&str, Vec<&str>> = HashMap::new();
    for (name, values) in features.iter() {
        values.iter().for_each(|value| users.entry(value.as_str()).or_default().push(name));
    }
    let mut found: HashSet<&str> = open.iter().copied().collect();
    while let Some(name) = open.pop() {
        for user in users.remove(name).unwrap_or_default() {
            if found.insert(user) {
                open.push(user);
            }
        }
    }
    found
}

/// Whether a feature has a value in the newer syntax.
fn is_new((_, values): Feature<'_>) -> bool {
    values.iter().any(|value| value.starts_with("dep:") || value.contains("?/"))
}

/// Whether [`write()`] gives these two maps again.
pub(super) fn is_usual(line: &IndexLine) -> bool {
    let Some(old) = line.features.entries().filter(|old| is_plain(old)) else { return false };
    match &line.features2 {
        Nullable::Absent => line.v == Nullable::Absent && !old.iter().any(is_new),
        Nullable::Is(new) if !new.is_empty() && is_plain(new) => {
            line.v == Nullable::Is(2) && is_divided(old, new)
        }
        _ => false,
    }
}

/// Whether features are sorted and of the right kind.
fn is_plain(features: &Entries<Items<Text>>) -> bool {
    let odd = !features.odd().is_empty() || features.iter().any(|(_, values)| values.has_odd());
    !odd && features.iter().map(|(name, _)| name).is_sorted()
}

fn is_divided(old: &Entries<Items<Text>>, new: &Entries<Items<Text>>) -> bool {
    let names: Vec<&Text> = new.iter().map(|(name, _)| name).collect();
    let among_new = |name: &Text| names.binary_search(&name).is_ok();
    let stays = |feature: Feature<'_>| {
        let (name, values) = feature;
        !is_new(feature) && !among_new(name) && !values.iter().any(among_new)
    };
    let moved = || closure(new).len() == new.len();
    old.iter().all(stays) && (new.iter().all(is_new) || moved())
}
