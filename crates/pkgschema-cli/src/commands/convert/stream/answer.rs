//! The answer to a line.
//!
//! Invariant: an answer is a line for each document, or one that tells an error.

use crate::args::Side;
use crate::commands::convert::{HINT, Outcome};
use crate::failure::Failure;
use crate::report;
use pkgschema::ParseError;
use pkgschema::object::{List, Raw};
use pkgschema::report::{ConversionAnswer, FailureRecord, TextPlace};

/// What came of a line.
pub(super) enum Answer {
    /// A document.
    Done(Outcome),
    /// A document that loses meaning, which is denied.
    Denied(Outcome),
    /// No document.
    Failed(Reason),
    /// The answer, in JSON, to a document that had failed before.
    Passed(String),
}

/// Why there is no document.
pub(super) struct Reason {
    kind: &'static str,
    words: String,
    /// Line and column in the text of the document, from 1.
    place: Option<(usize, usize)>,
}

impl Answer {
    /// A document that was converted.
    pub(super) fn of(outcome: Outcome, deny_losses: bool) -> Self {
        match deny_losses && outcome.meaning_lost() > 0 {
            true => Self::Denied(outcome),
            false => Self::Done(outcome),
        }
    }

    /// A text that is no document that is known, with a hint if one helps.
    pub(super) fn unreadable(error: ParseError, hint: bool) -> Self {
        let (kind, place) = (error.kind().as_str(), error.line_column());
        let failure = Failure::unreadable("", String::new(), error);
        let failure = if hint { failure.advise(HINT) } else { failure };
        Self::Failed(Reason { kind, words: failure.reason(), place })
    }

    /// A document that has nothing to say in the other.
    pub(super) fn inexpressible(words: String) -> Self {
        Self::Failed(Reason { kind: "not expressible", words, place: None })
    }

    /// Whether there is no document, for another reason than its losses.
    pub(super) fn is_failure(&self) -> bool {
        matches!(self, Self::Failed(_) | Self::Passed(_))
    }

    /// Whether the document is kept back.
    pub(super) fn is_denial(&self) -> bool {
        matches!(self, Self::Denied(_))
    }

    /// The answer to the line of this number; with a name if it is of a file that was named.
    pub(super) fn line(&self, to: Side, file: Option<&str>, number: usize) -> String {
        let mut told = ConversionAnswer::default();
        match self {
            Self::Passed(answer) => return report::compact(answer) + "\n",
            Self::Failed(reason) => told.error = Some(reason.record(file, number)),
            Self::Done(outcome) => return values(outcome, to),
            Self::Denied(outcome) => {
                let words = Failure::Denied(outcome.meaning_lost()).reason();
                let reason = Reason { kind: "denied", words, place: None };
                told.error = Some(reason.record(file, number));
                told.losses = report::loss_records(&outcome.losses);
                told.findings = report::finding_records(&outcome.findings);
            }
        }
        report::record_line(&told)
    }
}

/// A line for each document; what is to be said of the source stands in the first.
fn values(outcome: &Outcome, to: Side) -> String {
    let mut lines = String::new();
    for (index, text) in outcome.texts.iter().enumerate() {
        let mut told = ConversionAnswer::default();
        let json = if to.is_json() { Raw::from_string(report::compact(text)) } else { None };
        told.value = json.or_else(|| Raw::of(text));
        (told.losses, told.findings) = match index {
            0 => {
                (report::loss_records(&outcome.losses), report::finding_records(&outcome.findings))
            }
            _ => (List::from(Vec::new()), List::from(Vec::new())),
        };
        lines.push_str(&report::record_line(&told));
    }
    lines
}

impl Reason {
    fn record(&self, file: Option<&str>, number: usize) -> FailureRecord {
        let mut record = FailureRecord::default();
        record.file = file.map(Into::into);
        record.line = Some(report::number(number));
        record.at = self
            .place
            .map(|(line, column)| TextPlace::new(report::number(line), report::number(column)));
        record.kind = Some(self.kind.into());
        record.reason = Some(self.words.as_str().into());
        record
    }
}
