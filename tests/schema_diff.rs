//! What changed between two states of a schema: a table of pairs, and the promise to readers.

#[path = "schema_diff/mutations.rs"]
mod mutations;

use jsonschema::Validator;
use mutations::{documents, mutations};
use pkgschema::schema::diff::{SchemaChange, SchemaChangeKind, SchemaVerdict, changes};
use pkgschema::schema::{ALL, Entry};
use pkgschema_testkit::records;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// The old state, the new one, and what is to be found: place, kind, verdict.
type Row = (Value, Value, &'static [(&'static str, &'static str, &'static str)]);

fn told(found: &[SchemaChange]) -> Vec<(&str, &str, &str)> {
    found.iter().map(|it| (&*it.pointer, it.kind.as_str(), it.verdict.as_str())).collect()
}

#[track_caller]
fn holds(rows: &[Row]) {
    for (old, new, expected) in rows {
        let found = changes(old, new);
        assert_eq!(told(&found), *expected, "{old} -> {new}");
    }
}

fn object(members: Value) -> Value {
    json!({ "type": "object", "properties": members })
}

#[test]
fn words_are_words() {
    holds(&[
        (json!({}), json!({}), &[]),
        (json!(true), json!({}), &[]),
        (json!({ "title": "a" }), json!({ "title": "b" }), &[("/title", "words", "words")]),
        (
            json!({ "type": "string" }),
            json!({ "type": "string", "description": "more" }),
            &[("/description", "words", "words")],
        ),
        (
            json!({ "examples": ["a"] }),
            json!({ "examples": ["a", "b"] }),
            &[("/examples", "examples", "words")],
        ),
        (json!({ "$id": "urn:a" }), json!({ "$id": "urn:b" }), &[("/$id", "identifier", "words")]),
        (json!({ "x-mark": 1 }), json!({}), &[("/x-mark", "words", "words")]),
        (json!({ "default": 1 }), json!({ "default": 2 }), &[("/default", "default", "breaking")]),
        (
            json!({ "$schema": "a" }),
            json!({ "$schema": "b" }),
            &[("/$schema", "dialect", "breaking")],
        ),
    ]);
}

#[test]
fn members_come_and_go() {
    let text = json!({ "type": "string" });
    holds(&[
        (
            object(json!({})),
            object(json!({ "a": text })),
            &[("/properties/a", "member-added", "compatible")],
        ),
        (
            object(json!({})),
            object(json!({ "a": true })),
            &[("/properties/a", "member-added", "compatible")],
        ),
        (
            object(json!({ "a": text })),
            object(json!({})),
            &[("/properties/a", "member-removed", "readers")],
        ),
        (
            json!({ "required": ["a"] }),
            json!({ "required": ["a", "b"] }),
            &[("/required", "required-added", "writers")],
        ),
        (json!({ "required": ["a"] }), json!({}), &[("/required", "required-removed", "readers")]),
        (json!({ "required": ["a", "b"] }), json!({ "required": ["b", "a"] }), &[]),
        (
            json!({ "required": ["a"] }),
            json!({ "required": ["b"] }),
            &[
                ("/required", "required-added", "writers"),
                ("/required", "required-removed", "readers"),
            ],
        ),
        (
            json!({ "required": "a" }),
            json!({ "required": ["a"] }),
            &[("/required", "required-added", "breaking")],
        ),
        // what a closed object did not take, it takes now
        (
            json!({ "additionalProperties": false }),
            json!({ "additionalProperties": false, "properties": { "a": true } }),
            &[("/properties/a", "member-added", "readers")],
        ),
        // a map of texts gets a member: a text is fine for both, a shape narrows, a number is another thing
        (
            json!({ "additionalProperties": text }),
            json!({ "additionalProperties": text, "properties": { "a": text } }),
            &[("/properties/a", "member-added", "compatible")],
        ),
        (
            json!({ "additionalProperties": text }),
            json!({ "additionalProperties": text, "properties": { "a": { "type": "string", "pattern": "x" } } }),
            &[("/properties/a", "member-added", "writers")],
        ),
        (
            json!({ "additionalProperties": text }),
            json!({ "additionalProperties": text, "properties": { "a": { "type": "number" } } }),
            &[("/properties/a", "member-added", "breaking")],
        ),
        (
            json!({ "additionalProperties": false, "properties": { "a": true } }),
            json!({ "additionalProperties": false }),
            &[("/properties/a", "member-removed", "writers")],
        ),
        (
            json!({}),
            json!({ "additionalProperties": false }),
            &[("/additionalProperties", "openness", "writers")],
        ),
        (
            json!({ "additionalProperties": false }),
            json!({ "additionalProperties": true }),
            &[("/additionalProperties", "openness", "readers")],
        ),
        (json!({ "additionalProperties": true }), json!({}), &[]),
        (
            json!({}),
            json!({ "additionalProperties": text }),
            &[("/additionalProperties/type", "type", "writers")],
        ),
        (
            json!({}),
            json!({ "propertyNames": { "maxLength": 3 } }),
            &[("/propertyNames/maxLength", "bound", "writers")],
        ),
    ]);
}

