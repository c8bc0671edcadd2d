//! A version requirement of Maven.
//!
//! Invariant: what Maven's class `VersionRange` reads is read, and what it refuses is refused.

use super::dialect::Dialect;
use super::version::Version;
use crate::version::VersionSet;
use crate::{ParseError, ParseErrorKind, Text};

/// Versions between two ends.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Restriction {
    /// The lower end; `None` if there is none.
    pub lower: Option<Version>,
    /// Whether the lower end belongs to it: `[` instead of `(`.
    pub lower_inclusive: bool,
    /// The upper end; `None` if there is none.
    pub upper: Option<Version>,
    /// Whether the upper end belongs to it: `]` instead of `)`.
    pub upper_inclusive: bool,
}

impl Restriction {
    fn contains(&self, version: &Version) -> bool {
        let above = |lower: &Version| match lower.compare(version) {
            std::cmp::Ordering::Equal => self.lower_inclusive,
            order => order.is_lt(),
        };
        let below = |upper: &Version| match upper.compare(version) {
            std::cmp::Ordering::Equal => self.upper_inclusive,
            order => order.is_gt(),
        };
        self.lower.as_ref().is_none_or(above) && self.upper.as_ref().is_none_or(below)
    }
}

/// What kind of requirement.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RangeKind {
    /// A version without brackets: preferred, but any other will do.
    Soft(Version),
    /// Ranges with brackets, of which one must hold. None at all for the empty text, which no
    /// version satisfies.
    Hard(Vec<Restriction>),
}

/// A requirement as Maven reads it: `1.0`, `[1.0]`, `[1.0,2.0)`, `(,1.0],[1.2,)`. Soft
/// requirements are a kind of their own: Maven takes every version for `1.0`.
///
/// ```
/// use pkgschema::version::maven::{Range, Version};
/// let range = Range::parse("[1.0,2.0),[2.1,)")?;
/// assert!(range.satisfies(&Version::parse("1.5-beta-1")?));
/// assert!(!range.satisfies(&Version::parse("2.0.1")?));
/// assert!(Range::parse("1.0")?.is_soft());
/// assert!(Range::parse("[2.0,1.0]").is_err());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Clone)]
pub struct Range {
    text: Text,
    kind: RangeKind,
    dialect: Dialect,
}

impl Range {
    /// Reads a requirement in the default dialect.
    ///
    /// # Errors
    /// If Maven refuses it.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Self::parse_with(text, Dialect::default())
    }

    /// Reads a requirement whose versions are of a dialect.
    ///
    /// # Errors
    /// If Maven refuses it: brackets that do not match, ends in the wrong order, ranges that
    /// overlap.
    pub fn parse_with(text: &str, dialect: Dialect) -> Result<Self, ParseError> {
        let wrong = |rest: &str, words: &str| {
            ParseError::new(ParseErrorKind::Syntax, words, text).at_offset(text.len() - rest.len())
        };
        let mut restrictions: Vec<Restriction> = Vec::new();
        let mut rest = text;
        while rest.starts_with(['[', '(']) {
            let end = rest.find([']', ')']).ok_or_else(|| wrong(rest, "the range has no end"))?;
            let (range, behind) = rest.split_at_checked(end + 1).unwrap_or((rest, ""));
            let next = restriction(range, dialect).map_err(|words| wrong(rest, words))?;
            if restrictions.last().is_some_and(|last| overlaps(last, &next)) {
                return Err(wrong(rest, "the range overlaps the one before it"));
            }
            restrictions.push(next);
            let behind = trim(behind);
            rest = behind.strip_prefix(',').map_or(behind, trim);
        }
        let kind = match (rest, restrictions.is_empty()) {
            ("", _) => RangeKind::Hard(restrictions),
            (version, true) => RangeKind::Soft(Version::new(version, dialect)),
            (rest, false) => return Err(wrong(rest, "expected another range")),
        };
        Ok(Self { text: Text::from(text), kind, dialect })
    }

    /// The text as read.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whose order its versions have.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// What it says.
    pub fn kind(&self) -> &RangeKind {
        &self.kind
    }

    /// Whether it is a version without brackets, which only recommends.
    pub fn is_soft(&self) -> bool {
        matches!(self.kind, RangeKind::Soft(_))
    }

    /// The requirement without needless space.
    pub fn canonical(&self) -> String {
        match &self.kind {
            RangeKind::Soft(version) => version.as_str().to_owned(),
            RangeKind::Hard(restrictions) => {
                restrictions.iter().map(printed).collect::<Vec<_>>().join(",")
            }
        }
    }

    /// Whether Maven takes the version: any for a soft requirement.
    pub fn satisfies(&self, version: &Version) -> bool {
        match &self.kind {
            RangeKind::Soft(_) => true,
            RangeKind::Hard(restrictions) => restrictions.iter().any(|r| r.contains(version)),
        }
    }

    /// The same: Maven has no rule for pre-releases that would make a difference.
    pub fn contains(&self, version: &Version) -> bool {
        self.satisfies(version)
    }

    /// The versions that the requirement contains.
    pub fn versions(&self) -> VersionSet {
        super::set::versions(self)
    }
}

