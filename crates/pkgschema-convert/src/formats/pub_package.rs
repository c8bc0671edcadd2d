//! A pub repository's answer about a package: its versions.
//!
//! Source: Hosted Pub Repository Specification, version 2, "List all versions of a package".
//!
//! Invariant: `isDiscontinued` and `retracted` that are absent are `false`.

use crate::syntax::json::JsonDocument;
use pkgschema::Text;
use pkgschema::object::{List, Nullable};

pkgschema::object! {
    /// A package of a pub repository, with its versions.
    ///
    /// ```
    /// use pkgschema_convert::{Document, formats::PubPackage, signal::ToSignals};
    /// let package = PubPackage::parse(r#"{"name": "margin", "isDiscontinued": true,
    ///     "replacedBy": "edge", "versions": [{"version": "1.0.0", "retracted": true}]}"#)?;
    /// let signals = package.signals().value;
    /// let replacement = signals[0].replacements[0].purl.as_ref().unwrap();
    /// assert_eq!(replacement.as_str(), "pkg:pub/edge");
    /// assert_eq!(signals[1].purl.as_str(), "pkg:pub/margin@1.0.0");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct PubPackage {
        required {
            /// The name.
            pub name: Text,
        }
        /// Whether nobody looks after it any more.
        pub is_discontinued: Nullable<bool> = "isDiscontinued",
        /// The package to use instead, where it is discontinued.
        pub replaced_by: Nullable<Text> = "replacedBy",
        /// The latest version; it stands among `versions` too.
        pub latest: Option<PubVersion>,
        /// The versions.
        pub versions: List<PubVersion>,
    }

    /// A version.
    pub struct PubVersion {
        /// The version.
        pub version: Option<Text>,
        /// Whether it is retracted.
        pub retracted: Nullable<bool>,
        /// Where its archive is.
        pub archive_url: Option<Text>,
        /// SHA-256 of the archive, hexadecimal.
        pub archive_sha256: Nullable<Text>,
    }
}

impl PubVersion {
    /// Whether the answer says that it is retracted.
    pub fn is_retracted(&self) -> bool {
        self.retracted.get() == Some(&true)
    }
}

impl JsonDocument for PubPackage {
    const DOCUMENT: &'static str = "pub package";
}
