//! Dot-separated identifiers behind a version's hyphen, as Semantic Versioning orders them, and
//! numbers of any length.
//!
//! Invariant: comparing allocates nothing, and the order is total for each way of comparing
//! numbers.

use std::cmp::Ordering;
use std::hash::Hash;

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
    let (mut left, mut right) = (left, right);
    loop {
        // Most often all is decided where the texts part.
        let parted = parting(left.as_bytes(), right.as_bytes());
        let start = left.as_bytes().iter().take(parted).rposition(|byte| *byte == b'.');
        let start = start.map_or(0, |dot| dot + 1);
        let (first, lefts) = first_from(left, start);
        let (second, rights) = first_from(right, start);
        let order = compare_one(first, second, &numbers);
        match (lefts, rights) {
            _ if order.is_ne() => return order,
            (Some(lefts), Some(rights)) => (left, right) = (lefts, rights),
            (lefts, rights) => return lefts.is_some().cmp(&rights.is_some()),
        }
    }
}

/// Where the texts part.
fn parting(left: &[u8], right: &[u8]) -> usize {
    left.iter().zip(right).take_while(|(left, right)| left == right).count()
}

/// The identifier from a place on, and what stands behind its dot.
fn first_from(text: &str, start: usize) -> (&str, Option<&str>) {
    let rest = text.get(start..).unwrap_or_default();
    match rest.as_bytes().iter().position(|byte| *byte == b'.') {
        Some(dot) => (rest.get(..dot).unwrap_or_default(), rest.get(dot + 1..)),
        None => (rest, None),
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
    let (left, right) = (significant(left.as_bytes()), significant(right.as_bytes()));
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}

fn significant(mut digits: &[u8]) -> &[u8] {
    while let [b'0', behind @ ..] = digits {
        digits = behind;
    }
    digits
}

/// The digits without leading zeros; zero if there are none.
pub(super) fn plain(digits: &str) -> &str {
    match digits.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    }
}

/// Hashes numbers so that zeros at the end make no difference.
pub(super) fn hash_numbers<'a>(
    numbers: impl Iterator<Item = &'a str>,
    state: &mut impl std::hash::Hasher,
) {
    let mut zeros = 0_usize;
    for digits in numbers.map(plain) {
        match digits {
            "0" => zeros += 1,
            digits => (std::mem::take(&mut zeros), digits).hash(state),
        }
    }
}

/// Numbers with dots between them, as [`compare_numbers`] has them.
pub(super) fn compare_dotted(left: &str, right: &str) -> Ordering {
    // Most often all is decided where the texts part.
    let parted = parting(left.as_bytes(), right.as_bytes());
    if parted == left.len() && parted == right.len() {
        return Ordering::Equal;
    }
    let start = left.as_bytes().iter().take(parted).rposition(|byte| *byte == b'.');
    let start = start.map_or(0, |dot| dot + 1);
    let ((first, lefts), (second, rights)) = (first_from(left, start), first_from(right, start));
    let lefts = lefts.into_iter().flat_map(|numbers| numbers.split('.'));
    let rights = rights.into_iter().flat_map(|numbers| numbers.split('.'));
    compare_digits(first, second).then_with(|| compare_numbers(lefts, rights))
}

/// Numbers one by one; those that are missing at the end are zeros.
pub(super) fn compare_numbers<'a>(
    mut left: impl Iterator<Item = &'a str>,
    mut right: impl Iterator<Item = &'a str>,
) -> Ordering {
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (left, right) => compare_digits(left.unwrap_or("0"), right.unwrap_or("0")),
        };
        if order.is_ne() {
            return order;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dotted_numbers_are_compared_as_the_numbers_one_by_one() {
        let texts = [
            "0",
            "00",
            "1",
            "01",
            "10",
            "1.0",
            "1.00.0",
            "1.01",
            "1.1",
            "1.10",
            "1.2",
            "1.2.3",
            "1.2.30",
            "1.20.3",
            "12.3",
            "1.0.0.1",
            "100000000000000000000.1",
            "99999999999999999999.1",
        ];
        for left in texts {
            for right in texts {
                let numbers = compare_numbers(left.split('.'), right.split('.'));
                assert_eq!(compare_dotted(left, right), numbers, "{left} {right}");
            }
        }
    }
}
