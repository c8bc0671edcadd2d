//! The schemas in every form that they are exported in: each says the same of the same documents,
//! and every reference leads somewhere.

use jsonschema::{Retrieve, Uri, Validator};
use pkgschema::schema::export::{ExportedFile, openapi, self_contained, split};
use pkgschema::schema::{ALL, Entry};
use pkgschema_testkit::records;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::Path;

const BASE: &str = "https://schemas.example/v";

type Files = BTreeMap<String, Value>;

fn read(files: Vec<ExportedFile>) -> Files {
    let count = files.len();
    let files: Files = files
        .into_iter()
        .map(|file| {
            assert!(file.text.ends_with("}\n") && !file.text.contains('\r'), "{}", file.path);
            (file.path, serde_json::from_str(&file.text).unwrap())
        })
        .collect();
    assert_eq!(files.len(), count, "two files have one path");
    files
}

/// Answers with the exported files, as if they were published below [`BASE`].
struct Published(Files);

impl Retrieve for Published {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn Error + Send + Sync>> {
        let path = uri.as_str().strip_prefix(BASE).and_then(|path| path.strip_prefix('/'));
        Ok(path.and_then(|path| self.0.get(path)).ok_or_else(|| format!("no {uri}"))?.clone())
    }
}

/// What a document with every member is, and what is none.
fn judges(name: &str, validator: &Validator) {
    for record in records::ALL.iter().filter(|record| record.name == name) {
        let fixture =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(record.complete);
        let document: Value = serde_json::from_str(&fs::read_to_string(fixture).unwrap()).unwrap();
        assert!(validator.is_valid(&document), "{name}: {:?}", validator.validate(&document).err());
        let plain = Value::from(Entry::find(name).unwrap().schema(None));
        let plain = jsonschema::draft202012::new(&plain).unwrap();
        let mut refused = 0;
        for member in document.as_object().unwrap().keys() {
            for value in [json!(7), json!([7]), json!({ "x": [7] }), json!("words")] {
                let mut changed = document.clone();
                changed[member] = value;
                let expected = plain.is_valid(&changed);
                assert_eq!(validator.is_valid(&changed), expected, "{name}: {changed}");
                refused += usize::from(!expected);
            }
        }
        assert!(refused > 0, "{name}");
    }
    assert!(!validator.is_valid(&json!(7)), "{name}");
}

fn references(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|value| references(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

fn references_of(schema: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    references(schema, &mut found);
    found
}

#[test]
fn each_file_stands_for_itself() {
    for base in [None, Some(BASE)] {
        let files = read(self_contained(base));
        assert_eq!(files.len(), ALL.len() + 1);
        for entry in ALL {
            let schema = &files[&entry.path()];
            assert!(references_of(schema).iter().all(|it| it.starts_with('#')), "{}", entry.name);
            assert_eq!(*schema, Value::from(entry.schema(base)));
        }
    }
}

#[test]
fn split_files_say_the_same() {
    for base in [None, Some(BASE), Some("https://schemas.example/v/")] {
        let files = read(split(base));
        assert_eq!(files, read(split(base)), "twice the same");
        for entry in ALL {
            let path = entry.path();
            let validator = jsonschema::options()
                .with_base_uri(format!("{BASE}/{path}"))
                .with_retriever(Published(files.clone()))
                .build(&files[&path])
                .unwrap_or_else(|error| panic!("{path}: {error}"));
            judges(entry.name, &validator);
        }
    }
}

#[test]
fn references_between_files_lead_to_files() {
    let (paths, addresses) = (read(split(None)), read(split(Some(BASE))));
    let mut outside = 0;
    for (path, schema) in &paths {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for reference in references_of(schema).iter().filter(|it| !it.starts_with('#')) {
            let target = match reference.strip_prefix("../") {
                Some(target) => target.to_owned(),
                None => format!("{folder}/{reference}"),
            };
            assert!(paths.contains_key(&target), "{reference} in {path}");
            outside += 1;
        }
        assert!(schema.get("$id").is_none(), "{path}");
    }
    for (path, schema) in addresses.iter().filter(|(path, _)| *path != "catalog.json") {
        assert_eq!(schema["$id"], format!("{BASE}/{path}"));
        for reference in references_of(schema).iter().filter(|it| !it.starts_with('#')) {
            let target = reference.strip_prefix(BASE).and_then(|it| it.strip_prefix('/'));
            assert!(addresses.contains_key(target.expect(reference)), "{reference} in {path}");
        }
    }
    assert!(outside > 100, "{outside}");
}

/// A part that several records have stands in one file, and no part of theirs is left in them.
#[test]
fn each_part_stands_once() {
    let files = read(split(None));
    let parts: Vec<&String> = files.keys().filter(|path| path.starts_with("parts/")).collect();
    assert!(parts.len() > 20, "{parts:?}");
    let texts: BTreeSet<String> = parts.iter().map(|path| files[*path].to_string()).collect();
    let names =
        |path: &str| path.trim_start_matches("parts/").split('.').next().unwrap().to_owned();
    let distinct: BTreeSet<(String, String)> =
        parts.iter().map(|path| (names(path), files[*path].to_string())).collect();
    assert_eq!(distinct.len(), parts.len(), "{}", texts.len());
    let size = |files: &Files| files.values().map(|it| it.to_string().len()).sum::<usize>();
    let (whole, split) = (size(&read(self_contained(None))), size(&files));
    println!("{} parts; self-contained {whole} bytes, split {split} bytes", parts.len());
    assert!(split < whole, "{whole} {split}");
}

#[test]
fn the_components_say_the_same() {
    let document: Value = serde_json::from_str(&openapi().text).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let components = document["components"]["schemas"].as_object().unwrap();
    for reference in references_of(&document) {
        let name = reference.strip_prefix("#/components/schemas/").expect(&reference);
        assert!(components.contains_key(name), "{reference}");
    }
    for (name, schema) in components {
        assert!(name.chars().all(|it| it.is_ascii_alphanumeric() || "._-".contains(it)), "{name}");
        assert!(schema.get("$id").is_none() && schema.get("$defs").is_none(), "{name}");
    }
    println!("{} components", components.len());
    for entry in ALL {
        let name: String = entry
            .name
            .split('-')
            .map(|word| format!("{}{}", word[..1].to_uppercase(), &word[1..]))
            .collect();
        assert!(components.contains_key(&name), "{name}");
        let mut root = document.clone();
        root["$ref"] = json!(format!("#/components/schemas/{name}"));
        judges(entry.name, &jsonschema::draft202012::new(&root).unwrap());
    }
}

#[test]
fn the_catalogue_names_every_schema() {
    for base in [None, Some(BASE)] {
        let files = read(self_contained(base));
        let rows = files["catalog.json"]["schemas"].as_array().unwrap();
        assert_eq!(rows.len(), ALL.len());
        for (row, entry) in rows.iter().zip(ALL) {
            let url = row["url"].as_str().unwrap();
            let path =
                base.map_or(url, |base| url.strip_prefix(base).unwrap().trim_start_matches('/'));
            assert!(files.contains_key(path), "{url}");
            assert_eq!(row["fileMatch"], json!([format!("*.{}.json", entry.name)]));
            assert!(!row["description"].as_str().unwrap().is_empty(), "{}", entry.name);
        }
    }
}
