//! Logical lines: a line with those that it is continued on.
//!
//! Invariant: the texts and ends of the lines, one after the other, are the text.

use super::line::RequirementsLine;
use crate::pypi::requirement::is_space;
use std::borrow::Cow;

/// The logical lines of a text.
pub(super) fn read(text: &str) -> Vec<RequirementsLine> {
    let mut lines = Vec::new();
    let (mut rest, mut start) = (text, text);
    let mut joined: Option<String> = None;
    while !rest.is_empty() {
        let (line, end, behind) = physical(rest);
        rest = behind;
        let comment = is_comment(line);
        if line.ends_with('\\') && !comment && !rest.is_empty() {
            joined.get_or_insert_default().push_str(line.trim_matches('\\'));
            continue;
        }
        let length = start.len() - rest.len() - end.len();
        let whole = start.get(..length).unwrap_or_default();
        let logical = match joined.take() {
            // a comment is one, whatever it is joined to
            Some(before) if comment => Cow::Owned(before + " " + line),
            Some(before) => Cow::Owned(before + last(line)),
            None if comment => Cow::Borrowed(line),
            None => Cow::Borrowed(last(line)),
        };
        lines.push(RequirementsLine::read(whole, end, &logical));
        start = rest;
    }
    lines
}

/// A line that is not continued: a backslash at the end of the file continues it on nothing.
fn last(line: &str) -> &str {
    if line.ends_with('\\') { line.trim_matches('\\') } else { line }
}

/// The first line, its end, and what follows, as Python ends lines.
fn physical(text: &str) -> (&str, &str, &str) {
    let ends = |c: char| matches!(c, '\n'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let Some(at) = text.find(ends) else { return (text, "", "") };
    let (line, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    let length = match rest.starts_with("\r\n") {
        true => 2,
        false => rest.chars().next().map_or(0, char::len_utf8),
    };
    let (end, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
    (line, end, behind)
}

/// Whether nothing but a comment stands in a line.
fn is_comment(line: &str) -> bool {
    line.trim_start_matches(is_space).starts_with('#')
}

/// What stands before a comment, and the comment: a `#` at the beginning or behind white space.
pub(super) fn comment(line: &str) -> (&str, Option<&str>) {
    let mut before = None;
    for (at, c) in line.char_indices() {
        if c == '#' && before.is_none_or(is_space) {
            let (text, comment) = line.split_at_checked(at).unwrap_or((line, ""));
            return (text, Some(comment));
        }
        before = Some(c);
    }
    (line, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands in the logical lines, without comments.
    fn logical(text: &str) -> Vec<String> {
        let lines = read(text);
        let whole: String = lines.iter().flat_map(|it| [it.text(), it.end()]).collect();
        assert_eq!(whole, text);
        let requirement = |it: &RequirementsLine| it.requirement().unwrap_or_default().to_owned();
        lines.iter().map(requirement).collect()
    }

    #[test]
    fn continued_lines() {
        let cases: [(&str, &[&str]); 9] = [
            ("a\nb", &["a", "b"]),
            ("a\\\nb\n", &["ab"]),
            ("a \\\r\n  b \\\r\n", &["a   b"]),
            ("a \\\n# c\nb", &["a", "b"]),
            ("# c \\\nb", &["", "b"]),
            ("a # c \\\nb", &["a"]),
            ("a\\", &["a"]),
            ("a#b\u{2028}c\u{b}d", &["a#b", "c", "d"]),
            ("\n\n", &["", ""]),
        ];
        for (text, expected) in cases {
            assert_eq!(logical(text), expected, "{text:?}");
        }
    }
}
