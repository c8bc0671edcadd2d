//! What a check of several notices found.
//!
//! Invariant: every file that was looked at has its entry, readable or not.

use crate::object::{List, parse, write};
use crate::report::FindingRecord;
use crate::text::Link;
use crate::{ParseError, Text};

crate::object! {
    /// What a check of notices found, file by file.
    pub struct CheckReport {
        required {
            /// The version of this schema that the report follows, `1.0`.
            pub schema_version: Text = "schemaVersion",
        }
        /// The files, in the order in which they were named.
        pub files: List<CheckedFile>,
    }

    /// What a check of one file found.
    pub struct CheckedFile {
        required {
            /// The file's name.
            pub file: Text,
        }
        /// The notice's identifier. Absent means that the file is no notice.
        pub id: Option<Link>,
        /// Why the file is no notice.
        pub error: Option<Text>,
        /// What is odd about the notice.
        pub findings: List<FindingRecord>,
    }
}

impl CheckReport {
    /// Reads a report in JSON.
    ///
    /// # Errors
    /// Only for text that is no report at all: empty, no JSON, no object, or without a
    /// `schemaVersion`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The report as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }
}
