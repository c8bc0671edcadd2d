//! What is told beside a result.
//!
//! Invariant: a list that is there and empty says that it was looked for and nothing was found; one
//! that is absent says nothing.

use super::{FailureRecord, FindingRecord, LossRecord};
use crate::Text;
use crate::object::List;

crate::object! {
    /// What is told beside a result, on standard error: what a conversion could not carry, what is
    /// odd about its source, what failed.
    ///
    /// ```
    /// use pkgschema::{object::parse, report::LossReport};
    /// let report: LossReport = parse(r#"{"losses": [{"pointer": "/scripts", "kind": "dropped",
    ///     "note": "the record has no place for it"}], "findings": [], "denied": true}"#)?;
    /// assert_eq!(report.losses[0].pointer, "/scripts");
    /// assert!(report.findings.is_present() && report.findings.is_empty());
    /// assert_eq!(report.denied, Some(true)); // so that nothing was written
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct LossReport {
        /// The source, of several. Absent means that there is one only, or that it is about the run
        /// as a whole.
        pub file: Option<Text>,
        /// The file that the result was written to. Absent means standard output, or that nothing
        /// was written.
        pub output: Option<Text>,
        /// What could not be carried as it was. Absent means that nothing was converted.
        pub losses: List<LossRecord>,
        /// What is odd about the source. Absent means that it was not checked, or that nothing was
        /// found.
        pub findings: List<FindingRecord>,
        /// What else is doubtful, a sentence each.
        pub warnings: List<Text>,
        /// Whether the result was kept back because meaning was lost. Absent means that nobody
        /// asked for that.
        pub denied: Option<bool>,
        /// Why there is no result. Absent means that there is one, or that `denied` says why not.
        pub error: Option<FailureRecord>,
    }
}
