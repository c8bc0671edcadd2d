//! Versions from before PEP 440.
//!
//! Invariant: they are below every version of PEP 440, and nobody gets one who did not ask for
//! it. The order is that of setuptools' `parse_version`, kept by `packaging` until 21.

use super::version::Version;
use crate::{ParseError, Text};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// A text that is no version by PEP 440, with the order that setuptools gave it.
///
/// ```
/// use pkgschema::version::pypi::LegacyVersion;
/// let (beta, done) = (LegacyVersion::new("2.0beta-x"), LegacyVersion::new("2.0-x"));
/// assert!(beta < done && done < LegacyVersion::new("2.1-x"));
/// ```
#[derive(Clone)]
pub struct LegacyVersion {
    text: Text,
    key: Vec<Text>,
}

impl LegacyVersion {
    /// Takes any text.
    pub fn new(text: &str) -> Self {
        Self { text: Text::from(text), key: key(&text.to_lowercase()) }
    }

    /// The text as read.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// The parts that are compared: numbers filled up with zeros to eight digits, words behind an
/// asterisk, which is below every digit.
fn key(text: &str) -> Vec<Text> {
    let mut key: Vec<Text> = Vec::new();
    for part in parts(text).map(comparable).chain([Some(Text::from_static("*final"))]) {
        let Some(part) = part else { continue };
        if part.starts_with('*') {
            let before_final = part.as_str() < "*final";
            while before_final && key.last().is_some_and(|last| last == "*final-") {
                key.pop();
            }
            while key.last().is_some_and(|last| last == "00000000") {
                key.pop();
            }
        }
        key.push(part);
    }
    key
}

/// A part as it is compared; `None` for what separates parts.
fn comparable(part: &str) -> Option<Text> {
    let word = match part {
        "" | "." => return None,
        "pre" | "preview" | "rc" => "c",
        "-" => "final-",
        "dev" => "@",
        other => other,
    };
    Some(match word.starts_with(|c: char| c.is_ascii_digit()) {
        true => Text::from(format!("{word:0>8}")),
        false => Text::from(format!("*{word}")),
    })
}

/// Runs of digits, runs of letters, dots, hyphens, and what lies between them.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let kind = |c: char| match c {
        '0'..='9' => 1,
        'a'..='z' => 2,
        '.' => 3,
        '-' => 4,
        _ => 5,
    };
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = kind(rest.chars().next()?);
        let single = matches!(first, 3 | 4);
        let end = match single {
            true => 1,
            false => rest.find(|c| kind(c) != first).unwrap_or(rest.len()),
        };
        let (part, behind) = rest.split_at_checked(end)?;
        rest = behind;
        Some(part)
    })
}

impl Ord for LegacyVersion {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

impl Hash for LegacyVersion {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl PartialEq for LegacyVersion {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for LegacyVersion {}

impl PartialOrd for LegacyVersion {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl std::fmt::Debug for LegacyVersion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("LegacyVersion").field(&self.as_str()).finish()
    }
}

/// A version by PEP 440, or what is none.
///
/// ```
/// use pkgschema::version::pypi::AnyVersion;
/// assert!(AnyVersion::parse("2004d-final")? < AnyVersion::parse("0.dev0")?);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AnyVersion {
    /// Not by PEP 440: below all that are.
    Legacy(LegacyVersion),
    /// By PEP 440.
    Pep440(Version),
}

impl AnyVersion {
    /// Reads a version by PEP 440, and takes any other text as it is.
    ///
    /// # Errors
    /// None.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let legacy = |_| Self::Legacy(LegacyVersion::new(text));
        Ok(Version::parse(text).map_or_else(legacy, Self::Pep440))
    }

    /// The text as read.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Legacy(version) => version.as_str(),
            Self::Pep440(version) => version.as_str(),
        }
    }

    /// The normal form by PEP 440, or the text.
    pub fn canonical(&self) -> Cow<'_, str> {
        match self {
            Self::Legacy(version) => Cow::Borrowed(version.as_str()),
            Self::Pep440(version) => version.canonical(),
        }
    }

    /// Whether this is a pre-release by PEP 440; what is not by PEP 440 is none.
    pub fn is_prerelease(&self) -> bool {
        matches!(self, Self::Pep440(version) if version.is_prerelease())
    }
}

crate::version::ordered::version_text!(AnyVersion);
