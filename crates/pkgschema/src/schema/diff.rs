//! What changed between two states of a schema, and for whom.
//!
//! A *reader* of the new state reads documents that fit the old one: a change is compatible for
//! readers when the new state accepts every document that the old one accepts. A *writer* of the
//! new state is read by those who still have the old one: a change is compatible for writers when
//! the old state accepts every document that the new one accepts. A change that is neither, and
//! every change that cannot be decided, is breaking. Words (titles, descriptions, examples,
//! `$id`) change for nobody which documents are accepted.
//!
//! | what changes | readers | writers |
//! |---|---|---|
//! | a member becomes known that was free before | yes, see below | yes |
//! | a member is known no more | yes | no |
//! | a member becomes required | no | yes |
//! | a member is required no more | yes | no |
//! | a type is added, an alternative, a listed value; a bound gets wider; a pattern goes | yes | no |
//! | a type goes, an alternative, a listed value; a bound gets narrower; a pattern comes | no | yes |
//! | another type, another pattern | no | no |
//! | a keyword that is not looked into (`not`, `oneOf`, `if`, …) or that nobody knows | no | no |
//!
//! A member that becomes known gets a type, and the old state let it be anything. That is taken
//! for compatible: the names that a schema does not know are its own to give a meaning to, and
//! only an old document that used one for something else is refused.
//!
//! All that is compared is a conjunction of keywords, and every part of one (`properties`,
//! `items`, `additionalProperties`, `propertyNames`, `anyOf`, `allOf`) lets more through when its
//! parts do. So each change stands for itself, wherever it lies, and the whole is compatible for
//! those for whom every change is. `$ref` is followed: what a definition is called says nothing,
//! and a definition that is reached from several places is compared once. A reference to another
//! document is compared by its text, for that document is compared by itself.
//!
//! Invariant: what is called compatible for readers lets the new schema refuse no document that
//! the old one accepts, members that became known aside; what is not decided is breaking; and the
//! comparison ends, after a number of steps that is fixed.

mod alternatives;
mod bounds;
mod compare;
mod keywords;
mod members;
mod node;
mod record;
mod same;

pub use record::{
    SchemaAudience, SchemaChange, SchemaChangeKind, SchemaComparison, SchemaDiff, SchemaVerdict,
};

use serde_json::Value;

/// Everything that changed from one state of a schema to another, in the order of the places.
/// Nothing comes of two states that differ only in the order of members, or in the names of
/// definitions.
///
/// ```
/// use pkgschema::schema::diff::{SchemaVerdict, changes};
/// use serde_json::json;
/// let old = json!({"type": "object", "properties": {"id": {"type": "string"}}});
/// let new = json!({"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]});
/// let found = changes(&old, &new);
/// assert_eq!(found[0].pointer, "/required");
/// assert_eq!(found[0].verdict, SchemaVerdict::Writers);
/// assert!(changes(&old, &old).is_empty());
/// ```
pub fn changes(old: &Value, new: &Value) -> Vec<SchemaChange> {
    if old == new { Vec::new() } else { compare::all(old, new) }
}
