//! Whether a package's metadata name the repository that its attestation names.
//!
//! The forms that are read are those in use: `git+https://host/owner/name.git`,
//! `git@host:owner/name.git`, `ssh://git@host/owner/name`, `https://www.host/owner/name/tree/…`,
//! `owner/name`, `github:owner/name`, and Maven's `scm:git:…`.
//!
//! Invariant: two addresses are the same only if host and path are; what cannot be read is never
//! the same.

mod address;

use crate::Text;
use crate::metadata::PackageMetadata;
use crate::provenance::{BuildProvenance, FactName};
use address::Address;

crate::object! {
    /// How the declared source repository stands to the attested one.
    pub struct SourceComparison {
        required {
            /// How they stand to each other.
            pub result: SourceResult,
            /// Why.
            pub reason: SourceReason,
        }
        /// The repository as the metadata declare it.
        pub declared: Option<Text>,
        /// The repository as it is attested.
        pub attested: Option<Text>,
    }
}

crate::open_enum! {
    /// How a declared repository stands to an attested one.
    pub enum SourceResult {
        /// They are the same.
        Same = "same",
        /// They differ.
        Differs = "differs",
        /// Nobody knows which repository the metadata mean.
        DeclaredUnknown = "declared-unknown",
        /// Nobody knows which repository is attested.
        AttestedUnknown = "attested-unknown",
    }

    /// Why a comparison came out as it did.
    pub enum SourceReason {
        /// The two are spelt alike.
        EqualText = "equal-text",
        /// They are one repository in two spellings.
        SameRepository = "same-repository",
        /// The declared address is a place within the repository.
        PlaceWithin = "place-within",
        /// They are at different hosts.
        OtherHost = "other-host",
        /// They are different owners' at one host.
        OtherOwner = "other-owner",
        /// They are different repositories of one owner.
        OtherRepository = "other-repository",
        /// The declared one is what another source of the attestation says, which counts less.
        MatchesConflict = "matches-conflict",
        /// The metadata declare none.
        NotDeclared = "not-declared",
        /// The metadata were made of something that does not tell.
        NotSupplied = "not-supplied",
        /// What the metadata declare is no repository's address.
        DeclaredUnreadable = "declared-unreadable",
        /// The attestation names none.
        NotAttested = "not-attested",
        /// The part of the attestation that would tell cannot be read, or is no address.
        AttestedUnreadable = "attested-unreadable",
    }
}

/// Holds the source repository that metadata declare against the one that a record attests. That
/// they are the same says nothing about who made the package: anybody can declare anything.
///
/// ```
/// use pkgschema::exchange::{SourceResult, compare_sources};
/// use pkgschema::{metadata::PackageMetadata, provenance::BuildProvenance};
/// let declared = PackageMetadata::parse(r#"{"schemaVersion": "1.0", "ecosystem": "npm",
///     "repository": {"url": "git@github.com:Left/margin.git"}}"#)?;
/// let attested = BuildProvenance::parse(r#"{"schemaVersion": "1.0", "sourceRepository": {"value":
///     "https://github.com/left/margin", "origin": "certificate", "trust": "verified"}}"#)?;
/// assert_eq!(compare_sources(&declared, &attested).result, SourceResult::Same);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
pub fn compare_sources(metadata: &PackageMetadata, record: &BuildProvenance) -> SourceComparison {
    let (declared, attested) = (declared(metadata), record.source_repository.as_ref());
    let (result, reason) = match (&declared, attested) {
        (Ok(declared), Some(attested)) => compare(declared, &attested.value, record),
        (Err(reason), _) => (SourceResult::DeclaredUnknown, reason.clone()),
        (Ok(_), None) => (SourceResult::AttestedUnknown, not_attested(record)),
    };
    let mut comparison = SourceComparison::new(result, reason);
    comparison.declared = declared.ok();
    comparison.attested = attested.map(|fact| fact.value.clone());
    comparison
}

/// The declared address: the repository's, else the one for reading or writing.
fn declared(metadata: &PackageMetadata) -> Result<Text, SourceReason> {
    let Some(repository) = &metadata.repository else {
        let odd = metadata.rest.get("repository").is_some();
        return Err(match metadata.is_unknown("repository") {
            true => SourceReason::NotSupplied,
            false if odd => SourceReason::DeclaredUnreadable,
            false => SourceReason::NotDeclared,
        });
    };
    let url = repository.url.as_ref().map(|url| Text::from(url.as_str()));
    let scm = [&repository.connection, &repository.developer_connection];
    let mut all = url.into_iter().chain(scm.into_iter().flatten().cloned()).peekable();
    let first = all.peek().cloned().ok_or(SourceReason::NotDeclared)?;
    // a project's page may stand where the repository is asked for
    Ok(all.find(|text| Address::of(text).is_some()).unwrap_or(first))
}

fn not_attested(record: &BuildProvenance) -> SourceReason {
    let name = FactName::SourceRepository;
    let unknown = record.unknown.contains(&name) || record.rest.get(name.as_str()).is_some();
    match unknown || record.unknown.has_odd() {
        true => SourceReason::AttestedUnreadable,
        false => SourceReason::NotAttested,
    }
}

fn compare(
    declared: &str,
    attested: &str,
    record: &BuildProvenance,
) -> (SourceResult, SourceReason) {
    let Some(attested_address) = Address::of(attested) else {
        return (SourceResult::AttestedUnknown, SourceReason::AttestedUnreadable);
    };
    let Some(address) = Address::of(declared) else {
        return (SourceResult::DeclaredUnknown, SourceReason::DeclaredUnreadable);
    };
    if declared == attested {
        return (SourceResult::Same, SourceReason::EqualText);
    }
    let reason = address.held_against(&attested_address);
    if matches!(reason, SourceReason::SameRepository | SourceReason::PlaceWithin) {
        return (SourceResult::Same, reason);
    }
    let conflicts = record.conflicts.iter().filter(|it| it.fact == FactName::SourceRepository);
    let mut others = conflicts.filter_map(|conflict| Address::of(&conflict.other.value));
    match others.any(|other| address.is_in(&other)) {
        true => (SourceResult::Differs, SourceReason::MatchesConflict),
        false => (SourceResult::Differs, reason),
    }
}
