//! A version as its ecosystem writes it.
//!
//! Invariant: equality is equality of text, so that `1.0` and `1.0.0` are two texts, whatever
//! they mean; [`VersionText::parsed`] says what they mean.

use super::Version;
use super::requirement::scheme;
use crate::identity::Ecosystem;
use crate::{ParseError, Text};

crate::object! {
    /// A version as the ecosystem spells it; it may be no valid version there. Such a text has no
    /// order; comparing two of them compares spellings.
    ///
    /// ```
    /// use pkgschema::{identity::Ecosystem, object::write, version::VersionText};
    /// let version = VersionText::new(Ecosystem::PYPI, "1.0RC1");
    /// assert_eq!(write(&version), r#"{"ecosystem":"PyPI","text":"1.0RC1"}"#);
    /// assert_eq!(version.parsed()?.canonical(), "1.0rc1");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct VersionText {
        required {
            /// Whose rules the text follows.
            pub ecosystem: Ecosystem,
            /// The version as published.
            pub text: Text,
        }
    }
}

impl VersionText {
    /// The version, read by the rules of its ecosystem.
    ///
    /// # Errors
    /// If the ecosystem's order is not known here, or the text is no version in it.
    pub fn parsed(&self) -> Result<Version, ParseError> {
        Version::parse(scheme(&self.ecosystem)?, &self.text)
    }
}
