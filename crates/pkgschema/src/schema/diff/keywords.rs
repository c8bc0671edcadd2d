//! The keywords of draft 2020-12, by how they are compared.
//!
//! Invariant: a keyword stands in at most one list; one that stands in none is compared as a
//! whole.

/// Words: they accept and refuse nothing.
pub(super) const WORDS: &[&str] =
    &["title", "description", "$comment", "deprecated", "readOnly", "writeOnly"];

/// What is no assertion of the schema that it stands in.
pub(super) const APART: &[&str] =
    &["$defs", "definitions", "$id", "$schema", "examples", "default"];

/// Shapes: without one more is accepted, and two different ones are not compared.
pub(super) const SHAPES: &[&str] =
    &["pattern", "format", "contentEncoding", "contentMediaType", "multipleOf"];

/// The least that is accepted.
pub(super) const LEAST: &[&str] =
    &["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"];

/// The most that is accepted.
pub(super) const MOST: &[&str] =
    &["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"];

/// Keywords with a schema in them.
pub(super) const ONE: &[&str] = &[
    "items",
    "additionalProperties",
    "propertyNames",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
    "additionalItems",
];

/// Keywords with a list of schemas in them.
pub(super) const SEVERAL: &[&str] = &["anyOf", "allOf", "oneOf", "prefixItems"];

/// Keywords with named schemas in them.
pub(super) const NAMED: &[&str] =
    &["properties", "patternProperties", "dependentSchemas", "dependencies"];

/// Keywords that let less through when their parts let more through, or that change what their
/// neighbours mean: of two schemas that are not the same, nothing more is said where one has them.
pub(super) const OPAQUE: &[&str] = &[
    "not",
    "if",
    "then",
    "else",
    "oneOf",
    "contains",
    "minContains",
    "maxContains",
    "prefixItems",
    "patternProperties",
    "dependentSchemas",
    "dependentRequired",
    "dependencies",
    "unevaluatedItems",
    "unevaluatedProperties",
    "additionalItems",
    "contentSchema",
    "$dynamicRef",
    "$dynamicAnchor",
    "$recursiveRef",
    "$recursiveAnchor",
    "$anchor",
    "$vocabulary",
];

/// Keywords that are compared one by one.
pub(super) const COMPARED: &[&str] = &[
    "$ref",
    "type",
    "enum",
    "const",
    "uniqueItems",
    "required",
    "properties",
    "additionalProperties",
    "items",
    "propertyNames",
    "anyOf",
    "allOf",
];

/// Whether a keyword accepts and refuses nothing.
pub(super) fn is_word(keyword: &str) -> bool {
    WORDS.contains(&keyword) || keyword.starts_with("x-")
}

/// Whether a keyword says which values are accepted.
pub(super) fn asserts(keyword: &str) -> bool {
    !is_word(keyword) && !APART.contains(&keyword)
}

/// Whether a keyword that says so is compared by nothing but as a whole.
pub(super) fn is_unknown(keyword: &str) -> bool {
    asserts(keyword)
        && ![COMPARED, SHAPES, LEAST, MOST, OPAQUE].iter().any(|list| list.contains(&keyword))
}
