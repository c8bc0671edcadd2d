//! Text as documents hold it, and the text types with a shape of their own.
//!
//! Invariant: the source text is what is stored; whatever it means is computed by an accessor.

pub mod encoding;
mod link;
mod plain;
pub(crate) mod shaped;
mod timestamp;

pub use link::Link;
pub use plain::{is_obeyed, plain, shortened};
pub use timestamp::Timestamp;

use compact_str::CompactString;
use std::borrow::{Borrow, Cow};
use std::{fmt, ops::Deref};

/// A string, kept as it was read. Up to 24 bytes are stored inline.
///
/// ```
/// use pkgschema::Text;
/// let text = Text::from("left-pad");
/// assert_eq!(text, "left-pad");
/// assert!(text.starts_with("left"));
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text(CompactString);

impl Text {
    /// The empty text.
    pub const EMPTY: Self = Self(CompactString::const_new(""));

    /// A text that lives in the program, without a copy.
    pub const fn from_static(text: &'static str) -> Self {
        Self(CompactString::const_new(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.0.as_str()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self.0.as_str()
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0.as_str(), f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.0.as_str(), f)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(CompactString::new(text))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(CompactString::from(text))
    }
}

impl From<Cow<'_, str>> for Text {
    fn from(text: Cow<'_, str>) -> Self {
        match text {
            Cow::Borrowed(text) => Self::from(text),
            Cow::Owned(text) => Self::from(text),
        }
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0.into()
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}
