//! Classes of characters as npm, a program in JavaScript, tells them.
//!
//! Source: ECMA-262, "White Space" and "Line Terminators", and `encodeURIComponent`.
//!
//! Invariant: what a class holds does not depend on where it is asked.

/// Whether `trim` takes the character away and `\s` stands for it.
pub(super) fn is_space(c: char) -> bool {
    c == '\u{feff}' || (c.is_whitespace() && c != '\u{85}')
}

/// A text without white space around it.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// Whether a character stands for itself in every part of an address.
pub(super) fn is_unreserved(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.!~*'()".contains(c)
}
