//! Quoted strings in markers.
//!
//! Invariant: what is written here reads back as the same text. Escapes are those of Python's
//! strings, as `packaging` reads them; what Python refuses is refused.

use super::scan::Scan;
use pkgschema::ParseError;
use std::borrow::Cow;
use std::fmt;

/// Reads a string if one begins here.
pub(super) fn read<'a>(scan: &mut Scan<'a>) -> Result<Option<Cow<'a, str>>, ParseError> {
    let start = scan.at();
    let Some(quote) = scan.rest().chars().next().filter(|c| matches!(c, '\'' | '"')) else {
        return Ok(None);
    };
    scan.advance(1);
    let inner = scan.take_while(|c| c != quote);
    if scan.is_at_end() {
        return Err(scan.error_at(start, "expected the closing quote of this string"));
    }
    scan.advance(1);
    let text = unescaped(inner);
    text.map(Some).ok_or_else(|| scan.error_at(start, "expected a string as Python has them"))
}

/// The text of what stands between the quotes, which holds no such quote itself.
fn unescaped(inner: &str) -> Option<Cow<'_, str>> {
    if !inner.contains(['\\', '\n', '\r', '\0']) {
        return Some(inner.into());
    }
    let mut text = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        match character {
            '\n' | '\r' | '\0' => return None,
            '\\' => escape(&mut characters, &mut text)?,
            other => text.push(other),
        }
    }
    Some(text.into())
}

/// Reads what stands behind a backslash.
fn escape(characters: &mut std::str::Chars<'_>, text: &mut String) -> Option<()> {
    let character = characters.next()?;
    let plain = match character {
        '\\' | '\'' | '"' => character,
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        'x' => code(characters, 2)?,
        'u' => code(characters, 4)?,
        'U' => code(characters, 8)?,
        '0'..='7' => octal(character, characters)?,
        // goes on in the next line
        '\n' => return Some(()),
        '\r' => {
            skip_newline(characters);
            return Some(());
        }
        // the names of characters are not known here
        'N' | '\0' => return None,
        other => {
            text.push('\\');
            other
        }
    };
    text.push(plain);
    Some(())
}

fn skip_newline(characters: &mut std::str::Chars<'_>) {
    if let Some(behind) = characters.as_str().strip_prefix('\n') {
        *characters = behind.chars();
    }
}

/// The character of so many hexadecimal digits.
fn code(characters: &mut std::str::Chars<'_>, digits: usize) -> Option<char> {
    let mut value = 0_u32;
    for _ in 0..digits {
        value = value.checked_mul(16)?.checked_add(characters.next()?.to_digit(16)?)?;
    }
    char::from_u32(value)
}

/// The character of up to three octal digits.
fn octal(first: char, characters: &mut std::str::Chars<'_>) -> Option<char> {
    let mut value = first.to_digit(8)?;
    for _ in 0..2 {
        let next = characters.as_str().chars().next().and_then(|c| c.to_digit(8));
        let Some(digit) = next else { break };
        characters.next();
        value = value * 8 + digit;
    }
    char::from_u32(value)
}

/// Writes a string: in double quotes, in single ones where it holds double ones only.
pub(super) fn write(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let quote = if text.contains('"') && !text.contains('\'') { '\'' } else { '"' };
    write!(f, "{quote}{}{quote}", escaped(text, quote))
}

fn escaped(text: &str, quote: char) -> Cow<'_, str> {
    let special = |c: char| matches!(c, '\\' | '\n' | '\r' | '\0') || c == quote;
    if !text.contains(special) {
        return text.into();
    }
    let mut written = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\0' => written.push_str("\\x00"),
            // a quote ends the string, escaped or not
            '"' if quote == '"' => written.push_str("\\x22"),
            other => written.push(other),
        }
    }
    written.into()
}
