//! What is asked about.
//!
//! Invariant: a question names one package at most, and never a range.

use super::matching::{self, Matching};
use crate::identity::{Artifact, Digest, Purl};
use crate::takedown::registry::normalized;
use crate::takedown::{Scope, Subject, TakedownNotice};
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

    /// The same, answered only by notices that name the file by a digest that is not weak: of
    /// bytes it is sure what they are, wherever they come from.
    #[must_use]
    pub fn only_by_digest(mut self) -> Self {
        self.registry = None;
        self.only_by_digest = true;
        self
    }
}

impl TakedownNotice {
    /// Whether the notice is about what is asked, whatever has become of it since; `None` if
    /// nobody can tell, as with a range of versions in an unknown order.
    ///
    /// ```
    /// use pkgschema::{identity::Purl, takedown::{Query, TakedownNotice}};
    /// let notice = TakedownNotice::parse(r#"{"schemaVersion": "1.0", "id": "urn:x:1", "noticeType": "decision",
    ///   "registry": {"url": "https://registry.example"}, "subjects": [{"purl": "pkg:npm/a@1.0.0"}],
    ///   "status": "yanked", "issuedAt": "2026-05-04T10:00:00Z"}"#)?;
    /// let other = Purl::parse("pkg:npm/a@1.0.1")?;
    /// assert_eq!(notice.is_about(&Query::of(&other)), Some(false));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn is_about(&self, query: &Query<'_>) -> Option<bool> {
        let registry = normalized(self.registry.url.as_str());
        let found = self.subjects.iter().map(|subject| match names(subject, query, self) {
            true => matching::on(&registry, subject, query),
            false => Matching::No,
        });
        found.max().unwrap_or(Matching::No).to_bool()
    }
}

/// Whether a subject names the package, the namespace or a digest that is asked about: what an
/// index finds it under.
fn names(subject: &Subject, query: &Query<'_>, notice: &TakedownNotice) -> bool {
    if subject.scope == Some(Scope::Namespace) {
        let key = subject.namespace_key(&notice.registry);
        return key.as_deref().is_some_and(|key| query.purl.namespace_key() == Some(key));
    }
    if let Some(text) = &subject.purl {
        let same = |purl: Purl| purl.package_key() == query.purl.package_key();
        return text.to_purl().is_ok_and(same);
    }
    let mut digests = subject.artifacts.iter().filter_map(|file| file.digests.as_ref());
    digests.any(|set| set.digests().any(|digest| query.digests.contains(&digest)))
}
