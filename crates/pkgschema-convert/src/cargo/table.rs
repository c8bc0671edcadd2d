//! Tables of crates.io's database dump: CSV whose first row names the columns.
//!
//! Source: the crates.io repository, `crates_io_database_dump`; PostgreSQL, `COPY … CSV HEADER`,
//! whose null and empty text are both an empty field here.
//!
//! Invariant: a row with another number of fields than the header is told by its line and never
//! read, and it costs no other row.

use crate::Loss;
use crate::found::Found;
use crate::loss::LossKind;
use crate::specific;
use crate::syntax::csv::{self, Row};
use pkgschema::object::{Raw, RawObject, Writer, raw};
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Severity, Text};
use serde_json::value::RawValue;
use std::collections::HashSet;

/// Most lines that a table may have: many times those of the tables of 2026.
const MOST_LINES: usize = 1_000_000;

/// So many rows that are not read are told one by one.
const MOST_TOLD: usize = 1_000;

/// A table with its header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Table {
    header: Row,
    rows: Vec<Row>,
}

/// A row of a table, with the names of its columns.
#[derive(Debug, Clone, Copy)]
pub struct TableRow<'t> {
    header: &'t [Text],
    fields: &'t [Text],
    index: usize,
    line: usize,
}

impl<'t> TableRow<'t> {
    /// What stands in the column; `None` if there is no such column, or nothing in it.
    pub fn get(&self, column: &str) -> Option<&'t str> {
        let index = self.header.iter().position(|name| name == column)?;
        self.fields.get(index).map(Text::as_str).filter(|field| !field.is_empty())
    }

    /// The line of the text in which the row begins, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Where it stands in the view.
    pub(super) fn place(&self) -> Pointer {
        Pointer::root().index(self.index)
    }

    /// The same for a field of it.
    pub(super) fn place_of(&self, column: &str) -> Pointer {
        let index = self.header.iter().position(|name| name == column);
        index.map_or_else(|| self.place(), |index| self.place().index(index))
    }

    /// The fields with something in them, but those of the columns named, by their columns.
    pub(super) fn others(&self, but: &[&str]) -> Option<RawObject> {
        let all = self.header.iter().zip(self.fields);
        let others = all.filter(|(name, field)| !field.is_empty() && !but.contains(&name.as_str()));
        specific::object(others.map(|(name, field)| (name.as_str(), Raw::of(field))))
    }
}

impl Table {
    /// Reads a table that has the columns `needed`.
    pub(super) fn parse(text: &str, needed: &[&str]) -> Result<Self, ParseError> {
        let lines = text.bytes().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
        if lines > MOST_LINES {
            let detail = format!("{lines} line ends, {MOST_LINES} at most");
            return Err(ParseError::new(ParseErrorKind::TooLong, detail, text));
        }
        Self::of_rows(csv::parse(text)?, needed, text)
    }

    fn of_rows(rows: Vec<Row>, needed: &[&str], text: &str) -> Result<Self, ParseError> {
        let refuse =
            |detail: String| ParseError::new(ParseErrorKind::NotThisDocument, detail, text);
        let mut rows = rows.into_iter();
        let Some(header) = rows.next() else {
            return Err(ParseError::new(ParseErrorKind::Empty, "no row", ""));
        };
        if let Some(missing) = needed.iter().find(|name| !header.iter().any(|it| it == *name)) {
            return Err(refuse(format!("no column {missing:?}")));
        }
        let mut names = HashSet::new();
        if let Some(twice) = header.iter().find(|name| !names.insert(name.as_str())) {
            return Err(refuse(format!("two columns are called {twice:?}")));
        }
        Ok(Self { header, rows: rows.collect() })
    }

    pub(super) fn from_view(view: &Raw, needed: &[&str]) -> Result<Self, ParseError> {
        let Some(rows) = rows(view.as_raw()) else {
            let words = "expected an array of rows, each an array of texts";
            return Err(ParseError::new(ParseErrorKind::NotThisDocument, words, view.as_str()));
        };
        Self::of_rows(rows, needed, view.as_str())
    }

    /// The array of all rows, the header first, each an array of its texts.
    pub(super) fn view(&self) -> Raw {
        let mut writer = Writer::default();
        let all: Vec<&Row> = std::iter::once(&self.header).chain(&self.rows).collect();
        writer.array(&all, |to, row| to.array(row.iter(), |to, field| to.string(field)));
        // the writer writes JSON only
        Raw::from_string(writer.into_text()).unwrap_or_default()
    }

    pub(super) fn render(&self) -> String {
        csv::render(std::slice::from_ref(&self.header)) + &csv::render(&self.rows)
    }

