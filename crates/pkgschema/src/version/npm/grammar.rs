//! The smallest pieces of node-semver's grammar.
//!
//! Invariant: white space is what JavaScript takes for it, and a number is at most 2^53-1.

/// The largest number of a version: JavaScript's `MAX_SAFE_INTEGER`.
pub(super) const MAX_NUMBER: u64 = (1 << 53) - 1;

/// Longest version, in UTF-16 units.
pub(super) const MAX_LENGTH: usize = 256;

/// White space of JavaScript: what `trim` removes and `\s` matches.
pub(super) fn is_space(character: char) -> bool {
    matches!(character, '\t'..='\r' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}')
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
        || character == '\u{feff}'
}

/// The text without white space around it.
pub(super) fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [b'!'..=b'~', .., b'!'..=b'~'] | [b'!'..=b'~'] => text,
        _ => text.trim_matches(is_space),
    }
}

/// The text cut behind its leading digits.
pub(super) fn split_digits(text: &str) -> (&str, &str) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text.split_at_checked(digits).unwrap_or((text, ""))
}

/// A number of the version, unless it is above [`MAX_NUMBER`].
pub(super) fn number(digits: &str) -> Option<u64> {
    let plain = match digits.len() {
        0..=16 => digits,
        _ => digits.trim_start_matches('0'),
    };
    if plain.len() > 16 {
        return None;
    }
    let value = plain.bytes().fold(0, |value, digit| value * 10 + u64::from(digit - b'0'));
    (value <= MAX_NUMBER).then_some(value)
}

/// Whether the digits have no leading zero.
pub(super) fn is_plain(digits: &str) -> bool {
    !digits.is_empty() && (digits.len() == 1 || !digits.starts_with('0'))
}
