//! The version of a file as what the files of one release have in common.
//!
//! Invariant: versions of PEP 440 are compared by its order, others by their text.

use pkgschema::Text;
use pkgschema::version::{Scheme, Version};

/// A version of PEP 440, or any other text.
///
/// ```
/// use pkgschema_convert::pypi::file_name::Release;
/// assert_eq!(Release::of("1.0"), Release::of("v1.0.0"));
/// assert_ne!(Release::of("one"), Release::of("One"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Release {
    /// A version of PEP 440.
    Version(Version),
    /// What is none.
    Legacy(Text),
}

impl Release {
    /// The release of that version.
    pub fn of(version: &str) -> Self {
        match Version::parse(Scheme::Pypi, version) {
            Ok(version) => Self::Version(version),
            Err(_) => Self::Legacy(version.into()),
        }
    }

    /// Whether it is a version of PEP 440.
    pub fn is_version(&self) -> bool {
        matches!(self, Self::Version(_))
    }
}
