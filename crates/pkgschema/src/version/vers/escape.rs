//! Percent-encoding of versions.
//!
//! Invariant: what must be encoded (clause 5.3.3.2) is encoded, in upper case, and nothing else.
//! The type `lexicographic` orders UTF-8, so versions beyond ASCII are encoded octet by octet.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether an octet of a version stands for itself.
fn is_plain(octet: u8) -> bool {
    octet.is_ascii_graphic() && !matches!(octet, b'>' | b'<' | b'=' | b'!' | b'*' | b'|' | b'%')
}

/// A version with escapes.
pub(super) fn escaped(version: &str) -> Cow<'_, str> {
    if version.bytes().all(is_plain) {
        return Cow::Borrowed(version);
    }
    let mut out = String::with_capacity(version.len() + 6);
    for octet in version.bytes() {
        match is_plain(octet) {
            true => out.push(char::from(octet)),
            // Writing to a string does not fail.
            false => drop(write!(out, "%{octet:02X}")),
        }
    }
    Cow::Owned(out)
}

/// A version without escapes. `None` for a percent sign without two hex digits, and for what is
/// no UTF-8 then.
pub(super) fn unescaped(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let mut pieces = text.split('%');
    let mut octets = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let (code, rest) = piece.split_at_checked(2)?;
        if !code.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        octets.push(u8::from_str_radix(code, 16).ok()?);
        octets.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(octets).ok().map(Cow::Owned)
}

/// Whether the version can stand in VERS: it is not empty and has no control characters.
pub(super) fn is_writable(version: &str) -> bool {
    !version.is_empty() && !version.contains(|c: char| c.is_control())
}
