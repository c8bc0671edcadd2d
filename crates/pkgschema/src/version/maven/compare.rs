//! How two lists of items stand to each other.
//!
//! Invariant: one walk over both, no recursion, nothing allocated.

use super::item::{Item, Number, Word};
use super::short::Short;
use std::cmp::Ordering;

/// Items with the text that their places are in, in any case where it is short.
#[derive(Clone, Copy)]
pub(super) enum Items<'a> {
    /// Packed ones.
    Short(&'a Short, &'a str),
    /// All others.
    Long(&'a [Item], &'a str),
}

impl<'a> Items<'a> {
    #[inline]
    fn get(self, index: usize) -> Option<Item> {
        match self {
            Self::Short(short, text) => short.get(index, text),
            Self::Long(items, _) => items.get(index).copied(),
        }
    }

    pub(super) fn text(self) -> &'a str {
        match self {
            Self::Short(_, text) | Self::Long(_, text) => text,
        }
    }

    /// The items one by one.
    pub(super) fn iter(self) -> impl Iterator<Item = Item> + use<'a> {
        (0..).map_while(move |index| self.get(index))
    }
}

/// The order of two versions of one dialect.
pub(super) fn compare(left: Items<'_>, right: Items<'_>) -> Ordering {
    if let (Items::Short(short, text), Items::Short(other, other_text)) = (left, right) {
        return short.compare(other, text, other_text);
    }
    for index in 0.. {
        let order = match (left.get(index), right.get(index)) {
            (None, None) => break,
            (Some(item), None) => beside_nothing(item, left.text()),
            (None, Some(item)) => beside_nothing(item, right.text()).reverse(),
            (Some(first), Some(second)) => items((first, left.text()), (second, right.text())),
        };
        if order.is_ne() {
            return order;
        }
    }
    Ordering::Equal
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
pub(super) fn items(
    (left, left_text): (Item, &str),
    (right, right_text): (Item, &str),
) -> Ordering {
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
    spelled(left.text(left_text), right.text(right_text))
}

/// Two words in lower case, as Java compares texts: by UTF-16 units, where characters of two
/// units come before the last of those of one.
pub(super) fn spelled(left: &str, right: &str) -> Ordering {
    fn units(word: &str) -> impl Iterator<Item = u32> {
        word.chars().flat_map(char::to_lowercase).map(|character| match u32::from(character) {
            code @ 0xe000..=0xffff => code + 0x20_0000,
            code => code,
        })
    }
    if left == right { Ordering::Equal } else { units(left).cmp(units(right)) }
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
