//! Where and when a document was seen.
//!
//! Invariant: the registry's address and the clock are the caller's.

use pkgschema::Text;
use pkgschema::object::List;
use pkgschema::takedown::{
    Method, NoticeType, Provenance, Registry, RegistryProfile, SchemaVersion, Status, Subject,
    TakedownNotice,
};
use pkgschema::text::{Link, Timestamp};

/// Where and when a document was seen, and what the registry's mechanisms do.
///
/// ```
/// use pkgschema::text::{Link, Timestamp};
/// use pkgschema_convert::{Document, cargo::IndexLine, signal::{Observation, ToSignals}};
/// let seen = Observation::of_registry("cargo", Link::new("https://index.example/")?,
///     Timestamp::new("2026-11-22T13:46:00Z")?);
/// let line = IndexLine::parse(r#"{"name": "margin", "vers": "1.0.0", "cksum": "00", "yanked": true}"#)?;
/// let notice = &line.notices(&seen).value[0];
/// assert_eq!(notice.status.as_str(), "yanked");
/// assert_eq!(notice.effects.as_ref().unwrap().resolution.as_ref().unwrap().as_str(), "only-locked");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Observation {
    pub(super) profile: RegistryProfile,
    pub(super) at: Timestamp,
    pub(super) source: Option<Text>,
}

impl Observation {
    /// A document of the registry at this address, seen at this time. What its mechanisms do is
    /// what those of the public registry of the purl type do; for a type without a shipped profile
    /// it is unknown.
    pub fn of_registry(purl_type: &str, url: Link, at: Timestamp) -> Self {
        let shipped = RegistryProfile::shipped(purl_type, url.clone());
        let bare = || RegistryProfile::new("0.1", Registry::new(url), purl_type);
        Self::with_profile(shipped.unwrap_or_else(bare), at)
    }

    /// A document of the registry with this profile, seen at this time.
    pub fn with_profile(profile: RegistryProfile, at: Timestamp) -> Self {
        Self { profile, at, source: None }
    }

    /// The same with the document's name or address, which stands in the notices as their source.
    #[must_use]
    pub fn source(mut self, source: impl Into<Text>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The profile.
    pub fn profile(&self) -> &RegistryProfile {
        &self.profile
    }

    /// The time.
    pub fn at(&self) -> &Timestamp {
        &self.at
    }

    /// A notice of this registry about the subjects, issued when the document was seen, of which
    /// nothing else is said yet.
    pub(super) fn notice(
        &self,
        (notice_type, status): (NoticeType, Status),
        subjects: Vec<Subject>,
    ) -> TakedownNotice {
        let registry = Registry::new(self.profile.registry.url.clone());
        let (version, id) = (SchemaVersion::CURRENT, Link::from_document("urn:uuid:"));
        let at = self.at.clone();
        TakedownNotice::new(version, id, notice_type, registry, subjects, status, at)
    }

    /// How a notice came about that was made of a document.
    pub(super) fn provenance(
        &self,
        method: Method,
        document: &str,
        inferred: &[&'static str],
    ) -> Provenance {
        let mut provenance = Provenance::default();
        provenance.method = Some(method);
        provenance.source = Some(self.source.clone().unwrap_or_else(|| document.into()));
        provenance.observed_at = Some(self.at.clone());
        let inferred = inferred.iter().map(|member| Text::from(*member)).collect();
        provenance.inferred_fields = List::unless_empty(inferred);
        provenance
    }
}
