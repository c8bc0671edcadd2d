//! Documents of a later minor version: members and words that nobody knows survive everywhere.

use pkgschema::Pointer;
use pkgschema::schema;
use pkgschema_testkit::json::{Json, diff};
use pkgschema_testkit::records::{ALL, Reading, Record};
use serde_json::Value;
use std::collections::BTreeSet;
use std::{fs, path::Path};

fn complete(record: &Record) -> Json {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let text = fs::read_to_string(fixtures.join(record.complete)).expect(record.complete);
    Json::parse(&text).expect(record.complete)
}

fn schema(record: &Record) -> Value {
    schema::Entry::find(record.name).expect(record.name).schema(None).into()
}

/// Whether the schema says that the object at the place is a map.
fn is_map(root: &Value, place: &Pointer) -> bool {
    fn resolve<'a>(root: &'a Value, schema: &'a Value) -> Vec<&'a Value> {
        let target =
            schema["$ref"].as_str().and_then(|to| root.pointer(to.trim_start_matches('#')));
        let schema = target.unwrap_or(schema);
        let kinds = schema["anyOf"].as_array().into_iter().flatten();
        std::iter::once(schema).chain(kinds.flat_map(|kind| resolve(root, kind))).collect()
    }
    let schemas = place.tokens().fold(resolve(root, root), |schemas, token| {
        let below = schemas.into_iter().flat_map(|schema| {
            let member = schema["properties"].get(&token);
            let others = [&schema["items"], &schema["additionalProperties"]];
            member.map_or(others.to_vec(), |member| vec![member])
        });
        below.flat_map(|schema| resolve(root, schema)).collect()
    });
    schemas.iter().any(|schema| schema["additionalProperties"].is_object())
}

/// Reads and writes the document, and holds the result against it.
#[track_caller]
fn survives(record: &Record, document: &Json, change: &str) -> Reading {
    let text = document.to_text();
    let reading = record.read(&text).unwrap_or_else(|error| panic!("{change}: {error}"));
    let lost = diff(document, &Json::parse(&reading.written).expect(change));
    assert!(lost.is_empty(), "{} {change}: {}", record.name, lost[0]);
    assert_eq!(reading.written, reading.serialised, "{} {change}", record.name);
    assert!(reading.passes_agree, "{} {change}", record.name);
    reading
}

/// Every place in the document, the root first.
fn places(document: &Json) -> Vec<Pointer> {
    let mut found = vec![Pointer::root()];
    let mut next = 0;
    while next < found.len() {
        let place = found[next].clone();
        match document.get(&place) {
            Some(Json::Array(items)) => found.extend((0..items.len()).map(|at| place.index(at))),
            Some(Json::Object(members)) => {
                found.extend(members.iter().map(|(name, _)| place.child(name)));
            }
            _ => {}
        }
        next += 1;
    }
    found
}

/// Members whose member names are data, so that none is unknown.
const MAPS: [&str; 3] = ["/digests", "/extensions", "/features"];

/// The document with another value at the place.
fn with(document: &Json, place: &Pointer, change: impl FnOnce(&mut Json)) -> Json {
    let mut copy = document.clone();
    let mut value = &mut copy;
    for token in place.tokens() {
        value = match value {
            Json::Array(items) => &mut items[token.parse::<usize>().expect(&token)],
            Json::Object(members) => {
                &mut members.iter_mut().find(|(name, _)| *name == token).expect(&token).1
            }
            _ => panic!("no place {place}"),
        };
    }
    change(value);
    copy
}

