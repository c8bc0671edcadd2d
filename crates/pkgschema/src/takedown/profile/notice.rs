//! From a row of a registry's own records to a notice.
//!
//! Invariant: the same row gives the same notice, identifier included.

use super::{Grain, Mechanism, RegistryProfile};
use crate::identity::Artifact;
use crate::takedown::digest::sha256;
use crate::takedown::{NoticeType, Registry, SchemaVersion, Status, Subject, TakedownNotice};
use crate::text::{Link, Timestamp};

/// A profile has no mechanism of that name or word.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the profile of {registry:?} has no mechanism {word:?}")]
pub struct NoSuchMechanism {
    /// The registry, by its address.
    pub registry: String,
    /// The word.
    pub word: String,
}

impl RegistryProfile {
    /// The notice that a registry's own row makes: what was done (`mechanism`, by its name or by
    /// the registry's word), to what, and when. Status and effects are written out, so that a
    /// reader needs no profile. The identifier is a name-based UUID of everything else in the
    /// notice; a registry with identifiers of its own puts one in its place.
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
        let (found, rest) = self.mechanism(mechanism).ok_or_else(|| NoSuchMechanism {
            registry: self.registry.url.as_str().to_owned(),
            word: mechanism.to_owned(),
        })?;
        let mut subject = subject.into();
        if let (Some(name), true) = (rest, found.grains.contains(&Grain::File)) {
            let mut file = Artifact::default();
            file.filename = Some(name.into());
            subject.artifacts.push(file);
        }
        let mut notice = self.filled(found, subject, at);
        notice.mechanism = Some(mechanism.into());
        Ok(with_name_based_id(notice))
    }

    /// The notice that lifts another one by the mechanism that undoes it, about the same
    /// subjects: a reversal that names its target.
    ///
    /// # Errors
    /// If the profile has no such mechanism.
    pub fn lift(
        &self,
        mechanism: &str,
        target: &TakedownNotice,
        at: Timestamp,
    ) -> Result<TakedownNotice, NoSuchMechanism> {
        let mut notice = self.notice(mechanism, Subject::default(), at)?;
        notice.subjects = target.subjects.clone();
        notice.targets.push(target.id.clone());
        Ok(with_name_based_id(notice))
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

/// The notice under a UUID of version 8 (RFC 9562 section 5.8) that is a digest of the rest.
fn with_name_based_id(mut notice: TakedownNotice) -> TakedownNotice {
    notice.id = Link::from_document("urn:uuid:");
    // A notice built here is I-JSON, so that it has a canonical form.
    let canonical = notice.canonical().unwrap_or_default();
    let hex = sha256(canonical.as_bytes()).map(|digest| digest.to_hex()).unwrap_or_default();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    // The two bits of the variant are the RFC's.
    let variant = match part(16, 17) {
        "0" | "4" | "8" | "c" => '8',
        "1" | "5" | "9" | "d" => '9',
        "2" | "6" | "a" | "e" => 'a',
        _ => 'b',
    };
    let (low, mid, high) = (part(0, 8), part(8, 12), part(13, 16));
    let (clock, node) = (part(17, 20), part(20, 32));
    notice.id =
        Link::from_document(format!("urn:uuid:{low}-{mid}-8{high}-{variant}{clock}-{node}"));
    notice
}
