//! What a marker answers.
//!
//! Invariant: unknown is never taken for true or false: it becomes either only where the other
//! parts of the marker decide alone (Kleene's logic).

use std::fmt;

/// The answer of a marker: three-valued, as an environment may not say everything.
///
/// ```
/// use pkgschema_convert::pypi::requirement::Answer;
/// assert_eq!(Answer::False.and(Answer::Unknown), Answer::False);
/// assert_eq!(Answer::True.and(Answer::Unknown), Answer::Unknown);
/// assert!(!Answer::Unknown.is_true());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// Nobody can tell: a variable is not given, or the comparison has no meaning.
    Unknown,
}

impl Answer {
    /// `true`, `false` or `unknown`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False => "false",
            Self::Unknown => "unknown",
        }
    }

    /// Whether it is known to hold.
    pub fn is_true(self) -> bool {
        self == Self::True
    }

    /// Whether it is known not to hold.
    pub fn is_false(self) -> bool {
        self == Self::False
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, Self::True) => Self::True,
            _ => Self::Unknown,
        }
    }

    /// One of both.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::True, _) | (_, Self::True) => Self::True,
            (Self::False, Self::False) => Self::False,
            _ => Self::Unknown,
        }
    }
}

impl From<bool> for Answer {
    fn from(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
