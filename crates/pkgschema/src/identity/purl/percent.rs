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
    encode_but(out, value, b'%');
}

/// [`encode`], but slashes stay as separators.
pub(super) fn encode_segments(out: &mut String, value: &str) {
    encode_but(out, value, b'/');
}

/// Encodes all but literal bytes and `kept` (`%` is never kept).
fn encode_but(out: &mut String, value: &str, kept: u8) {
    let special = |byte: u8| !octet::is_literal(byte) && (byte != kept || byte == b'%');
    let mut rest = value;
    while let Some(at) = rest.bytes().position(special) {
        let (plain, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        let ascii = tail.as_bytes().first().is_none_or(u8::is_ascii);
        let length = if ascii { 1 } else { tail.chars().next().map_or(1, char::len_utf8) };
        let (character, tail) = tail.split_at_checked(length).unwrap_or((tail, ""));
        for byte in character.bytes() {
            out.extend(octet::escape(byte).map(char::from));
        }
        rest = tail;
    }
    out.push_str(rest);
}

/// The value behind a component's text; borrowed where nothing is encoded.
pub(super) fn decode(text: &str) -> Result<Cow<'_, str>, BadEscape> {
    let Some(first) = text.bytes().position(|byte| byte == b'%') else {
        return Ok(Cow::Borrowed(text));
    };
    let mut value = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    let mut next = Some(first);
    while let Some(at) = next {
        let (plain, escape) = rest.split_at_checked(at).unwrap_or((rest, b""));
        value.extend_from_slice(plain);
        let &[_, high, low, ref tail @ ..] = escape else {
            return Err(BadEscape { at: text.len() - escape.len(), why: STRAY });
        };
        let (Some(high), Some(low)) = (octet::hex(high), octet::hex(low)) else {
            return Err(BadEscape { at: text.len() - escape.len(), why: STRAY });
        };
        value.push(high << 4 | low);
        rest = tail;
        next = rest.iter().position(|byte| *byte == b'%');
    }
    value.extend_from_slice(rest);
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
