//! File names of wheels: `{name}-{version}(-{build})?-{python}-{abi}-{platform}.whl`.
//!
//! Source: the specification "Binary distribution format", file name convention.
//!
//! Invariant: the parts joined by hyphens are the text.

use super::{NamedRelease, Release, TagSet, after, rules};
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Severity, Text};
use std::ops::Deref;

/// The file name of a wheel. Derefs to the project and version that it names.
///
/// ```
/// use pkgschema_convert::pypi::file_name::{TagSet, WheelName};
/// let tags = TagSet::new("py3", "none", "any");
/// let wheel = WheelName::new("Left.Margin", "1.0-rc1", Some("2b"), &tags)?;
/// assert_eq!(wheel.as_str(), "left_margin-1.0rc1-2b-py3-none-any.whl");
/// assert_eq!(wheel.build_tag().map(|build| build.rest.to_owned()), Some("b".to_owned()));
/// assert!(WheelName::new("../margin", "1.0", None, &tags).is_err());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone)]
pub struct WheelName {
    named: NamedRelease,
    build: Option<Text>,
    tags: TagSet,
}

/// A build tag as it is ordered: by its digits as a number, then by the rest as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct BuildTag<'a> {
    /// How many digits the number has, without leading zeros.
    length: usize,
    /// The number's digits, without leading zeros; empty for zero.
    pub number: &'a str,
    /// What follows the digits.
    pub rest: &'a str,
}

impl WheelName {
    /// The file name of a new wheel: name and version are written as the specification has them.
    ///
    /// # Errors
    /// If the name is none of PyPI, the version none of PEP 440, the build tag does not begin with
    /// a digit, or a part is empty or holds a hyphen or what no file name may.
    pub fn new(
        name: &str,
        version: &str,
        build: Option<&str>,
        tags: &TagSet,
    ) -> Result<Self, ParseError> {
        let (name, version) = rules::spelled(name, version)?;
        if let Some(build) = build.filter(|it| !is_build(it) || it.contains('-')) {
            let words = "expected a build tag that begins with a digit";
            return Err(ParseError::new(ParseErrorKind::TypeRule, words, build));
        }
        let joined = tags.to_string();
        if !tags.is_proper() || rules::unsafe_name(&joined).is_some() {
            let words = "expected three lists of tags without hyphens";
            return Err(ParseError::new(ParseErrorKind::TypeRule, words, &joined));
        }
        let build_part = build.map(|build| format!("-{build}")).unwrap_or_default();
        let text = format!("{name}-{version}{build_part}-{joined}.whl");
        match super::FileName::parse(&text)? {
            super::FileName::Wheel(wheel) => Ok(wheel),
            _ => Err(ParseError::new(ParseErrorKind::Syntax, "no wheel", &text)),
        }
    }

    pub(super) fn read(text: &str, stem: &str, project: Option<&str>) -> Result<Self, ParseError> {
        if let Some(wheel) = project.and_then(|project| Self::unescaped(text, stem, project)) {
            return Ok(wheel);
        }
        let (name, rest) = stem.split_once('-').unwrap_or((stem, ""));
        Self::of_parts(text, name, rest)
    }

    /// The name of a project's wheel in which hyphens of the project's name stand as they are. Of
    /// the project without them it is none: there is no version at its place.
    fn unescaped(text: &str, stem: &str, project: &str) -> Option<Self> {
        let (name, rest) = after(stem, project).filter(|(name, _)| name.contains('-'))?;
        let wheel = Self::of_parts(text, name, rest).ok()?;
        let strict = stem.split('-').nth(1).unwrap_or_default();
        let told = wheel.release().is_version() && !Release::of(strict).is_version();
        told.then_some(wheel)
    }

    fn of_parts(text: &str, name: &str, rest: &str) -> Result<Self, ParseError> {
        let hyphens = rest.bytes().filter(|byte| *byte == b'-').count();
        if !(3..=4).contains(&hyphens) {
            let words = "expected five or six parts with hyphens between them";
            return Err(ParseError::new(ParseErrorKind::Syntax, words, text));
        }
        let mut parts = rest.split('-');
        let named = NamedRelease::of(text, Some(name), parts.next())?;
        let build = if hyphens == 4 { parts.next().map(Text::from) } else { None };
        let mut tag = || parts.next().unwrap_or_default();
        let tags = TagSet::new(tag(), tag(), tag());
        Ok(Self { named, build, tags })
    }

    /// The build tag as spelt.
    pub fn build(&self) -> Option<&str> {
        self.build.as_deref()
    }

    /// The build tag as it is ordered; `None` where there is none, which comes first.
    pub fn build_tag(&self) -> Option<BuildTag<'_>> {
        let build = self.build()?;
        let end = build.find(|c: char| !c.is_ascii_digit()).unwrap_or(build.len());
        let (digits, rest) = build.split_at_checked(end)?;
        let number = digits.trim_start_matches('0');
        Some(BuildTag { length: number.len(), number, rest })
    }

    /// The compatibility tags.
    pub fn tags(&self) -> &TagSet {
        &self.tags
    }

    pub(super) fn check(&self, found: &mut Vec<Finding>) {
        if self.name().contains("__") || self.name().contains('-') {
            let words = "a run of '-', '_' and '.' in the project's name is written '_'";
            found.push(Finding::new(Pointer::root(), "name-escape", Severity::Error, words));
        }
        if let Some(build) = self.build().filter(|build| !is_build(build)) {
            let words = format!("expected a build tag that begins with a digit, found {build:?}");
            found.push(Finding::new(Pointer::root(), "malformed-build", Severity::Error, words));
        }
        self.tags.check(found);
    }
}

impl PartialEq for WheelName {
    fn eq(&self, other: &Self) -> bool {
        self.named == other.named
            && self.build_tag() == other.build_tag()
            && self.tags == other.tags
    }
}

impl Eq for WheelName {}

impl Deref for WheelName {
    type Target = NamedRelease;

    fn deref(&self) -> &NamedRelease {
        &self.named
    }
}

fn is_build(build: &str) -> bool {
    build.starts_with(|first: char| first.is_ascii_digit())
}
