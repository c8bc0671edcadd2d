//! Everything as the components of an OpenAPI document.
//!
//! Invariant: every component has a name of its own, and every reference leads to one of them.

use super::parts::{Part, Parts};
use super::rewrite;
use crate::schema::Entry;
use serde_json::{Map, Value, json};

/// The document, without paths.
pub(super) fn document(entries: &[Entry]) -> Value {
    let parts = Parts::of(entries);
    let roots: Vec<String> = entries.iter().map(root_name).collect();
    let name = |part: Part| name(&parts, &roots, part);
    let local = |name: &str| format!("#/components/schemas/{name}");
    let mut components = Map::new();
    for (at, root) in roots.iter().enumerate() {
        let mut schema = parts.record(at, |to| Some(local(&name(to))));
        rewrite(&mut schema, &mut |target| (target == "#").then(|| local(root)));
        if let Value::Object(members) = &mut schema {
            // a schema with an `$id` would be a document of its own
            ["$schema", "$id", "$defs"].iter().for_each(|word| drop(members.remove(*word)));
        }
        components.insert(root.clone(), schema);
    }
    for part in parts.all() {
        let mut schema = parts.schema(part, |to| Some(local(&name(to))));
        let root = parts.first(part).and_then(|at| roots.get(at));
        rewrite(&mut schema, &mut |target| root.filter(|_| target == "#").map(|it| local(it)));
        components.insert(name(part), schema);
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Records of pkgschema", "version": env!("CARGO_PKG_VERSION") },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "components": { "schemas": components },
    })
}

/// A record's name in camel case: `slsa-provenance-1` is `SlsaProvenance1`.
fn root_name(entry: &Entry) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    let name: String = entry.name.split('-').map(word).collect();
    if entry.version > 1 { format!("{name}V{}", entry.version) } else { name }
}

fn name(parts: &Parts, roots: &[String], part: Part) -> String {
    let name = parts.name(part);
    let taken = roots.iter().any(|root| root == name) || parts.is_ambiguous(part);
    match parts.first(part).and_then(|at| roots.get(at)).filter(|_| taken) {
        Some(root) => format!("{root}.{name}"),
        None => name.to_owned(),
    }
}
