//! What a notice is about.
//!
//! Invariant: a subject never reaches beyond the package, namespace or file that it names.

use super::Registry;
use crate::Text;
use crate::identity::{Artifact, DigestSet, Purl, PurlText};
use crate::object::List;
use crate::version::VersText;

crate::object! {
    /// What an act is about. Its scope follows from what it names: a purl without a version is
    /// the whole package; a purl with one, `versions` or a `versionRange` are versions of it;
    /// `artifacts` are single files, of the purl or wherever their digests turn up.
    pub struct Subject {
        /// The package, or with a version one of its versions.
        pub purl: Option<PurlText>,
        /// Versions of the package, one by one, spelt as the registry spells them.
        pub versions: List<Text>,
        /// Versions of the package as a VERS. A range also hits what is published later.
        pub version_range: Option<VersText> = "versionRange",
        /// Single files, by their digests; those without one by their names within the purl.
        pub artifacts: List<Artifact>,
        /// How far the subject reaches. Written only for a namespace.
        pub scope: Option<Scope>,
        /// The purl type of the namespace.
        pub purl_type: Option<Text> = "purlType",
        /// The namespace as a purl has it, not percent-encoded: `@scope`, `org.example`. Only
        /// with the scope `namespace`.
        pub namespace: Option<Text>,
    }
}

crate::open_enum! {
    /// How far a subject reaches, where that does not follow from what it names.
    pub enum Scope {
        /// Every package whose purl has this namespace.
        Namespace = "namespace",
    }
}

impl Subject {
    /// A package or version.
    pub fn of_purl(purl: impl Into<PurlText>) -> Self {
        let mut subject = Self::default();
        subject.purl = Some(purl.into());
        subject
    }

    /// Every package in a namespace.
    pub fn of_namespace(purl_type: impl Into<Text>, namespace: impl Into<Text>) -> Self {
        let mut subject = Self::default();
        subject.scope = Some(Scope::Namespace);
        subject.purl_type = Some(purl_type.into());
        subject.namespace = Some(namespace.into());
        subject
    }
}

impl Subject {
    /// Whether the subject names something that a question could be about: a purl that can be
    /// read, a namespace that a purl can have, or a file with a digest.
    pub(super) fn reaches(&self, registry: &Registry) -> bool {
        match &self.purl {
            _ if self.scope == Some(Scope::Namespace) => self.namespace_key(registry).is_some(),
            Some(purl) => purl.to_purl().is_ok(),
            None => self.names_a_file(),
        }
    }

    /// Whether a file is named by a digest.
    pub(super) fn names_a_file(&self) -> bool {
        let digests = self.artifacts.iter().filter_map(|file| file.digests.as_ref());
        digests.flat_map(DigestSet::digests).next().is_some()
    }

    /// The purl type and the name of the namespace, where both are known.
    pub(super) fn full_namespace<'a>(
        &'a self,
        registry: &'a Registry,
    ) -> Option<(&'a str, &'a str)> {
        let purl_type = self.purl_type.as_deref().or(registry.purl_type.as_deref());
        purl_type.zip(self.namespace.as_deref())
    }

    /// The [`Purl::namespace_key`] of the packages in the namespace, which is given as it reads
    /// when it is decoded. `None` if no purl of the type can have it.
    pub(super) fn namespace_key(&self, registry: &Registry) -> Option<String> {
        let (purl_type, namespace) = self.full_namespace(registry)?;
        let purl = Purl::builder(purl_type, "name").namespace(namespace).build().ok()?;
        purl.namespace_key().map(str::to_owned)
    }
}

impl From<PurlText> for Subject {
    fn from(purl: PurlText) -> Self {
        Self::of_purl(purl)
    }
}

impl From<Purl> for Subject {
    fn from(purl: Purl) -> Self {
        Self::of_purl(purl)
    }
}
