//! Documents of the published schemas, right and wrong ones, and what schema and reader say of them.
//!
//! Invariant: the same project gives the same cases; nothing depends on a clock or on chance.

pub mod changes;
pub mod corpora;
pub mod differences;
pub mod generate;
pub mod texts;

use jsonschema::Validator;
use pkgschema::schema::validation::{ValidationVerdict, validate};
use pkgschema::schema::{ALL, Entry};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::records::{self, Record};
use differences::Difference;

/// A published schema with everything that judges documents by it.
#[derive(Debug)]
pub struct Judge {
    /// The schema's entry in the catalogue.
    pub entry: &'static Entry,
    /// The schema.
    pub schema: Value,
    /// The record that it is about, where it is about an object.
    pub record: Option<&'static Record>,
    validator: Validator,
}

/// What is said of a document.
#[derive(Debug, Clone, Copy)]
pub struct Verdict {
    /// Whether the schema accepts it.
    pub schema: bool,
    /// Whether the reader finds nothing wrong; nothing where no reader is known.
    pub reader: Option<bool>,
}

impl Verdict {
    /// Whether schema and reader say the same.
    pub fn agrees(self) -> bool {
        self.reader.is_none_or(|reader| reader == self.schema)
    }
}

impl Judge {
    /// The judges of all published schemas.
    ///
    /// # Errors
    /// If a schema does not compile.
    pub fn all() -> Result<Vec<Self>, String> {
        ALL.iter().map(Self::of).collect()
    }

    fn of(entry: &'static Entry) -> Result<Self, String> {
        let schema = Value::from(entry.schema(None));
        let validator =
            jsonschema::draft202012::new(&schema).map_err(|e| format!("{}: {e}", entry.name))?;
        let record = records::ALL.iter().find(|record| record.name == entry.name);
        Ok(Self { entry, schema, record, validator })
    }

    /// The name of the schema's files: `advisory-v1`.
    pub fn file_name(&self) -> String {
        format!("{}-v{}", self.entry.name, self.entry.version)
    }

    /// What schema and reader say.
    pub fn judge(&self, document: &Value) -> Verdict {
        let reader = match self.record {
            Some(record) => {
                Some(record.read(&document.to_string()).is_ok_and(|reading| reading.is_valid()))
            }
            // parts that are no objects
            None => validate(self.entry.name, &document.to_string())
                .map(|judged| judged.verdict == ValidationVerdict::Valid),
        };
        Verdict { schema: self.validator.is_valid(document), reader }
    }

    /// The listed difference that a document shows; none where the schema is the stricter one.
    pub fn difference(&self, document: &Value) -> Option<&'static Difference> {
        if !self.validator.is_valid(document) {
            return None;
        }
        differences::ALL.iter().find(|listed| (listed.covers)(self.entry.name, document))
    }

    /// The hand-written documents: those beside the record's complete one, and the schema's own
    /// examples. `root` is the project's folder.
    pub fn documents(&self, root: &Path) -> Vec<(String, Value)> {
        let fixtures = root.join("tests/fixtures");
        let folder = self.record.and_then(|it| fixtures.join(it.complete).parent().map(Into::into));
        let mut all: Vec<(String, Value)> = folder
            .map(|folder: PathBuf| json_files(&folder))
            .unwrap_or_default()
            .into_iter()
            .map(|(path, value)| (name_of(&path), value))
            .collect();
        // Listed words of a vocabulary are examples too, of documents that are strings.
        let examples = self.schema["examples"].as_array().into_iter().flatten().cloned();
        all.extend(examples.enumerate().map(|(at, value)| (format!("examples/{at}"), value)));
        all
    }

    /// The document that has every known member.
    ///
    /// # Errors
    /// If it is not there or is no JSON.
    pub fn complete(&self, root: &Path) -> Result<Option<Value>, String> {
        let Some(record) = self.record else { return Ok(None) };
        let path = root.join("tests/fixtures").join(record.complete);
        let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        serde_json::from_str(&text).map(Some).map_err(|e| format!("{}: {e}", path.display()))
    }
}

fn name_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The documents in a folder that every reader of JSON takes alike: none with lone surrogates, or
/// with numbers that no float holds.
pub fn json_files(folder: &Path) -> BTreeMap<PathBuf, Value> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.append(&mut json_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "json") {
            let text = fs::read_to_string(&path).unwrap_or_default();
            if let Ok(value) = serde_json::from_str(&text) {
                found.insert(path, value);
            }
        }
    }
    found
}
