//! The documents of the grid by name, whatever is made of them.
//!
//! Invariant: records are compared without what only their own ecosystem says.

use crate::checks::metadata::view;
use crate::json::Json;
use pkgschema::metadata::PackageMetadata;
use pkgschema_convert::format::Format;
use pkgschema_convert::readable::{RELEASES, Readable};
use pkgschema_convert::{Converted, FromRecord, Loss, pypi};
use std::fs;
use std::path::Path;

/// A document, by name.
pub(super) struct Document {
    pub(super) name: String,
}

/// What came of reading.
pub(super) struct Read {
    pub(super) record: PackageMetadata,
    pub(super) losses: Vec<Loss>,
}

/// What came of writing.
pub(super) struct Written {
    pub(super) text: String,
    pub(super) view: Json,
    pub(super) losses: Vec<Loss>,
}

/// The ecosystem's main document in which everything stands.
pub(super) fn complete(ecosystem: &str) -> Json {
    let format = Format::find(ecosystem).expect("a format");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    let folder = root.join(ecosystem).join(format.document());
    let path = folder.join(format!("complete.{}", format.extension()));
    Json::String(fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display())))
}

/// The record without extensions.
pub(super) fn bare(record: &PackageMetadata) -> PackageMetadata {
    let mut record = record.clone();
    record.extensions = Default::default();
    record
}

/// The same as JSON.
pub(super) fn plain(record: &PackageMetadata) -> Json {
    Json::parse(&bare(record).to_json()).expect("JSON")
}

impl Document {
    pub(super) fn format(&self) -> Option<&'static Format> {
        Format::find(&self.name)
    }

    /// The view of a text.
    pub(super) fn view(&self, text: &str) -> Result<Json, String> {
        match self.format() {
            Some(format) => view(format, text).ok_or_else(|| "no view".to_owned()),
            None => {
                let document = Readable::find(RELEASES, &self.name).ok_or("no such document")?;
                Json::parse(document.view(text).map_err(|e| e.to_string())?.as_str())
            }
        }
    }

    /// The first record of a text.
    pub(super) fn read(&self, text: &str) -> Result<Read, String> {
        if let Some(format) = self.format() {
            let reading = format.read(text).map_err(|e| e.to_string())?;
            return Ok(Read { record: reading.record, losses: reading.losses });
        }
        let document = Readable::find(RELEASES, &self.name).ok_or("no such document")?;
        let reading = document.read(text).map_err(|e| e.to_string())?;
        let record = reading.value.into_iter().next().ok_or("no record")?;
        Ok(Read { record, losses: reading.losses })
    }

    /// The document of a record; nothing if it cannot be written.
    pub(super) fn write(&self, record: &PackageMetadata) -> Option<Written> {
        let Converted { value: text, losses, .. } = match self.name.as_str() {
            "pypi-entry-points" => rendered(pypi::EntryPointsTxt::from_record(record)),
            "pypi-simple" => rendered(pypi::SimpleJson::from_record(&vec![record.clone()])),
            _ => self.format()?.write(record),
        };
        let view = self.view(&text).expect("a view of what was written");
        Some(Written { text, view, losses })
    }
}

fn rendered<D: pkgschema_convert::Document>(written: Converted<D>) -> Converted<String> {
    Converted::new(written.value.render().value, written.losses)
}
