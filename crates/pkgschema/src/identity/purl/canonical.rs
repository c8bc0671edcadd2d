//! The short road: a text that is canonical already is recognised in one pass and kept as it is.
//!
//! Invariant: a text accepted here is exactly what the long road would write for it. Refusal means
//! nothing: the long road decides.

use super::{
    Layout,
    octet::{self, AND, AT, END, EQUALS, ESCAPE, ESCAPED_SLASH, HASH, QUESTION, SLASH},
    outline::{Holds, Outline},
    type_table,
};

/// The components' places if the text is canonical.
pub(super) fn layout(text: &str) -> Option<Layout> {
    let mut scan = Scan { text, at: 4, holds: Holds::default(), layout: Layout::default() };
    text.strip_prefix("pkg:")?;
    scan.package_type()?;
    let mut stop = scan.path()?;
    if stop == AT {
        stop = scan.version()?;
    }
    scan.layout.version_end = scan.mark()?;
    if stop == QUESTION {
        stop = scan.qualifiers()?;
    }
    scan.layout.qualifiers_end = scan.mark()?;
    if stop == HASH {
        stop = scan.subpath()?;
    }
    let outline = Outline { text, layout: scan.layout, holds: scan.holds };
    (stop == END && outline.conforms()).then_some(outline.layout)
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    holds: Holds,
    layout: Layout,
}

/// Bytes that belong to one value: what they hold, and the class of the byte that ended them.
struct Run {
    holds: u8,
    stop: u8,
}

impl Scan<'_> {
    fn package_type(&mut self) -> Option<()> {
        let start = self.at;
        let run = self.run()?;
        let name = self.text.as_bytes().get(start..self.at)?;
        if run.stop != SLASH || run.holds != octet::PLAIN || !name.first()?.is_ascii_lowercase() {
            return None;
        }
        self.layout.type_index = type_table::index(name);
        self.layout.type_end = self.mark()?;
        self.at += 1;
        self.layout.name_start = self.mark()?;
        Some(())
    }

    /// Namespace and name.
    fn path(&mut self) -> Option<u8> {
        loop {
            let run = self.run()?;
            if run.stop != SLASH {
                self.holds.name = run.holds;
                self.layout.name_end = self.mark()?;
                return Some(run.stop);
            }
            self.holds.namespace |= run.holds;
            self.at += 1;
            self.layout.name_start = self.mark()?;
        }
    }

    fn version(&mut self) -> Option<u8> {
        self.at += 1;
        let run = self.run()?;
        self.holds.version = run.holds;
        Some(run.stop)
    }

    /// Keys in ascending order.
    fn qualifiers(&mut self) -> Option<u8> {
        let mut previous = "";
        loop {
            self.at += 1;
            let start = self.at;
            let key = self.run()?;
            let name = self.text.get(start..self.at)?;
            let lower = key.holds & !octet::UNDERSCORE == 0
                && name.as_bytes().first()?.is_ascii_lowercase();
            if key.stop != EQUALS || !lower || name <= previous {
                return None;
            }
            previous = name;
            self.at += 1;
            let value = self.run()?;
            if value.stop != AND {
                return Some(value.stop);
            }
        }
    }

    fn subpath(&mut self) -> Option<u8> {
        loop {
            self.at += 1;
            let start = self.at;
            let run = self.run()?;
            if matches!(self.text.get(start..self.at)?, "." | "..") {
                return None;
            }
            self.holds.subpath |= run.holds;
            if run.stop != SLASH {
                return Some(run.stop);
            }
        }
    }

    /// A value that is not empty and in which nothing needs another encoding.
    fn run(&mut self) -> Option<Run> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut holds = octet::PLAIN;
        let stop = loop {
            let (length, classes) = octet::literals(bytes.get(self.at..)?);
            self.at += length;
            holds |= classes;
            let stop = bytes.get(self.at).map_or(END, |byte| octet::class(*byte));
            if stop != ESCAPE {
                break stop;
            }
            holds |= ESCAPE | canonical_escape(bytes.get(self.at + 1..self.at + 3)?)?;
            self.at += 3;
        };
        (self.at > start).then_some(Run { holds, stop })
    }

    fn mark(&self) -> Option<u16> {
        u16::try_from(self.at).ok()
    }
}

/// Two uppercase digits for an ASCII byte that has to be encoded; what the escape adds to the
/// classes.
fn canonical_escape(digits: &[u8]) -> Option<u8> {
    let [high, low] = digits else { return None };
    if digits.iter().any(|digit| digit.is_ascii_lowercase()) {
        return None;
    }
    let byte = octet::hex(*high)? << 4 | octet::hex(*low)?;
    let needed = byte.is_ascii() && !octet::is_literal(byte);
    needed.then_some(if byte == b'/' { ESCAPED_SLASH } else { 0 })
}
