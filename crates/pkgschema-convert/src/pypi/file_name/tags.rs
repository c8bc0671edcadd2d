//! Compatibility tags of wheels, compressed as file names have them.
//!
//! Source: the specification "Platform compatibility tags" (compressed tag sets).
//!
//! Invariant: a set is never expanded but tag by tag: few bytes can stand for very many tags.

use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Severity, Text};
use std::collections::BTreeSet;
use std::fmt;

/// One compatibility tag: `cp312-abi3-any`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag<'a> {
    /// Implementation and version of the language: `cp312`, `py3`.
    pub python: &'a str,
    /// Binary interface: `abi3`, `none`.
    pub abi: &'a str,
    /// Platform: `manylinux_2_17_x86_64`, `any`.
    pub platform: &'a str,
}

impl fmt::Display for Tag<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.python, self.abi, self.platform)
    }
}

/// The tags of a wheel: every combination of three lists. Two sets are equal if they stand for
/// the same tags.
///
/// ```
/// use pkgschema_convert::pypi::file_name::TagSet;
/// let tags = TagSet::new("py2.py3", "none", "any");
/// let all: Vec<String> = tags.iter().map(|tag| tag.to_string()).collect();
/// assert_eq!(all, ["py2-none-any", "py3-none-any"]);
/// assert_eq!(tags, TagSet::parse("py3.py2-none-any")?);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone)]
pub struct TagSet {
    python: Text,
    abi: Text,
    platform: Text,
}

impl TagSet {
    /// A set from its three parts, each a list with `.` between its elements.
    pub fn new(python: &str, abi: &str, platform: &str) -> Self {
        Self { python: python.into(), abi: abi.into(), platform: platform.into() }
    }

    /// Reads three lists with hyphens between them: `py2.py3-none-any`.
    ///
    /// # Errors
    /// If there are fewer or more, or one is empty.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let mut parts = text.split('-').filter(|part| !part.is_empty());
        match (parts.next(), parts.next(), parts.next()) {
            (Some(python), Some(abi), Some(platform))
                if text.bytes().filter(|byte| *byte == b'-').count() == 2 =>
            {
                Ok(Self::new(python, abi, platform))
            }
            _ => {
                let words = "expected three lists of tags with hyphens between them";
                Err(ParseError::new(ParseErrorKind::Syntax, words, text))
            }
        }
    }

    /// The language tags.
    pub fn pythons(&self) -> impl Iterator<Item = &str> + Clone {
        self.python.split('.')
    }

    /// The tags of binary interfaces.
    pub fn abis(&self) -> impl Iterator<Item = &str> + Clone {
        self.abi.split('.')
    }

    /// The platform tags.
    pub fn platforms(&self) -> impl Iterator<Item = &str> + Clone {
        self.platform.split('.')
    }

    /// The tags one by one.
    pub fn iter(&self) -> impl Iterator<Item = Tag<'_>> {
        self.pythons().flat_map(move |python| {
            self.abis().flat_map(move |abi| {
                self.platforms().map(move |platform| Tag { python, abi, platform })
            })
        })
    }

    /// What is odd about them.
    pub(super) fn check(&self, found: &mut Vec<Finding>) {
        let mut say = |code, severity, words: String| {
            found.push(Finding::new(Pointer::root(), code, severity, words));
        };
        for list in [&self.python, &self.abi, &self.platform] {
            if list.split('.').any(str::is_empty) {
                say("empty-tag", Severity::Error, format!("a tag is missing in {list:?}"));
            } else if list.split('.').zip(list.split('.').skip(1)).any(|(one, two)| one > two) {
                let words = format!("expected the tags in order, found {list:?}");
                say("unsorted-tags", Severity::Note, words);
            }
        }
        let word = |tag: &str| {
            let fits = |c: char| c.is_alphanumeric() || c == '_';
            tag.is_empty() || (tag.chars().all(fits) && !tag.starts_with(char::is_numeric))
        };
        if !self.pythons().all(word) {
            let words =
                format!("expected an implementation and a version, found {:?}", self.python);
            say("malformed-tag", Severity::Error, words);
        }
    }

    /// Whether no part is empty or holds a hyphen.
    pub(in crate::pypi) fn is_proper(&self) -> bool {
        let mut found = Vec::new();
        self.check(&mut found);
        let hyphen = [&self.python, &self.abi, &self.platform].iter().any(|it| it.contains('-'));
        !hyphen && found.iter().all(|finding| finding.severity != Severity::Error)
    }

    fn sets(&self) -> [BTreeSet<&str>; 3] {
        [self.pythons().collect(), self.abis().collect(), self.platforms().collect()]
    }
}

impl PartialEq for TagSet {
    fn eq(&self, other: &Self) -> bool {
        self.sets() == other.sets()
    }
}

impl Eq for TagSet {}

impl fmt::Display for TagSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.python, self.abi, self.platform)
    }
}