#[test]
fn values_get_more_or_fewer() {
    holds(&[
        (
            json!({ "type": "string" }),
            json!({ "type": ["string", "null"] }),
            &[("/type", "type", "readers")],
        ),
        (
            json!({ "type": ["string", "null"] }),
            json!({ "type": "string" }),
            &[("/type", "type", "writers")],
        ),
        (
            json!({ "type": "string" }),
            json!({ "type": "number" }),
            &[("/type", "type", "breaking")],
        ),
        (
            json!({ "type": "integer" }),
            json!({ "type": "number" }),
            &[("/type", "type", "readers")],
        ),
        (json!({ "type": ["number", "integer"] }), json!({ "type": "number" }), &[]),
        (json!({}), json!({ "type": "string" }), &[("/type", "type", "writers")]),
        (json!({ "type": "string" }), json!({ "type": "word" }), &[("/type", "type", "breaking")]),
        (
            json!({ "enum": ["a"] }),
            json!({ "enum": ["b", "a"] }),
            &[("/enum", "values", "readers")],
        ),
        (
            json!({ "enum": ["a", "b"] }),
            json!({ "const": "a" }),
            &[("/const", "values", "writers")],
        ),
        (json!({ "const": 1 }), json!({ "const": 1.0 }), &[]),
        (json!({ "const": 1 }), json!({ "const": 2 }), &[("/const", "values", "breaking")]),
        (json!({ "enum": ["a"] }), json!({}), &[("/enum", "values", "readers")]),
        (
            json!({ "enum": [1], "const": 1 }),
            json!({ "enum": [1], "const": 2 }),
            &[("/enum", "values", "breaking")],
        ),
        (
            json!({ "pattern": "a" }),
            json!({ "pattern": "b" }),
            &[("/pattern", "shape", "breaking")],
        ),
        (json!({ "pattern": "a" }), json!({}), &[("/pattern", "shape", "readers")]),
        (json!({}), json!({ "format": "uri" }), &[("/format", "shape", "writers")]),
        (json!({ "minimum": 1 }), json!({ "minimum": 0 }), &[("/minimum", "bound", "readers")]),
        (
            json!({ "minProperties": 1 }),
            json!({ "minProperties": 2 }),
            &[("/minProperties", "bound", "writers")],
        ),
        (
            json!({ "maxProperties": 1 }),
            json!({ "maxProperties": 2 }),
            &[("/maxProperties", "bound", "readers")],
        ),
        (
            json!({ "maximum": 18446744073709551615_u64 }),
            json!({ "maximum": 18446744073709551614_u64 }),
            &[("/maximum", "bound", "writers")],
        ),
        (
            json!({ "maximum": 18446744073709551615_u64 }),
            json!({ "maximum": 18446744073709551616.0 }),
            &[("/maximum", "bound", "breaking")],
        ),
        (json!({ "maximum": 1 }), json!({ "maximum": "2" }), &[("/maximum", "bound", "breaking")]),
        (json!({ "maxItems": 9 }), json!({}), &[("/maxItems", "bound", "readers")]),
        (json!({ "uniqueItems": false }), json!({}), &[]),
        (json!({}), json!({ "uniqueItems": true }), &[("/uniqueItems", "bound", "writers")]),
        (
            json!({ "items": { "type": "string" } }),
            json!({ "items": true }),
            &[("/items/type", "type", "readers")],
        ),
        (
            json!({}),
            json!({ "items": { "minLength": 1 } }),
            &[("/items/minLength", "bound", "writers")],
        ),
        (
            json!({ "properties": { "a": true } }),
            json!({ "properties": { "a": false } }),
            &[("/properties/a", "openness", "writers")],
        ),
    ]);
}

