//! The grid: what each ecosystem's documents can say of the record, field by field, both ways.
//!
//! The cells stand in `tests/fixtures/grid/*.toml`, one table a field, one below it an ecosystem:
//! its `name` for the field, and one class below each of `read` and `write`. A cell has
//!
//! - `in`: the document; the ecosystem's main one if absent
//! - `from`: a document's text, or members of a record; if absent the main document's fixture in
//!   which everything stands, or the row's `sample`
//! - `at`, `is`: a place in what comes of it, and the value there; when reading the row's `member`
//! - `place`, `why`: where the source's loss is, the row's `member` if absent, and words of its note
//!
//! What is read exactly from a document that is never written cannot come back: it stands there
//! letter by letter, and no loss touches it.
//!
//! Invariant: a cell has one class, and [`Cell::verify`] holds only if the library behaves as that
//! class says and as no other does.

mod documents;
mod joined;
mod table;
mod verify;

use crate::checks::metadata::toml_value;
use crate::json::Json;
use pkgschema::Pointer;
use std::path::Path;
use std::{fmt, fs};

pub use joined::joined;
pub use table::{crosswalk, markdown};

/// The ecosystems with their keys in the files, and how they are called.
pub const ECOSYSTEMS: [(&str, &str); 4] =
    [("npm", "npm"), ("pypi", "PyPI"), ("cargo", "crates.io"), ("maven", "Maven")];

/// Which way a cell is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// From the document to the record.
    Read,
    /// From the record to the document.
    Write,
}

/// What becomes of a field on that way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// It comes through as it is, and back.
    Exact,
    /// It comes through in another spelling of the same meaning.
    Normalised,
    /// Some of it is lost, and a loss says what.
    Lossy,
    /// The format has no place for it.
    NotExpressible,
    /// The ecosystem knows it, and the document does not carry it.
    NotSupplied,
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 5] =
        [Self::Exact, Self::Normalised, Self::Lossy, Self::NotExpressible, Self::NotSupplied];

    /// The class in one word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Normalised => "normalised",
            Self::Lossy => "lossy",
            Self::NotExpressible => "not-expressible",
            Self::NotSupplied => "not-supplied",
        }
    }
}

/// One field of the record.
#[derive(Debug)]
pub struct Row {
    /// The field's name.
    pub name: String,
    /// Where it stands in the record.
    pub member: String,
    /// What kind of value it is.
    pub kind: String,
    /// What it means, in one line.
    pub means: String,
    /// What the ecosystems' documents call it, in the order of [`ECOSYSTEMS`]; empty where they
    /// have no place.
    pub names: Vec<String>,
    /// Its cells.
    pub cells: Vec<Cell>,
    number: i64,
}

/// One field of one ecosystem, one way.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The field's name.
    pub field: String,
    /// The ecosystem's key.
    pub ecosystem: &'static str,
    /// Which way.
    pub direction: Direction,
    /// What becomes of it.
    pub class: Class,
    /// The document, by the name that it goes by.
    pub document: String,
    /// A document's text or a record's members.
    pub from: Json,
    /// Where what comes of it stands.
    at: Option<Pointer>,
    /// What comes of it.
    is: Option<Json>,
    /// Where in the source the loss is.
    place: Pointer,
    /// The same, where the cell says it: a place of the document's own.
    native: Option<Pointer>,
    /// Words of the loss's reason, or why the member is just absent.
    pub why: Option<String>,
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = if self.direction == Direction::Read { "read" } else { "write" };
        write!(f, "[{}.{}] {way}.{}", self.field, self.ecosystem, self.class.name())
    }
}

/// The rows of the files in a folder, in the order of their numbers.
///
/// # Panics
/// If a file is not as it should be.
pub fn load(folder: &Path) -> Vec<Row> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut rows = Vec::new();
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        let text = fs::read_to_string(&path).expect("text");
        let table: toml::Table =
            toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        rows.extend(table.into_iter().map(|(name, value)| row(&name, toml_value(value))));
    }
    rows.sort_by_key(|row: &Row| row.number);
    rows
}

fn text(of: &Json, member: &str) -> Option<String> {
    of.member(member).and_then(Json::as_str).map(str::to_owned)
}

fn row(name: &str, table: Json) -> Row {
    let must = |member: &str| text(&table, member).unwrap_or_else(|| panic!("{name}: {member}?"));
    let number = match table.member("number") {
        Some(Json::Number(number)) => number.parse().expect("a number"),
        _ => panic!("{name}: number?"),
    };
    let (mut names, mut cells) = (Vec::new(), Vec::new());
    for (key, _) in ECOSYSTEMS {
        let of = table.member(key).unwrap_or_else(|| panic!("{name}: {key}?"));
        names.push(text(of, "name").unwrap_or_default());
        for (direction, way) in [(Direction::Read, "read"), (Direction::Write, "write")] {
            let members = of.member(way).and_then(Json::as_object);
            let Some([(class, cell)]) = members else { panic!("{name}.{key}: one {way}?") };
            let class = Class::ALL.into_iter().find(|it| it.name() == class);
            let class = class.unwrap_or_else(|| panic!("{name}.{key}.{way}: class?"));
            cells.push(Cell::of(name, key, direction, class, cell, &table));
        }
    }
    let (member, kind, means) = (must("member"), must("type"), must("means"));
    Row { name: name.to_owned(), member, kind, means, names, cells, number }
}

impl Cell {
    fn of(
        field: &str,
        ecosystem: &'static str,
        direction: Direction,
        class: Class,
        cell: &Json,
        row: &Json,
    ) -> Self {
        let pointer = |name: &str| {
            let text = text(cell, name)?;
            Some(Pointer::parse(&text).unwrap_or_else(|| panic!("{field}: {text}")))
        };
        let member = text(row, "member").and_then(|it| Pointer::parse(&it)).expect("a pointer");
        let usual = match direction {
            Direction::Read => documents::complete(ecosystem),
            Direction::Write => row.member("sample").cloned().unwrap_or(Json::Null),
        };
        let at = pointer("at").or((direction == Direction::Read).then(|| member.clone()));
        Self {
            field: field.to_owned(),
            ecosystem,
            direction,
            class,
            document: text(cell, "in").unwrap_or_else(|| ecosystem.to_owned()),
            from: cell.member("from").cloned().unwrap_or(usual),
            at,
            is: cell.member("is").cloned(),
            place: pointer("place").unwrap_or(member),
            native: pointer("place"),
            why: text(cell, "why"),
        }
    }
}
