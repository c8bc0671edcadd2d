//! PyPI's journal: the rows that the XML-RPC call `changelog_since_serial` gives, as JSON.
//!
//! A row is `[name, version, timestamp, action, serial]`, the version null where the action is
//! about the project, the timestamp in seconds since 1970.
//!
//! Source: PyPI's documentation, "XML-RPC", `changelog_since_serial`.
//!
//! Invariant: rows keep their order and their text; one that cannot be read costs no other one.

use crate::syntax::json;
use crate::{Converted, Document};
use pkgschema::object::{Raw, Writer, raw};
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Severity, Text};
use raw::Kind;
use serde_json::value::RawValue;

/// Rows of the journal.
///
/// ```
/// use pkgschema_convert::{Document, pypi::PypiJournal, signal::ToSignals};
/// let rows = r#"[["margin", "1.0", 1760000000, "yank release", 30000000]]"#;
/// let signals = PypiJournal::parse(rows)?.signals().value;
/// assert_eq!(signals[0].kind.status, "yanked");
/// assert_eq!(signals[0].since.as_ref().unwrap(), "2025-10-09T08:53:20Z");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PypiJournal {
    rows: Vec<Raw>,
}

/// What happened to a project, release or file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct JournalRow {
    /// The project's name, as it was spelt then.
    pub name: Text,
    /// The release. Null where the action is about the project.
    pub version: Option<Text>,
    /// When, in seconds since 1970.
    pub timestamp: i64,
    /// What: `yank release`, `remove file margin-1.0.tar.gz`.
    pub action: Text,
    /// The row's number in the journal.
    pub serial: u64,
}

impl JournalRow {
    fn read(row: &RawValue) -> Option<Self> {
        let [name, version, timestamp, action, serial] = raw::elements(row)?.try_into().ok()?;
        let text = |value| raw::string(value).map(Text::from);
        let version = match raw::kind(version) {
            Kind::Null => None,
            _ => Some(text(version)?),
        };
        Some(Self {
            name: text(name)?,
            version,
            timestamp: timestamp.get().parse().ok()?,
            action: text(action)?,
            serial: serial.get().parse().ok()?,
        })
    }
}

impl PypiJournal {
    /// The rows, each with its place; `None` for one that cannot be read.
    pub fn rows(&self) -> impl Iterator<Item = (usize, Option<JournalRow>)> {
        let rows = self.rows.iter().enumerate();
        rows.map(|(index, row)| (index, JournalRow::read(row.as_raw())))
    }

    fn to_json(&self) -> String {
        let mut json = Writer::default();
        json.array(&self.rows, |to, row| to.raw(row.as_str()));
        json.into_text()
    }
}

impl Document for PypiJournal {
    const NAME: &'static str = "PyPI journal";

    fn parse(text: &str) -> Result<Self, ParseError> {
        let root = json::root(text)?;
        let rows = raw::elements(root).unwrap_or_default();
        let is_list = raw::kind(root) == Kind::Array;
        let is_row = |row: &&RawValue| raw::kind(row) == Kind::Array;
        if !is_list || (!rows.is_empty() && !rows.iter().any(is_row)) {
            let words = "expected a list of rows, each a list";
            return Err(ParseError::new(ParseErrorKind::NotThisDocument, words, text));
        }
        Ok(Self { rows: rows.into_iter().map(Raw::from).collect() })
    }

    fn view(&self) -> Raw {
        Raw::from_string(self.to_json()).unwrap_or_default()
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        Self::parse(view.as_str())
    }

    fn render(&self) -> Converted<String> {
        json::render(&self.to_json())
    }

    fn check(&self) -> Vec<Finding> {
        let odd = self.rows().filter(|(_, row)| row.is_none());
        let words = "expected a name, a version or null, a time, an action and a number";
        let finding = |(index, _)| {
            let place = Pointer::root().index(index);
            Finding::new(place, "malformed-row", Severity::Error, words)
        };
        odd.map(finding).collect()
    }
}
