//! Hex's answers about a package and about one of its releases, as far as they tell of retirement.
//!
//! The answer about a release does not name its package: its addresses do,
//! `…/packages/NAME/releases/VERSION`, with `/repos/ORGANISATION` before it for a private package.
//!
//! Source: Hex specifications, HTTP API, packages and releases, and registry v2,
//! `RetirementStatus`; hexpm, the API's view of a retirement.
//!
//! Invariant: an absent or null `retirement` is none; a reason that nobody knows is one all the
//! same.

use crate::syntax::json::JsonDocument;
use pkgschema::Text;
use pkgschema::object::{Map, Nullable};

pkgschema::object! {
    /// A release of a Hex package.
    ///
    /// ```
    /// use pkgschema_convert::{Document, formats::HexRelease, signal::ToSignals};
    /// let release = HexRelease::parse(r#"{"version": "1.0.0", "retirement": {"reason": "security",
    ///     "message": "upgrade"}, "package_url": "https://hex.example/api/packages/margin"}"#)?;
    /// let signals = release.signals().value;
    /// assert_eq!(signals[0].purl.as_str(), "pkg:hex/margin@1.0.0");
    /// assert_eq!(signals[0].category.as_ref().unwrap().as_str(), "vulnerability");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct HexRelease {
        required {
            /// The version.
            pub version: Text,
        }
        /// Address of this answer.
        pub url: Option<Text>,
        /// Address of the answer about the package.
        pub package_url: Option<Text>,
        /// Whether it is retired, and why.
        pub retirement: Nullable<HexRetirement>,
        /// SHA-256 of the tarball, hexadecimal.
        pub checksum: Nullable<Text>,
    }

    /// A Hex package.
    ///
    /// ```
    /// use pkgschema_convert::{Document, formats::HexPackage, signal::ToSignals};
    /// let package = HexPackage::parse(r#"{"name": "margin", "repository": "hexpm",
    ///     "retirements": {"0.1.0": {"reason": "renamed", "message": "it is edge now"}}}"#)?;
    /// let signals = package.signals().value;
    /// assert_eq!(signals[0].purl.as_str(), "pkg:hex/margin@0.1.0");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct HexPackage {
        required {
            /// The name.
            pub name: Text,
        }
        /// The repository that it is in: `hexpm`, or an organisation's.
        pub repository: Option<Text>,
        /// The retired releases by version.
        pub retirements: Map<HexRetirement>,
    }

    /// Why a release is retired.
    pub struct HexRetirement {
        /// The reason in a word: `other`, `invalid`, `security`, `deprecated`, `renamed`.
        pub reason: Option<Text>,
        /// The reason in words.
        pub message: Nullable<Text>,
    }
}

impl JsonDocument for HexRelease {
    const DOCUMENT: &'static str = "Hex release";
}

impl JsonDocument for HexPackage {
    const DOCUMENT: &'static str = "Hex package";
}
