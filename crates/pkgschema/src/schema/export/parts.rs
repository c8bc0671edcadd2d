//! Which definitions of which records are the same.
//!
//! Invariant: two definitions are one part exactly if their names, their texts, and the parts that
//! they refer to are the same; what refers to a record as a whole is part of that record alone.

use super::{definitions, rewrite};
use crate::schema::Entry;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Where the definitions of a document stand.
const LOCAL: &str = "#/$defs/";

/// The number of a part.
pub(super) type Part = usize;

/// The records of the catalogue, and their definitions.
#[derive(Debug)]
pub(super) struct Parts {
    records: Vec<Record>,
    /// Each part with the records that have it, by their numbers.
    parts: Vec<(String, BTreeSet<usize>)>,
}

#[derive(Debug)]
struct Record {
    name: &'static str,
    schema: Value,
    /// The part that each definition is.
    parts: BTreeMap<String, Part>,
}

impl Parts {
    pub(super) fn of(entries: &[Entry]) -> Self {
        let record = |entry: &Entry| {
            let schema = Value::from(entry.schema(None));
            let parts = definitions(&schema).map(|(name, _)| (name.clone(), 0)).collect();
            Record { name: entry.name, schema, parts }
        };
        let mut records: Vec<Record> = entries.iter().map(record).collect();
        let mut count = 0;
        // what was told apart stays so: it ends when a round tells nothing more apart
        loop {
            let parts = tell_apart(&mut records);
            if parts.len() == count {
                return Self { records, parts };
            }
            count = parts.len();
        }
    }

    /// The parts that several records have.
    pub(super) fn shared(&self) -> Vec<Part> {
        self.all().filter(|part| self.is_shared(*part)).collect()
    }

    /// Every part.
    pub(super) fn all(&self) -> std::ops::Range<Part> {
        0..self.parts.len()
    }

    pub(super) fn is_shared(&self, part: Part) -> bool {
        self.parts.get(part).is_some_and(|(_, records)| records.len() > 1)
    }

    /// The part's name in the records that have it.
    pub(super) fn name(&self, part: Part) -> &str {
        self.parts.get(part).map_or("", |(name, _)| name)
    }

    /// Whether another part, shared or not, has its name.
    pub(super) fn is_ambiguous(&self, part: Part) -> bool {
        self.parts.iter().filter(|(name, _)| name == self.name(part)).count() > 1
    }

    /// The first record that has the part.
    pub(super) fn first(&self, part: Part) -> Option<usize> {
        self.parts.get(part)?.1.first().copied()
    }

    /// The path of the file of a part.
    pub(super) fn path(&self, part: Part) -> String {
        let name = self.name(part);
        let record = self.first(part).and_then(|at| self.records.get(at));
        match record.filter(|_| self.is_ambiguous(part)) {
            Some(record) => format!("parts/{name}.{}.schema.json", record.name),
            None => format!("parts/{name}.schema.json"),
        }
    }

    /// The part that a reference of a record leads to.
    pub(super) fn target(&self, record: usize, reference: &str) -> Option<Part> {
        let name = reference.strip_prefix(LOCAL)?;
        self.records.get(record)?.parts.get(name).copied()
    }

    /// The schema of a part, with its references changed.
    pub(super) fn schema(&self, part: Part, change: impl Fn(Part) -> Option<String>) -> Value {
        let Some(first) = self.first(part) else { return Value::Bool(true) };
        let record = self.records.get(first);
        let found = record.and_then(|record| {
            let definition = |(name, _): &(&String, &Value)| record.parts.get(*name) == Some(&part);
            definitions(&record.schema).find(definition)
        });
        let mut schema = found.map_or(Value::Bool(true), |(_, schema)| schema.clone());
        rewrite(&mut schema, &mut |target| change(self.target(first, target)?));
        schema
    }

    /// The schema of a record, with its references changed and without the definitions to which
    /// none leads any more.
    pub(super) fn record(&self, at: usize, change: impl Fn(Part) -> Option<String>) -> Value {
        let Some(record) = self.records.get(at) else { return Value::Bool(true) };
        let mut schema = record.schema.clone();
        rewrite(&mut schema, &mut |target| change(self.target(at, target)?));
        let Value::Object(members) = &mut schema else { return schema };
        if let Some(Value::Object(named)) = members.get_mut("$defs") {
            named.retain(|name, _| record.parts.get(name).is_some_and(|it| change(*it).is_none()));
        }
        if members.get("$defs").and_then(Value::as_object).is_some_and(Map::is_empty) {
            members.remove("$defs");
        }
        schema
    }
}

/// Numbers the definitions anew: those of one name, one text and the same parts referred to, as
/// they are numbered now, are one.
fn tell_apart(records: &mut [Record]) -> Vec<(String, BTreeSet<usize>)> {
    let mut numbers: BTreeMap<(String, String, Part), Part> = BTreeMap::new();
    let mut parts: Vec<(String, BTreeSet<usize>)> = Vec::new();
    for (at, record) in records.iter_mut().enumerate() {
        let mut renumbered = BTreeMap::new();
        for (name, schema) in definitions(&record.schema) {
            let mut meant = schema.clone();
            rewrite(&mut meant, &mut |target| {
                let part = target.strip_prefix(LOCAL).and_then(|name| record.parts.get(name));
                Some(match part {
                    Some(part) => format!("{target} {part}"),
                    None => format!("{target} of {at}"),
                })
            });
            let before = record.parts.get(name).copied().unwrap_or_default();
            let key = (name.clone(), meant.to_string(), before);
            let part = *numbers.entry(key).or_insert_with(|| {
                parts.push((name.clone(), BTreeSet::new()));
                parts.len() - 1
            });
            if let Some((_, holders)) = parts.get_mut(part) {
                holders.insert(at);
            }
            renumbered.insert(name.clone(), part);
        }
        record.parts = renumbered;
    }
    parts
}
