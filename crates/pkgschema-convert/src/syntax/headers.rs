//! Documents of header fields and a body, as Python's packages have them.
//!
//! Read as the standard library's mail reader reads them, since every tool that writes or reads
//! such documents is built on it: RFC 5322 without its length limits, and what does not fit the
//! grammar is passed over.
//!
//! Invariant: every byte of the text is a field's, a stray line's or the body's, but for line ends
//! between them and blanks before a value.

use pkgschema::Text;
use std::borrow::Cow;

/// A document taken apart.
#[derive(Debug, Default)]
pub(crate) struct Headers<'t> {
    /// The fields in the order of the text.
    pub(crate) fields: Vec<Field<'t>>,
    /// Lines among the fields that are none: without a name, or the continuation of nothing.
    pub(crate) stray: Vec<&'t str>,
    /// A line `From …` that is the last before the body: it is the body's first, and a blank line
    /// behind it still falls away.
    pub(crate) from: Option<&'t str>,
    /// What stands behind the first blank line, or begins with the first line that cannot be a
    /// field. Nothing, if that is empty.
    pub(crate) body: Option<&'t str>,
}

/// A field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Field<'t> {
    /// The name as written.
    pub(crate) name: &'t str,
    /// The value, without the blanks before and the line ends behind it. Where it is folded, line
    /// ends and the blanks that begin a line are still there: in some fields they are text.
    pub(crate) value: &'t str,
}

/// Takes a text apart.
pub(crate) fn read(text: &str) -> Headers<'_> {
    let mut headers = Headers::default();
    let mut open: Option<(&str, usize, usize)> = None; // name, and where the value is
    let mut at = 0;
    while let Some(line) = next_line(text, at) {
        let end = at + line.len();
        if !is_of_header(line) {
            let blank = without_end(line).is_empty();
            let body = text.get(if blank { end } else { at }..);
            headers.body = body.filter(|body| !body.is_empty());
            break;
        }
        headers.stray.extend(headers.from.take().map(without_end));
        match &mut open {
            Some((_, _, value_end)) if line.starts_with([' ', '\t']) => *value_end = end,
            _ => {
                headers.close(text, open.take());
                open = headers.line(line, at);
            }
        }
        at = end;
    }
    headers.close(text, open);
    headers
}

/// How the line begins that mailboxes have before a message.
const FROM: &str = "From ";

/// Whether a line belongs to the fields: what begins with blanks, a name and a colon, a colon
/// alone, or `From `.
fn is_of_header(line: &str) -> bool {
    let name = line.find(':').and_then(|colon| line.get(..colon));
    let named = name.is_some_and(|name| name.is_empty() || is_name(name));
    named || line.starts_with([' ', '\t']) || line.starts_with(FROM)
}

impl<'t> Headers<'t> {
    /// The body as the mail reader tells it, with a line `From …` before it.
    pub(crate) fn whole_body(&self) -> Option<Cow<'t, str>> {
        Some(match (self.from, self.body) {
            (Some(from), Some(body)) => Cow::Owned([from, body].concat()),
            (from, body) => Cow::Borrowed(from.or(body)?),
        })
    }

    /// Takes a line that continues no field: the name of the one that it begins, and where its
    /// value is.
    fn line(&mut self, line: &'t str, at: usize) -> Option<(&'t str, usize, usize)> {
        if line.starts_with(FROM) && at > 0 {
            self.from = Some(line);
            return None;
        }
        match line.find(':').filter(|colon| *colon > 0 && !line.starts_with([' ', '\t'])) {
            Some(colon) if !line.starts_with(FROM) => {
                Some((line.get(..colon)?, at + colon + 1, at + line.len()))
            }
            _ => {
                self.stray.push(without_end(line));
                None
            }
        }
    }

    fn close(&mut self, text: &'t str, open: Option<(&'t str, usize, usize)>) {
        let Some((name, start, end)) = open else { return };
        let value = text.get(start..end).unwrap_or_default();
        let value = value.trim_start_matches([' ', '\t']).trim_end_matches(['\r', '\n']);
        self.fields.push(Field { name, value });
    }
}

/// The line that begins there, with its end: `\n`, `\r\n` or `\r`.
fn next_line(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
    let bytes = rest.as_bytes();
    let end = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
    let length = match end {
        None => rest.len(),
        Some(end) if bytes.get(end..end + 2) == Some(b"\r\n") => end + 2,
        Some(end) => end + 1,
    };
    rest.get(..length)
}

fn without_end(line: &str) -> &str {
    line.trim_end_matches(['\r', '\n'])
}

/// Whether a text can name a field: printing ASCII without blanks and colons (RFC 5322, 3.6.8).
pub(crate) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b':')
}

/// What a line of a folded value begins with.
const FOLD: &str = "        ";

