//! What a package demands of another's version.
//!
//! Invariant: the text is kept as published; what it allows is computed by its ecosystem's rules
//! on demand.

use super::{Scheme, VersionRange};
use crate::identity::Ecosystem;
use crate::{ParseError, ParseErrorKind, Text};

crate::object! {
    /// A requirement on versions in the ecosystem's own notation: `^1.2` (npm, Cargo), `>=1,<2`
    /// (PyPI), `[1.0,2.0)` (Maven). It may be no version requirement at all: npm allows a tag or
    /// an address in its place.
    ///
    /// ```
    /// use pkgschema::{object::parse, version::{RequirementText, Scheme, Version}};
    /// let requirement: RequirementText = parse(r#"{"ecosystem": "npm", "text": "^1.0"}"#)?;
    /// assert_eq!(requirement.text, "^1.0");
    /// let version = Version::parse(Scheme::Npm, "1.9.3")?;
    /// assert!(requirement.parsed()?.satisfies(&version));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct RequirementText {
        required {
            /// Whose notation the text follows.
            pub ecosystem: Ecosystem,
            /// The requirement as published.
            pub text: Text,
        }
    }
}

impl RequirementText {
    /// The requirement, read by the rules of its ecosystem.
    ///
    /// # Errors
    /// If the ecosystem's notation is not known here, or the text is no range in it.
    pub fn parsed(&self) -> Result<VersionRange, ParseError> {
        VersionRange::parse(scheme(&self.ecosystem)?, &self.text)
    }
}

/// The scheme of an ecosystem's versions.
pub(super) fn scheme(ecosystem: &Ecosystem) -> Result<Scheme, ParseError> {
    Scheme::of_ecosystem(ecosystem).ok_or_else(|| {
        let words = "no order of versions is known for the ecosystem";
        ParseError::new(ParseErrorKind::TypeRule, words, ecosystem.as_str())
    })
}
