//! Why a log is not laid out as a feed.
//!
//! Invariant: who is refused is told which lines or notices it is about.

use super::disclosure::{Erasures, may_show};
use crate::takedown::{Checkpoint, Log, TakedownNotice, Tlp};
use crate::text::{Link, plain};
use std::collections::HashMap;

/// How many notices a message names.
const NAMED: usize = 5;

/// Why a log is not laid out as a feed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FeedError {
    /// Lines are no notices, so that nobody knows how far they may be passed on.
    #[error("{0} lines of the log are no notices; nobody knows how far they may be passed on")]
    Unreadable(usize),
    /// Notices are marked higher than may be shown, or in a way that nobody knows.
    #[error("marked above TLP {}: {}", plain(.highest.as_str()), named(.notices))]
    AboveTlp {
        /// The notices.
        notices: Vec<Link>,
        /// The highest marking that may be shown.
        highest: Tlp,
    },
    /// Notices of which a later one says that they were erased in part hold something else than
    /// what it says is left; or nobody knows what such a notice is about.
    #[error("to be erased, and not erased as a later notice says: {}", named(.0))]
    NotErased(Vec<Link>),
    /// Identifiers stand for two contents, or for a content that has no digest to tell by.
    #[error("one identifier for two contents: {}", named(.0))]
    IdReused(Vec<Link>),
    /// The checkpoint counts other lines than the log has.
    #[error("the checkpoint does not count the lines of this log")]
    CheckpointDiffers,
}

/// Identifiers in a row.
fn named(notices: &[Link]) -> String {
    let short = |id: &Link| plain(id.as_str()).chars().take(100).collect::<String>();
    let named = notices.iter().take(NAMED).map(short).collect::<Vec<_>>().join(", ");
    match notices.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

/// Refuses a log that cannot be shown, or not with this checkpoint.
pub(super) fn refuse<'a>(
    log: &'a Log,
    placed: &[(usize, &'a TakedownNotice)],
    erasures: &Erasures<'a>,
    checkpoint: &Checkpoint,
    highest: &Tlp,
) -> Result<(), FeedError> {
    if log.unreadable() > 0 {
        return Err(FeedError::Unreadable(log.unreadable()));
    }
    let above = placed.iter().filter(|(_, notice)| !may_show(notice, highest));
    let above: Vec<Link> = above.map(|(_, notice)| notice.id.clone()).collect();
    if !above.is_empty() {
        return Err(FeedError::AboveTlp { notices: above, highest: highest.clone() });
    }
    let undone = erasures.undone(placed);
    if !undone.is_empty() {
        return Err(FeedError::NotErased(undone));
    }
    let reused = reused(placed);
    if !reused.is_empty() {
        return Err(FeedError::IdReused(reused));
    }
    if checkpoint.lines() != log.len() || !log.goes_on_from(checkpoint) {
        return Err(FeedError::CheckpointDiffers);
    }
    Ok(())
}

/// The identifiers of which two lines have different contents: one file cannot hold both.
fn reused(placed: &[(usize, &TakedownNotice)]) -> Vec<Link> {
    let mut first: HashMap<&str, &TakedownNotice> = HashMap::with_capacity(placed.len());
    let mut reused = Vec::new();
    for (_, notice) in placed {
        let before = *first.entry(notice.id.as_str()).or_insert(notice);
        let same = std::ptr::eq(before, *notice)
            || notice.digest().is_ok_and(|digest| before.digest().ok() == Some(digest));
        if !same {
            reused.push(notice.id.clone());
        }
    }
    reused
}
