//! The test vectors `schemas/vectors/<record>/parse.jsonl`: what reading says of small texts.
//!
//! `UPDATE_VECTORS=1 cargo test --test parse_vectors` makes the texts of the hand-written document
//! that each record has in `tests/fixtures`, by the rules below, and writes the answers anew, to be
//! read line by line before they are committed. The verdicts are the schema's too.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use pkgschema::schema::Entry;
use pkgschema_testkit::records::{ALL, Record};
use pkgschema_testkit::vectors::{self, Answer};
use serde_json::{Map, Value, json};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn file(record: &Record) -> PathBuf {
    root().join("schemas/vectors").join(record.name).join("parse.jsonl")
}

fn answer(record: &Record, text: &str) -> Answer {
    let Ok(reading) = record.read(text) else { return Answer::error() };
    let verdict = if reading.is_valid() { "valid" } else { "invalid" };
    let finding =
        |it: &pkgschema::Finding| json!({"code": it.code, "pointer": it.pointer.as_str()});
    let findings: Vec<Value> = reading.findings.iter().map(finding).collect();
    match findings.is_empty() {
        true => Answer::of(verdict),
        false => Answer::with(verdict, findings.into()),
    }
}

/// A text, and which rule it shows.
struct Case {
    id: String,
    text: String,
    reason: String,
}

/// A place in a document that the schema knows: how one gets there, and what the schema says.
#[derive(Clone)]
struct Place<'a> {
    path: Vec<String>,
    schema: &'a Value,
    value: &'a Value,
    nullable: bool,
}

/// Whether null is a value of its own here.
fn nullable(schema: &Value) -> bool {
    let branches = schema["anyOf"].as_array().into_iter().flatten();
    branches.into_iter().any(|branch| branch["type"] == "null")
}

impl Place<'_> {
    fn pointer(&self) -> String {
        self.path.iter().map(|step| format!("/{step}")).collect()
    }

    fn id(&self) -> String {
        self.path.join(".").replace("://", "-").replace('/', "-")
    }
}

/// A record's schema and document.
struct Maker<'a> {
    schema: &'a Value,
    complete: &'a Value,
    cases: Vec<Case>,
}

