//! Core metadata of Python's packages: `METADATA` in a wheel, `PKG-INFO` in a source archive.
//!
//! | in the view | what |
//! |---|---|
//! | `/Requires-Dist/3` | the fourth value of a field; names are spelt as the specification does |
//! | `/body` | what stands behind the fields |
//! | `/` and an index | lines among the fields that are none |
//!
//! Source: the packaging specifications, "Core metadata specifications" (PEP 241, 314, 345, 566,
//! 621, 639, 643, 685, 794, 808), read as `packaging` and the mail reader below it do.
//!
//! Invariant: what any field says stays as written; a value never becomes a field of its own.

mod fields;
mod json_form;
pub(crate) mod latin_1;
mod lints;
mod mapping;
mod origin;
pub(super) mod record;
mod write;

pub use fields::CoreFields;
pub use json_form::CoreMetadataJson;

use crate::syntax::headers::{self, Field, Grouped, Headers};
use crate::syntax::json::view;
use crate::{Converted, Document};
use fields::rule;
use pkgschema::object::{Differing, Raw, check, differences, parse};
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Severity, Text};
use std::ops::{Deref, DerefMut};

/// Member of the view with the lines that are no fields. No field has this name.
const STRAY: &str = "";

/// A core metadata document. Derefs to its fields.
///
/// ```
/// use pkgschema_convert::{Document, pypi::CoreMetadata};
/// let text = "Metadata-Version: 2.1\nName: sampleproject\nVersion: 4.0.0\n\nA *sample*.\n";
/// let metadata = CoreMetadata::parse(text)?;
/// assert_eq!(metadata.name[0], "sampleproject");
/// assert_eq!(metadata.body.as_deref(), Some("A *sample*.\n"));
/// assert!(metadata.check().is_empty());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CoreMetadata {
    fields: CoreFields,
    /// Fields with a name in another case than the specification's.
    odd_cases: Vec<Pointer>,
    /// Values that were no UTF-8.
    latin_1: Vec<Pointer>,
}

impl Deref for CoreMetadata {
    type Target = CoreFields;

    fn deref(&self) -> &CoreFields {
        &self.fields
    }
}

impl DerefMut for CoreMetadata {
    fn deref_mut(&mut self) -> &mut CoreFields {
        &mut self.fields
    }
}

