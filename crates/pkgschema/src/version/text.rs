//! A version as its ecosystem writes it.
//!
//! Invariant: equality is equality of text, so that `1.0` and `1.0.0` are two texts, whatever
//! they mean.

use crate::Text;
use crate::identity::Ecosystem;

crate::object! {
    /// A version as the ecosystem spells it, not interpreted: it may be no valid version there.
    /// Such a text has no order; comparing two of them compares spellings.
    ///
    /// ```
    /// use pkgschema::{identity::Ecosystem, object::write, version::VersionText};
    /// let version = VersionText::new(Ecosystem::PYPI, "1.0rc1");
    /// assert_eq!(write(&version), r#"{"ecosystem":"PyPI","text":"1.0rc1"}"#);
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
