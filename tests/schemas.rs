//! The committed schemas are those of the code, and they accept what the readers accept.
//!
//! `UPDATE_SCHEMAS=1 cargo test --test schemas` writes them anew.

use jsonschema::Validator;
use pkgschema::identity::{DigestSet, PurlText};
use pkgschema::object::Raw;
use pkgschema::schema::{ALL, Entry};
use pkgschema::version::VersText;
use pkgschema_testkit::records::{self, Record};
use pkgschema_testkit::schema_cases::changes::{self, places, without};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

const UPDATE: &str = "UPDATE_SCHEMAS=1 cargo test --test schemas";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).expect("a schema")
}

fn schema_of(record: &Record) -> Validator {
    validator(&Value::from(Entry::find(record.name).expect(record.name).schema(None)))
}

/// The files below `folder` whose names end in `ending`, by path.
fn files(folder: &Path, ending: &str) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.append(&mut files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            let text = fs::read_to_string(&path).expect("text");
            found.insert(path, text);
        }
    }
    found
}

#[test]
fn committed_schemas_are_those_of_the_code() {
    let folder = root().join("schemas");
    let expected: BTreeMap<PathBuf, String> =
        ALL.iter().map(|entry| (folder.join(entry.path()), entry.to_json(None))).collect();
    if env::var_os("UPDATE_SCHEMAS").is_some() {
        for (path, text) in &expected {
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("written");
        }
    }
    let committed = files(&folder, ".schema.json");
    for (path, text) in &expected {
        let found = committed.get(path);
        assert!(found.is_some(), "{} is missing; run `{UPDATE}`", path.display());
        assert!(found == Some(text), "{} is out of date; run `{UPDATE}`", path.display());
    }
    let orphan = committed.keys().find(|path| !expected.contains_key(*path));
    assert_eq!(orphan, None, "no record has this schema; delete the file");
}

#[test]
fn names_are_distinct_and_listed() {
    let names: BTreeSet<_> = ALL.iter().map(Entry::path).collect();
    assert_eq!(names.len(), ALL.len());
    let readme = fs::read_to_string(root().join("schemas/README.md")).expect("a readme");
    for entry in ALL {
        let (id, path) = (entry.id(), entry.path());
        assert!(readme.contains(&path) && readme.contains(&id), "schemas/README.md lacks {id}");
    }
}

