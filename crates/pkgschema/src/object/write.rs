//! Writing compact JSON straight into a string.
//!
//! It gives what `serde_json::to_string` gives, faster: member names need no escaping, and
//! strings are looked at 16 bytes at a time.
//!
//! Invariant: the text written is valid JSON whatever the strings hold.

use super::{Rest, Value};
use std::collections::HashSet;

/// The value as compact JSON.
///
/// ```
/// use pkgschema::{Text, object::{Items, write}};
/// let words = Items::from(vec![Text::from("a\nb"), Text::from("c")]);
/// assert_eq!(write(&words), r#"["a\nb","c"]"#);
/// ```
pub fn write<T: Value>(value: &T) -> String {
    let mut writer = Writer { text: String::with_capacity(FIRST) };
    value.write(&mut writer);
    let mut text = writer.into_text();
    if text.len() < FIRST / 2 {
        text.shrink_to_fit();
    }
    text
}

/// Room for a text at first: most documents are shorter.
const FIRST: usize = 1 << 12;

/// Texts longer than this grow by an eighth for a long piece; everything else doubles.
const LONG: usize = 1 << 20;

/// Pieces longer than this are long.
const PIECE: usize = 1 << 12;

/// JSON text while it grows.
#[derive(Debug, Default)]
pub struct Writer {
    text: String,
}

impl Writer {
    /// What was written.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Writes a string with its quotes.
    pub fn string(&mut self, text: &str) {
        self.raw("\"");
        let mut rest = text;
        while let Some((clean, special, behind)) = split_at_special(rest) {
            self.raw(clean);
            self.escape(special);
            rest = behind;
        }
        self.raw(rest);
        self.raw("\"");
    }

    /// Writes text that is JSON already.
    #[inline]
    pub fn raw(&mut self, json: &str) {
        if json.len() > PIECE {
            self.grow(json.len());
        }
        self.text.push_str(json);
    }

    /// Makes room for a long piece: of a long text an eighth more than it takes, so that writing
    /// needs little more memory than what is written.
    #[cold]
    fn grow(&mut self, more: usize) {
        let long = self.text.len() + more >= LONG;
        if long && self.text.capacity() - self.text.len() < more {
            self.text.reserve_exact(more + (self.text.len() + more) / 8);
        }
    }

    /// Writes the elements of an array, each with `element`.
    pub fn array<T>(
        &mut self,
        elements: impl IntoIterator<Item = T>,
        mut element: impl FnMut(&mut Self, T),
    ) {
        let mut elements = elements.into_iter();
        self.raw("[");
        if let Some(first) = elements.next() {
            element(self, first);
        }
        for item in elements {
            self.raw(",");
            element(self, item);
        }
        self.raw("]");
    }

    /// Begins an object; its members follow, then [`end`](Members::end).
    pub fn object(&mut self) -> Members<'_> {
        Members { writer: self, lead: "{" }
    }

    fn escape(&mut self, byte: u8) {
        const HEX: [char; 16] =
            ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
        match byte {
            b'"' => self.raw("\\\""),
            b'\\' => self.raw("\\\\"),
            b'\n' => self.raw("\\n"),
            b'\r' => self.raw("\\r"),
            b'\t' => self.raw("\\t"),
            0x08 => self.raw("\\b"),
            0x0c => self.raw("\\f"),
            control => {
                self.raw("\\u00");
                let digits = [control >> 4, control & 15];
                self.text.extend(digits.iter().filter_map(|digit| HEX.get(usize::from(*digit))));
            }
        }
    }
}

impl From<String> for Writer {
    /// Writes on behind a text.
    fn from(text: String) -> Self {
        Self { text }
    }
}

/// The members of an object that is being written.
#[derive(Debug)]
pub struct Members<'a> {
    writer: &'a mut Writer,
    lead: &'static str,
}

impl Members<'_> {
    /// Writes a member whose name needs no escaping.
    pub(crate) fn plain(&mut self, name: &str, value: impl FnOnce(&mut Writer)) {
        self.writer.raw(self.lead);
        self.writer.raw("\"");
        self.writer.raw(name);
        self.writer.raw("\":");
        self.lead = ",";
        value(self.writer);
    }

    /// Writes a member of any name.
    pub fn member(&mut self, name: &str, value: impl FnOnce(&mut Writer)) {
        self.writer.raw(self.lead);
        self.writer.string(name);
        self.writer.raw(":");
        self.lead = ",";
        value(self.writer);
    }

    /// Writes a member of a declared object.
    #[doc(hidden)]
    pub fn known<M: super::Member>(&mut self, name: &str, member: &M) {
        if !member.is_absent() {
            self.plain(name, |writer| member.write_member(writer));
        }
    }

    /// Writes a remainder, leaving out names that `written` says are there already.
    pub fn rest(&mut self, rest: &Rest, written: impl Fn(&str) -> bool) {
        let mut names = HashSet::new();
        for (name, raw) in rest.iter() {
            if !written(name) && names.insert(name) {
                self.member(name, |writer| writer.raw(raw.as_str()));
            }
        }
    }

    /// Ends the object.
    pub fn end(self) {
        self.writer.raw(if self.lead == "{" { "{}" } else { "}" });
    }
}

/// Below 0x20, a quote or a backslash; `^ 2` puts the quote right behind the control characters.
fn is_special(byte: u8) -> bool {
    (byte ^ 2) < 0x21 || byte == b'\\'
}

/// Whether any of eight bytes is special, all at once: a byte's high bit shows what underflowed.
fn any_of_eight(bytes: [u8; 8]) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let word = u64::from_ne_bytes(bytes);
    let controls = (word ^ (2 * ONES)).wrapping_sub(0x21 * ONES);
    let slash = word ^ (0x5c * ONES);
    let slashes = slash.wrapping_sub(ONES) & !slash;
    ((controls & !word) | slashes) & (0x80 * ONES) != 0
}

/// Whether a short text holds a special byte: most strings are version numbers and names.
fn short_has_special(bytes: &[u8]) -> bool {
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        return any_of_eight(*first) || any_of_eight(*last);
    }
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some([a, b, c, d]), Some([e, f, g, h])) => any_of_eight([*a, *b, *c, *d, *e, *f, *g, *h]),
        _ => bytes.iter().any(|byte| is_special(*byte)),
    }
}

/// What stands before the first byte that must be escaped, that byte, and what stands behind.
fn split_at_special(text: &str) -> Option<(&str, u8, &str)> {
    let bytes = text.as_bytes();
    if bytes.len() <= 16 && !short_has_special(bytes) {
        return None;
    }
    // No early exit within a chunk, so that it compiles to vector instructions.
    let dirty = |chunk: &[u8]| chunk.iter().fold(false, |any, byte| any | is_special(*byte));
    let clean = bytes.chunks(16).take_while(|chunk| !dirty(chunk)).count() * 16;
    let at = clean + bytes.get(clean..)?.iter().position(|byte| is_special(*byte))?;
    Some((text.get(..at)?, *bytes.get(at)?, text.get(at + 1..)?))
}
