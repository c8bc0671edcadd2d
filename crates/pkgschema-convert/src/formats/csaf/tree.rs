//! The products of a CSAF document.
//!
//! Source: CSAF 2.0 and 2.1, clauses 3.1.2 (branches), 3.1.3 (full product name) and 3.2.2
//! (product tree).
//!
//! Invariant: only what leads to packages and their versions is typed; the rest stays verbatim.

use pkgschema::Text;
use pkgschema::identity::PurlText;
use pkgschema::object::List;

pkgschema::object! {
    /// The products that a document speaks of (CSAF `product_tree`).
    pub struct ProductTree {
        /// Products by vendor, name, version, …
        pub branches: List<Branch>,
        /// Products without a place in the hierarchy.
        pub full_product_names: List<FullProductName>,
        /// Products that are made of two others.
        pub relationships: List<Relationship>,
    }

    /// A place in the hierarchy of products (CSAF `branches[]`).
    pub struct Branch {
        /// What the name names: `vendor`, `product_name`, `product_version`,
        /// `product_version_range`, …
        pub category: Option<Text>,
        /// The name.
        pub name: Option<Text>,
        /// What lies below.
        pub branches: List<Branch>,
        /// The product at a leaf.
        pub product: Option<FullProductName>,
    }

    /// A product (CSAF `full_product_name_t`).
    pub struct FullProductName {
        /// Name for people.
        pub name: Option<Text>,
        /// Name within the document.
        pub product_id: Option<Text>,
        /// What it is called elsewhere.
        pub product_identification_helper: Option<IdentificationHelper>,
    }

    /// What a product is called elsewhere (CSAF `product_identification_helper`).
    pub struct IdentificationHelper {
        /// Package URL (2.0).
        pub purl: Option<PurlText>,
        /// Package URLs (2.1).
        pub purls: List<PurlText>,
        /// Common Platform Enumeration.
        pub cpe: Option<Text>,
    }

    /// A product as part of another one, or installed on it (CSAF `relationships[]`).
    pub struct Relationship {
        /// How they stand to each other: `default_component_of`, `installed_on`, …
        pub category: Option<Text>,
        /// The product that both make.
        pub full_product_name: Option<FullProductName>,
        /// The part, by its name within the document.
        pub product_reference: Option<Text>,
        /// The whole, by its name within the document.
        pub relates_to_product_reference: Option<Text>,
    }
}
