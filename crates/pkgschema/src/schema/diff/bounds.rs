//! Which values are taken: kinds, lists, shapes, bounds.
//!
//! Invariant: without the keyword every value is taken.

use super::compare::Comparison;
use super::node::Node;
use super::record::{SchemaChangeKind as Kind, SchemaVerdict};
use super::same::set;
use serde_json::{Number, Value};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Every type there is; whole numbers are numbers.
const TYPES: [&str; 7] = ["null", "boolean", "object", "array", "number", "string", "integer"];

impl<'o, 'n> Comparison<'_, 'o, 'n> {
    pub(super) fn types(&mut self, old: &Node<'o>, new: &Node<'n>) {
        let (left, right) = (types(old), types(new));
        if left != right {
            let verdict = by_sets(left.as_ref(), right.as_ref());
            self.keyword((old, new), "type", (Kind::Type, verdict), "other kinds of values");
        }
    }

    /// `enum` and `const`, of which a schema has one at most.
    pub(super) fn values(&mut self, old: &Node<'o>, new: &Node<'n>) {
        let both = |node: &Node<'_>| node.get("enum").is_some() && node.get("const").is_some();
        let keyword = |node: &Node<'_>| if node.get("enum").is_some() { "enum" } else { "const" };
        let (left, right) = (keyword(old), keyword(new));
        let (listed, lists) = (old.get(left).map(set), new.get(right).map(set));
        let verdict = match (listed, lists) {
            _ if both(old) || both(new) => {
                let equal = ["enum", "const"].iter().all(|word| old.get(word) == new.get(word));
                if equal { return } else { SchemaVerdict::Breaking }
            }
            (left, right) if left == right => return,
            (None, Some(_)) => SchemaVerdict::Writers,
            (Some(_), None) => SchemaVerdict::Readers,
            (left, right) => by_sets(left.as_ref(), right.as_ref()),
        };
        let word = if new.get(right).is_some() { right } else { left };
        let places = (old.place.child(left), new.place.child(word));
        let values = (old.get(left), new.get(right));
        self.note(places, values, (Kind::Values, verdict), "other values");
    }

    pub(super) fn shape(&mut self, shape: &str, old: &Node<'o>, new: &Node<'n>) {
        let verdict = match (old.get(shape), new.get(shape)) {
            (left, right) if left == right => return,
            (None, _) => SchemaVerdict::Writers,
            (_, None) => SchemaVerdict::Readers,
            _ => SchemaVerdict::Breaking,
        };
        self.keyword((old, new), shape, (Kind::Shape, verdict), "another shape");
    }

    /// A least or a most.
    pub(super) fn bound(&mut self, bound: &str, most: bool, old: &Node<'o>, new: &Node<'n>) {
        let verdict = match (old.get(bound), new.get(bound)) {
            (left, right) if left == right => return,
            (None, _) => SchemaVerdict::Writers,
            (_, None) => SchemaVerdict::Readers,
            (Some(left), Some(right)) => match order(left, right) {
                Some(Ordering::Equal) => return,
                Some(order) => SchemaVerdict::of(
                    (order == Ordering::Less) == most,
                    (order == Ordering::Less) != most,
                ),
                None => SchemaVerdict::Breaking,
            },
        };
        let words = match verdict {
            SchemaVerdict::Readers => "wider than before",
            SchemaVerdict::Writers => "narrower than before",
            _ => "these cannot be compared",
        };
        self.keyword((old, new), bound, (Kind::Bound, verdict), words);
    }

    pub(super) fn uniqueness(&mut self, old: &Node<'o>, new: &Node<'n>) {
        let unique = |node: &Node<'_>| match node.get("uniqueItems") {
            None => Some(false),
            Some(flag) => flag.as_bool(),
        };
        let verdict = match (unique(old), unique(new)) {
            (Some(left), Some(right)) if left == right => return,
            (Some(false), Some(true)) => SchemaVerdict::Writers,
            (Some(true), Some(false)) => SchemaVerdict::Readers,
            _ => SchemaVerdict::Breaking,
        };
        self.keyword((old, new), "uniqueItems", (Kind::Bound, verdict), "elements may be equal");
    }
}

/// The types that a schema takes; `None` if its `type` is none that can be read.
fn types(node: &Node<'_>) -> Option<BTreeSet<String>> {
    let all = || TYPES.iter().map(|name| (*name).to_owned()).collect();
    let Some(listed) = node.get("type") else { return Some(all()) };
    let names: Option<Vec<&str>> = match listed {
        Value::Array(list) => list.iter().map(Value::as_str).collect(),
        one => one.as_str().map(|name| vec![name]),
    };
    let mut types: BTreeSet<String> = names?.into_iter().map(str::to_owned).collect();
    if types.contains("number") {
        types.insert("integer".to_owned());
    }
    types.iter().all(|name| TYPES.contains(&name.as_str())).then_some(types)
}

/// The verdict on two sets of what is accepted.
fn by_sets(old: Option<&BTreeSet<String>>, new: Option<&BTreeSet<String>>) -> SchemaVerdict {
    match old.zip(new) {
        Some((old, new)) => SchemaVerdict::of(old.is_subset(new), new.is_subset(old)),
        None => SchemaVerdict::Breaking,
    }
}

/// How two numbers stand to each other.
fn order(left: &Value, right: &Value) -> Option<Ordering> {
    let whole = |number: &Number| {
        number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
    };
    let (Value::Number(left), Value::Number(right)) = (left, right) else { return None };
    match whole(left).zip(whole(right)) {
        Some((left, right)) => Some(left.cmp(&right)),
        // what rounding makes equal may not be
        None => {
            let order = left.as_f64()?.partial_cmp(&right.as_f64()?)?;
            (order != Ordering::Equal || left.is_f64() && right.is_f64()).then_some(order)
        }
    }
}
