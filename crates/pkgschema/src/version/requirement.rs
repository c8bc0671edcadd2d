//! What a package demands of another's version.
//!
//! Invariant: the text is kept as published; what it allows is for its ecosystem's rules to say.

use crate::Text;
use crate::identity::Ecosystem;

crate::object! {
    /// A requirement on versions in the ecosystem's own notation: `^1.2` (npm, Cargo), `>=1,<2`
    /// (PyPI), `[1.0,2.0)` (Maven). It is not interpreted, and it may be no version requirement
    /// at all: npm allows a tag or an address in its place.
    ///
    /// ```
    /// use pkgschema::{object::parse, version::RequirementText};
    /// let requirement: RequirementText = parse(r#"{"ecosystem": "npm", "text": "^1.0"}"#)?;
    /// assert_eq!(requirement.text, "^1.0");
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
