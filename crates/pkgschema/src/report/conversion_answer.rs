//! The answer to one document of a stream.
//!
//! Invariant: an answer has a value or an error.

use super::{FailureRecord, FindingRecord, LossRecord};
use crate::object::{List, Raw};

crate::object! {
    /// The answer to one document of a stream: what it was converted to, or why to nothing.
    ///
    /// ```
    /// use pkgschema::{object::parse, report::ConversionAnswer};
    /// let answer: ConversionAnswer = parse(r#"{"value": {"name": "left-margin"}, "losses": [],
    ///     "findings": []}"#)?;
    /// assert_eq!(answer.value.map(|value| value.as_str().len()), Some(23));
    /// assert!(answer.error.is_none());
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct ConversionAnswer {
        /// The document that it was converted to; one that is no JSON as a string that holds its
        /// text. Absent where there is an error.
        pub value: Option<Raw>,
        /// Why there is no document. Absent where there is one.
        pub error: Option<FailureRecord>,
        /// What could not be carried as it was. Absent means that nothing was converted; of several
        /// documents made of one, all losses stand with the first.
        pub losses: List<LossRecord>,
        /// What is odd about the source. Absent means that it could not be read.
        pub findings: List<FindingRecord>,
    }
}
