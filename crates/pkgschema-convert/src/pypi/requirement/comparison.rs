//! One comparison of a marker.
//!
//! Invariant: what has no meaning by the specification and `packaging` is unknown, never false.

use super::answer::Answer;
use super::environment::{MarkerEnvironment, Value, normalized};
use super::quoted;
use super::variable::MarkerVariable;
use pkgschema::Text;
use pkgschema::version::pypi::{Operator, Specifier, Version};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

/// How two sides are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MarkerOperator {
    /// As a specifier's version is compared; `~=` and `===` with versions only, the others with
    /// texts too.
    Version(Operator),
    /// `in`: the left text stands in the right one, or the name in the set.
    In,
    /// `not in`.
    NotIn,
}

impl MarkerOperator {
    /// The operator as written, one blank in `not in`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Version(operator) => operator.as_str(),
            Self::In => "in",
            Self::NotIn => "not in",
        }
    }

    /// Whether only versions are compared so.
    fn is_of_versions_only(self) -> bool {
        matches!(self, Self::Version(Operator::Compatible | Operator::Arbitrary))
    }
}

/// A side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum MarkerOperand {
    /// A variable.
    Variable(MarkerVariable),
    /// What stands between quotes, escapes resolved.
    String(Text),
}

impl fmt::Display for MarkerOperand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(variable) => variable.fmt(f),
            Self::String(text) => quoted::write(text, f),
        }
    }
}

/// Two sides and how they are compared.
///
/// ```
/// use pkgschema_convert::pypi::requirement::{Marker, MarkerOperator, MarkerTree};
/// let marker = Marker::parse("'linux' in sys.platform").unwrap();
/// let MarkerTree::Comparison(comparison) = marker.tree() else { panic!() };
/// assert_eq!(comparison.operator, MarkerOperator::In);
/// assert_eq!(comparison.to_string(), r#""linux" in sys_platform"#);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MarkerComparison {
    /// The left side.
    pub left: MarkerOperand,
    /// How they are compared.
    pub operator: MarkerOperator,
    /// The right side.
    pub right: MarkerOperand,
}

impl MarkerComparison {
    /// The variable and the string, where there is one of each.
    pub fn parts(&self) -> Option<(&MarkerVariable, &str)> {
        match (&self.left, &self.right) {
            (MarkerOperand::Variable(variable), MarkerOperand::String(text))
            | (MarkerOperand::String(text), MarkerOperand::Variable(variable)) => {
                Some((variable, text))
            }
            _ => None,
        }
    }

    /// The variables on both sides.
    pub fn variables(&self) -> impl Iterator<Item = &MarkerVariable> {
        [&self.left, &self.right].into_iter().filter_map(|side| match side {
            MarkerOperand::Variable(variable) => Some(variable),
            MarkerOperand::String(_) => None,
        })
    }

    /// Whether the comparison has a meaning in any environment: one variable, one string, and an
    /// operator that the variable's values have.
    pub fn has_meaning(&self) -> bool {
        let Some((variable, _)) = self.parts() else {
            return false;
        };
        match self.operator {
            MarkerOperator::In | MarkerOperator::NotIn => !(variable.is_set() && self.leads()),
            operator if operator.is_of_versions_only() => variable.is_version(),
            MarkerOperator::Version(_) => !variable.is_set(),
        }
    }

    /// Whether the variable stands on the left.
    fn leads(&self) -> bool {
        matches!(self.left, MarkerOperand::Variable(_))
    }

    /// Whether it holds, as `packaging` 26 decides. Unknown where the environment does not give
    /// the variable, and where `packaging` refuses to answer or compares the name of a variable
    /// in place of its value (two variables, two strings).
    pub fn evaluate(&self, environment: &MarkerEnvironment) -> Answer {
        self.decide(environment).map_or(Answer::Unknown, Answer::from)
    }

    fn decide(&self, environment: &MarkerEnvironment) -> Option<bool> {
        let (variable, text) = self.parts()?;
        let is_extra = *variable == MarkerVariable::Extra;
        let literal: Cow<'_, str> =
            if is_extra { normalized(text).into() } else { Cow::Borrowed(text) };
        match environment.get(variable)? {
            Value::Names(names) if is_extra => match self.operator {
                MarkerOperator::Version(Operator::Equal) => Some(names.contains(&*literal)),
                MarkerOperator::Version(Operator::NotEqual) => Some(!names.contains(&*literal)),
                _ => None,
            },
            Value::Names(names) if variable.is_set() && !self.leads() => {
                in_set(self.operator, names, &normalized(text))
            }
            Value::Text(value) if !variable.is_set() => {
                let (left, right) =
                    if self.leads() { (&**value, &*literal) } else { (&*literal, &**value) };
                let told = variable.is_version().then(|| as_versions(left, self.operator, right));
                told.flatten().or_else(|| as_texts(left, self.operator, right))
            }
            _ => None,
        }
    }
}

/// A set has members, and is neither equal to a text nor before or after it.
fn in_set(operator: MarkerOperator, names: &BTreeSet<String>, name: &str) -> Option<bool> {
    match operator {
        MarkerOperator::In => Some(names.contains(name)),
        MarkerOperator::NotIn => Some(!names.contains(name)),
        MarkerOperator::Version(Operator::NotEqual) => Some(true),
        operator => (!operator.is_of_versions_only()).then_some(false),
    }
}

/// The answer of the specifier that operator and right side make, if they make one.
fn as_versions(left: &str, operator: MarkerOperator, right: &str) -> Option<bool> {
    let MarkerOperator::Version(operator) = operator else { return None };
    let specifier = Specifier::parse(&format!("{}{right}", operator.as_str())).ok()?;
    // `packaging` takes no `===` without a text here
    if specifier.arbitrary_text() == Some("") {
        return None;
    }
    Some(match Version::parse(left) {
        Ok(version) => specifier.satisfies(&version),
        // what is no version is at most the same text
        Err(_) => specifier
            .arbitrary_text()
            .is_some_and(|text| text.to_lowercase() == left.to_lowercase()),
    })
}

/// Texts have no order.
fn as_texts(left: &str, operator: MarkerOperator, right: &str) -> Option<bool> {
    Some(match operator {
        MarkerOperator::In => right.contains(left),
        MarkerOperator::NotIn => !right.contains(left),
        MarkerOperator::Version(operator) => match operator {
            Operator::Equal | Operator::LessOrEqual | Operator::GreaterOrEqual => left == right,
            Operator::NotEqual => left != right,
            Operator::Less | Operator::Greater => false,
            Operator::Compatible | Operator::Arbitrary => return None,
        },
    })
}

impl fmt::Display for MarkerComparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.left, self.operator.as_str(), self.right)
    }
}
