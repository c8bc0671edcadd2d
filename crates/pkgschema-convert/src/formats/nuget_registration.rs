//! A NuGet registration: the versions of a package, as its index or one of its pages holds them.
//!
//! Source: NuGet API reference, "Package metadata" (registration index, registration page,
//! registration leaf object in a page).
//!
//! Invariant: a page that stands in the index without its versions says nothing of them.

use super::nuget_catalog::NuGetCatalogLeaf;
use crate::syntax::json::JsonDocument;
use pkgschema::Text;
use pkgschema::object::{Items, List};

pkgschema::object! {
    /// The index of a package's versions, or one of its pages.
    ///
    /// ```
    /// use pkgschema_convert::{Document, formats::NuGetRegistration, signal::ToSignals};
    /// let index = NuGetRegistration::parse(r#"{"items": [{"items": [{"catalogEntry":
    ///     {"id": "Margin", "version": "1.0.0", "listed": false}}]}]}"#)?;
    /// let signals = index.signals().value;
    /// assert_eq!(signals[0].pointer.as_str(), "/items/0/items/0/catalogEntry/listed");
    /// assert_eq!(signals[0].purl.as_str(), "pkg:nuget/Margin@1.0.0");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct NuGetRegistration {
        required {
            /// The pages of the index, or the versions of the page.
            pub items: Items<NuGetItem>,
        }
    }

    /// A page in an index, or a version in a page.
    pub struct NuGetItem {
        /// Its address.
        pub address: Option<Text> = "@id",
        /// What stands in the catalog of the version.
        pub catalog_entry: Option<NuGetCatalogLeaf> = "catalogEntry",
        /// The versions of the page; absent where they stand at the page's own address only.
        pub items: List<NuGetLeaf>,
    }

    /// A version in a page of an index.
    pub struct NuGetLeaf {
        /// What stands in the catalog of it.
        pub catalog_entry: Option<NuGetCatalogLeaf> = "catalogEntry",
    }
}

impl JsonDocument for NuGetRegistration {
    const DOCUMENT: &'static str = "NuGet registration";
}
