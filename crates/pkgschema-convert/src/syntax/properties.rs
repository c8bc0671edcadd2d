//! Java's properties files.
//!
//! A line is `key=value`, `key:value` or `key value`, with blanks around the separator. A
//! backslash at the end of a line takes the next one in, without the blanks that it begins with;
//! elsewhere it begins an escape: `\t`, `\n`, `\r`, `\f`, `\uXXXX`, and any other character
//! stands for itself. Lines that begin with `#` or `!` are comments, which the view leaves out.
//!
//! Source: the documentation of `java.util.Properties`, "load(Reader)" and "store".
//!
//! Invariant: what is written is read back to the same entries.

use std::borrow::Cow;
use std::fmt::Write;

/// An entry, and whether an escape in it was broken: Java refuses such a file, here the escape
/// stays as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) value: String,
    pub(crate) broken: bool,
}

/// The entries in the order of the text.
pub(crate) fn read(text: &str) -> Vec<Entry> {
    let (mut entries, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let (line, behind) = logical_line(rest);
        rest = behind;
        let Some(line) = line else { continue };
        let mut reader = Reader { rest: &line, broken: false };
        let key = reader.text(true);
        reader.separator();
        let value = reader.text(false);
        entries.push(Entry { key, value, broken: reader.broken });
    }
    entries
}

/// Blanks within a line.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{c}')
}

/// A line with those that it takes in, and what stands behind. `None` for comments, and where
/// there are only blanks.
fn logical_line(text: &str) -> (Option<Cow<'_, str>>, &str) {
    let (mut joined, mut rest) = (Cow::Borrowed(""), text);
    loop {
        let start = rest.trim_start_matches(is_blank);
        let (line, behind) = natural_line(start);
        rest = behind;
        if joined.is_empty() && line.starts_with(['#', '!']) {
            return (None, rest);
        }
        let slashes = line.len() - line.trim_end_matches('\\').len();
        let goes_on = slashes % 2 == 1;
        let words = line.get(..line.len() - usize::from(goes_on)).unwrap_or_default();
        joined = match joined.is_empty() {
            true => Cow::Borrowed(words),
            false => Cow::Owned(joined.into_owned() + words),
        };
        if !goes_on || rest.is_empty() {
            // a backslash that is the last of the text is an entry, as Java reads it
            return (Some(joined).filter(|it| goes_on || !it.is_empty()), rest);
        }
    }
}

/// A line without its end, `\r\n`, `\n` or `\r`, and what stands behind it.
fn natural_line(text: &str) -> (&str, &str) {
    let end = memchr::memchr2(b'\n', b'\r', text.as_bytes()).unwrap_or(text.len());
    let (line, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    (line, rest.strip_prefix("\r\n").or_else(|| rest.get(1..)).unwrap_or_default())
}

/// Reads a line.
struct Reader<'t> {
    rest: &'t str,
    broken: bool,
}

impl Reader<'_> {
    /// Takes a key, which ends at a separator, or a value.
    fn text(&mut self, is_key: bool) -> String {
        let mut text = String::new();
        let stops = |c: char| c == '\\' || (is_key && (is_blank(c) || matches!(c, '=' | ':')));
        loop {
            let end = self.rest.find(stops).unwrap_or(self.rest.len());
            text.push_str(self.rest.get(..end).unwrap_or_default());
            self.skip(end);
            if !self.rest.starts_with('\\') {
                return text;
            }
            self.skip(1);
            self.escape(&mut text);
        }
    }

    /// Takes what stands between a key and its value.
    fn separator(&mut self) {
        self.rest = self.rest.trim_start_matches(is_blank);
        if self.rest.starts_with(['=', ':']) {
            self.skip(1);
            self.rest = self.rest.trim_start_matches(is_blank);
        }
    }

    /// Takes what stands behind a backslash; at the end of the text that is nothing.
    fn escape(&mut self, text: &mut String) {
        match self.rest.chars().next() {
            None => {}
            Some('u') => self.unicode(text),
            Some(first) => {
                self.skip(first.len_utf8());
                text.push(match first {
                    't' => '\t',
                    'n' => '\n',
                    'r' => '\r',
                    'f' => '\u{c}',
                    other => other,
                });
            }
        }
    }

    /// Takes `uXXXX`, or two of them for one character.
    fn unicode(&mut self, text: &mut String) {
        let unit = |text: &str| {
            let digits = text.strip_prefix('u')?.get(..4)?;
            let fits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            fits.then(|| u16::from_str_radix(digits, 16).ok())?
        };
        let first = unit(self.rest);
        let second = self.rest.get(5..).and_then(|it| it.strip_prefix('\\')).and_then(unit);
        let units = [first, second].map(Option::unwrap_or_default);
        let alone = first.and_then(|it| char::from_u32(it.into()));
        let pair = || first.zip(second).and_then(|_| char::decode_utf16(units).next()?.ok());
        match (alone, pair()) {
            (Some(c), _) => {
                text.push(c);
                self.skip(5);
            }
            (None, Some(c)) => {
                text.push(c);
                self.skip(11);
            }
            (None, None) => {
                self.broken = true;
                text.push_str("\\u");
                self.skip(1);
            }
        }
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }
}

