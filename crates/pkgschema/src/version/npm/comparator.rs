//! One condition of a range.
//!
//! Invariant: a comparator is what is left when hyphens, x-ranges, tildes and carets are written
//! out.

use super::grammar::{is_space, trim};
use super::range::Options;
use super::version::{Parts, Release, Version, canonical_pre, compare_labels};
use crate::{ParseError, ParseErrorKind, Text};
use std::cmp::Ordering;
use std::fmt;

/// How a version stands to the one of the comparator. The numbers are sets of the orders that are
/// allowed: 1 lower, 2 equal, 4 higher.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Operator {
    /// Any version: the empty comparator.
    Any = 7,
    /// Equal.
    Equal = 2,
    /// Lower.
    Less = 1,
    /// Lower or equal.
    LessOrEqual = 3,
    /// Higher.
    Greater = 4,
    /// Higher or equal.
    GreaterOrEqual = 6,
}

impl Operator {
    /// The operator as node-semver prints it; equality and "any" are empty.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Any | Self::Equal => "",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// The operator that a comparator begins with, and what follows it.
    pub(super) fn split(text: &str) -> (Self, &str) {
        let behind = |length| text.get(length..).unwrap_or_default();
        match text.as_bytes() {
            [b'>', b'=', ..] => (Self::GreaterOrEqual, behind(2)),
            [b'<', b'=', ..] => (Self::LessOrEqual, behind(2)),
            [b'>', ..] => (Self::Greater, behind(1)),
            [b'<', ..] => (Self::Less, behind(1)),
            [b'=', ..] => (Self::Equal, behind(1)),
            _ => (Self::Equal, text),
        }
    }

    /// Whether a version that stands so to the comparator's is allowed.
    pub(super) fn allows(self, order: Ordering) -> bool {
        let allowed = match order {
            Ordering::Less => 1,
            Ordering::Equal => 2,
            Ordering::Greater => 4,
        };
        self as u8 & allowed != 0
    }

    pub(super) fn is_greater(self) -> bool {
        matches!(self, Self::Greater | Self::GreaterOrEqual)
    }

    pub(super) fn is_less(self) -> bool {
        matches!(self, Self::Less | Self::LessOrEqual)
    }
}

/// An operator and a version without build metadata.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Comparator {
    pub(super) operator: Operator,
    pub(super) release: Release,
    /// Identifiers as node-semver prints them; empty if there are none.
    pub(super) pre: Text,
    has_pre: bool,
}

impl Comparator {
    /// Any version.
    pub(super) const ANY: Self = Self::of(Operator::Any, [0; 3]);

    /// No version: nothing is lower than `0.0.0-0`.
    pub(super) const NONE: Self = Self {
        operator: Operator::Less,
        release: Release::new([0; 3]),
        pre: Text::from_static("0"),
        has_pre: true,
    };

    /// A comparator without pre-release.
    pub(super) const fn of(operator: Operator, numbers: [u64; 3]) -> Self {
        Self { operator, release: Release::new(numbers), pre: Text::EMPTY, has_pre: false }
    }

    /// The same with pre-release identifiers as node-semver prints them.
    pub(super) fn with_pre(operator: Operator, numbers: [u64; 3], pre: &str) -> Self {
        let has_pre = !pre.is_empty();
        let pre = match pre {
            "" => Text::EMPTY,
            "0" => Text::from_static("0"),
            pre => Text::from(pre),
        };
        Self { operator, release: Release::new(numbers), pre, has_pre }
    }

    /// Reads a comparator with a whole version: `>=1.2.3`; the empty text is any version.
    ///
    /// # Errors
    /// If node-semver's class `Comparator` refuses it.
    pub fn parse(text: &str, options: Options) -> Result<Self, ParseError> {
        let trimmed = trim(text);
        let (operator, version) = Operator::split(trimmed);
        let behind = version.trim_start_matches(is_space);
        if trimmed.is_empty() {
            return Ok(Self::ANY);
        }
        match Parts::read(behind, options.reading()) {
            Ok(Some(parts)) => {
                let pre = canonical_pre(parts.pre);
                Ok(Self::with_pre(operator, parts.numbers, &pre))
            }
            _ => {
                let words = "expected an operator and a version such as >=1.2.3";
                Err(ParseError::new(ParseErrorKind::Syntax, words, text))
            }
        }
    }

    /// How the version must stand to this one's.
    pub fn operator(&self) -> Operator {
        self.operator
    }

    /// The version; `None` for [`Operator::Any`].
    pub fn version(&self) -> Option<Version> {
        Version::parse(&self.version_text()?).ok()
    }

    pub(super) fn version_text(&self) -> Option<String> {
        let [major, minor, patch] = self.release.numbers;
        match (self.operator, self.pre.as_str()) {
            (Operator::Any, _) => None,
            (_, "") => Some(format!("{major}.{minor}.{patch}")),
            (_, pre) => Some(format!("{major}.{minor}.{patch}-{pre}")),
        }
    }

    /// Whether the version stands so to this one's, by precedence alone.
    #[inline]
    pub fn contains(&self, version: &Version) -> bool {
        let release = version.release().compare(&self.release);
        let order = match release.is_eq() && (self.has_pre || version.is_prerelease()) {
            true => compare_labels(version.pre(), &self.pre),
            false => release,
        };
        self.operator.allows(order)
    }

    /// Whether the version may be a pre-release of these numbers.
    pub(super) fn names(&self, version: &Version) -> bool {
        self.has_pre && self.release == *version.release()
    }

    pub(super) fn key(&self) -> ([u64; 3], &str) {
        (self.release.numbers, &self.pre)
    }

    pub(super) fn is_none(&self) -> bool {
        self.operator == Operator::Less && self.release.numbers == [0; 3] && self.pre == "0"
    }
}

impl fmt::Display for Comparator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.operator.as_str())?;
        f.write_str(&self.version_text().unwrap_or_default())
    }
}
