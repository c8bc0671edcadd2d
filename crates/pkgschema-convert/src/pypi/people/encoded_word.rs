//! Words of other alphabets in headers of ASCII: `=?utf-8?q?Bj=C3=B6rn?=`.
//!
//! Source: RFC 2047.
//!
//! Invariant: a word in a character set or an encoding that is not known stays as it is written.

use pkgschema::text::encoding::{from_base64, standard_base64};
use std::borrow::Cow;

/// Whether the text holds such a word.
pub(in crate::pypi) fn is_encoded(text: &str) -> bool {
    matches!(decoded(text), Cow::Owned(_))
}

/// The text with its encoded words decoded. Blanks between two of them fall away.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains("=?") {
        return Cow::Borrowed(text);
    }
    let (mut out, mut rest, mut found, mut behind_word) = (String::new(), text, false, false);
    while let Some(start) = rest.find("=?") {
        let (before, from) = rest.split_at_checked(start).unwrap_or((rest, ""));
        match word(from) {
            Some((word, behind)) => {
                let between_words = behind_word && before.trim().is_empty();
                out.push_str(if between_words { "" } else { before });
                out.push_str(&word);
                rest = behind;
                (found, behind_word) = (true, true);
            }
            None => {
                out.push_str(before);
                out.push_str("=?");
                rest = from.get(2..).unwrap_or_default();
                behind_word = false;
            }
        }
    }
    if !found {
        return Cow::Borrowed(text);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Longest encoded word that is looked at; RFC 2047 allows 75 characters.
const LONGEST: usize = 1024;

/// The word that the text begins with, decoded, and what stands behind it.
fn word(text: &str) -> Option<(String, &str)> {
    let (charset, rest) = text.strip_prefix("=?")?.split_once('?')?;
    let (encoding, rest) = rest.split_once('?')?;
    let mut end = rest.len().min(LONGEST);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let end = rest.get(..end)?.find("?=")?;
    let (encoded, behind) = (rest.get(..end)?, rest.get(end + 2..)?);
    let bytes = match encoding {
        "q" | "Q" => quoted(encoded)?,
        "b" | "B" => from_base64(&standard_base64(encoded))?,
        _ => return None,
    };
    let latin =
        ["iso-8859-1", "latin-1", "latin1"].iter().any(|it| it.eq_ignore_ascii_case(charset));
    let text = match latin {
        true => bytes.into_iter().map(char::from).collect(),
        false
            if charset.eq_ignore_ascii_case("utf-8")
                || charset.eq_ignore_ascii_case("us-ascii") =>
        {
            String::from_utf8(bytes).ok()?
        }
        false => return None,
    };
    Some((text, behind))
}

fn quoted(text: &str) -> Option<Vec<u8>> {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'_' => b' ',
            b'=' => hex(bytes.next()?)? << 4 | hex(bytes.next()?)?,
            other => other,
        });
    }
    Some(out)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn words_are_decoded() {
        let cases = [
            ("plain", "plain"),
            ("=?utf-8?q?Bj=C3=B6rn_B?= <x>", "Björn B <x>"),
            ("=?UTF-8?B?QmrDtnJu?=", "Björn"),
            ("=?iso-8859-1?Q?Bj=F6rn?= =?iso-8859-1?q?_B?=", "Björn B"),
            ("=?koi8-r?q?=C1?=", "=?koi8-r?q?=C1?="),
            ("=?utf-8?q?=ZZ?= a", "=?utf-8?q?=ZZ?= a"),
            ("a =? b", "a =? b"),
        ];
        for (text, expected) in cases {
            assert_eq!(decoded(text), expected, "{text}");
        }
    }
}
