//! Whether a version is affected.
//!
//! Invariant: "not affected" is only ever said where the advisory says so.

use super::UnknownReason;
use std::fmt;

/// Whether a version of a package is affected by an advisory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// It is.
    Affected,
    /// It is not.
    NotAffected(NotAffectedReason),
    /// Nobody can tell from the advisory.
    Unknown(UnknownReason),
}

/// Why a version is not affected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum NotAffectedReason {
    /// The advisory is about other packages.
    OtherPackage,
    /// The version is in none of the ranges and lists about the package.
    NotInRange,
    /// The advisory is withdrawn.
    Withdrawn,
}

impl NotAffectedReason {
    /// The reason in one word, for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OtherPackage => "other-package",
            Self::NotInRange => "not-in-range",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Verdict {
    /// `affected`, `not-affected` or `unknown`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Affected => "affected",
            Self::NotAffected(_) => "not-affected",
            Self::Unknown(_) => "unknown",
        }
    }

    /// The reason in one word; `None` for an affected version.
    pub fn reason(self) -> Option<&'static str> {
        match self {
            Self::Affected => None,
            Self::NotAffected(reason) => Some(reason.as_str()),
            Self::Unknown(reason) => Some(reason.as_str()),
        }
    }

    /// Whether the version is affected.
    pub fn is_affected(self) -> bool {
        self == Self::Affected
    }

    /// Whether the version is not affected, which is more than not known to be.
    pub fn is_not_affected(self) -> bool {
        matches!(self, Self::NotAffected(_))
    }

    /// The verdict of two statements about the same package: affected if either says so, and
    /// unknown if either cannot tell.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Affected, _) | (_, Self::Affected) => Self::Affected,
            (Self::Unknown(reason), _) | (_, Self::Unknown(reason)) => Self::Unknown(reason),
            (Self::NotAffected(left), Self::NotAffected(right)) => {
                Self::NotAffected(left.max(right))
            }
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Affected => f.write_str("affected"),
            Self::NotAffected(NotAffectedReason::OtherPackage) => {
                f.write_str("not affected: it is about other packages")
            }
            Self::NotAffected(NotAffectedReason::NotInRange) => {
                f.write_str("not affected: in no range and no list")
            }
            Self::NotAffected(NotAffectedReason::Withdrawn) => {
                f.write_str("not affected: the advisory is withdrawn")
            }
            Self::Unknown(reason) => write!(f, "unknown: {reason}"),
        }
    }
}