#[test]
fn alternatives_come_and_go() {
    let (text, number) = (json!({ "type": "string" }), json!({ "type": "number" }));
    let any = |list: &[&Value]| json!({ "anyOf": list });
    holds(&[
        (any(&[&text, &number]), any(&[&number, &text]), &[]),
        (any(&[&text]), any(&[&text, &number]), &[("/anyOf/1", "alternative-added", "readers")]),
        (any(&[&text, &number]), any(&[&text]), &[("/anyOf/1", "alternative-removed", "writers")]),
        (text.clone(), any(&[&number, &text]), &[("/anyOf/0", "alternative-added", "readers")]),
        (any(&[&number, &text]), text.clone(), &[("/anyOf/0", "alternative-removed", "writers")]),
        // one that another takes with it is missed by nobody
        (
            any(&[&number, &json!({ "type": "integer" })]),
            number.clone(),
            &[("/anyOf/1", "alternative-removed", "compatible")],
        ),
        (
            any(&[&text]),
            any(&[&json!({ "type": "string", "maxLength": 5 })]),
            &[("/anyOf/0/maxLength", "bound", "writers")],
        ),
        (json!({}), any(&[&text]), &[("/anyOf", "openness", "writers")]),
        (
            json!({ "type": "object", "anyOf": [{ "required": ["a"] }] }),
            json!({ "type": "object" }),
            &[("/anyOf", "openness", "readers")],
        ),
        // objects that differ in what they know are not taken one for another
        (
            any(&[&object(json!({ "a": text })), &object(json!({ "b": text }))]),
            any(&[&object(json!({ "a": text }))]),
            &[("/anyOf/1", "alternative-removed", "writers")],
        ),
        (
            json!({ "allOf": [text] }),
            json!({ "allOf": [text, { "minLength": 1 }] }),
            &[("/allOf", "openness", "writers")],
        ),
        (
            json!({ "allOf": [{ "minLength": 1 }] }),
            json!({ "allOf": [{ "minLength": 0 }] }),
            &[("/allOf/0/minLength", "bound", "readers")],
        ),
    ]);
}

#[test]
fn references_are_followed_by_meaning() {
    let with = |name: &str, target: Value| json!({ "items": { "$ref": format!("#/$defs/{name}") }, "$defs": { name: target } });
    let text = json!({ "type": "string" });
    let tree = |name: &str, limit: u64| {
        with(
            name,
            json!({ "maxProperties": limit, "properties": { "below": { "$ref": format!("#/$defs/{name}") } } }),
        )
    };
    holds(&[
        (with("A", text.clone()), with("B", text.clone()), &[]),
        (with("A", text.clone()), json!({ "items": text }), &[]),
        (
            with("A", text.clone()),
            with("B", json!({ "type": "number" })),
            &[("/$defs/B/type", "type", "breaking")],
        ),
        (tree("A", 3), tree("B", 3), &[]),
        (tree("A", 3), tree("B", 4), &[("/$defs/B/maxProperties", "bound", "readers")]),
        (json!({ "$defs": { "A": text } }), json!({}), &[]),
        (
            json!({ "items": { "$ref": "#/$defs/A" } }),
            json!({ "items": { "$ref": "#/$defs/A" }, "title": "x" }),
            &[("/items/$ref", "reference", "breaking"), ("/title", "words", "words")],
        ),
        (
            json!({ "items": { "$ref": "a.json" } }),
            json!({ "items": { "$ref": "a.json" }, "title": "x" }),
            &[("/title", "words", "words")],
        ),
        (
            json!({ "items": { "$ref": "a.json" } }),
            json!({ "items": { "$ref": "b.json" } }),
            &[("/items/$ref", "reference", "breaking")],
        ),
        (
            with("A", json!({ "$ref": "#/$defs/A" })),
            with("A", text.clone()),
            &[("/$defs/A/type", "type", "writers"), ("/items/$ref", "reference", "breaking")],
        ),
    ]);
    let found = changes(&with("A", text), &with("B", json!({ "type": "string", "minLength": 1 })));
    assert_eq!(found[0].was, None, "nothing stood there");
    let found = changes(&tree("A", 3), &tree("B", 4));
    assert_eq!(found[0].was.as_deref(), Some("/$defs/A/maxProperties"));
    assert_eq!((found[0].old.as_deref(), found[0].new.as_deref()), (Some("3"), Some("4")));
}

#[test]
fn what_cannot_be_decided_is_breaking() {
    let text = json!({ "type": "string" });
    holds(&[
        (
            json!({ "not": text }),
            json!({ "not": { "type": ["string", "null"] } }),
            &[("", "keyword", "breaking")],
        ),
        (
            json!({ "not": text }),
            json!({ "not": text, "title": "x" }),
            &[("/title", "words", "words")],
        ),
        (
            json!({ "not": text, "maxLength": 2 }),
            json!({ "not": text, "maxLength": 3 }),
            &[("/maxLength", "bound", "readers")],
        ),
        (
            json!({ "oneOf": [text] }),
            json!({ "oneOf": [text, { "type": "null" }] }),
            &[("", "keyword", "breaking")],
        ),
        (
            json!({ "if": text }),
            json!({ "if": text, "then": { "maxLength": 1 } }),
            &[("", "keyword", "breaking")],
        ),
        (
            json!({ "unevaluatedProperties": false }),
            json!({ "unevaluatedProperties": false, "properties": { "a": true } }),
            &[("", "keyword", "breaking")],
        ),
        (json!({ "strange": 1 }), json!({ "strange": 2 }), &[("/strange", "keyword", "breaking")]),
        (
            json!({ "items": [text] }),
            json!({ "items": text }),
            &[("/items", "keyword", "breaking")],
        ),
        (json!({ "anyOf": text }), json!({ "anyOf": [text] }), &[("", "keyword", "breaking")]),
        (
            json!({ "items": { "$id": "a", "minLength": 1 } }),
            json!({ "items": { "$id": "a" } }),
            &[("/items", "keyword", "breaking")],
        ),
        // an equal keyword whose words lead elsewhere
        (
            json!({ "not": { "$ref": "#/$defs/A" }, "$defs": { "A": text } }),
            json!({ "not": { "$ref": "#/$defs/A" }, "$defs": { "A": { "type": "null" } } }),
            &[("", "keyword", "breaking")],
        ),
    ]);
}

