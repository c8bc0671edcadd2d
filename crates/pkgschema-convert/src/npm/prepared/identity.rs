//! Name, version, and what is made of both.
//!
//! Source: npm CLI 11, the checks of names and versions before publishing.
//!
//! Invariant: a name or version that npm refuses stays as it is.

use super::draft::Draft;
use super::value;
use crate::LossKind;
use crate::npm::characters::{is_unreserved, trim};
use pkgschema::version::npm::Version;

/// Names that no package can have.
const RESERVED: [&str; 2] = ["node_modules", "favicon.ico"];

/// The name without white space around it; an empty one where there is none.
pub(super) fn name(draft: &mut Draft) {
    let Some(said) = draft.said("name") else {
        let note = "npm writes an empty name where there is none";
        return draft.change("name", value::string(""), LossKind::Defaulted, note);
    };
    let Some(name) = value::text(said.as_raw()) else {
        return draft.refuse(&["name"], "a name is a text");
    };
    let trimmed = trim(&name);
    let note = "white space around the name";
    draft.change("name", value::string(trimmed), LossKind::Repaired, note);
    if !is_name(trimmed) {
        draft.refuse(&["name"], "no package can have this name");
    }
}

/// The version in its canonical spelling, without build metadata; an empty one where there is
/// none.
pub(super) fn version(draft: &mut Draft) {
    let Some(said) = draft.said("version") else {
        let note = "npm writes an empty version where there is none";
        return draft.change("version", value::string(""), LossKind::Defaulted, note);
    };
    let text = value::text(said.as_raw());
    let Some(version) = text.and_then(|text| Version::parse_loose(&text).ok()) else {
        return draft.refuse(&["version"], "it is no version");
    };
    let (kind, note) = match version.build() {
        "" => (LossKind::Normalized, "another spelling of the version"),
        _ => (LossKind::Dropped, "build metadata is no part of a published version"),
    };
    draft.change("version", value::string(&version.canonical()), kind, note);
}

/// Takes away what tools note for themselves, and notes the package's identifier.
pub(super) fn attributes(draft: &mut Draft) {
    let id = match (draft.text("name"), draft.text("version")) {
        (Some(name), Some(version)) => Some(format!("{name}@{version}")),
        _ => None,
    };
    for name in draft.names().iter().filter(|name| name.starts_with('_')) {
        if !(name == "_id" && id.is_some()) {
            draft.drop(name, "members that begin with an underscore are the registry's");
        }
    }
    if let Some(id) = id {
        let kind = match draft.get("_id") {
            None => LossKind::Defaulted,
            Some(_) => LossKind::Repaired,
        };
        draft.change("_id", value::string(&id), kind, "name and version in one text");
    }
}

/// Whether a package can have the name.
fn is_name(name: &str) -> bool {
    let plain = |part: &str| part.chars().all(is_unreserved);
    let proper = |part: &str| !part.is_empty() && plain(part);
    let scoped = name.strip_prefix('@').and_then(|rest| rest.split_once('/'));
    let fits = match scoped {
        Some((scope, name)) => proper(scope) && proper(name),
        None => plain(name) && !name.starts_with('.'),
    };
    fits && !RESERVED.iter().any(|reserved| name.eq_ignore_ascii_case(reserved))
}
