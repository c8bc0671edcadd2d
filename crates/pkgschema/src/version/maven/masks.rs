//! Short texts eight bytes at a time.
//!
//! Invariant: places are below 64, and eight bytes may be read from each of them.

use super::item::Word;

/// The longest text, in eights, and more so that eight bytes may begin anywhere.
const LONGEST: usize = 63;
const ROOM: usize = LONGEST / 8 + 3;

/// The same byte eight times.
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// A short word in lower case as one number.
const fn word(text: &str) -> u64 {
    let (mut number, mut rest) = (0, text.as_bytes());
    while let [before @ .., last] = rest {
        number = number << 8 | *last as u64;
        rest = before;
    }
    number
}

const HIGH: u64 = each(0x80);

/// A text in eights with zeros behind it.
#[derive(Clone, Copy)]
pub(super) struct Padded<'a> {
    bytes: &'a [u8],
    eights: &'a [u64; ROOM],
    len: u32,
}

impl<'a> Padded<'a> {
    /// Room for a text.
    pub(super) const EMPTY: [u64; ROOM] = [0; ROOM];

    /// A text in empty room, if it is short.
    #[inline]
    pub(super) fn new(text: &'a str, eights: &'a mut [u64; ROOM]) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() > LONGEST {
            return None;
        }
        let mut chunks = bytes.chunks_exact(8);
        let mut places = eights.iter_mut();
        for (place, chunk) in places.by_ref().zip(chunks.by_ref()) {
            *place = chunk.first_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk));
        }
        let len = u32::try_from(bytes.len()).ok()?;
        *eights.get_mut(bytes.len() / 8)? = last(bytes, len);
        Some(Self { bytes, eights, len })
    }

    /// How many bytes the text has.
    pub(super) fn len(self) -> u32 {
        self.len
    }

    /// Eight bytes from a place on, the first one lowest.
    #[inline]
    fn eight(self, start: u32) -> u64 {
        let eight = |index: u32| self.eights.get(index as usize).copied().unwrap_or_default();
        let (index, shift) = (start / 8, start % 8 * 8);
        eight(index) >> shift | eight(index + 1) << 1 << (63 - shift)
    }

    /// The number that the digits between two places are, if it has at most nine that count.
    #[inline]
    pub(super) fn number(self, start: u32, end: u32) -> Option<u32> {
        let count = end - start;
        if count > 8 {
            return self.long_number(start, end);
        }
        // Zeros before the first digit, then twice as much in every step.
        let digits = (self.eight(start) << (64 - 8 * count)) & each(0x0f);
        let twos = (digits.wrapping_mul(10 << 8 | 1) >> 8) & 0x00ff_00ff_00ff_00ff;
        let fours = (twos.wrapping_mul(100 << 16 | 1) >> 16) & 0x0000_ffff_0000_ffff;
        u32::try_from(fours.wrapping_mul(10_000 << 32 | 1) >> 32).ok()
    }

    #[cold]
    fn long_number(self, start: u32, end: u32) -> Option<u32> {
        let digits = self.digits(start, end);
        if digits.len() > 9 {
            return None;
        }
        Some(digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
    }

    /// The digits between two places without zeros before them; zeros alone are all kept.
    pub(super) fn digits(self, start: u32, end: u32) -> &'a [u8] {
        let all = self.bytes.get(start as usize..end as usize).unwrap_or_default();
        match plain(all) {
            [] => all,
            digits => digits,
        }
    }

    /// The rank of the word between two places, in whatever case it is written.
    #[inline]
    pub(super) fn rank(self, start: u32, end: u32, before_digit: bool) -> u8 {
        // This bit makes lower case of letters, and letters of nothing else.
        let lower = self.eight(start) | each(0x20);
        match end - start {
            0 => Word::RELEASE,
            count @ 1..=8 => rank(lower & (u64::MAX >> (64 - 8 * count)), before_digit),
            9 if lower == word("mileston") && self.eight(start + 8) as u8 | 0x20 == b'e' => 2,
            _ => Word::UNKNOWN,
        }
    }
}

/// What is behind the last whole eight of a text, read at once where bytes before it are there.
#[inline]
fn last(bytes: &[u8], len: u32) -> u64 {
    let bits = len % 8 * 8;
    if let Some(eight) = bytes.last_chunk() {
        return u64::from_le_bytes(*eight) >> 1 >> (63 - bits);
    }
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => {
            let four = |bytes| u64::from(u32::from_le_bytes(bytes));
            four(*first) | four(*last) << (bits - 32)
        }
        _ => bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
    }
}

