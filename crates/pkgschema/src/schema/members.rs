//! What the description of every member says beside its meaning: who sets it, what its absence
//! means, and where the term is at home.
//!
//! Most of it is the same for all members of an object, so each object states it once, in the
//! tables below this module, with the members for which it is otherwise.
//!
//! Invariant: a description that says so in its own words is left as it is, and gets no second
//! sentence.

#[cfg(feature = "advisory")]
mod advisory;
#[cfg(feature = "provenance")]
mod bundles;
#[cfg(feature = "provenance")]
mod claims;
#[cfg(all(feature = "metadata", feature = "takedown", feature = "cvss"))]
mod exchange;
mod identity;
#[cfg(feature = "metadata")]
mod metadata;
#[cfg(feature = "takedown")]
mod mirror;
#[cfg(feature = "provenance")]
mod provenance;
#[cfg(feature = "takedown")]
mod registry;
mod reports;
#[cfg(feature = "provenance")]
mod statements;
#[cfg(feature = "takedown")]
mod status;
#[cfg(feature = "takedown")]
mod takedown;

use super::terms;
use schemars::Schema;
use serde_json::{Map, Value};

/// What holds of the members of one object type.
#[derive(Debug)]
struct Part {
    /// The type's name; behind a record's name and `/` where it is so in that record only.
    of: &'static str,
    /// Who sets the members: completes "Set by …".
    by: &'static str,
    /// What absence means: completes "Absent: …".
    absent: &'static str,
    but: &'static [But],
}

/// A member for which it is otherwise: its name, who sets it, what its absence means. What is empty
/// is as for the others.
type But = (&'static str, &'static str, &'static str);

const fn part(
    of: &'static str,
    by: &'static str,
    absent: &'static str,
    but: &'static [But],
) -> Part {
    Part { of, by, absent, but }
}

/// The tables.
const PARTS: &[&[Part]] = &[
    identity::PARTS,
    reports::PARTS,
    #[cfg(feature = "metadata")]
    metadata::PARTS,
    #[cfg(feature = "provenance")]
    statements::PARTS,
    #[cfg(feature = "provenance")]
    bundles::PARTS,
    #[cfg(feature = "provenance")]
    claims::PARTS,
    #[cfg(feature = "provenance")]
    provenance::PARTS,
    #[cfg(feature = "advisory")]
    advisory::PARTS,
    #[cfg(feature = "takedown")]
    takedown::PARTS,
    #[cfg(feature = "takedown")]
    registry::PARTS,
    #[cfg(feature = "takedown")]
    status::PARTS,
    #[cfg(feature = "takedown")]
    mirror::PARTS,
    #[cfg(all(feature = "metadata", feature = "takedown", feature = "cvss"))]
    exchange::PARTS,
];

impl Part {
    /// What holds of a type in a record: a row for that record before one for all.
    fn find(record: &str, of: &str) -> Option<&'static Self> {
        let all = || PARTS.iter().flat_map(|table| table.iter());
        let here = |part: &&Self| part.of.split_once('/') == Some((record, of));
        all().find(here).or_else(|| all().find(|part| part.of == of))
    }

    /// The closing sentences for a member that is described so.
    fn sentences(&self, member: &str, required: bool, text: &str) -> String {
        let but = self.but.iter().find(|(name, _, _)| *name == member);
        let (by, absent) = but.map_or(("", ""), |(_, by, absent)| (*by, *absent));
        let who = or(by, self.by).filter(|_| !by.is_empty() || !says_who(text));
        let none = or(absent, self.absent)
            .filter(|_| !required && (!absent.is_empty() || !says_absence(text)));
        let who = who.map(|by| format!("Set by {by}."));
        let none = none.map(|absent| format!("Absent: {absent}."));
        who.into_iter().chain(none).collect::<Vec<_>>().join(" ")
    }
}

/// The first of the two that says something.
fn or(first: &'static str, second: &'static str) -> Option<&'static str> {
    [first, second].into_iter().find(|text| !text.is_empty())
}

fn says_who(text: &str) -> bool {
    text.contains("Set by ") || text.contains(" sets it")
}

fn says_absence(text: &str) -> bool {
    text.contains("Absent") || text.contains("absent")
}

/// Completes the descriptions of all members in the schema of the record of that name. The title of
/// the root is still its type's name.
pub(super) fn complete(record: &str, schema: &mut Schema) {
    let root = schema.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
    let Some(schema) = schema.as_object_mut() else { return };
    complete_object(record, &root, schema);
    let parts = schema.get_mut("$defs").and_then(Value::as_object_mut);
    for (name, part) in parts.into_iter().flatten() {
        if let Some(part) = part.as_object_mut() {
            complete_object(record, name, part);
        }
    }
}

fn complete_object(record: &str, of: &str, object: &mut Map<String, Value>) {
    let part = Part::find(record, of);
    let required = object.get("required").cloned().unwrap_or_default();
    let is_required =
        |name: &str| required.as_array().is_some_and(|all| all.iter().any(|n| n == name));
    let members = object.get_mut("properties").and_then(Value::as_object_mut);
    for (name, member) in members.into_iter().flatten() {
        let Some(member) = member.as_object_mut() else { continue };
        let text = member.get("description").and_then(Value::as_str).unwrap_or_default();
        let sentences = part.map(|part| part.sentences(name, is_required(name), text));
        let terms = terms::of(record, of, name).map(|terms| format!("Term: {terms}."));
        let lines = [Some(text.to_owned()), sentences, terms];
        let lines: Vec<String> =
            lines.into_iter().flatten().filter(|line| !line.is_empty()).collect();
        member.insert("description".to_owned(), lines.join("\n\n").into());
    }
}

#[cfg(test)]
mod tests;
