//! `RECORD`: the files of a wheel, each with its digest and size.
//!
//! No record holds the files inside an artifact, so none is made of it: a record in which all is
//! unknown would say that there is a package of which nothing is known, and that is not what the
//! file says. What it is good for is to be held against the files; what is odd in it is found by
//! [`check`](Document::check), and the rows are there with their types.
//!
//! Its view is an array of rows, each an array of the row's texts: the syntax, so that rows of
//! another length have a place too. `["a.py", "sha256=…", "12"]`; an empty line is `[]`.
//!
//! Source: the specifications "Binary distribution format" ("The .dist-info directory", "Signed
//! wheel files") and "Recording installed projects" ("The RECORD file").
//!
//! Invariant: a path is text, never opened; a digest is told only where it is well-formed.

mod lints;
mod path;
mod row;

pub use row::RecordRow;

use crate::syntax::csv;
use crate::{Converted, Document};
use pkgschema::object::raw::{self, Kind};
use pkgschema::object::{Raw, Writer};
use pkgschema::{Finding, ParseError, ParseErrorKind, Text};
use serde_json::value::RawValue;

/// How many fields a row has.
const FIELDS: usize = 3;

/// A `RECORD`.
///
/// ```
/// use pkgschema_convert::{Document, pypi::WheelRecord};
/// let digest = "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";
/// let record = WheelRecord::parse(&format!("margin.py,{digest},0\nmargin-1.dist-info/RECORD,,\n"))?;
/// let row = record.rows().next().unwrap();
/// assert_eq!((row.path, row.size().unwrap()?), ("margin.py", 0));
/// assert!(row.digest().unwrap()?.to_hex().starts_with("e3b0c442"));
/// assert!(record.check().is_empty());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WheelRecord {
    rows: Vec<csv::Row>,
}

impl WheelRecord {
    /// The rows that name a file, in order. Fields behind the third are passed over, and those
    /// that are not there are empty.
    pub fn rows(&self) -> impl Iterator<Item = RecordRow<'_>> {
        self.indexed().map(|(_, row)| row)
    }

    /// The same with their places in the view.
    fn indexed(&self) -> impl Iterator<Item = (usize, RecordRow<'_>)> {
        let rows = self.rows.iter().enumerate();
        rows.filter_map(|(index, row)| Some((index, RecordRow::of(row)?)))
    }

    /// Whether every row has its three fields, and one is the list itself.
    pub(crate) fn is_certain(&self) -> bool {
        let whole = self.rows.iter().all(|row| row.is_empty() || row.len() == FIELDS);
        let own = |row: RecordRow<'_>| {
            row.is_list() && row.digest_text.is_empty() && row.size_text.is_empty()
        };
        whole && self.rows().any(own)
    }

    fn known(self, text: &str) -> Result<Self, ParseError> {
        match self.rows.iter().any(|row| row.len() == FIELDS) {
            true => Ok(self),
            false => {
                let words = "no row of path, digest and size";
                Err(ParseError::new(ParseErrorKind::NotThisDocument, words, text))
            }
        }
    }
}

impl Document for WheelRecord {
    const NAME: &'static str = "RECORD";

    fn parse(text: &str) -> Result<Self, ParseError> {
        Self { rows: csv::parse(text)? }.known(text)
    }

    fn view(&self) -> Raw {
        let mut writer = Writer::default();
        writer.array(&self.rows, |to, row| to.array(row, |to, field| to.string(field)));
        // the writer writes JSON only
        Raw::from_string(writer.into_text()).unwrap_or_default()
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        let rows = rows(view.as_raw()).ok_or_else(|| {
            let words = "expected an array of rows, each an array of texts";
            ParseError::new(ParseErrorKind::NotThisDocument, words, view.as_str())
        });
        Self { rows: rows? }.known(view.as_str())
    }

    fn render(&self) -> Converted<String> {
        Converted::lossless(csv::render(&self.rows))
    }

    fn check(&self) -> Vec<Finding> {
        lints::of(self)
    }
}

fn rows(view: &RawValue) -> Option<Vec<csv::Row>> {
    let field = |field: &RawValue| match raw::kind(field) {
        Kind::String => raw::string(field).map(Text::from),
        _ => None,
    };
    let row = |row: &RawValue| raw::elements(row)?.into_iter().map(field).collect();
    raw::elements(view)?.into_iter().map(row).collect()
}
