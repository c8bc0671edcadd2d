//! The JSON Schema of a purl in a document.
//!
//! Invariant: every text that the tolerant reader accepts matches [`PATTERN`].

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::{MAX_LENGTH, Purl};

/// An ECMA-262 pattern for what the tolerant reader accepts: scheme, type, path with a name,
/// qualifier pairs with well-formed keys, subpath, and only whole escapes.
///
/// It cannot say that keys are unique, that escapes decode to UTF-8, that no segment hides an
/// encoded slash, that no white space ends the text, that a name stands before an `@` after which
/// slashes follow, or what the package type demands. And a schema counts characters where the limit
/// is of bytes, in the canonical form too.
const PATTERN: &str = concat!(
    "^[Pp][Kk][Gg]:/*[A-Za-z][-.0-9A-Za-z]*/",
    r"(?:(?:[^%/?#\x00-\x1f\x7f]|%[0-9A-Fa-f]{2})*/)*",
    r"(?:[^%/@?#\x00-\x1f\x7f]|%[0-9A-Fa-f]{2})(?:[^%/?#\x00-\x1f\x7f]|%[0-9A-Fa-f]{2})*/*",
    r"(?:\?(?:[A-Za-z][-._0-9A-Za-z]*=(?:[^%&?#\x00-\x1f\x7f]|%[0-9A-Fa-f]{2})*)?",
    r"(?:&(?:[A-Za-z][-._0-9A-Za-z]*=(?:[^%&?#\x00-\x1f\x7f]|%[0-9A-Fa-f]{2})*)?)*)?",
    r"(?:#(?:[^%#\x00-\x1f\x7f]|%[0-9A-Fa-f]{2})*)?$",
);

impl JsonSchema for Purl {
    fn schema_name() -> Cow<'static, str> {
        "Purl".into()
    }

    fn schema_id() -> Cow<'static, str> {
        "pkgschema::identity::Purl".into()
    }

    fn inline_schema() -> bool {
        false
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A package URL (ECMA-427).",
            "type": "string",
            "maxLength": MAX_LENGTH,
            "pattern": PATTERN,
        })
    }
}
