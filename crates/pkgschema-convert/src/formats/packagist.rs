//! Metadata of Composer packages, as a repository and as Packagist's details serve it.
//!
//! In a document with `minified` the versions of a package stand newest first, each with what
//! differs from the one before; `__unset` takes a member away.
//!
//! Source: Composer documentation, "Repositories" (`packages`, `metadata-url`), and the format
//! `composer/2.0` of its metadata minifier; the Composer schema, `abandoned`; Packagist's API,
//! "Getting package data".
//!
//! Invariant: `false`, null and the empty text say that a package is not abandoned, as Composer
//! reads them; every other text says that it is.

use crate::syntax::json::JsonDocument;
use pkgschema::Text;
use pkgschema::object::{Entries, Items};

pkgschema::object! {
    /// Packages with their versions.
    ///
    /// ```
    /// use pkgschema_convert::{Document, formats::ComposerPackages, signal::ToSignals};
    /// let packages = ComposerPackages::parse(r#"{"minified": "composer/2.0", "packages":
    ///     {"example/margin": [{"version": "1.1.0", "abandoned": "example/edge"},
    ///         {"version": "1.0.0"}]}}"#)?;
    /// let signals = packages.signals().value;
    /// assert_eq!(signals[0].purl.as_str(), "pkg:composer/example/margin");
    /// assert_eq!((signals.len(), signals[0].replacements.len()), (1, 1));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct ComposerPackages {
        required {
            /// The packages by name.
            pub packages: Entries<ComposerVersions>,
        }
        /// How the versions are minified: `composer/2.0`. Absent where they are not.
        pub minified: Option<Text>,
    }

    /// A version of a package.
    pub struct ComposerVersion {
        /// The version.
        pub version: Option<Text>,
        /// Whether it is abandoned, or for which package.
        pub abandoned: Option<Abandoned>,
    }

    /// Packagist's details of a package.
    ///
    /// ```
    /// use pkgschema_convert::{Document, formats::PackagistPackage, signal::ToSignals};
    /// let details = PackagistPackage::parse(r#"{"package": {"name": "example/margin",
    ///     "abandoned": true}}"#)?;
    /// assert_eq!(details.signals().value[0].kind.status, "deprecated");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct PackagistPackage {
        required {
            /// The details.
            pub package: PackagistDetails,
        }
    }

    /// The details.
    pub struct PackagistDetails {
        /// The package's name.
        pub name: Option<Text>,
        /// Whether it is abandoned, or for which package.
        pub abandoned: Option<Abandoned>,
    }
}

pkgschema::one_of! {
    /// The versions of a package.
    pub enum ComposerVersions {
        /// One after the other.
        Listed(Items<ComposerVersion>) = array,
        /// By version.
        Named(Entries<ComposerVersion>) = object,
    }

    /// Whether something is abandoned.
    pub enum Abandoned {
        /// It is, or it is not.
        Flag(bool) = boolean,
        /// It is; this package is to be used instead, or it stands at this address.
        Instead(Text) = string,
    }
}

impl Abandoned {
    /// Whether it says that something is abandoned.
    pub fn is_abandoned(&self) -> bool {
        match self {
            Self::Flag(flag) => *flag,
            Self::Instead(text) => !text.is_empty(),
        }
    }
}

impl JsonDocument for ComposerPackages {
    const DOCUMENT: &'static str = "Composer package metadata";
}

impl JsonDocument for PackagistPackage {
    const DOCUMENT: &'static str = "Packagist package";
}