/// A comparison of too much ends and says so.
#[test]
fn size_and_depth_are_bounded() {
    let list =
        |from: u64| (from..from + 3_000).map(|at| json!({ "const": at })).collect::<Vec<_>>();
    let found = changes(&json!({ "anyOf": list(0) }), &json!({ "anyOf": list(5_000) }));
    assert_eq!(
        SchemaVerdict::together(found.iter().map(|it| &it.verdict)),
        SchemaVerdict::Breaking
    );
    assert!(found.iter().any(|it| it.kind == SchemaChangeKind::TooLarge), "{}", found.len());

    // a chain of definitions, each of which refers to the next
    let chain = |end: Value| {
        let link = |at: usize| {
            (at.to_string(), json!({ "items": { "$ref": format!("#/$defs/{}", at + 1) } }))
        };
        let mut links: serde_json::Map<String, Value> = (0..50_000).map(link).collect();
        links.insert("50000".to_owned(), end);
        json!({ "$ref": "#/$defs/0", "$defs": links })
    };
    let found = changes(&chain(json!({ "minLength": 2 })), &chain(json!({ "minLength": 1 })));
    assert_eq!(told(&found), [("/$defs/50000/minLength", "bound", "readers")]);
}

#[test]
fn our_schemas_are_their_own() {
    for entry in ALL {
        let (plain, based) = (entry.schema(None), entry.schema(Some("https://schemas.example")));
        let found = changes(&plain.into(), &based.into());
        assert_eq!(told(&found), [("/$id", "identifier", "words")], "{}", entry.name);
    }
}

fn validator(schema: &Value) -> Option<Validator> {
    jsonschema::draft202012::new(schema).ok()
}

/// What one state accepts and another refuses.
fn refused<'d>(
    documents: &'d [Value],
    accepts: &Validator,
    refuses: &Validator,
) -> Option<&'d Value> {
    documents.iter().find(|document| accepts.is_valid(document) && !refuses.is_valid(document))
}

/// Whatever is called compatible is: no document that one state accepts is refused by the other,
/// members that became known aside. Each pair is judged in both directions.
#[test]
fn what_is_called_compatible_refuses_no_document() {
    let (mut judged, mut verdicts) = (0, [0_usize; 4]);
    for (seed, record) in records::ALL.iter().enumerate() {
        let fixture =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(record.complete);
        let document: Value = serde_json::from_str(&fs::read_to_string(fixture).unwrap()).unwrap();
        let mut documents = documents(&document);
        let step = documents.len().div_ceil(60);
        documents = documents.into_iter().step_by(step).collect();
        let schema = Value::from(Entry::find(record.name).unwrap().schema(None));
        let plain = validator(&schema).unwrap();
        let all = mutations(&schema, record.name, seed);
        for (what, changed) in all.iter().step_by(all.len().div_ceil(15).max(1)) {
            let Some(mutated) = validator(changed) else { continue };
            judged += 1;
            for (old, new, accepts, refuses) in
                [(&schema, changed, &plain, &mutated), (changed, &schema, &mutated, &plain)]
            {
                let found = changes(old, new);
                let verdict = SchemaVerdict::together(found.iter().map(|change| &change.verdict));
                verdicts[usize::from(verdict.suits_readers()) * 2
                    + usize::from(verdict.suits_writers())] += 1;
                let known = found.iter().any(|change| change.kind == SchemaChangeKind::MemberAdded);
                let lost = refused(&documents, accepts, refuses)
                    .filter(|_| verdict.suits_readers() && !known);
                assert_eq!(lost, None, "readers, {what}: {found:?}");
                let lost =
                    refused(&documents, refuses, accepts).filter(|_| verdict.suits_writers());
                assert_eq!(lost, None, "writers, {what}: {found:?}");
            }
        }
    }
    println!("{judged} pairs; neither, writers, readers, both: {verdicts:?}");
    assert!(judged > 500 && verdicts.iter().all(|count| *count > 20), "{judged} {verdicts:?}");
}
