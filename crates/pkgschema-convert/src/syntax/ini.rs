//! INI text with the rules of Python's `configparser`.
//!
//! | text | read as |
//! |---|---|
//! | `[a] b` | the section `a`; `b` is kept, no reader looks at it |
//! | `k = v` | the option `k`; of several delimiters the first counts |
//! | a line that is indented deeper than the option's | one more line of its value |
//! | an empty line behind an option | one more line of its value, if others follow |
//! | `# …`, `; …`, alone on a line | a comment, which is no content and is dropped |
//! | any other line, and whatever stands before the first section | kept as a stray line |
//!
//! The view is an object of the sections, each an object of its options; a text of several lines
//! has line feeds. What is no option stands under the empty name, which no section and no option
//! has: `{"": {"lines": ["stray"]}, "a": {"k": "v", "": {"behind": "b", "lines": ["stray"]}}}`.
//! Of two sections or options of one name the first counts; both are written.
//!
//! Source: the documentation of Python's `configparser`, "Supported INI File Structure" and
//! "Customizing Parser Behaviour", with the lines of a text opened as one: `\n`, `\r\n`, `\r`.
//!
//! Invariant: what is written is read back to the same sections, options and stray lines; what
//! cannot be is left out, with a loss.

mod read;
mod render;
mod view;

pub(crate) use read::parse;
pub(crate) use render::{fits_option, render};
pub(crate) use view::{from_view, view};

use pkgschema::Text;
use std::collections::HashSet;

/// Longest text that is read, in bytes: the files of real packages have some kilobytes.
const LONGEST: usize = 8 << 20;

/// What stands between an option's name and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Delimiters {
    /// `=` alone.
    Equals,
    /// `=` or `:`.
    EqualsOrColon,
}

impl Delimiters {
    fn has(self, character: char) -> bool {
        character == '=' || (character == ':' && self == Self::EqualsOrColon)
    }
}

/// The content of an INI text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Ini {
    /// Lines before the first section.
    pub(crate) lines: Vec<Text>,
    /// The sections in order, those of one name too.
    pub(crate) sections: Vec<Section>,
}

/// A section.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Section {
    /// Its name.
    pub(crate) name: Text,
    /// What follows its header on the line.
    pub(crate) behind: Text,
    /// Names and values in order, those of one name too.
    pub(crate) options: Vec<(Text, Text)>,
    /// Lines that are no options.
    pub(crate) lines: Vec<Text>,
}

impl Ini {
    /// The sections that count: of those of one name the first.
    pub(crate) fn counting(&self) -> impl Iterator<Item = &Section> {
        let mut names = HashSet::new();
        self.sections.iter().filter(move |section| names.insert(section.name.as_str()))
    }

    /// The section of that name that counts.
    pub(crate) fn section(&self, name: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.name == name)
    }
}

impl Section {
    /// The options that count: of those of one name the first.
    pub(crate) fn counting(&self) -> impl Iterator<Item = (&Text, &Text)> {
        let mut names = HashSet::new();
        let all = self.options.iter().map(|(name, value)| (name, value));
        all.filter(move |(name, _)| names.insert(name.as_str()))
    }
}

/// White space of Python.
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}')
}

/// The text without white space around it, as Python's `strip` gives it.
pub(crate) fn strip(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// The lines of a value, as Python's `splitlines` gives them.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = |character: char| {
        let known = matches!(character, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}');
        known || matches!(character, '\u{85}' | '\u{2028}' | '\u{2029}')
    };
    text.split(ends)
}

fn is_comment(line: &str) -> bool {
    line.starts_with(['#', ';'])
}
