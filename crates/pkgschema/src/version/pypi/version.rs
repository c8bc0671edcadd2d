//! A version of PyPI.
//!
//! Invariant: the parts are places in the source text; comparing reads them there and allocates
//! nothing.

use super::grammar::{Span, Spans, is_space, read};
use crate::version::identifiers::{compare_digits, compare_dotted, hash_numbers, is_number, plain};
use crate::{ParseError, ParseErrorKind, Text};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::Write;
use std::hash::{Hash, Hasher};

/// What kind of pre-release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PreKind {
    /// `a`, `alpha`.
    Alpha,
    /// `b`, `beta`.
    Beta,
    /// `rc`, `c`, `pre`, `preview`.
    Candidate,
}

impl PreKind {
    /// `a`, `b` or `rc`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Alpha => "a",
            Self::Beta => "b",
            Self::Candidate => "rc",
        }
    }
}

/// A version by PEP 440, in any of its spellings: `1.0`, `v1.0-Beta_2`, `1!2.0.post1.dev3+local`.
/// Order, `Eq` and `Hash` are PEP 440's: `1.0` equals `1.0.0`, and a local version is above the
/// public one.
///
/// ```
/// use pkgschema::version::pypi::Version;
/// let version = Version::parse(" V1.0-Alpha.1 ")?;
/// assert_eq!(version.canonical(), "1.0a1");
/// assert!(Version::parse("1.0.dev3")? < version && version < Version::parse("1")?);
/// assert_eq!(Version::parse("1.0.0")?, Version::parse("1")?);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Clone)]
pub struct Version {
    text: Text,
    spans: Spans,
}

impl Version {
    /// Reads a version; white space around it is taken.
    ///
    /// # Errors
    /// If the text is no version by PEP 440.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let (start, end) = match text.as_bytes() {
            [b'!'..=b'~', .., b'!'..=b'~'] => (0, text.len()),
            _ => {
                let behind = text.trim_start_matches(is_space);
                let start = text.len() - behind.len();
                (start, start + behind.trim_end_matches(is_space).len())
            }
        };
        let fits = u32::try_from(text.len()).is_ok();
        match read(text, start, end).filter(|_| fits) {
            Some(spans) => Ok(Self { text: Text::from(text), spans }),
            None => Err(refused(text)),
        }
    }

    /// The text as read.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The digits of the epoch; `0` if there is none.
    pub fn epoch(&self) -> &str {
        number(self.part(self.spans.epoch))
    }

    /// The numbers of the release as written.
    pub fn release(&self) -> impl Iterator<Item = &str> + Clone {
        self.part(self.spans.release).split('.')
    }

    /// Kind and number of the pre-release, if there is one.
    pub fn pre(&self) -> Option<(PreKind, &str)> {
        self.spans.pre_kind.map(|kind| (kind, number(self.part(self.spans.pre))))
    }

    /// The number of the post-release, if there is one.
    pub fn post(&self) -> Option<&str> {
        self.spans.post.map(|span| number(self.part(span)))
    }

    /// The number of the development release, if there is one.
    pub fn dev(&self) -> Option<&str> {
        self.spans.dev.map(|span| number(self.part(span)))
    }

    /// The local version as written; empty if there is none.
    pub fn local(&self) -> &str {
        self.part(self.spans.local)
    }

    /// Whether this is a pre-release or a development release.
    pub fn is_prerelease(&self) -> bool {
        self.spans.pre_kind.is_some() || self.spans.dev.is_some()
    }

    /// The version as PEP 440 normalizes it; zeros at the end of the release stay.
    pub fn canonical(&self) -> Cow<'_, str> {
        let canonical = self.normalized();
        match canonical == self.as_str() {
            true => Cow::Borrowed(&self.text),
            false => Cow::Owned(canonical),
        }
    }

    fn normalized(&self) -> String {
        let mut out = String::with_capacity(self.text.len() + 4);
        // Writing to a string does not fail.
        if plain(self.epoch()) != "0" {
            let _ = write!(out, "{}!", plain(self.epoch()));
        }
        for (index, digits) in self.release().enumerate() {
            out.push_str(if index > 0 { "." } else { "" });
            out.push_str(plain(digits));
        }
        if let Some((kind, digits)) = self.pre() {
            let _ = write!(out, "{}{}", kind.as_str(), plain(digits));
        }
        if let Some(digits) = self.post() {
            let _ = write!(out, ".post{}", plain(digits));
        }
        if let Some(digits) = self.dev() {
            let _ = write!(out, ".dev{}", plain(digits));
        }
        for (index, word) in local_words(self.local()).enumerate() {
            out.push(if index > 0 { '.' } else { '+' });
            match is_number(word.as_bytes()) {
                true => out.push_str(plain(word)),
                false => out.extend(word.chars().map(|c| c.to_ascii_lowercase())),
            }
        }
        out
    }

    fn part(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// Everything but the local version.
    pub(super) fn compare_public(&self, other: &Self) -> Ordering {
        self.compare_release(other)
            .then_with(|| self.pre_rank().cmp(&other.pre_rank()))
            .then_with(|| compare_optional(self.pre().map(|p| p.1), other.pre().map(|p| p.1)))
            .then_with(|| compare_optional(self.post(), other.post()))
            .then_with(|| match (self.dev(), other.dev()) {
                (Some(left), Some(right)) => compare_digits(left, right),
                (left, right) => left.is_none().cmp(&right.is_none()),
            })
    }

    /// Epoch and release; zeros at the end of the release make no difference.
    pub(super) fn compare_release(&self, other: &Self) -> Ordering {
        let epochs =
            match (self.spans.epoch == Span::default(), other.spans.epoch == Span::default()) {
                (true, true) => Ordering::Equal,
                _ => compare_digits(self.epoch(), other.epoch()),
            };
        let releases = (self.part(self.spans.release), other.part(other.spans.release));
        epochs.then_with(|| compare_dotted(releases.0, releases.1))
    }

    /// A development release of nothing else is before every pre-release, a release after them.
    fn pre_rank(&self) -> u8 {
        match self.spans.pre_kind {
            None if self.spans.dev.is_some() && self.spans.post.is_none() => 0,
            Some(PreKind::Alpha) => 1,
            Some(PreKind::Beta) => 2,
            Some(PreKind::Candidate) => 3,
            None => 4,
        }
    }
}

