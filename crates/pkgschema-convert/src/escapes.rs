//! Percent escapes.
//!
//! Source: RFC 3986 section 2.1.
//!
//! Invariant: what is escaped and unescaped again is what it was.

use std::fmt::Write;

/// The text with the octets of some characters escaped.
pub(crate) fn escape(text: &str, escaped: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match escaped(c) {
            false => out.push(c),
            true => {
                let mut octets = [0; 4];
                for octet in c.encode_utf8(&mut octets).bytes() {
                    // writing into a string never fails
                    let _ = write!(out, "%{octet:02X}");
                }
            }
        }
    }
    out
}

/// The octets that a text stands for, as text; nothing if an escape is broken or they are none.
pub(crate) fn unescape(text: &str) -> Option<String> {
    let (octets, whole) = read(text);
    String::from_utf8(octets).ok().filter(|_| whole)
}

/// The octets that a text stands for; what is no escape stays.
pub(crate) fn octets(text: &str) -> Vec<u8> {
    read(text).0
}

/// The octets of a text, and whether every percent sign begins an escape.
fn read(text: &str) -> (Vec<u8>, bool) {
    let (mut octets, mut whole) = (Vec::with_capacity(text.len()), true);
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digit = |at: usize| char::from(*behind.get(at)?).to_digit(16);
        let pair = digit(0).zip(digit(1)).filter(|_| *first == b'%');
        let octet = pair.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        whole &= *first != b'%' || octet.is_some();
        octets.push(octet.unwrap_or(*first));
        rest = if octet.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    (octets, whole)
}