impl<'a> Maker<'a> {
    /// The schema behind references, and what stands beside them.
    fn resolved(&self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some("#") => self.schema,
            Some(target) => {
                let found = self.schema.pointer(target.trim_start_matches('#'));
                self.resolved(found.unwrap_or_else(|| panic!("no {target}")))
            }
            None if nullable(schema) => {
                let branches = schema["anyOf"].as_array().into_iter().flatten();
                let other = branches.into_iter().find(|branch| branch["type"] != "null");
                other.map_or(schema, |branch| self.resolved(branch))
            }
            None => match schema["anyOf"].as_array().map(Vec::as_slice) {
                Some([one]) => self.resolved(one),
                _ => schema,
            },
        }
    }

    fn places(&self, at: Place<'a>, found: &mut Vec<Place<'a>>) {
        let schema = self.resolved(at.schema);
        let step = |name: &str, schema, value| {
            let path = at.path.iter().cloned().chain([name.to_owned()]).collect();
            Place { path, schema, value, nullable: nullable(schema) }
        };
        found.push(Place { schema, ..at.clone() });
        match at.value {
            Value::Object(members) => {
                for (name, value) in members.iter().filter(|(name, _)| !name.contains(['/', '~'])) {
                    let known = schema["properties"].get(name);
                    if let Some(inner) = known.or_else(|| schema.get("additionalProperties")) {
                        self.places(step(name, inner, value), found);
                    }
                }
            }
            Value::Array(items) => {
                if let (Some(first), Some(inner)) = (items.first(), schema.get("items")) {
                    self.places(step("0", inner, first), found);
                }
            }
            _ => {}
        }
    }

    /// The document with what is required and with what lies on the path, whose end is replaced.
    fn small(&self, schema: &'a Value, value: &'a Value, path: &[String], end: &Value) -> Value {
        let schema = self.resolved(schema);
        let Some((step, rest)) = path.split_first() else { return end.clone() };
        match value {
            Value::Object(members) => {
                let mut kept = self.required(schema, members);
                let known = schema["properties"].get(step);
                let inner = known.or_else(|| schema.get("additionalProperties"));
                let inner = inner.unwrap_or(&Value::Null);
                kept.insert(step.clone(), self.small(inner, &members[step], rest, end));
                kept.into()
            }
            Value::Array(items) => json!([self.small(&schema["items"], &items[0], rest, end)]),
            _ => end.clone(),
        }
    }

    fn required(&self, schema: &'a Value, members: &'a Map<String, Value>) -> Map<String, Value> {
        let required = schema["required"].as_array().into_iter().flatten();
        let names = required.filter_map(Value::as_str);
        let keep = |name: &str| {
            let value = self.least(&schema["properties"][name], &members[name]);
            (name.to_owned(), value)
        };
        names.map(keep).collect()
    }

    /// The value with what is required alone, and with one item of a list.
    fn least(&self, schema: &'a Value, value: &'a Value) -> Value {
        let schema = self.resolved(schema);
        match value {
            Value::Object(members) if schema.get("properties").is_some() => {
                self.required(schema, members).into()
            }
            Value::Array(items) => {
                items.iter().take(1).map(|item| self.least(&schema["items"], item)).collect()
            }
            other => other.clone(),
        }
    }

    fn add(&mut self, id: impl Into<String>, text: impl Into<String>, reason: impl Into<String>) {
        self.cases.push(Case { id: id.into(), text: text.into(), reason: reason.into() });
    }

    fn put(&mut self, id: &str, place: &Place<'_>, end: &Value, reason: &str) {
        let document = self.small(self.schema, self.complete, &place.path, end);
        let id = format!("{id}-{}", place.id());
        self.add(id, document.to_string(), format!("{reason}: {}", place.pointer()));
    }

    fn minimal(&self) -> Value {
        self.least(self.schema, self.complete)
    }

    fn whole(&mut self) {
        let minimal = self.minimal();
        self.add(
            "minimal",
            minimal.to_string(),
            "the members without which there is no such document",
        );
        self.add("complete", self.complete.to_string(), "every member that is known");
        let mut more = minimal.clone();
        more["x-unknown"] = json!({"a": [null, 1.50]});
        self.add("unknown-member", more.to_string(), "unknown members are allowed everywhere");
        let indented = serde_json::to_string_pretty(&minimal).unwrap();
        self.add(
            "white-space",
            format!(" \r\n{indented}\n\t"),
            "white space around and inside says nothing",
        );
        self.add(
            "byte-order-mark",
            format!("\u{feff}{minimal}"),
            "a byte order mark is passed over",
        );
    }

    fn no_document(&mut self) {
        let minimal = self.minimal().to_string();
        self.add("empty", "", "an empty text is no JSON");
        self.add("array", format!("[{minimal}]"), "an array is no object");
        self.add("string", "\"text\"", "a string is no object");
        self.add("null", "null", "null is no object");
        let cut = minimal.trim_end_matches('}');
        self.add("cut-off", cut, "a text that ends too early is no JSON");
        let comma = if cut.ends_with('{') { "{,}".to_owned() } else { format!("{cut},}}") };
        self.add("comma-too-many", comma, "a comma behind the last member is no JSON");
        self.add("twice", format!("{minimal} {minimal}"), "two documents are not one");
        self.add("single-quotes", "{'a': 1}", "quotes are double");
    }

    fn duplicates(&mut self, places: &[Place<'_>]) {
        let Some(place) = places.iter().find(|place| place.path.len() == 1) else { return };
        let name = Value::from(place.path[0].as_str());
        let document = self.small(self.schema, self.complete, &place.path, place.value).to_string();
        let cut = document.strip_suffix('}').unwrap();
        let again = format!("{cut},{name}:{}}}", place.value);
        self.add(
            "duplicate-known",
            again,
            format!(
                "a member that stands twice: the first counts, the second is found: {}",
                place.pointer()
            ),
        );
        let again = format!(r#"{cut},"x-a":1,"x-a":2}}"#);
        self.add("duplicate-unknown", again, "an unknown member that stands twice is found too");
    }

    fn required_members(&mut self, required: &[&str], places: &[Place<'_>]) {
        for name in required {
            let mut less = self.minimal();
            less.as_object_mut().unwrap().remove(*name);
            self.add(
                format!("without-{name}"),
                less.to_string(),
                format!("without /{name} there is no such document"),
            );
            let place = places.iter().find(|place| place.path == [*name]).unwrap();
            self.put("null-required", place, &Value::Null, "null is no value of a required member");
            let other = wrong(place.value);
            self.put(
                "kind-required",
                place,
                &other,
                "another kind is no value of a required member",
            );
        }
    }

    fn members(&mut self, places: &[Place<'_>], required: &[&str]) {
        let mut seen = BTreeSet::new();
        for place in places.iter().filter(|place| !place.path.is_empty()) {
            if place.path.len() == 1 && required.contains(&place.path[0].as_str()) {
                continue;
            }
            let depth = place.path.len().min(5);
            if place.nullable && seen.insert(("nullable", 0)) {
                self.put("nullable", place, &Value::Null, "null is a value of this member");
            }
            if !place.nullable && seen.insert(("null", depth)) {
                self.put("null", place, &Value::Null, "null is not absent, and is found");
            }
            if place.schema.get("anyOf").is_none() && seen.insert((kind(place.value), depth)) {
                let reason = format!("expected {}, found another kind", kind(place.value));
                self.put("kind", place, &wrong(place.value), &reason);
            }
            if place.value.is_object() && seen.insert(("unknown", depth)) {
                let mut more = self.least(place.schema, place.value);
                more["x-unknown"] = json!(true);
                self.put("unknown", place, &more, "unknown members are allowed inside too");
            }
        }
    }

    fn texts(&mut self, places: &[Place<'_>]) {
        let (mut patterns, mut words, mut numbers) = (BTreeSet::new(), 0, BTreeSet::new());
        for place in places.iter().filter(|place| !place.path.is_empty()) {
            if let Some(pattern) = place.schema["pattern"].as_str() {
                if patterns.insert(pattern) {
                    self.put(
                        "shape",
                        place,
                        &json!(" "),
                        "the text has a shape of its own, and this has not",
                    );
                }
            } else if place.schema.get("examples").is_some() && place.value.is_string() && words < 2
            {
                words += 1;
                self.put(
                    "word",
                    place,
                    &json!("never-heard-of"),
                    "vocabularies are open: a word that is not listed is valid",
                );
            }
            if place.schema["type"] == "integer"
                && numbers.insert(place.schema["minimum"].to_string())
            {
                self.put("fraction", place, &json!(1.5), "expected a whole number");
                if place.schema["minimum"] == 0 {
                    self.put("negative", place, &json!(-1), "expected a number from 0");
                }
            }
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn wrong(value: &Value) -> Value {
    match value {
        Value::String(_) => json!(7),
        Value::Array(_) => json!({"a": 1}),
        Value::Object(_) => json!(["a"]),
        _ => json!("seven"),
    }
}

fn made(record: &Record, schema: &Value) -> Vec<Case> {
    let path = root().join("tests/fixtures").join(record.complete);
    let complete: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut maker = Maker { schema, complete: &complete, cases: Vec::new() };
    let mut places = Vec::new();
    maker
        .places(Place { path: Vec::new(), schema, value: &complete, nullable: false }, &mut places);
    places.sort_by_key(|place| place.path.len());
    let required = (record.required)();
    maker.whole();
    maker.no_document();
    maker.duplicates(&places[1..]);
    maker.required_members(&required, &places);
    maker.members(&places, &required);
    maker.texts(&places);
    let mut ids = BTreeSet::new();
    maker.cases.retain(|case| ids.insert(case.id.clone()));
    maker.cases
}

fn update(record: &Record, schema: &Value) {
    let path = file(record);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let line = |case: Case| {
        let input = Value::from(case.text.as_str());
        vectors::line(&case.id, &input, &answer(record, &case.text), &case.reason.into())
    };
    fs::write(path, made(record, schema).into_iter().map(line).collect::<String>()).unwrap();
}

#[test]
fn the_answers_are_those_of_reader_and_schema() {
    let mut cases = 0;
    for record in ALL {
        let schema = Value::from(Entry::find(record.name).unwrap().schema(None));
        if std::env::var_os("UPDATE_VECTORS").is_some() {
            update(record, &schema);
        }
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        let text = fs::read_to_string(file(record)).unwrap();
        let rows: Vec<Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for row in &rows {
            let (name, id, verdict) = (record.name, &row["id"], row["verdict"].as_str().unwrap());
            let input = row["input"].as_str().unwrap();
            let mut written = Answer::of(verdict);
            if let Some(expected) = row.get("expected") {
                written = Answer::with(verdict, expected.clone());
            }
            assert_eq!(answer(record, input), written, "{name}: {id}");
            let value: Result<Value, _> =
                serde_json::from_str(input.trim_start_matches('\u{feff}'));
            if !id.as_str().unwrap().starts_with("duplicate") {
                let accepts = value.is_ok_and(|value| validator.is_valid(&value));
                assert_eq!(accepts, verdict == "valid", "{name}: {id}: the schema");
            }
        }
        assert!(rows.len() >= 18, "{}: {}", record.name, rows.len());
        cases += rows.len();
    }
    assert!(cases >= 1600, "{cases}");
}
