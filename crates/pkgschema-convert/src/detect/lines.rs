//! Which document of lines is this: INI text, a list of files?
//!
//! Invariant: a text of another format is told as none, whatever its values look like: only what
//! that format cannot say decides.

use super::DocumentKind;
use crate::Document;
use crate::pypi::EntryPointsTxt;

pub(super) fn kind(text: &str) -> Option<DocumentKind> {
    is_ini(text).then(|| ini(text)).flatten()
}

/// Whether the first line that says something opens a section.
fn is_ini(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_start);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with(['#', ';']));
    first.is_some_and(|line| line.starts_with('['))
}

fn ini(text: &str) -> Option<DocumentKind> {
    is_entry_points(text).then_some(DocumentKind::EntryPointsTxt)
}

/// Commands that are objects in modules; or nothing but modules and objects, and one object at
/// least. Neither is TOML, whose texts stand in quotes.
fn is_entry_points(text: &str) -> bool {
    let Ok(file) = EntryPointsTxt::parse(text) else { return false };
    let (mut commands, mut objects, mut others) = (false, false, false);
    for entry in file.entries() {
        let object = entry.object().ok();
        let named = object.as_ref().is_some_and(|object| object.attr().is_some());
        commands |= named && entry.is_command();
        objects |= named;
        others |= object.is_none();
    }
    commands || (objects && !others && file.groups().all(crate::pypi::entry_points::is_group))
}
