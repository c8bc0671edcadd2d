//! Certificates in text: base64, and PEM (RFC 7468).
//!
//! Invariant: a text is read once from its beginning to its end.

use super::MAX_BYTES;
use crate::text::encoding::from_any_base64;
use crate::{ParseError, ParseErrorKind};
use std::borrow::Cow;

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// The bytes of base64 in either alphabet, padded or not. White space may stand anywhere.
pub(super) fn bytes_of(text: &str) -> Result<Vec<u8>, ParseError> {
    if text.len() > MAX_BYTES * 2 {
        return Err(ParseError::new(ParseErrorKind::TooLong, "longer than a certificate is", text));
    }
    let spaced = text.bytes().any(|byte| byte.is_ascii_whitespace());
    let compact = match spaced {
        true => Cow::Owned(text.chars().filter(|c| !c.is_ascii_whitespace()).collect()),
        false => Cow::Borrowed(text),
    };
    if compact.is_empty() {
        return Err(ParseError::new(ParseErrorKind::Empty, "no base64", text));
    }
    from_any_base64(&compact)
        .ok_or_else(|| ParseError::new(ParseErrorKind::Syntax, "expected base64", text))
}

/// What stands between the lines that begin and end certificates.
pub(super) fn blocks(text: &str) -> impl Iterator<Item = Result<&str, ParseError>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once(BEGIN)?;
        let Some((block, behind)) = after.split_once(END) else {
            rest = "";
            let words = "a certificate has no end line";
            return Some(Err(ParseError::new(ParseErrorKind::Syntax, words, after)));
        };
        rest = behind;
        Some(Ok(block))
    })
}

/// The DER of the first certificate in a PEM text.
pub(in crate::provenance) fn first_block(text: &str) -> Option<Vec<u8>> {
    blocks(text).next()?.ok().and_then(|block| bytes_of(block).ok())
}
