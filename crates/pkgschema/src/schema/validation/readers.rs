//! The readers of the records, by the names of their schemas.
//!
//! Invariant: what a schema refuses is told apart from what only a lint says.

use crate::identity::{DigestSet, PurlText};
use crate::object::{Object, Value, check, parse, raw};
use crate::version::VersText;
use crate::{Finding, ParseError, ParseErrorKind, Pointer, Severity};
use serde_json::value::RawValue;

/// What a reader says of a document.
#[derive(Debug)]
pub(super) struct Judged {
    /// What does not fit the schema, duplicates and depth beside it.
    pub(super) structure: Vec<Finding>,
    /// What the lints of the record say.
    pub(super) lints: Vec<Finding>,
}

type Reader = (&'static str, fn(&str) -> Result<Judged, ParseError>);

/// Every reader.
pub(super) fn all() -> impl Iterator<Item = &'static Reader> {
    ALL.iter()
}

fn plain<T: Object>(text: &str) -> Result<Judged, ParseError> {
    linted::<T>(text, |_| Vec::new())
}

/// `lint` may say again what does not fit the schema.
fn linted<T: Object>(text: &str, lint: fn(&T) -> Vec<Finding>) -> Result<Judged, ParseError> {
    let record: T = parse(text)?;
    let structure = check(&record);
    let mut lints = lint(&record);
    if lints.starts_with(&structure) {
        lints.drain(..structure.len());
    } else {
        lints.retain(|finding| !structure.contains(finding));
    }
    Ok(Judged { structure, lints })
}

/// A document that is a string or a map, and no object with members of its own.
fn part<T: Value>(text: &str, kind: &str) -> Result<T, ParseError> {
    let refuse = |kind, words: String| ParseError::new(kind, words, text);
    let raw: &RawValue = serde_json::from_str(super::body(text))
        .map_err(|error| refuse(ParseErrorKind::Syntax, error.to_string()))?;
    let words = || format!("expected {kind}, found {}", raw::kind(raw));
    T::read(raw).ok_or_else(|| refuse(ParseErrorKind::NotThisDocument, words()))
}

/// A package URL in a JSON string.
fn purl(text: &str) -> Result<Judged, ParseError> {
    let purl: PurlText = part(text, "a string")?;
    let broken = purl.to_purl().err().map(|error| {
        Finding::new(Pointer::root(), "malformed-purl", Severity::Error, error.detail())
    });
    Ok(Judged { structure: broken.into_iter().collect(), lints: Vec::new() })
}

fn range(text: &str) -> Result<Judged, ParseError> {
    let range: VersText = part(text, "a string")?;
    Ok(Judged { structure: check(&range), lints: Vec::new() })
}

fn digests(text: &str) -> Result<Judged, ParseError> {
    let digests: DigestSet = part(text, "an object")?;
    Ok(Judged { structure: check(&digests), lints: Vec::new() })
}

