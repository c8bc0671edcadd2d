//! CSAF documents, the part of them that is about packages. Read only.
//!
//! Source: OASIS Common Security Advisory Framework 2.0 (clause 3.2) and 2.1 (clause 3.2), whose
//! members stand side by side here: `purl` and `purls`, `cwe` and `cwes`, `scores` and `metrics`.
//! The other files of a CSAF provider (aggregators, feeds, provider metadata) are not advisories.
//!
//! Invariant: a member of a shape that the standard does not know stays in the remainder; it never
//! costs the document.

mod advisories;
mod identifiers;
mod products;
mod tracking;
mod tree;
mod vulnerability;

pub use tracking::{CsafMeta, CsafNote, CsafReference, Publisher, Tracking};
pub use tree::{Branch, FullProductName, IdentificationHelper, ProductTree, Relationship};
pub use vulnerability::{
    CsafAcknowledgment, CsafCwe, CsafVulnerability, CvssObject, Metric, MetricContent,
    ProductStatus, Score, VulnerabilityId,
};

use crate::Converted;
use crate::convert::{Refusal, ToAdvisories};
use crate::syntax::json::JsonDocument;
use pkgschema::advisory::Advisory;
use pkgschema::object::List;
use pkgschema::{Finding, Pointer, Severity};

pkgschema::object! {
    /// A CSAF document of version 2.0 or 2.1.
    ///
    /// ```
    /// use pkgschema_convert::{Document, formats::Csaf};
    /// let text = r#"{"document": {"category": "csaf_vex", "csaf_version": "2.0",
    ///     "tracking": {"id": "EX-2026-1"}}}"#;
    /// let csaf = Csaf::parse(text)?;
    /// let tracking = csaf.document.and_then(|document| document.tracking).unwrap();
    /// assert_eq!(tracking.id.as_deref(), Some("EX-2026-1"));
    /// assert!(Csaf::parse(r#"{"feed": {}}"#).is_err());
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Csaf {
        /// What is said about the document itself.
        pub document: Option<CsafMeta>,
        /// The products that the document speaks of.
        pub product_tree: Option<ProductTree>,
        /// The vulnerabilities, each with the status of products.
        pub vulnerabilities: List<CsafVulnerability>,
    }
}

impl Csaf {
    /// What tells a CSAF document from the other files of a provider and from any other JSON.
    fn is_csaf(&self) -> bool {
        let has = |meta: &CsafMeta| {
            meta.csaf_version.is_some() || meta.rest.get("csaf_version").is_some()
        };
        self.document.as_ref().is_some_and(has)
    }

    fn version_finding(&self) -> Option<Finding> {
        let version = self.document.as_ref()?.csaf_version.as_deref()?;
        let message = "CSAF is read in the versions 2.0 and 2.1";
        let place = Pointer::root().child("document").child("csaf_version");
        let is_known = matches!(version, "2.0" | "2.1");
        (!is_known).then(|| Finding::new(place, "unknown-version", Severity::Warning, message))
    }
}

impl JsonDocument for Csaf {
    const DOCUMENT: &'static str = "CSAF document";

    fn refusal(&self) -> Option<&'static str> {
        (!self.is_csaf()).then_some("no `document` with a `csaf_version`")
    }

    fn lints(&self) -> Vec<Finding> {
        self.version_finding().into_iter().collect()
    }
}

impl ToAdvisories for Csaf {
    /// One advisory for each vulnerability of which a package is affected or fixed:
    ///
    /// - `id` is the CVE; where there is none, or an earlier vulnerability of the document has
    ///   it, `x_`, the tracking identifier, `_` and the number of the vulnerability. The document
    ///   speaks of several vulnerabilities, so its tracking identifier is `related`.
    /// - Packages are the purls of products, or of the products that they are made of in
    ///   relationships. Versions stand in the purl, in the branch's `product_version`, or in a
    ///   `product_version_range` in VERS.
    /// - `first_affected`, `last_affected` and `first_fixed` are events. A fixed version is one
    ///   too where an affected range ends with it; nowhere else, because later versions may be
    ///   affected again.
    /// - `database_specific` holds `cwe_ids`, and in `csaf` the publisher, the tracking
    ///   identifier, and under `product_status` the products of every status that an advisory
    ///   does not know, by status. No such product counts as not affected.
    fn to_advisories(&self) -> Result<Converted<Vec<Advisory>>, Refusal> {
        advisories::of(self)
    }
}
