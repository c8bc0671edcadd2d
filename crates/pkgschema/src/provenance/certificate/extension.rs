//! One extension of a certificate (RFC 5280 section 4.2).
//!
//! Invariant: the value's bytes are kept as they are; a text is given only where all readers of
//! the extension would read the same one, or a finding says that they would not.

use super::element::{Element, only};
use super::fulcio::FulcioExtension;
use super::oid::Oid;
use super::words::{hides, text_of, utf8};
use crate::Text;
use crate::finding::Lints;
use der::Tag;

/// An extension: an identifier and a value whose shape goes by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    pub(super) id: Oid,
    critical: bool,
    value: Box<[u8]>,
    pub(super) fulcio: Option<FulcioExtension>,
    pub(super) text: Option<Text>,
}

impl Extension {
    /// The object identifier, numbers and dots; `#` and hexadecimal digits for one that is
    /// malformed or longer than 39 bytes.
    pub fn oid(&self) -> String {
        self.id.to_string()
    }

    /// Whether who does not know the extension has to refuse the certificate.
    pub fn is_critical(&self) -> bool {
        self.critical
    }

    /// The value's bytes.
    pub fn value(&self) -> &[u8] {
        &self.value
    }

    /// Which of Fulcio's extensions it is.
    pub fn fulcio(&self) -> Option<FulcioExtension> {
        self.fulcio
    }

    /// The value as text, for an extension of Fulcio's whose value is one.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// Reads `SEQUENCE { identifier, critical, value }`.
    pub(super) fn read(element: Element<'_>) -> Option<Self> {
        let mut parts = Some(element).filter(|e| e.tag == Tag::Sequence)?.elements();
        let id = parts.next_of(Tag::ObjectIdentifier)?.content;
        let critical = match parts.next_of(Tag::Boolean) {
            Some(flag) => flag.content != [0],
            None => false,
        };
        let value = parts.next_of(Tag::OctetString)?.content;
        let fulcio = FulcioExtension::of(id);
        let read = Self { id: Oid::of(id), critical, value: value.into(), fulcio, text: None };
        parts.is_done().then_some(read)
    }

    /// Reads the value, if it is one of Fulcio's, and says what is odd about it.
    pub(super) fn read_text(&mut self, lints: &mut Lints) {
        let Some(extension) = self.fulcio.filter(|of| *of != FulcioExtension::UserName) else {
            return;
        };
        self.text = match extension.is_legacy() {
            true => bare(&self.value, extension, lints),
            false => string(&self.value, extension, lints),
        };
        if self.text.as_deref().is_some_and(hides) {
            lints.error(
                &place(extension),
                "hidden-character",
                "expected only characters that can be seen",
            );
        }
    }
}

/// Where findings are. Nothing is written down for the many values that have none.
fn place(of: FulcioExtension) -> String {
    format!("/extensions/{}", of.oid())
}

/// A legacy value: the text's bytes and nothing else.
fn bare(value: &[u8], of: FulcioExtension, lints: &mut Lints) -> Option<Text> {
    let wrapped = only(value).filter(|(inner, more)| inner.tag == Tag::Utf8String && !more);
    if let Some((inner, _)) = wrapped {
        lints.warning(&place(of), "extension-encoding", "expected bare text, not a string in DER");
        return utf8(inner.content);
    }
    let text = utf8(value);
    if text.is_none() {
        lints.error(&place(of), "extension-encoding", "the value is no UTF-8");
    }
    text
}

/// A current value: one `UTF8String`.
fn string(value: &[u8], of: FulcioExtension, lints: &mut Lints) -> Option<Text> {
    let Some((inner, more)) = only(value) else {
        lints.error(&place(of), "extension-encoding", "expected a string in DER");
        return None;
    };
    let text = text_of(inner.tag, inner.content);
    match (&text, inner.tag) {
        (None, _) => lints.error(&place(of), "extension-encoding", "expected a string in DER"),
        (Some(_), Tag::Utf8String) => {}
        (Some(_), tag) => {
            lints.warning(
                &place(of),
                "extension-encoding",
                format!("expected a UTF8String, not {tag}"),
            );
        }
    }
    if more {
        lints.error(&place(of), "extension-encoding", "something follows the string");
    }
    text
}
