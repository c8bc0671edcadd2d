//! Where to read more about a vulnerability.
//!
//! Invariant: an address is kept as it was published, well-formed or not.

use crate::text::Link;

crate::object! {
    /// A reference (OSV `references[]`).
    pub struct Reference {
        /// What is found there.
        pub reference_type: Option<ReferenceType> = "type",
        /// The address.
        pub url: Option<Link>,
    }
}

impl Reference {
    /// A reference.
    pub fn new(reference_type: ReferenceType, url: impl Into<Link>) -> Self {
        let (reference_type, url) = (Some(reference_type), Some(url.into()));
        Self { reference_type, url, ..Self::default() }
    }
}

crate::open_enum! {
    /// What a reference leads to (OSV `references[].type`).
    pub enum ReferenceType {
        /// A published advisory.
        Advisory = "ADVISORY",
        /// An article or blog post.
        Article = "ARTICLE",
        /// A tool, script or scanner that detects it.
        Detection = "DETECTION",
        /// A discussion, on a mailing list or in social media.
        Discussion = "DISCUSSION",
        /// A report, typically in an issue tracker.
        Report = "REPORT",
        /// The change that fixes it.
        Fix = "FIX",
        /// The change that introduced it.
        Introduced = "INTRODUCED",
        /// The package's home page or page at its registry.
        Package = "PACKAGE",
        /// A demonstration that backs the claim.
        Evidence = "EVIDENCE",
        /// A repository.
        Git = "GIT",
        /// Any other web page.
        Web = "WEB",
    }
}
