//! What registries serve about where a package comes from.
//!
//! Invariant: a document that cannot tell, or lost it on the way, says unknown, never none.

use crate::Converted;
use crate::leftovers::Leftovers;
use crate::loss::LossKind;
use pkgschema::identity::{DigestSet, Purl};
use pkgschema::object::{Object, Raw, parse};
use pkgschema::provenance::{
    AttestedArtifact, BuildProvenance, Bundle, Fact, FactName, Verification, VerificationStatus,
};
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer};

/// Something that a registry may say.
///
/// ```
/// use pkgschema_convert::{Document, npm::VersionManifest, served::Served};
/// let stripped = VersionManifest::parse(r#"{"dist": {"tarball": "https://registry.example/a.tgz"}}"#)?;
/// assert_eq!(stripped.attested(), Served::Unknown);
/// let signed = VersionManifest::parse(r#"{"dist": {"signatures": [{"keyid": "k", "sig": "AA=="}]}}"#)?;
/// assert_eq!(signed.attested(), Served::Nothing);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Served<T> {
    /// The document cannot tell.
    Unknown,
    /// The registry says that there is none.
    Nothing,
    /// The registry says this.
    Is(T),
}

impl<T> Served<T> {
    /// What is said, where something is.
    pub fn get(self) -> Option<T> {
        match self {
            Self::Is(value) => Some(value),
            Self::Unknown | Self::Nothing => None,
        }
    }

    /// Whether the document cannot tell.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }
}

/// Records in the making, of a document with attestations.
#[derive(Debug, Default)]
pub(crate) struct Builds {
    pub(crate) records: Vec<BuildProvenance>,
    pub(crate) left: Leftovers,
}

impl Builds {
    /// The record of a bundle that stands at `place`.
    pub(crate) fn bundle(&mut self, bundle: &Bundle, place: &Pointer) {
        self.attested(BuildProvenance::of_bundle(bundle), place);
    }

    /// The record of an attestation that stands at `place`.
    pub(crate) fn attested(&mut self, record: BuildProvenance, place: &Pointer) {
        let note =
            "a record says what is attested; signatures, proofs and what else is stated stay";
        self.left.lose(place, LossKind::Dropped, note);
        self.records.push(record);
    }

    /// All records, with what no record holds of the document.
    pub(crate) fn finish(self, view: &Raw) -> Converted<Vec<BuildProvenance>> {
        let losses = self.left.finish(view.as_raw(), "the record has no place for it");
        Converted::new(self.records, losses)
    }
}

/// An answer that is none of its kind without a member.
///
/// # Errors
/// For text that is no JSON object, or one without that member.
pub(crate) fn answer<T: Object>(text: &str, member: &str) -> Result<T, ParseError> {
    let answer: T = parse(text)?;
    match answer.has(member) {
        true => Ok(answer),
        false => {
            let words = format!("no {member}");
            Err(ParseError::new(ParseErrorKind::NotThisDocument, words, text))
        }
    }
}

/// A record of what a registry says by itself, without an attestation.
pub(crate) fn asserted(purl: Option<Purl>, digest: Option<DigestSet>) -> BuildProvenance {
    let mut record = BuildProvenance::new(BuildProvenance::SCHEMA_VERSION);
    let mut artifact = AttestedArtifact::default();
    artifact.name = purl.map(|purl| purl.as_str().into());
    artifact.digest = digest;
    if artifact != AttestedArtifact::default() {
        record.artifacts.push(artifact);
    }
    record.verification = Some(Verification::new(VerificationStatus::RegistryAsserted));
    record
}

/// A fact that a registry says at a place of its document; nothing where it says nothing.
pub(crate) fn said(value: Option<impl AsRef<str>>, place: &Pointer) -> Option<Fact> {
    let value = value.filter(|value| !value.as_ref().is_empty())?;
    Some(Fact::of_registry(value.as_ref(), place.as_str()))
}

/// Lists every fact that the record does not state as unknown.
pub(crate) fn mark_unknown(record: &mut BuildProvenance) {
    let unknown: Vec<FactName> = FactName::LISTED
        .iter()
        .map(|name| FactName::from(*name))
        .filter(|name| record.fact(name).is_none())
        .collect();
    record.unknown = unknown.into();
}

/// The findings of a document with bundles in it: those of the bundles are the bundles' own.
pub(crate) fn with_bundles<'a>(
    structural: Vec<Finding>,
    bundles: impl Iterator<Item = (Pointer, &'a Bundle)>,
) -> Vec<Finding> {
    let mut found = structural;
    let bundles: Vec<(Pointer, &Bundle)> = bundles.collect();
    let places: std::collections::HashSet<&str> =
        bundles.iter().map(|(place, _)| place.as_str()).collect();
    found.retain(|finding| {
        !finding.pointer.ancestors().any(|above| places.contains(above.as_str()))
    });
    for (place, bundle) in &bundles {
        found.extend(bundle.check().into_iter().map(|finding| finding.below(place)));
    }
    found
}
