//! One comparison of a marker.
//!
//! Invariant: what has no meaning by the specification and `packaging` is unknown, never false.

use super::answer::Answer;
use super::environment::{MarkerEnvironment, Value, normalized};
use super::quoted;
use super::variable::MarkerVariable;
use pkgschema::Text;
use pkgschema::version::pypi::{Specifier, Version};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

/// How two sides are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MarkerOperator {
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// `==`.
    Equal,
    /// `!=`.
    NotEqual,
    /// `>=`.
    GreaterOrEqual,
    /// `>`.
    Greater,
    /// `~=`: of versions only.
    Compatible,
    /// `===`: of versions only, by their text.
    Arbitrary,
    /// `in`: the left text stands in the right one, or the name in the set.
    In,
    /// `not in`.
    NotIn,
}

impl MarkerOperator {
    /// The operators of signs; longer ones first, so that the first that fits is right.
    pub(super) const SIGNS: [Self; 8] = [
        Self::Arbitrary,
        Self::Equal,
        Self::Compatible,
        Self::NotEqual,
        Self::LessOrEqual,
        Self::GreaterOrEqual,
        Self::Less,
        Self::Greater,
    ];

    /// The operator as written, one blank in `not in`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::GreaterOrEqual => ">=",
            Self::Greater => ">",
            Self::Compatible => "~=",
            Self::Arbitrary => "===",
            Self::In => "in",
            Self::NotIn => "not in",
        }
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
            MarkerOperator::Compatible | MarkerOperator::Arbitrary => variable.is_version(),
            MarkerOperator::In | MarkerOperator::NotIn => !(variable.is_set() && self.leads()),
            _ => !variable.is_set(),
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
                MarkerOperator::Equal => Some(names.contains(&*literal)),
                MarkerOperator::NotEqual => Some(!names.contains(&*literal)),
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
        MarkerOperator::Compatible | MarkerOperator::Arbitrary => None,
        MarkerOperator::NotEqual => Some(true),
        _ => Some(false),
    }
}

/// The answer of the specifier that operator and right side make, if they make one.
fn as_versions(left: &str, operator: MarkerOperator, right: &str) -> Option<bool> {
    if matches!(operator, MarkerOperator::In | MarkerOperator::NotIn) {
        return None;
    }
    let specifier = Specifier::parse(&format!("{}{right}", operator.as_str())).ok()?;
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
        MarkerOperator::Equal | MarkerOperator::LessOrEqual | MarkerOperator::GreaterOrEqual => {
            left == right
        }
        MarkerOperator::NotEqual => left != right,
        MarkerOperator::Less | MarkerOperator::Greater => false,
        MarkerOperator::In => right.contains(left),
        MarkerOperator::NotIn => !right.contains(left),
        MarkerOperator::Compatible | MarkerOperator::Arbitrary => return None,
    })
}

impl fmt::Display for MarkerComparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.left, self.operator.as_str(), self.right)
    }
}
