//! The middle road: plain ASCII text is rewritten into canonical text in one pass, without decoding
//! it into components first.
//!
//! Invariant: a text accepted here gives what the tolerant long road would give for it. Refusal
//! means nothing: whatever is wrong, rare or ambiguous is left to the long road.

mod buffer;
mod pairs;

use self::{buffer::Buffer, pairs::Pairs};
use super::{
    Layout, Purl, definition,
    definition::{ComponentDefinition, TypeDefinition},
    hooks::Hook,
    octet::{self, AND, AT, END, EQUALS, HASH, PLAIN, QUESTION, SLASH, UNDERSCORE, UPPER},
    outline::{Holds, Outline},
    type_table,
};
use crate::Text;

const PATH_STOPS: u32 = 1 << SLASH | 1 << AT | 1 << QUESTION | 1 << HASH;
const PAIR_STOPS: u32 = 1 << AND | 1 << QUESTION | 1 << HASH;
const SUBPATH_STOPS: u32 = 1 << SLASH | 1 << HASH;

/// The purl that `text` is, if that is easily told.
pub(super) fn rewrite(text: &str) -> Option<Purl> {
    let (scheme, rest) = text.split_at_checked(4)?;
    if !scheme.eq_ignore_ascii_case("pkg:") || rest.ends_with(' ') {
        return None;
    }
    let mut writer = Writer {
        input: rest.as_bytes(),
        at: 0,
        out: Buffer::new(),
        holds: Holds::default(),
        layout: Layout::default(),
    };
    writer.write()?;
    let outline = Outline { text: writer.out.text()?, layout: writer.layout, holds: writer.holds };
    outline.conforms().then(|| Purl { text: Text::from(outline.text), layout: outline.layout })
}

struct Writer<'a> {
    /// What follows the scheme.
    input: &'a [u8],
    at: usize,
    out: Buffer,
    holds: Holds,
    layout: Layout,
}

/// A value that was written: what it holds, and the class of the byte that ended it.
struct Run {
    holds: u8,
    stop: u8,
}

