//! What a package needs, as Python's packages write it: `name[extra] >=1,<2 ; marker`.
//!
//! | text | read as |
//! |---|---|
//! | `requests` | a name |
//! | `requests [socks,use-chardet] >=2.8, ==2.8.*` | with extras and a specifier |
//! | `requests (>=2.8)` | the same in the parentheses of old metadata |
//! | `pip @ https://files.example/pip.whl` | with a URL; white space ends it |
//! | `argparse ; python_version < "2.7"` | with a marker |
//!
//! Source: the packaging specifications, "Dependency specifiers" (PEP 508), as `packaging` 26
//! reads them.
//!
//! Invariant: the text is kept as written; whatever `packaging` reads is read to the same parts.

mod answer;
mod check;
mod comparison;
mod environment;
mod grammar;
mod marker;
mod marker_grammar;
mod quoted;
mod scan;
mod specifier;
mod tree;
mod variable;

pub use answer::Answer;
pub use comparison::{MarkerComparison, MarkerOperand, MarkerOperator};
pub use environment::MarkerEnvironment;
pub(super) use environment::normalized;
pub use marker::Marker;
pub(super) use scan::is_space;
pub use tree::MarkerTree;
pub use variable::MarkerVariable;

use pkgschema::version::pypi::SpecifierSet;
use pkgschema::{Finding, ParseError, ParseErrorKind, Text};
use std::fmt;

/// Longer texts than these bytes are not read.
const LONGEST: usize = 1024 * 1024;

/// A dependency specifier. Two are equal whose texts are.
///
/// ```
/// use pkgschema_convert::pypi::Requirement;
/// let requirement = Requirement::parse("Requests[socks] (>=2.8) ; extra == 'net'")?;
/// assert_eq!((requirement.name(), requirement.specifier()), ("Requests", Some(">=2.8")));
/// assert_eq!(requirement.extras(), ["socks"]);
/// let (extra, rest) = requirement.marker().unwrap().asked_extra().unwrap();
/// assert_eq!((extra, rest), ("net", None));
/// assert!(requirement.check().is_empty());
/// assert_eq!(Requirement::parse("a ; b").unwrap_err().offset(), Some(5));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Requirement {
    text: Text,
    parts: RequirementParts,
}

/// What a requirement is made of.
#[derive(Debug, Clone)]
pub(super) struct RequirementParts {
    pub(super) name: Text,
    pub(super) extras: Vec<Text>,
    pub(super) target: Target,
    pub(super) marker: Option<Marker>,
}

impl RequirementParts {
    /// As [`Requirement::parse`], where nobody asks for the text again.
    pub(super) fn parse(text: &str) -> Result<Self, ParseError> {
        check_length(text)?;
        if text.chars().all(scan::is_space) {
            return Err(ParseError::new(ParseErrorKind::Empty, "expected a requirement", text));
        }
        grammar::requirement(text)
    }
}

/// Which distribution of the package is asked for.
#[derive(Debug, Clone)]
pub(super) enum Target {
    Any,
    Specifier(Text),
    Url(Text),
}

impl Requirement {
    /// Reads a requirement of at most 1 MiB. White space is taken where `packaging` takes it; a
    /// specifier that is none and a variable that nobody knows are findings of
    /// [`check`](Self::check).
    ///
    /// # Errors
    /// If the text is longer, nests deeper than 128 parentheses, or is no requirement; with the
    /// offset.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        RequirementParts::parse(text).map(|parts| Self { text: text.into(), parts })
    }

    /// The text as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The name of the package, as written.
    pub fn name(&self) -> &str {
        &self.parts.name
    }

    /// The extras that are asked for, as written and in that order.
    pub fn extras(&self) -> &[Text] {
        &self.parts.extras
    }

    /// The specifier as written, without parentheses and the white space around it; empty for
    /// empty parentheses. `None` if there is none.
    pub fn specifier(&self) -> Option<&str> {
        match &self.parts.target {
            Target::Specifier(text) => Some(text),
            _ => None,
        }
    }

    /// The specifier read by PEP 440; the error says that it is none.
    pub fn specifier_set(&self) -> Option<Result<SpecifierSet, ParseError>> {
        self.specifier().map(specifier::set)
    }

    /// The URL as written, if the requirement has one.
    pub fn url(&self) -> Option<&str> {
        match &self.parts.target {
            Target::Url(text) => Some(text),
            _ => None,
        }
    }

    /// The condition under which the package is needed.
    pub fn marker(&self) -> Option<&Marker> {
        self.parts.marker.as_ref()
    }

    /// What is odd about it: names that break the rules, a specifier that is none by PEP 440
    /// (`requirement-specifier`), variables that the specification does not have
    /// (`unknown-marker-variable`), comparisons without a meaning (`marker-comparison`). All at
    /// the root.
    pub fn check(&self) -> Vec<Finding> {
        check::requirement(self)
    }
}

/// Refuses what is too long to be looked into.
fn check_length(text: &str) -> Result<(), ParseError> {
    if text.len() <= LONGEST {
        return Ok(());
    }
    let words = format!("expected at most {LONGEST} bytes, found {}", text.len());
    Err(ParseError::new(ParseErrorKind::TooLong, words, text).at_offset(LONGEST))
}

impl PartialEq for Requirement {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Requirement {}

impl std::str::FromStr for Requirement {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::parse(text)
    }
}

impl fmt::Display for Requirement {
    /// The text as written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
