//! A log of notices as static files: for machines that fetch what has changed, and for people.
//!
//! The files stand side by side in one folder: [`all.jsonl`](Feed::LOG) is the log itself, each
//! notice has a file of its own, [`modified_id.csv`](Feed::INDEX) lists them newest first as OSV's
//! exports do, [`feed.atom`](Feed::ATOM) is for people, and [`checkpoint`](Feed::CHECKPOINT) comes
//! last. Nothing here reads or writes files: a feed is names and bytes.
//!
//! Invariant: a notice is shown as its log has it, byte for byte, or the whole feed is refused.

mod atom;
mod copy;
mod disclosure;
mod error;
mod index;
mod name;

pub use copy::{FeedCondition, FeedCopy, FeedLimits};
pub use error::FeedError;
pub use index::{FeedIndex, FeedRow};
pub use name::notice_name;

use super::{Checkpoint, Log, TakedownNotice, Tlp};
use crate::text::{Link, Timestamp};
use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use disclosure::Erasures;
use std::borrow::Cow;
use std::collections::HashSet;

/// The files of a feed, in the order in which they are to be written.
///
/// ```
/// use pkgschema::takedown::{Feed, FeedOptions, Log};
/// use pkgschema::text::{Link, Timestamp};
/// let log = concat!(r#"{"schemaVersion":"1.0","id":"urn:x:1","noticeType":"decision","registry":{"url":
///     "https://registry.example"},"subjects":[{"purl":"pkg:npm/a"}],"status":"deleted","issuedAt":"#,
///     r#""2026-05-04T10:00:00Z"}"#).replace('\n', " ") + "\n";
/// let time = |day| Timestamp::new(&format!("2026-05-{day}T11:00:00Z"));
/// let address = Link::new("https://registry.example/notices/all.jsonl")?;
/// let checkpoint = Log::parse(&log).checkpoint(address, time("04")?, time("05")?);
/// let feed = Feed::of_log(&log, &checkpoint, &FeedOptions::default())?;
/// let names: Vec<&str> = feed.files().iter().map(|file| &*file.name).collect();
/// assert_eq!(names, ["urn_3ax_3a1.json", "all.jsonl", "modified_id.csv", "feed.atom", "checkpoint"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Feed<'a> {
    files: Vec<FeedFile<'a>>,
    /// For each notice's file, which come first, the line in which it came or was changed last.
    changed: Vec<usize>,
    log: Log,
}

/// One file of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeedFile<'a> {
    /// Its name: letters in lower case, digits, `-`, `_` and `.`, never a path.
    pub name: Cow<'a, str>,
    /// What it holds.
    pub bytes: Cow<'a, [u8]>,
}

/// How a feed is made.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct FeedOptions {
    /// The address of the folder, for links. If there is none it is taken from the address of the
    /// log in its checkpoint, where that ends in `/all.jsonl`.
    pub base: Option<Link>,
    /// The highest marking of the notices that may be shown, `CLEAR` if nothing else is said.
    pub highest_tlp: Tlp,
}

impl Default for FeedOptions {
    fn default() -> Self {
        Self { base: None, highest_tlp: Tlp::Clear }
    }
}

/// A notice on its way into a feed.
struct Item<'a, 'n> {
    notice: &'n TakedownNotice,
    /// Its line in the log, verbatim.
    text: &'a str,
    name: String,
    /// When its file came or was changed last, and in which line.
    modified: DateTime<Utc>,
    changed: usize,
}

impl<'a> Feed<'a> {
    /// The log, byte for byte.
    pub const LOG: &'static str = "all.jsonl";
    /// Which notices there are, newest first.
    pub const INDEX: &'static str = "modified_id.csv";
    /// What the log's issuer says about its length.
    pub const CHECKPOINT: &'static str = "checkpoint";
    /// The newest notices for people (RFC 4287).
    pub const ATOM: &'static str = "feed.atom";
    /// How many notices are in [`ATOM`](Self::ATOM) at most.
    pub const ENTRIES: usize = 200;

