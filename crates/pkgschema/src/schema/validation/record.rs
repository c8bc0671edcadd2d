//! The record of a validation.
//!
//! Invariant: a document is valid only if it was judged, and then exactly if no finding is an
//! error.

use super::Place;
use crate::object::{List, count, parse, write};
use crate::{Finding, ParseError, Text};

crate::open_enum! {
    /// What a validation says.
    pub enum ValidationVerdict {
        /// The schema accepts it, and no lint finds an error.
        Valid = "valid",
        /// The schema refuses it, or a lint finds an error.
        Invalid = "invalid",
        /// It was not judged: it could not be read, or nobody knows as what.
        Unknown = "unknown",
    }
}

crate::object! {
    /// Whether documents are valid, and what is wrong with those that are not.
    pub struct ValidationReport {
        required {
            /// The version of this schema that the report follows, `1.0`.
            pub schema_version: Text = "schemaVersion",
            /// The verdict over all documents: unknown if one is, else invalid if one is.
            pub verdict: ValidationVerdict,
        }
        /// Each document.
        pub documents: List<ValidatedDocument>,
    }

    /// Whether a document is valid, and what is wrong with it.
    pub struct ValidatedDocument {
        required {
            /// What is said of it.
            pub verdict: ValidationVerdict,
        }
        /// The file it stands in, as it was named. Absent of a text without a file.
        pub file: Option<Text>,
        /// The line that holds the document, from 1. Absent means that the file is the document.
        pub line: Option<u64>,
        /// The name of the schema that it was judged by. Absent means that nobody knows which.
        pub schema: Option<Text>,
        /// Why it was not judged. Absent means that it was.
        pub reason: Option<Text>,
        /// What was noticed, with what is wrong among it.
        pub findings: List<ValidationFinding>,
    }

    /// One thing that was noticed in a document.
    pub struct ValidationFinding {
        required {
            /// Where, as a JSON pointer (RFC 6901).
            pub pointer: Text,
            /// The finding's code.
            pub code: Text,
            /// `error`, `warning` or `note`.
            pub severity: Text,
            /// What it is, in words.
            pub message: Text,
        }
        /// The line of the file, from 1. Absent means that it is not known.
        pub line: Option<u64>,
        /// The column, in Unicode scalar values, from 1. Absent means that it is not known.
        pub column: Option<u64>,
        /// What the schema expects there. Absent means that no schema says so.
        pub expected: Option<Text>,
        /// What stands there. Absent means that the message says so.
        pub found: Option<Text>,
    }
}

impl ValidationReport {
    /// The report over documents.
    pub fn of(documents: Vec<ValidatedDocument>) -> Self {
        let some = |verdict| documents.iter().any(|document| document.verdict == verdict);
        let verdict = if some(ValidationVerdict::Unknown) {
            ValidationVerdict::Unknown
        } else if some(ValidationVerdict::Invalid) {
            ValidationVerdict::Invalid
        } else {
            ValidationVerdict::Valid
        };
        let mut report = Self::new("1.0", verdict);
        documents.into_iter().for_each(|document| report.documents.push(document));
        report
    }

    /// Reads a report in JSON.
    ///
    /// # Errors
    /// Only for text that is no report at all: empty, no JSON, no object, or without one of the
    /// two required members.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The report as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }
}

impl ValidatedDocument {
    /// A document that was judged by the schema of that name.
    pub(super) fn judged(schema: &str, wrong: bool) -> Self {
        let verdict = if wrong { ValidationVerdict::Invalid } else { ValidationVerdict::Valid };
        let mut document = Self::new(verdict);
        document.schema = Some(schema.into());
        document
    }

    /// A document that was not judged.
    pub fn unknown(reason: impl Into<Text>) -> Self {
        let mut document = Self::new(ValidationVerdict::Unknown);
        document.reason = Some(reason.into());
        document
    }

    /// The same document as one line of a file.
    #[must_use]
    pub fn in_line(mut self, line: usize) -> Self {
        self.line = Some(count(line));
        for finding in &mut *self.findings {
            let within = finding.line.unwrap_or(1).saturating_sub(1);
            finding.line = Some(count(line).saturating_add(within));
        }
        self
    }

    /// Whether nothing worse than a note was noticed, and it was judged.
    pub fn is_spotless(&self) -> bool {
        self.verdict == ValidationVerdict::Valid
            && self.findings.iter().all(|finding| finding.severity == "note")
    }
}

impl From<&Finding> for ValidationFinding {
    fn from(finding: &Finding) -> Self {
        let (pointer, message) = (finding.pointer.as_str(), finding.message.as_str());
        Self::new(pointer, finding.code, finding.severity.as_str(), message)
    }
}

impl ValidationFinding {
    /// Puts the finding at a place of the text.
    pub(super) fn stands_at(&mut self, place: Option<Place>) {
        self.line = place.map(|place| count(place.line));
        self.column = place.map(|place| count(place.column));
    }
}