    pub(super) fn has(&self, column: &str) -> bool {
        self.header.iter().any(|name| name == column)
    }

    /// Every row but the blank ones, whatever it holds.
    fn all(&self) -> impl Iterator<Item = TableRow<'_>> {
        let mut line = 1 + lines(&self.header);
        let placed = self.rows.iter().enumerate().map(move |(index, fields)| {
            let begins = line;
            line += lines(fields);
            TableRow { header: &self.header, fields, index: index + 1, line: begins }
        });
        placed.filter(|row| !row.fields.is_empty())
    }

    /// The rows that have a field for each column.
    pub(super) fn rows(&self) -> impl Iterator<Item = TableRow<'_>> {
        self.all().filter(|row| row.fields.len() == row.header.len())
    }

    /// A loss for each row that is not read.
    pub(super) fn broken(&self) -> Vec<Loss> {
        let broken = || self.all().filter(|row| row.fields.len() != row.header.len());
        let mut losses: Vec<Loss> = broken()
            .take(MOST_TOLD)
            .map(|row| Loss::new(row.place(), LossKind::Dropped, wrong_fields(&row)))
            .collect();
        let more = broken().count() - losses.len();
        if more > 0 {
            let note = format!("{more} further rows have too few or too many fields");
            losses.push(Loss::new(Pointer::root(), LossKind::Dropped, note));
        }
        losses
    }

    pub(super) fn check(&self, found: &mut Found) {
        for row in self.all().filter(|row| row.fields.len() != row.header.len()) {
            found.add(|| row.place(), "wrong-fields", Severity::Error, &wrong_fields(&row));
        }
    }

    /// Keeps the rows that are not read, and of the others those that `keep` says.
    pub(super) fn retain(&mut self, keep: impl Fn(TableRow<'_>) -> bool) {
        let header = std::mem::take(&mut self.header);
        self.rows.retain(|fields| {
            let row = TableRow { header: &header, fields, index: 0, line: 0 };
            fields.len() != header.len() || keep(row)
        });
        self.header = header;
    }

    /// A row of these columns; `field` gives what stands in a column.
    pub(super) fn row(&self, field: impl Fn(&str) -> Option<Text>) -> Row {
        self.header.iter().map(|name| field(name).unwrap_or_default()).collect()
    }

    /// Adds the rows that are not there already, behind the last one that is read.
    pub(super) fn add(&mut self, rows: Vec<Row>) {
        let mut there: HashSet<Row> = self.rows.iter().cloned().collect();
        let new = rows.into_iter().filter(|row| there.insert(row.clone())).collect::<Vec<_>>();
        let last = self.rows.iter().rposition(|row| row.len() == self.header.len());
        let behind = last.map_or(0, |last| last + 1);
        self.rows.splice(behind..behind, new);
    }

    /// Findings of a document that is such a table.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let mut found = Found::default();
        self.check(&mut found);
        found.done()
    }
}

fn wrong_fields(row: &TableRow<'_>) -> String {
    let (fields, columns) = (row.fields.len(), row.header.len());
    format!("line {}: {fields} fields where the header has {columns}", row.line)
}

/// How many lines a row takes.
fn lines(row: &[Text]) -> usize {
    let within = |field: &Text| {
        let ends = field.bytes().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
        ends - field.matches("\r\n").count()
    };
    1 + row.iter().map(within).sum::<usize>()
}

fn rows(view: &RawValue) -> Option<Vec<Row>> {
    let field = |field: &RawValue| match raw::kind(field) {
        raw::Kind::String => raw::string(field).map(Text::from),
        _ => None,
    };
    let row = |row: &RawValue| raw::elements(row)?.into_iter().map(field).collect();
    raw::elements(view)?.into_iter().map(row).collect()
}

/// Declares a document that is a table of the dump.
macro_rules! table_document {
    ($Document:ident = $name:literal, $needed:expr) => {
        impl $crate::Document for $Document {
            const NAME: &'static str = $name;

            fn parse(text: &str) -> Result<Self, pkgschema::ParseError> {
                $crate::cargo::table::Table::parse(text, $needed).map(Self)
            }

            fn view(&self) -> pkgschema::object::Raw {
                self.0.view()
            }

            fn from_view(view: &pkgschema::object::Raw) -> Result<Self, pkgschema::ParseError> {
                $crate::cargo::table::Table::from_view(view, $needed).map(Self)
            }

            fn render(&self) -> $crate::Converted<String> {
                $crate::Converted::lossless(self.0.render())
            }

            fn check(&self) -> Vec<pkgschema::Finding> {
                self.0.findings()
            }
        }
    };
}
pub(super) use table_document;
