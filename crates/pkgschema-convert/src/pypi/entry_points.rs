//! `entry_points.txt`: what can be run from a distribution, and what other packages find in it.
//!
//! | file | record | rule |
//! |---|---|---|
//! | `[console_scripts]` | `entryPoints` of the kind `command` | |
//! | `[gui_scripts]` | `entryPoints` of the kind `gui-command` | |
//! | any other group | `entryPoints` of the kind `plugin` with their `group` | |
//! | `name = module:object` | `name`, `target` | |
//! | extras, another spelling | `value` too | the text as written |
//! | a value of several lines | | a loss: its readers disagree |
//!
//! Source: the specification "Entry points", file format and data model.
//!
//! Invariant: an entry point is written only if it is read back as the same one, by `configparser`
//! with `=` alone and by readers that know lines and the first `=`.

mod lints;
mod object_reference;
mod read;
mod write;

pub use object_reference::ObjectReference;

use crate::syntax::ini::{self, Delimiters, Ini};
use crate::{Converted, Document};
pub(super) use lints::is_path;
use pkgschema::object::Raw;
use pkgschema::{Finding, ParseError};

/// The group of commands.
const CONSOLE: &str = "console_scripts";

/// The group of commands that open no terminal.
const GUI: &str = "gui_scripts";

/// Between names and values; names may hold a colon.
const DELIMITERS: Delimiters = Delimiters::Equals;

/// An `entry_points.txt`. Names keep their case. Its view is an object of the groups, each an
/// object of names with their values; what is neither stands under the empty name.
///
/// ```
/// use pkgschema_convert::{Document, ToRecord, pypi::EntryPointsTxt};
/// use pkgschema::metadata::PackageMetadata;
/// let file = EntryPointsTxt::parse("[console_scripts]\nmargin = margin.cli:main\n")?;
/// let entry = file.entries().next().unwrap();
/// assert_eq!((entry.group, entry.name), ("console_scripts", "margin"));
/// assert_eq!(entry.object()?.attr(), Some("main"));
/// let record: Vec<PackageMetadata> = file.to_record().value;
/// assert_eq!(record[0].entry_points[0].kind.as_str(), "command");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryPointsTxt {
    ini: Ini,
}

/// One entry point of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct EntryPointLine<'a> {
    /// Its group.
    pub group: &'a str,
    /// Its name in the group.
    pub name: &'a str,
    /// What it stands for, as written; several lines have line feeds between them.
    pub value: &'a str,
}

impl EntryPointLine<'_> {
    /// What it stands for.
    ///
    /// # Errors
    /// If the value is no object reference: see [`ObjectReference::parse`].
    pub fn object(&self) -> Result<ObjectReference, ParseError> {
        ObjectReference::parse(self.value)
    }

    /// Whether it is a command, with a terminal or without.
    pub fn is_command(&self) -> bool {
        matches!(self.group, CONSOLE | GUI)
    }
}

impl EntryPointsTxt {
    /// The file of that content.
    pub(super) fn of(ini: Ini) -> Self {
        Self { ini }
    }

    /// Whether lines are no entry points.
    pub(super) fn has_stray_lines(&self) -> bool {
        !self.ini.lines.is_empty()
            || self.ini.sections.iter().any(|section| !section.lines.is_empty())
    }

    /// The groups in their order, each once.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        self.ini.counting().map(|section| section.name.as_str())
    }

    /// The entry points in their order. Of two groups of one name, and of two entry points of one
    /// name in a group, the first counts.
    pub fn entries(&self) -> impl Iterator<Item = EntryPointLine<'_>> {
        self.ini.counting().flat_map(|section| {
            let group = section.name.as_str();
            section.counting().map(move |(name, value)| EntryPointLine { group, name, value })
        })
    }

    /// The entry point of that name in that group, if it is there.
    pub fn get(&self, group: &str, name: &str) -> Option<EntryPointLine<'_>> {
        let section = self.ini.section(group)?;
        let (name, value) = section.options.iter().find(|(known, _)| known == name)?;
        Some(EntryPointLine { group: &section.name, name, value })
    }
}

/// Whether the name of a group is well-formed: letters, digits and `_` of any script, with dots
/// between them.
pub fn is_group(name: &str) -> bool {
    name.split('.').all(|part| !part.is_empty() && part.chars().all(is_word))
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

impl Document for EntryPointsTxt {
    const NAME: &'static str = "entry_points.txt";

    fn parse(text: &str) -> Result<Self, ParseError> {
        ini::parse(text, DELIMITERS).map(|ini| Self { ini })
    }

    fn view(&self) -> Raw {
        ini::view(&self.ini)
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        ini::from_view(view).map(|ini| Self { ini })
    }

    fn render(&self) -> Converted<String> {
        ini::render(&self.ini, DELIMITERS)
    }

    fn check(&self) -> Vec<Finding> {
        lints::of(self)
    }
}
