//! What is odd in commands and entry points.
//!
//! Source: the packaging specifications, "pyproject.toml" and "Entry points", "Data model".
//!
//! Invariant: a name that an `entry_points.txt` cannot hold is an error.

use super::super::Project;
use super::Lints;
use crate::pypi::ObjectReference;
use crate::pypi::entry_points::{is_group, is_path};
use pkgschema::{Pointer, Severity, Text};

pub(super) fn check(lints: &mut Lints, project: &Project, place: &Pointer) {
    let own = [("scripts", &project.scripts), ("gui-scripts", &project.gui_scripts)];
    for (table, map) in own {
        objects(lints, map.iter(), &place.child(table), true);
    }
    for (group, entries) in project.entry_points.iter() {
        let place = place.child("entry-points").child(group);
        if matches!(group.as_str(), "console_scripts" | "gui_scripts") {
            let words = "commands stand in scripts and gui-scripts";
            lints.error(&place, "ambiguous-group", words);
        } else if !is_group(group) {
            let words = "expected letters, digits and underscores, with dots between them";
            lints.error(&place, "malformed-group", words);
        }
        objects(lints, entries.iter(), &place, false);
    }
}

fn objects<'e>(
    lints: &mut Lints,
    all: impl Iterator<Item = (&'e Text, &'e Text)>,
    place: &Pointer,
    is_command: bool,
) {
    for (name, target) in all {
        let at = || place.child(name);
        if ObjectReference::parse(target).is_err() {
            let words = "expected an object in a module: module:object";
            lints.0.add(at, "object-reference", Severity::Error, words);
        }
        if is_command && is_path(name) {
            let words = "a command's name is the name of a file, not a path";
            lints.0.add(at, "path-in-name", Severity::Error, words);
        }
        if name.trim() != name.as_str()
            || name.is_empty()
            || name.starts_with('[')
            || name.contains('=')
        {
            let words = "expected a name without `=`, and neither `[` nor blanks around it";
            lints.0.add(at, "malformed-name", Severity::Error, words);
        }
    }
}
