//! JSON Schema of objects.
//!
//! Invariant: a schema accepts a value exactly when reading it leaves no known member in the
//! remainder; members are never nullable, unknown members are always allowed.

use super::Member;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value as Json};

/// The schema of an object while its members are added.
#[doc(hidden)]
#[derive(Debug)]
pub struct ObjectSchema {
    schema: Schema,
    properties: Map<String, Json>,
    required: Vec<&'static str>,
}

impl ObjectSchema {
    /// An object described by the lines of its doc comment.
    pub fn new(doc: &[&str]) -> Self {
        let mut schema = schemars::json_schema!({ "type": "object" });
        describe(&mut schema, doc);
        Self { schema, properties: Map::new(), required: Vec::new() }
    }

    /// Adds a member.
    pub fn member<M: Member>(
        &mut self,
        name: &'static str,
        doc: &[&str],
        generator: &mut SchemaGenerator,
    ) {
        let mut member = M::member_schema(generator);
        describe(&mut member, doc);
        self.properties.insert(name.to_owned(), member.into());
        if M::REQUIRED {
            self.required.push(name);
        }
    }

    /// The schema with all its members.
    pub fn finish(mut self) -> Schema {
        self.schema.insert("properties".to_owned(), Json::Object(self.properties));
        if !self.required.is_empty() {
            self.schema.insert("required".to_owned(), self.required.into());
        }
        self.schema
    }
}

/// Sets the description to a doc comment's prose, code examples left out.
#[doc(hidden)]
pub fn describe(schema: &mut Schema, doc: &[&str]) {
    let prose = doc.iter().take_while(|line| !line.trim_start().starts_with("```"));
    let text = prose.map(|line| line.trim()).collect::<Vec<_>>().join("\n");
    let paragraphs = text.trim().split("\n\n").map(|paragraph| paragraph.replace('\n', " "));
    let text = paragraphs.collect::<Vec<_>>().join("\n\n");
    if !text.is_empty() {
        schema.insert("description".to_owned(), text.into());
    }
}

/// The schema of an open vocabulary: any string; the listed words are examples, their meanings
/// part of the description.
#[doc(hidden)]
pub fn vocabulary(doc: &[&str], words: &[(&str, &[&str])]) -> Schema {
    let listed: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let mut schema = schemars::json_schema!({ "type": "string", "examples": listed });
    let mut lines = doc.to_vec();
    let meanings = words.iter().map(|(word, doc)| format!("`{word}`: {}", doc.concat().trim()));
    let meanings = meanings.collect::<Vec<_>>().join(" ");
    lines.extend(["", "Listed words:", &meanings]);
    describe(&mut schema, &lines);
    schema
}
