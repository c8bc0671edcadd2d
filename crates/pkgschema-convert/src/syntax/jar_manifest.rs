//! Manifests of Java archives: sections of `Name: value` lines of at most 72 bytes.
//!
//! A line that begins with a blank goes on with the one before; a blank line ends a section. The
//! main section comes first, each other one is about the entry that its `Name` names.
//!
//! Source: the JAR file specification, "JAR Manifest", "Notes on Manifest and Signature Files".
//!
//! Invariant: what is written is read back to the same, and every text of the source but for line
//! ends and folds is in a value or a stray line.

use std::borrow::Cow;

/// Most bytes of a line, without its end.
const LINE: usize = 72;

/// The sections, the main one first, and lines that are no attributes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Manifest<'t> {
    pub(crate) sections: Vec<Section<'t>>,
    /// Lines without a name, and what goes on with them.
    pub(crate) stray: Vec<&'t str>,
}

/// The attributes of a section.
pub(crate) type Section<'t> = Vec<(&'t str, Cow<'t, str>)>;

/// Takes a text apart. The main section is there, if empty.
pub(crate) fn read(text: &str) -> Manifest<'_> {
    let mut manifest = Manifest { sections: vec![Vec::new()], stray: Vec::new() };
    // whether the last line was an attribute, which may go on, and whether a section has ended
    let (mut open, mut ended) = (false, false);
    let mut rest = text;
    while let Some((line, behind)) = next_line(rest) {
        rest = behind;
        if line.is_empty() {
            (open, ended) = (false, true);
            continue;
        }
        let more = line.strip_prefix(' ');
        match (more.filter(|_| open), attribute(line).filter(|_| more.is_none())) {
            (Some(more), _) => manifest.go_on(more),
            (None, Some(attribute)) => {
                if std::mem::take(&mut ended) {
                    manifest.sections.push(Vec::new());
                }
                manifest.sections.last_mut().into_iter().for_each(|it| it.push(attribute.clone()));
                open = true;
            }
            (None, None) => {
                manifest.stray.push(line);
                open = false;
            }
        }
    }
    manifest
}

impl<'t> Manifest<'t> {
    fn go_on(&mut self, more: &'t str) {
        let last = self.sections.last_mut().and_then(|section| section.last_mut());
        if let Some((_, value)) = last {
            value.to_mut().push_str(more);
        }
    }
}

/// A line without its end, `\r\n`, `\n` or `\r`, and what stands behind it.
fn next_line(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    let end = memchr::memchr2(b'\n', b'\r', text.as_bytes()).unwrap_or(text.len());
    let (line, rest) = text.split_at_checked(end)?;
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.get(1..)).unwrap_or_default();
    Some((line, rest))
}

/// A name, and what stands behind the colon and the blank: Java takes no colon without one.
fn attribute(line: &str) -> Option<(&str, Cow<'_, str>)> {
    let colon = memchr::memchr(b':', line.as_bytes())?;
    let (name, value) = (line.get(..colon)?, line.get(colon..)?.strip_prefix(": ")?);
    is_name(name).then_some((name, Cow::Borrowed(value)))
}

/// Whether a text can name an attribute: ASCII letters, digits, `-` and `_`, at most 70.
pub(crate) fn is_name(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    !text.is_empty() && text.len() <= LINE - 2 && text.bytes().all(fits)
}

/// Writes an attribute in lines of at most 72 bytes; no character is cut in two.
pub(crate) fn write(name: &str, value: &str, out: &mut String) {
    out.extend([name, ": "]);
    let mut column = name.len() + 2;
    for c in value.chars() {
        if column + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            column = 1;
        }
        out.push(c);
        column += c.len_utf8();
    }
    out.push_str("\r\n");
}

/// Bytes of a manifest with the folds taken out that stand within a character, as older tools
/// write them; `None` if the text is UTF-8 as it stands, or is none without such folds either.
pub(crate) fn mended(bytes: &[u8]) -> Option<String> {
    if std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let mut text = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, behind)) = rest.split_first() {
        let fold = [&b"\r\n "[..], b"\n ", b"\r "].into_iter().find_map(|it| rest.strip_prefix(it));
        match fold.filter(|it| it.first().is_some_and(|byte| byte & 0xc0 == 0x80)) {
            Some(within) => rest = within,
            None => {
                text.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_and_folds() {
        let text = "A: 1\r\nB: x\n y\r  z\nC: 2\n\n\nName: a\nD: \n\nName: b";
        let manifest = read(text);
        let main = [("A", "1".into()), ("B", "xy z".into()), ("C", "2".into())];
        assert_eq!(manifest.sections[0], main);
        assert_eq!(manifest.sections.len(), 3);
        assert_eq!(manifest.sections[1], [("Name", "a".into()), ("D", "".into())]);
    }

    #[test]
    fn what_is_no_attribute_is_kept() {
        let manifest = read(" x\nA: 1\nno\n more\n: y\nB C: 1\nD:2\n");
        assert_eq!(manifest.stray, [" x", "no", " more", ": y", "B C: 1", "D:2"]);
        assert_eq!(manifest.sections, [vec![("A", "1".into())]]);
        assert_eq!(read("\nName: a").sections.len(), 2);
    }

    #[test]
    fn lines_are_short() {
        let value = "\u{e9}".repeat(100);
        let mut text = String::new();
        write("A", &value, &mut text);
        assert!(text.lines().all(|line| line.len() <= LINE), "{text}");
        assert_eq!(read(&text).sections[0], [("A", value.into())]);
    }

    #[test]
    fn characters_in_two_lines() {
        let bytes = b"A: x\xc3\r\n \xa9y\n z\n";
        assert_eq!(mended(bytes).as_deref(), Some("A: x\u{e9}y\n z\n"));
        assert_eq!(mended(b"A: \xff"), None);
        assert_eq!(mended(b"A: x"), None);
    }
}
