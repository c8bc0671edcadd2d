//! Bytes as JSON holds them: base64 of either alphabet.
//!
//! Invariant: what [`Base64Text::bytes`] gives, every reader of DSSE and of protobuf's JSON reads
//! the same way.

use crate::text::encoding::{from_any_base64, from_base64, standard_base64, to_base64};
use crate::text::shaped::shaped_text;

shaped_text! {
    /// Bytes in base64, of the standard or the URL-safe alphabet, padded or not (DSSE v1, JSON
    /// form; protobuf's JSON mapping of `bytes`).
    ///
    /// ```
    /// use pkgschema::provenance::Base64Text;
    /// assert_eq!(Base64Text::new("_-8")?.bytes(), Some(vec![0xff, 0xef]));
    /// let broken = Base64Text::from_document("/+8=\n");
    /// assert_eq!((broken.bytes(), broken.lenient_bytes()), (None, Some(vec![0xff, 0xef])));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Base64Text {
        code: "malformed-base64",
        expected: "base64",
        pattern: r"^(?:(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?|(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2}(?:==)?|[A-Za-z0-9_-]{3}=?)?)$",
        check: is_base64,
    }
}

impl Base64Text {
    /// The text of these bytes: standard alphabet, padded.
    pub fn of(bytes: &[u8]) -> Self {
        Self::from_document(to_base64(bytes))
    }

    /// The bytes; `None` where the text is no base64 or has bits at its end that belong to no
    /// byte, which some readers refuse.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        from_any_base64(self.as_str())
    }

    /// The bytes as the most lenient readers take them: white space between the letters, mixed
    /// alphabets and spare bits are passed over. For showing what somebody may have meant, not
    /// for deciding anything.
    pub fn lenient_bytes(&self) -> Option<Vec<u8>> {
        self.bytes().or_else(|| {
            let letters = self.as_str().chars().filter(|letter| !letter.is_ascii_whitespace());
            let letters: String = letters.collect();
            from_base64(&without_spare_bits(&standard_base64(&letters)))
        })
    }
}

/// Padded base64 with the bits that belong to no byte set to zero.
fn without_spare_bits(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let data = text.trim_end_matches('=');
    let spare = match text.len() - data.len() {
        1 => 0b11,
        2 => 0b1111,
        _ => return text.to_owned(),
    };
    let Some(last) = data.bytes().next_back() else { return text.to_owned() };
    let value = LETTERS.iter().position(|letter| *letter == last);
    let cleared = value.and_then(|value| LETTERS.get(value & !spare));
    match (cleared, data.get(..data.len() - 1)) {
        (Some(letter), Some(before)) => {
            format!("{before}{}{}", char::from(*letter), text.get(data.len()..).unwrap_or_default())
        }
        _ => text.to_owned(),
    }
}

fn is_base64(text: &str) -> bool {
    let data = text.strip_suffix("==").or_else(|| text.strip_suffix('=')).unwrap_or(text);
    let padded = text.len() > data.len();
    let (mut standard, mut url_safe) = (false, false);
    for byte in data.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => {}
            b'+' | b'/' => standard = true,
            b'-' | b'_' => url_safe = true,
            _ => return false,
        }
    }
    let length = match data.len() % 4 {
        0 => !padded,
        1 => false,
        _ => !padded || text.len() % 4 == 0,
    };
    length && !(standard && url_safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_alphabets_padded_or_not() {
        for text in ["", "Zg==", "Zg", "Zm8=", "Zm8", "Zm9v", "-_8=", "-_8", "+/8"] {
            let base64 = Base64Text::from_document(text);
            assert!(base64.is_well_formed() && base64.bytes().is_some(), "{text:?}");
        }
        for text in ["Z", "Zg=", "Zm9v=", "+_8=", "Zm9v\n", "Z!==", "====", "Zg==Zg=="] {
            let base64 = Base64Text::from_document(text);
            assert!(!base64.is_well_formed() && base64.bytes().is_none(), "{text:?}");
        }
    }

    #[test]
    fn spare_bits_are_of_the_shape_and_no_bytes() {
        for (text, meant) in [("Zh==", "f"), ("Zm9=", "fo"), ("Z m\n9v", "foo"), ("Zh", "f")] {
            let base64 = Base64Text::from_document(text);
            assert_eq!(base64.bytes(), None, "{text}");
            assert_eq!(base64.lenient_bytes().as_deref(), Some(meant.as_bytes()), "{text}");
        }
        for text in ["Z", "Z!==", "é", "="] {
            assert_eq!(Base64Text::from_document(text).lenient_bytes(), None, "{text}");
        }
    }
}
