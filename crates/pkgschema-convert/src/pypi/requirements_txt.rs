//! `requirements.txt`: what pip is to install, line by line.
//!
//! The view is an array with an object for each logical line: a line with those that it is
//! continued on. Its `text` is the line as it is written, without the end of its last line; the
//! other members are read from it.
//!
//! | member | is | where |
//! |---|---|---|
//! | `kind` | `blank`, `comment`, `requirement`, `options`, `other` | `other` is what pip refuses |
//! | `text` | the line with its continuations | |
//! | `requirement` | the requirement, the path or the address | |
//! | `editable` | `true` | behind `-e` |
//! | `options` | objects with `name`, the option's long name, and `value` if it has one | |
//! | `comment` | from the `#` on | |
//!
//! Files that are included (`-r`, `-c`) are listed by [`RequirementsTxt::includes`] and never
//! read. Variables (`${NAME}`) stay as they are written.
//!
//! | line | inventory | rule |
//! |---|---|---|
//! | `name==1.0`, `name===1.0` | `name`, `version` | exact, alone, without a wildcard |
//! | any other specifier | `requirement` | no version: nothing is chosen |
//! | `[extras]`, `; marker` | `features`, `condition` | |
//! | `--hash` | `artifacts[].digests` | each is of some file of the release |
//! | an address or path | `source`, `artifacts[0].url` | the name of a wheel tells name and version |
//! | `--index-url` | `source` | where it is the one place that packages are looked for |
//!
//! Source: pip's documentation, "Requirements File Format", and how pip 26 reads such files.
//!
//! Invariant: the text comes back as it was, and no other file is looked at.

mod direct;
mod inventory;
mod line;
mod lines;
mod lints;
mod options;
mod pins;
mod words;

pub use line::{LineKind, LineOption, RequirementsLine};

use crate::{Converted, Document, ToRecord};
use pkgschema::metadata::Inventory;
use pkgschema::object::raw::{self, Kind};
use pkgschema::object::{Raw, Writer};
use pkgschema::{Finding, ParseError, ParseErrorKind};

/// Longer texts than these bytes are not read.
const LONGEST: usize = 32 << 20;

/// A requirements file.
///
/// ```
/// use pkgschema_convert::{Document, ToRecord, pypi::RequirementsTxt};
/// let file = RequirementsTxt::parse("-r base.txt\nattrs==25.1.0 # pinned\nidna>=3\n")?;
/// assert_eq!(file.includes().next().unwrap().value.as_deref(), Some("base.txt"));
/// let inventory = file.to_record().value;
/// assert_eq!(inventory.packages[0].version.as_deref(), Some("25.1.0"));
/// let idna = &inventory.packages[1];
/// assert_eq!((&idna.version, &*idna.requirement.as_ref().unwrap().text), (&None, ">=3"));
/// assert_eq!(file.render().value, "-r base.txt\nattrs==25.1.0 # pinned\nidna>=3\n");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequirementsTxt {
    lines: Vec<RequirementsLine>,
}

impl RequirementsTxt {
    /// The logical lines, blank ones included, in the order of the file.
    pub fn lines(&self) -> &[RequirementsLine] {
        &self.lines
    }

    /// The files that this one includes (`--requirement`) or is bound by (`--constraint`), as they
    /// are written. Of one line pip follows one.
    pub fn includes(&self) -> impl Iterator<Item = &LineOption> {
        let options = self.lines.iter().filter(|line| line.kind() == LineKind::Options);
        options.filter_map(RequirementsLine::include)
    }

    /// Whether the text can be told as a requirements file: each line is blank, a comment, options
    /// or a requirement, and at least one is more than a word.
    pub(crate) fn is_told(text: &str) -> bool {
        let Ok(file) = Self::parse(text) else { return false };
        let mut told = false;
        for line in &file.lines {
            told |= match line.kind() {
                LineKind::Blank | LineKind::Comment => false,
                LineKind::Other => return false,
                LineKind::Options if line.options().is_empty() => return false,
                LineKind::Options => true,
                LineKind::Requirement => match line.is_told() {
                    None => return false,
                    Some(told) => told,
                },
            };
        }
        told
    }

    /// The file, unless none of its lines says anything that pip reads.
    fn known(self, text: &str) -> Result<Self, ParseError> {
        let mut kinds = self.lines.iter().filter(|line| {
            !matches!(line.kind(), LineKind::Blank | LineKind::Comment) && !line.text().is_empty()
        });
        let mut says = kinds.clone();
        if kinds.next().is_none() || says.any(RequirementsLine::is_readable) {
            return Ok(self);
        }
        let words = "no line is a requirement or an option";
        Err(ParseError::new(ParseErrorKind::NotThisDocument, words, text))
    }
}

impl Document for RequirementsTxt {
    const NAME: &'static str = "requirements.txt";

    fn parse(text: &str) -> Result<Self, ParseError> {
        if text.len() > LONGEST {
            let detail = format!("{} bytes, {LONGEST} at most", text.len());
            return Err(ParseError::new(ParseErrorKind::TooLong, detail, text));
        }
        let body = text.strip_prefix('\u{feff}').unwrap_or(text);
        if let Some(at) = body.find('\0') {
            let error = ParseError::new(ParseErrorKind::Syntax, "a text without NUL", body);
            return Err(error.in_text(body, at));
        }
        Self { lines: lines::read(body) }.known(body)
    }

    fn view(&self) -> Raw {
        let mut writer = Writer::default();
        writer.array(&self.lines, |to, line| line.write(to));
        Raw::from_string(writer.into_text()).unwrap_or_default()
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        let refuse = |words| ParseError::new(ParseErrorKind::NotThisDocument, words, view.as_str());
        if view.kind() != Kind::Array {
            return Err(refuse("expected an array of lines"));
        }
        let mut text = String::new();
        for line in raw::elements(view.as_raw()).unwrap_or_default() {
            let members = raw::members(line).unwrap_or_default();
            let written = members.into_iter().find(|(name, _)| name == "text");
            let written = written.and_then(|(_, value)| raw::string(value));
            text.push_str(&written.ok_or_else(|| refuse("expected lines with a \"text\""))?);
            text.push('\n');
        }
        Self::parse(&text)
    }

    fn render(&self) -> Converted<String> {
        let mut text = String::new();
        for line in &self.lines {
            text.push_str(line.text());
            text.push_str(line.end());
        }
        Converted::lossless(text)
    }

    fn check(&self) -> Vec<Finding> {
        lints::of(self)
    }
}

impl ToRecord<Inventory> for RequirementsTxt {
    fn to_record(&self) -> Converted<Inventory> {
        inventory::of(self)
    }
}
