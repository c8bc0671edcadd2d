//! The members of objects: which are known, which must be there.
//!
//! Invariant: a name that one of two schemas does not know is held against what that schema lets
//! an unknown member be.

use super::compare::Comparison;
use super::node::Node;
use super::record::{SchemaChangeKind as Kind, SchemaVerdict};
use serde_json::Value;
use std::collections::BTreeSet;

const MEMBERS: &str = "properties";
const OTHERS: &str = "additionalProperties";

impl<'o, 'n> Comparison<'_, 'o, 'n> {
    pub(super) fn members(&mut self, old: &Node<'o>, new: &Node<'n>) {
        let names: BTreeSet<&str> =
            old.names(MEMBERS).into_iter().chain(new.names(MEMBERS)).collect();
        for name in names {
            match (old.within(MEMBERS, name), new.within(MEMBERS, name)) {
                (Some(left), Some(right)) => self.compare(left, right),
                (None, Some(member)) => self.added(name, old, &member),
                (Some(member), None) => self.removed(name, &member, new),
                (None, None) => {}
            }
        }
        if old.get(OTHERS).is_some() || new.get(OTHERS).is_some() {
            self.compare(old.below_or_open(OTHERS), new.below_or_open(OTHERS));
        }
    }

    fn added(&mut self, name: &str, old: &Node<'o>, member: &Node<'n>) {
        let before = old.below_or_open(OTHERS).followed();
        let verdict = match before.is_open() {
            true if member.followed().is_open() => SchemaVerdict::Compatible,
            // what nobody knew had no meaning
            true => SchemaVerdict::of(!self.is_strict(), true),
            false => self.verdict(&before, member),
        };
        let places = (old.place.child(MEMBERS).child(name), member.place.clone());
        let what = (Kind::MemberAdded, meant(verdict));
        self.note(places, (None, Some(member.value)), what, format!("`{name}` becomes known"));
    }

    fn removed(&mut self, name: &str, member: &Node<'o>, new: &Node<'n>) {
        let after = new.below_or_open(OTHERS).followed();
        let verdict = match after.is_open() {
            true => SchemaVerdict::Readers,
            false => self.verdict(member, &after),
        };
        let places = (member.place.clone(), new.place.child(MEMBERS).child(name));
        let what = (Kind::MemberRemoved, meant(verdict));
        self.note(places, (Some(member.value), None), what, format!("`{name}` is known no more"));
    }

    pub(super) fn required(&mut self, old: &Node<'o>, new: &Node<'n>) {
        let (left, right) = (needed(old), needed(new));
        let (Some(left), Some(right)) = (left, right) else {
            let verdict = (Kind::RequiredAdded, SchemaVerdict::Breaking);
            return self.keyword((old, new), "required", verdict, "this is no list of names");
        };
        let told = |names: Vec<&String>| {
            names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        };
        let more: Vec<&String> = right.difference(&left).collect();
        if !more.is_empty() {
            let verdict = (Kind::RequiredAdded, SchemaVerdict::Writers);
            let words = format!("{} must be there", told(more));
            self.keyword((old, new), "required", verdict, words);
        }
        let fewer: Vec<&String> = left.difference(&right).collect();
        if !fewer.is_empty() {
            let verdict = (Kind::RequiredRemoved, SchemaVerdict::Readers);
            let words = format!("{} may be absent", told(fewer));
            self.keyword((old, new), "required", verdict, words);
        }
    }
}

/// The names that must be there.
fn needed(node: &Node<'_>) -> Option<BTreeSet<String>> {
    match node.get("required") {
        None => Some(BTreeSet::new()),
        Some(Value::Array(names)) => {
            names.iter().map(|name| name.as_str().map(str::to_owned)).collect()
        }
        Some(_) => None,
    }
}

/// A change of a member is one, even where the schema lets the same through.
fn meant(verdict: SchemaVerdict) -> SchemaVerdict {
    if verdict == SchemaVerdict::Words { SchemaVerdict::Compatible } else { verdict }
}
