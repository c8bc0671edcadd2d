//! Feeds and mirrors for tests, in few words.
//!
//! Invariant: a feed is sound and current at [`NOW`] unless a test changes it.

use crate::notices::REGISTRY;
use pkgschema::takedown::{
    Checkpoint, DeltaRequest, Feed, FeedCopy, FeedLimits, FeedOptions, HeldFile, HeldState, Log,
    MirrorPolicy, MirrorPosition, MirrorReport, TakedownNotice, TrustTable, mirror_delta,
};
use pkgschema::text::{Link, Timestamp};
use serde_json::json;
use std::collections::BTreeMap;

/// The address of the log.
pub const ADDRESS: &str = "https://registry.example/notices/all.jsonl";
/// Noon of the tenth of May.
pub const NOW: &str = "2026-05-10T12:00:00Z";

/// A point in time.
///
/// # Panics
/// If it is none.
pub fn time(text: &str) -> Timestamp {
    Timestamp::new(text).expect("well-formed")
}

/// The lines of a log, each naming the one before.
pub fn chained(notices: &[TakedownNotice]) -> Vec<String> {
    let mut log = Log::default();
    let mut lines = Vec::new();
    for notice in notices {
        let mut notice = notice.clone();
        notice.previous = log.last_as_previous();
        lines.push(notice.to_json() + "\n");
        log.push(notice);
    }
    lines
}

/// A checkpoint of a log, of an hour of the tenth of May.
pub fn checkpoint_at(text: &str, hour: u32) -> Checkpoint {
    let (issued, expires) =
        (time(&format!("2026-05-10T{hour:02}:00:00Z")), time("2026-05-11T00:00:00Z"));
    Log::parse(text).checkpoint(Link::from_document(ADDRESS), issued, expires)
}

/// A checkpoint of a log, of ten o'clock.
pub fn checkpoint(text: &str) -> Checkpoint {
    checkpoint_at(text, 10)
}

/// Files by their names.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A log as a feed's files.
///
/// # Panics
/// If it cannot be shown.
pub fn laid_out(text: &str, checkpoint: &Checkpoint) -> Files {
    let feed = Feed::of_log(text, checkpoint, &FeedOptions::default()).expect("well-formed");
    feed.files().iter().map(|file| (file.name.to_string(), file.bytes.to_vec())).collect()
}

/// A feed that was fetched.
pub fn read(files: &Files) -> FeedCopy {
    FeedCopy::read(|name, _| files.get(name).cloned(), FeedLimits::default())
}

/// Notices as a feed that was fetched.
pub fn copy(notices: &[TakedownNotice]) -> FeedCopy {
    let text = chained(notices).concat();
    read(&laid_out(&text, &checkpoint(&text)))
}

/// Where a mirror stands that knows these notices, since nine o'clock.
pub fn position(notices: &[TakedownNotice]) -> MirrorPosition {
    checkpoint_at(&chained(notices).concat(), 9).into()
}

/// A SHA-256 digest that is known by a number.
pub fn digest(version: usize) -> String {
    format!("{version:064x}")
}

/// A file of `pkg:npm/a`, with a digest.
pub fn held(version: &str) -> HeldFile {
    let number = version.bytes().map(usize::from).sum();
    let file =
        json!({"filename": format!("a-{version}.tgz"), "digests": {"sha256": digest(number)}});
    HeldFile::parse(&json!({"purl": format!("pkg:npm/a@{version}"), "file": file}).to_string())
        .expect("well-formed")
}

pub fn in_state(version: &str, state: HeldState) -> HeldFile {
    let mut held = held(version);
    held.state = Some(state);
    held
}

/// A policy whose guard lets everything through.
pub fn unguarded() -> MirrorPolicy {
    MirrorPolicy::parse(r#"{"maxRemovals": 1000000, "maxSharePerMillion": 1000000}"#)
        .expect("well-formed")
}

/// A mirror.
#[derive(Debug)]
pub struct Mirror {
    /// Whom it believes: the registry about itself.
    pub trust: TrustTable,
    /// How far it lets itself be led: without a guard.
    pub policy: MirrorPolicy,
    /// The time: [`NOW`].
    pub at: Timestamp,
}

impl Default for Mirror {
    fn default() -> Self {
        let trust = TrustTable::of_registry("log", Link::from_document(REGISTRY));
        Self { trust, policy: unguarded(), at: time(NOW) }
    }
}

impl Mirror {
    /// What it could do.
    pub fn delta(
        &self,
        feed: &FeedCopy,
        position: Option<&MirrorPosition>,
        holds: &[HeldFile],
    ) -> MirrorReport {
        let (trust, policy, at) = (&self.trust, &self.policy, &self.at);
        mirror_delta(&DeltaRequest { feed, issuer: "log", trust, position, holds, policy, at })
    }
}

/// What a mirror could do.
pub fn delta(
    feed: &FeedCopy,
    position: Option<&MirrorPosition>,
    holds: &[HeldFile],
) -> MirrorReport {
    Mirror::default().delta(feed, position, holds)
}
