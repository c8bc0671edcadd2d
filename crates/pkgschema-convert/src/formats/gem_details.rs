//! RubyGems' answer about a gem, or about one of its versions.
//!
//! Source: RubyGems guides, "RubyGems.org API" (`gems`) and "RubyGems.org API V2" (`versions`).
//!
//! Invariant: an absent `yanked` says nothing.

use crate::syntax::json::JsonDocument;
use pkgschema::Text;
use pkgschema::object::Nullable;

pkgschema::object! {
    /// Details of a gem's version.
    ///
    /// ```
    /// use pkgschema_convert::{Document, formats::GemDetails, signal::ToSignals};
    /// let details = GemDetails::parse(r#"{"name": "margin", "version": "1.1.0",
    ///     "platform": "java", "yanked": true}"#)?;
    /// let signals = details.signals().value;
    /// assert_eq!(signals[0].purl.as_str(), "pkg:gem/margin@1.1.0?platform=java");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct GemDetails {
        required {
            /// The gem's name.
            pub name: Text,
        }
        /// The version.
        pub version: Option<Text>,
        /// The version, by the name that V2 gives it beside the other.
        pub number: Option<Text>,
        /// The platform it is for; `ruby` for all.
        pub platform: Option<Text>,
        /// Whether it is yanked.
        pub yanked: Nullable<bool>,
        /// SHA-256 of the gem, hexadecimal.
        pub sha: Nullable<Text>,
    }
}

impl JsonDocument for GemDetails {
    const DOCUMENT: &'static str = "RubyGems details";
}
