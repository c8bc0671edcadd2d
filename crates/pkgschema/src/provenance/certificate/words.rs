//! Strings of ASN.1 as text.
//!
//! Invariant: bytes that are no text in their string type's alphabet never become a text.

use crate::Text;
use crate::text::is_obeyed;
use der::Tag;

/// The text of a string element; `None` for another kind of element, and for bytes that are no
/// text. `TeletexString` is read as ASCII, the only part of it that readers agree on.
pub(super) fn text_of(tag: Tag, content: &[u8]) -> Option<Text> {
    match tag {
        Tag::Utf8String => utf8(content),
        Tag::PrintableString
        | Tag::Ia5String
        | Tag::VisibleString
        | Tag::NumericString
        | Tag::TeletexString => utf8(content).filter(|text| text.is_ascii()),
        Tag::BmpString => bmp(content),
        _ => None,
    }
}

/// Bytes as UTF-8.
pub(super) fn utf8(content: &[u8]) -> Option<Text> {
    std::str::from_utf8(content).ok().map(Text::from)
}

/// Two bytes a character, big end first.
fn bmp(content: &[u8]) -> Option<Text> {
    let unit = |pair: &[u8]| Some(u16::from_be_bytes(pair.try_into().ok()?));
    let units: Vec<u16> = content.chunks(2).map(unit).collect::<Option<_>>()?;
    String::from_utf16(&units).ok().map(Text::from)
}

/// Whether a terminal could obey a part of the text, or not show it.
pub(super) fn hides(text: &str) -> bool {
    // what is in ASCII is told by its bytes
    match text.is_ascii() {
        true => text.bytes().any(|byte| byte.is_ascii_control()),
        false => text.contains(is_obeyed),
    }
}
