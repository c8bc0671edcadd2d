//! Strings: plain where that is safe, as lines where that is exact, else in double quotes.
//!
//! Invariant: a plain string is one by the schemas of YAML 1.2 and 1.1 and of the readers that
//! stretch them (digits parted by commas or underscores, times, `yes` and `no`).

use super::super::scalar::{Plain, resolve};
use std::fmt::Write;

/// A string as a value; `indent` is that of its lines, where it may stand in several.
pub(super) fn value(text: &str, indent: Option<usize>) -> String {
    match indent {
        Some(indent) if is_literal(text) => literal(text, indent),
        _ => name(text),
    }
}

/// A string in one line.
pub(super) fn name(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// A string in double quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        // writing to a string does not fail
        let _ = match c {
            '"' | '\\' => write!(out, "\\{c}"),
            '\n' => write!(out, "\\n"),
            '\r' => write!(out, "\\r"),
            '\t' => write!(out, "\\t"),
            c if is_shown(c) => write!(out, "{c}"),
            c if u32::from(c) < 0x100 => write!(out, "\\x{:02X}", u32::from(c)),
            c if u32::from(c) < 0x1_0000 => write!(out, "\\u{:04X}", u32::from(c)),
            c => write!(out, "\\U{:08X}", u32::from(c)),
        };
    }
    out.push('"');
    out
}

/// A string as lines below a `|`.
fn literal(text: &str, indent: usize) -> String {
    let (lines, mark) = match text.strip_suffix('\n') {
        Some(lines) => (lines, "|"),
        None => (text, "|-"),
    };
    let mut out = String::from(mark);
    for line in lines.split('\n') {
        out.push('\n');
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent));
            out.push_str(line);
        }
    }
    out
}

/// Whether a string is the same as lines: several of them, none empty at either end, none of
/// blanks alone or with a tab where the indentation ends.
fn is_literal(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let line = |line: &str| {
        line.is_empty() || !(line.starts_with('\t') || line.trim_matches([' ', '\t']).is_empty())
    };
    body.contains('\n')
        && !body.starts_with([' ', '\n'])
        && !body.ends_with('\n')
        && body.split('\n').all(line)
        && text.chars().all(|c| is_shown(c) || c == '\n' || c == '\t')
}

/// Whether a character may stand outside of an escape for every reader: no control, no break of
/// a line but the line feed, no mark of byte order, no surrogate, nothing that is no character.
fn is_shown(c: char) -> bool {
    !matches!(c,
        '\0'..='\x1f' | '\x7f'..='\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{feff}'
        | '\u{fdd0}'..='\u{fdef}')
        && u32::from(c) & 0xfffe != 0xfffe
}

fn is_plain(text: &str) -> bool {
    const LEADING: &[char] = &[
        '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@',
        '`', ' ', '=', '~', '<', '.', '+',
    ];
    !text.starts_with(LEADING)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && text.chars().all(is_shown)
        && !is_word(text)
        && !is_number_like(text)
}

/// Whether some reader takes the text for a boolean or null.
fn is_word(text: &str) -> bool {
    const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    text.is_empty() || WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Whether some reader takes the text for a number, a date or a time.
fn is_number_like(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit()) {
        return resolve(text) != Plain::Text;
    }
    let lower = unsigned.to_ascii_lowercase();
    let digits = lower.replace(['_', ','], "");
    let date = lower.split('-').next().is_some_and(|year| year.len() == 4 && digits_only(year));
    ["0x", "0o", "0b"].iter().any(|radix| lower.starts_with(radix))
        || resolve(&digits) != Plain::Text
        || lower.contains(':')
        || date
}

fn digits_only(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
