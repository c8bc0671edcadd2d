//! A log of notices: JSON Lines, one notice a line, oldest first, never edited.
//!
//! Every line but the first names the one before it by identifier and digest. The log proves that
//! nothing in it was changed or taken out; it cannot prove that nothing is missing at its end,
//! which is what a [`Checkpoint`] is for.
//!
//! Invariant: a line that cannot be read is counted and never passed over in silence.

mod chain;
mod checkpoint;
mod report;

pub use checkpoint::Checkpoint;
pub use report::{FindingRecord, LogCondition, LogReport, LogState};

use super::TakedownNotice;
use crate::identity::Digest;
use crate::text::Timestamp;
use crate::{Finding, ParseError, Pointer, Severity};

/// A log that was read: its notices in order, and what was odd about its lines.
///
/// ```
/// use pkgschema::takedown::{Log, TakedownNotice};
/// let line = r#"{"schemaVersion": "1.0", "id": "urn:x:1", "noticeType": "decision", "registry":
///     {"url": "https://registry.example"}, "subjects": [{"purl": "pkg:npm/a"}], "status":
///     "deleted", "issuedAt": "2026-05-04T10:00:00Z"}"#.replace('\n', " ");
/// let log = Log::parse(&format!("{line}\n{{\"schemaVersion\": \"1.0\", \"id\""));
/// assert_eq!((log.notices().count(), log.unreadable()), (1, 1));
/// assert_eq!(log.verify(None)[0].code, "half-written");
/// assert_eq!(log.verify(None)[0].pointer.as_str(), "/1");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Log {
    lines: Vec<Line>,
    /// How many notices can be read.
    read: usize,
    /// Whether the last line has no end.
    open_ended: bool,
}

/// A line that is not blank.
#[derive(Debug, Clone)]
struct Line {
    /// Its number, from 0, blank lines counted.
    number: usize,
    content: Result<Box<TakedownNotice>, ParseError>,
}

impl Log {
    /// Reads a log. Blank lines are passed over; a line that is no notice is kept as what it is.
    pub fn parse(text: &str) -> Self {
        let mut log = Self::default();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (number, line) in text.split('\n').enumerate() {
            if line.trim_ascii().is_empty() {
                continue;
            }
            let content = TakedownNotice::parse(line).map(Box::new);
            log.read += usize::from(content.is_ok());
            log.lines.push(Line { number, content });
        }
        log.open_ended = !text.is_empty() && !text.ends_with('\n');
        log
    }

    /// Adds a notice at the end.
    pub fn push(&mut self, notice: TakedownNotice) {
        let number = self.lines.last().map_or(0, |last| last.number + 1);
        self.lines.push(Line { number, content: Ok(Box::new(notice)) });
        self.read += 1;
        self.open_ended = false;
    }

    /// The notices that can be read, oldest first.
    pub fn notices(&self) -> impl Iterator<Item = &TakedownNotice> {
        self.lines.iter().filter_map(|line| line.content.as_deref().ok())
    }

    /// How many lines are no notices.
    pub fn unreadable(&self) -> usize {
        self.lines.len() - self.read
    }

    /// How many lines there are, blank ones aside.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is no line but blank ones.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Everything odd about the log, each finding at its line (the pointer `/3` is the fourth
    /// line): lines that are no notices, gaps, forks, edits, and identifiers that stand for two
    /// contents. With a checkpoint also what speaks against it.
    ///
    /// | code | severity | what |
    /// |---|---|---|
    /// | `unreadable` | error | the line is no notice |
    /// | `half-written` | error | the last line is no notice, and has no end |
    /// | `no-canonical-form` | error | the notice is no I-JSON, so that nothing can refer to it |
    /// | `id-reused` | error | an identifier stands for another content already; neither counts more |
    /// | `repeated` | note | the same notice stands in the log already |
    /// | `unchained` | warning | the line does not name the one before it |
    /// | `gap` | error | the notice that it names as the one before is not in the log before it |
    /// | `fork` | error | another line names the same notice as the one before |
    /// | `out-of-order` | error | the notice that it names as the one before is an earlier one |
    /// | `edited` | error | the line before is another content than the one that is named |
    /// | `erased` | note | a part was erased, and a later amendment vouches for what is left |
    /// | `erased-unvouched` | error | a part is said to be erased, and nothing vouches for it |
    /// | `rolled-back` | error | there are fewer lines than the checkpoint counts |
    /// | `forked` | error | the line that the checkpoint counts last is another one |
    /// | `behind-checkpoint` | note | lines stand behind those that the checkpoint counts |
    pub fn verify(&self, checkpoint: Option<&Checkpoint>) -> Vec<Finding> {
        let walked = chain::Walked::over(self);
        let mut findings = walked.findings;
        if let Some(checkpoint) = checkpoint {
            findings.extend(checkpoint.against(self.len(), &walked.digests));
        }
        findings
    }

    /// What the log is worth at a point in time: whether anybody can say that nothing is missing.
    /// It takes the digest of every notice.
    pub fn report(&self, checkpoint: Option<&Checkpoint>, now: Option<&Timestamp>) -> LogReport {
        report::LogReport::of(self, checkpoint, now)
    }

    /// The checkpoint's digest: that of the last notice. `None` for a log without lines, or whose
    /// last line has no digest.
    pub fn head(&self) -> Option<Digest> {
        self.lines.last().and_then(|line| chain::digest(line.content.as_deref().ok()?))
    }
}

/// A finding at a line.
fn at(line: usize, code: &'static str, severity: Severity, words: impl Into<String>) -> Finding {
    Finding::new(Pointer::root().index(line), code, severity, words)
}
