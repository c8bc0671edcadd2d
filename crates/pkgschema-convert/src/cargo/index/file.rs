//! A file of a Cargo registry's index: a line for each version of a crate.
//!
//! Source: The Cargo Book, "Registry Index", index files.
//!
//! Invariant: a line that is none keeps its text and its place; it costs no other line.

use super::IndexLine;
use crate::convert::{Document, ToRecord};
use crate::found::Found;
use crate::{Converted, Loss, LossKind, syntax::json};
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::{Raw, raw, raw::Kind, write};
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Severity, Text};
use std::collections::HashMap;

/// A file of an index. Blank lines say nothing and are not kept.
///
/// ```
/// use pkgschema_convert::{Document, cargo::IndexFile};
/// let line = |vers: &str| format!(r#"{{"name":"a","vers":"{vers}","deps":[],"cksum":"","features":{{}}}}"#);
/// let file = IndexFile::parse(&format!("{}\n{}\nno line\n", line("1.0.0"), line("1.0.0+b")))?;
/// assert_eq!((file.lines().count(), file.entries().len()), (2, 3));
/// let codes: Vec<_> = file.check().iter().map(|finding| finding.code).collect();
/// assert!(codes.contains(&"duplicate-version") && codes.contains(&"not-an-index-line"));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IndexFile {
    entries: Vec<IndexEntry>,
}

/// What stands in one line of an index file.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum IndexEntry {
    /// A line of the index.
    Line(Box<IndexLine>),
    /// A JSON value that is no line of an index.
    Other(Raw),
    /// Any other text, with or without the quotes of a JSON string.
    Text(Text),
}

impl IndexFile {
    /// A file of these lines.
    pub fn of(lines: impl IntoIterator<Item = IndexLine>) -> Self {
        let entries = lines.into_iter().map(|line| IndexEntry::Line(Box::new(line)));
        Self { entries: entries.collect() }
    }

    /// What stands in the lines that are not blank.
    pub fn entries(&self) -> &[IndexEntry] {
        &self.entries
    }

    /// The lines of the index, in the order of the file.
    pub fn lines(&self) -> impl Iterator<Item = &IndexLine> {
        self.indexed().map(|(_, line)| line)
    }

    /// The lines, to be changed.
    pub(in crate::cargo) fn lines_mut(&mut self) -> impl Iterator<Item = &mut IndexLine> {
        self.entries.iter_mut().filter_map(|entry| match entry {
            IndexEntry::Line(line) => Some(&mut **line),
            _ => None,
        })
    }

    /// The lines, each with its index in the view.
    pub(in crate::cargo) fn indexed(&self) -> impl Iterator<Item = (usize, &IndexLine)> {
        self.entries.iter().enumerate().filter_map(|(index, entry)| match entry {
            IndexEntry::Line(line) => Some((index, &**line)),
            _ => None,
        })
    }

    fn of_entries(entries: Vec<IndexEntry>, text: &str) -> Result<Self, ParseError> {
        if entries.iter().any(|entry| matches!(entry, IndexEntry::Line(_))) {
            return Ok(Self { entries });
        }
        Err(Self::refusal(entries.is_empty(), text))
    }

    /// Why a text without a line of an index is no file of one.
    pub(in crate::cargo) fn refusal(is_empty: bool, text: &str) -> ParseError {
        match is_empty {
            true => ParseError::new(ParseErrorKind::Empty, "no line", ""),
            false => {
                let words = "none of the lines is a line of an index";
                ParseError::new(ParseErrorKind::NotThisDocument, words, text)
            }
        }
    }

    /// The text behind a byte order mark.
    pub(in crate::cargo) fn body(text: &str) -> &str {
        text.strip_prefix('\u{feff}').unwrap_or(text)
    }

    /// The lines of a text that are not blank.
    pub(in crate::cargo) fn texts(body: &str) -> impl Iterator<Item = &str> {
        let lines = body.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
        lines.filter(|line| !line.trim_ascii().is_empty())
    }

    /// Versions that stand in two lines, build metadata apart: a registry holds one of them.
    fn duplicates(&self) -> Vec<Finding> {
        let mut first: HashMap<(&str, &str), usize> = HashMap::new();
        let mut found = Vec::new();
        for (index, line) in self.indexed().filter(|(_, line)| line.is_known()) {
            let (Some(name), Some(vers)) = (&line.name, &line.vers) else { continue };
            let version = vers.split_once('+').map_or(vers.as_str(), |(version, _)| version);
            let before = *first.entry((name, version)).or_insert(index);
            if before != index {
                let words = format!("the version stands in line {before} of the view already");
                let place = Pointer::root().index(index).child("vers");
                found.push(Finding::new(place, "duplicate-version", Severity::Error, words));
            }
        }
        found
    }

