//! What is odd in `entry_points.txt`.
//!
//! Invariant: every entry point that counts is looked at once, and what is listed is bounded.

use super::{EntryPointLine, EntryPointsTxt, is_group, is_word};
use crate::found::Found;
use crate::pypi::ini_lints;
use crate::syntax::ini::lines;
use pkgschema::{Finding, Pointer, Severity};

pub(super) fn of(file: &EntryPointsTxt) -> Vec<Finding> {
    let mut found = Found::default();
    ini_lints::add(&file.ini, &mut found);
    for group in file.groups().filter(|group| !is_group(group)) {
        let words = "expected letters, digits and _, with dots between them";
        let at = || Pointer::root().child(group);
        found.add(at, "malformed-group", Severity::Error, words);
    }
    file.entries().for_each(|entry| of_entry(&entry, &mut found));
    found.done()
}

fn of_entry(entry: &EntryPointLine<'_>, found: &mut Found) {
    let mut say = |code, severity, words: &str| {
        found.add(|| Pointer::root().child(entry.group).child(entry.name), code, severity, words);
    };
    let is_command = entry.is_command();
    let usual = |c: char| is_word(c) || matches!(c, '.' | '-');
    if entry.name.starts_with('[') {
        let words = "a name that begins like a group; some readers take it for one";
        say("malformed-name", Severity::Error, words);
    } else if is_command && is_path(entry.name) {
        say("path-in-name", Severity::Error, "a command's name is the name of a file, not a path");
    } else if entry.name.contains(':') {
        say("colon-in-name", Severity::Warning, "some readers end the name at the colon");
    } else if !entry.name.chars().all(usual) {
        let words = "new names have letters, digits, and any of _.- only";
        say("unusual-name", Severity::Note, words);
    }
    if lines(entry.value).nth(1).is_some() {
        let words = "a value of several lines, at which readers disagree";
        return say("several-lines", Severity::Error, words);
    }
    match entry.object() {
        Err(error) => say("malformed-object-reference", Severity::Error, error.detail()),
        Ok(object) if is_command && object.attr().is_none() => {
            say("no-object", Severity::Error, "a command is a function in a module");
        }
        Ok(object) if !object.extras().is_empty() => {
            let words = "extras; installers need not look at them";
            say("entry-point-extras", Severity::Note, words);
        }
        Ok(_) => {}
    }
}

/// Whether a name leads out of the folder of the commands.
pub(in crate::pypi) fn is_path(name: &str) -> bool {
    name.contains(['/', '\\'])
        || matches!(name, "." | "..")
        || name.as_bytes().get(1) == Some(&b':')
}
