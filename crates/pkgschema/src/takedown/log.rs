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
pub use report::{LogCondition, LogReport, LogState};

use super::{Previous, TakedownNotice};
use crate::identity::{Digest, DigestAlgorithm, DigestSet};
use crate::text::{Link, Timestamp};
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

impl Line {
    fn notice(&self) -> Option<&TakedownNotice> {
        self.content.as_deref().ok()
    }
}

impl Log {
    /// Reads a log. Blank lines are passed over; a line that is no notice is kept as what it is.
    pub fn parse(text: &str) -> Self {
        let mut log = Self::default();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (number, line) in text.split('\n').enumerate() {
            // Only the last piece of the text has no line end behind it.
            log.open_ended = !line.trim_ascii().is_empty();
            if !log.open_ended {
                continue;
            }
            let content = TakedownNotice::parse(line).map(Box::new);
            log.read += usize::from(content.is_ok());
            log.lines.push(Line { number, content });
        }
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
        self.lines.iter().filter_map(Line::notice)
    }

    /// The notices that can be read, each with the number of lines before it, blank ones aside.
    pub(super) fn placed(&self) -> impl Iterator<Item = (usize, &TakedownNotice)> {
        let notice = |(at, line)| Some((at, Line::notice(line)?));
        self.lines.iter().enumerate().filter_map(notice)
    }

    /// Whether the log has the lines that a checkpoint counts: there are as many at least, and the
    /// last of them is the one that it names by its digest. A line without a digest is another one.
    pub(super) fn goes_on_from(&self, checkpoint: &Checkpoint) -> bool {
        let Some(last) = checkpoint.lines().checked_sub(1) else { return true };
        let found = self.lines.get(last).and_then(Line::notice).and_then(chain::digest);
        found.is_some() && checkpoint.head_digest.get(&DigestAlgorithm::Sha256) == found
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
    /// contents. With a checkpoint also what speaks against it: one that was seen earlier tells
    /// whether the log has been rolled back or rewritten since.
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
    /// | `reaches-nothing` | error | a subject names nothing that could be found |
    /// | `rolled-back` | error | there are fewer lines than the checkpoint counts |
    /// | `forked` | error | the line that the checkpoint counts last is another one |
    /// | `behind-checkpoint` | note | lines stand behind those that the checkpoint counts |
    pub fn verify(&self, checkpoint: Option<&Checkpoint>) -> Vec<Finding> {
        let counted = checkpoint.map(Checkpoint::lines);
        let walked = chain::Walked::over(self, counted);
        let mut findings = walked.findings;
        if let Some((checkpoint, counted)) = checkpoint.zip(counted) {
            findings.extend(checkpoint.against(self.len(), &walked.digests));
            if let Some(first) = self.lines.get(counted) {
                let words = format!("{} more than the checkpoint counts", self.len() - counted);
                findings.push(at(first.number, "behind-checkpoint", Severity::Note, words));
            }
        }
        findings
    }

    /// What the log is worth at a point in time: whether anybody can say that nothing is missing.
    /// It takes the digest of every notice.
    pub fn report(&self, checkpoint: Option<&Checkpoint>, now: Option<&Timestamp>) -> LogReport {
        report::LogReport::of(self, checkpoint, now)
    }

    /// Whether a finding is about the log as a whole, or a line that a checkpoint counts.
    fn is_counted(&self, finding: &Finding, checkpoint: Option<&Checkpoint>) -> bool {
        let first = checkpoint.and_then(|it| self.lines.get(it.lines()));
        let Some(first) = first else { return true };
        let line = finding.pointer.tokens().next().and_then(|token| token.parse::<usize>().ok());
        line.is_none_or(|line| line < first.number)
    }

    /// The digest of the last notice. `None` for a log without lines, or whose last line has none.
    pub fn head(&self) -> Option<Digest> {
        self.last().and_then(chain::digest)
    }

    /// How the next notice names the last one ([`TakedownNotice::previous`]). `None` for the first
    /// notice of a log, and behind a line without a digest.
    pub fn last_as_previous(&self) -> Option<Previous> {
        let id = self.last()?.id.clone();
        Some(Previous::new(id, DigestSet::from_iter([self.head()?])))
    }

    /// The checkpoint of the log as it is. Signing it is the caller's part.
    pub fn checkpoint(&self, log: Link, issued_at: Timestamp, expires: Timestamp) -> Checkpoint {
        let size = u64::try_from(self.len()).unwrap_or(u64::MAX);
        let head = DigestSet::from_iter(self.head());
        Checkpoint::new("1.0", log, size, head, issued_at, expires)
    }

    fn last(&self) -> Option<&TakedownNotice> {
        self.lines.last()?.notice()
    }
}

/// A finding at a line.
fn at(line: usize, code: &'static str, severity: Severity, words: impl Into<String>) -> Finding {
    Finding::new(Pointer::root().index(line), code, severity, words)
}
