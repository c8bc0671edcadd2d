//! Texts as versions, for packages whose order is that of their bytes.
//!
//! Invariant: any text is a version, no two texts are equal, nothing is normalized.

use crate::{ParseError, Text};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// A text ordered by its UTF-8 bytes, which is by code points (VERS type `lexicographic`).
///
/// ```
/// use pkgschema::version::lexicographic::Version;
/// assert!(Version::parse("A")? < Version::parse("a")?);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Clone)]
pub struct Version(Text);

impl Version {
    /// Takes any text.
    ///
    /// # Errors
    /// None.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Ok(Self(Text::from(text)))
    }

    /// The text as read.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text itself.
    pub fn canonical(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }

    /// Never: the text says nothing about it.
    pub fn is_prerelease(&self) -> bool {
        false
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

super::ordered::ordered_version!(Version);