/// Writes a field. A line break in the value that is no fold yet becomes one, so that no value
/// can begin a field of its own or the body; `true` if there was such a line break.
pub(crate) fn write(name: &str, value: &str, out: &mut String) -> bool {
    out.push_str(name);
    out.push(':');
    // a blank at the beginning would be lost, and so would one behind an empty value
    if !value.is_empty() {
        out.push(' ');
    }
    let folded = fold(value, out);
    out.push('\n');
    folded
}

fn fold(value: &str, out: &mut String) -> bool {
    let (mut rest, mut folded) = (value, false);
    while let Some(line) = next_line(rest, 0) {
        out.push_str(line);
        rest = rest.get(line.len()..).unwrap_or_default();
        let broken = line.ends_with(['\n', '\r']);
        if broken && !rest.starts_with([' ', '\t']) {
            out.push_str(FOLD);
            folded = true;
        }
    }
    folded
}

/// The text that a folded value stands for: the lines behind the first without the blanks, or the
/// blanks and the bar, that all of them begin with. `None` if the value is not folded so.
///
/// Source: core metadata, "Description": seven blanks and a bar, or eight blanks.
pub(crate) fn unfolded(value: &str) -> Option<String> {
    if !value.contains('\n') {
        return None;
    }
    const BAR: &str = "       |";
    let lines = || value.split('\n').skip(1);
    let is_blank = |line: &str| line.trim_matches([' ', '\t', '\r']).is_empty();
    let lead = [BAR, FOLD]
        .into_iter()
        .find(|lead| lines().all(|line| line.starts_with(lead) || is_blank(line)))?;
    let mut text = String::with_capacity(value.len());
    for (index, line) in value.split('\n').enumerate() {
        text.push_str(if index == 0 { "" } else { "\n" });
        let line = line.strip_suffix('\r').unwrap_or(line);
        text.push_str(match index {
            0 => line,
            _ => line.strip_prefix(lead).unwrap_or_default(),
        });
    }
    Some(text)
}

/// A text as a value, folded if it has several lines.
pub(crate) fn folded(text: &Text) -> Text {
    if !text.contains(['\n', '\r']) {
        return text.clone();
    }
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.replace('\n', &format!("\n{FOLD}")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Vec<(&str, &str)> {
        read(text).fields.iter().map(|field| (field.name, field.value)).collect()
    }

    #[test]
    fn folds_line_ends_and_bodies() {
        let text = "A: 1\r\nB:\t2\n  more\n\tstill\nC:\n\nbody\n\n";
        assert_eq!(fields(text), [("A", "1"), ("B", "2\n  more\n\tstill"), ("C", "")]);
        assert_eq!(read(text).body, Some("body\n\n"));
        assert_eq!(read("A: 1\n\n").body, None);
        assert_eq!(read("A: 1\rB: 2").fields.len(), 2);
    }

    #[test]
    fn what_is_no_field_is_kept() {
        let headers = read(" lost\n: none\n too\nFrom me\nA: 1\nno field\nB: 2\n");
        assert_eq!(headers.stray, [" lost", ": none", " too", "From me"]);
        assert_eq!(headers.fields, [Field { name: "A", value: "1" }]);
        assert_eq!(headers.body, Some("no field\nB: 2\n"));
    }

    #[test]
    fn a_mailbox_line_before_the_body_is_of_the_body() {
        for (text, stray, from, body) in [
            ("A: 1\nFrom x\n\nbody", &[][..], Some("From x\n"), Some("body")),
            ("A: 1\nFrom x\nFrom : y\r\n", &["From x"], Some("From : y\r\n"), None),
            ("A: 1\nFrom x\nB: 2\n", &["From x"], None, None),
            ("From x\n\nbody", &["From x"], None, Some("body")),
        ] {
            let headers = read(text);
            let whole: String = [from, body].into_iter().flatten().collect();
            assert_eq!(headers.whole_body().unwrap_or_default(), whole);
            assert_eq!((headers.stray, headers.from, headers.body), (stray.to_vec(), from, body));
        }
    }

    #[test]
    fn no_value_begins_a_field() {
        for value in ["1\nB: 2", "1\rB: 2", "1\r\n\r\nbody", "\nB: 2", "1\n", "1\n\n"] {
            let mut text = String::new();
            assert!(write("A", value, &mut text), "{value:?}");
            let read = read(&text);
            assert_eq!((read.fields.len(), read.body), (1, None), "{value:?}");
        }
    }

    #[test]
    fn folds_come_off() {
        assert_eq!(unfolded("a\n        b\n        \n          c").as_deref(), Some("a\nb\n\n  c"));
        assert_eq!(unfolded("a\n       |b\n       |").as_deref(), Some("a\nb\n"));
        assert_eq!(unfolded("a\n  b"), None);
        for text in ["a\n\n  b", "a\nb", "\na"] {
            assert_eq!(unfolded(&folded(&text.into())).as_deref(), Some(text));
        }
    }
}
