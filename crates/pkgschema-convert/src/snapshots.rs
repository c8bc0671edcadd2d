//! The documents that list a package's versions or files, by name.
//!
//! Invariant: a document is listed here once, and the command goes by this list.

use crate::detect::detect;
use crate::snapshot::{Listing, Snapshot};
use pkgschema::ParseError;

/// A kind of document that lists versions or files, without its type.
#[derive(Debug, Clone, Copy)]
pub struct SnapshotDocument {
    name: &'static str,
    document: &'static str,
    purl_type: &'static str,
    read: fn(&str) -> Result<Listing, ParseError>,
}

/// Every document, in the order of the names.
pub const ALL: &[SnapshotDocument] = &[
    #[cfg(feature = "cargo")]
    SnapshotDocument::of::<crate::cargo::IndexFile>("cargo-index", "cargo"),
    #[cfg(feature = "maven")]
    SnapshotDocument::of::<crate::maven::MavenMetadata>("maven-metadata", "maven"),
    #[cfg(feature = "npm")]
    SnapshotDocument::of::<crate::npm::Packument>("npm-packument", "npm"),
    #[cfg(feature = "pypi")]
    SnapshotDocument::of::<crate::pypi::SimpleHtml>("pypi-simple-html", "pypi"),
    #[cfg(feature = "pypi")]
    SnapshotDocument::of::<crate::pypi::SimpleJson>("pypi-simple", "pypi"),
];

impl SnapshotDocument {
    const fn of<D: Snapshot>(name: &'static str, purl_type: &'static str) -> Self {
        let read = |text: &str| Ok(D::parse(text)?.listing());
        Self { name, document: D::NAME, purl_type, read }
    }

    /// The document that goes by this name: its short one or its usual one.
    pub fn find(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|one| one.name == name || one.document == name)
    }

    /// The document that a text is, where the text alone tells. One line of an index is taken for
    /// the file of a crate with one version.
    pub fn of_text(text: &str) -> Option<&'static Self> {
        match detect(text)?.as_str() {
            "index line" => Self::find("cargo-index"),
            name => Self::find(name),
        }
    }

    /// The short name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The document's usual name.
    pub fn document(&self) -> &'static str {
        self.document
    }

    /// The purl type of what it lists.
    pub fn purl_type(&self) -> &'static str {
        self.purl_type
    }

    /// What a document lists.
    ///
    /// # Errors
    /// Only for text that is no such document at all.
    pub fn listing(&self, text: &str) -> Result<Listing, ParseError> {
        (self.read)(text)
    }
}