impl Writer<'_> {
    fn write(&mut self) -> Option<()> {
        self.package_type()?;
        let mut stop = self.path()?;
        if stop == AT {
            stop = self.version()?;
        }
        self.layout.version_end = self.out.mark();
        if stop == QUESTION {
            stop = self.qualifiers()?;
        }
        self.layout.qualifiers_end = self.out.mark();
        if stop == HASH {
            stop = self.subpath()?;
        }
        if let Some(definition) = self.layout.type_index.and_then(definition::by_index) {
            self.fold(definition);
        }
        (stop == END).then_some(())
    }

    fn package_type(&mut self) -> Option<()> {
        self.out.extend(b"pkg:")?;
        self.skip_slashes();
        let start = self.out.mark();
        self.word(PLAIN)?;
        self.layout.type_end = self.out.mark();
        let name = self.out.part(start, self.layout.type_end)?;
        self.layout.type_index = type_table::index(name);
        (self.class() == SLASH).then_some(())
    }

    /// Namespace and name: segments, of which the last is the name.
    fn path(&mut self) -> Option<u8> {
        let mut opens_with_at = false;
        let stop = loop {
            self.skip_slashes();
            let first = self.class();
            if matches!(first, QUESTION | HASH | END) {
                break first;
            }
            self.out.push(b'/')?;
            self.holds.namespace |= self.holds.name;
            self.holds.name = PLAIN;
            self.layout.name_start = self.out.mark();
            opens_with_at = first == AT;
            if opens_with_at {
                self.at += 1;
                self.holds.name = self.out.push_value(b'@')?;
            }
            let run = self.value(PATH_STOPS)?;
            self.holds.name |= run.holds;
            self.layout.name_end = self.out.mark();
            if run.stop != SLASH {
                break run.stop;
            }
        };
        // an `@` that opens a segment is a scope's only if a name follows
        (self.layout.name_start > 0 && !opens_with_at).then_some(stop)
    }

    fn version(&mut self) -> Option<u8> {
        self.at += 1;
        self.out.push(b'@')?;
        let start = self.out.mark();
        let run = self.value(PATH_STOPS)?;
        self.holds.version = run.holds;
        let sound = self.out.mark() > start && !matches!(run.stop, SLASH | AT);
        sound.then_some(run.stop)
    }

    fn qualifiers(&mut self) -> Option<u8> {
        let mut pairs = Pairs::default();
        let stop = loop {
            self.at += 1;
            self.out.push(if pairs.is_empty() { b'?' } else { b'&' })?;
            let start = self.out.mark();
            self.word(UNDERSCORE)?;
            let equals = self.out.mark();
            if self.class() != EQUALS {
                return None;
            }
            self.at += 1;
            self.out.push(b'=')?;
            let value = self.value(PAIR_STOPS)?;
            if self.out.mark() == equals + 1 {
                return None;
            }
            pairs.insert(&self.out, (start, equals, self.out.mark()))?;
            if value.stop != AND {
                break value.stop;
            }
        };
        pairs.put_in_order(&mut self.out)?;
        Some(stop)
    }

    fn subpath(&mut self) -> Option<u8> {
        let mut separator = b'#';
        self.at += 1;
        loop {
            self.skip_slashes();
            if self.class() == END {
                return (separator == b'/').then_some(END);
            }
            self.out.push(separator)?;
            separator = b'/';
            let start = self.out.mark();
            let run = self.value(SUBPATH_STOPS)?;
            if matches!(self.out.part(start, self.out.mark())?, b"." | b"..") {
                return None;
            }
            self.holds.subpath |= run.holds;
            if run.stop != SLASH {
                return Some(run.stop);
            }
        }
    }

    /// Writes a type or key: letters, which become lower case, digits, `.`, `-` and what class
    /// `also` holds; the first is a letter.
    fn word(&mut self, also: u8) -> Option<()> {
        if !self.input.get(self.at)?.is_ascii_alphabetic() {
            return None;
        }
        let part = |byte: &&u8| octet::class(**byte) & !(UPPER | also) == PLAIN;
        while let Some(byte) = self.input.get(self.at).filter(part) {
            self.out.push(byte.to_ascii_lowercase())?;
            self.at += 1;
        }
        Some(())
    }

    /// Writes a value up to a byte of one of the classes in `stops`, or to the end.
    fn value(&mut self, stops: u32) -> Option<Run> {
        let mut holds = PLAIN;
        loop {
            let rest = self.input.get(self.at..)?;
            let (length, classes) = octet::literals(rest);
            let (literal, rest) = rest.split_at_checked(length)?;
            self.out.extend(literal)?;
            holds |= classes;
            self.at += length;
            let stop = rest.first().map_or(END, |byte| octet::class(*byte));
            if (stops | 1 << END) & 1 << stop != 0 {
                return Some(Run { holds, stop });
            }
            let (byte, length) = special(rest)?;
            holds |= self.out.push_value(byte)?;
            self.at += length;
        }
    }

    fn skip_slashes(&mut self) {
        while self.input.get(self.at) == Some(&b'/') {
            self.at += 1;
        }
    }

    /// The class of the next byte.
    fn class(&self) -> u8 {
        self.input.get(self.at).map_or(END, |byte| octet::class(*byte))
    }

    /// Lower case where the type has no other, and what its name holds instead of `_`.
    fn fold(&mut self, definition: &TypeDefinition) {
        let Self { layout, holds, out, .. } = self;
        let length = usize::from(out.mark());
        let name = Some(layout.name());
        lowercase(out, &definition.namespace, layout.namespace(), &mut holds.namespace);
        lowercase(out, &definition.package_name, name, &mut holds.name);
        lowercase(out, &definition.version, layout.version(), &mut holds.version);
        lowercase(out, &definition.subpath, layout.subpath(length), &mut holds.subpath);
        if definition.hook == Hook::Pypi && holds.name & UNDERSCORE != 0 {
            let name = out.part_mut(layout.name()).iter_mut();
            name.filter(|byte| **byte == b'_').for_each(|byte| *byte = b'-');
            holds.name &= !UNDERSCORE;
        }
    }
}

/// The value of an escape or of a byte that should be one, and how long it is written. `None` for
/// what is no ASCII: case folds by character.
fn special(bytes: &[u8]) -> Option<(u8, usize)> {
    match *bytes {
        [b'%', high, low, ..] => {
            let byte = octet::hex(high)? << 4 | octet::hex(low)?;
            byte.is_ascii().then_some((byte, 3))
        }
        [byte, ..] if byte != b'%' && matches!(byte, b' '..=b'~') => Some((byte, 1)),
        _ => None,
    }
}

/// Folds all letters of a component but the digits of its escapes.
fn lowercase(
    out: &mut Buffer,
    rules: &ComponentDefinition,
    place: Option<(usize, usize)>,
    holds: &mut u8,
) {
    let Some(place) = place.filter(|_| !rules.case_sensitive && *holds & UPPER != 0) else {
        return;
    };
    *holds &= !UPPER;
    let mut digits = 0;
    for byte in out.part_mut(place) {
        match *byte {
            b'%' => digits = 2,
            _ if digits > 0 => digits -= 1,
            _ => byte.make_ascii_lowercase(),
        }
    }
}
