//! Distinguished names (RFC 5280 section 4.1.2.4, RFC 4514).
//!
//! Invariant: the text form is on one line and ambiguous for no two names: what would be read as
//! its punctuation, or obeyed by a terminal, is escaped.

use super::element::Element;
use super::oid::Oid;
use super::words::{hides, text_of};
use crate::Text;
use crate::finding::Lints;
use crate::text::encoding::to_hex;
use crate::text::is_obeyed;
use der::Tag;
use std::fmt;

/// The short names that RFC 4514 section 3 lists, by the identifier's bytes.
const SHORT: [(&[u8], &str); 9] = [
    (&[0x55, 4, 3], "CN"),
    (&[0x55, 4, 7], "L"),
    (&[0x55, 4, 8], "ST"),
    (&[0x55, 4, 10], "O"),
    (&[0x55, 4, 11], "OU"),
    (&[0x55, 4, 6], "C"),
    (&[0x55, 4, 9], "STREET"),
    (&[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 25], "DC"),
    (&[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 1], "UID"),
];

/// The name of a certificate's issuer or subject.
///
/// `Display` writes it by RFC 4514, last part first: `CN=sigstore-intermediate,O=sigstore.dev`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DistinguishedName {
    parts: Vec<Part>,
}

/// One attribute of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    id: Oid,
    value: Value,
    /// Whether it belongs to the same relative name as the part before it.
    joined: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    Text(Text),
    /// The element's bytes, where they are no text.
    Bytes(Box<[u8]>),
}

impl DistinguishedName {
    /// The first value of an attribute: `CN` and the other short names of RFC 4514 section 3, or
    /// numbers and dots.
    pub fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes().find(|(name, _)| name == attribute).map(|(_, value)| value)
    }

    /// The common name.
    pub fn common_name(&self) -> Option<&str> {
        self.get("CN")
    }

    /// The organisation.
    pub fn organization(&self) -> Option<&str> {
        self.get("O")
    }

    /// The attributes whose values are text, in the certificate's order.
    pub fn attributes(&self) -> impl Iterator<Item = (String, &str)> {
        self.parts.iter().filter_map(|part| match &part.value {
            Value::Text(text) => Some((part.attribute(), text.as_str())),
            Value::Bytes(_) => None,
        })
    }

    /// Whether there is no attribute, as in the subjects of Fulcio's certificates.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Reads a `Name`; what is odd in it is a finding at `place`.
    pub(super) fn read(name: Element<'_>, place: &str, lints: &mut Lints) -> Self {
        let mut parts = Vec::new();
        let mut sets = name.elements();
        let mut whole = true;
        for set in sets.by_ref() {
            let mut pairs = set.elements();
            for (at, pair) in pairs.by_ref().enumerate() {
                let part = Part::read(pair, at > 0);
                whole &= part.is_some();
                parts.extend(part);
            }
            whole &= set.tag == Tag::Set && pairs.is_done();
        }
        if !whole || !sets.is_done() {
            lints.warning(place, "odd-name", "expected sets of attributes and values");
        }
        lint_values(&parts, place, lints);
        Self { parts }
    }
}

fn lint_values(parts: &[Part], place: &str, lints: &mut Lints) {
    if parts.iter().any(|part| matches!(part.value, Value::Bytes(_))) {
        lints.warning(place, "odd-name", "a value is no text");
    }
    let hidden = |part: &Part| matches!(&part.value, Value::Text(text) if hides(text));
    if parts.iter().any(hidden) {
        lints.error(place, "hidden-character", "expected only characters that can be seen");
    }
}

impl Part {
    fn read(pair: Element<'_>, joined: bool) -> Option<Self> {
        let mut elements = Some(pair).filter(|pair| pair.tag == Tag::Sequence)?.elements();
        let id = elements.next_of(Tag::ObjectIdentifier)?;
        let rest = rest_of(pair, id);
        let value = elements.next().filter(|_| elements.is_done());
        let text = value.and_then(|value| text_of(value.tag, value.content));
        let value = text.map_or_else(|| Value::Bytes(rest.into()), Value::Text);
        Some(Self { id: Oid::of(id.content), value, joined })
    }

    fn attribute(&self) -> String {
        let short = SHORT.iter().find(|(id, _)| *id == self.id.as_bytes());
        short.map_or_else(|| self.id.to_string(), |(_, name)| (*name).to_owned())
    }
}

/// What stands behind the identifier of a pair.
fn rest_of<'a>(pair: Element<'a>, id: Element<'a>) -> &'a [u8] {
    pair.content.get(id.whole.len()..).unwrap_or_default()
}

impl fmt::Display for DistinguishedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut groups: Vec<&[Part]> = self.parts.chunk_by(|_, next| next.joined).collect();
        groups.reverse();
        for (at, group) in groups.into_iter().enumerate() {
            for (inner, part) in group.iter().enumerate() {
                let between = [["", "+"], [",", "+"]];
                let between = between
                    .get(usize::from(at > 0))
                    .and_then(|row| row.get(usize::from(inner > 0)));
                f.write_str(between.copied().unwrap_or_default())?;
                write!(f, "{}=", part.attribute())?;
                match &part.value {
                    Value::Text(text) => f.write_str(&escaped(text))?,
                    Value::Bytes(bytes) => write!(f, "#{}", to_hex(bytes))?,
                }
            }
        }
        Ok(())
    }
}

/// A value as RFC 4514 section 2.4 escapes it.
fn escaped(value: &str) -> String {
    let last = value.chars().count().saturating_sub(1);
    let mut out = String::with_capacity(value.len());
    for (at, character) in value.chars().enumerate() {
        let edge = (character == ' ' && (at == 0 || at == last)) || (character == '#' && at == 0);
        if is_obeyed(character) {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                out.push('\\');
                out.push_str(&to_hex(&[byte]));
            }
            continue;
        }
        if edge || r#""+,;<>\"#.contains(character) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}
