//! Whether a release was built as those before it: provenance that is lost, sources, signers and
//! machines that change.
//!
//! Source: what registries and installers do about provenance that gets weaker, and what the
//! OpenSSF's working group on securing software repositories asks of registries (build
//! provenance, July 2023).
//!
//! Invariant: what is unknown is never taken for what was known before.

mod baseline;
mod changes;
mod commit;
mod evidence;
mod identity;
mod line;
mod places;
mod policy;
mod presence;
mod report;
mod review;
mod words;

pub use policy::{HistoryException, HistoryPolicy, HistoryScope};
pub use report::{ChangeCode, ChangeSeverity, HistoryChange, HistoryReport, ReviewOutcome};
pub use review::review;

use super::BuildProvenance;
use crate::identity::Ecosystem;
use crate::object::{List, check, parse, write};
use crate::text::Timestamp;
use crate::{Finding, ParseError, Text};

crate::object! {
    /// The releases of a package, with what is known of how they were built.
    ///
    /// ```
    /// use pkgschema::provenance::ReleaseHistory;
    /// let history = ReleaseHistory::parse(r#"{"schemaVersion": "1.0", "ecosystem": "npm",
    ///     "name": "left-margin", "releases": [{"version": "1.0.0", "provenance": []}]}"#)?;
    /// assert!(history.releases[0].provenance.is_present());
    /// assert_eq!(history.releases[0].trusted_publisher, None);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct ReleaseHistory {
        required {
            /// The version of this schema, `1.0`.
            pub schema_version: Text = "schemaVersion",
            /// Whose versions they are: it decides on their order.
            pub ecosystem: Ecosystem,
        }
        /// The package's name, to which exceptions of a policy refer.
        pub name: Option<Text>,
        /// The releases, in any order.
        pub releases: List<Release>,
    }

    /// A release, with what is known of how it was built.
    pub struct Release {
        required {
            /// The version as published.
            pub version: Text,
        }
        /// When it was published. Absent means unknown.
        pub published: Option<Timestamp>,
        /// What its attestations say, each as a record. Empty means that it is known to have
        /// none; absent means that nobody knows, as where a proxy leaves them out.
        pub provenance: List<BuildProvenance>,
        /// Whether a trusted publisher published it. That is no provenance, and provenance is not
        /// this. Absent means unknown.
        pub trusted_publisher: Option<bool> = "trustedPublisher",
    }
}

impl ReleaseHistory {
    /// The version of the schema that is described here.
    pub const SCHEMA_VERSION: &'static str = "1.0";

    /// A history without releases.
    pub fn of(ecosystem: Ecosystem) -> Self {
        Self::new(Self::SCHEMA_VERSION, ecosystem)
    }

    /// Reads a history in JSON.
    ///
    /// # Errors
    /// Only for text that is no history at all: empty, no JSON, no object, or without
    /// `schemaVersion` or `ecosystem`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The history as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// What is odd in the history.
    pub fn check(&self) -> Vec<Finding> {
        check(self)
    }
}
