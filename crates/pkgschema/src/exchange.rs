//! What the record families do together.
//!
//! Invariant: nothing here adds to a record; it only puts them into each other, holds them against
//! each other, and takes them out.

#[cfg(feature = "provenance")]
mod attested_notice;
#[cfg(feature = "advisory")]
mod malware;
#[cfg(feature = "advisory")]
mod withdrawal;

#[cfg(feature = "provenance")]
pub use attested_notice::{NOTICE_PREDICATE, attest, attested_notice, unsigned_envelope};
#[cfg(feature = "advisory")]
pub use malware::{
    decide_with_advisories, is_about_malware, is_about_same_package, malware_advisories, refer,
    refer_to_each_other,
};
#[cfg(feature = "advisory")]
pub use withdrawal::{retraction_of, withdraw};
