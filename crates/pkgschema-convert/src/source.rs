//! From bytes to text.
//!
//! Invariant: the text is the bytes, but for a byte order mark; nothing is replaced.

use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Severity};

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Longest piece of valid text before a wrong byte that an error is placed in, in bytes.
const LEAD: usize = 1 << 20;

/// The text of a document, and what is odd about its bytes: a byte order mark is taken off and
/// found (`byte-order-mark`). The bytes are not copied.
///
/// ```
/// use pkgschema_convert::source::decode;
/// let (text, findings) = decode(b"\xef\xbb\xbf{}".to_vec())?;
/// assert_eq!((text.as_str(), findings[0].code), ("{}", "byte-order-mark"));
/// assert_eq!(decode(b"{\"a\xff\"}".to_vec()).unwrap_err().offset(), Some(3));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
///
/// # Errors
/// [`Encoding`](ParseErrorKind::Encoding) if the bytes are not UTF-8, at the offset of the first
/// one that is wrong.
pub fn decode(bytes: Vec<u8>) -> Result<(String, Vec<Finding>), ParseError> {
    let mut text = String::from_utf8(bytes).map_err(|error| refusal(&error))?;
    if !text.starts_with(BYTE_ORDER_MARK) {
        return Ok((text, Vec::new()));
    }
    text.drain(..BYTE_ORDER_MARK.len());
    let words = "a byte order mark stands before the text; it means nothing in UTF-8";
    let finding = Finding::new(Pointer::root(), "byte-order-mark", Severity::Note, words);
    Ok((text, vec![finding]))
}

fn refusal(error: &std::string::FromUtf8Error) -> ParseError {
    let (bytes, offset) = (error.as_bytes(), error.utf8_error().valid_up_to());
    let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let detail = match (bytes.get(offset), error.utf8_error().error_len()) {
        _ if utf16 => "the byte order mark is UTF-16's".to_owned(),
        (_, None) => "the text ends within a character".to_owned(),
        (byte, _) => format!("byte 0x{:02x} stands for no character", byte.unwrap_or(&0)),
    };
    let valid = bytes.get(..offset).and_then(|valid| std::str::from_utf8(valid).ok());
    let error = ParseError::new(ParseErrorKind::Encoding, detail, "");
    match valid {
        Some(valid) if valid.len() <= LEAD => error.in_text(valid, offset),
        _ => error.at_offset(offset),
    }
}
