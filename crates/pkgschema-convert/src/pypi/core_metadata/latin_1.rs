//! Bytes of old tools, which wrote Latin-1.
//!
//! Invariant: a line that is UTF-8 is never read as anything else.

use std::ops::Range;

/// Code of the finding about a place that was no UTF-8.
pub(crate) const CODE: &str = "not-utf-8";

/// Its words.
pub(crate) const WORDS: &str = "not UTF-8, and read as Latin-1";

/// The text, and where in it the lines are that were no UTF-8.
pub(crate) fn text(bytes: &[u8]) -> (String, Vec<Range<usize>>) {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let mut broken = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) => {
                let start = text.len();
                text.extend(line.iter().map(|byte| char::from(*byte)));
                broken.push(start..text.len());
            }
        }
    }
    (text, broken)
}
