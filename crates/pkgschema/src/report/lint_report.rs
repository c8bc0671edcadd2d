//! What a check of several documents found.
//!
//! Invariant: every document that was checked has its entry, whatever was found in it.

use super::FindingRecord;
use crate::Text;
use crate::object::List;

crate::object! {
    /// What a check of advisories or attestations found, document by document.
    ///
    /// ```
    /// use pkgschema::{object::write, report::{LintReport, LintedDocument}};
    /// let mut report = LintReport::new("1.0");
    /// report.documents.push(LintedDocument::new("advisory.json"));
    /// assert!(write(&report).contains(r#""documents":[{"file":"advisory.json"}]"#));
    /// ```
    pub struct LintReport {
        required {
            /// The version of this schema, `1.0`.
            pub schema_version: Text = "schemaVersion",
        }
        /// What was checked, in the order in which it was named and read.
        pub documents: List<LintedDocument>,
    }

    /// What a check of one document, or of one of several in a file, found.
    pub struct LintedDocument {
        required {
            /// The file's name.
            pub file: Text,
        }
        /// What the document is, by the name that its kind has. Absent means that only documents of
        /// one kind were asked for.
        pub document: Option<Text>,
        /// The document's identifier. Absent means that its kind has none, or that the file holds
        /// no such document.
        pub id: Option<Text>,
        /// What is odd about it. Empty means nothing.
        pub findings: List<FindingRecord>,
    }
}
