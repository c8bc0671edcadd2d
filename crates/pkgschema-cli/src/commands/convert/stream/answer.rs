//! The answer to a line.
//!
//! Invariant: an answer is a line for each document, or one that tells an error.

use crate::args::Side;
use crate::commands::convert::{HINT, Outcome};
use crate::failure::Failure;
use crate::report::{self, Json};
use pkgschema::ParseError;

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
        let mut json = Json::object();
        match self {
            Self::Passed(answer) => return report::compact(answer) + "\n",
            Self::Failed(reason) => json.raw("error", &reason.json(file, number)),
            Self::Done(outcome) => return values(outcome, to),
            Self::Denied(outcome) => {
                let words = Failure::Denied(outcome.meaning_lost()).reason();
                let reason = Reason { kind: "denied", words, place: None };
                json.raw("error", &reason.json(file, number));
            }
        }
        if let Self::Denied(outcome) = self {
            json.member("losses", &outcome.losses);
            json.member("findings", &outcome.findings);
        }
        json.line()
    }
}

/// A line for each document; what is to be said of the source stands in the first.
fn values(outcome: &Outcome, to: Side) -> String {
    let mut lines = String::new();
    for (index, text) in outcome.texts.iter().enumerate() {
        let mut json = Json::object();
        match to.is_json() {
            true => json.raw("value", &report::compact(text)),
            false => json.member("value", text),
        }
        let said = index == 0;
        json.member("losses", if said { outcome.losses.as_slice() } else { &[] });
        json.member("findings", if said { outcome.findings.as_slice() } else { &[] });
        lines.push_str(&json.line());
    }
    lines
}

impl Reason {
    fn json(&self, file: Option<&str>, number: usize) -> String {
        let mut json = Json::object();
        if let Some(file) = file {
            json.member("file", file);
        }
        json.member("line", &number);
        json.member("kind", self.kind);
        json.member("reason", &self.words);
        if let Some((line, column)) = self.place {
            let mut at = Json::object();
            at.member("line", &line);
            at.member("column", &column);
            json.raw("at", &at.done());
        }
        json.done()
    }
}
