//! What schemas promise over time: a published version does not break, and a document of a later
//! minor version reads with this code.
//!
//! `UPDATE_SCHEMA_BASELINE=1 cargo test --test schema_stability` writes the baseline anew.

use pkgschema::schema::diff::{SchemaAudience, SchemaChange, SchemaVerdict, changes};
use pkgschema::schema::{ALL, Entry};
use pkgschema_testkit::records;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

const ADVICE: &str = "A change that is meant needs a new major version: a record of its own with the \
    next number in the catalogue, and the old one stays. Before the first release, and for each \
    release, the baseline is written anew: \
    UPDATE_SCHEMA_BASELINE=1 cargo test --test schema_stability";

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// What a schema accepts, without its words.
fn structure(schema: &Value) -> Value {
    let named = |value: &Value| -> Value {
        value
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, it)| (name.clone(), structure(it)))
            .collect::<Map<_, _>>()
            .into()
    };
    match schema {
        Value::Object(members) => {
            let kept = members.iter().filter(|(word, _)| {
                !["title", "description", "examples", "$comment"].contains(&word.as_str())
            });
            let part = |(word, value): (&String, &Value)| {
                let value = match word.as_str() {
                    "properties" | "$defs" => named(value),
                    "required" => value.clone(),
                    _ => structure(value),
                };
                (word.clone(), value)
            };
            kept.map(part).collect::<Map<_, _>>().into()
        }
        Value::Array(list) => list.iter().map(structure).collect(),
        scalar => scalar.clone(),
    }
}

/// The schemas that are to last, by their path: those of major versions that are settled.
fn current() -> BTreeMap<String, Value> {
    let settled = ALL.iter().filter(|entry| entry.version > 0);
    settled.map(|entry| (entry.path(), structure(&entry.schema(None).into()))).collect()
}

fn baseline() -> BTreeMap<String, Value> {
    let path = fixtures().join("schema/baseline.json");
    if env::var_os("UPDATE_SCHEMA_BASELINE").is_some() {
        let lines: Vec<String> =
            current().iter().map(|(name, schema)| format!("{}: {schema}", json!(name))).collect();
        fs::write(&path, format!("{{\n{}\n}}\n", lines.join(",\n"))).unwrap();
    }
    serde_json::from_str(&fs::read_to_string(path).expect(ADVICE)).unwrap()
}

/// Why a later state of a schema is no later state of its major version.
fn breach(old: &Value, new: Option<&Value>) -> Option<Vec<SchemaChange>> {
    let Some(new) = new else { return Some(Vec::new()) };
    let mut found = changes(old, new);
    let verdict = SchemaVerdict::together(found.iter().map(|change| &change.verdict));
    found.retain(|change| !change.verdict.suits(&SchemaAudience::Both));
    (!verdict.suits(&SchemaAudience::Both)).then_some(found)
}

#[test]
fn published_versions_do_not_break() {
    let (old, new) = (baseline(), current());
    assert!(old.len() > 20, "{}", old.len());
    for (path, schema) in &old {
        if let Some(found) = breach(schema, new.get(path)) {
            panic!("{path}: {found:#?}\n{ADVICE}");
        }
    }
}

/// The guard is awake: what must not happen to a published schema is found in each of them.
#[test]
fn breaches_are_found() {
    for (path, schema) in baseline() {
        let planted = [
            ("type", json!("null")),
            ("required", json!(["no-such-member"])),
            ("pattern", json!("^x$")),
            ("additionalProperties", json!(false)),
            ("maxProperties", json!(1)),
        ];
        for (word, value) in planted {
            let mut changed = schema.clone();
            changed[word] = value;
            assert!(breach(&schema, Some(&changed)).is_some(), "{path} {word}");
        }
        assert!(breach(&schema, None).is_some(), "{path}");
        let mut more = schema.clone();
        more["properties"]["added"] = json!({ "type": "string" });
        assert!(breach(&schema, Some(&more)).is_none(), "{path}");
    }
}

/// What a later minor version may do to a document, by the schema: a member that is not known in
/// every object that may have one, and a word that is not listed for every word of a vocabulary.
fn later(root: &Value, schema: &Value, document: &Value, done: &mut [usize; 2]) -> Value {
    if let Some(target) = schema["$ref"].as_str().and_then(|it| it.strip_prefix('#')) {
        return later(root, root.pointer(target).unwrap(), document, done);
    }
    if let Some([one]) = schema["anyOf"].as_array().map(Vec::as_slice) {
        return later(root, one, document, done);
    }
    match document {
        Value::Object(members) if schema["properties"].is_object() => {
            let below = |(name, value): (&String, &Value)| {
                (name.clone(), later(root, &schema["properties"][name], value, done))
            };
            let mut members: Map<String, Value> = members.iter().map(below).collect();
            if !schema["additionalProperties"].is_object() && schema.get("maxProperties").is_none()
            {
                members.insert("added-in-1.1".to_owned(), json!({ "a": [1.10, null] }));
                done[0] += 1;
            }
            members.into()
        }
        Value::Object(members) if schema["additionalProperties"].is_object() => {
            let below = |(name, value): (&String, &Value)| {
                (name.clone(), later(root, &schema["additionalProperties"], value, done))
            };
            members.iter().map(below).collect::<Map<_, _>>().into()
        }
        Value::Array(list) if schema["items"].is_object() => {
            list.iter().map(|it| later(root, &schema["items"], it, done)).collect()
        }
        Value::String(_) if is_vocabulary(schema) => {
            done[1] += 1;
            json!("word-of-1.1")
        }
        other => other.clone(),
    }
}

fn is_vocabulary(schema: &Value) -> bool {
    schema["description"].as_str().is_some_and(|it| it.contains("Listed words:"))
        && schema["examples"].is_array()
        && schema["pattern"].is_null()
}

#[test]
fn a_document_of_a_later_minor_version_reads() {
    let mut sum = [0, 0];
    for record in records::ALL {
        let text = fs::read_to_string(fixtures().join(record.complete)).unwrap();
        let document: Value = serde_json::from_str(&text).unwrap();
        let schema = Value::from(Entry::find(record.name).unwrap().schema(None));
        let mut done = [0, 0];
        let mut document = later(&schema, &schema, &document, &mut done);
        if document.get("schemaVersion").is_some() {
            document["schemaVersion"] = json!("1.1");
        }
        let reading = record.read(&document.to_string()).unwrap();
        assert!(reading.is_valid(), "{}: {:?}", record.name, reading.findings);
        let schema = jsonschema::draft202012::new(&schema).unwrap();
        assert!(schema.is_valid(&document), "{}", record.name);
        assert_eq!(
            serde_json::from_str::<Value>(&reading.written).unwrap(),
            document,
            "{}",
            record.name
        );
        assert!(done[0] > 0 || record.name == "purl", "{}", record.name);
        sum = [sum[0] + done[0], sum[1] + done[1]];
    }
    println!("members and words added: {sum:?}");
    assert!(sum[0] > 100 && sum[1] > 100, "{sum:?}");
}
