//! The comparison of two schemas, keyword by keyword.
//!
//! Invariant: every pair of schemas is compared once, without recursion along references, and a
//! comparison that takes too many steps says so and is breaking.

use super::keywords::{LEAST, MOST, OPAQUE, SHAPES, is_unknown, is_word};
use super::node::Node;
use super::record::{SchemaChange, SchemaChangeKind as Kind, SchemaVerdict, short};
use super::same::{is_own, same};
use crate::Pointer;
use serde_json::Value;
use std::cell::Cell;
use std::collections::{BTreeSet, HashSet};

/// How many pairs of schemas are looked at.
const STEPS: usize = 1 << 18;

/// How often a comparison asks for another one.
const LEVELS: usize = 4;

/// The steps that are left.
#[derive(Debug)]
pub(super) struct Budget(Cell<usize>);

impl Budget {
    /// Takes a step, if one is left.
    pub(super) fn step(&self) -> bool {
        self.0.set(self.0.get().saturating_sub(1));
        !self.is_spent()
    }

    /// Whether no step is left.
    pub(super) fn is_spent(&self) -> bool {
        self.0.get() == 0
    }
}

/// Every change between two documents, in the order of the places.
pub(super) fn all(old: &Value, new: &Value) -> Vec<SchemaChange> {
    let budget = Budget(Cell::new(STEPS));
    let (old, new) = (Node::root(old), Node::root(new));
    let mut comparison = Comparison::new(&budget, LEVELS);
    comparison.document(&old, &new);
    let mut changes = comparison.run(old, new);
    changes.sort_by(|left, right| {
        (&left.pointer, left.kind.as_str()).cmp(&(&right.pointer, right.kind.as_str()))
    });
    changes
}

/// Two states of a schema while they are compared.
pub(super) struct Comparison<'b, 'o, 'n> {
    pub(super) budget: &'b Budget,
    /// How many levels of comparisons may follow from this one.
    levels: usize,
    open: Vec<(Node<'o>, Node<'n>)>,
    seen: HashSet<(usize, usize)>,
    changes: Vec<SchemaChange>,
}

impl<'b, 'o, 'n> Comparison<'b, 'o, 'n> {
    fn new(budget: &'b Budget, levels: usize) -> Self {
        Self { budget, levels, open: Vec::new(), seen: HashSet::new(), changes: Vec::new() }
    }

    /// Whether it is asked by another one; then a member that becomes known counts as what it is.
    pub(super) fn is_strict(&self) -> bool {
        self.levels < LEVELS
    }

    fn run(mut self, old: Node<'o>, new: Node<'n>) -> Vec<SchemaChange> {
        let root = (old.clone(), new.clone());
        self.compare(old, new);
        while let Some((old, new)) = self.open.pop() {
            if !self.budget.step() {
                break;
            }
            if self.seen.insert((old.key(), new.key())) {
                self.pair(&old, &new);
            }
        }
        if self.budget.is_spent() {
            let words = "there is more to compare than is compared";
            self.change(&root.0, &root.1, Kind::TooLarge, SchemaVerdict::Breaking, words);
        }
        self.changes
    }

    /// The verdict over two schemas that are none of this comparison's pairs.
    pub(super) fn verdict(&self, old: &Node<'o>, new: &Node<'n>) -> SchemaVerdict {
        let Some(levels) = self.levels.checked_sub(1) else { return SchemaVerdict::Breaking };
        let changes = Comparison::new(self.budget, levels).run(old.clone(), new.clone());
        SchemaVerdict::together(changes.iter().map(|change| &change.verdict))
    }

    /// Compares two schemas later on.
    pub(super) fn compare(&mut self, old: Node<'o>, new: Node<'n>) {
        self.open.push((old, new));
    }

    /// Notes a change at a keyword of two schemas.
    pub(super) fn keyword(
        &mut self,
        (old, new): (&Node<'o>, &Node<'n>),
        keyword: &str,
        (kind, verdict): (Kind, SchemaVerdict),
        message: impl Into<crate::Text>,
    ) {
        let (left, right) = (old.get(keyword), new.get(keyword));
        let places = (old.place.child(keyword), new.place.child(keyword));
        self.note(places, (left, right), (kind, verdict), message);
    }

    /// Notes a change of two schemas as a whole.
    pub(super) fn change(
        &mut self,
        old: &Node<'o>,
        new: &Node<'n>,
        kind: Kind,
        verdict: SchemaVerdict,
        message: impl Into<crate::Text>,
    ) {
        let places = (old.place.clone(), new.place.clone());
        self.note(places, (Some(old.value), Some(new.value)), (kind, verdict), message);
    }

    /// Notes a change; where there is nothing new, the place is the old one.
    pub(super) fn note(
        &mut self,
        (was, is): (Pointer, Pointer),
        (old, new): (Option<&Value>, Option<&Value>),
        (kind, verdict): (Kind, SchemaVerdict),
        message: impl Into<crate::Text>,
    ) {
        let place = if new.is_some() || old.is_none() { &is } else { &was };
        let mut change = SchemaChange::new(place.as_str(), kind, verdict, message);
        let moved = new.is_some() && old.is_some() && was != is;
        change.was = moved.then(|| was.as_str().into());
        change.old = old.map(short);
        change.new = new.map(short);
        self.changes.push(change);
    }

