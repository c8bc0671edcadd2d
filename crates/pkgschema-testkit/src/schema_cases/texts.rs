//! Texts for the patterns of the schemas.
//!
//! Invariant: a text is given out for a shape only if the shape's own schema accepts it.

use jsonschema::Validator;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::changes;

/// The keywords that decide over a text.
const SHAPE: [&str; 5] = ["type", "pattern", "not", "maxLength", "minLength"];

/// The strings that the fixtures hold, and which shapes take which.
#[derive(Debug, Default)]
pub struct Texts {
    strings: BTreeSet<String>,
    shapes: BTreeMap<String, Shape>,
}

/// A schema of texts.
#[derive(Debug)]
pub struct Shape {
    /// The schema, with nothing but what decides.
    pub schema: Value,
    /// Texts that it takes.
    pub taken: Vec<String>,
    validator: Validator,
}

impl Shape {
    /// Whether the shape takes the text.
    pub fn takes(&self, text: &str) -> bool {
        self.validator.is_valid(&Value::from(text))
    }

    /// Texts that are hard for some dialect of patterns.
    pub fn nasty(&self) -> Vec<String> {
        let mut all: Vec<String> = ["", "\n", "\u{0}", "words", "😀", "a:b", "pkg:a/b", "\u{fffd}"]
            .map(str::to_owned)
            .to_vec();
        for text in self.taken.iter().take(6) {
            all.push(text.clone());
            all.extend(changes::broken(text));
        }
        all
    }
}

impl Texts {
    /// The strings of all documents below the project's fixtures, and a digest of each length.
    pub fn of(root: &Path) -> Self {
        let digest = |bytes: usize| "0aF7".chars().cycle().take(bytes * 2).collect();
        let mut strings: BTreeSet<String> = [16, 20, 28, 32, 48, 64].map(digest).into();
        for document in super::json_files(&root.join("tests/fixtures")).values() {
            gather(document, &mut strings);
        }
        Self { strings, shapes: BTreeMap::new() }
    }

    /// What a schema of texts takes.
    ///
    /// # Errors
    /// If the schema does not compile, or takes none of the strings.
    pub fn shape(&mut self, schema: &Value) -> Result<&Shape, String> {
        let shape: Map<String, Value> = SHAPE
            .into_iter()
            .filter_map(|word| Some((word.to_owned(), schema.get(word)?.clone())))
            .collect();
        let shape = Value::from(shape);
        let key = shape.to_string();
        if !self.shapes.contains_key(&key) {
            let made = self.made(shape, schema)?;
            self.shapes.insert(key.clone(), made);
        }
        self.shapes.get(&key).ok_or(key)
    }

    fn made(&self, shape: Value, schema: &Value) -> Result<Shape, String> {
        let validator =
            jsonschema::draft202012::new(&shape).map_err(|e| format!("{shape}: {e}"))?;
        let examples =
            schema["examples"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let known = examples.chain(self.strings.iter().map(String::as_str));
        let takes = |text: &&str| validator.is_valid(&Value::from(*text));
        let all: Vec<&str> = known.filter(takes).collect();
        // Not the first by the alphabet alone.
        let taken: Vec<String> =
            all.iter().step_by((all.len() / 24).max(1)).map(|text| (*text).to_owned()).collect();
        match taken.is_empty() {
            true => Err(format!("no string in the fixtures fits {shape}")),
            false => Ok(Shape { schema: shape, taken, validator }),
        }
    }

    /// The shapes that were asked for.
    pub fn shapes(&self) -> impl Iterator<Item = &Shape> {
        self.shapes.values()
    }
}

/// Every string in a value, names of members aside.
pub(super) fn gather(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(into.insert(text.clone())),
        Value::Array(items) => items.iter().for_each(|item| gather(item, into)),
        Value::Object(members) => members.values().for_each(|member| gather(member, into)),
        _ => {}
    }
}
