//! A JSON object, or an array of such objects.
//!
//! Invariant: an array of one stays an array.

use crate::Converted;
use crate::syntax::json::{array, render};
use pkgschema::object::{Object, Raw, check, parse, raw, write};
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer};
use serde_json::value::RawValue;

/// One object, or an array of them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OneOrMany<T> {
    items: Vec<T>,
    is_array: bool,
}

impl<T: Object> OneOrMany<T> {
    /// A single object stands for itself, everything else is an array.
    pub(crate) fn new(items: Vec<T>) -> Self {
        let is_array = items.len() != 1;
        Self { items, is_array }
    }

    /// # Errors
    /// If the text is neither, or an element of the array is no such object, at its place.
    pub(crate) fn parse(text: &str) -> Result<Self, ParseError> {
        let body = text.strip_prefix('\u{feff}').unwrap_or(text);
        if !body.trim_start().starts_with('[') {
            return Ok(Self { items: vec![parse(text)?], is_array: false });
        }
        let refuse = |detail: String| ParseError::new(ParseErrorKind::Syntax, detail, body);
        let root: &RawValue = serde_json::from_str(body).map_err(|e| refuse(e.to_string()))?;
        let elements = raw::elements(root).unwrap_or_default().into_iter().enumerate();
        let read = |(index, element): (usize, &RawValue)| {
            parse(element.get()).map_err(|error| error.at_pointer(Pointer::root().index(index)))
        };
        let items = elements.map(read).collect::<Result<_, _>>()?;
        Ok(Self { items, is_array: true })
    }

    pub(crate) fn items(&self) -> &[T] {
        &self.items
    }

    /// The objects with their places.
    pub(crate) fn placed(&self) -> impl Iterator<Item = (Pointer, &T)> {
        let place = |index| match self.is_array {
            true => Pointer::root().index(index),
            false => Pointer::root(),
        };
        self.items.iter().enumerate().map(move |(index, item)| (place(index), item))
    }

    fn to_json(&self) -> String {
        match (&self.items[..], self.is_array) {
            ([only], false) => write(only),
            (many, _) => array(many.iter().map(write)),
        }
    }

    pub(crate) fn view(&self) -> Raw {
        Raw::from_string(self.to_json()).unwrap_or_default()
    }

    pub(crate) fn render(&self) -> Converted<String> {
        render(&self.to_json())
    }

    pub(crate) fn check(&self) -> Vec<Finding> {
        let found = self.placed().flat_map(|(place, item)| {
            check(item).into_iter().map(move |finding| finding.below(&place))
        });
        found.collect()
    }
}
