//! JSON documents declared with `object!`.
//!
//! Invariant: the view of a JSON document is the document.

use crate::view::pretty;
use crate::{Converted, Document};
use pkgschema::object::{Differing, Object, Raw, check, differences, parse, write};
use pkgschema::{Finding, ParseError, ParseErrorKind};
#[cfg(any(feature = "npm", feature = "pypi"))]
use serde_json::value::RawValue;

/// A document that is one JSON object: everything that a [`Document`] has follows.
pub(crate) trait JsonDocument: Object {
    /// The document's usual name.
    const DOCUMENT: &'static str;

    /// Why a text that is no JSON object is no such document, where that can be said by name.
    fn refused(_text: &str) -> Option<&'static str> {
        None
    }

    /// Why the object is no such document, although it has all the members that it needs.
    fn refusal(&self) -> Option<&'static str> {
        None
    }

    /// What is odd beyond wrong kinds and malformed texts.
    fn lints(&self) -> Vec<Finding> {
        Vec::new()
    }
}

impl<T: JsonDocument> Document for T {
    const NAME: &'static str = T::DOCUMENT;

    fn parse(text: &str) -> Result<Self, ParseError> {
        if let Some(why) = Self::refused(text.strip_prefix('\u{feff}').unwrap_or(text)) {
            return Err(ParseError::new(ParseErrorKind::NotThisDocument, why, text));
        }
        let document: Self = parse(text)?;
        match document.refusal() {
            None => Ok(document),
            Some(why) => Err(ParseError::new(ParseErrorKind::NotThisDocument, why, text)),
        }
    }

    fn view(&self) -> Raw {
        view(self)
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        <Self as Document>::parse(view.as_str())
    }

    fn render(&self) -> Converted<String> {
        render(&write(self))
    }

    fn differences(&self, other: &Self) -> Vec<Differing> {
        differences(self, other)
    }

    fn check(&self) -> Vec<Finding> {
        let mut found = check(self);
        found.extend(self.lints());
        found
    }
}

/// Makes records that have readers, writers and checks of their own documents as they are.
#[cfg(any(feature = "npm", feature = "pypi", feature = "formats"))]
macro_rules! own_document {
    ($($Record:ty = $name:literal),+ $(,)?) => {$(
        impl $crate::Document for $Record {
            const NAME: &'static str = $name;

            fn parse(text: &str) -> Result<Self, pkgschema::ParseError> {
                <$Record>::parse(text)
            }

            fn view(&self) -> pkgschema::object::Raw {
                $crate::syntax::json::view(self)
            }

            fn from_view(view: &pkgschema::object::Raw) -> Result<Self, pkgschema::ParseError> {
                <$Record>::parse(view.as_str())
            }

            fn render(&self) -> $crate::Converted<String> {
                $crate::syntax::json::render(&self.to_json())
            }

            fn check(&self) -> Vec<pkgschema::Finding> {
                <$Record>::check(self)
            }
        }
    )+};
}
#[cfg(any(feature = "npm", feature = "pypi", feature = "formats"))]
pub(crate) use own_document;

/// The one JSON value that a text is.
///
/// # Errors
/// For text without a value, and for what is no JSON.
#[cfg(any(feature = "npm", feature = "pypi"))]
pub(crate) fn root(text: &str) -> Result<&RawValue, ParseError> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    if body.trim_ascii().is_empty() {
        return Err(ParseError::new(ParseErrorKind::Empty, "no JSON value", body));
    }
    let read = serde_json::from_str(body);
    read.map_err(|error| ParseError::new(ParseErrorKind::Syntax, error.to_string(), body))
}

/// The object's view.
pub(crate) fn view<T: Object>(object: &T) -> Raw {
    // What the writer writes is always JSON; the empty object stands for the impossible rest.
    Raw::from_string(write(object)).or_else(|| Raw::parse("{}")).unwrap_or_default()
}

/// A JSON text, indented by two spaces, with a line feed at the end.
pub(crate) fn render(json: &str) -> Converted<String> {
    Converted::lossless(pretty(json) + "\n")
}

/// A JSON array of values that are JSON already.
pub(crate) fn array(values: impl IntoIterator<Item = String>) -> String {
    let values: Vec<String> = values.into_iter().collect();
    format!("[{}]", values.join(","))
}
