//! What is odd in INI text, whatever the document.
//!
//! Invariant: every line is looked at once, and what is listed is bounded.

use crate::found::Found;
use crate::syntax::ini::{Ini, Section};
use pkgschema::text::is_obeyed;
use pkgschema::{Pointer, Severity, Text};
use std::collections::HashSet;

/// The section whose options Python's reader gives to every other one.
const DEFAULT: &str = "DEFAULT";

/// Duplicates, lines that are no options, characters that cannot be seen.
pub(super) fn add(ini: &Ini, found: &mut Found) {
    let root = Pointer::root();
    let words = "a line before the first section; Python's reader refuses the file";
    stray(&ini.lines, &root, words, found);
    let mut names = HashSet::new();
    for section in &ini.sections {
        let place = root.child(&section.name);
        if !names.insert(section.name.as_str()) {
            let words = "the section stands here twice; the first counts";
            found.add(|| place.clone(), "duplicate-member", Severity::Error, words);
        }
        of_section(section, &place, found);
    }
}

fn of_section(section: &Section, place: &Pointer, found: &mut Found) {
    hidden(&section.name, || place.clone(), found);
    if section.name == DEFAULT {
        let words = "Python's reader gives the options of this section to every other one";
        found.add(|| place.clone(), "default-section", Severity::Warning, words);
    }
    if !section.behind.is_empty() {
        let words = "text behind a header; no reader looks at it";
        let at = || place.child("").child("behind");
        found.add(at, "text-behind-header", Severity::Warning, words);
    }
    let words = "neither an option nor a section; Python's reader refuses the file";
    stray(&section.lines, place, words, found);
    let mut names = HashSet::new();
    for (name, value) in &section.options {
        let at = || place.child(name);
        if !names.insert(name.as_str()) {
            let words = "the name stands here twice; the first counts";
            found.add(at, "duplicate-member", Severity::Error, words);
        }
        hidden(name, at, found);
        hidden(value, at, found);
    }
}

fn stray(lines: &[Text], place: &Pointer, words: &str, found: &mut Found) {
    for index in 0..lines.len() {
        let at = || place.child("").child("lines").index(index);
        found.add(at, "stray-line", Severity::Error, words);
    }
}

fn hidden(text: &str, at: impl FnOnce() -> Pointer, found: &mut Found) {
    if text.chars().any(|it| is_obeyed(it) && !matches!(it, '\n' | '\t')) {
        let words = "a character that cannot be seen; some readers take it for the end of a line";
        found.add(at, "hidden-character", Severity::Warning, words);
    }
}
