//! What checks, conversions and inspections report, as records: the JSON in which programs get
//! findings, losses and failures.
//!
//! They stand below the record families, beside [`Finding`](crate::Finding): every family embeds
//! findings, and a loss in JSON is a place, a word and a note whichever crate has named it. So one
//! catalogue of schemas holds them all.
//!
//! Invariant: a report says something about documents and holds them verbatim; it never changes
//! what they say.

mod conversion_answer;
mod inspection;
mod lint_report;
mod loss_report;
mod remark;

pub use conversion_answer::ConversionAnswer;
pub use inspection::Inspection;
pub use lint_report::{LintReport, LintedDocument};
pub use loss_report::LossReport;
pub use remark::{FailureRecord, FindingRecord, LossRecord, LossWord, TextPlace};
