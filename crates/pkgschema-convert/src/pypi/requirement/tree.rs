//! The tree of a marker.
//!
//! Invariant: a conjunction or alternative has at least two parts, and a tree never needs more
//! than [`DEEPEST`] nested parentheses.

use super::answer::Answer;
use super::comparison::MarkerComparison;
use super::environment::MarkerEnvironment;
use std::fmt;

/// Nested parentheses that are read.
pub(super) const DEEPEST: usize = 128;

/// A marker's structure, as its parentheses and the order of `and` and `or` make it. Matched from
/// elsewhere as `MarkerTree::And { .. }`, with [`parts`](MarkerTree::parts).
///
/// ```
/// use pkgschema_convert::pypi::requirement::{Marker, MarkerTree};
/// let tree = |text: &str| Marker::parse(text).unwrap().tree().clone();
/// let parts = ["os_name == 'nt'", "extra == 'a'"].map(tree);
/// let both = MarkerTree::all(parts).unwrap();
/// assert_eq!(both.to_string(), r#"os_name == "nt" and extra == "a""#);
/// let one = MarkerTree::any([both, tree("python_version < '3'")]).unwrap();
/// assert_eq!(one, tree(&one.to_string()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum MarkerTree {
    /// All parts hold; two at least ([`MarkerTree::all`]).
    #[non_exhaustive]
    And(Vec<MarkerTree>),
    /// One part holds; two at least ([`MarkerTree::any`]).
    #[non_exhaustive]
    Or(Vec<MarkerTree>),
    /// A comparison.
    Comparison(MarkerComparison),
}

impl MarkerTree {
    /// All the parts; a sole part is itself. `None` for no parts, and if the marker would nest
    /// deeper than 128 parentheses.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        Self::joined(parts, Self::And)
    }

    /// One of the parts; a sole part is itself. `None` as for [`all`](Self::all).
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        Self::joined(parts, Self::Or)
    }

    fn joined(parts: impl IntoIterator<Item = Self>, join: fn(Vec<Self>) -> Self) -> Option<Self> {
        let tree = Self::join(parts.into_iter().collect(), join)?;
        (tree.nesting() <= DEEPEST).then_some(tree)
    }

    /// The parts joined, if there are any, without a look at the nesting.
    pub(super) fn join(mut parts: Vec<Self>, join: fn(Vec<Self>) -> Self) -> Option<Self> {
        match parts.len() {
            0 | 1 => parts.pop(),
            _ => Some(join(parts)),
        }
    }

    /// How many parentheses stand within each other when it is written.
    fn nesting(&self) -> usize {
        let below = |part: &Self| part.nesting() + usize::from(self.encloses(part));
        self.parts().iter().map(below).max().unwrap_or(0)
    }

    /// The parts of a conjunction or alternative; of a comparison none.
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::And(parts) | Self::Or(parts) => parts,
            Self::Comparison(_) => &[],
        }
    }

    /// Whether it holds. Not more than one look at each comparison.
    pub fn evaluate(&self, environment: &MarkerEnvironment) -> Answer {
        match self {
            Self::Comparison(comparison) => comparison.evaluate(environment),
            Self::And(parts) => fold(parts, environment, Answer::True, Answer::and),
            Self::Or(parts) => fold(parts, environment, Answer::False, Answer::or),
        }
    }

    /// The comparisons, from left to right.
    pub fn comparisons(&self) -> impl Iterator<Item = &MarkerComparison> {
        let mut waiting = vec![self];
        std::iter::from_fn(move || {
            loop {
                match waiting.pop()? {
                    Self::Comparison(comparison) => return Some(comparison),
                    Self::And(parts) | Self::Or(parts) => waiting.extend(parts.iter().rev()),
                }
            }
        })
    }

    /// Whether a part needs parentheses: only a conjunction in an alternative does not.
    fn encloses(&self, part: &Self) -> bool {
        !matches!((self, part), (_, Self::Comparison(_)) | (Self::Or(_), Self::And(_)))
    }
}

fn fold(
    parts: &[MarkerTree],
    environment: &MarkerEnvironment,
    start: Answer,
    join: fn(Answer, Answer) -> Answer,
) -> Answer {
    parts.iter().fold(start, |answer, part| join(answer, part.evaluate(environment)))
}

impl fmt::Display for MarkerTree {
    /// The marker with today's names, double quotes, single blanks, and no more parentheses than
    /// the structure needs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Comparison(comparison) = self {
            return comparison.fmt(f);
        }
        let between = if matches!(self, Self::And(_)) { " and " } else { " or " };
        for (index, part) in self.parts().iter().enumerate() {
            f.write_str(if index == 0 { "" } else { between })?;
            match self.encloses(part) {
                true => write!(f, "({part})")?,
                false => part.fmt(f)?,
            }
        }
        Ok(())
    }
}
