//! Versions of Semantic Versioning 2.0.0, no matter whose.
//!
//! Invariant: the grammar is the specification's, numbers have no limit, and build metadata does
//! not order (items 2, 9, 10 and 11).

use super::identifiers::{
    are_identifiers, are_strict_identifiers, compare_digits, compare_dotted, compare_pre,
    is_number, plain,
};
use crate::{ParseError, ParseErrorKind, Text};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::ops::Range;

/// A version by <https://semver.org>: `1.2.3-rc.1+build`, strictly. Order, `Eq` and `Hash` are
/// those of precedence: `1.0.0+a` equals `1.0.0+b`.
///
/// ```
/// use pkgschema::version::semver::Version;
/// let (rc, done): (Version, Version) = ("1.0.0-rc.9".parse()?, "1.0.0+x".parse()?);
/// assert!(rc < done);
/// assert_eq!((done.canonical().as_ref(), done.build()), ("1.0.0+x", "x"));
/// assert!("v1.0".parse::<Version>().is_err());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Clone)]
pub struct Version {
    text: Text,
    minor: usize,
    patch: usize,
    release: usize,
    pre: usize,
}

impl Version {
    /// Reads a version.
    ///
    /// # Errors
    /// If the text is no version by the grammar.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let wrong = |words| {
            let kind = if text.is_empty() { ParseErrorKind::Empty } else { ParseErrorKind::Syntax };
            ParseError::new(kind, words, text)
        };
        let (core, build) = text.split_once('+').map_or((text, None), |(a, b)| (a, Some(b)));
        let (release, pre) = core.split_once('-').map_or((core, None), |(a, b)| (a, Some(b)));
        let mut numbers = release.split('.');
        let (major, minor) = (numbers.next().unwrap_or_default(), numbers.next());
        let (Some(minor), Some(patch), None) = (minor, numbers.next(), numbers.next()) else {
            return Err(wrong("expected three numbers with dots between them"));
        };
        if ![major, minor, patch].into_iter().all(is_numeric_identifier) {
            return Err(wrong("expected numbers without leading zeros"));
        }
        if !pre.is_none_or(are_strict_identifiers) {
            return Err(wrong("expected pre-release identifiers behind the hyphen"));
        }
        if !build.is_none_or(are_identifiers) {
            return Err(wrong("expected build identifiers behind the plus sign"));
        }
        let minor_at = major.len() + 1;
        Ok(Self {
            text: Text::from(text),
            minor: minor_at,
            patch: minor_at + minor.len() + 1,
            release: release.len(),
            pre: core.len(),
        })
    }

    /// The text as read.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text itself: the grammar leaves no two spellings.
    pub fn canonical(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.text)
    }

    /// The pre-release identifiers; empty if there are none.
    pub fn pre(&self) -> &str {
        self.part(self.release + 1..self.pre)
    }

    /// The build metadata; empty if there is none.
    pub fn build(&self) -> &str {
        self.part(self.pre + 1..self.text.len())
    }

    /// Whether this is a pre-release.
    pub fn is_prerelease(&self) -> bool {
        self.pre > self.release
    }

    /// The lowest version above this one: there is none between them.
    pub(super) fn successor(&self) -> Option<Self> {
        let text = match self.is_prerelease() {
            true => format!("{}.0", self.part(0..self.pre)),
            false => {
                let [major, minor, patch] = self.numbers();
                format!("{major}.{minor}.{}-0", incremented(patch))
            }
        };
        Self::parse(&text).ok()
    }

    fn numbers(&self) -> [&str; 3] {
        let ends = [0..self.minor - 1, self.minor..self.patch - 1, self.patch..self.release];
        ends.map(|range| self.part(range))
    }

    fn part(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }
}

/// A number without leading zeros.
fn is_numeric_identifier(text: &str) -> bool {
    !text.is_empty() && is_number(text.as_bytes()) && plain(text) == text
}

/// The number after a number of any length.
pub(super) fn incremented(digits: &str) -> String {
    let kept = digits.trim_end_matches('9');
    let nines = digits.len() - kept.len();
    let (head, last) = kept.split_at(kept.len().saturating_sub(1));
    let last = match last.as_bytes() {
        [digit] => char::from(digit + 1),
        _ => '1',
    };
    format!("{head}{last}{}", "0".repeat(nines))
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        compare_dotted(self.part(0..self.release), other.part(0..other.release))
            .then_with(|| compare_pre(self.pre(), other.pre(), compare_digits))
    }
}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.part(0..self.pre).hash(state);
    }
}

super::ordered::ordered_version!(Version);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_up() {
        for (digits, next) in [("0", "1"), ("9", "10"), ("1299", "1300"), ("999", "1000")] {
            assert_eq!(incremented(digits), next);
        }
    }

    #[test]
    fn nothing_lies_between_a_version_and_its_successor() {
        for (text, next) in [("1.2.9", "1.2.10-0"), ("1.0.0-rc", "1.0.0-rc.0")] {
            let version = Version::parse(text).unwrap();
            assert_eq!(version.successor().unwrap().as_str(), next);
        }
    }
}
