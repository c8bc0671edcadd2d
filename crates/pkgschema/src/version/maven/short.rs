//! The items of most versions, packed: up to sixteen of them, three bytes each, in the version
//! itself.
//!
//! Invariant: only ASCII texts of less than 64 bytes in the dialect of Maven 3.9 are packed, and
//! they give the same items as [`items`](super::tokens::items) does.

use super::item::{Item, Number, Word};

/// How many items there is room for.
const ROOM: usize = 16;

/// Tags of items other than words, whose tag is their rank.
const LIST: u8 = 8;
const NUMBER: u8 = 9;

/// An item: what it is, and where its text begins and ends.
type Packed = [u8; 3];

/// Packed items.
#[derive(Clone, Copy)]
pub(super) struct Short {
    items: [Packed; ROOM],
    len: u8,
}

impl Short {
    /// The items of a text, if it is one of those that are packed.
    #[inline]
    pub(super) fn read(text: &str) -> Option<Self> {
        let classes = Classes::of(text.as_bytes())?;
        let mut pieces = Pieces::default();
        let mut cuts = classes.cuts;
        loop {
            let at = cuts.trailing_zeros().min(classes.len);
            pieces.piece(text.as_bytes(), &classes, at)?;
            if cuts == 0 {
                break;
            }
            let bit = cuts & cuts.wrapping_neg();
            pieces.start = at + u32::from(classes.separators & bit != 0);
            pieces.fresh = classes.dots & bit == 0;
            if pieces.fresh {
                pieces.list()?;
            }
            cuts ^= bit;
        }
        Some(Self { items: pieces.items, len: u8::try_from(pieces.counting).ok()? })
    }

    /// The item at an index.
    #[inline]
    pub(super) fn get(&self, index: usize, text: &str) -> Option<Item> {
        let [tag, start, end] = *self.packed().get(index)?;
        let (start, end) = (usize::from(start), usize::from(end));
        Some(match tag {
            LIST => Item::List,
            NUMBER => Item::Number(Number::read(text, start, end)),
            rank => Item::Word(Word { rank, start, end }),
        })
    }

    /// How many items both begin with, as far as their texts are the same.
    pub(super) fn shared(&self, other: &Self, text: &str, other_text: &str) -> usize {
        let bytes = text.bytes().zip(other_text.bytes());
        let parted = bytes.take_while(|(left, right)| left == right).count();
        // An item that ends where the texts part may go on differently.
        let before = |packed: &Packed| usize::from(packed[2]) < parted;
        let pairs = self.packed().iter().zip(other.packed());
        pairs.take_while(|(left, right)| left == right && before(left)).count()
    }

    fn packed(&self) -> &[Packed] {
        self.items.get(..usize::from(self.len)).unwrap_or_default()
    }
}

/// What the characters of a text are, one bit each.
struct Classes {
    len: u32,
    digits: u64,
    /// Digits other than zero.
    counting: u64,
    dots: u64,
    separators: u64,
    /// Where pieces end: at separators, and where digits and letters meet.
    cuts: u64,
}

impl Classes {
    fn of(bytes: &[u8]) -> Option<Self> {
        let len = u32::try_from(bytes.len()).ok().filter(|len| *len < u64::BITS)?;
        let (mut digits, mut zeros, mut dots, mut hyphens, mut others) = (0, 0, 0, 0, 0);
        for (bit, byte) in bytes.iter().enumerate() {
            digits |= u64::from(byte.is_ascii_digit()) << bit;
            zeros |= u64::from(*byte == b'0') << bit;
            dots |= u64::from(*byte == b'.') << bit;
            hyphens |= u64::from(*byte == b'-') << bit;
            others |= byte & 0x80;
        }
        if others != 0 {
            return None;
        }
        let separators = dots | hyphens;
        let meet = (digits ^ (digits << 1)) & !(separators | (separators << 1) | 1);
        let cuts = (separators | meet) & !(u64::MAX << len);
        Some(Self { len, digits, counting: digits & !zeros, dots, separators, cuts })
    }
}

/// Items in the making.
struct Pieces {
    items: [Packed; ROOM],
    len: usize,
    /// Up to where items count in this list, and in all: behind that are such that say nothing
    /// at the end of a list.
    kept: usize,
    counting: usize,
    /// Where the next piece begins.
    start: u32,
    /// Whether the list has no item yet.
    fresh: bool,
}

impl Default for Pieces {
    fn default() -> Self {
        Self { items: [[0; 3]; ROOM], len: 0, kept: 0, counting: 0, start: 0, fresh: true }
    }
}

impl Pieces {
    /// Adds the piece up to a place; an empty one before a separator is a zero.
    #[inline]
    fn piece(&mut self, bytes: &[u8], classes: &Classes, at: u32) -> Option<()> {
        let bit = 1 << self.start;
        if at == self.start {
            return if at < classes.len { self.push(NUMBER, at, false) } else { Some(()) };
        }
        if classes.digits & bit != 0 {
            let inside = (u64::MAX << self.start) & !(u64::MAX << at);
            return self.push(NUMBER, at, classes.counting & inside != 0);
        }
        let word = bytes.get(self.start as usize..at as usize)?;
        let before_digit = classes.digits >> at & 1 != 0;
        // A word before a digit or at the end counts as behind a hyphen.
        if (before_digit || at == classes.len) && !self.fresh {
            self.list()?;
        }
        let rank = Word::rank_of(word, before_digit);
        self.push(rank, at, rank != Word::RELEASE)
    }

    #[inline]
    fn push(&mut self, tag: u8, end: u32, counts: bool) -> Option<()> {
        // Places are below 64.
        *self.items.get_mut(self.len)? = [tag, self.start as u8, end as u8];
        self.len += 1;
        if counts {
            (self.kept, self.counting) = (self.len, self.len);
        }
        Some(())
    }

    /// Begins a list, and leaves out what says nothing at the end of the one around it.
    #[inline]
    fn list(&mut self) -> Option<()> {
        *self.items.get_mut(self.kept)? = [LIST, 0, 0];
        self.kept += 1;
        self.len = self.kept;
        Some(())
    }
}
