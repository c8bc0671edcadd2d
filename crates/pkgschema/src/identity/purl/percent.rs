//! Percent-encoding and decoding of components (ECMA-427 section 5.4).
//!
//! Invariant: decoding what [`encode`] wrote gives the value back, byte for byte.

use std::borrow::Cow;

use super::octet;

/// An escape sequence that is none: its place in the text and why.
pub(super) struct BadEscape {
    /// Byte offset into the text that was decoded.
    pub(super) at: usize,
    /// What is wrong with it.
    pub(super) why: &'static str,
}

/// Appends `value`, every byte that is not permitted in a component as `%XX`.
pub(super) fn encode(out: &mut String, value: &str) {
    let mut rest = value;
    while let Some(at) = rest.bytes().position(|byte| !octet::is_literal(byte)) {
        out.push_str(rest.get(..at).unwrap_or_default());
        let length = rest.get(at..).and_then(|tail| tail.chars().next()).map_or(1, char::len_utf8);
        for byte in rest.bytes().skip(at).take(length) {
            escape(out, byte);
        }
        rest = rest.get(at + length..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// [`encode`], but slashes stay as separators.
pub(super) fn encode_segments(out: &mut String, value: &str) {
    for (index, segment) in value.split('/').enumerate() {
        if index > 0 {
            out.push('/');
        }
        encode(out, segment);
    }
}

/// The value behind a component's text; borrowed where nothing is encoded.
pub(super) fn decode(text: &str) -> Result<Cow<'_, str>, BadEscape> {
    let Some(first) = text.bytes().position(|byte| byte == b'%') else {
        return Ok(Cow::Borrowed(text));
    };
    let mut value = Vec::with_capacity(text.len());
    value.extend(text.bytes().take(first));
    let mut bytes = text.bytes().enumerate().skip(first);
    while let Some((at, byte)) = bytes.next() {
        if byte != b'%' {
            value.push(byte);
            continue;
        }
        let high = bytes.next().and_then(|(_, digit)| octet::hex(digit));
        let low = bytes.next().and_then(|(_, digit)| octet::hex(digit));
        let (Some(high), Some(low)) = (high, low) else {
            return Err(BadEscape { at, why: STRAY });
        };
        value.push(high << 4 | low);
    }
    String::from_utf8(value).map(Cow::Owned).map_err(|error| BadEscape {
        at: source_offset(text, error.utf8_error().valid_up_to()),
        why: "percent-escapes that do not decode to UTF-8",
    })
}

/// Why a `%` without two hexadecimal digits is refused.
pub(super) const STRAY: &str = "`%` not followed by two hexadecimal digits";

/// Where the decoded byte number `decoded` begins in the encoded text.
fn source_offset(text: &str, decoded: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    for _ in 0..decoded {
        at += if bytes.get(at) == Some(&b'%') { 3 } else { 1 };
    }
    at
}

fn escape(out: &mut String, byte: u8) {
    out.push('%');
    for digit in [byte >> 4, byte & 15] {
        let digit = char::from_digit(u32::from(digit), 16).unwrap_or('0');
        out.push(digit.to_ascii_uppercase());
    }
}