/// Digits without zeros before them.
pub(super) fn plain(digits: &[u8]) -> &[u8] {
    let first = digits.iter().position(|digit| *digit != b'0').unwrap_or(digits.len());
    digits.get(first..).unwrap_or_default()
}

/// The rank of a word of at most eight letters.
fn rank(lower: u64, before_digit: bool) -> u8 {
    const A: u64 = word("a");
    const B: u64 = word("b");
    const M: u64 = word("m");
    const ALPHA: u64 = word("alpha");
    const BETA: u64 = word("beta");
    const RC: u64 = word("rc");
    const CR: u64 = word("cr");
    const SNAPSHOT: u64 = word("snapshot");
    const GA: u64 = word("ga");
    const FINAL: u64 = word("final");
    const RELEASE: u64 = word("release");
    const SP: u64 = word("sp");
    match lower {
        A if before_digit => 0,
        B if before_digit => 1,
        M if before_digit => 2,
        ALPHA => 0,
        BETA => 1,
        RC | CR => 3,
        SNAPSHOT => 4,
        GA | FINAL | RELEASE => Word::RELEASE,
        SP => 6,
        _ => Word::UNKNOWN,
    }
}

/// What the characters of a text are, one bit each.
pub(super) struct Masks {
    pub(super) digits: u64,
    pub(super) dots: u64,
    pub(super) separators: u64,
    /// Where pieces end: at separators, and where digits and letters meet.
    pub(super) cuts: u64,
}

impl Masks {
    /// The masks of a text, if it has only plain letters.
    #[inline]
    pub(super) fn of(text: Padded<'_>) -> Option<Self> {
        let (mut digits, mut dots, mut hyphens) = (0, 0, 0);
        // Two at a time, since most texts are no longer.
        for (start, pair) in (0..text.len).step_by(16).zip(text.eights.chunks_exact(2)) {
            for (start, bytes) in (start..).step_by(8).zip(pair) {
                if bytes & HIGH != 0 && !has_plain_letters(*bytes) {
                    return None;
                }
                // A byte of at least `b` gets the high bit when `0x80 - b` is added.
                let at_least = |byte| (bytes & !HIGH) + each(0x80 - byte);
                let between =
                    |first, last: u8| bits(at_least(first) & !at_least(last + 1) & !bytes);
                digits |= between(b'0', b'9') << start;
                dots |= between(b'.', b'.') << start;
                hyphens |= between(b'-', b'-') << start;
            }
        }
        let separators = dots | hyphens;
        let meet = (digits ^ (digits << 1)) & !(separators | (separators << 1) | 1);
        let cuts = (separators | meet) & !(u64::MAX << text.len);
        Some(Self { digits, dots, separators, cuts })
    }
}

/// Whether all letters are such whose case does not hang on others, and no digits: those up to
/// U+063F, except the Greek ones with the sigma among them.
#[cold]
fn has_plain_letters(bytes: u64) -> bool {
    bytes.to_le_bytes().iter().all(|byte| *byte < 0xd9 && *byte != 0xce)
}

/// The high bits of eight bytes, side by side.
#[inline]
fn bits(bytes: u64) -> u64 {
    // Moves the bit of byte `i` from place `8 i` to place `56 + i`; no two meet.
    ((bytes & HIGH) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_numbers_and_ranks_of_every_place() {
        let text = "12.RC3-Milestone-00000000012345678x9.snapshot_alpha1.0123456.ga";
        let mut room = Padded::EMPTY;
        let padded = Padded::new(text, &mut room).unwrap();
        let masks = Masks::of(padded).unwrap();
        for (at, byte) in text.bytes().enumerate() {
            let bit = |mask: u64| mask >> at & 1 != 0;
            assert_eq!(bit(masks.digits), byte.is_ascii_digit(), "{at}");
            assert_eq!(bit(masks.dots), byte == b'.', "{at}");
            assert_eq!(bit(masks.separators), matches!(byte, b'.' | b'-'), "{at}");
        }
        let number = |start, end| padded.number(start, end);
        assert_eq!(
            [number(0, 2), number(17, 34), number(53, 60)],
            [Some(12), Some(12_345_678), Some(123_456)]
        );
        let rank = |start, end| padded.rank(start, end, false);
        assert_eq!([rank(3, 5), rank(7, 16), rank(61, 63), rank(3, 4)], [3, 2, 5, 7]);
        let mut room = Padded::EMPTY;
        assert!(Padded::new(&"1".repeat(64), &mut room).is_none());
        assert_eq!(Padded::new("1234567890", &mut room).unwrap().number(0, 10), None);
    }
}
