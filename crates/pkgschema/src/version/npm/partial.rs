//! Versions of which only the beginning is given: `1`, `1.2.x`, `*`.
//!
//! Invariant: the grammar is that of node-semver's x-ranges, and what stands behind an `x` is
//! read but means nothing.

use super::grammar::{MAX_NUMBER, is_plain, is_space, number, split_digits};
use super::version::{Reading, has_long_word, prerelease};
use crate::version::identifiers::are_identifiers;

/// A number of a partial version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// `x`, `X`, `*`, or nothing.
    Any,
    /// A number that a version can hold.
    Is(u64),
    /// A number above 2^53-1, and whether it is above 10^21.
    TooLarge(bool),
    /// The sum of a number above 10^21 and one, which JavaScript prints with an exponent.
    Exponent,
}

impl Number {
    pub(super) fn is_any(self) -> bool {
        self == Self::Any
    }

    /// The number after this one.
    pub(super) fn next(self) -> Self {
        match self {
            Self::Is(MAX_NUMBER) => Self::TooLarge(false),
            Self::Is(value) => Self::Is(value + 1),
            Self::TooLarge(true) => Self::Exponent,
            other => other,
        }
    }

    fn read(text: &str) -> Self {
        match number(text) {
            _ if text.is_empty() => Self::Any,
            Some(value) => Self::Is(value),
            None => Self::TooLarge(text.trim_start_matches('0').len() > 21),
        }
    }
}

/// A partial version.
#[derive(Debug, Clone, Copy)]
pub(super) struct Partial<'a> {
    pub(super) major: Number,
    pub(super) minor: Number,
    pub(super) patch: Number,
    /// Which numbers are written as `0` exactly, which carets look at.
    pub(super) zero: [bool; 3],
    /// Whether something stands before it: `v`, `=` or white space.
    pub(super) prefixed: bool,
    /// Pre-release identifiers; empty if there are none.
    pub(super) pre: &'a str,
}

impl<'a> Partial<'a> {
    /// Reads the whole text as a partial version; white space, `v` and `=` may stand before it.
    /// Build metadata is gone by then.
    pub(super) fn read(text: &'a str, reading: Reading) -> Option<Self> {
        let whole = text.len();
        let text = text.trim_start_matches(|c| matches!(c, 'v' | '=') || is_space(c));
        let prefixed = text.len() < whole;
        let (major, rest) = one(text, reading)?;
        let (minor, rest) = behind_dot(rest, reading)?;
        let (patch, rest) = match minor {
            Some(_) => behind_dot(rest, reading)?,
            None => (None, rest),
        };
        let (patch, pre) = match (patch, rest) {
            (patch, "") => (patch, ""),
            (Some(patch), rest) => behind_patch(text, patch, rest, reading)?,
            (None, _) => return None,
        };
        Some(Self {
            major: Number::read(major),
            minor: Number::read(minor.unwrap_or_default()),
            patch: Number::read(patch.unwrap_or_default()),
            zero: [major == "0", minor == Some("0"), patch == Some("0")],
            prefixed,
            pre,
        })
    }

    pub(super) fn numbers(&self) -> [Number; 3] {
        [self.major, self.minor, self.patch]
    }

    /// Whether only the beginning is given.
    pub(super) fn is_open(&self) -> bool {
        self.major.is_any() || self.minor.is_any() || self.patch.is_any()
    }

    /// Whether a number stands behind an `x`.
    pub(super) fn is_out_of_order(&self) -> bool {
        (self.major.is_any() && !self.minor.is_any())
            || (self.minor.is_any() && !self.patch.is_any())
    }

    /// Whether the numbers that count are all written as `0` exactly.
    pub(super) fn is_literal(&self) -> bool {
        let numbers = self.numbers().into_iter().zip(self.zero);
        numbers.take_while(|(number, _)| !number.is_any()).all(|(_, zero)| zero)
    }
}

/// Digits, or nothing for an `x`, and what follows.
fn one(text: &str, reading: Reading) -> Option<(&str, &str)> {
    if let Some(rest) = text.strip_prefix(['x', 'X', '*']) {
        return Some(("", rest));
    }
    let (digits, rest) = split_digits(text);
    let fits = match reading {
        Reading::Strict => is_plain(digits),
        Reading::Loose => !digits.is_empty(),
    };
    fits.then_some((digits, rest))
}

/// The next number, if there is a dot. No partial version ends with one.
fn behind_dot(text: &str, reading: Reading) -> Option<(Option<&str>, &str)> {
    match text.strip_prefix('.') {
        Some(rest) => one(rest, reading).map(|(digits, rest)| (Some(digits), rest)),
        None => Some((None, text)),
    }
}

/// The patch and the pre-release behind it. Read loosely, the last digit of the patch may be the
/// pre-release's, as in versions.
fn behind_patch<'a>(
    text: &'a str,
    patch: &'a str,
    rest: &'a str,
    reading: Reading,
) -> Option<(Option<&'a str>, &'a str)> {
    if let Some(pre) = prerelease(rest, reading) {
        return Some((Some(patch), pre));
    }
    let (kept, last) = patch.split_at_checked(patch.len().checked_sub(1)?)?;
    if reading == Reading::Strict || kept.is_empty() {
        return None;
    }
    let pre = text.get(text.len() - rest.len() - last.len()..)?;
    (are_identifiers(pre) && !has_long_word(pre)).then_some((Some(kept), pre))
}
