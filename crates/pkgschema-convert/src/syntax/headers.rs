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
use std::collections::HashMap;

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

/// So many fields there is room for from the start: few documents have more.
const USUAL: usize = 64;

/// Takes a text apart.
pub(crate) fn read(text: &str) -> Headers<'_> {
    let mut headers = Headers { fields: Vec::with_capacity(USUAL), ..Headers::default() };
    let mut open: Option<Open<'_>> = None;
    let mut at = 0;
    while let Some(line) = next_line(text, at) {
        let end = at + line.len();
        let kind = Kind::of(line);
        if kind == Kind::Behind {
            let blank = without_end(line).is_empty();
            let body = text.get(if blank { end } else { at }..);
            headers.body = body.filter(|body| !body.is_empty());
            break;
        }
        headers.stray.extend(headers.from.take().map(without_end));
        match (kind, &mut open) {
            (Kind::More, Some(open)) => open.end = end,
            _ => {
                headers.close(text, open.take());
                open = headers.line(line, kind, at);
            }
        }
        at = end;
    }
    headers.close(text, open);
    headers
}

/// A field whose value may go on: its name, and where the value is.
struct Open<'t> {
    name: &'t str,
    start: usize,
    end: usize,
}

/// How the line begins that mailboxes have before a message.
const FROM: &str = "From ";

/// What a line is, by its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind<'t> {
    /// The next line of a value.
    More,
    /// The line before a message.
    From,
    /// The first line of a field.
    Field(&'t str),
    /// A colon behind no name.
    Nameless,
    /// No line of the fields: they end before it.
    Behind,
}

impl<'t> Kind<'t> {
    fn of(line: &'t str) -> Self {
        if line.starts_with([' ', '\t']) {
            return Self::More;
        }
        if line.starts_with(FROM) {
            return Self::From;
        }
        match memchr::memchr(b':', line.as_bytes()).and_then(|colon| line.get(..colon)) {
            Some("") => Self::Nameless,
            Some(name) if is_name(name) => Self::Field(name),
            _ => Self::Behind,
        }
    }
}

impl<'t> Headers<'t> {
    /// The body as the mail reader tells it, with a line `From …` before it.
    pub(crate) fn whole_body(&self) -> Option<Cow<'t, str>> {
        Some(match (self.from, self.body) {
            (Some(from), Some(body)) => Cow::Owned([from, body].concat()),
            (from, body) => Cow::Borrowed(from.or(body)?),
        })
    }

    /// Takes a line that continues no field: the one that it begins.
    fn line(&mut self, line: &'t str, kind: Kind<'t>, at: usize) -> Option<Open<'t>> {
        match kind {
            Kind::Field(name) => {
                return Some(Open { name, start: at + name.len() + 1, end: at + line.len() });
            }
            Kind::From if at > 0 => self.from = Some(line),
            _ => self.stray.push(without_end(line)),
        }
        None
    }

    fn close(&mut self, text: &'t str, open: Option<Open<'t>>) {
        let Some(Open { name, start, end }) = open else { return };
        let value = text.get(start..end).unwrap_or_default();
        let value = value.trim_start_matches([' ', '\t']).trim_end_matches(['\r', '\n']);
        self.fields.push(Field { name, value });
    }
}

/// Values by the names of their fields as written, in the order of the first ones.
#[derive(Debug, Default)]
pub(crate) struct Grouped<'t> {
    places: HashMap<&'t str, usize>,
    named: Vec<(&'t str, Vec<&'t str>)>,
}

impl<'t> Grouped<'t> {
    /// Adds a value: its index among those of the same name.
    pub(crate) fn add(&mut self, Field { name, value }: Field<'t>) -> usize {
        let place = *self.places.entry(name).or_insert(self.named.len());
        if place == self.named.len() {
            self.named.push((name, Vec::new()));
        }
        self.named.get_mut(place).map_or(0, |(_, values)| {
            values.push(value);
            values.len() - 1
        })
    }

    /// The names with their values.
    pub(crate) fn into_named(self) -> Vec<(&'t str, Vec<&'t str>)> {
        self.named
    }
}

/// The line that begins there, with its end: `\n`, `\r\n` or `\r`.
fn next_line(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
    let bytes = rest.as_bytes();
    let length = match memchr::memchr2(b'\n', b'\r', bytes) {
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
    let (mut value, mut rest) = (String::with_capacity(text.len() + text.len() / 4), &**text);
    while let Some(line) = next_line(rest, 0) {
        let words = without_end(line);
        value.push_str(words);
        if words.len() < line.len() {
            value.extend(["\n", FOLD]);
        }
        rest = rest.get(line.len()..).unwrap_or_default();
    }
    value.into()
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
