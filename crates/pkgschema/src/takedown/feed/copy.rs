//! A feed as somebody has fetched it.
//!
//! Invariant: nothing beyond the caller's bounds is read, and files that do not go together are
//! told.

use super::{Feed, FeedIndex, lines, notice_name};
use crate::object::count;
use crate::takedown::{Checkpoint, Log, LogCondition, LogReport};
use crate::text::Timestamp;
use crate::{Finding, Pointer, Severity};
use std::borrow::Cow;
use std::collections::HashSet;

/// The largest checkpoint, in bytes.
const CHECKPOINT: u64 = 64 << 10;

crate::open_enum! {
    /// What is the matter with the files of a feed.
    pub enum FeedCondition {
        /// There is no log in it.
        LogMissing = "log-missing",
        /// There is no checkpoint, or none that can be read.
        CheckpointMissing = "checkpoint-missing",
        /// There is no index.
        IndexMissing = "index-missing",
        /// Rows of the index cannot be read, or are out of order.
        IndexBroken = "index-broken",
        /// Files are of another state of the log than the checkpoint: an export that is still being
        /// written, or that came to no end.
        HalfWritten = "export-half-written",
        /// The log is larger than the reader's bound.
        TooLarge = "too-large",
        /// The log has more lines than the reader's bound.
        TooManyLines = "too-many-lines",
    }
}

/// How much of a feed is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeedLimits {
    /// The largest file, in bytes: 256 MiB if nothing else is said.
    pub max_bytes: u64,
    /// The most lines of a log: a million if nothing else is said.
    pub max_lines: u64,
}

impl Default for FeedLimits {
    fn default() -> Self {
        Self { max_bytes: 256 << 20, max_lines: 1_000_000 }
    }
}

/// A feed as it was fetched: the log, its checkpoint, and what is odd about the files.
#[derive(Debug, Clone, Default)]
pub struct FeedCopy {
    text: String,
    log: Option<Log>,
    checkpoint: Option<Checkpoint>,
    conditions: Vec<FeedCondition>,
    findings: Vec<Finding>,
}

impl FeedCopy {
    /// Reads a feed. `get` gives the bytes of a file by its name, or none if there is no such file
    /// or it cannot be had; it reads no more than the number of bytes that it is given, which is
    /// one beyond the bound. The checkpoint is asked for first, so that the log is no older.
    ///
    /// | code | severity | what |
    /// |---|---|---|
    /// | `broken-row` | error | a row of the index cannot be read |
    /// | `not-newest-first` | warning | a row of the index is newer than the one before it |
    /// | `not-in-index` | error | a notice of the log has no row |
    /// | `not-in-log` | error | a row names a notice that the log does not have |
    /// | `file-differs` | error | a notice's own file is missing, or not what the log has |
    /// | `beyond-checkpoint` | error | the log has more lines than its checkpoint counts |
    pub fn read(mut get: impl FnMut(&str, u64) -> Option<Vec<u8>>, limits: FeedLimits) -> Self {
        let mut copy = Self::default();
        let checkpoint = get(Feed::CHECKPOINT, CHECKPOINT + 1).filter(|it| fits(it, CHECKPOINT));
        let checkpoint = checkpoint.and_then(|bytes| String::from_utf8(bytes).ok());
        copy.checkpoint = checkpoint.and_then(|text| Checkpoint::parse(&text).ok());
        if copy.checkpoint.is_none() {
            copy.conditions.push(FeedCondition::CheckpointMissing);
        }
        let beyond = limits.max_bytes.saturating_add(1);
        match get(Feed::LOG, beyond) {
            None => copy.conditions.push(FeedCondition::LogMissing),
            Some(bytes) if !fits(&bytes, limits.max_bytes) => {
                copy.conditions.push(FeedCondition::TooLarge);
            }
            Some(bytes) => copy.take_log(bytes, limits.max_lines),
        }
        match get(Feed::INDEX, beyond) {
            _ if copy.log.is_none() => {}
            None => copy.conditions.push(FeedCondition::IndexMissing),
            Some(bytes) if !fits(&bytes, limits.max_bytes) => {
                copy.conditions.push(FeedCondition::IndexBroken);
            }
            Some(bytes) => copy.compare_index(&FeedIndex::parse(&legible(&bytes))),
        }
        copy
    }

