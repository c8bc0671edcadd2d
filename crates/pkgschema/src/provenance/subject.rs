//! Whether a statement is about an artifact.
//!
//! Nothing here is a verification: that a statement is about an artifact says nothing about who
//! made the statement.
//!
//! Invariant: an artifact is matched by digests alone; a name can only be compared beside that.

use super::{ResourceDescriptor, Statement};
use crate::finding::Lints;
use crate::identity::{DigestAlgorithm, DigestSet, Purl};
use crate::text::encoding::from_any_base64;

impl Statement {
    /// Whether one of the subjects is the artifact with these digests: whether a digest of an
    /// accepted algorithm is in both sets and equal. Other algorithms are passed over, also where
    /// they disagree, and sets without a common algorithm do not match (in-toto Attestation
    /// Framework v1, DigestSet).
    ///
    /// ```
    /// use pkgschema::identity::{DigestAlgorithm::Sha256, DigestSet};
    /// use pkgschema::provenance::Statement;
    /// let hex = "aa".repeat(32);
    /// let digests: DigestSet = serde_json::from_str(&format!(r#"{{"sha256": "{hex}"}}"#)).unwrap();
    /// let statement = Statement::parse(&format!(r#"{{"_type": "https://in-toto.io/Statement/v1",
    ///     "subject": [{{"digest": {{"md5": "x", "sha256": "{hex}"}}}}], "predicateType": "a:b"}}"#))?;
    /// assert!(statement.matches(&digests, &[Sha256]));
    /// assert!(!statement.matches(&digests, &[]));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn matches(&self, digests: &DigestSet, accepted: &[DigestAlgorithm]) -> bool {
        self.matching_subjects(digests, accepted).next().is_some()
    }

    /// The subjects that are the artifact with these digests, each with its place in the list: as
    /// [`matches`](Self::matches).
    pub fn matching_subjects<'a>(
        &'a self,
        digests: &'a DigestSet,
        accepted: &'a [DigestAlgorithm],
    ) -> impl Iterator<Item = (usize, &'a ResourceDescriptor)> {
        let is_it = move |(_, subject): &(usize, &ResourceDescriptor)| {
            subject.digest.as_ref().is_some_and(|stated| any_equal(stated, digests, accepted))
        };
        self.subject.indexed().filter(is_it)
    }
}

impl ResourceDescriptor {
    /// The purl that the resource is known by: its URI, else its name, where npm writes it. `None`
    /// where neither can be read as one.
    ///
    /// ```
    /// use pkgschema::provenance::ResourceDescriptor;
    /// let mut subject = ResourceDescriptor::default();
    /// subject.name = Some("pkg:npm/@left/margin@1.4.1".into());
    /// assert_eq!(subject.purl().unwrap().as_str(), "pkg:npm/%40left/margin@1.4.1");
    /// assert!(subject.is_package(&"pkg:npm/%40left/margin@1.4.1".parse()?));
    /// assert!(!subject.is_package(&"pkg:npm/%40left/margin@1.4.2".parse()?));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn purl(&self) -> Option<Purl> {
        let uri = self.uri.as_ref().and_then(|uri| Purl::parse(uri.as_str()).ok());
        uri.or_else(|| Purl::parse(self.name.as_deref()?).ok())
    }

    /// Whether the resource is known by this purl, both read and compared in canonical form, so
    /// that a scope may be written `@scope` or `%40scope`. It says nothing about the digests.
    pub fn is_package(&self, package: &Purl) -> bool {
        self.purl().as_ref() == Some(package)
    }

    /// Whether a digest of some kind is there.
    pub(super) fn has_digests(&self) -> bool {
        self.digest.as_ref().is_some_and(|digests| !digests.is_empty())
    }

    /// What the specification asks of resources in a list that are no subjects.
    pub(super) fn lint_all(resources: &[Self], place: &str, lints: &mut Lints) {
        for (index, resource) in resources.iter().enumerate() {
            resource.lint(&format!("{place}/{index}"), lints);
        }
    }

    pub(super) fn lint(&self, place: &str, lints: &mut Lints) {
        let misfit = |name: &str| self.rest.get(name).is_some(); // the structural check names it
        let names = ["uri", "digest", "content"];
        if self.uri.is_none()
            && !self.has_digests()
            && self.content.is_none()
            && !names.into_iter().any(misfit)
        {
            lints.error(place, "empty-resource", "expected a URI, digests or content");
        }
        let content = self.content.as_deref();
        if content.is_some_and(|text| from_any_base64(text).is_none()) {
            lints.error(&format!("{place}/content"), "malformed-content", "expected base64");
        }
    }
}

/// Whether an accepted digest is in both sets. Digests of listed algorithms have to be well-formed
/// and are compared as bytes; others are compared as the texts they are.
fn any_equal(one: &DigestSet, two: &DigestSet, accepted: &[DigestAlgorithm]) -> bool {
    let text = |set: &DigestSet, algorithm: &DigestAlgorithm| {
        let name = algorithm.as_str();
        set.iter().find(|(key, _)| *key == name).map(|(_, text)| text.clone())
    };
    accepted.iter().any(|algorithm| match algorithm.is_listed() {
        true => one.get(algorithm).is_some_and(|digest| two.get(algorithm) == Some(digest)),
        false => {
            let stated = text(one, algorithm).filter(|text| !text.is_empty());
            stated.is_some() && stated == text(two, algorithm)
        }
    })
}
