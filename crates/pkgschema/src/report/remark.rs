//! One finding, one loss, one failure.
//!
//! Invariant: a place is a pointer into the JSON view of the document, or a line and column of its
//! text, both counted from 1.

use crate::{Finding, Text};

crate::open_enum! {
    /// What happened to a value on its way into another document.
    pub enum LossWord {
        /// The target has no place for it.
        Dropped = "dropped",
        /// It stands in the target with another meaning, or with less of it.
        Changed = "changed",
        /// The source does not say it, the target must: a default stands there.
        Defaulted = "defaulted",
        /// It was broken and was put right.
        Repaired = "repaired",
        /// It means the same, spelt in another way; no meaning is lost.
        Normalized = "normalized",
    }
}

crate::object! {
    /// One thing that a check noticed.
    ///
    /// ```
    /// use pkgschema::{Finding, Pointer, Severity, object::write, report::FindingRecord};
    /// let place = Pointer::root().child("id");
    /// let found = Finding::new(place, "id-prefix", Severity::Error, "no database of this name");
    /// let record = FindingRecord::from(&found);
    /// assert_eq!((record.pointer.as_str(), record.severity.as_str()), ("/id", "error"));
    /// assert_eq!(write(&record), serde_json::to_string(&found).unwrap());
    /// ```
    pub struct FindingRecord {
        required {
            /// Where, as a JSON pointer (RFC 6901); of a log, the first token is the line from 0.
            pub pointer: Text,
            /// The finding's code.
            pub code: Text,
            /// `error`, `warning` or `note`.
            pub severity: Text,
            /// What it is, in words.
            pub message: Text,
        }
    }

    /// One value that a conversion could not carry as it was.
    ///
    /// ```
    /// use pkgschema::{object::parse, report::{LossRecord, LossWord}};
    /// let loss: LossRecord = parse(r#"{"pointer": "/scripts/test", "kind": "dropped",
    ///     "note": "the record has no place for it"}"#)?;
    /// assert_eq!(loss.kind, LossWord::Dropped);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct LossRecord {
        required {
            /// Where it stands, as a JSON pointer (RFC 6901) into the JSON view of what the
            /// conversion started from.
            pub pointer: Text,
            /// What happened to it.
            pub kind: LossWord,
            /// Why, in words.
            pub note: Text,
        }
    }

    /// Why there is no result.
    pub struct FailureRecord {
        /// The document, by the name of its file; `<stdin>` or an argument's name in angle brackets
        /// where it comes from no file. Absent where no one document failed.
        pub file: Option<Text>,
        /// The line of the file at which reading failed, from 1; of a file with a document a line,
        /// the line that the document stands in. Absent where no place is known.
        pub line: Option<u64>,
        /// The column at which reading failed, in characters, from 1.
        pub column: Option<u64>,
        /// The byte at which reading failed, from 0.
        pub offset: Option<u64>,
        /// Of a document that stands in a line: the place in its own text.
        pub at: Option<TextPlace>,
        /// The kind of failure in words for programs, such as `syntax error`. Absent where a file
        /// could not be read or written, or where arguments do not go together.
        pub kind: Option<Text>,
        /// What failed and why, in words. Absent means that it was told elsewhere.
        pub reason: Option<Text>,
    }

    /// A place in a text.
    pub struct TextPlace {
        required {
            /// The line, from 1.
            pub line: u64,
            /// The column, in characters, from 1.
            pub column: u64,
        }
    }
}

impl From<&Finding> for FindingRecord {
    fn from(finding: &Finding) -> Self {
        let (pointer, message) = (finding.pointer.as_str(), finding.message.as_str());
        Self::new(pointer, finding.code, finding.severity.as_str(), message)
    }
}