fn refused(text: &str) -> ParseError {
    match text.trim_matches(is_space) {
        "" => ParseError::new(ParseErrorKind::Empty, "expected a version", text),
        _ => {
            let words = "expected a version by PEP 440 such as 1.0rc1 or 1.0.post1";
            ParseError::new(ParseErrorKind::Syntax, words, text)
        }
    }
}

/// A missing number is 0.
fn number(digits: &str) -> &str {
    if digits.is_empty() { "0" } else { digits }
}

/// The words of a local version.
fn local_words(local: &str) -> impl Iterator<Item = &str> {
    local.split(['.', '_', '-']).filter(|word| !word.is_empty())
}

/// What is missing is lower than what is there.
fn compare_optional(left: Option<&str>, right: Option<&str>) -> Ordering {
    match (left, right) {
        (Some(left), Some(right)) => compare_digits(left, right),
        (left, right) => left.is_some().cmp(&right.is_some()),
    }
}

/// Local versions: none is lowest, words are lower than numbers, words go by ASCII in lower
/// case, and fewer are lower than more.
fn compare_local(left: &str, right: &str) -> Ordering {
    let (mut left, mut right) = (local_words(left), local_words(right));
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (Some(left), Some(right)) => compare_local_word(left, right),
            (left, right) => left.is_some().cmp(&right.is_some()),
        };
        if order.is_ne() {
            return order;
        }
    }
}

fn compare_local_word(left: &str, right: &str) -> Ordering {
    let lower = |byte: u8| byte.to_ascii_lowercase();
    match (is_number(left.as_bytes()), is_number(right.as_bytes())) {
        (true, true) => compare_digits(left, right),
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) => left.bytes().map(lower).cmp(right.bytes().map(lower)),
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.compare_public(other).then_with(|| compare_local(self.local(), other.local()))
    }
}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        plain(self.epoch()).hash(state);
        hash_numbers(self.release(), state);
        let pre = self.pre().map(|(kind, digits)| (kind, plain(digits)));
        (pre, self.post().map(plain), self.dev().map(plain)).hash(state);
        for word in local_words(self.local()) {
            match is_number(word.as_bytes()) {
                true => plain(word).hash(state),
                false => word.to_ascii_lowercase().hash(state),
            }
        }
    }
}

crate::version::ordered::ordered_version!(Version);
