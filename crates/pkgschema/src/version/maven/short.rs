//! The items of most versions, packed: up to fifteen of them, one number each, in the version
//! itself.
//!
//! Invariant: only texts of less than 64 bytes and plain letters in the dialect of Maven 3.9 are
//! packed, and they give the same items as [`items`](super::tokens::items) does.

use super::compare::spelled;
use super::item::{Item, Number, Word};
use super::masks::{Masks, Padded, plain};
use std::cmp::Ordering;

/// How many items there is room for.
const ROOM: usize = 15;

/// An item: the rank of a known word, or one of the kinds below with what belongs to it. Items
/// of different kinds are in their order.
type Packed = u32;

/// A word that is not known: where it begins and where it ends.
const UNKNOWN: Packed = 1 << 16;
const LIST: Packed = 2 << 16;
/// A number of at most nine digits: its value.
const NUMBER: Packed = 3 << 16;
/// A number of more digits: where it begins and where it ends.
const LARGE: Packed = 1 << 31;

/// Packed items.
#[derive(Clone, Copy)]
pub(super) struct Short {
    items: [Packed; ROOM],
    len: u32,
}

impl Short {
    /// No items.
    pub(super) const EMPTY: Self = Self { items: [0; ROOM], len: 0 };

    /// Fills in the items of a text; `None` if it is not one of those that are packed.
    #[inline]
    pub(super) fn fill(&mut self, text: &str) -> Option<()> {
        let mut room = Padded::EMPTY;
        let text = Padded::new(text, &mut room)?;
        let masks = Masks::of(text)?;
        let mut pieces =
            Pieces { items: &mut self.items, len: 0, kept: 0, counting: 0, fresh: true };
        let mut cuts = masks.cuts;
        let mut start = 0;
        loop {
            let end = cuts.trailing_zeros().min(text.len());
            pieces.piece(text, &masks, start, end)?;
            if cuts == 0 {
                break;
            }
            let bit = cuts & cuts.wrapping_neg();
            start = end + u32::from(masks.separators & bit != 0);
            pieces.fresh = masks.dots & bit == 0;
            if pieces.fresh {
                pieces.list()?;
            }
            cuts ^= bit;
        }
        self.len = u32::try_from(pieces.counting).ok()?;
        Some(())
    }

    /// The item at an index.
    #[inline]
    pub(super) fn get(&self, index: usize, text: &str) -> Option<Item> {
        let packed = *self.packed().get(index)?;
        Some(match packed {
            LARGE.. => {
                let [start, end] = place(packed);
                Item::Number(Number::read(text, start, end))
            }
            NUMBER.. => Item::Number(Number::Int(u64::from(packed - NUMBER))),
            LIST.. => Item::List,
            UNKNOWN.. => {
                let [start, end] = place(packed);
                Item::Word(Word { rank: Word::UNKNOWN, start, end })
            }
            rank => Item::Word(Word { rank: rank.to_le_bytes()[0], start: 0, end: 0 }),
        })
    }

    /// How both stand to each other; the same as item by item.
    pub(super) fn compare(&self, other: &Self, text: &str, other_text: &str) -> Ordering {
        let (left, right) = (self.packed(), other.packed());
        for (left, right) in left.iter().zip(right) {
            let order = match (left >> 16, right >> 16) {
                (1, 1) => words((*left, text), (*right, other_text)),
                (0x8000, 0x8000) => numbers((*left, text), (*right, other_text)),
                _ => left.cmp(right),
            };
            if order.is_ne() {
                return order;
            }
        }
        let behind = |longer: &[Packed], shorter: &[Packed]| {
            beside_nothing(longer.get(shorter.len()..).unwrap_or_default())
        };
        behind(left, right).then_with(|| behind(right, left).reverse())
    }

    fn packed(&self) -> &[Packed] {
        self.items.get(..self.len as usize).unwrap_or_default()
    }
}

/// Items where the other version has none: the first one decides that is not as good as none.
fn beside_nothing(items: &[Packed]) -> Ordering {
    const RELEASE: Packed = Word::RELEASE as Packed;
    let mut deciding = items.iter().filter(|item| !matches!(**item, RELEASE | LIST | NUMBER));
    deciding.next().map_or(Ordering::Equal, |item| item.cmp(&RELEASE))
}

/// Where an unknown word or a large number begins and ends.
fn place(packed: Packed) -> [usize; 2] {
    let [start, end, ..] = packed.to_le_bytes();
    [usize::from(start), usize::from(end)]
}

fn piece(packed: Packed, text: &str) -> &str {
    let [start, end] = place(packed);
    text.get(start..end).unwrap_or_default()
}

/// Unknown words, by their letters.
fn words((left, text): (Packed, &str), (right, other_text): (Packed, &str)) -> Ordering {
    spelled(piece(left, text), piece(right, other_text))
}

/// Large numbers, by how many digits they have, then by the digits.
fn numbers((left, text): (Packed, &str), (right, other_text): (Packed, &str)) -> Ordering {
    let digits = |packed, text| plain(piece(packed, text).as_bytes());
    let (left, right) = (digits(left, text), digits(right, other_text));
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}

/// Items in the making.
struct Pieces<'a> {
    items: &'a mut [Packed; ROOM],
    len: usize,
    /// Up to where items count in this list, and in all: behind that are such that say nothing
    /// at the end of a list.
    kept: usize,
    counting: usize,
    /// Whether the list has no item yet.
    fresh: bool,
}

impl Pieces<'_> {
    /// Adds the piece between two places; an empty one before a separator is a zero.
    #[inline]
    fn piece(&mut self, text: Padded<'_>, masks: &Masks, start: u32, end: u32) -> Option<()> {
        if start == end {
            return if end < text.len() { self.push(NUMBER, false) } else { Some(()) };
        }
        if masks.digits >> start & 1 != 0 {
            return match text.number(start, end) {
                Some(number) => self.push(NUMBER + number, number != 0),
                // Ten zeros and more are a large number to Java, and still nothing.
                None if text.digits(start, end).first() == Some(&b'0') => None,
                None => self.push(LARGE | end << 8 | start, true),
            };
        }
        let before_digit = masks.digits >> end & 1 != 0;
        // A word before a digit or at the end counts as behind a hyphen.
        if (before_digit || end == text.len()) && !self.fresh {
            self.list()?;
        }
        match text.rank(start, end, before_digit) {
            Word::UNKNOWN => self.push(UNKNOWN | end << 8 | start, true),
            rank => self.push(rank.into(), rank != Word::RELEASE),
        }
    }

    #[inline]
    fn push(&mut self, item: Packed, counts: bool) -> Option<()> {
        *self.items.get_mut(self.len)? = item;
        self.len += 1;
        if counts {
            (self.kept, self.counting) = (self.len, self.len);
        }
        Some(())
    }

    /// Begins a list, and leaves out what says nothing at the end of the one around it.
    #[inline]
    fn list(&mut self) -> Option<()> {
        *self.items.get_mut(self.kept)? = LIST;
        self.kept += 1;
        self.len = self.kept;
        Some(())
    }
}
