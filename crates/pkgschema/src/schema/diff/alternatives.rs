//! Schemas of which one has to fit, or all.
//!
//! Invariant: an alternative goes without harm only if another one takes all that it took, and is
//! held against the one that is most like it.

use super::compare::Comparison;
use super::node::Node;
use super::record::{SchemaChangeKind as Kind, SchemaVerdict};
use super::same::same;

type Alternatives<'a> = Vec<Node<'a>>;

impl<'o, 'n> Comparison<'_, 'o, 'n> {
    pub(super) fn any_of(&mut self, old: &Node<'o>, new: &Node<'n>) {
        let verdict = match (old.get("anyOf"), new.get("anyOf")) {
            (None, None) => return,
            (Some(_), Some(_)) => return self.matched(old.list("anyOf"), new.list("anyOf")),
            (None, Some(_)) => SchemaVerdict::Writers,
            (Some(_), None) => SchemaVerdict::Readers,
        };
        self.keyword((old, new), "anyOf", (Kind::Openness, verdict), "one of these has to fit");
    }

    /// Two schemas of which one is nothing but alternatives, and the other is like one of them.
    pub(super) fn alternatives(&mut self, old: &Node<'o>, new: &Node<'n>) {
        let left = if old.only_has("anyOf") { old.list("anyOf") } else { vec![old.clone()] };
        let right = if new.only_has("anyOf") { new.list("anyOf") } else { vec![new.clone()] };
        self.matched(left, right);
    }

    /// Pairs what is the same, then what is alike; what is left came or went.
    fn matched(&mut self, mut old: Alternatives<'o>, mut new: Alternatives<'n>) {
        let (olds, news) = (old.clone(), new.clone());
        self.paired(&mut old, &mut new, |it, left, right| same(left, right, it.budget));
        self.paired(&mut old, &mut new, |_, left, right| {
            left.get("$ref").is_some() && left.get("$ref") == right.get("$ref")
        });
        self.paired(&mut old, &mut new, |_, left, right| {
            let (left, right) = (left.followed(), right.followed());
            left.get("type").is_some() && left.get("type") == right.get("type")
        });
        for added in new {
            // the comparison says itself that it did not come to its end
            if self.budget.is_spent() {
                return;
            }
            let known = |left: &Node<'o>| self.verdict(left, &added).suits_writers();
            let verdict = SchemaVerdict::of(true, olds.iter().any(known));
            let places = (added.place.clone(), added.place.clone());
            let what = (Kind::AlternativeAdded, verdict);
            self.note(places, (None, Some(added.value)), what, "this fits now");
        }
        for removed in old {
            if self.budget.is_spent() {
                return;
            }
            let kept = |right: &Node<'n>| self.verdict(&removed, right).suits_readers();
            let verdict = SchemaVerdict::of(news.iter().any(kept), true);
            let places = (removed.place.clone(), removed.place.clone());
            let what = (Kind::AlternativeRemoved, verdict);
            self.note(places, (Some(removed.value), None), what, "this fits no more");
        }
    }

    /// Compares those for whom `is_like` holds, each with the first of them, and takes them out.
    fn paired(
        &mut self,
        old: &mut Alternatives<'o>,
        new: &mut Alternatives<'n>,
        is_like: impl Fn(&Self, &Node<'o>, &Node<'n>) -> bool,
    ) {
        for left in std::mem::take(old) {
            if self.budget.is_spent() {
                return;
            }
            match new.iter().position(|right| self.budget.step() && is_like(self, &left, right)) {
                Some(at) => {
                    let right = new.remove(at);
                    self.compare(left, right);
                }
                None => old.push(left),
            }
        }
    }

    /// Schemas that all have to fit, each held against the one at its place.
    pub(super) fn all_of(&mut self, old: &Node<'o>, new: &Node<'n>) {
        let (left, right) = (old.list("allOf"), new.list("allOf"));
        let (fewer, more) = (left.len() > right.len(), left.len() < right.len());
        left.into_iter().zip(right).for_each(|(left, right)| self.compare(left, right));
        if fewer || more {
            let verdict = SchemaVerdict::of(fewer, more);
            self.keyword(
                (old, new),
                "allOf",
                (Kind::Openness, verdict),
                "all of these have to fit",
            );
        }
    }
}
