//! Building VERS.
//!
//! Invariant: what is built reads strictly.

use super::escape::is_writable;
use super::{Comparator, Constraint, Vers, rules, write};
use crate::version::{Scheme, Version};
use crate::{ParseError, ParseErrorKind};

/// A range in the making: constraints in any order.
///
/// ```
/// use pkgschema::version::{Vers, vers::Comparator};
/// let vers = Vers::builder("npm")
///     .constraint(Comparator::Less, "2.0.0")
///     .constraint(Comparator::GreaterOrEqual, "1.2.0")
///     .build()?;
/// assert_eq!(vers.as_str(), "vers:npm/>=1.2.0|<2.0.0");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Builder {
    vers_type: String,
    constraints: Vec<Constraint>,
    star: bool,
}

impl Builder {
    pub(super) fn new(vers_type: &str) -> Self {
        Self { vers_type: vers_type.to_ascii_lowercase(), constraints: Vec::new(), star: false }
    }

    /// Adds a constraint.
    #[must_use]
    pub fn constraint(mut self, comparator: Comparator, version: &str) -> Self {
        self.constraints.push(Constraint::new(comparator, version));
        self
    }

    /// Makes it `*`, whatever else was added.
    #[must_use]
    pub fn star(mut self) -> Self {
        self.star = true;
        self
    }

    /// The range: sorted, each version once, and simplified where constraints cover each other.
    ///
    /// # Errors
    /// If the type is none, there are no constraints, a version cannot be written, or the
    /// versions of a known type cannot be put in order.
    pub fn build(mut self) -> Result<Vers, ParseError> {
        if !rules::is_type(&self.vers_type) {
            return Err(self.wrong(ParseErrorKind::Syntax, "the type is none"));
        }
        if self.star {
            self.constraints.clear();
        } else if self.constraints.is_empty() {
            return Err(self.wrong(ParseErrorKind::Empty, "there are no constraints"));
        }
        if !self.constraints.iter().all(|constraint| is_writable(&constraint.version)) {
            let words = "a version is empty or holds control characters";
            return Err(self.wrong(ParseErrorKind::Syntax, words));
        }
        self.sort();
        match rules::check(&self.vers_type, &self.constraints) {
            Ok(()) => Ok(write::done(&self.vers_type, self.constraints)),
            Err(words) => {
                let simple = self.simplified();
                simple.ok_or_else(|| self.wrong(ParseErrorKind::TypeRule, words))
            }
        }
    }

    /// Sorts by the order of the type, and leaves out what stands twice.
    fn sort(&mut self) {
        let Some(scheme) = Scheme::of_vers_type(&self.vers_type) else {
            let mut seen = std::collections::BTreeSet::new();
            self.constraints.retain(|constraint| seen.insert(constraint.clone()));
            return;
        };
        let Some(mut all) = rules::sorted(scheme, &self.constraints) else { return };
        let same = |left: &(Comparator, Version), right: &(Comparator, Version)| {
            left.0 == right.0 && left.1.compare(&right.1).is_some_and(std::cmp::Ordering::is_eq)
        };
        all.dedup_by(|later, earlier| same(earlier, later));
        let text = |(comparator, version): &(Comparator, Version)| {
            Constraint::new(*comparator, version.as_str())
        };
        self.constraints = all.iter().map(text).collect();
    }

    /// What the constraints mean, in the fewest constraints.
    fn simplified(&self) -> Option<Vers> {
        let scheme = Scheme::of_vers_type(&self.vers_type)?;
        let set = rules::versions(scheme, &self.constraints)?;
        write::write(&set).ok()
    }

    fn wrong(&self, kind: ParseErrorKind, words: &str) -> ParseError {
        let constraints: Vec<String> = self.constraints.iter().map(Constraint::to_string).collect();
        let input = format!("vers:{}/{}", self.vers_type, constraints.join("|"));
        ParseError::new(kind, words, &input)
    }
}
