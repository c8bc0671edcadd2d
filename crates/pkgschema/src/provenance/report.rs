//! What documents say of builds, as one record.
//!
//! Invariant: every attestation that was read has its entry, and none is merged with another.

use super::BuildProvenance;
use crate::Text;
use crate::object::List;

crate::object! {
    /// What attestations say of how things were built, attestation by attestation.
    ///
    /// ```
    /// use pkgschema::{object::parse, provenance::ProvenanceReport};
    /// let report: ProvenanceReport = parse(r#"{"schemaVersion": "1.0", "attestations": [
    ///     {"file": "bundle.json", "document": "sigstore-bundle",
    ///      "build": {"schemaVersion": "1.0"}}]}"#)?;
    /// assert_eq!(report.attestations[0].file, "bundle.json");
    /// assert!(report.attestations[0].build.verification.is_none());
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct ProvenanceReport {
        required {
            /// The version of this schema, `1.0`.
            pub schema_version: Text = "schemaVersion",
        }
        /// The attestations, in the order in which they were read.
        pub attestations: List<ReportedBuild>,
    }

    /// What one attestation says of a build.
    pub struct ReportedBuild {
        required {
            /// The file that holds the attestation. One that holds several has several entries, in
            /// their order.
            pub file: Text,
            /// What the attestation says. Nothing in it is verified unless it says so itself.
            pub build: BuildProvenance,
        }
        /// What the file is, by the name that its kind has.
        pub document: Option<Text>,
    }
}
