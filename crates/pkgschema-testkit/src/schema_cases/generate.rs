//! Documents made of a schema alone.
//!
//! Invariant: what is made fits every keyword of the schema; a keyword that is not known here is an
//! error, never passed over.

use serde_json::{Map, Value, json};

use super::texts::Texts;
use crate::mutation::Numbers;

/// The keywords that are understood, with those that only describe.
const KNOWN: [&str; 22] = [
    "$schema",
    "$id",
    "$ref",
    "$defs",
    "title",
    "description",
    "examples",
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "anyOf",
    "pattern",
    "not",
    "maxLength",
    "minLength",
    "minimum",
    "maximum",
    "minProperties",
    "maxProperties",
    "$comment",
];

/// Below this everything that may be left out is.
const DEEP: usize = 7;

/// Makes documents of one schema.
#[derive(Debug)]
pub struct Generator<'a> {
    root: &'a Value,
    texts: &'a mut Texts,
    numbers: Numbers,
}

impl<'a> Generator<'a> {
    /// The maker of the document with that number.
    pub fn new(root: &'a Value, texts: &'a mut Texts, number: usize) -> Self {
        let name = root["$id"].as_str().unwrap_or_default();
        Self { root, texts, numbers: Numbers::of(name, number) }
    }

    /// A document that the schema accepts.
    ///
    /// # Errors
    /// If the schema has a keyword that is not known, or no text is known for a pattern.
    pub fn document(&mut self) -> Result<Value, String> {
        self.value(self.root, 0)
    }

    fn value(&mut self, schema: &Value, depth: usize) -> Result<Value, String> {
        let Some(keywords) = schema.as_object() else { return Ok(self.anything()) };
        if let Some(odd) = keywords.keys().find(|word| !KNOWN.contains(&word.as_str())) {
            return Err(format!("the keyword {odd} is not known"));
        }
        if let Some(target) = schema["$ref"].as_str() {
            let root = self.root;
            let part = target.strip_prefix('#').and_then(|at| root.pointer(at)).ok_or(target)?;
            return self.value(part, depth);
        }
        if let Some(ways) = schema["anyOf"].as_array() {
            let way = ways.get(self.numbers.below(ways.len())).ok_or("an empty anyOf")?;
            return self.value(way, depth);
        }
        match self.kind(&schema["type"]) {
            "object" => self.object(schema, depth),
            "array" => self.array(schema, depth),
            "string" => self.text(schema),
            "integer" => Ok(self.integer(schema)),
            "number" => Ok([json!(0), json!(1.5), json!(-2)][self.numbers.below(3)].clone()),
            "boolean" => Ok(json!(self.numbers.below(2) == 0)),
            "null" => Ok(Value::Null),
            _ => Ok(self.anything()),
        }
    }

    /// One of the kinds.
    fn kind<'b>(&mut self, kinds: &'b Value) -> &'b str {
        let several = kinds.as_array().map(Vec::as_slice).unwrap_or_default();
        let one = several.get(self.numbers.below(several.len())).unwrap_or(kinds);
        one.as_str().unwrap_or_default()
    }

    fn object(&mut self, schema: &Value, depth: usize) -> Result<Value, String> {
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let properties = schema["properties"].as_object();
        let limit = |word: &str| schema[word].as_u64().and_then(|it| usize::try_from(it).ok());
        let (least, most) =
            (limit("minProperties").unwrap_or(0), limit("maxProperties").unwrap_or(usize::MAX));
        let mut made = Map::new();
        let of = properties.map_or(0, Map::len);
        let first = self.numbers.below(of);
        let names = properties.into_iter().flatten();
        let optional = names.clone().cycle().skip(first).take(of);
        for (name, member) in names.filter(|(name, _)| required.contains(&name.as_str())) {
            made.insert(name.clone(), self.value(member, depth + 1)?);
        }
        for (name, member) in optional {
            let wanted = made.len() < least || depth < DEEP && self.numbers.below(3) == 0;
            if wanted && made.len() < most && !made.contains_key(name) {
                made.insert(name.clone(), self.value(member, depth + 1)?);
            }
        }
        if made.len() < most && (made.len() < least || self.numbers.below(4) == 0) {
            made.insert(
                "x-made".to_owned(),
                self.value(&schema["additionalProperties"], depth + 1)?,
            );
        }
        Ok(made.into())
    }

    fn array(&mut self, schema: &Value, depth: usize) -> Result<Value, String> {
        let most = if depth < DEEP { 3 } else { 1 };
        (0..self.numbers.below(most)).map(|_| self.value(&schema["items"], depth + 1)).collect()
    }

    fn text(&mut self, schema: &Value) -> Result<Value, String> {
        if schema.get("pattern").is_none() {
            let examples = schema["examples"].as_array().map(Vec::as_slice).unwrap_or_default();
            let open = ["", "words", "é 😀", "a\nb", "\u{0}", "-", "1.0"];
            let at = self.numbers.below(open.len() + examples.len());
            return Ok(open
                .get(at)
                .map_or_else(|| examples[at - open.len()].clone(), |it| json!(it)));
        }
        let shape = self.texts.shape(schema)?;
        let text = &shape.taken[self.numbers.below(shape.taken.len())];
        let mut other = crate::mutation::text(text, self.numbers.below(1000));
        // Most texts stay what they were, some are others that fit.
        if self.numbers.below(3) > 0 || !shape.takes(&other) {
            other = text.clone();
        }
        Ok(other.into())
    }

    fn integer(&mut self, schema: &Value) -> Value {
        let [least, most] = ["minimum", "maximum"].map(|word| schema[word].clone());
        let bound = |value: &Value, none: f64| value.as_f64().unwrap_or(none);
        let range = bound(&least, f64::NEG_INFINITY)..=bound(&most, f64::INFINITY);
        let mut values = vec![least, most, json!(0), json!(1), json!(7), json!(100)];
        values.retain(|value| value.as_f64().is_some_and(|value| range.contains(&value)));
        values[self.numbers.below(values.len())].clone()
    }

    fn anything(&mut self) -> Value {
        let kinds = super::changes::kinds();
        kinds[self.numbers.below(kinds.len())].clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_obeyed_or_refused() {
        let schema = json!({
            "$id": "urn:a", "type": "object", "required": ["a"], "minProperties": 2, "maxProperties": 2,
            "properties": { "a": { "$ref": "#/$defs/A" }, "b": { "type": "integer", "minimum": 3 } },
            "$defs": { "A": { "anyOf": [{ "type": "null" }, { "type": ["array", "boolean"] }] } },
        });
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        for number in 0..200 {
            let made = Generator::new(&schema, &mut Texts::default(), number).document().unwrap();
            assert!(validator.is_valid(&made), "{made}");
        }
        let odd = json!({ "type": "string", "format": "uri" });
        let error = Generator::new(&odd, &mut Texts::default(), 0).document().unwrap_err();
        assert_eq!(error, "the keyword format is not known");
    }
}
