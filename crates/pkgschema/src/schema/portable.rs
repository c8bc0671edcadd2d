//! What makes a schema say the same under every validator, and give the same names under every
//! code generator.
//!
//! Invariant: only spellings change; which documents a schema accepts stays as it was, and becomes
//! so for validators whose regular expressions are laxer.

use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::{Value, json};

/// Spells out a whole schema in that way.
pub(super) fn apply(schema: &mut Schema) {
    RecursiveTransform(each).transform(schema);
    let parts = schema.get_mut("$defs").and_then(Value::as_object_mut);
    for (name, part) in parts.into_iter().flatten() {
        if let Some(part) = part.as_object_mut() {
            part.entry("title").or_insert_with(|| json!(name));
        }
    }
}

fn each(schema: &mut Schema) {
    refer(schema);
    end_at_the_end(schema);
}

/// A reference stands alone: generators take a part with another description for another part, and
/// number it.
fn refer(schema: &mut Schema) {
    let Some(members) = schema.as_object_mut().filter(|members| members.len() > 1) else { return };
    if members.contains_key("anyOf") {
        return;
    }
    if let Some(target) = members.remove("$ref") {
        members.insert("anyOf".to_owned(), json!([{ "$ref": target }]));
    }
}

/// In Python and Java `$` also matches before a line feed that ends the text. Not every dialect has
/// a lookahead, so the line feed is ruled out beside the pattern.
fn end_at_the_end(schema: &mut Schema) {
    let pattern = schema.get("pattern").and_then(Value::as_str);
    if pattern.is_some_and(|pattern| pattern.ends_with('$')) {
        schema.insert("not".to_owned(), json!({ "pattern": "\\n" }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stand_alone_and_parts_have_titles() {
        let mut schema = schemars::json_schema!({
            "properties": {
                "a": { "description": "An a.", "$ref": "#/$defs/A" },
                "b": { "items": { "$ref": "#/$defs/A" } },
            },
            "$defs": { "A": { "type": "string", "pattern": "^a$" } },
        });
        apply(&mut schema);
        let expected = json!({
            "properties": {
                "a": { "description": "An a.", "anyOf": [{ "$ref": "#/$defs/A" }] },
                "b": { "items": { "$ref": "#/$defs/A" } },
            },
            "$defs": {
                "A": { "type": "string", "pattern": "^a$", "not": { "pattern": "\\n" }, "title": "A" },
            },
        });
        assert_eq!(Value::from(schema), expected);
    }
}
