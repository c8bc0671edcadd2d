//! The schemas as files: each by itself, with shared parts, as one OpenAPI document, and a
//! catalogue of them for editors.
//!
//! - *Self-contained*: each file holds everything it refers to in `$defs`.
//! - *Split*: what several records share stands in `parts/{Name}.schema.json`, once. Of different
//!   parts of one name each is `parts/{Name}.{record}.schema.json`, after the first record in the
//!   catalogue that has it. With a base address, `$id` and `$ref` are addresses below it; without
//!   one, `$ref` is the path from file to file and there is no `$id`, since a path means nothing
//!   from a URN.
//! - *OpenAPI*: one document of version 3.1 with every record and part in `components/schemas`. A
//!   record is called by its name in camel case, with `V{major}` behind it from the second major
//!   version on (`Advisory`, `SlsaProvenance1`), a part by its own; parts that are different and
//!   share a name, or have one of a record, are `{Record}.{Name}`.
//!
//! Invariant: the files depend on nothing but the catalogue and the base address, and every `$ref`
//! in them leads to a schema in one of them.

mod openapi;
mod parts;

use super::{ALL, Entry, text_of};
use parts::Parts;
use serde_json::{Map, Value, json};

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedFile {
    /// Its path below the folder to write to, with `/` between folders.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl ExportedFile {
    fn new(path: impl Into<String>, content: &Value) -> Self {
        Self { path: path.into(), text: text_of(content) }
    }
}

/// The path of the catalogue.
const CATALOGUE: &str = "catalog.json";

/// Every schema in a self-contained file, and the catalogue.
///
/// ```
/// use pkgschema::schema::export::self_contained;
/// let files = self_contained(None);
/// assert!(files.iter().any(|file| file.path == "advisory/v1.schema.json"));
/// assert_eq!(files.last().unwrap().path, "catalog.json");
/// ```
pub fn self_contained(base: Option<&str>) -> Vec<ExportedFile> {
    let file = |entry: &Entry| ExportedFile { path: entry.path(), text: entry.to_json(base) };
    ALL.iter().map(file).chain([catalogue(base)]).collect()
}

/// Every schema in a file of its own that refers to the parts it shares with others, these parts,
/// and the catalogue.
pub fn split(base: Option<&str>) -> Vec<ExportedFile> {
    let parts = Parts::of(ALL);
    let base = base.map(|base| base.trim_end_matches('/'));
    let mut files = Vec::new();
    for part in parts.shared() {
        let path = parts.path(part);
        let mut schema = parts.schema(part, |to| Some(reference(&path, &parts.path(to), base)));
        identify(&mut schema, &path, base);
        files.push(ExportedFile::new(path, &schema));
    }
    for (at, entry) in ALL.iter().enumerate() {
        let path = entry.path();
        let mut schema = parts
            .record(at, |to| parts.is_shared(to).then(|| reference(&path, &parts.path(to), base)));
        identify(&mut schema, &path, base);
        files.push(ExportedFile::new(path, &schema));
    }
    files.push(catalogue(base));
    files
}

/// Everything as one OpenAPI 3.1 document, `openapi.json`.
pub fn openapi() -> ExportedFile {
    ExportedFile::new("openapi.json", &openapi::document(ALL))
}

/// The catalogue of the schemas, in the form that JSON Schema Store has and editors read. A file
/// called `{anything}.{record}.json` is such a record.
pub fn catalogue(base: Option<&str>) -> ExportedFile {
    let base = base.map(|base| base.trim_end_matches('/'));
    let row = |entry: &Entry| {
        let schema = entry.schema(None);
        let words = schema.get("description").and_then(Value::as_str).unwrap_or(entry.title);
        let path = entry.path();
        json!({
            "name": format!("{} v{}", entry.title, entry.version),
            "description": words.split("\n\n").next().unwrap_or_default(),
            "fileMatch": [format!("*.{}.json", entry.name)],
            "url": base.map_or_else(|| path.clone(), |base| format!("{base}/{path}")),
        })
    };
    let schemas: Vec<Value> = ALL.iter().map(row).collect();
    ExportedFile::new(CATALOGUE, &json!({ "version": 1, "schemas": schemas }))
}

/// How one file refers to another.
fn reference(from: &str, to: &str, base: Option<&str>) -> String {
    if let Some(base) = base {
        return format!("{base}/{to}");
    }
    let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    match to.rsplit_once('/') {
        Some((_, name)) if folder(from) == folder(to) => name.to_owned(),
        _ => format!("../{to}"),
    }
}

/// Gives a schema the address of its file, if it has one, and says what it is written in.
fn identify(schema: &mut Value, path: &str, base: Option<&str>) {
    let Value::Object(members) = schema else { return };
    let dialect = "https://json-schema.org/draft/2020-12/schema";
    members.insert("$schema".to_owned(), dialect.into());
    members.remove("$id");
    if let Some(base) = base {
        members.insert("$id".to_owned(), format!("{base}/{path}").into());
    }
}

/// Changes every `$ref` within a schema; names of members are none.
fn rewrite(schema: &mut Value, change: &mut impl FnMut(&str) -> Option<String>) {
    let Value::Object(members) = schema else { return };
    if let Some(Value::String(target)) = members.get_mut("$ref") {
        if let Some(changed) = change(target) {
            *target = changed;
        }
    }
    for (keyword, value) in members.iter_mut() {
        match (keyword.as_str(), value) {
            ("properties" | "$defs", Value::Object(named)) => {
                named.values_mut().for_each(|value| rewrite(value, change));
            }
            ("anyOf" | "allOf" | "oneOf" | "prefixItems", Value::Array(list)) => {
                list.iter_mut().for_each(|value| rewrite(value, change));
            }
            ("items" | "additionalProperties" | "propertyNames" | "not", value) => {
                rewrite(value, change);
            }
            _ => {}
        }
    }
}

/// The definitions of a schema.
fn definitions(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema.get("$defs").and_then(Value::as_object).into_iter().flat_map(Map::iter)
}
