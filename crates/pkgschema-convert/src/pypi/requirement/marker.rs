//! A condition on the place where a package is installed.
//!
//! Invariant: the text is kept as written, and means the tree.

use super::answer::Answer;
use super::comparison::MarkerOperator;
use super::environment::MarkerEnvironment;
use super::scan::Scan;
use super::tree::MarkerTree;
use super::variable::MarkerVariable;
use super::{check, check_length, marker_grammar};
use pkgschema::version::pypi::Operator;
use pkgschema::{Finding, ParseError, Text};
use std::fmt;

/// An environment marker: what stands behind the semicolon. Two are equal whose trees are.
///
/// Source: dependency specifiers, "Environment Markers"; PEP 685 for extras; the specification of
/// `pylock.toml` for `extras` and `dependency_groups`.
///
/// ```
/// use pkgschema_convert::pypi::requirement::{Answer, Marker, MarkerEnvironment, MarkerVariable};
/// let marker = Marker::parse("python_version<'3.9' or os.name=='nt'")?;
/// assert_eq!(marker.to_string(), r#"python_version < "3.9" or os_name == "nt""#);
/// let environment = MarkerEnvironment::new().with(MarkerVariable::PythonVersion, "3.10");
/// assert_eq!(marker.evaluate(&environment), Answer::Unknown);
/// let environment = environment.with(MarkerVariable::OsName, "posix");
/// assert_eq!(marker.evaluate(&environment), Answer::False);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Marker {
    text: Text,
    tree: MarkerTree,
}

impl Marker {
    /// Reads a marker of at most 1 MiB and 128 nested parentheses. Variables that nobody knows
    /// are read, and unknown when it is evaluated.
    ///
    /// # Errors
    /// If the text is longer, nests deeper, or is no marker; with the offset.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        check_length(text)?;
        let mut scan = Scan::new(text);
        let marker = Self::read(&mut scan)?;
        if !scan.is_at_end() {
            return Err(scan.error("expected `and`, `or` or the end"));
        }
        Ok(marker)
    }

    /// Reads a marker from here on.
    pub(super) fn read(scan: &mut Scan<'_>) -> Result<Self, ParseError> {
        let start = scan.at();
        let tree = marker_grammar::marker(scan)?;
        let text = scan.since(start).trim_matches(super::scan::is_blank);
        Ok(Self { text: text.into(), tree })
    }

    /// The text as written, without white space around it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text as written, and nothing else.
    pub(in crate::pypi) fn into_text(self) -> Text {
        self.text
    }

    /// The structure.
    pub fn tree(&self) -> &MarkerTree {
        &self.tree
    }

    /// Whether it holds, as `packaging` 26 decides; unknown where the environment leaves it open.
    pub fn evaluate(&self, environment: &MarkerEnvironment) -> Answer {
        self.tree.evaluate(environment)
    }

    /// What is odd about it: variables that the specification does not have
    /// (`unknown-marker-variable`), comparisons without a meaning (`marker-comparison`). All at
    /// the root.
    pub fn check(&self) -> Vec<Finding> {
        check::marker(self)
    }

    /// The extra that is asked for and what else must hold, where the marker is one
    /// `extra == "x"`, alone or joined with the rest by `and`, and the rest says nothing of
    /// extras. The name is as written.
    ///
    /// ```
    /// use pkgschema_convert::pypi::requirement::Marker;
    /// let marker = Marker::parse("os_name == 'nt' and extra == 'Docs'")?;
    /// let (extra, rest) = marker.asked_extra().unwrap();
    /// assert_eq!((extra, rest.unwrap().as_str()), ("Docs", r#"os_name == "nt""#));
    /// assert!(Marker::parse("extra == 'a' or extra == 'b'")?.asked_extra().is_none());
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn asked_extra(&self) -> Option<(&str, Option<Self>)> {
        if let Some(extra) = asked(&self.tree) {
            return Some((extra, None));
        }
        let mut conjuncts = Vec::new();
        flatten(&self.tree, &mut conjuncts);
        let found = conjuncts.iter().position(|part| asked(part).is_some())?;
        let extra = asked(conjuncts.remove(found))?;
        if conjuncts.iter().any(|part| speaks_of_extras(part)) {
            return None;
        }
        let rest = MarkerTree::all(conjuncts.into_iter().cloned()).map(Self::from);
        Some((extra, rest))
    }
}

/// What is joined by `and`, in parentheses or not.
fn flatten<'a>(tree: &'a MarkerTree, conjuncts: &mut Vec<&'a MarkerTree>) {
    match tree {
        MarkerTree::And(parts) => parts.iter().for_each(|part| flatten(part, conjuncts)),
        other => conjuncts.push(other),
    }
}

/// The name in `extra == "name"`.
fn asked(tree: &MarkerTree) -> Option<&str> {
    let MarkerTree::Comparison(comparison) = tree else {
        return None;
    };
    let (variable, name) = comparison.parts()?;
    let equal = MarkerOperator::Version(Operator::Equal);
    let asks = *variable == MarkerVariable::Extra && comparison.operator == equal;
    (asks && !name.is_empty()).then_some(name)
}

fn speaks_of_extras(tree: &MarkerTree) -> bool {
    let extras = |variable: &MarkerVariable| {
        matches!(variable, MarkerVariable::Extra | MarkerVariable::Extras)
    };
    tree.comparisons().any(|comparison| comparison.variables().any(extras))
}

impl From<MarkerTree> for Marker {
    /// The marker of a tree; its text is the tree's.
    fn from(tree: MarkerTree) -> Self {
        Self { text: tree.to_string().into(), tree }
    }
}

impl PartialEq for Marker {
    fn eq(&self, other: &Self) -> bool {
        self.tree == other.tree
    }
}

impl Eq for Marker {}

impl fmt::Display for Marker {
    /// The tree in its one spelling.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tree.fmt(f)
    }
}
