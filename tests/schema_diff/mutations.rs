//! Changes of schemas and of documents.

use pkgschema_testkit::schema_cases::changes;
use serde_json::{Value, json};

/// The mutations of a schema's places, each with what it is called.
pub(crate) fn mutations(schema: &Value, name: &str, seed: usize) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    let mut each = |place: &str, change: &dyn Fn(&mut Value) -> bool, what: &str| {
        let mut changed = schema.clone();
        if changed.pointer_mut(place).is_some_and(change) {
            found.push((format!("{name}{place}: {what}"), changed));
        }
    };
    let places = places(schema);
    for (at, place) in places.iter().enumerate().filter(|(at, _)| at % 7 == seed % 7) {
        for word in [
            "type",
            "pattern",
            "required",
            "items",
            "additionalProperties",
            "minimum",
            "maximum",
            "anyOf",
            "$ref",
        ] {
            each(place, &|it| it.as_object_mut().is_some_and(|it| it.remove(word).is_some()), word);
        }
        let set = |it: &mut Value, word: &str, value: Value| {
            it.as_object_mut().is_some_and(|it| it.insert(word.to_owned(), value).is_none())
        };
        let types = ["string", "object", "array", "null"];
        each(
            place,
            &|it| {
                it.get("type").is_some() && {
                    it["type"] = json!(types[at % 4]);
                    true
                }
            },
            "another type",
        );
        each(
            place,
            &|it| {
                it.get("type").is_some() && {
                    it["type"] = json!([it["type"], types[at % 4]]);
                    true
                }
            },
            "one type more",
        );
        each(place, &|it| set(it, "minLength", json!(3)), "minLength");
        each(place, &|it| set(it, "maxProperties", json!(2)), "maxProperties");
        each(
            place,
            &|it| set(it, "anyOf", json!([{ "type": "string" }, { "type": "object" }])),
            "anyOf",
        );
        each(
            place,
            &|it| {
                *it = json!({ "anyOf": [it, { "type": "boolean" }] });
                true
            },
            "an alternative more",
        );
        each(
            place,
            &|it| {
                *it =
                    json!({ "anyOf": [{ "type": "string" }, { "type": "array", "maxItems": 1 }] });
                true
            },
            "alternatives",
        );
        each(place, &|it| set(it, "not", json!({ "required": ["x"] })), "not");
        each(
            place,
            &|it| it["anyOf"].as_array_mut().is_some_and(|it| it.pop().is_some()),
            "an alternative fewer",
        );
        each(
            place,
            &|it| {
                it.get("properties").is_some()
                    && set(it, "additionalProperties", json!({ "type": "string" }))
            },
            "typed others",
        );
        each(
            place,
            &|it| it["required"].as_array_mut().is_some_and(|it| it.pop().is_some()),
            "required fewer",
        );
        each(
            place,
            &|it| {
                it["properties"].as_object_mut().is_some_and(|it| {
                    it.keys().next().cloned().is_some_and(|key| it.remove(&key).is_some())
                })
            },
            "a member fewer",
        );
    }
    found
}

/// The places of the schemas within a schema.
fn places(schema: &Value) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut below = |part: String, value: &Value| {
        found.extend(places(value).into_iter().map(|rest| format!("{part}{rest}")));
    };
    for word in ["properties", "$defs"] {
        for (name, value) in schema[word].as_object().into_iter().flatten() {
            below(format!("/{word}/{name}"), value);
        }
    }
    for word in ["items", "additionalProperties"] {
        if schema[word].is_object() {
            below(format!("/{word}"), &schema[word]);
        }
    }
    for (at, value) in schema["anyOf"].as_array().into_iter().flatten().enumerate() {
        below(format!("/anyOf/{at}"), value);
    }
    found
}

/// The document, and what comes of it when the values of one place are another.
pub(crate) fn documents(document: &Value) -> Vec<Value> {
    let kinds =
        [json!(null), json!(7), json!("words"), json!(["words"]), json!({ "x": 1 }), json!(true)];
    let mut found = vec![document.clone()];
    for place in changes::places(document) {
        for kind in &kinds {
            let mut changed = document.clone();
            *changed.pointer_mut(&place).unwrap() = kind.clone();
            found.push(changed);
        }
        found.extend(changes::without(document, &place));
    }
    found
}
