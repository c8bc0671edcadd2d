//! From the file to the record.
//!
//! Invariant: what a record says already is never replaced; where the file says otherwise, that
//! is a loss.

use super::{CONSOLE, EntryPointsTxt, GUI, ObjectReference};
use crate::leftovers::Leftovers;
use crate::pypi::unsaid;
use crate::syntax::ini::{Section, lines};
use crate::{Converted, Loss, LossKind, ToRecord};
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{EntryPoint, EntryPointKind, PackageMetadata};
use pkgschema::object::Raw;
use pkgschema::{Pointer, Text};
use std::collections::{HashMap, HashSet};

/// Longest name of a group that is read, in bytes: the places of its entry points repeat it.
const LONGEST: usize = 255;

/// Kind, group and name: by them an entry point is known.
type Key = (EntryPointKind, Option<Text>, Option<Text>);

impl ToRecord<Vec<PackageMetadata>> for EntryPointsTxt {
    fn to_record(&self) -> Converted<Vec<PackageMetadata>> {
        let mut record = PackageMetadata::of(Ecosystem::PYPI);
        let losses = self.add_to(&mut record);
        unsaid::mark(&mut record, &["entryPoints"]);
        Converted::new(vec![record], losses)
    }
}

impl EntryPointsTxt {
    /// Adds the entry points to the record of the distribution that the file is from, and takes
    /// them off the list of what is unknown. What the record says already stays; where it says
    /// otherwise there is a loss, as for everything that it has no place for. Pointers are into
    /// this file.
    pub fn add_to(&self, record: &mut PackageMetadata) -> Vec<Loss> {
        let known = record.entry_points.iter().map(|entry| (key(entry), said(entry)));
        let known: HashMap<Key, String> = known.collect();
        let mut adding = Adding { record, known, left: Leftovers::default() };
        let mut groups = HashSet::new();
        for section in &self.ini.sections {
            let first = groups.insert(section.name.as_str());
            adding.section(section, first);
        }
        let Adding { record, left, .. } = adding;
        record.mark_known(["entryPoints"]);
        let view = crate::syntax::ini::view(&self.ini);
        left.finish(view.as_raw(), "it is no entry point")
    }
}

struct Adding<'a> {
    record: &'a mut PackageMetadata,
    /// What stands in the record under which name.
    known: HashMap<Key, String>,
    left: Leftovers,
}

impl Adding<'_> {
    fn section(&mut self, section: &Section, first: bool) {
        let group = Pointer::root().child(&section.name);
        if !first {
            let note = "the group stands here twice; the first counts";
            self.left.say(&group, LossKind::Dropped, note);
        }
        if section.name.len() > LONGEST {
            let note = format!("the name of a group of more than {LONGEST} bytes");
            return self.left.lose(&group, LossKind::Dropped, note);
        }
        let mut names = HashSet::new();
        for (name, value) in &section.options {
            let place = group.child(name);
            self.left.take(&place);
            if !names.insert(name.as_str()) {
                let note = "the name stands here twice; the first counts";
                self.left.say(&place, LossKind::Dropped, note);
            } else if lines(value).nth(1).is_some() {
                let note = "a value of several lines, at which readers disagree";
                self.left.say(&place, LossKind::Dropped, note);
            } else if first {
                self.entry(entry(&section.name, name, value), &place);
            }
        }
    }

    fn entry(&mut self, entry: EntryPoint, place: &Pointer) {
        let (key, said) = (key(&entry), said(&entry));
        match self.known.get(&key) {
            None => {
                self.record.entry_points.push(entry);
                self.known.insert(key, said);
            }
            Some(other) if *other != said => {
                let note = format!("the record says {other:?}");
                self.left.say(place, LossKind::Dropped, note);
            }
            Some(_) => {}
        }
    }
}

/// The entry point as the record has it.
fn entry(group: &Text, name: &Text, value: &Text) -> EntryPoint {
    let kind = match group.as_str() {
        CONSOLE => EntryPointKind::Command,
        GUI => EntryPointKind::GuiCommand,
        _ => EntryPointKind::Plugin,
    };
    let mut entry = EntryPoint::new(kind);
    entry.name = Some(name.clone());
    entry.group = (entry.kind == EntryPointKind::Plugin).then(|| group.clone());
    let target = ObjectReference::parse(value).map(|object| Text::from(object.target()));
    let target = target.unwrap_or_else(|_| value.clone());
    entry.value = (target != *value).then(|| Raw::of(value.as_str())).flatten();
    entry.target = Some(target);
    entry
}

fn key(entry: &EntryPoint) -> Key {
    (entry.kind.clone(), entry.group.clone(), entry.name.clone())
}

/// What it stands for: the declaration, or the target.
fn said(entry: &EntryPoint) -> String {
    let declared = entry.value.as_ref().and_then(|value| value.to::<String>().ok());
    declared.or_else(|| entry.target.clone().map(String::from)).unwrap_or_default()
}
