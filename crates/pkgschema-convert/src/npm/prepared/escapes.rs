//! Percent escapes.
//!
//! Source: RFC 3986 section 2.1.
//!
//! Invariant: what is escaped and unescaped again is what it was.

use super::value::is_unreserved;
use std::fmt::Write;

/// The text with the octets of some characters escaped.
pub(super) fn escape(text: &str, escaped: impl Fn(char) -> bool) -> String {
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

/// The text as one part of an address.
pub(super) fn component(text: &str) -> String {
    escape(text, |c| !is_unreserved(c))
}

/// The octets that a text stands for, as text; nothing if an escape is broken or they are none.
pub(super) fn unescape(text: &str) -> Option<String> {
    String::from_utf8(octets(text, |_| None)?).ok()
}

/// The octets that a text stands for; what is no escape stays.
pub(super) fn octets_of_host(text: &str) -> Option<Vec<u8>> {
    octets(text, Some)
}

/// The octets of a text; `broken` says what a percent sign without digits stands for.
fn octets(text: &str, broken: impl Fn(u8) -> Option<u8>) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digit = |at: usize| char::from(*behind.get(at)?).to_digit(16);
        let digits =
            digit(0).zip(digit(1)).and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        match (first, digits) {
            (b'%', Some(octet)) => {
                out.push(octet);
                rest = behind.get(2..).unwrap_or_default();
                continue;
            }
            (b'%', None) => out.push(broken(*first)?),
            _ => out.push(*first),
        }
        rest = behind;
    }
    Some(out)
}
