//! Which TOML document is this?
//!
//! Invariant: a table that only one document has decides; `[project]`, which two have, does not
//! without another.

use super::DocumentKind;
use toml::{Table, Value};

pub(super) fn table(text: &str) -> Option<DocumentKind> {
    let table = crate::syntax::toml::table(text).ok()?;
    let is_table = |name: &str| table.get(name).is_some_and(Value::is_table);
    if is_advisory(&table) {
        Some(DocumentKind::Rustsec)
    } else if is_table("package") || is_table("workspace") || is_old_manifest(&table) {
        Some(DocumentKind::CargoManifest)
    } else {
        is_lock(&table).then_some(DocumentKind::CargoLock)
    }
}

fn is_advisory(table: &Table) -> bool {
    let advisory = table.get("advisory").and_then(Value::as_table);
    advisory.is_some_and(|it| it.contains_key("id") && it.contains_key("package"))
}

/// The older `[project]` is Python's, unless keys follow that only Cargo has.
fn is_old_manifest(table: &Table) -> bool {
    let is_table = |name: &str| table.get(name).is_some_and(Value::is_table);
    is_table("project") && !is_table("build-system") && is_table("dependencies")
}

/// Packages as an array of tables (also called `root` in the oldest locks), or a lock without any,
/// which is its version alone.
fn is_lock(table: &Table) -> bool {
    let named = |it: &Value| it.as_table().is_some_and(|it| it.contains_key("name"));
    let packages = table.get("package").and_then(Value::as_array);
    let is_empty = || table.len() == 1 && table.get("version").is_some_and(Value::is_integer);
    packages.is_some_and(|all| all.iter().all(named)) || is_empty()
}
