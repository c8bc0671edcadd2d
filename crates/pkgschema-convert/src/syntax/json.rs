//! JSON documents declared with `object!`.
//!
//! Invariant: the view of a JSON document is the document.

use crate::Converted;
use crate::view::pretty;
use pkgschema::object::{Object, Raw, write};

/// The document's view.
pub(crate) fn view<T: Object>(document: &T) -> Raw {
    // What the writer writes is always JSON; the empty object stands for the impossible rest.
    Raw::from_string(write(document)).or_else(|| Raw::parse("{}")).unwrap_or_default()
}

/// The document's text, indented by two spaces, with a line feed at the end.
pub(crate) fn render<T: Object>(document: &T) -> Converted<String> {
    Converted::lossless(pretty(&write(document)) + "\n")
}