/// Draft 2020-12, self-contained, described, without closed objects, and without null save where OSV has it.
#[test]
fn schemas_are_pleasant() {
    for entry in ALL {
        let root = Value::from(entry.schema(None));
        jsonschema::draft202012::meta::validate(&root).expect(entry.name);
        assert_eq!(root["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(root["$id"], entry.id());
        assert_eq!(root["title"], entry.title);
        walk(&root, &mut |place, schema| {
            let context = format!("{}{place}: {schema}", entry.name);
            for word in ["default", "nullable", "enum", "oneOf", "allOf", "definitions", "format"] {
                assert!(schema.get(word).is_none(), "{word} in {context}");
            }
            assert!(schema["type"] != "null" || PROTOBUF.contains(&entry.name), "{context}");
            // OSV lets null stand for an array; protobuf lets it stand for what is not there
            let nullable = entry.name == "advisory" || PROTOBUF.contains(&entry.name);
            let several = nullable && schema["type"] == json!(["array", "null"]);
            assert!(several || !schema["type"].is_array(), "{context}");
            assert_ne!(schema["additionalProperties"], json!(false), "{context}");
            assert!(schema["type"] != "array" || schema["items"].is_object(), "{context}");
            if let Some(target) = schema["$ref"].as_str() {
                let target = target.strip_prefix('#').expect(&context);
                assert!(root.pointer(target).is_some(), "{context}");
            }
            let within = place.ends_with("/items")
                || place.ends_with("/additionalProperties")
                || place.rsplit('/').nth(1) == Some("anyOf");
            let member = place.contains("/properties/") && !within;
            if member || place.is_empty() {
                let words = schema["description"].as_str().expect(&context);
                assert!(!words.contains("](") && !words.contains("[`"), "a link in {context}");
                assert!(!words.contains("```"), "code in {context}");
            }
        });
    }
}

/// Records with messages in protobuf's JSON.
const PROTOBUF: [&str; 3] = ["sigstore-bundle", "pep740-attestation", "pep740-provenance"];

/// Looks at every schema within a schema.
fn walk(schema: &Value, look: &mut impl FnMut(&str, &Value)) {
    fn step(place: &str, schema: &Value, look: &mut impl FnMut(&str, &Value)) {
        look(place, schema);
        for keyword in ["properties", "$defs"] {
            for (name, below) in schema[keyword].as_object().into_iter().flatten() {
                step(&format!("{place}/{keyword}/{name}"), below, look);
            }
        }
        for keyword in ["items", "additionalProperties"] {
            if schema[keyword].is_object() {
                step(&format!("{place}/{keyword}"), &schema[keyword], look);
            }
        }
        for (index, below) in schema["anyOf"].as_array().into_iter().flatten().enumerate() {
            step(&format!("{place}/anyOf/{index}"), below, look);
        }
    }
    step("", schema, look);
}

/// Schema and reader must say the same about the document; gives what they say.
#[track_caller]
fn agree(record: &Record, schema: &Validator, document: &Value, change: &str) -> bool {
    let accepted = schema.is_valid(document);
    let reading = record.read(&document.to_string());
    let read = reading.as_ref().is_ok_and(|reading| reading.is_valid());
    assert_eq!(accepted, read, "{} {change}: schema, reader: {reading:?}", record.name);
    accepted
}

#[test]
fn fixtures_are_judged_alike() {
    let fixtures = root().join("tests/fixtures");
    for record in records::ALL {
        let schema = schema_of(record);
        let complete = fixtures.join(record.complete);
        let mut accepted = 0;
        for (path, text) in files(complete.parent().expect("a folder"), ".json") {
            // Without lone surrogates, huge numbers and duplicates, which not every reader takes.
            let Ok(document) = serde_json::from_str::<Value>(&text) else { continue };
            let name = path.display().to_string();
            let valid = agree(record, &schema, &document, &name);
            accepted += usize::from(valid);
            assert!(valid || path != complete, "{name}");
        }
        assert!(accepted > 0, "{}", record.name);
    }
}

/// Parts that are no objects with members of their own.
#[test]
fn parts_are_judged_alike() {
    fn part<T: pkgschema::object::Value>(name: &str, texts: &[(&str, bool)]) {
        let schema = validator(&Value::from(Entry::find(name).expect(name).schema(None)));
        for (text, expected) in texts {
            let raw = Raw::parse(text).expect("JSON");
            let read = T::read(raw.as_raw()).is_some_and(|part| {
                let wrong = |it: &pkgschema::Finding| it.severity != pkgschema::Severity::Note;
                !pkgschema::object::check(&part).iter().any(wrong)
            });
            assert_eq!(schema.is_valid(&raw.to().expect("JSON")), *expected, "{name}: {text}");
            assert_eq!(read, *expected, "{name}: {text}");
        }
    }
    let odd = [("null", false), ("true", false), ("1", false), ("[]", false), ("\"\"", false)];
    part::<PurlText>("purl", &odd);
    part::<VersText>("version-range", &odd);
    part::<DigestSet>("digest-set", &odd);
    part::<PurlText>("purl", &[("\"pkg:npm/a@1\"", true), ("\"npm/a\"", false), ("{}", false)]);
    part::<VersText>(
        "version-range",
        &[("\"vers:npm/>=1.0.0|<2.0.0\"", true), ("\">=1.0.0\"", false), ("{}", false)],
    );
    let digest = |digits: &str| format!(r#"{{"md5": "{digits}", "x": "?"}}"#);
    part::<DigestSet>(
        "digest-set",
        &[
            ("{}", true),
            (&digest("d41d8cd98f00b204e9800998ecf8427e"), true),
            (&digest("D41D8CD98F00B204E9800998ECF8427E"), true),
            (&digest("d41d8cd9"), false),
            (r#"{"x": 1}"#, false),
        ],
    );
}

/// Each place of a complete document holds each kind of value once, and is left out once.
#[test]
fn mutations_are_judged_alike() {
    for record in records::ALL {
        let text = fs::read_to_string(root().join("tests/fixtures").join(record.complete));
        let document: Value = serde_json::from_str(&text.expect("text")).expect("JSON");
        let schema = schema_of(record);
        assert!(agree(record, &schema, &document, "unchanged"));
        // that 1.0 is a whole number for schemas only is a listed difference
        let mut kinds = changes::kinds();
        kinds.retain(|kind| !kind.is_f64() || kind.as_f64().is_some_and(|it| it.fract() != 0.0));
        let (mut accepted, mut refused) = (0, 0);
        for place in places(&document) {
            for kind in &kinds {
                let mut changed = document.clone();
                *changed.pointer_mut(&place).expect(&place) = kind.clone();
                let valid = agree(record, &schema, &changed, &format!("{kind} at {place:?}"));
                *(if valid { &mut accepted } else { &mut refused }) += 1;
            }
            if let Some(changed) = without(&document, &place) {
                agree(record, &schema, &changed, &format!("nothing at {place:?}"));
            }
        }
        // The smallest records have few places in which another value fits.
        assert!(accepted > 0 && refused > 20, "{}: {accepted}, {refused}", record.name);
    }
}
