//! What a document is and says.
//!
//! Invariant: the view is the whole document; whatever is made of it stands beside it.

use super::FindingRecord;
use crate::Text;
use crate::object::{List, Raw, RawObject};

crate::object! {
    /// What a document is and says: its JSON view, the record made of it, what is odd about it.
    ///
    /// ```
    /// use pkgschema::{object::parse, report::Inspection};
    /// let seen: Inspection = parse(r#"{"schemaVersion": "1.0", "kind": "package.json",
    ///     "view": {"name": "left-margin"}, "record": {"schemaVersion": "1.0",
    ///     "ecosystem": "npm", "name": "left-margin"}, "findings": []}"#)?;
    /// assert_eq!(seen.kind, "package.json");
    /// assert!(seen.record.is_some() && !seen.advisories.is_present());
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Inspection {
        required {
            /// The version of this schema, `1.0`.
            pub schema_version: Text = "schemaVersion",
            /// What the document is, by the name that its kind has: `package.json`, `METADATA`.
            pub kind: Text,
            /// The document's JSON view: JSON as it is, anything else as JSON that says the same.
            pub view: Raw,
        }
        /// What was made of it, by kind: package metadata, an inventory, build provenance, or an
        /// array of package metadata, build provenance or advisories where the document tells of
        /// several. Absent means that the document is such a record itself.
        pub record: Option<Raw>,
        /// Advisories that the document tells of beside its record. Absent means that its kind
        /// tells of none.
        pub advisories: List<RawObject>,
        /// What is odd about the document.
        pub findings: List<FindingRecord>,
    }
}
