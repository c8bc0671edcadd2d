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
    let mut entries = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let start = rest.trim_start_matches(is_blank);
        if start.starts_with(['#', '!', '\n', '\r']) || start.is_empty() {
            rest = after_line(start);
            continue;
        }
        let mut reader = Reader { rest: start, broken: false };
        let key = reader.text(true);
        reader.separator();
        let value = reader.text(false);
        entries.push(Entry { key, value, broken: reader.broken });
        rest = after_line(reader.rest);
    }
    entries
}

/// Blanks within a line.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{c}')
}

/// What stands behind the end of the line.
fn after_line(text: &str) -> &str {
    match memchr::memchr2(b'\n', b'\r', text.as_bytes()) {
        Some(end) => after_end(text.get(end..).unwrap_or_default()),
        None => "",
    }
}

/// What stands behind a line's end, with which the text begins.
fn after_end(text: &str) -> &str {
    text.strip_prefix("\r\n").or_else(|| text.get(1..)).unwrap_or_default()
}

/// Reads one line, and those that it takes in.
struct Reader<'t> {
    rest: &'t str,
    broken: bool,
}

impl Reader<'_> {
    /// Takes a key, which ends at a separator, or a value.
    fn text(&mut self, is_key: bool) -> String {
        let mut text = String::new();
        loop {
            let stops = |c: char| {
                matches!(c, '\n' | '\r' | '\\')
                    || (is_key && (is_blank(c) || matches!(c, '=' | ':')))
            };
            let end = self.rest.find(stops).unwrap_or(self.rest.len());
            let (plain, rest) = self.rest.split_at_checked(end).unwrap_or_default();
            text.push_str(plain);
            self.rest = rest;
            if !rest.starts_with('\\') {
                return text;
            }
            self.skip(1);
            self.escape(&mut text);
        }
    }

    /// Takes what stands between a key and its value.
    fn separator(&mut self) {
        self.blanks();
        if self.rest.starts_with(['=', ':']) {
            self.rest = self.rest.get(1..).unwrap_or_default();
            self.blanks();
        }
    }

    /// Takes blanks, those at the beginning of a line that is taken in among them.
    fn blanks(&mut self) {
        loop {
            self.rest = self.rest.trim_start_matches(is_blank);
            match self.rest.strip_prefix('\\').filter(|it| it.starts_with(['\n', '\r'])) {
                Some(behind) => self.rest = after_end(behind),
                None => return,
            }
        }
    }

    /// Takes what stands behind a backslash; at the end of the text that is nothing.
    fn escape(&mut self, text: &mut String) {
        match self.rest.chars().next() {
            None => {}
            Some('\n' | '\r') => self.rest = after_end(self.rest).trim_start_matches(is_blank),
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
        ] {
            let all = pairs(text);
            assert_eq!(all, [(key.to_owned(), value.to_owned())], "{text:?}");
            let mut written = String::new();
            write(key, value, &mut written);
            assert_eq!(pairs(&written), all, "{written:?}");
        }
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
