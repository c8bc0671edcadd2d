//! Dot-separated identifiers behind a version's hyphen, as Semantic Versioning orders them.
//!
//! Invariant: comparing allocates nothing, and the order is total for each way of comparing
//! numbers.

use std::cmp::Ordering;

/// Whether the text is identifiers of letters, digits and hyphens with dots between them, none
/// of them empty (SemVer 2.0.0, items 9 and 10).
pub(super) fn are_identifiers(text: &str) -> bool {
    let word = |part: &[u8]| !part.is_empty() && part.iter().copied().all(is_identifier_byte);
    text.as_bytes().split(|byte| *byte == b'.').all(word)
}

/// Whether they are identifiers, and the numbers among them have no leading zeros.
pub(super) fn are_strict_identifiers(text: &str) -> bool {
    let plain = |part: &[u8]| part.first() != Some(&b'0') || part.len() == 1 || !is_number(part);
    are_identifiers(text) && text.as_bytes().split(|byte| *byte == b'.').all(plain)
}

/// A byte of an identifier.
pub(super) fn is_identifier_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

/// Whether all bytes are digits.
pub(super) fn is_number(part: &[u8]) -> bool {
    part.iter().all(u8::is_ascii_digit)
}

/// Precedence of pre-releases (SemVer 2.0.0, item 11): nothing is higher than something, numbers
/// are lower than words, words go by ASCII, and fewer identifiers are lower than more.
pub(super) fn compare_pre(
    left: &str,
    right: &str,
    numbers: impl Fn(&str, &str) -> Ordering,
) -> Ordering {
    match (left.is_empty(), right.is_empty()) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Greater,
        (false, true) => return Ordering::Less,
        (false, false) => {}
    }
    let (mut left, mut right) = (left.split('.'), right.split('.'));
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(left), Some(right)) => compare_one(left, right, &numbers),
        };
        if order.is_ne() {
            return order;
        }
    }
}

fn compare_one(left: &str, right: &str, numbers: &impl Fn(&str, &str) -> Ordering) -> Ordering {
    match (is_number(left.as_bytes()), is_number(right.as_bytes())) {
        (true, true) => numbers(left, right),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => left.cmp(right),
    }
}

/// Numbers of any length, leading zeros aside.
pub(super) fn compare_digits(left: &str, right: &str) -> Ordering {
    let (left, right) = (left.trim_start_matches('0'), right.trim_start_matches('0'));
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}