/// Whether the next range begins before the last one ends.
fn overlaps(last: &Restriction, next: &Restriction) -> bool {
    let before =
        |upper: &Version| next.lower.as_ref().is_none_or(|lower| lower.compare(upper).is_lt());
    last.upper.as_ref().is_some_and(before)
}

fn restriction(text: &str, dialect: Dialect) -> Result<Restriction, &'static str> {
    let (lower_inclusive, upper_inclusive) = (text.starts_with('['), text.ends_with(']'));
    let inner = trim(text.get(1..text.len() - 1).unwrap_or_default());
    let Some((lower, upper)) = inner.split_once(',') else {
        let version = Some(Version::new(inner, dialect));
        return match lower_inclusive && upper_inclusive {
            true => Ok(Restriction {
                lower: version.clone(),
                lower_inclusive,
                upper: version,
                upper_inclusive,
            }),
            false => Err("a single version stands between [ and ]"),
        };
    };
    let end = |text| Some(trim(text)).filter(|text| !text.is_empty());
    let (lower, upper) = (end(lower), end(upper));
    let lower = lower.map(|text| Version::new(text, dialect));
    let upper = upper.map(|text| Version::new(text, dialect));
    if let (Some(low), Some(high)) = (&lower, &upper) {
        let order = high.compare(low);
        if order.is_lt() || order.is_eq() && !(lower_inclusive && upper_inclusive) {
            return Err("the lower end is above the upper one");
        }
    }
    Ok(Restriction { lower, lower_inclusive, upper, upper_inclusive })
}

/// The text without what Java's `trim` removes.
fn trim(text: &str) -> &str {
    text.trim_matches(|c| c <= ' ')
}

fn printed(restriction: &Restriction) -> String {
    let Restriction { lower, lower_inclusive, upper, upper_inclusive } = restriction;
    let text = |version: &Option<Version>| version.as_ref().map_or("", Version::as_str).to_owned();
    let (open, close) =
        (if *lower_inclusive { '[' } else { '(' }, if *upper_inclusive { ']' } else { ')' });
    match (lower, upper) {
        (Some(low), Some(high)) if low.as_str() == high.as_str() => format!("{open}{low}{close}"),
        _ => format!("{open}{},{}{close}", text(lower), text(upper)),
    }
}

impl PartialEq for Range {
    /// Requirements are equal that say the same of the same versions.
    fn eq(&self, other: &Self) -> bool {
        (self.dialect, &self.kind) == (other.dialect, &other.kind)
    }
}

impl Eq for Range {}

crate::version::ordered::version_text!(Range);
