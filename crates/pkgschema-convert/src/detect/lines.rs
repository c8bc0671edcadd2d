//! Which document of lines is this: header fields, INI text, a list of files?
//!
//! Invariant: a text of another format is told as none, whatever its values look like: only what
//! that format cannot say decides.

use super::DocumentKind;
use crate::Document;
use crate::pypi::{EntryPointsTxt, RequirementsTxt, SetupCfg, WheelRecord};

pub(super) fn kind(text: &str) -> Option<DocumentKind> {
    let ini = is_ini(text).then(|| ini(text)).flatten();
    let record = || is_record(text).then_some(DocumentKind::WheelRecord);
    let listed = || RequirementsTxt::is_told(text).then_some(DocumentKind::RequirementsTxt);
    ini.or_else(record).or_else(listed)
}

/// Core metadata and `WHEEL` say which version of their format they follow, nearly always first.
pub(super) fn headers(text: &str) -> Option<DocumentKind> {
    let is_field = |line: &str| line.split_once(':').is_some_and(|(name, _)| !name.contains(' '));
    let lines = text.lines().take_while(|line| is_field(line) || line.starts_with([' ', '\t']));
    let stated = |line: &str| {
        let name = line.split_once(':')?.0;
        let kinds = [
            ("metadata-version", DocumentKind::CoreMetadata),
            ("wheel-version", DocumentKind::WheelFile),
        ];
        kinds.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, kind)| kind)
    };
    lines.filter_map(stated).next()
}

/// Rows of a path, a digest and a size, among them the list's own.
fn is_record(text: &str) -> bool {
    let named = text.contains(".dist-info/RECORD");
    named && WheelRecord::parse(text).is_ok_and(|record| record.is_certain())
}

/// Whether the first line that says something opens a section.
fn is_ini(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_start);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with(['#', ';']));
    first.is_some_and(|line| line.starts_with('['))
}

fn ini(text: &str) -> Option<DocumentKind> {
    if SetupCfg::parse(text).is_ok_and(|file| file.is_certain()) {
        return Some(DocumentKind::SetupCfg);
    }
    is_entry_points(text).then_some(DocumentKind::EntryPointsTxt)
}

/// Commands that are objects in modules; or nothing but modules and objects, and one object at
/// least. Neither is TOML, whose texts stand in quotes.
fn is_entry_points(text: &str) -> bool {
    let Ok(file) = EntryPointsTxt::parse(text) else { return false };
    if file.groups().any(|group| matches!(group, "metadata" | "options")) {
        return false;
    }
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
