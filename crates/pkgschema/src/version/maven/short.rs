//! The items of most versions, packed: up to sixteen of them, three bytes each, in the version
//! itself.
//!
//! Invariant: only ASCII texts of at most 255 bytes in the dialect of Maven 3.9 are packed, and
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
    pub(super) fn read(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let end = u8::try_from(bytes.len()).ok()?;
        let mut scan = Scan {
            bytes,
            short: Self { items: [[0; 3]; ROOM], len: 0 },
            start: 0,
            in_digits: false,
            fresh: true,
        };
        for (at, byte) in (0..end).zip(bytes) {
            match byte {
                b'.' => scan.end_piece(at)?,
                b'-' => {
                    scan.end_piece(at)?;
                    scan.list()?;
                }
                b'0'..=b'9' => {
                    if !scan.in_digits {
                        scan.word_before_digit(at)?;
                    }
                    scan.in_digits = true;
                }
                0x80.. => return None,
                _ => {
                    if scan.in_digits {
                        scan.number_before_letter(at)?;
                    }
                    scan.in_digits = false;
                }
            }
        }
        scan.end(end)?;
        Some(scan.short)
    }

    /// The item at an index.
    pub(super) fn get(&self, index: usize, text: &str) -> Option<Item> {
        if index >= usize::from(self.len) {
            return None;
        }
        let [tag, start, end] = *self.items.get(index)?;
        let (start, end) = (usize::from(start), usize::from(end));
        Some(match tag {
            LIST => Item::List,
            NUMBER => Item::Number(Number::read(text, start, end)),
            rank => Item::Word(Word { rank, start, end }),
        })
    }

    fn push(&mut self, tag: u8, start: u8, end: u8) -> Option<()> {
        *self.items.get_mut(usize::from(self.len))? = [tag, start, end];
        self.len += 1;
        Some(())
    }

    fn last(&self) -> Option<Packed> {
        self.items.get(usize::from(self.len.checked_sub(1)?)).copied()
    }
}

struct Scan<'a> {
    bytes: &'a [u8],
    short: Short,
    /// Where the piece begins that is not ended yet.
    start: u8,
    in_digits: bool,
    /// Whether the list has no item yet; not asked after leaving any out.
    fresh: bool,
}

impl Scan<'_> {
    /// Adds the piece up to a place.
    fn piece(&mut self, end: u8, before_digit: bool) -> Option<()> {
        let tag = match self.in_digits {
            true => NUMBER,
            false => {
                let word = self.bytes.get(usize::from(self.start)..usize::from(end))?;
                rank(word, before_digit)
            }
        };
        self.short.push(tag, self.start, end)?;
        self.fresh = false;
        Some(())
    }

    /// Ends the piece before a separator; an empty one is a zero.
    fn end_piece(&mut self, at: u8) -> Option<()> {
        match at == self.start {
            true => {
                self.short.push(NUMBER, at, at)?;
                self.fresh = false;
            }
            false => self.piece(at, false)?,
        }
        self.start = at.checked_add(1)?;
        Some(())
    }

    fn word_before_digit(&mut self, at: u8) -> Option<()> {
        if at > self.start {
            self.list_unless_fresh()?;
            self.piece(at, true)?;
            self.start = at;
            self.list()?;
        }
        Some(())
    }

    fn number_before_letter(&mut self, at: u8) -> Option<()> {
        if at > self.start {
            self.piece(at, false)?;
            self.start = at;
            self.list()?;
        }
        Some(())
    }

    /// Begins a list, and leaves out what says nothing at the end of the one around it.
    fn list(&mut self) -> Option<()> {
        self.trim();
        self.short.push(LIST, 0, 0)?;
        self.fresh = true;
        Some(())
    }

    fn list_unless_fresh(&mut self) -> Option<()> {
        if self.fresh { Some(()) } else { self.list() }
    }

    fn trim(&mut self) {
        while let Some([tag, start, end]) = self.short.last() {
            let digits = || self.bytes.get(usize::from(start)..usize::from(end));
            let zero = || digits().is_some_and(|digits| digits.iter().all(|digit| *digit == b'0'));
            if tag != Word::RELEASE && !(tag == NUMBER && zero()) {
                return;
            }
            self.short.len -= 1;
        }
    }

    /// Ends the text. A word at its end counts as behind a hyphen.
    fn end(&mut self, end: u8) -> Option<()> {
        if end > self.start {
            if !self.in_digits {
                self.list_unless_fresh()?;
            }
            self.piece(end, false)?;
        }
        self.trim();
        while self.short.last().is_some_and(|[tag, ..]| tag == LIST) {
            self.short.len -= 1;
        }
        Some(())
    }
}

/// The rank of a word in whatever case.
fn rank(word: &[u8], before_digit: bool) -> u8 {
    let mut lower = [0; 9];
    let Some(room) = lower.get_mut(..word.len()) else { return Word::UNKNOWN };
    room.copy_from_slice(word);
    room.make_ascii_lowercase();
    Word::rank(room, before_digit)
}
