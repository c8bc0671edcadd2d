//! The items that a version is compared by.
//!
//! Invariant: an item holds no text of its own; places are those of the lower-case text.

use super::dialect::Dialect;
use super::digits::value;
use super::masks::Padded;

/// A number. Java holds it as `int`, `long` or `BigInteger` by the count of its digits, and
/// compares the kinds before the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Number {
    /// Up to nine digits.
    Int(u64),
    /// Up to eighteen digits.
    Long(u64),
    /// More; where the digits stand.
    Big(usize, usize),
}

impl Number {
    /// The number that the digits between two places are. Hyphens between them do not count.
    pub(super) fn read(text: &str, start: usize, end: usize) -> Self {
        let all = text.get(start..end).unwrap_or_default();
        if let Some(short) = short_number(all) {
            return Self::Int(short);
        }
        let kept = all.trim_start_matches('0');
        let kept = if kept.is_empty() { all } else { kept };
        let count = match kept.is_ascii() {
            true => kept.len(),
            false => kept.chars().filter(|c| *c != '-').count(),
        };
        if count > 18 {
            return Self::Big(end - kept.len(), end);
        }
        let sum = |sum, digit| sum * 10 + u64::from(digit);
        let number = kept.chars().filter_map(value).fold(0, sum);
        if count > 9 { Self::Long(number) } else { Self::Int(number) }
    }

    /// The digits of a large number in ASCII, without leading zeros.
    pub(super) fn digits(text: &str, start: usize, end: usize) -> impl Iterator<Item = u8> + Clone {
        let digits = text.get(start..end).unwrap_or_default().chars().filter_map(value);
        digits.skip_while(|digit| *digit == 0)
    }

    fn is_zero(self, text: &str) -> bool {
        match self {
            Self::Int(number) | Self::Long(number) => number == 0,
            Self::Big(start, end) => Self::digits(text, start, end).next().is_none(),
        }
    }
}

/// A number of at most nine ASCII digits.
fn short_number(digits: &str) -> Option<u64> {
    if digits.len() > 9 {
        return None;
    }
    let sum = |sum: u64, digit: u8| match digit {
        b'0'..=b'9' => Some(sum * 10 + u64::from(digit - b'0')),
        _ => None,
    };
    digits.bytes().try_fold(0, sum)
}

/// A word, with its place in the order of the known ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Word {
    /// 0 to 6 for known words, which may have no place when packed; 7 for others, which are then
    /// compared by their text.
    pub(super) rank: u8,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Word {
    /// The rank of a release: of the empty word, and what stands for it.
    pub(super) const RELEASE: u8 = 5;
    /// The rank of a word that is not known.
    pub(super) const UNKNOWN: u8 = 7;

    /// The word between two places.
    pub(super) fn read(text: &str, start: usize, end: usize, before_digit: bool) -> Self {
        let mut room = Padded::EMPTY;
        let word = Padded::new(text.get(start..end).unwrap_or_default(), &mut room);
        let rank = word.map_or(Self::UNKNOWN, |word| word.rank(0, word.len(), before_digit));
        Self { rank, start, end }
    }

    pub(super) fn text(self, lower: &str) -> &str {
        lower.get(self.start..self.end).unwrap_or_default()
    }
}

/// An item of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Item {
    /// Everything behind it is one list, which is the last item of the list it stands in.
    List,
    /// A number.
    Number(Number),
    /// A word.
    Word(Word),
    /// A word and a number behind it; only in Maven 4.
    Combination(Word, Number),
}

impl Item {
    /// Whether the item may be left out at the end of a list.
    pub(super) fn is_null(self, lower: &str, dialect: Dialect) -> bool {
        match self {
            Self::Number(number) => number.is_zero(lower),
            Self::Word(word) if dialect == Dialect::V3_9 => word.rank == Word::RELEASE,
            Self::Word(word) => word.start == word.end,
            Self::List | Self::Combination(..) => false,
        }
    }
}
