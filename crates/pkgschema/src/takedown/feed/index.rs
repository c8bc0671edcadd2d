//! `modified_id.csv`: which notices there are, newest first.
//!
//! Invariant: a row that cannot be read is told with its line, and costs no other row.

use super::name::is_name;
use crate::text::Timestamp;
use crate::{Finding, Pointer, Severity};

/// The rows of a feed's index, and what is odd about them.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct FeedIndex {
    /// The rows that can be read, in their order.
    pub rows: Vec<FeedRow>,
    /// What is odd, each finding at its line (`/0` is the first).
    pub findings: Vec<Finding>,
}

/// One row of a feed's index.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeedRow {
    /// When the file came or was changed last.
    pub modified: Timestamp,
    /// The file's name without `.json`, see [`notice_name`](super::notice_name).
    pub name: String,
}

impl FeedIndex {
    /// Reads an index: lines of a time and a name with a comma between, without a header. Blank
    /// lines are passed over.
    ///
    /// | code | severity | what |
    /// |---|---|---|
    /// | `broken-row` | error | the line is no row |
    /// | `not-newest-first` | warning | the row is newer than the one before it |
    ///
    /// ```
    /// use pkgschema::takedown::FeedIndex;
    /// let index = FeedIndex::parse("2026-05-05T10:00:00Z,urn_3ax_3a2\nyesterday\n2026-05-04T10:00:00Z,urn_3ax_3a1\n");
    /// assert_eq!(index.rows.len(), 2);
    /// assert_eq!((index.findings[0].code, index.findings[0].pointer.as_str()), ("broken-row", "/1"));
    /// ```
    pub fn parse(text: &str) -> Self {
        let mut index = Self::default();
        let mut before = None;
        for (line, text) in text.split('\n').enumerate() {
            let text = text.strip_suffix('\r').unwrap_or(text);
            if text.is_empty() {
                continue;
            }
            let Some((row, moment)) = row(text) else {
                index.found(
                    line,
                    "broken-row",
                    Severity::Error,
                    "expected a time, a comma, a name",
                );
                continue;
            };
            if before.is_some_and(|before| before < moment) {
                let words = "the row is newer than the one before it";
                index.found(line, "not-newest-first", Severity::Warning, words);
            }
            before = Some(moment);
            index.rows.push(row);
        }
        index
    }

    fn found(&mut self, line: usize, code: &'static str, severity: Severity, words: &str) {
        let words = format!("row {}: {words}", line + 1);
        self.findings.push(Finding::new(Pointer::root().index(line), code, severity, words));
    }
}

fn row(text: &str) -> Option<(FeedRow, chrono::DateTime<chrono::FixedOffset>)> {
    let (time, name) = text.split_once(',')?;
    let modified = Timestamp::new(time).ok()?;
    let moment = modified.to_datetime()?;
    is_name(name).then(|| (FeedRow { modified, name: name.to_owned() }, moment))
}
