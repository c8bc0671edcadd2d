//! One condition of a range.
//!
//! Invariant: a comparator is what is left when hyphens, x-ranges, tildes and carets are written
//! out.

use super::grammar::{is_space, trim};
use super::range::Options;
use super::version::{Parts, Version, canonical_pre, compare_labels, compare_release};
use crate::{ParseError, ParseErrorKind, Text};
use std::cmp::Ordering;
use std::fmt;

/// How a version stands to the one of the comparator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// Any version: the empty comparator.
    Any,
    /// Equal.
    Equal,
    /// Lower.
    Less,
    /// Lower or equal.
    LessOrEqual,
    /// Higher.
    Greater,
    /// Higher or equal.
    GreaterOrEqual,
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
        match self {
            Self::Any => true,
            Self::Equal => order.is_eq(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
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
    pub(super) numbers: [u64; 3],
    pub(super) pre: Text,
}

impl Comparator {
    /// Any version.
    pub(super) const ANY: Self = Self::of(Operator::Any, [0; 3]);

    /// No version: nothing is lower than `0.0.0-0`.
    pub(super) const NONE: Self =
        Self { operator: Operator::Less, numbers: [0; 3], pre: Text::from_static("0") };

    /// A comparator without pre-release.
    pub(super) const fn of(operator: Operator, numbers: [u64; 3]) -> Self {
        Self { operator, numbers, pre: Text::EMPTY }
    }

    /// The same with pre-release identifiers.
    pub(super) fn with_pre(operator: Operator, numbers: [u64; 3], pre: &str) -> Self {
        let pre = if pre.is_empty() { Text::EMPTY } else { Text::from(canonical_pre(pre)) };
        Self { operator, numbers, pre }
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
            Ok(Some(parts)) => Ok(Self::with_pre(operator, parts.numbers, parts.pre)),
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
        let [major, minor, patch] = self.numbers;
        match (self.operator, self.pre.as_str()) {
            (Operator::Any, _) => None,
            (_, "") => Some(format!("{major}.{minor}.{patch}")),
            (_, pre) => Some(format!("{major}.{minor}.{patch}-{pre}")),
        }
    }

    /// Whether the version stands so to this one's, by precedence alone.
    pub fn contains(&self, version: &Version) -> bool {
        if self.operator == Operator::Any {
            return true;
        }
        let mut order = compare_release(version.numbers(), self.numbers);
        if order.is_eq() && !(self.pre.is_empty() && !version.is_prerelease()) {
            order = compare_labels(version.pre(), &self.pre);
        }
        self.operator.allows(order)
    }

    pub(super) fn key(&self) -> ([u64; 3], &str) {
        (self.numbers, &self.pre)
    }

    pub(super) fn is_none(&self) -> bool {
        self.operator == Operator::Less && self.numbers == [0; 3] && self.pre == "0"
    }
}

impl fmt::Display for Comparator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.operator.as_str())?;
        f.write_str(&self.version_text().unwrap_or_default())
    }
}
