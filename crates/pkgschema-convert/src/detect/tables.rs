//! Which TOML document is this?
//!
//! Invariant: a table that only one document has decides; `[project]`, which two have, does not
//! without another.

use super::DocumentKind;
use crate::syntax::toml;
use ::toml::{Table, Value};

pub(super) fn table(text: &str) -> Option<DocumentKind> {
    let table = match text.contains("[[package") {
        true => toml::table_within(text, toml::LONGEST_LOCK),
        false => toml::table(text),
    };
    let table = table.ok()?;
    let is_table = |name: &str| table.get(name).is_some_and(Value::is_table);
    let is_pylock = || table.get("packages").is_some_and(Value::is_array);
    if table.get("lock-version").is_some_and(Value::is_str) && is_pylock() {
        Some(DocumentKind::Pylock)
    } else if is_advisory(&table) {
        Some(DocumentKind::Rustsec)
    } else if is_table("package") || is_table("workspace") || is_old_manifest(&table) {
        Some(DocumentKind::CargoManifest)
    } else if is_lock(&table) {
        Some(DocumentKind::CargoLock)
    } else {
        let of_python = ["project", "build-system", "dependency-groups"];
        let tools = table.get("tool").and_then(Value::as_table);
        let of_tool = || tools.is_some_and(|tools| tools.values().any(Value::is_table));
        (of_python.into_iter().any(is_table) || of_tool()).then_some(DocumentKind::Pyproject)
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
/// which is its version alone. Locks of Python's tools have such packages too, and say for which
/// Python or by which format they are.
fn is_lock(table: &Table) -> bool {
    let metadata = table.get("metadata").and_then(Value::as_table);
    let says_format =
        |it: &Table| it.contains_key("lock-version") || it.contains_key("lock_version");
    if table.contains_key("requires-python") || metadata.is_some_and(says_format) {
        return false;
    }
    let named = |it: &Value| it.as_table().is_some_and(|it| it.contains_key("name"));
    let packages = table.get("package").and_then(Value::as_array);
    let is_empty = || table.len() == 1 && table.get("version").is_some_and(Value::is_integer);
    packages.is_some_and(|all| all.iter().all(named)) || is_empty()
}
