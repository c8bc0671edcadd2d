//! File names of source distributions: `{name}-{version}.tar.gz`, and what older tools wrote.
//!
//! Source: the specification "Source distribution format", file name (PEP 625).
//!
//! Invariant: where the project is known, its name ends where the project's does, however many
//! hyphens follow.

use super::{NamedRelease, Release, after, rules};
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Severity};
use std::ops::Deref;

/// Extensions of source distributions. New ones are `.tar.gz`.
pub const SDIST_EXTENSIONS: [&str; 8] =
    [".tar.gz", ".zip", ".tar.bz2", ".tgz", ".tar.xz", ".tar.Z", ".tbz", ".tar"];

/// How many hyphens from the end are looked at where the project is not known.
const HYPHENS: usize = 16;

/// The file name of a source distribution. Derefs to the project and version that it names.
///
/// ```
/// use pkgschema_convert::pypi::{FileName, file_name::SdistName};
/// assert_eq!(SdistName::new("Left.Margin", "1.0.RC1")?.as_str(), "left_margin-1.0rc1.tar.gz");
/// let unknown = FileName::parse("margin-2-1.tar.gz")?;
/// assert_eq!((unknown.name(), unknown.version()), ("margin-2", "1"));
/// let known = FileName::parse_for("margin-2-1.tar.gz", "margin")?;
/// assert_eq!((known.name(), known.version()), ("margin", "2-1"));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone)]
pub struct SdistName {
    named: NamedRelease,
    extension: &'static str,
    is_ambiguous: bool,
}

impl SdistName {
    /// The file name of a new source distribution.
    ///
    /// # Errors
    /// If the name is none of PyPI, or the version none of PEP 440.
    pub fn new(name: &str, version: &str) -> Result<Self, ParseError> {
        let (name, version) = rules::spelled(name, version)?;
        let text = format!("{name}-{version}.tar.gz");
        let named = NamedRelease::of(&text, Some(&name), Some(&version))?;
        Ok(Self { named, extension: ".tar.gz", is_ambiguous: false })
    }

    pub(super) fn read(text: &str, project: Option<&str>) -> Result<Self, ParseError> {
        let cut = |end: &&'static str| Some((text.strip_suffix(*end)?, *end));
        let Some((stem, extension)) = SDIST_EXTENSIONS.iter().find_map(cut) else {
            let words = "no extension of a wheel, a source distribution or an egg";
            return Err(ParseError::new(ParseErrorKind::NotThisDocument, words, text));
        };
        let known = project.and_then(|project| after(stem, project));
        let (name, version, is_ambiguous) = match known {
            Some((name, version)) => (name, version, false),
            None => guess(stem).ok_or_else(|| {
                let words = "expected a hyphen between name and version";
                ParseError::new(ParseErrorKind::Syntax, words, text)
            })?,
        };
        let named = NamedRelease::of(text, Some(name), Some(version))?;
        Ok(Self { named, extension, is_ambiguous })
    }

    /// The extension, with its dot.
    pub fn extension(&self) -> &'static str {
        self.extension
    }

    /// Whether name and version could be told apart otherwise, and the project is not known.
    pub fn is_ambiguous(&self) -> bool {
        self.is_ambiguous
    }

    pub(super) fn check(&self, found: &mut Vec<Finding>) {
        let mut say = |code, severity, words: String| {
            found.push(Finding::new(Pointer::root(), code, severity, words));
        };
        if self.extension != ".tar.gz" {
            let words =
                format!("new source distributions end in \".tar.gz\", not {:?}", self.extension);
            say("legacy-extension", Severity::Note, words);
        }
        if self.is_ambiguous {
            let words = "where the name ends and the version begins is not certain".to_owned();
            say("ambiguous-file-name", Severity::Warning, words);
        }
    }
}

impl PartialEq for SdistName {
    fn eq(&self, other: &Self) -> bool {
        self.named == other.named && self.extension == other.extension
    }
}

impl Eq for SdistName {}

impl Deref for SdistName {
    type Target = NamedRelease;

    fn deref(&self) -> &NamedRelease {
        &self.named
    }
}

/// Name and version where the project is not known, and whether another reading is as good.
fn guess(stem: &str) -> Option<(&str, &str, bool)> {
    let split = |(at, _): (usize, &str)| Some((stem.get(..at)?, stem.get(at + 1..)?));
    let splits = || stem.rmatch_indices('-').take(HYPHENS).filter_map(split);
    let mut readings =
        splits().filter(|(name, version)| !name.is_empty() && Release::of(version).is_version());
    if let Some((name, version)) = readings.next() {
        return Some((name, version, readings.next().is_some()));
    }
    let numbered = |(_, version): &(&str, &str)| version.starts_with(|c: char| c.is_ascii_digit());
    let (name, version) = splits().filter(numbered).last().or_else(|| splits().next())?;
    Some((name, version, splits().nth(1).is_some()))
}
