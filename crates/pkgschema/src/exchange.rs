//! What the record families do together.
//!
//! Invariant: nothing here adds to a record; it only puts them into each other, holds them against
//! each other, and takes them out.

#[cfg(all(feature = "takedown", feature = "advisory"))]
mod advisory_to_notice;
#[cfg(all(feature = "takedown", feature = "provenance"))]
mod attested_notice;
#[cfg(all(feature = "takedown", feature = "advisory"))]
mod carried;
#[cfg(all(feature = "metadata", feature = "takedown", feature = "cvss"))]
mod check;
#[cfg(all(feature = "metadata", feature = "provenance"))]
mod declared_source;
#[cfg(all(feature = "takedown", feature = "advisory"))]
mod malware;
#[cfg(all(feature = "takedown", feature = "advisory"))]
mod notice_to_advisory;
#[cfg(all(feature = "takedown", feature = "advisory"))]
mod withdrawal;

#[cfg(all(feature = "takedown", feature = "advisory"))]
pub use advisory_to_notice::notices_of_advisory;
#[cfg(all(feature = "takedown", feature = "provenance"))]
pub use attested_notice::{NOTICE_PREDICATE, attest, attested_notice, unsigned_envelope};
#[cfg(all(feature = "takedown", feature = "advisory"))]
pub use carried::{Carried, NotCarried, Uncarried};
#[cfg(all(feature = "metadata", feature = "takedown", feature = "cvss"))]
pub use check::{
    ActionKind, AdvisoryEvidence, AttestedBuilds, BuildTrust, CheckAction, CheckCondition,
    CheckCounts, CheckEvidence, CheckInput, CheckPolicy, CheckReason, CheckVerdict, CheckedPackage,
    IgnoredAdvisory, InventoryReport, NoticeEvidence, PackagePlace, PublishTimes, ReasonCode,
    check, check_all,
};
#[cfg(all(feature = "metadata", feature = "provenance"))]
pub use declared_source::{SourceComparison, SourceReason, SourceResult, compare_sources};
#[cfg(all(feature = "takedown", feature = "advisory"))]
pub use malware::{
    decide_with_advisories, is_about_malware, is_about_same_package, malware_advisories, refer,
    refer_to_each_other,
};
#[cfg(all(feature = "takedown", feature = "advisory"))]
pub use notice_to_advisory::{AdvisoryFacts, KnownVersions, advisory_of_notice};
#[cfg(all(feature = "takedown", feature = "advisory"))]
pub use withdrawal::{retraction_of, withdraw};
