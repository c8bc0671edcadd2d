//! From the record to the file.
//!
//! Invariant: no name, group or target adds a line, a section or another entry point to the file.

use super::{CONSOLE, DELIMITERS, EntryPointsTxt, GUI, ObjectReference};
use crate::leftovers::Leftovers;
use crate::syntax::ini::{Ini, Section, fits_option, lines, strip};
use crate::{Converted, FromRecord, LossKind};
use pkgschema::identity::EcosystemName;
use pkgschema::metadata::{EntryPoint, EntryPointKind, PackageMetadata};
use pkgschema::object::{Raw, write};
use pkgschema::text::is_obeyed;
use pkgschema::{Pointer, Text};
use std::collections::{HashMap, HashSet};

impl FromRecord<PackageMetadata> for EntryPointsTxt {
    /// The commands and plugins of a record of PyPI, in their order; groups in the order of their
    /// first entry point.
    fn from_record(record: &PackageMetadata) -> Converted<Self> {
        let mut writing = Writing::default();
        let root = Pointer::root();
        writing.left.take_members(&root, &["schemaVersion", "ecosystem", "unknown"]);
        let list = root.child("entryPoints");
        let is_pypi = record.ecosystem.base() == EcosystemName::PyPi;
        for (index, entry) in record.entry_points.indexed() {
            let place = list.index(index);
            match is_pypi {
                true => writing.entry(entry, &place),
                false => {
                    let note = "what it names follows the rules of another ecosystem";
                    writing.left.lose(&place, LossKind::Dropped, note);
                }
            }
        }
        let Writing { ini, left, .. } = writing;
        let view = Raw::from_string(write(record)).unwrap_or_default();
        let losses = left.finish(view.as_raw(), "entry_points.txt has no place for it");
        Converted::new(Self { ini }, losses)
    }
}

#[derive(Default)]
struct Writing {
    ini: Ini,
    /// Where the section of a group stands.
    places: HashMap<Text, usize>,
    names: HashSet<(usize, Text)>,
    left: Leftovers,
}

impl Writing {
    fn entry(&mut self, entry: &EntryPoint, place: &Pointer) {
        let Some((group, name, value)) = line(entry) else {
            let note = "entry_points.txt holds commands, and plugins with group, name and target";
            return self.left.lose(place, LossKind::Dropped, note);
        };
        if !is_safe(&group, &name, &value) {
            let note = "it would be read as something else";
            return self.left.lose(place, LossKind::Dropped, note);
        }
        let next = self.ini.sections.len();
        let at = *self.places.entry(group.clone()).or_insert(next);
        if !self.names.insert((at, name.clone())) {
            let note = "the group has an entry point of that name already";
            return self.left.lose(place, LossKind::Dropped, note);
        }
        if at == next {
            self.ini.sections.push(Section { name: group, ..Section::default() });
        }
        if let Some(section) = self.ini.sections.get_mut(at) {
            section.options.push((name, value));
        }
        self.left.take_members(place, &["kind", "name", "target"]);
        if entry.kind == EntryPointKind::Plugin {
            self.left.take(&place.child("group"));
        }
        if declared(entry).is_some() {
            self.left.take(&place.child("value"));
        }
    }
}

/// Group, name and value of an entry point that the file has a place for.
fn line(entry: &EntryPoint) -> Option<(Text, Text, Text)> {
    let group = match entry.kind {
        EntryPointKind::Command => Text::from_static(CONSOLE),
        EntryPointKind::GuiCommand => Text::from_static(GUI),
        EntryPointKind::Plugin => {
            // a plugin in a group of commands would be a command
            entry.group.clone().filter(|group| *group != CONSOLE && *group != GUI)?
        }
        _ => return None,
    };
    let value = declared(entry).or_else(|| entry.target.clone())?;
    Some((group, entry.name.clone()?, value))
}

/// The declaration as written, where it means the target.
fn declared(entry: &EntryPoint) -> Option<Text> {
    let text = entry.value.as_ref()?.to::<String>().ok()?;
    let object = ObjectReference::parse(&text).ok()?;
    (object.target() == entry.target.as_deref()?).then(|| Text::from(text))
}

/// Whether every reader reads the line as this entry point: configparser, and those that look
/// at line breaks, brackets and the first `=` alone.
fn is_safe(group: &str, name: &str, value: &str) -> bool {
    let plain = |text: &str| !text.is_empty() && strip(text) == text && !text.contains(is_obeyed);
    [group, name, value].into_iter().all(plain)
        && lines(value).nth(1).is_none()
        && !group.contains(['[', ']'])
        && !name.starts_with('[')
        && fits_option(name, value, DELIMITERS)
}