    fn take_log(&mut self, bytes: Vec<u8>, max_lines: u64) {
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => legible(error.as_bytes()).into_owned(),
        };
        // Blank lines cost nothing; what is not blank is parsed.
        if count(lines(&text).count()) > max_lines {
            return self.conditions.push(FeedCondition::TooManyLines);
        }
        let log = Log::parse(&text);
        if let Some(counted) = self.checkpoint.as_ref().map(Checkpoint::lines) {
            if log.len() > counted {
                let words =
                    format!("{} lines, of which the checkpoint counts {counted}", log.len());
                self.half_written("beyond-checkpoint", words);
            }
        }
        self.text = text;
        self.log = Some(log);
    }

    /// Holds the index against the log.
    fn compare_index(&mut self, index: &FeedIndex) {
        if !index.findings.is_empty() {
            self.conditions.push(FeedCondition::IndexBroken);
            self.findings.extend(index.findings.iter().cloned());
        }
        let Some(log) = &self.log else { return };
        let own: HashSet<String> = log.notices().map(|it| notice_name(it.id.as_str())).collect();
        let rows: HashSet<&str> = index.rows.iter().map(|row| row.name.as_str()).collect();
        let missing = own.iter().filter(|name| !rows.contains(name.as_str()));
        let missing = missing.map(|name| ("not-in-index", name.clone()));
        let strange = rows.iter().filter(|name| !own.contains(**name));
        let strange = strange.map(|name| ("not-in-log", (*name).to_owned()));
        let mut differing: Vec<(&str, String)> = missing.chain(strange).collect();
        differing.sort();
        for (code, name) in differing {
            self.half_written(code, name);
        }
    }

    /// Holds the file of each notice against the log, which has every one of them fetched, and
    /// tells how many are missing or differ.
    pub fn compare_files(&mut self, mut get: impl FnMut(&str, u64) -> Option<Vec<u8>>) -> usize {
        let Some(log) = &self.log else { return 0 };
        let mut seen = HashSet::with_capacity(log.len());
        let mut differing = Vec::new();
        let all: Vec<&str> = lines(&self.text).collect();
        for (place, notice) in log.placed() {
            let line = all.get(place).copied().unwrap_or_default();
            if !seen.insert(notice.id.as_str()) {
                continue;
            }
            let name = notice_name(notice.id.as_str()) + ".json";
            let most = count(line.len()).saturating_add(1);
            if get(&name, most).is_none_or(|bytes| bytes != line.as_bytes()) {
                differing.push(name);
            }
        }
        let all = differing.len();
        differing.into_iter().for_each(|name| self.half_written("file-differs", name));
        all
    }

    fn half_written(&mut self, code: &'static str, words: String) {
        if !self.conditions.contains(&FeedCondition::HalfWritten) {
            self.conditions.push(FeedCondition::HalfWritten);
        }
        self.findings.push(Finding::new(Pointer::root(), code, Severity::Error, words));
    }

    /// The log, if it was there and within the bounds.
    pub fn log(&self) -> Option<&Log> {
        self.log.as_ref()
    }

    /// Whether the log is within bounds.
    pub(in crate::takedown) fn is_within(&self, limits: FeedLimits) -> bool {
        let lines = self.log.as_ref().map_or(0, Log::len);
        count(lines) <= limits.max_lines && count(self.text.len()) <= limits.max_bytes
    }

    /// The log's text as it was fetched.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The checkpoint, if it was there and can be read.
    pub fn checkpoint(&self) -> Option<&Checkpoint> {
        self.checkpoint.as_ref()
    }

    /// What is the matter with the files.
    pub fn conditions(&self) -> &[FeedCondition] {
        &self.conditions
    }

    /// What is odd about the files, in words.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What the log is worth at a point in time.
    pub fn report(&self, now: &Timestamp) -> LogReport {
        match &self.log {
            Some(log) => log.report(self.checkpoint.as_ref(), Some(now)),
            None if self.conditions.contains(&FeedCondition::LogMissing) => {
                LogReport::absent(LogCondition::Missing)
            }
            None => LogReport::absent(LogCondition::Unreachable),
        }
    }
}

fn fits(bytes: &[u8], most: u64) -> bool {
    count(bytes.len()) <= most
}

/// The lines, with a replacement character for each that is not UTF-8: nothing of such a line is
/// kept, since what is left of it could be read as something that it never said.
fn legible(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            let line = |line| std::str::from_utf8(line).unwrap_or("\u{fffd}");
            let lines: Vec<&str> = bytes.split(|byte| *byte == b'\n').map(line).collect();
            Cow::Owned(lines.join("\n"))
        }
    }
}
