//! The bytes of XML documents.
//!
//! Source: XML 1.0, 4.3.3 and appendix F.
//!
//! Invariant: bytes that are UTF-8 are read as such, whatever they say of themselves.

use std::borrow::Cow;

/// The text of XML bytes that are no UTF-8: in the encoding that the bytes or the declaration
/// name, or in Latin-1, in which old tools wrote. The words of the finding stand beside it, and
/// `None` for an encoding that is not read.
pub(crate) fn text(bytes: &[u8]) -> Option<(String, &'static str)> {
    if let Some(text) = utf_16(bytes) {
        return Some((text?, "the text is UTF-16"));
    }
    let declared = declared(bytes);
    match declared.to_ascii_lowercase().as_str() {
        "iso-8859-1" | "latin1" | "iso8859-1" | "iso_8859-1" => {
            Some((latin_1(bytes), "the text is Latin-1, as it declares"))
        }
        "" | "utf-8" | "utf8" | "us-ascii" | "ascii" => {
            Some((latin_1(bytes), "not UTF-8, as it should be, and read as Latin-1"))
        }
        _ => None,
    }
}

/// The text, if a byte order mark of UTF-16 begins it; `None` within for what is none all the
/// same.
fn utf_16(bytes: &[u8]) -> Option<Option<String>> {
    let (rest, read): (_, fn([u8; 2]) -> u16) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => (rest, u16::from_be_bytes),
        _ => return None,
    };
    let units = rest.chunks_exact(2).filter_map(|pair| Some(read(pair.try_into().ok()?)));
    let whole = rest.len() % 2 == 0;
    Some(char::decode_utf16(units).collect::<Result<String, _>>().ok().filter(|_| whole))
}

fn latin_1(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// The encoding that the XML declaration names; empty without one.
fn declared(bytes: &[u8]) -> Cow<'_, str> {
    let start = bytes.get(..200).unwrap_or(bytes);
    let end = start.windows(2).position(|pair| pair == b"?>").unwrap_or(0);
    let declaration = String::from_utf8_lossy(start.get(..end).unwrap_or_default());
    let name = declaration.strip_prefix("<?xml").and_then(|rest| {
        let (_, value) = rest.split_once("encoding")?;
        let value = value.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        value.get(1..)?.split(quote).next().map(str::to_owned)
    });
    name.unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let words = |bytes: &[u8]| text(bytes).map(|(text, _)| text);
        let latin = b"<?xml version='1.0' encoding=\"ISO-8859-1\"?><a>\xf8</a>";
        assert!(words(latin).is_some_and(|text| text.ends_with("<a>\u{f8}</a>")));
        assert_eq!(words(b"<a>\xf8</a>").as_deref(), Some("<a>\u{f8}</a>"));
        assert_eq!(words(b"\xff\xfe<\0a\0/\0>\0").as_deref(), Some("<a/>"));
        assert_eq!(words(b"\xfe\xff\0<\0"), None);
        assert_eq!(words(b"<?xml version='1.0' encoding='Shift_JIS'?><a>\xf8</a>"), None);
    }
}
