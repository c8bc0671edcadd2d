//! Writing INI text.
//!
//! Invariant: nothing is written that would be read as anything else; a line break in a name or
//! at the wrong place of a value is never written.

use super::read::{header, option};
use super::{Delimiters, Ini, Section, is_comment, is_space, strip};
use crate::{Converted, Loss, LossKind};
use pkgschema::{Pointer, Text};

/// Why something is left out.
const OTHERWISE: &str = "it would be read as something else";

/// The text of the content, and what of it no INI text can hold.
pub(crate) fn render(ini: &Ini, delimiters: Delimiters) -> Converted<String> {
    let mut render =
        Render { text: String::new(), place: Pointer::root(), losses: Vec::new(), delimiters };
    render.stray(&ini.lines, |line| header(line).is_none() && !line.starts_with('\u{feff}'));
    for section in &ini.sections {
        render.place.push(&section.name);
        render.section(section);
        render.place.pop();
    }
    Converted::new(render.text, render.losses)
}

struct Render {
    text: String,
    place: Pointer,
    losses: Vec<Loss>,
    delimiters: Delimiters,
}

impl Render {
    fn section(&mut self, section: &Section) {
        if !fits_header(&section.name) {
            return self.lose();
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.extend(["[", &section.name, "]"]);
        let behind = section.behind.as_str();
        if !behind.is_empty() && is_line(behind) && !behind.contains(']') {
            self.text.extend([" ", behind]);
        } else if !behind.is_empty() {
            self.lose();
        }
        self.text.push('\n');
        let delimiters = self.delimiters;
        self.stray(&section.lines, |line| {
            header(line).is_none()
                && option(line, delimiters).is_none_or(|(name, _)| name.is_empty())
        });
        for (name, value) in &section.options {
            if fits_option(name, value, delimiters) {
                self.option(name, value);
            } else {
                self.place.push(name);
                self.lose();
                self.place.pop();
            }
        }
    }

    fn option(&mut self, name: &str, value: &str) {
        let mut lines = value.split('\n');
        self.text.extend([name, " ="]);
        if let Some(first) = lines.next().filter(|first| !first.is_empty()) {
            self.text.extend([" ", first]);
        }
        for line in lines {
            let indent = if line.is_empty() { "\n" } else { "\n\t" };
            self.text.extend([indent, line]);
        }
        self.text.push('\n');
    }

    fn stray(&mut self, lines: &[Text], fits: impl Fn(&str) -> bool) {
        for (index, line) in lines.iter().enumerate() {
            if is_line(line) && !is_comment(line) && fits(line) {
                self.text.extend([line, "\n"]);
            } else {
                let place = self.place.child("").child("lines").index(index);
                self.losses.push(Loss::new(place, LossKind::Dropped, OTHERWISE));
            }
        }
    }

    fn lose(&mut self) {
        self.losses.push(Loss::new(self.place.clone(), LossKind::Dropped, OTHERWISE));
    }
}

/// Whether a section of that name is read back.
fn fits_header(name: &str) -> bool {
    !name.is_empty() && !name.contains(['\n', '\r'])
}

/// Whether an option is read back.
pub(crate) fn fits_option(name: &str, value: &str, delimiters: Delimiters) -> bool {
    let first = value.split('\n').next().unwrap_or_default();
    let later = |line: &str| strip(line) == line && !is_comment(line);
    let named = is_line(name) && !is_comment(name) && !name.contains(|c| delimiters.has(c));
    let is_header = || name.starts_with('[') && header(&format!("{name} = {first}")).is_some();
    let whole = strip(first) == first && value.split('\n').skip(1).all(later);
    let ends = value.is_empty() || !value.ends_with(is_space);
    named && whole && ends && !value.contains('\r') && !is_header()
}

/// Whether the text is a line of its own, without white space around it.
fn is_line(text: &str) -> bool {
    !text.is_empty() && strip(text) == text && !text.contains(['\n', '\r'])
}
