//! A leaf of a NuGet catalog: what happened to one version of a package.
//!
//! Source: NuGet API reference, "Catalog" (catalog leaf, package details and package delete
//! catalog items) and "Package metadata" (catalog entry, package deprecation).
//!
//! Invariant: `listed` that is absent says nothing; what was published in the year 1900 is
//! unlisted.

use crate::syntax::json::JsonDocument;
use pkgschema::Text;
use pkgschema::object::{Items, List, Nullable};
use pkgschema::text::Timestamp;

pkgschema::object! {
    /// A leaf of the catalog. A registration holds the same as `catalogEntry`.
    ///
    /// ```
    /// use pkgschema_convert::{Document, formats::NuGetCatalogLeaf, signal::ToSignals};
    /// let leaf = NuGetCatalogLeaf::parse(r#"{"@type": ["PackageDelete", "catalog:Permalink"],
    ///     "id": "Margin", "version": "1.0.0", "published": "2026-03-01T08:00:00Z"}"#)?;
    /// let signals = leaf.signals().value;
    /// assert_eq!(signals[0].kind.status, "deleted");
    /// assert_eq!(signals[0].since.as_ref().unwrap().as_str(), "2026-03-01T08:00:00Z");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct NuGetCatalogLeaf {
        required {
            /// The package's name; in lower case where it was deleted.
            pub id: Text,
            /// The version, normalised.
            pub version: Text,
        }
        /// What kind of leaf it is: `PackageDetails` or `PackageDelete` among others.
        pub leaf_type: Option<NuGetTypes> = "@type",
        /// The name in its own case, where it was deleted.
        pub original_id: Option<Text> = "originalId",
        /// Whether it is found by searching.
        pub listed: Nullable<bool>,
        /// When it was last listed, or in 1900 where it is unlisted; when it was deleted.
        pub published: Nullable<Timestamp>,
        /// Why nobody should use it.
        pub deprecation: Nullable<NuGetDeprecation>,
    }

    /// Why nobody should use a version.
    pub struct NuGetDeprecation {
        /// The reasons: `Legacy`, `CriticalBugs`, `Other`, in any case of letters.
        pub reasons: List<Text>,
        /// More about them in words.
        pub message: Nullable<Text>,
        /// What to use instead.
        pub alternate_package: Nullable<NuGetAlternate> = "alternatePackage",
    }

    /// A package to use instead.
    pub struct NuGetAlternate {
        /// Its name.
        pub id: Option<Text>,
        /// Its versions that will do, in NuGet's notation; `*` for any.
        pub range: Nullable<Text>,
    }
}

pkgschema::one_of! {
    /// The kinds of an object in JSON-LD.
    pub enum NuGetTypes {
        /// One.
        One(Text) = string,
        /// Several.
        Several(Items<Text>) = array,
    }
}

impl NuGetCatalogLeaf {
    /// Whether the leaf says that the version was deleted.
    pub fn is_delete(&self) -> bool {
        const DELETE: &str = "PackageDelete";
        match &self.leaf_type {
            Some(NuGetTypes::One(one)) => one == DELETE,
            Some(NuGetTypes::Several(several)) => several.iter().any(|one| one == DELETE),
            None => false,
        }
    }

    /// Whether it was published in the year 1900, which says that it is unlisted.
    pub fn is_published_in_1900(&self) -> bool {
        self.published.get().is_some_and(|time| time.as_str().starts_with("1900-"))
    }
}

impl JsonDocument for NuGetCatalogLeaf {
    const DOCUMENT: &'static str = "NuGet catalog leaf";
}