    /// Lays a log out as a feed. The same log, checkpoint and options give the same bytes.
    ///
    /// # Errors
    /// If a line cannot be read, so that nobody knows whether it may be shown; if a notice is
    /// marked higher than may be shown; if one was to be erased in part and still stands there
    /// whole; if an identifier stands for two contents; or if the checkpoint does not count
    /// exactly the lines of this log.
    pub fn of_log(
        text: &'a str,
        checkpoint: &Checkpoint,
        options: &FeedOptions,
    ) -> Result<Self, FeedError> {
        let log = Log::parse(text);
        let placed: Vec<(usize, &TakedownNotice)> = log.placed().collect();
        let erasures = Erasures::of(&placed);
        error::refuse(&log, &placed, &erasures, checkpoint, &options.highest_tlp)?;
        let items = items(text, &placed, &erasures);
        let order = newest_first(&items);
        let notices = items.iter().map(|it| FeedFile::of(it.name.clone() + ".json", it.text));
        let mut files: Vec<FeedFile<'a>> = notices.collect();
        let atom = atom::feed(&order, checkpoint, options.base.as_ref());
        files.push(FeedFile::of(Self::LOG, text));
        files.push(FeedFile::of(Self::INDEX, rows(&order)));
        files.push(FeedFile::of(Self::ATOM, atom));
        files.push(FeedFile::of(Self::CHECKPOINT, checkpoint.to_json() + "\n"));
        let changed = items.iter().map(|item| item.changed).collect();
        Ok(Self { files, changed, log })
    }

    /// All files. A reader of a folder into which they are written in this order sees the earlier
    /// checkpoint until everything is there.
    pub fn files(&self) -> &[FeedFile<'a>] {
        &self.files
    }

    /// The files that are new or changed since an earlier checkpoint of the same log, in the same
    /// order.
    ///
    /// # Errors
    /// If the log has fewer lines than the earlier checkpoint counts, or another one in the place
    /// of its last: then nothing that stands there can be relied on.
    pub fn since(&self, earlier: &Checkpoint) -> Result<Vec<&FeedFile<'a>>, FeedError> {
        if !self.log.goes_on_from(earlier) {
            return Err(FeedError::CheckpointDiffers);
        }
        let known = earlier.lines();
        let grown = self.log.len() > known;
        let files = self.files.iter().enumerate().filter(|(at, file)| {
            let own = self.changed.get(*at).map(|line| *line >= known);
            own.unwrap_or(grown || file.name == Self::CHECKPOINT)
        });
        Ok(files.map(|(_, file)| file).collect())
    }
}

impl<'a> FeedFile<'a> {
    fn of(name: impl Into<Cow<'a, str>>, text: impl Into<Cow<'a, str>>) -> Self {
        let bytes = match text.into() {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        };
        Self { name: name.into(), bytes }
    }
}

/// The notices, each identifier once, in the order of the log.
fn items<'a, 'n>(
    text: &'a str,
    placed: &[(usize, &'n TakedownNotice)],
    erasures: &Erasures<'_>,
) -> Vec<Item<'a, 'n>> {
    let times = modified(placed);
    let mut seen = HashSet::with_capacity(placed.len());
    let mut items = Vec::with_capacity(placed.len());
    for ((line, notice), text) in placed.iter().zip(lines(text)) {
        let id = notice.id.as_str();
        if !seen.insert(id) {
            continue;
        }
        let changed = erasures.line(id).unwrap_or(0).max(*line);
        let modified = times.get(changed).copied().unwrap_or_default();
        items.push(Item { notice, text, name: notice_name(id), modified, changed });
    }
    items
}

/// The lines of a log that are not blank, as [`Log`] counts them.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.split('\n').map(str::trim_ascii).filter(|line| !line.is_empty())
}

/// For each line the time of its row: when its notice was issued, or that of a line before it where
/// that is later, so that who stops at the newest row that they know has missed nothing.
fn modified(placed: &[(usize, &TakedownNotice)]) -> Vec<DateTime<Utc>> {
    let mut newest = DateTime::UNIX_EPOCH;
    let time = |notice: &TakedownNotice| notice.issued_at.to_datetime();
    let times = placed.iter().map(|(_, notice)| {
        let issued = time(notice).map(|issued: DateTime<FixedOffset>| issued.to_utc());
        newest = issued.map_or(newest, |issued| issued.max(newest));
        newest
    });
    times.collect()
}

fn newest_first<'i, 'a, 'n>(items: &'i [Item<'a, 'n>]) -> Vec<&'i Item<'a, 'n>> {
    let mut order: Vec<&Item<'_, '_>> = items.iter().rev().collect();
    order.sort_by_key(|item| std::cmp::Reverse(item.changed));
    order
}

/// The rows of the index.
fn rows(order: &[&Item<'_, '_>]) -> String {
    let mut rows = String::with_capacity(order.len() * 64);
    for item in order {
        rows.push_str(&time(item.modified));
        rows.push(',');
        rows.push_str(&item.name);
        rows.push('\n');
    }
    rows
}

/// A point in time as RFC 3339 has it, in UTC.
fn time(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// A time of a document in UTC; as it stands there if it is none.
fn utc(timestamp: &Timestamp) -> Cow<'_, str> {
    let moment = timestamp.to_datetime();
    moment.map_or(Cow::Borrowed(timestamp.as_str()), |moment| Cow::Owned(time(moment.to_utc())))
}
