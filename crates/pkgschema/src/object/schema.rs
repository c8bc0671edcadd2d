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

/// Sets the description to a doc comment's prose: code examples left out, links reduced to their
/// words, the lines of a paragraph joined.
#[doc(hidden)]
pub fn describe(schema: &mut Schema, doc: &[&str]) {
    let prose = doc.iter().take_while(|line| !line.trim_start().starts_with("```"));
    let mut text = String::new();
    for line in prose.map(|line| line.trim()) {
        let starts_anew = line.is_empty() || line.starts_with("- ") || text.ends_with('\n');
        text.push(if starts_anew { '\n' } else { ' ' });
        text.push_str(line);
    }
    let text = without_links(text.trim());
    if !text.is_empty() {
        schema.insert("description".to_owned(), text.into());
    }
}

/// The text with `[words](target)` and ``[`Name`]`` reduced to the words, `<http…>` to the address.
fn without_links(text: &str) -> String {
    let (mut plain, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find(['[', '<']) {
        let (before, link) = rest.split_at(at);
        let (words, behind) = link_words(link).unwrap_or_else(|| link.split_at(1));
        plain.push_str(before);
        plain.push_str(words);
        rest = behind;
    }
    plain + rest
}

/// The words of the link that `text` begins with, and what stands behind it.
fn link_words(text: &str) -> Option<(&str, &str)> {
    if let Some(address) = text.strip_prefix('<') {
        return address.starts_with("http").then(|| address.split_once('>'))?;
    }
    let (words, behind) = text.strip_prefix('[')?.split_once(']')?;
    match behind.strip_prefix('(') {
        Some(target) => target.split_once(')').map(|(_, behind)| (words, behind)),
        None => (words.len() > 2 && words.starts_with('`') && words.ends_with('`'))
            .then_some((words, behind)),
    }
}

/// The schema of an open vocabulary: any string; the listed words are examples, their meanings
/// part of the description.
#[doc(hidden)]
pub fn vocabulary(doc: &[&str], words: &[(&str, &[&str])]) -> Schema {
    let listed: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let mut schema = schemars::json_schema!({ "type": "string", "examples": listed });
    let meaning = |doc: &[&str]| doc.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    let meanings = words.iter().map(|(word, doc)| format!("- `{word}`: {}", meaning(doc)));
    let meanings: Vec<String> = meanings.collect();
    let mut lines = doc.to_vec();
    lines.extend(["", "Listed words:"]);
    lines.extend(meanings.iter().map(String::as_str));
    describe(&mut schema, &lines);
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_are_plain_words() {
        let table: &[(&[&str], &str)] = &[
            (&[" One", " line."], "One line."),
            (&[" One.", "", " Two", " and two."], "One.\n\nTwo and two."),
            (&[" List:", " - a", "   more", " - b"], "List:\n- a more\n- b"),
            (&[" See [`parse`](crate::object::parse) and [`Text`]."], "See `parse` and `Text`."),
            (&[" As [it](x) says, (<https://a.example/>)."], "As it says, (https://a.example/)."),
            (
                &[" OSV `affected[].ranges[]`, a < b, x[0]"],
                "OSV `affected[].ranges[]`, a < b, x[0]",
            ),
            (&[" Prose.", "", " ```", " code", " ```"], "Prose."),
        ];
        for (doc, expected) in table {
            let mut schema = schemars::json_schema!({});
            describe(&mut schema, doc);
            let found = schema.get("description").and_then(Json::as_str);
            assert_eq!(found, Some(*expected), "{doc:?}");
        }
    }
}
