//! Where schema and reader may differ.
//!
//! Invariant: every entry has a document that shows the difference, and a reason why it stays.

use serde_json::Value;

/// A difference that is known and stays: the schema accepts what the reader refuses, never the
/// other way round.
#[derive(Debug, Clone, Copy)]
pub struct Difference {
    /// Its name.
    pub name: &'static str,
    /// Why a schema cannot, or should not, say what the reader says.
    pub reason: &'static str,
    /// A schema and a document that show it.
    pub example: (&'static str, &'static str),
    /// Whether a document of a schema may show it.
    pub covers: fn(schema: &str, document: &Value) -> bool,
}

/// All that are known; of several that cover a document the first counts.
pub const ALL: &[Difference] = &[
    Difference {
        name: "purl-white-space",
        reason: "white space may stand within a name and not at its end; which characters are white \
                 space no two dialects of patterns agree on",
        example: ("purl", "\"pkg:npm/left-margin \""),
        covers: |schema, document| purl(schema, document, |text| text.trim_end() != text),
    },
    Difference {
        name: "purl-repeated-qualifier",
        reason: "that no key stands twice takes a pattern that refers back, which not every dialect has",
        example: ("purl", "\"pkg:npm/left-margin?arch=a&arch=b\""),
        covers: |schema, document| purl(schema, document, repeats_a_qualifier),
    },
    Difference {
        name: "purl-escapes",
        reason: "what escaped bytes decode to (UTF-8, no slash within a segment) a pattern says only \
                 by listing all of Unicode's byte sequences",
        example: ("purl", "\"pkg:npm/%ff\""),
        covers: |schema, document| purl(schema, document, |text| text.contains('%')),
    },
    Difference {
        name: "whole-number-with-a-fraction",
        reason: "JSON Schema counts 1.0 as an integer, and parsers in some languages no longer know how \
                 it was written; no record's writer writes it so",
        example: (
            "package-metadata",
            r#"{"schemaVersion": "1.0", "ecosystem": "npm", "name": "a", "artifacts": [{"size": 1.0}]}"#,
        ),
        covers: |_, document| holds_whole_float(document),
    },
    Difference {
        name: "purl-type-rules",
        reason: "what a package type demands of namespace, name and version is a table of the purl \
                 specification that grows; a schema that had it would refuse purls of later types",
        example: ("purl", "\"pkg:maven/left-margin@1.0\""),
        covers: |schema, document| purl(schema, document, |_| true),
    },
];

fn purl(schema: &str, document: &Value, shows: impl Fn(&str) -> bool) -> bool {
    schema == "purl" && document.as_str().is_some_and(shows)
}

fn holds_whole_float(document: &Value) -> bool {
    match document {
        Value::Number(number) => {
            number.is_f64() && number.as_f64().is_some_and(|number| number.fract() == 0.0)
        }
        Value::Array(items) => items.iter().any(holds_whole_float),
        Value::Object(members) => members.values().any(holds_whole_float),
        _ => false,
    }
}

fn repeats_a_qualifier(text: &str) -> bool {
    let before = text.split('#').next().unwrap_or_default();
    let pairs = before.split_once('?').map(|(_, pairs)| pairs).unwrap_or_default();
    let key = |pair: &str| pair.split('=').next().unwrap_or_default().to_lowercase();
    let mut keys: Vec<String> = pairs.split('&').map(key).collect();
    keys.sort();
    keys.windows(2).any(|two| two.first() == two.last())
}
