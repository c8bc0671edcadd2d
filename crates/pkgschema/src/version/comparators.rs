//! Ranges of schemes that have no notation of their own.
//!
//! Invariant: a comparator is an operator and a version of the scheme; a space or comma says
//! "and", two bars say "or".

use super::{Bound, Inexpressible, Interval, Scheme, Translation, Version, VersionSet};
use crate::{ParseError, ParseErrorKind, Text};

/// Comparators as most tools write them: `>=1.0.0 <2.0.0 || =3.1.0`, also with commas. `*` and
/// the empty text are every version.
///
/// ```
/// use pkgschema::version::{Comparators, Scheme, Version};
/// let range = Comparators::parse(Scheme::Semver, ">= 1.0.0, <2.0.0 || =3.0.0")?;
/// assert!(range.versions().contains(&Version::parse(Scheme::Semver, "2.0.0-rc.1")?));
/// assert_eq!(range.canonical(), ">=1.0.0 <2.0.0 || =3.0.0");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparators {
    text: Text,
    versions: VersionSet,
}

/// Longest first, so that the first that fits is right.
const OPERATORS: [&str; 7] = [">=", "<=", "!=", "==", ">", "<", "="];

impl Comparators {
    /// Reads comparators.
    ///
    /// # Errors
    /// If a version is missing or is none of the scheme.
    pub fn parse(scheme: Scheme, text: &str) -> Result<Self, ParseError> {
        let sets = text.split("||").map(|part| all_of(scheme, part, text));
        let sets: Vec<Interval> = sets.collect::<Result<Vec<_>, _>>()?.concat();
        Ok(Self { text: Text::from(text), versions: VersionSet::of(scheme, sets) })
    }

    /// The text as read.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The scheme of its versions.
    pub fn scheme(&self) -> Scheme {
        self.versions.scheme()
    }

    /// The intervals, lowest first, without needless comparators.
    pub fn canonical(&self) -> String {
        match write(&self.versions) {
            Ok(text) => text.value,
            Err(_) => self.text.as_str().to_owned(),
        }
    }

    /// The versions that the comparators allow.
    pub fn versions(&self) -> &VersionSet {
        &self.versions
    }
}

/// The intervals of comparators that must all hold.
fn all_of(scheme: Scheme, part: &str, text: &str) -> Result<Vec<Interval>, ParseError> {
    let mut set = Interval::default();
    let mut holes = Vec::new();
    let mut rest = part.trim_start_matches(is_gap);
    while !rest.is_empty() {
        let operator = OPERATORS.into_iter().find(|o| rest.starts_with(o)).unwrap_or_default();
        let behind = rest.get(operator.len()..).unwrap_or_default().trim_start_matches(' ');
        let end = behind.find(is_gap).unwrap_or(behind.len());
        let (version, next) = behind.split_at_checked(end).unwrap_or((behind, ""));
        rest = next.trim_start_matches(is_gap);
        if version == "*" && operator.is_empty() {
            continue;
        }
        if version.is_empty() {
            let words = "an operator without a version";
            return Err(ParseError::new(ParseErrorKind::Syntax, words, text));
        }
        let version = Version::parse(scheme, version)?;
        match operator {
            ">=" | ">" => set.raise_lower(&bound(version, operator)),
            "<=" | "<" => set.reduce_upper(bound(version, operator)),
            "!=" => holes.push(Interval::point(version)),
            _ => {
                set.raise_lower(&Bound::inclusive(version.clone()));
                set.reduce_upper(Bound::inclusive(version));
            }
        }
    }
    let holes = VersionSet::of(scheme, holes);
    Ok(VersionSet::of(scheme, [set]).difference(&holes).intervals().to_vec())
}

fn bound(version: Version, operator: &str) -> Bound {
    Bound { version, inclusive: operator.ends_with('=') }
}

fn is_gap(character: char) -> bool {
    character.is_ascii_whitespace() || character == ','
}

/// The set as comparators. Nothing is lost.
pub(super) fn write(set: &VersionSet) -> Result<Translation<String>, Inexpressible> {
    if set.is_empty() {
        let reason = "no comparators say that no version is meant";
        return Err(Inexpressible::new("comparators", reason, ""));
    }
    let intervals: Result<Vec<String>, _> = set.intervals().iter().map(interval).collect();
    Ok(Translation::exact(intervals?.join(" || ")))
}

fn interval(interval: &Interval) -> Result<String, Inexpressible> {
    let text = |version: &Version| match version.as_str().contains(|c| is_gap(c) || c == '|') {
        false if !version.as_str().starts_with(['<', '>', '=', '!', '*']) => {
            Ok(version.canonical().into_owned())
        }
        _ => {
            let reason = "the version holds what separates comparators";
            Err(Inexpressible::new("comparators", reason, version.as_str()))
        }
    };
    if let Some(version) = interval.as_point() {
        return Ok(format!("={}", text(version)?));
    }
    let mut parts = Vec::new();
    if let Some(lower) = &interval.lower {
        let operator = if lower.inclusive { ">=" } else { ">" };
        parts.push(format!("{operator}{}", text(&lower.version)?));
    }
    if let Some(upper) = &interval.upper {
        let operator = if upper.inclusive { "<=" } else { "<" };
        parts.push(format!("{operator}{}", text(&upper.version)?));
    }
    Ok(if parts.is_empty() { "*".to_owned() } else { parts.join(" ") })
}
