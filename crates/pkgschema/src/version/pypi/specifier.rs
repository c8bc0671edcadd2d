//! One condition on a version.
//!
//! Invariant: a specifier other than `===` holds a version by PEP 440, and a wildcard only with
//! `==` and `!=`.

use super::grammar::is_space;
use super::version::Version;
use crate::{ParseError, ParseErrorKind, Text};
use std::fmt;

/// How a version stands to the specifier's (PEP 440, "Version specifiers").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `~=`: this one or a later one of the same series.
    Compatible,
    /// `==`.
    Equal,
    /// `!=`.
    NotEqual,
    /// `<=`.
    LessOrEqual,
    /// `>=`.
    GreaterOrEqual,
    /// `<`.
    Less,
    /// `>`.
    Greater,
    /// `===`: the same text.
    Arbitrary,
}

impl Operator {
    /// All of them, longer ones first, so that the first that a text begins with is the right one.
    pub const ALL: [Self; 8] = [
        Self::Arbitrary,
        Self::Compatible,
        Self::Equal,
        Self::NotEqual,
        Self::LessOrEqual,
        Self::GreaterOrEqual,
        Self::Less,
        Self::Greater,
    ];

    /// The operator as written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compatible => "~=",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::LessOrEqual => "<=",
            Self::GreaterOrEqual => ">=",
            Self::Less => "<",
            Self::Greater => ">",
            Self::Arbitrary => "===",
        }
    }
}

/// What stands behind the operator.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Operand {
    /// A version.
    Version(Version),
    /// A release and `.*`: all versions that begin so. The version is what stands before it.
    Prefix(Version),
    /// A text that is compared as such.
    Text(Text),
}

/// An operator and a version, a prefix or a text: `>=1.0`, `==2.*`, `===2004d`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Specifier {
    pub(super) operator: Operator,
    pub(super) operand: Operand,
}

impl Specifier {
    /// Reads a specifier; white space is taken around it and behind the operator.
    ///
    /// # Errors
    /// If `packaging` refuses it.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let trimmed = text.trim_matches(is_space);
        let operator = Operator::ALL.into_iter().find(|o| trimmed.starts_with(o.as_str()));
        let operand = operator.and_then(|operator| {
            let behind = trimmed.get(operator.as_str().len()..)?.trim_start_matches(is_space);
            Some(Self { operator, operand: operand(operator, behind)? })
        });
        operand.ok_or_else(|| {
            let words = "expected a specifier such as >=1.0, ~=1.4.2 or ==2.*";
            ParseError::new(ParseErrorKind::Syntax, words, text)
        })
    }

    /// How a version has to stand to the one given.
    pub fn operator(&self) -> Operator {
        self.operator
    }

    /// The version; `None` for a wildcard and for `===`.
    pub fn version(&self) -> Option<&Version> {
        match &self.operand {
            Operand::Version(version) => Some(version),
            _ => None,
        }
    }

    /// Whether the specifier ends with `.*`.
    pub fn is_wildcard(&self) -> bool {
        matches!(self.operand, Operand::Prefix(_))
    }

    /// The text behind `===`.
    pub fn arbitrary_text(&self) -> Option<&str> {
        match &self.operand {
            Operand::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether the operator is `===`.
    pub fn is_arbitrary(&self) -> bool {
        self.operator == Operator::Arbitrary
    }

    /// Whether the specifier itself asks for pre-releases: it names one, not behind `!=`.
    pub(super) fn names_prerelease(&self) -> bool {
        match (&self.operand, self.operator) {
            (_, Operator::NotEqual) => false,
            (Operand::Version(version), _) => version.is_prerelease(),
            (Operand::Prefix(_), _) => false,
            (Operand::Text(text), _) => {
                Version::parse(text).is_ok_and(|version| version.is_prerelease())
            }
        }
    }
}

fn operand(operator: Operator, text: &str) -> Option<Operand> {
    if operator == Operator::Arbitrary {
        let plain = !text.contains(|c: char| is_space(c) || matches!(c, ';' | ')'));
        return plain.then(|| Operand::Text(Text::from(text)));
    }
    let equality = matches!(operator, Operator::Equal | Operator::NotEqual);
    if let Some(prefix) = text.strip_suffix(".*").filter(|_| equality) {
        let version = Version::parse(prefix).ok()?;
        let labels = version.is_prerelease() || version.post().is_some();
        let plain = !labels && version.local().is_empty() && !prefix.ends_with(is_space);
        return plain.then_some(Operand::Prefix(version));
    }
    let version = Version::parse(text).ok()?;
    let series = operator != Operator::Compatible || version.release().nth(1).is_some();
    let local = equality || version.local().is_empty();
    (series && local).then_some(Operand::Version(version))
}

impl fmt::Display for Specifier {
    /// The operator and the version in normal form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.operator.as_str())?;
        match &self.operand {
            Operand::Version(version) => f.write_str(&version.canonical()),
            Operand::Prefix(version) => write!(f, "{}.*", version.canonical()),
            Operand::Text(text) => f.write_str(text),
        }
    }
}
