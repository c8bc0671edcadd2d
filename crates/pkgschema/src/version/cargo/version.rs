//! A version of crates.io.
//!
//! Invariant: numbers fit into 64 bits, as the crate `semver` has it.

use crate::{ParseError, ParseErrorKind, Text};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// A version as cargo reads it: Semantic Versioning 2.0.0, strictly, with numbers below 2^64.
/// Order, `Eq` and `Hash` are those of precedence: `1.0.0+a` equals `1.0.0+b`, other than for
/// `semver::Version`.
///
/// ```
/// use pkgschema::version::cargo::Version;
/// let (left, right) = (Version::parse("1.0.0+a")?, Version::parse("1.0.0+b")?);
/// assert_eq!(left, right);
/// assert!(Version::parse("1.0.0-rc.2")? < left);
/// assert!(Version::parse("1.0").is_err());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Clone)]
pub struct Version {
    text: Text,
    inner: semver::Version,
}

impl Version {
    /// Reads a version.
    ///
    /// # Errors
    /// If the crate `semver` refuses it.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        match semver::Version::parse(text) {
            Ok(inner) => Ok(Self { text: Text::from(text), inner }),
            Err(error) => Err(refused(text, &error)),
        }
    }

    /// The text as read.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text itself: the grammar leaves no two spellings.
    pub fn canonical(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.text)
    }

    /// Major, minor and patch.
    pub fn numbers(&self) -> [u64; 3] {
        [self.inner.major, self.inner.minor, self.inner.patch]
    }

    /// The pre-release identifiers; empty if there are none.
    pub fn pre(&self) -> &str {
        self.inner.pre.as_str()
    }

    /// The build metadata; empty if there is none.
    pub fn build(&self) -> &str {
        self.inner.build.as_str()
    }

    /// Whether this is a pre-release.
    pub fn is_prerelease(&self) -> bool {
        !self.inner.pre.is_empty()
    }

    pub(super) fn inner(&self) -> &semver::Version {
        &self.inner
    }

    /// The lowest version above this one: there is none between them. `None` where the next one
    /// is beyond what a version can hold.
    pub(in crate::version) fn successor(&self) -> Option<Self> {
        let [major, minor, patch] = self.numbers();
        let text = match self.is_prerelease() {
            true => format!("{major}.{minor}.{patch}-{}.0", self.pre()),
            false => format!("{major}.{minor}.{}-0", patch.checked_add(1)?),
        };
        Self::parse(&text).ok()
    }
}

/// The crate's error as ours.
pub(super) fn refused(text: &str, error: &semver::Error) -> ParseError {
    let kind = if text.is_empty() { ParseErrorKind::Empty } else { ParseErrorKind::Syntax };
    ParseError::new(kind, error.to_string(), text)
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.inner.cmp_precedence(&other.inner)
    }
}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.numbers(), self.pre()).hash(state);
    }
}

crate::version::ordered::ordered_version!(Version);
