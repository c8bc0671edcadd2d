//! What is odd in `setup.cfg`.
//!
//! Invariant: every key is looked at once, and what is listed is bounded.

use super::options::{EXTRAS, Entry, KNOWN_SECTIONS, Keys, METADATA, OPTIONS, entries, is_known};
use super::stated::{Directive, DirectiveKind, Stated};
use super::{SetupCfg, SetupMembers};
use crate::found::Found;
use crate::pypi::wheel_record::path;
use crate::pypi::{Requirement, ini_lints};
use pkgschema::{Finding, Pointer, Severity, Text};

pub(super) fn of(file: &SetupCfg) -> Vec<Finding> {
    let mut found = Found::default();
    ini_lints::add(&file.ini, &mut found);
    for section in file.ini.counting() {
        let name = section.name.strip_prefix("options.");
        if name.is_some_and(|name| !KNOWN_SECTIONS.contains(&name)) {
            let at = || Pointer::root().child(&section.name);
            let words = "no section that setuptools knows; it refuses the file";
            found.add(at, "unknown-section", Severity::Error, words);
        }
    }
    for section in [METADATA, OPTIONS] {
        keys(file, section, &mut found);
    }
    for entry in entries(&file.ini, EXTRAS) {
        value(&entry, &mut found);
        split_marker(&entry, &mut found);
    }
    members(&file.members(), &mut found);
    found.done()
}

fn keys(file: &SetupCfg, section: &str, found: &mut Found) {
    for entry in entries(&file.ini, section) {
        value(&entry, found);
        let place = || entry.place();
        if !is_known(section, entry.key) {
            let words = "no key that setuptools knows; it passes it over";
            found.add(place, "unknown-key", Severity::Note, words);
        } else if entry.key.contains(|c: char| c == '-' || c.is_uppercase()) {
            let words = "new files write small letters and _";
            found.add(place, "key-not-normalized", Severity::Note, words);
        }
    }
    let keys = Keys::of(&file.ini, section);
    for entry in &keys.shadowed {
        let words = "another spelling or name of the key counts";
        found.add(|| entry.place(), "shadowed-key", Severity::Warning, words);
    }
    if let Some(entry) = keys.get("install_requires") {
        split_marker(entry, found);
    }
}

/// What is filled in, and what cannot be.
fn value(entry: &Entry<'_>, found: &mut Found) {
    let stated = entry.stated(&[DirectiveKind::File]);
    let Some(directive) = stated.directive() else { return };
    if directive.kind() == DirectiveKind::Interpolation {
        let words = "a % that is not doubled: setuptools fills something in, or refuses the file";
        found.add(|| entry.place(), "interpolation", Severity::Warning, words);
    }
}

/// One requirement with a marker in one line, which is taken for two requirements.
fn split_marker(entry: &Entry<'_>, found: &mut Found) {
    let value = entry.value.as_str();
    let one = !value.contains('\n') && value.split(';').count() == 2;
    if one && Requirement::parse(value).is_ok_and(|it| it.marker().is_some()) {
        let words = "in one line the semicolon parts two requirements, it begins no marker";
        found.add(|| entry.place(), "split-marker", Severity::Warning, words);
    }
}

fn members(members: &SetupMembers, found: &mut Found) {
    let texts = [&members.summary, &members.description, &members.version];
    texts.into_iter().flatten().for_each(|stated| files(stated, found));
    let lists = [&members.classifiers, &members.install_requires];
    lists.into_iter().flatten().for_each(|stated| files(stated, found));
    members.extras_require.iter().for_each(|(_, stated)| files(stated, found));
    let of_files = |stated: &&Stated<Text>| {
        stated.directive().is_some_and(|it| it.kind() == DirectiveKind::File)
    };
    let refused = [&members.license, &members.license_file].into_iter().flatten();
    for stated in refused.filter(of_files) {
        let words = "a file cannot stand here; setuptools refuses it";
        found.add(|| stated.place.clone(), "file-not-allowed", Severity::Error, words);
    }
    let urls = members.project_urls.as_ref();
    let unnamed = |urls: &Vec<(Text, Text)>| urls.iter().any(|(label, _)| label.is_empty());
    if let Some(stated) = urls.filter(|urls| urls.value().is_some_and(unnamed)) {
        let words = "expected lines of a label, = and an address";
        found.add(|| stated.place.clone(), "malformed-project-url", Severity::Error, words);
    }
    let entry_points = members.entry_points.iter();
    for (stated, file) in entry_points.filter_map(|stated| Some((stated, stated.value()?))) {
        if file.has_stray_lines() {
            let words = "expected lines of a name, = and an object reference";
            found.add(|| stated.place.clone(), "malformed-entry-point", Severity::Error, words);
        }
    }
}

/// Files of a directive that stand elsewhere.
fn files<T>(stated: &Stated<T>, found: &mut Found) {
    let outside =
        |directive: &Directive| directive.files().any(|file| path::odd(file, false).is_some());
    if stated.directive().is_some_and(outside) {
        let words = "expected files below the project's folder";
        found.add(|| stated.place.clone(), "path-out-of-tree", Severity::Error, words);
    }
}