    /// What only the root of a document has.
    fn document(&mut self, old: &Node<'o>, new: &Node<'n>) {
        if old.get("$id") != new.get("$id") {
            let verdict = (Kind::Identifier, SchemaVerdict::Words);
            self.keyword((old, new), "$id", verdict, "another identifier");
        }
        if old.get("$schema") != new.get("$schema") {
            let verdict = (Kind::Dialect, SchemaVerdict::Breaking);
            self.keyword((old, new), "$schema", verdict, "another dialect");
        }
    }

    fn pair(&mut self, old: &Node<'o>, new: &Node<'n>) {
        self.words(old, new);
        let (to, from) = (old.followed(), new.followed());
        if (to.key(), from.key()) != (old.key(), new.key()) {
            return self.compare(to, from);
        }
        if !self.is_whole(old, new) && !self.is_opaque(old, new) {
            self.assertions(old, new);
        }
    }

    fn words(&mut self, old: &Node<'o>, new: &Node<'n>) {
        let names = |value: &Value| -> Vec<String> {
            value.as_object().map(|it| it.keys().cloned().collect()).unwrap_or_default()
        };
        let all: BTreeSet<String> = names(old.value).into_iter().chain(names(new.value)).collect();
        for word in all {
            let kind = match word.as_str() {
                "examples" => Kind::Examples,
                "default" => Kind::Default,
                word if is_word(word) => Kind::Words,
                _ => continue,
            };
            if old.get(&word) == new.get(&word) {
                continue;
            }
            let (verdict, message) = match kind {
                Kind::Default => (SchemaVerdict::Breaking, "what is absent means something else"),
                Kind::Examples => (SchemaVerdict::Words, "other examples"),
                _ => (SchemaVerdict::Words, "other words"),
            };
            self.keyword((old, new), &word, (kind, verdict), message);
        }
    }

    /// Whether nothing is left to compare, since one of two schemas accepts nothing or is none.
    fn is_whole(&mut self, old: &Node<'o>, new: &Node<'n>) -> bool {
        let is_schema = |value: &Value| value.is_object() || value.is_boolean();
        let (kind, verdict, message) = match (old.is_closed(), new.is_closed()) {
            _ if ![old.value, new.value].into_iter().all(is_schema)
                || old.is_malformed()
                || new.is_malformed() =>
            {
                (Kind::Keyword, SchemaVerdict::Breaking, "this is no schema")
            }
            (true, true) => return true,
            (true, false) => (Kind::Openness, SchemaVerdict::Readers, "values are taken here now"),
            (false, true) => (Kind::Openness, SchemaVerdict::Writers, "no value is taken any more"),
            (false, false) => return false,
        };
        self.change(old, new, kind, verdict, message);
        true
    }

    /// Whether something in the schemas keeps them from being compared.
    fn is_opaque(&mut self, old: &Node<'o>, new: &Node<'n>) -> bool {
        let is_within = |node: &Node<'_>| !node.place.is_root() && node.get("$id").is_some();
        let has = |word: &str| old.get(word).is_some() || new.get(word).is_some();
        let barred = old.below("not").zip(new.below("not"));
        // what is barred before and after says nothing of the rest
        let kept = barred.is_some_and(|(old, new)| same(&old, &new, self.budget));
        let word = OPAQUE.iter().copied().find(|word| has(word) && !(kept && *word == "not"));
        let own = (is_within(old) || is_within(new)).then_some("$id");
        let Some(word) = word.or(own) else { return false };
        if same(old, new, self.budget) && own.is_none() {
            return false;
        }
        let message = format!("with `{word}` here it cannot be told what changes");
        self.change(old, new, Kind::Keyword, SchemaVerdict::Breaking, message);
        true
    }

    fn assertions(&mut self, old: &Node<'o>, new: &Node<'n>) {
        if old.only_has("anyOf") != new.only_has("anyOf") && !old.is_open() && !new.is_open() {
            return self.alternatives(old, new);
        }
        self.reference(old, new);
        self.types(old, new);
        self.values(old, new);
        SHAPES.iter().for_each(|shape| self.shape(shape, old, new));
        LEAST.iter().for_each(|bound| self.bound(bound, false, old, new));
        MOST.iter().for_each(|bound| self.bound(bound, true, old, new));
        self.uniqueness(old, new);
        self.required(old, new);
        self.members(old, new);
        for part in ["items", "propertyNames"] {
            if old.get(part).is_some() || new.get(part).is_some() {
                self.compare(old.below_or_open(part), new.below_or_open(part));
            }
        }
        self.any_of(old, new);
        self.all_of(old, new);
        self.unknown(old, new);
    }

    /// A reference with something beside it, or one that could not be followed.
    fn reference(&mut self, old: &Node<'o>, new: &Node<'n>) {
        let (left, right) = (old.get("$ref"), new.get("$ref"));
        if left.is_none() && right.is_none() {
            return;
        }
        if let Some((left, right)) = old.target().zip(new.target()) {
            return self.compare(left, right);
        }
        let lost = old.target().is_some() || new.target().is_some();
        if left != right || lost || left.is_none_or(is_own) {
            let verdict = (Kind::Reference, SchemaVerdict::Breaking);
            self.keyword((old, new), "$ref", verdict, "what it leads to cannot be compared");
        }
    }

    fn unknown(&mut self, old: &Node<'o>, new: &Node<'n>) {
        let names: BTreeSet<&str> =
            old.assertions().chain(new.assertions()).filter(|name| is_unknown(name)).collect();
        for name in names {
            if old.get(name) != new.get(name) {
                let verdict = (Kind::Keyword, SchemaVerdict::Breaking);
                self.keyword((old, new), name, verdict, "nobody knows what this keyword does");
            }
        }
    }
}