#[test]
fn unknown_members_survive_at_every_level() {
    for record in ALL {
        let document = complete(record);
        let schema = schema(record);
        let objects = places(&document);
        let objects = objects.iter().filter(|at| document.get(at).unwrap().as_object().is_some());
        let objects = objects.filter(|at| !MAPS.iter().any(|map| at.as_str().ends_with(map)));
        for place in objects {
            for value in ["null", "1.10", r#"{"a":[1e400]}"#, r#""x""#] {
                let value = Json::parse(value).unwrap();
                let changed = with(&document, place, |object| {
                    if let Json::Object(members) = object {
                        members.insert(members.len() / 2, ("xNobodyKnows".to_owned(), value));
                    }
                });
                let reading = survives(record, &changed, &format!("unknown member at {place}"));
                // In a map of typed values the value may be of the wrong kind, and only that.
                let member = place.child("xNobodyKnows");
                let mut findings = reading.findings;
                findings.retain(|finding| {
                    !(is_map(&schema, place) && member.contains(&finding.pointer))
                });
                assert_eq!(findings, [], "{} {place}", record.name);
            }
        }
    }
}

#[test]
fn unknown_words_survive_everywhere() {
    for record in ALL {
        let document = complete(record);
        for place in places(&document) {
            let Some(Json::String(_)) = document.get(&place) else { continue };
            for word in ["nobody knows", "", "é\u{0}\"\\"] {
                let changed = with(&document, &place, |text| *text = Json::String(word.to_owned()));
                let reading = survives(record, &changed, &format!("{word:?} at {place}"));
                let shape = |code: &str| code.starts_with("malformed-");
                let other = reading.findings.iter().find(|finding| !shape(finding.code));
                assert_eq!(other, None, "{} {place}", record.name);
            }
        }
    }
}

/// The tests above say something about every member only if the documents hold every member.
#[test]
fn documents_are_complete() {
    for record in ALL {
        let schema = schema(record);
        let document: Value = serde_json::from_str(&complete(record).to_text()).unwrap();
        let mut seen = Seen { schema: &schema, members: BTreeSet::new() };
        seen.visit(&document, &schema, "");
        let missing: Vec<_> = seen.declared().difference(&seen.members).cloned().collect();
        assert_eq!(missing, [""; 0], "{} lacks members", record.complete);
    }
}

#[test]
fn every_schema_of_an_object_has_a_record() {
    // a map (a digest set) has names of its own, and no member that could be unknown
    let is_object = |entry: &&schema::Entry| {
        let root = entry.schema(None);
        let is_map = root.get("additionalProperties").is_some();
        root.get("type") == Some(&"object".into()) && !is_map
    };
    let schemas: Vec<_> = schema::ALL.iter().filter(is_object).map(|entry| entry.name).collect();
    let records: Vec<_> = ALL.iter().map(|record| record.name).collect();
    assert_eq!(records, schemas);
}

/// Members met in a document, each as `Definition.member`.
struct Seen<'a> {
    schema: &'a Value,
    members: BTreeSet<String>,
}

impl Seen<'_> {
    fn visit(&mut self, value: &Value, schema: &Value, name: &str) {
        if let Some(target) = schema["$ref"].as_str().and_then(|to| to.strip_prefix("#/$defs/")) {
            let root = self.schema;
            return self.visit(value, &root["$defs"][target], target);
        }
        for kind in schema["anyOf"].as_array().into_iter().flatten() {
            self.visit(value, kind, name);
        }
        for item in value.as_array().into_iter().flatten() {
            self.visit(item, &schema["items"], name);
        }
        for (member, below) in value.as_object().into_iter().flatten() {
            match schema["properties"].get(member) {
                Some(property) => {
                    self.members.insert(format!("{name}.{member}"));
                    self.visit(below, property, member);
                }
                None => self.visit(below, &schema["additionalProperties"], name),
            }
        }
    }

    fn declared(&self) -> BTreeSet<String> {
        let definitions = self.schema["$defs"].as_object().into_iter().flatten();
        let definitions = definitions.map(|(name, definition)| (name.as_str(), definition));
        // A map with well-known names (a digest set) need not hold them all.
        let closed =
            definitions.filter(|(_, definition)| definition["additionalProperties"].is_null());
        let members = closed.chain([("", self.schema)]).flat_map(|(name, definition)| {
            let members = definition["properties"].as_object().into_iter().flatten();
            members.map(move |(member, _)| format!("{name}.{member}"))
        });
        members.collect()
    }
}