/// Writes an entry, in ASCII alone, so that it is read the same in any encoding.
pub(crate) fn write(key: &str, value: &str, out: &mut String) {
    escape(key, true, out);
    out.push('=');
    escape(value, false, out);
    out.push('\n');
}

fn escape(text: &str, is_key: bool, out: &mut String) {
    for (at, c) in text.char_indices() {
        match c {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\u{c}' => out.push_str("\\f"),
            '\\' | '=' | ':' | '#' | '!' => out.extend(['\\', c]),
            ' ' if is_key || at == 0 => out.push_str("\\ "),
            ' '..='~' => out.push(c),
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    // writing into a string never fails
                    let _ = write!(out, "\\u{unit:04X}");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        read(text).into_iter().map(|it| (it.key, it.value)).collect()
    }

    #[test]
    fn entries_and_back() {
        for (text, key, value) in [
            ("a=b", "a", "b"),
            (" a : b ", "a", "b "),
            ("a b=c", "a", "b=c"),
            ("a\t=\u{c}b", "a", "b"),
            ("a", "a", ""),
            ("a=\\\n  b\\\r\n\tc", "a", "bc"),
            ("a\\\n  =b", "a", "b"),
            ("a \\\n  = \\\n b", "a", "b"),
            ("a\\ \\=\\:\\#=\\t\\n\\q\\\\", "a =:#", "\t\nq\\"),
            ("a=\\u00e9\\ud83d\\ude00", "a", "\u{e9}\u{1f600}"),
            ("a=b\\", "a", "b"),
            ("=b", "", "b"),
            ("a==b", "a", "=b"),
            ("a=#b\\\n#c", "a", "#b#c"),
            ("a=\\u00\\\n e9", "a", "\u{e9}"),
        ] {
            let all = pairs(text);
            assert_eq!(all, [(key.to_owned(), value.to_owned())], "{text:?}");
            let mut written = String::new();
            write(key, value, &mut written);
            assert_eq!(pairs(&written), all, "{written:?}");
        }
        assert_eq!(pairs("\\\n \\\n#a\nb=c\\\n\nd=e\n\\\n\n").len(), 2);
        assert_eq!(pairs("\\\n"), [(String::new(), String::new())]);
        assert_eq!(pairs("#a=b\\\n !c\n\n \r\nd=e\rf=g").len(), 2);
    }

    #[test]
    fn broken_escapes_stay() {
        for text in ["\\u", "\\u12", "\\u12g4", "\\ud83d", "\\ud83d\\u0041", "\\u\u{e9}12"] {
            let entries = read(&["a=", text].concat());
            assert!(entries[0].broken, "{text}");
            assert!(entries[0].value.starts_with("\\u"), "{text}: {entries:?}");
            let mut written = String::new();
            write("a", &entries[0].value, &mut written);
            assert_eq!(read(&written)[0].value, entries[0].value);
        }
    }
}
