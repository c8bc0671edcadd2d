//! The short road: a text that is canonical already is recognised in one pass and kept as it is.
//!
//! Invariant: a text accepted here is exactly what the long road would write for it. Refusal means
//! nothing: the long road decides.

use super::{
    Layout,
    definition::{self, ComponentDefinition, Requirement, TypeDefinition},
    octet::{self, AND, AT, END, EQUALS, ESCAPE, ESCAPED_SLASH, HASH, QUESTION, SLASH, UPPER},
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
    let definition = scan.layout.type_index.and_then(definition::by_index);
    let conforms = definition.is_none_or(|definition| scan.conforms(definition));
    let slashed = (scan.holds.namespace | scan.holds.subpath) & ESCAPED_SLASH != 0;
    (stop == END && conforms && !slashed).then_some(scan.layout)
}

/// The classes of the bytes that a component holds.
#[derive(Default)]
struct Holds {
    namespace: u8,
    name: u8,
    version: u8,
    subpath: u8,
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

impl<'a> Scan<'a> {
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
        let mut holds = 0;
        let stop = loop {
            let Some(byte) = bytes.get(self.at) else { break END };
            let class = octet::class(*byte);
            if class > ESCAPE {
                break class;
            }
            holds |= class;
            self.at += 1;
            if class == ESCAPE {
                holds |= canonical_escape(bytes.get(self.at..self.at + 2)?)?;
                self.at += 2;
            }
        };
        (self.at > start).then_some(Run { holds, stop })
    }

    fn mark(&self) -> Option<u16> {
        u16::try_from(self.at).ok()
    }

    fn part(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether the type's rules hold and change nothing.
    fn conforms(&self, definition: &TypeDefinition) -> bool {
        let layout = &self.layout;
        let namespace = layout.namespace().map(|(start, end)| self.part(start, end));
        let version = layout.version().map(|(start, end)| self.part(start, end));
        let subpath = layout.subpath(self.text.len()).map(|(start, end)| self.part(start, end));
        let name = self.part(usize::from(layout.name_start), usize::from(layout.name_end));
        let holds = &self.holds;
        let qualified = layout.qualifiers().is_some();
        component(&definition.namespace, namespace, holds.namespace)
            && component(&definition.package_name, Some(name), holds.name)
            && component(&definition.version, version, holds.version)
            && component(&definition.subpath, subpath, holds.subpath)
            && definition.hook.leaves(namespace, holds.name, qualified)
            && self.required_qualifiers(definition)
    }

    fn required_qualifiers(&self, definition: &TypeDefinition) -> bool {
        let pairs = self.layout.qualifiers().map_or("", |(start, end)| self.part(start, end));
        definition.qualifiers.iter().all(|rules| {
            let there = || pairs.split('&').any(|pair| pair.split('=').next() == Some(rules.key));
            rules.requirement == Requirement::Optional || rules.requirement.allows(there())
        })
    }
}

fn component(rules: &ComponentDefinition, value: Option<&str>, holds: u8) -> bool {
    let folded = rules.case_sensitive || holds & UPPER == 0;
    let restricted = |value: &str| {
        rules.permitted.is_none_or(|permitted| holds & ESCAPE == 0 && permitted.matches(value))
    };
    folded && rules.requirement.allows(value.is_some()) && value.is_none_or(restricted)
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
