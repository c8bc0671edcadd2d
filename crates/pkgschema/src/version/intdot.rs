//! Numbers with dots between them as versions.
//!
//! Invariant: a version is read up to the first character that is neither digit nor dot, and
//! zeros at the end of it make no difference.

use super::identifiers::{compare_numbers, hash_numbers, plain};
use crate::{ParseError, ParseErrorKind, Text};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// Numbers with dots between them (VERS type `intdot`): `10.234.5.12`, leading zeros and
/// whatever follows the numbers ignored.
///
/// ```
/// use pkgschema::version::intdot::Version;
/// assert!(Version::parse("1.2")? < Version::parse("1.10")?);
/// assert_eq!(Version::parse("01.002-beta")?, Version::parse("1.2.0")?);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Clone)]
pub struct Version {
    text: Text,
    end: usize,
}

impl Version {
    /// Reads a version.
    ///
    /// # Errors
    /// If the text does not begin with a digit.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        if !text.starts_with(|c: char| c.is_ascii_digit()) {
            let kind = if text.is_empty() { ParseErrorKind::Empty } else { ParseErrorKind::Syntax };
            return Err(ParseError::new(kind, "expected numbers with dots between them", text));
        }
        let numeric = |c: &char| c.is_ascii_digit() || *c == '.';
        let run: usize = text.chars().take_while(numeric).count();
        let end = text.get(..run).and_then(|run| run.find("..")).unwrap_or(run);
        Ok(Self { text: Text::from(text), end })
    }

    /// The text as read.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The numbers without leading zeros, and nothing behind them.
    pub fn canonical(&self) -> Cow<'_, str> {
        Cow::Owned(self.numbers().map(plain).collect::<Vec<_>>().join("."))
    }

    /// Never.
    pub fn is_prerelease(&self) -> bool {
        false
    }

    fn numbers(&self) -> impl Iterator<Item = &str> {
        let numbers = self.text.get(..self.end).unwrap_or_default();
        numbers.split('.').filter(|digits| !digits.is_empty())
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        compare_numbers(self.numbers(), other.numbers())
    }
}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash_numbers(self.numbers(), state);
    }
}

super::ordered::ordered_version!(Version);
