//! What each byte means in a package URL (ECMA-427 sections 5.2 to 5.4).
//!
//! Invariant: a byte is of class [`ESCAPE`] or above exactly when it has to be percent-encoded
//! inside a component.

/// Lowercase letters, digits, `.` and `-`.
pub(super) const PLAIN: u8 = 0;
/// `A` to `Z`.
pub(super) const UPPER: u8 = 1;
/// `_`.
pub(super) const UNDERSCORE: u8 = 2;
/// `:` and `~`, which no key and no type holds.
pub(super) const MARK: u8 = 4;
/// `%`.
pub(super) const ESCAPE: u8 = 8;
/// Not the class of a byte: an escape that stands for `/` was seen.
pub(super) const ESCAPED_SLASH: u8 = 128;
/// `/`.
pub(super) const SLASH: u8 = 16;
/// `@`.
pub(super) const AT: u8 = 17;
/// `?`.
pub(super) const QUESTION: u8 = 18;
/// `#`.
pub(super) const HASH: u8 = 19;
/// `&`.
pub(super) const AND: u8 = 20;
/// `=`.
pub(super) const EQUALS: u8 = 21;
/// Every other byte.
pub(super) const OTHER: u8 = 22;
/// Not the class of a byte: the end of the text.
pub(super) const END: u8 = 23;

static CLASSES: [u8; 256] = classes();

/// The class of a byte.
pub(super) fn class(byte: u8) -> u8 {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(OTHER)
}

/// One bit for the class of each byte of a text.
pub(super) fn classes_in(text: &str) -> u32 {
    text.bytes().fold(0, |classes, byte| classes | 1 << class(byte))
}

/// Whether the byte stands for itself in a component of a canonical purl.
pub(super) fn is_literal(byte: u8) -> bool {
    class(byte) < ESCAPE
}

/// How many of the first bytes stand for themselves, and the classes that they are of.
#[inline]
pub(super) fn literals(bytes: &[u8]) -> (usize, u8) {
    let (mut length, mut holds) = (0, PLAIN);
    for byte in bytes {
        let class = class(*byte);
        if class >= ESCAPE {
            break;
        }
        holds |= class;
        length += 1;
    }
    (length, holds)
}

/// The value of a hexadecimal digit of either case.
pub(super) fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// The byte percent-encoded, its digits upper case.
pub(super) fn escape(byte: u8) -> [u8; 3] {
    let digit = |value: u8| if value < 10 { b'0' + value } else { b'A' - 10 + value };
    [b'%', digit(byte >> 4), digit(byte & 15)]
}

/// Whether RFC 3986 lets the byte stand unencoded somewhere in a URL.
pub(super) fn in_urls(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte)
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, 256 entries for a u8")]
const fn classes() -> [u8; 256] {
    let mut table = [OTHER; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte as usize] = classify(byte);
        byte += 1;
    }
    table
}

const fn classify(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' => PLAIN,
        b'A'..=b'Z' => UPPER,
        b'_' => UNDERSCORE,
        b':' | b'~' => MARK,
        b'%' => ESCAPE,
        b'/' => SLASH,
        b'@' => AT,
        b'?' => QUESTION,
        b'#' => HASH,
        b'&' => AND,
        b'=' => EQUALS,
        _ => OTHER,
    }
}