impl CoreMetadata {
    /// Reads a document from bytes. Lines that are no UTF-8 are read as Latin-1, in which old
    /// tools wrote them, and are findings of [`check`](Document::check).
    ///
    /// ```
    /// use pkgschema_convert::{Document, pypi::CoreMetadata};
    /// let metadata = CoreMetadata::parse_bytes(b"Name: a\nVersion: 1\nAuthor: Bj\xf6rn\n")?;
    /// assert_eq!(metadata.author[0], "Björn");
    /// assert!(metadata.check().iter().any(|finding| finding.code == "not-utf-8"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    ///
    /// # Errors
    /// If there is no field that core metadata has.
    pub fn parse_bytes(bytes: &[u8]) -> Result<Self, ParseError> {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Self::parse(text);
        }
        let (text, broken) = latin_1::text(bytes);
        let whole = without_mark(&text);
        let mark = text.len() - whole.len();
        Self::take(whole, |value| {
            let start = value.as_ptr().addr() - whole.as_ptr().addr() + mark;
            let next = broken.partition_point(|line| line.end <= start);
            broken.get(next).is_some_and(|line| line.start < start + value.len())
        })
    }

    /// Takes the fields of a text; `is_broken` says of a value whether it was no UTF-8.
    fn take(text: &str, is_broken: impl Fn(&str) -> bool) -> Result<Self, ParseError> {
        if text.trim().is_empty() {
            return Err(ParseError::new(ParseErrorKind::Empty, "no header fields", text));
        }
        let headers = headers::read(text);
        if headers.fields.is_empty() {
            let words = "expected a header field such as `Name: value`";
            return Err(ParseError::new(ParseErrorKind::Syntax, words, text).in_text(text, 0));
        }
        let mut document = Self::default();
        let unknown = document.take_known(&headers.fields, &is_broken);
        if document.fields == CoreFields::default() {
            let words = "expected fields that core metadata has";
            return Err(ParseError::new(ParseErrorKind::NotThisDocument, words, text));
        }
        document.take_others(&headers, unknown, &is_broken);
        if headers.from.into_iter().chain(headers.body).any(&is_broken) {
            document.latin_1.push(Pointer::root().child("body"));
        }
        document.fields.body = headers.whole_body().map(|body| Text::from(&*body));
        Ok(document)
    }

    /// Adds the values of known fields: back come the others.
    fn take_known<'t>(
        &mut self,
        fields: &[Field<'t>],
        is_broken: impl Fn(&str) -> bool,
    ) -> Vec<Field<'t>> {
        let mut unknown = Vec::new();
        for alike in fields.chunk_by(|one, next| one.name == next.name) {
            let Some(name) = alike.first().map(|field| field.name) else { continue };
            let exact = CoreFields::exact(name);
            let usual = exact.or_else(|| rule(name).map(|rule| rule.name));
            let values = usual.and_then(|usual| Some((usual, self.fields.values_mut(usual)?)));
            let Some((usual, values)) = values else {
                unknown.extend_from_slice(alike);
                continue;
            };
            let place = |index| Pointer::root().child(usual).index(index);
            let first = values.len();
            values.extend(alike.iter().map(|field| Text::from(field.value)));
            let indexed = (first..).zip(alike);
            if exact.is_none() {
                self.odd_cases.extend(indexed.clone().map(|(index, _)| place(index)));
            }
            let broken = indexed.filter(|(_, field)| is_broken(field.value));
            self.latin_1.extend(broken.map(|(index, _)| place(index)));
        }
        unknown
    }

    /// Adds the fields that nobody knows and the lines that are none.
    fn take_others(
        &mut self,
        headers: &Headers<'_>,
        unknown: Vec<Field<'_>>,
        is_broken: impl Fn(&str) -> bool,
    ) {
        let place = |name, index| Pointer::root().child(name).index(index);
        let broken = headers.stray.iter().enumerate().filter(|(_, line)| is_broken(line));
        self.latin_1.extend(broken.map(|(index, _)| place(STRAY, index)));
        let mut stray: Vec<Text> = headers.stray.iter().copied().map(Text::from).collect();
        let mut grouped = Grouped::default();
        for field in unknown {
            if field.name == "body" {
                stray.push(format!("body: {}", field.value).into());
                continue;
            }
            let index = grouped.add(field);
            if is_broken(field.value) {
                self.latin_1.push(place(field.name, index));
            }
        }
        for (name, values) in grouped.into_named() {
            self.fields.rest.push(name, Raw::of(&values).unwrap_or_default());
        }
        if !stray.is_empty() {
            self.fields.rest.push(STRAY, Raw::of(&stray).unwrap_or_default());
        }
    }
}

/// The text behind a byte order mark.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

impl Document for CoreMetadata {
    const NAME: &'static str = "METADATA";

    fn parse(text: &str) -> Result<Self, ParseError> {
        Self::take(without_mark(text), |_| false)
    }

    fn view(&self) -> Raw {
        view(&self.fields)
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        Ok(Self { fields: parse(view.as_str())?, ..Self::default() })
    }

    fn render(&self) -> Converted<String> {
        write::render(&self.fields)
    }

    fn check(&self) -> Vec<Finding> {
        let mut found = check(&self.fields);
        // fields that nobody knows are not odd in themselves, but stray lines are
        found.extend(lints::of(&self.fields));
        let note = |place: &Pointer, code, severity, words: &str| {
            Finding::new(place.clone(), code, severity, words)
        };
        found.extend(self.odd_cases.iter().map(|place| {
            let words = "the field's name is spelt in another case";
            note(place, "field-name-case", Severity::Note, words)
        }));
        found.extend(
            self.latin_1
                .iter()
                .map(|place| note(place, latin_1::CODE, Severity::Warning, latin_1::WORDS)),
        );
        found
    }

    fn differences(&self, other: &Self) -> Vec<Differing> {
        differences(&self.fields, &other.fields)
    }
}
