//! One constraint of a VERS.
//!
//! Invariant: the version is held without escapes, as the scheme writes it.

use super::escape::escaped;
use crate::Text;
use std::fmt;

/// How versions stand to the one of the constraint (clause 5.3.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Comparator {
    /// Equal; nothing is written for it.
    Equal,
    /// `!=`: all but this one.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterOrEqual,
}

impl Comparator {
    /// Those that are written, longer ones first.
    const WRITTEN: [Self; 5] =
        [Self::GreaterOrEqual, Self::LessOrEqual, Self::NotEqual, Self::Greater, Self::Less];

    /// The comparator as written; empty for equality.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// The comparator that a constraint begins with, and what follows it.
    pub(super) fn split(text: &str) -> (Self, &str) {
        let found = |c: Self| text.strip_prefix(c.as_str()).map(|rest| (c, rest));
        Self::WRITTEN.into_iter().find_map(found).unwrap_or((Self::Equal, text))
    }

    pub(super) fn is_lower(self) -> bool {
        matches!(self, Self::Greater | Self::GreaterOrEqual)
    }

    pub(super) fn is_upper(self) -> bool {
        matches!(self, Self::Less | Self::LessOrEqual)
    }

    /// Whether the version itself is meant too.
    pub(super) fn is_inclusive(self) -> bool {
        matches!(self, Self::LessOrEqual | Self::GreaterOrEqual)
    }
}

/// A comparator and a version.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Constraint {
    /// How versions stand to the one given.
    pub comparator: Comparator,
    /// The version without escapes.
    pub version: Text,
}

impl Constraint {
    /// A constraint.
    pub fn new(comparator: Comparator, version: &str) -> Self {
        Self { comparator, version: Text::from(version) }
    }
}

impl fmt::Display for Constraint {
    /// The constraint as it stands in VERS.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.comparator.as_str(), escaped(&self.version))
    }
}
