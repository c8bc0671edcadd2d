//! Whether two schemas accept the same by the same words.
//!
//! Invariant: schemas that are the same accept the same documents; those of which that is not
//! plain are not the same.

use super::compare::Budget;
use super::keywords::{NAMED, ONE, SEVERAL};
use super::node::Node;
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashSet};

/// Whether two schemas are the same, words aside. What both refer to is looked at, once.
pub(super) fn same(old: &Node<'_>, new: &Node<'_>, budget: &Budget) -> bool {
    let mut seen = HashSet::new();
    let mut open = vec![(old.followed(), new.followed())];
    while let Some((old, new)) = open.pop() {
        if !budget.step() {
            return false;
        }
        if seen.insert((old.key(), new.key())) && !alike(&old, &new, &mut open) {
            return false;
        }
    }
    true
}

type Pairs<'o, 'n> = Vec<(Node<'o>, Node<'n>)>;

/// Whether two schemas have the same keywords; the schemas in them are still to be compared.
fn alike<'o, 'n>(old: &Node<'o>, new: &Node<'n>, open: &mut Pairs<'o, 'n>) -> bool {
    if old.is_open() || new.is_open() || !old.value.is_object() || !new.value.is_object() {
        return old.is_open() && new.is_open() || old.is_closed() && new.is_closed();
    }
    let names = |node: &Node<'_>| node.assertions().map(str::to_owned).collect::<BTreeSet<_>>();
    let keywords = names(old);
    keywords == names(new) && keywords.iter().all(|keyword| keyword_alike(keyword, old, new, open))
}

fn keyword_alike<'o, 'n>(
    keyword: &str,
    old: &Node<'o>,
    new: &Node<'n>,
    open: &mut Pairs<'o, 'n>,
) -> bool {
    let (Some(left), Some(right)) = (old.get(keyword), new.get(keyword)) else { return false };
    let mut pair = |left: Option<Node<'o>>, right: Option<Node<'n>>| {
        let both = left.zip(right).map(|(left, right)| (left.followed(), right.followed()));
        both.map(|both| open.push(both)).is_some()
    };
    if ONE.contains(&keyword) {
        return pair(old.below(keyword), new.below(keyword));
    }
    if NAMED.contains(&keyword) || SEVERAL.contains(&keyword) {
        let tokens = tokens(left);
        return tokens == self::tokens(right)
            && tokens.iter().all(|at| pair(old.within(keyword, at), new.within(keyword, at)));
    }
    match keyword {
        "$ref" => match (old.target(), new.target()) {
            (None, None) => left == right && !is_own(left),
            (left, right) => pair(left, right),
        },
        "required" | "enum" | "type" => set(left) == set(right),
        _ => left == right,
    }
}

/// Whether a reference means a place in its own document.
pub(super) fn is_own(reference: &Value) -> bool {
    reference.as_str().is_none_or(|text| text.is_empty() || text.starts_with('#'))
}

/// The names or numbers of what a value holds.
fn tokens(value: &Value) -> BTreeSet<String> {
    match value {
        Value::Array(list) => (0..list.len()).map(|at| at.to_string()).collect(),
        Value::Object(named) => named.iter().map(|(name, _)| name.clone()).collect(),
        _ => BTreeSet::new(),
    }
}

/// The values of a list, or the one that stands without a list; numbers that are equal are one.
pub(super) fn set(value: &Value) -> BTreeSet<String> {
    match value {
        Value::Array(list) => list.iter().map(canonical).collect(),
        one => [canonical(one)].into(),
    }
}

/// A value's JSON, with the members of objects in order and whole numbers without a fraction.
fn canonical(value: &Value) -> String {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if !number.is_i64() && !number.is_u64() && float.fract() == 0.0 => {
                format!("{float:.0}")
            }
            _ => number.to_string(),
        },
        Value::Array(list) => {
            format!("[{}]", list.iter().map(canonical).collect::<Vec<_>>().join(","))
        }
        Value::Object(named) => object(named),
        scalar => scalar.to_string(),
    }
}

fn object(named: &Map<String, Value>) -> String {
    let mut members: Vec<_> = named.iter().collect();
    members.sort_by_key(|(name, _)| name.as_str());
    let written = members
        .into_iter()
        .map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), canonical(value)));
    format!("{{{}}}", written.collect::<Vec<_>>().join(","))
}