    /// Lines of another crate than the first.
    fn strangers(&self) -> Vec<Finding> {
        let named = |(index, line): (usize, &'_ IndexLine)| Some((index, line.name.clone()?));
        let mut names = self.indexed().filter_map(named);
        let Some((_, own)) = names.next() else { return Vec::new() };
        let others = names.filter(|(_, name)| *name != own);
        let finding = |(index, _)| {
            let words = "another name than the first line has: a file is about one crate";
            let place = Pointer::root().index(index).child("name");
            Finding::new(place, "several-names", Severity::Error, words)
        };
        others.map(finding).collect()
    }
}

impl IndexEntry {
    pub(in crate::cargo) fn parse(text: &str) -> Self {
        match IndexLine::parse(text) {
            Ok(line) => Self::Line(Box::new(line)),
            Err(_) => {
                // a string would look like text in the view
                let value = Raw::parse(text).filter(|value| value.kind() != Kind::String);
                value.map_or_else(|| Self::Text(text.into()), Self::Other)
            }
        }
    }

    /// As JSON in one line.
    fn to_json(&self) -> String {
        match self {
            Self::Line(line) => write(&**line),
            Self::Other(value) => value.as_str().to_owned(),
            Self::Text(text) => write(text),
        }
    }

    fn check(&self) -> Vec<Finding> {
        let words = match self {
            Self::Line(line) => return line.check(),
            Self::Other(value) => {
                format!("{} that is no line of an index; kept as it is", value.kind())
            }
            Self::Text(_) => "no JSON object; kept as it is".to_owned(),
        };
        vec![Finding::new(Pointer::root(), "not-an-index-line", Severity::Error, words)]
    }
}

impl Document for IndexFile {
    const NAME: &'static str = "index file";

    fn parse(text: &str) -> Result<Self, ParseError> {
        let body = Self::body(text);
        Self::of_entries(Self::texts(body).map(IndexEntry::parse).collect(), body)
    }

    /// The array of the lines; a line that is no JSON is a string.
    fn view(&self) -> Raw {
        let array = json::array(self.entries.iter().map(IndexEntry::to_json));
        Raw::from_string(array).unwrap_or_default()
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        let Some(elements) = raw::elements(view.as_raw()) else {
            let words = format!("expected an array, found {}", view.kind());
            return Err(ParseError::new(ParseErrorKind::NotThisDocument, words, view.as_str()));
        };
        let entries = elements.into_iter().map(|element| match raw::string(element) {
            Some(text) => IndexEntry::Text(text.into()),
            None => IndexEntry::parse(element.get()),
        });
        Self::of_entries(entries.collect(), view.as_str())
    }

    fn render(&self) -> Converted<String> {
        let mut text = String::new();
        for entry in &self.entries {
            match entry {
                IndexEntry::Text(line) => text.push_str(line),
                other => text.push_str(&other.to_json()),
            }
            text.push('\n');
        }
        Converted::lossless(text)
    }

    fn check(&self) -> Vec<Finding> {
        let mut found = Found::default();
        for (index, entry) in self.entries.iter().enumerate() {
            found.extend(entry.check(), &Pointer::root().index(index));
        }
        found.extend(self.duplicates(), &Pointer::root());
        found.extend(self.strangers(), &Pointer::root());
        found.done()
    }
}

impl ToRecord<Vec<PackageMetadata>> for IndexFile {
    /// A record for each line of a schema version that is known.
    fn to_record(&self) -> Converted<Vec<PackageMetadata>> {
        let (mut records, mut losses) = (Vec::with_capacity(self.entries.len()), Vec::new());
        for (index, entry) in self.entries.iter().enumerate() {
            let why = match entry {
                IndexEntry::Line(line) if line.is_known() => {
                    records.push(line.to_record().value);
                    continue;
                }
                IndexEntry::Line(_) => "of a schema version that is not known; to be ignored",
                _ => "no line of an index",
            };
            losses.push(Loss::new(Pointer::root().index(index), LossKind::Dropped, why));
        }
        Converted::new(records, losses)
    }
}
