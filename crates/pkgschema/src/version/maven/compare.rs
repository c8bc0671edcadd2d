//! How two lists of items stand to each other.
//!
//! Invariant: one walk over both, no recursion, nothing allocated.

use super::item::{Item, Number, Word};
use std::cmp::Ordering;

/// Items with the text that their places are in.
pub(super) type Items<'a> = (&'a [Item], &'a str);

/// The order of two versions of one dialect.
pub(super) fn compare(left: Items<'_>, right: Items<'_>) -> Ordering {
    let (mut lefts, mut rights) = (left.0.iter(), right.0.iter());
    loop {
        let order = match (lefts.next(), rights.next()) {
            (None, None) => return Ordering::Equal,
            (Some(item), None) => beside_nothing(*item, left.1),
            (None, Some(item)) => beside_nothing(*item, right.1).reverse(),
            (Some(first), Some(second)) => items((*first, left.1), (*second, right.1)),
        };
        if order.is_ne() {
            return order;
        }
    }
}

/// An item where the other version has none. A list is as its items are, which come next.
fn beside_nothing(item: Item, lower: &str) -> Ordering {
    match item {
        Item::List => Ordering::Equal,
        Item::Number(_) if item.is_null(lower, super::Dialect::V4) => Ordering::Equal,
        Item::Number(_) => Ordering::Greater,
        Item::Word(word) | Item::Combination(word, _) => word.rank.cmp(&Word::RELEASE),
    }
}

/// Two items: numbers above lists above words. Both lists go on item by item.
fn items((left, left_text): (Item, &str), (right, right_text): (Item, &str)) -> Ordering {
    let kind = |item| match item {
        Item::Word(_) | Item::Combination(..) => 0,
        Item::List => 1,
        Item::Number(_) => 2,
    };
    let words = |left: Word, right: Word| words((left, left_text), (right, right_text));
    let numbers = |left: Number, right: Number| numbers((left, left_text), (right, right_text));
    match (left, right) {
        (Item::Number(left), Item::Number(right)) => numbers(left, right),
        (Item::Word(left), Item::Word(right)) => words(left, right),
        (Item::Word(left), Item::Combination(right, _)) => words(left, right).then(Ordering::Less),
        (Item::Combination(left, _), Item::Word(right)) => {
            words(left, right).then(Ordering::Greater)
        }
        (Item::Combination(left, number), Item::Combination(right, other)) => {
            words(left, right).then_with(|| numbers(number, other))
        }
        _ => kind(left).cmp(&kind(right)),
    }
}

/// Known words by rank; others above them, by UTF-16 units as Java compares texts.
fn words((left, left_text): (Word, &str), (right, right_text): (Word, &str)) -> Ordering {
    let ranks = left.rank.cmp(&right.rank);
    if ranks.is_ne() || left.rank != Word::UNKNOWN {
        return ranks;
    }
    let (left, right) = (left.text(left_text), right.text(right_text));
    match left.is_ascii() && right.is_ascii() {
        true => left.cmp(right),
        false => left.encode_utf16().cmp(right.encode_utf16()),
    }
}

/// Numbers by kind, then by value.
fn numbers((left, left_text): (Number, &str), (right, right_text): (Number, &str)) -> Ordering {
    let kind = |number| match number {
        Number::Int(_) => 0,
        Number::Long(_) => 1,
        Number::Big(..) => 2,
    };
    match (left, right) {
        (Number::Int(left), Number::Int(right)) => left.cmp(&right),
        (Number::Long(left), Number::Long(right)) => left.cmp(&right),
        (Number::Big(start, end), Number::Big(other_start, other_end)) => {
            let left = Number::digits(left_text, start, end);
            let right = Number::digits(right_text, other_start, other_end);
            left.clone().count().cmp(&right.clone().count()).then_with(|| left.cmp(right))
        }
        _ => kind(left).cmp(&kind(right)),
    }
}
