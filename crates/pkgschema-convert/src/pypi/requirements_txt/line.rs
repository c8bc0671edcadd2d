//! One logical line.
//!
//! Invariant: the text is kept; the other parts are read from it.

use super::direct::{Meant, meant};
use super::{lines, options};
use crate::pypi::requirement::is_space;
use pkgschema::Text;
use pkgschema::object::Writer;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LineKind {
    /// Nothing stands there.
    Blank,
    /// A comment alone.
    Comment,
    /// Something to install, maybe with options of its own.
    Requirement,
    /// Options.
    Options,
    /// What pip refuses.
    Other,
}

/// A line with those that it is continued on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequirementsLine {
    text: Text,
    end: Text,
    kind: LineKind,
    requirement: Option<Text>,
    editable: bool,
    options: Vec<LineOption>,
    comment: Option<Text>,
    refusal: Option<&'static str>,
}

/// An option.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LineOption {
    /// Its long name, `--requirement`.
    pub name: Text,
    /// Its value, if it takes one, without quotes.
    pub value: Option<Text>,
}

impl LineKind {
    /// The kind in one word, as the view has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Comment => "comment",
            Self::Requirement => "requirement",
            Self::Options => "options",
            Self::Other => "other",
        }
    }
}

impl LineOption {
    pub(super) fn new(name: &'static str, value: Option<String>) -> Self {
        Self { name: Text::from_static(name), value: value.map(Text::from) }
    }
}

impl RequirementsLine {
    /// Reads a line: as it is written, what ends it, and the same without continuations.
    pub(super) fn read(text: &str, end: &str, logical: &str) -> Self {
        let (said, comment) = lines::comment(logical);
        let said = said.trim_matches(is_space);
        let mut line = Self {
            text: text.into(),
            end: end.into(),
            kind: LineKind::Requirement,
            requirement: None,
            editable: false,
            options: Vec::new(),
            comment: comment.map(Text::from),
            refusal: None,
        };
        if said.is_empty() {
            line.kind = if comment.is_some() { LineKind::Comment } else { LineKind::Blank };
            return line;
        }
        let (before, behind) = parts(said);
        match options::read(behind) {
            Ok(options) => line.options = options,
            Err(words) => {
                (line.kind, line.refusal) = (LineKind::Other, Some(words));
                return line;
            }
        }
        line.requirement =
            Some(before.trim_matches(is_space)).filter(|text| !text.is_empty()).map(Text::from);
        line.take_editable();
        if line.requirement.is_none() {
            line.kind = LineKind::Options;
        }
        line
    }

    /// What stands behind the first `-e` is the requirement, where there is no other.
    fn take_editable(&mut self) {
        let at = self.options.iter().position(|it| it.name == options::EDITABLE);
        let Some(at) = at else { return };
        self.editable = true;
        if self.requirement.is_none() {
            self.requirement = self.options.remove(at).value;
        }
    }

    /// The line as it is written, without the end of its last line.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What ends it; empty at the end of the file.
    pub fn end(&self) -> &str {
        &self.end
    }

    /// What it is.
    pub fn kind(&self) -> LineKind {
        self.kind
    }

    /// The requirement, the path or the address, as written.
    pub fn requirement(&self) -> Option<&str> {
        self.requirement.as_deref()
    }

    /// Whether it is installed so that changes in its folder take effect (`-e`).
    pub fn is_editable(&self) -> bool {
        self.editable
    }

    /// The options, apart from the `-e` of the requirement.
    pub fn options(&self) -> &[LineOption] {
        &self.options
    }

    /// The comment from its `#` on.
    pub fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }

    /// Why pip refuses the line.
    pub(super) fn refusal(&self) -> Option<&'static str> {
        self.refusal
    }

    /// The values of an option, each with the option's index.
    pub(super) fn values<'l>(
        &'l self,
        name: &'static str,
    ) -> impl Iterator<Item = (usize, &'l str)> {
        let all = self.options.iter().enumerate().filter(move |(_, it)| it.name == name);
        all.filter_map(|(index, option)| Some((index, option.value.as_deref()?)))
    }

    /// The file that the line includes: the first `-r`, else the first `-c`.
    pub(super) fn include(&self) -> Option<&LineOption> {
        let first = |name: &str| self.options.iter().find(|it| it.name == name);
        first(options::REQUIREMENT).or_else(|| first(options::CONSTRAINT))
    }

    /// What the requirement means.
    pub(super) fn meant(&self) -> Option<Meant<'_>> {
        self.requirement.as_deref().map(|text| meant(text, self.editable))
    }

    /// Whether it is options, or a requirement that can be read.
    pub(super) fn is_readable(&self) -> bool {
        match self.kind {
            LineKind::Options => !self.options.is_empty(),
            LineKind::Requirement => match self.meant() {
                Some(Meant::Named(named)) => {
                    self.names_variable() || !matches!(named.specifier_set(), Some(Err(_)))
                }
                Some(Meant::Direct(_)) => true,
                Some(Meant::Nothing) | None => false,
            },
            _ => false,
        }
    }

    /// Whether the requirement holds a variable, `${NAME}`.
    pub(super) fn names_variable(&self) -> bool {
        let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        let text = self.requirement.as_deref().unwrap_or_default();
        text.split("${").skip(1).any(|behind| {
            let rest = behind.trim_start_matches(fits);
            rest.len() < behind.len() && rest.starts_with('}')
        })
    }

    /// Whether a requirement is more than a word, by which a file of requirements is told; `None`
    /// if it is none.
    pub(super) fn is_told(&self) -> Option<bool> {
        let more = self.editable || !self.options.is_empty();
        match self.meant()? {
            Meant::Nothing => None,
            Meant::Named(named) => match named.specifier_set() {
                Some(Err(_)) => None,
                set => Some(more || set.is_some() || named.url().is_some()),
            },
            // a path is told by what else stands there: any word with a slash could be one
            Meant::Direct(direct) => Some(more || direct.is_file()),
        }
    }

    /// Writes the line's object in the view.
    pub(super) fn write(&self, to: &mut Writer) {
        let mut object = to.object();
        object.member("kind", |to| to.string(self.kind.as_str()));
        object.member("text", |to| to.string(&self.text));
        if let Some(requirement) = &self.requirement {
            object.member("requirement", |to| to.string(requirement));
        }
        if self.editable {
            object.member("editable", |to| to.raw("true"));
        }
        if !self.options.is_empty() {
            object.member("options", |to| to.array(&self.options, |to, it| it.write(to)));
        }
        if let Some(comment) = &self.comment {
            object.member("comment", |to| to.string(comment));
        }
        object.end();
    }
}

impl LineOption {
    fn write(&self, to: &mut Writer) {
        let mut object = to.object();
        object.member("name", |to| to.string(&self.name));
        if let Some(value) = &self.value {
            object.member("value", |to| to.string(value));
        }
        object.end();
    }
}

/// What stands before the first word with a hyphen, and the rest: words are those between single
/// spaces.
fn parts(said: &str) -> (&str, &str) {
    let mut at = 0;
    for word in said.split(' ') {
        if word.starts_with('-') {
            return said.split_at_checked(at).unwrap_or((said, ""));
        }
        at += word.len() + 1;
    }
    (said, "")
}
