//! From a row of a registry's own records to a notice.
//!
//! Invariant: the same row gives the same notice, identifier included.

use super::{Grain, Mechanism, RegistryProfile};
use crate::identity::Artifact;
use crate::takedown::{NoticeType, Registry, SchemaVersion, Status, Subject, TakedownNotice};
use crate::text::{Link, Timestamp};

/// A profile has no mechanism of that name or word, or none that lifts another one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the profile of {registry:?} has no {needed} {word:?}")]
#[non_exhaustive]
pub struct NoSuchMechanism {
    /// The registry, by its address.
    pub registry: String,
    /// The word.
    pub word: String,
    /// What was needed: any mechanism, or one that lifts another.
    pub needed: &'static str,
}

impl RegistryProfile {
    /// The notice that a registry's own row makes: what was done (`mechanism`, by its name or by
    /// the registry's word), to what, and when. Status and effects are written out, so that a
    /// reader needs no profile. The identifier is [made from the
    /// content](TakedownNotice::named_by_content); who adds to the notice names it anew, and a
    /// registry with identifiers of its own puts one in its place.
    ///
    /// A word that goes on (`remove file a-1.0.whl`) names a file of the subject.
    ///
    /// # Errors
    /// If the profile has no such mechanism.
    pub fn notice(
        &self,
        mechanism: &str,
        subject: impl Into<Subject>,
        at: Timestamp,
    ) -> Result<TakedownNotice, NoSuchMechanism> {
        let found = self.mechanism(mechanism);
        let (found, rest) = found.ok_or_else(|| self.without("mechanism", mechanism))?;
        let mut subject = subject.into();
        if let (Some(name), true) = (rest, found.grains.contains(&Grain::File)) {
            let mut file = Artifact::default();
            file.filename = Some(name.into());
            subject.artifacts.push(file);
        }
        let mut notice = self.filled(found, subject, at);
        notice.mechanism = Some(mechanism.into());
        Ok(notice.named_by_content())
    }

    /// The notice that lifts another one by the mechanism that undoes it, about the same
    /// subjects: a reversal that names its target.
    ///
    /// # Errors
    /// If the profile has no such mechanism, or it makes a decision.
    pub fn lift(
        &self,
        mechanism: &str,
        target: &TakedownNotice,
        at: Timestamp,
    ) -> Result<TakedownNotice, NoSuchMechanism> {
        let mut notice = self.notice(mechanism, Subject::default(), at)?;
        if notice.notice_type == NoticeType::Decision {
            return Err(self.without("mechanism that lifts another one:", mechanism));
        }
        notice.subjects = target.subjects.clone();
        notice.targets.push(target.id.clone());
        Ok(notice.named_by_content())
    }

    fn without(&self, needed: &'static str, word: &str) -> NoSuchMechanism {
        let registry = self.registry.url.as_str().to_owned();
        NoSuchMechanism { registry, word: word.to_owned(), needed }
    }

    fn filled(&self, mechanism: &Mechanism, subject: Subject, at: Timestamp) -> TakedownNotice {
        let notice_type = mechanism.notice_type.clone().unwrap_or(NoticeType::Decision);
        let registry = Registry::new(self.registry.url.clone());
        let (status, id): (Status, _) =
            (mechanism.status.clone(), Link::from_document("urn:uuid:"));
        let version = SchemaVersion::CURRENT;
        let mut notice =
            TakedownNotice::new(version, id, notice_type, registry, vec![subject], status, at);
        notice.effects = mechanism.effects.clone();
        notice
    }
}
