//! The body of Cargo's publish request.
//!
//! ```text
//! length of the JSON      u32, little-endian
//! the JSON                a CargoPublish
//! length of the crate     u32, little-endian
//! the .crate file         a gzip-compressed tar archive
//! ```
//!
//! Source: The Cargo Book, "Registry Web API", publish.
//!
//! Invariant: a length is believed only as far as there are bytes, and no byte is left over.

use pkgschema::{ParseError, ParseErrorKind};

/// The parts of a publish request's body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublishBody<'a> {
    /// The JSON, a [`CargoPublish`](super::CargoPublish).
    pub json: &'a str,
    /// The bytes of the `.crate` file.
    pub crate_file: &'a [u8],
}

/// The parts of a publish request's body, without a copy.
///
/// ```
/// use pkgschema_convert::cargo::publish::{join, split};
/// let body = join("{}", b"bytes")?;
/// assert_eq!(body, b"\x02\0\0\0{}\x05\0\0\0bytes");
/// let parts = split(&body)?;
/// assert_eq!((parts.json, parts.crate_file), ("{}", b"bytes".as_slice()));
/// assert!(split(&body[..10]).is_err());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
///
/// # Errors
/// [`Syntax`](ParseErrorKind::Syntax), with the offset, if bytes are missing or left over;
/// [`Encoding`](ParseErrorKind::Encoding) if the JSON is not UTF-8.
pub fn split(body: &[u8]) -> Result<PublishBody<'_>, ParseError> {
    let (json, rest) = part(body, 0, "JSON")?;
    let offset = body.len() - rest.len();
    let (crate_file, left_over) = part(rest, offset, "crate file")?;
    if !left_over.is_empty() {
        let words = format!("{} bytes left over behind the crate file", left_over.len());
        return Err(syntax(words, body.len() - left_over.len()));
    }
    let json = std::str::from_utf8(json).map_err(|error| {
        let offset = 4 + error.valid_up_to();
        ParseError::new(ParseErrorKind::Encoding, "the JSON is not UTF-8", "").at_offset(offset)
    })?;
    Ok(PublishBody { json, crate_file })
}

/// The body of a publish request with these parts.
///
/// # Errors
/// [`TooLong`](ParseErrorKind::TooLong) if a part is longer than its length can say, 4 GiB.
pub fn join(json: &str, crate_file: &[u8]) -> Result<Vec<u8>, ParseError> {
    let lengths = (u32::try_from(json.len()), u32::try_from(crate_file.len()));
    let (Ok(of_json), Ok(of_crate)) = lengths else {
        let words = "a part of a publish request is below 4 GiB";
        return Err(ParseError::new(ParseErrorKind::TooLong, words, ""));
    };
    let parts = [&of_json.to_le_bytes(), json.as_bytes(), &of_crate.to_le_bytes(), crate_file];
    Ok(parts.concat())
}

/// A part behind its length, and what follows it; `offset` is where it begins in the body.
fn part<'a>(
    bytes: &'a [u8],
    offset: usize,
    what: &str,
) -> Result<(&'a [u8], &'a [u8]), ParseError> {
    let Some((length, rest)) = bytes.split_first_chunk::<4>() else {
        return Err(syntax(format!("the length of the {what} is cut off"), offset));
    };
    let length = u32::from_le_bytes(*length);
    let end = usize::try_from(length).ok();
    end.and_then(|end| rest.split_at_checked(end)).ok_or_else(|| {
        let words = format!("the {what} should have {length} bytes, {} are there", rest.len());
        syntax(words, offset + 4)
    })
}

fn syntax(words: String, offset: usize) -> ParseError {
    ParseError::new(ParseErrorKind::Syntax, words, "").at_offset(offset)
}
