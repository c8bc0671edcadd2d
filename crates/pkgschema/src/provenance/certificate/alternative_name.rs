//! Names of a certificate's subject (RFC 5280 section 4.2.1.6).
//!
//! Invariant: a kind of name that is not known here is kept, and never taken for one that is.

use super::element::{Element, only};
use super::words::{hides, utf8};
use crate::Text;
use crate::finding::Lints;
use crate::text::encoding::to_hex;
use der::Tag;

/// The type of user names, 1.3.6.1.4.1.57264.1.7.
const USER_NAME: &[u8] = &[0x2b, 6, 1, 4, 1, 0x83, 0xbf, 0x30, 1, 7];

/// Whom a certificate names: whose key it is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AlternativeName {
    /// A mail address: a person, or a service's account.
    Email(Text),
    /// A URI: a workflow, for certificates of builds.
    Uri(Text),
    /// A user name of Fulcio's (type 1.3.6.1.4.1.57264.1.7).
    UserName(Text),
    /// A host name.
    Dns(Text),
    /// Any other name: its DER in hexadecimal.
    Other(Text),
}

impl AlternativeName {
    /// `email`, `uri`, `userName`, `dns` or `other`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Email(_) => "email",
            Self::Uri(_) => "uri",
            Self::UserName(_) => "userName",
            Self::Dns(_) => "dns",
            Self::Other(_) => "other",
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Email(text)
            | Self::Uri(text)
            | Self::UserName(text)
            | Self::Dns(text)
            | Self::Other(text) => text,
        }
    }

    /// The names in the extension's value; what is odd among them is a finding at `place`.
    pub(super) fn read_all(value: &[u8], place: &str, lints: &mut Lints) -> Vec<Self> {
        let Some((list, more)) = only(value).filter(|(list, _)| list.tag == Tag::Sequence) else {
            lints.error(place, "odd-subject-name", "expected a list of names");
            return Vec::new();
        };
        let mut elements = list.elements();
        let names: Vec<_> = elements.by_ref().map(|name| Self::read(name, place, lints)).collect();
        if more || !elements.is_done() {
            lints.error(place, "odd-subject-name", "something that is no name follows the names");
        }
        names
    }

    fn read(element: Element<'_>, place: &str, lints: &mut Lints) -> Self {
        let name = match element.context() {
            Some((0, true)) => user_name(element, place, lints).map(Self::UserName),
            Some((1, false)) => ascii(element, place, lints).map(Self::Email),
            Some((2, false)) => ascii(element, place, lints).map(Self::Dns),
            Some((6, false)) => ascii(element, place, lints).map(Self::Uri),
            _ => None,
        };
        name.inspect(|name| lint_hidden(name.as_str(), place, lints))
            .unwrap_or_else(|| Self::Other(to_hex(element.whole).into()))
    }
}

fn lint_hidden(text: &str, place: &str, lints: &mut Lints) {
    if hides(text) {
        lints.error(place, "hidden-character", "expected only characters that can be seen");
    }
}

/// An `IA5String`. Other characters are read if they are UTF-8: the name is what it is.
fn ascii(element: Element<'_>, place: &str, lints: &mut Lints) -> Option<Text> {
    let text = utf8(element.content);
    if !text.as_ref().is_some_and(|text| text.is_ascii()) {
        lints.error(place, "odd-subject-name", "a name is not in ASCII");
    }
    text
}

/// `otherName`: a type, and a value of the type's within `[0]`.
fn user_name(element: Element<'_>, place: &str, lints: &mut Lints) -> Option<Text> {
    let mut elements = element.elements();
    elements.next_if(|id| id.tag == Tag::ObjectIdentifier && id.content == USER_NAME)?;
    let value = elements.next_if(|value| value.context() == Some((0, true)));
    let inner = value.and_then(|value| only(value.content));
    let text = inner.filter(|(inner, _)| inner.tag == Tag::Utf8String);
    let text = text.and_then(|(inner, more)| Some((utf8(inner.content)?, more)));
    if text.as_ref().is_none_or(|(_, more)| *more) || !elements.is_done() {
        lints.error(place, "odd-subject-name", "a user name is not one UTF-8 string");
    }
    text.map(|(text, _)| text)
}
