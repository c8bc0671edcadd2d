//! A JSON text as one line of YAML.
//!
//! Invariant: one pass over the text, however deep it nests.

use super::{LONGEST_NAME, text};
use std::borrow::Cow;

/// The line, and whether every string could be written as what it is.
pub(super) fn line(json: &str) -> (String, bool) {
    let (mut out, mut whole, mut rest) = (String::new(), true, json);
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_end(rest),
            _ => first.len_utf8(),
        };
        let (token, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        rest = behind.trim_start_matches([' ', '\n', '\r', '\t']);
        match first {
            '"' => {
                let string = decoded(token, &mut whole);
                let quoted = text::quoted(&string);
                let is_name = rest.starts_with(':');
                out.push_str(if is_name && quoted.len() > LONGEST_NAME { "? " } else { "" });
                out.push_str(&quoted);
            }
            ':' => out.push_str(" : "),
            ',' => out.push_str(", "),
            ' ' | '\n' | '\r' | '\t' => {}
            _ => out.push(first),
        }
    }
    (out, whole)
}

/// The text of a JSON string; of one that is no text, what stands between its quotes.
fn decoded<'a>(token: &'a str, whole: &mut bool) -> Cow<'a, str> {
    match serde_json::from_str::<String>(token) {
        Ok(string) => Cow::Owned(string),
        Err(_) => {
            *whole = false;
            Cow::Borrowed(token.trim_matches('"'))
        }
    }
}

/// Length of the string that `text` begins with, quotes included.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}
