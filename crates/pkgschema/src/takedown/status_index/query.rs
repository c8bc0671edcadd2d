//! What is asked about.
//!
//! Invariant: a question names one package at most, and never a range.

use crate::identity::{Artifact, Digest, Purl};
use crate::text::Link;
use std::borrow::Cow;

/// A question: which package or version, on which registry, and which of its files.
#[derive(Debug, Clone)]
pub struct Query<'a> {
    pub(super) purl: &'a Purl,
    pub(super) registry: Option<Cow<'a, Link>>,
    pub(super) file: Option<&'a Artifact>,
    pub(super) digests: Vec<Digest>,
    pub(super) only_by_digest: bool,
}

impl<'a> Query<'a> {
    /// A package, or with a version one of its versions. The registry is the one that the purl
    /// names in its `repository_url`, if it does.
    pub fn of(purl: &'a Purl) -> Self {
        let registry = purl
            .qualifier("repository_url")
            .map(|url| Cow::Owned(Link::from_document(url.as_ref())));
        Self { purl, registry, file: None, digests: Vec::new(), only_by_digest: false }
    }

    /// The same on one registry.
    #[must_use]
    pub fn on(mut self, registry: &'a Link) -> Self {
        self.registry = Some(Cow::Borrowed(registry));
        self
    }

    /// The same about another package, as a whole.
    pub(super) fn at<'b>(&'b self, purl: &'b Purl) -> Query<'b> {
        let registry = self.registry.as_deref().map(Cow::Borrowed);
        Query { registry, ..Query::of(purl) }
    }

    /// The same about one file of it, known by its name and digests.
    #[must_use]
    pub fn file(mut self, file: &'a Artifact) -> Self {
        self.digests = file.digests.iter().flat_map(|set| set.digests()).collect();
        self.file = Some(file);
        self
    }
}

impl Query<'_> {
    /// The same, answered only by notices that name the file by a digest that is not weak: of
    /// bytes it is sure what they are, wherever they come from.
    #[must_use]
    pub fn only_by_digest(mut self) -> Self {
        self.registry = None;
        self.only_by_digest = true;
        self
    }
}
