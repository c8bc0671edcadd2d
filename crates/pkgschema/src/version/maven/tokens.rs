//! From text to items.
//!
//! Invariant: one pass forward and one back, whatever the nesting: a list is always the last
//! item of the list around it, so that a flat list with marks holds them all.

use super::dialect::Dialect;
use super::digits::is_digit;
use super::item::{Item, Number, Word};

/// The items of a version in lower case.
pub(super) fn items(lower: &str, dialect: Dialect) -> Vec<Item> {
    let mut tokens = Tokens {
        lower,
        items: Vec::with_capacity(lower.len() / 2 + 8),
        start: 0,
        in_digits: false,
        combined: false,
    };
    match dialect {
        Dialect::V3_9 => tokens.read_3_9(),
        Dialect::V4 => tokens.read_4(),
    }
    normalized(&mut tokens.items, lower, dialect);
    tokens.items
}

struct Tokens<'a> {
    lower: &'a str,
    items: Vec<Item>,
    /// Where the piece begins that is not ended yet.
    start: usize,
    in_digits: bool,
    /// Whether the piece is a word with a number behind it.
    combined: bool,
}

impl Tokens<'_> {
    /// Maven 3.9: a word and a number behind it are two, the number in a list of its own.
    fn read_3_9(&mut self) {
        for (at, c) in self.lower.char_indices() {
            match c {
                '.' => self.end_piece(at),
                '-' => {
                    self.end_piece(at);
                    self.items.push(Item::List);
                }
                c if is_digit(c) => {
                    if !self.in_digits && at > self.start {
                        self.list_unless_empty();
                        self.items.push(Item::Word(Word::read(self.lower, self.start, at, true)));
                        self.start = at;
                        self.items.push(Item::List);
                    }
                    self.in_digits = true;
                }
                _ => self.letter(at),
            }
        }
        self.end();
    }

    /// Maven 4: a word and a number behind it, with or without a hyphen, are one.
    fn read_4(&mut self) {
        for (at, c) in self.lower.char_indices() {
            match c {
                '.' => {
                    self.end_piece(at);
                    self.combined = false;
                }
                '-' if at > self.start && !self.in_digits && self.digit_behind(at) => {
                    self.combined = true;
                }
                '-' => {
                    self.end_piece(at);
                    self.items.push(Item::List);
                    self.combined = false;
                }
                '0'..='9' => {
                    if !self.in_digits && at > self.start {
                        self.combined = true;
                        self.list_unless_empty();
                    }
                    self.in_digits = true;
                }
                _ => self.letter(at),
            }
        }
        self.end();
    }

    fn digit_behind(&self, hyphen: usize) -> bool {
        self.lower.get(hyphen + 1..).and_then(|rest| rest.chars().next()).is_some_and(is_digit)
    }

    fn letter(&mut self, at: usize) {
        if self.in_digits && at > self.start {
            let piece = self.piece(at);
            self.items.push(piece);
            self.start = at;
            self.items.push(Item::List);
            self.combined = false;
        }
        self.in_digits = false;
    }

    /// Ends the piece before a separator of one byte; an empty one is a zero.
    fn end_piece(&mut self, at: usize) {
        let piece = match at == self.start {
            true => Item::Number(Number::Int(0)),
            false => self.piece(at),
        };
        self.items.push(piece);
        self.start = at + 1;
    }

    /// Ends the text. A word at its end counts as behind a hyphen.
    fn end(&mut self) {
        let end = self.lower.len();
        if end > self.start {
            if !self.in_digits {
                self.list_unless_empty();
            }
            let piece = self.piece(end);
            self.items.push(piece);
        }
    }

    fn list_unless_empty(&mut self) {
        if !matches!(self.items.last(), None | Some(Item::List)) {
            self.items.push(Item::List);
        }
    }

    fn piece(&self, end: usize) -> Item {
        match (self.combined, self.in_digits) {
            (true, _) => self.combination(end),
            (false, true) => Item::Number(Number::read(self.lower, self.start, end)),
            (false, false) => Item::Word(Word::read(self.lower, self.start, end, false)),
        }
    }

    /// A word up to the first digit, and the number behind it. Where letters follow a digit that
    /// is not ASCII, Maven fails; here the whole piece is a word then.
    fn combination(&self, end: usize) -> Item {
        let piece = self.lower.get(self.start..end).unwrap_or_default();
        let word = piece.find(is_digit).unwrap_or(piece.len());
        let digits = piece.get(word..).unwrap_or_default();
        if digits.is_empty() || !digits.chars().all(|c| c == '-' || is_digit(c)) {
            return Item::Word(Word::read(self.lower, self.start, end, false));
        }
        let word_end = piece.get(..word).unwrap_or_default().trim_end_matches('-').len();
        let word = self.start + word;
        Item::Combination(
            Word::read(self.lower, self.start, self.start + word_end, true),
            Number::read(self.lower, word, end),
        )
    }
}

/// Leaves out zeros and what else says nothing, from the innermost list outwards: at the end of
/// a list, and in Maven 4 before words. Lists that are empty then go too.
fn normalized(items: &mut Vec<Item>, lower: &str, dialect: Dialect) {
    // From here on are those that are kept.
    let mut kept = items.len();
    // What stands behind the item in its own list, and whether only nothing did so far.
    let (mut behind, mut trimming) = (None, true);
    for at in (0..items.len()).rev() {
        let Some(item) = items.get(at).copied() else { continue };
        if item == Item::List {
            (behind, trimming) = (None, true);
            let Some(first) = items.get(kept).copied() else { continue };
            behind = Some(Behind::List(first));
        } else {
            let droppable = match dialect {
                Dialect::V3_9 => trimming,
                Dialect::V4 => behind.is_none_or(Behind::swallows),
            };
            if droppable && item.is_null(lower, dialect) {
                continue;
            }
            trimming = false;
            behind = Some(Behind::Item(item));
        }
        kept -= 1;
        items.swap(kept, at);
    }
    items.drain(..kept);
}

/// What follows an item in its list.
#[derive(Clone, Copy)]
enum Behind {
    /// Another item.
    Item(Item),
    /// A list that begins with the item.
    List(Item),
}

impl Behind {
    /// Whether a zero before it is left out by Maven 4.
    fn swallows(self) -> bool {
        match self {
            Self::Item(item) => matches!(item, Item::Word(_)),
            Self::List(first) => matches!(first, Item::Word(_) | Item::Combination(..)),
        }
    }
}