const ALL: &[Reader] = &[
    ("purl", purl),
    ("purl-parts", plain::<crate::identity::PurlParts>),
    ("digest-set", digests),
    ("artifact", plain::<crate::identity::Artifact>),
    ("version-range", range),
    ("version-comparison", plain::<crate::version::VersionComparison>),
    ("range-answer", plain::<crate::version::RangeAnswer>),
    ("range-translation", plain::<crate::version::RangeTranslation>),
    ("finding", plain::<crate::report::FindingRecord>),
    ("loss", plain::<crate::report::LossRecord>),
    ("loss-report", plain::<crate::report::LossReport>),
    ("conversion-answer", plain::<crate::report::ConversionAnswer>),
    ("inspection", plain::<crate::report::Inspection>),
    ("lint-report", plain::<crate::report::LintReport>),
    #[cfg(feature = "metadata")]
    ("package-metadata", plain::<crate::metadata::PackageMetadata>),
    #[cfg(feature = "metadata")]
    ("inventory", plain::<crate::metadata::Inventory>),
    #[cfg(feature = "provenance")]
    ("resource-descriptor", plain::<crate::provenance::ResourceDescriptor>),
    #[cfg(feature = "provenance")]
    ("provenance-report", plain::<crate::provenance::ProvenanceReport>),
    #[cfg(feature = "provenance")]
    ("statement", |text| linted(text, crate::provenance::Statement::check)),
    #[cfg(feature = "provenance")]
    ("slsa-provenance-0-1", |text| linted(text, crate::provenance::slsa::v0_1::Provenance::check)),
    #[cfg(feature = "provenance")]
    ("slsa-provenance-0-2", |text| linted(text, crate::provenance::slsa::v0_2::Provenance::check)),
    #[cfg(feature = "provenance")]
    ("slsa-provenance-1", |text| linted(text, crate::provenance::slsa::v1::Provenance::check)),
    #[cfg(feature = "provenance")]
    ("verification-summary", |text| linted(text, crate::provenance::VerificationSummary::check)),
    #[cfg(feature = "provenance")]
    ("release-0-1", |text| linted(text, crate::provenance::ReleaseV0_1::check)),
    #[cfg(feature = "provenance")]
    ("release-0-2", |text| linted(text, crate::provenance::ReleaseV0_2::check)),
    #[cfg(feature = "provenance")]
    ("npm-publish", |text| linted(text, crate::provenance::NpmPublish::check)),
    #[cfg(feature = "provenance")]
    ("envelope", |text| linted(text, crate::provenance::Envelope::check)),
    #[cfg(feature = "provenance")]
    ("trusted-publisher", plain::<crate::provenance::TrustedPublisher>),
    #[cfg(feature = "provenance")]
    ("publisher-match", plain::<crate::provenance::PublisherMatch>),
    #[cfg(feature = "provenance")]
    ("github-claims", plain::<crate::provenance::GitHubClaims>),
    #[cfg(feature = "provenance")]
    ("gitlab-claims", plain::<crate::provenance::GitLabClaims>),
    #[cfg(feature = "provenance")]
    ("circleci-claims", plain::<crate::provenance::CircleCiClaims>),
    #[cfg(feature = "provenance")]
    ("google-claims", plain::<crate::provenance::GoogleClaims>),
    #[cfg(feature = "provenance")]
    ("activestate-claims", plain::<crate::provenance::ActiveStateClaims>),
    #[cfg(feature = "provenance")]
    ("buildkite-claims", plain::<crate::provenance::BuildkiteClaims>),
    #[cfg(feature = "provenance")]
    ("sigstore-bundle", |text| linted(text, crate::provenance::Bundle::check)),
    #[cfg(feature = "provenance")]
    ("pep740-attestation", |text| linted(text, crate::provenance::Pep740Attestation::check)),
    #[cfg(feature = "provenance")]
    ("pep740-provenance", |text| linted(text, crate::provenance::Pep740Provenance::check)),
    #[cfg(feature = "provenance")]
    ("build-provenance", |text| linted(text, crate::provenance::BuildProvenance::check)),
    #[cfg(feature = "provenance")]
    ("provenance-difference", |text| linted(text, crate::provenance::ProvenanceDifference::check)),
    #[cfg(feature = "provenance")]
    ("provenance-display", |text| linted(text, crate::provenance::ProvenanceDisplay::check)),
    #[cfg(feature = "provenance")]
    ("release-history", |text| linted(text, crate::provenance::ReleaseHistory::check)),
    #[cfg(feature = "provenance")]
    ("history-policy", |text| linted(text, crate::provenance::HistoryPolicy::check)),
    #[cfg(feature = "provenance")]
    ("history-report", |text| linted(text, crate::provenance::HistoryReport::check)),
    #[cfg(feature = "advisory")]
    ("advisory", |text| linted(text, crate::advisory::Advisory::check)),
    #[cfg(feature = "advisory")]
    ("affects-report", plain::<crate::advisory::AffectsReport>),
    #[cfg(feature = "advisory")]
    ("alias-report", plain::<crate::advisory::AliasReport>),
    #[cfg(feature = "takedown")]
    ("notice-list", plain::<crate::takedown::NoticeList>),
    #[cfg(feature = "takedown")]
    ("feed-report", plain::<crate::takedown::FeedReport>),
    #[cfg(feature = "takedown")]
    ("takedown-notice", |text| linted(text, crate::takedown::TakedownNotice::check)),
    #[cfg(feature = "takedown")]
    ("registry-profile", plain::<crate::takedown::RegistryProfile>),
    #[cfg(feature = "takedown")]
    ("registry-profiles", plain::<crate::takedown::ProfileList>),
    #[cfg(feature = "takedown")]
    ("checkpoint", plain::<crate::takedown::Checkpoint>),
    #[cfg(feature = "takedown")]
    ("trust-table", |text| linted(text, crate::takedown::TrustTable::check)),
    #[cfg(feature = "takedown")]
    ("package-status", plain::<crate::takedown::PackageStatus>),
    #[cfg(feature = "takedown")]
    ("install-request", plain::<crate::takedown::InstallRequest>),
    #[cfg(feature = "takedown")]
    ("install-policy", |text| linted(text, crate::takedown::InstallPolicy::check)),
    #[cfg(feature = "takedown")]
    ("install-decision", plain::<crate::takedown::InstallDecision>),
    #[cfg(feature = "takedown")]
    ("log-report", plain::<crate::takedown::LogReport>),
    #[cfg(feature = "takedown")]
    ("check-report", plain::<crate::takedown::CheckReport>),
    #[cfg(feature = "takedown")]
    ("held-file", plain::<crate::takedown::HeldFile>),
    #[cfg(feature = "takedown")]
    ("mirror-policy", |text| linted(text, crate::takedown::MirrorPolicy::check)),
    #[cfg(feature = "takedown")]
    ("mirror-report", plain::<crate::takedown::MirrorReport>),
    #[cfg(all(feature = "metadata", feature = "takedown", feature = "cvss"))]
    ("check-policy", |text| linted(text, crate::exchange::CheckPolicy::check)),
    #[cfg(all(feature = "metadata", feature = "takedown", feature = "cvss"))]
    ("inventory-report", plain::<crate::exchange::InventoryReport>),
    ("schema-diff", plain::<crate::schema::diff::SchemaDiff>),
    ("validation-report", plain::<crate::schema::validation::ValidationReport>),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema;
    use std::collections::BTreeSet;

    #[test]
    fn every_schema_has_a_reader() {
        let readers: BTreeSet<_> = all().map(|(name, _)| *name).collect();
        let schemas: BTreeSet<_> = schema::ALL.iter().map(|entry| entry.name).collect();
        assert_eq!(readers, schemas);
    }
}
