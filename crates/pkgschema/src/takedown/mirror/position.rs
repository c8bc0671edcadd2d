//! How a feed stands to where a mirror last stood.
//!
//! Invariant: only a feed that goes on from there, and is no older than the mirror puts up with,
//! may loosen anything.

use super::MirrorPolicy;
use crate::takedown::{Checkpoint, FeedCopy, Log};
use crate::text::Timestamp;

/// Where a mirror last stood in a log.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MirrorPosition {
    /// The newest checkpoint that it has gone by.
    pub checkpoint: Checkpoint,
    /// The time for which it did. If it is not known it is taken for the checkpoint's own.
    pub as_of: Option<Timestamp>,
}

impl From<Checkpoint> for MirrorPosition {
    fn from(checkpoint: Checkpoint) -> Self {
        Self { checkpoint, as_of: None }
    }
}

impl MirrorPosition {
    /// The time for which the mirror last went by the log.
    pub(super) fn looked_at(&self) -> &Timestamp {
        self.as_of.as_ref().unwrap_or(&self.checkpoint.issued_at)
    }
}

crate::open_enum! {
    /// How a feed stands to where a mirror last stood.
    pub enum PositionState {
        /// The mirror has not stood anywhere yet.
        First = "first",
        /// There is nothing new.
        Same = "same",
        /// The feed goes on from there.
        Ahead = "ahead",
        /// The checkpoint is older than the mirror puts up with: somebody may keep newer ones back.
        Frozen = "frozen",
        /// The log is shorter, or its checkpoint older, than what the mirror has seen.
        RolledBack = "rolled-back",
        /// Nobody can tell: there is no log, no checkpoint, or a time cannot be read.
        Unknown = "unknown",
        /// The log has another notice where the mirror last stood.
        Forked = "forked",
        /// The checkpoint is about another log.
        OtherLog = "other-log",
    }
}

impl PositionState {
    /// Whether what the feed says may loosen something.
    pub fn may_loosen(&self) -> bool {
        matches!(self, Self::First | Self::Same | Self::Ahead)
    }

    /// Whether nothing that the feed says counts.
    pub(super) fn stops(&self) -> bool {
        matches!(self, Self::Forked | Self::OtherLog | Self::Unlisted(_))
    }
}

/// What holds, the worst first; never empty.
pub(super) fn states(
    feed: &FeedCopy,
    position: Option<&MirrorPosition>,
    policy: &MirrorPolicy,
    at: &Timestamp,
) -> Vec<PositionState> {
    let (Some(log), Some(checkpoint)) = (feed.log(), feed.checkpoint()) else {
        let known = feed.log().zip(position);
        let state = known.and_then(|(log, position)| of_log(log, &position.checkpoint));
        return state.into_iter().chain([PositionState::Unknown]).collect();
    };
    let mut states = Vec::new();
    let before = position.map(|position| &position.checkpoint);
    if !policy.means(&checkpoint.log) || before.is_some_and(|it| !it.is_of(&checkpoint.log)) {
        states.push(PositionState::OtherLog);
    }
    states.extend(before.and_then(|before| of_log(log, before)));
    states.extend(before.and_then(|before| of_checkpoint(checkpoint, before)));
    states.extend(of_age(checkpoint, policy, at));
    let worst = [
        PositionState::OtherLog,
        PositionState::Forked,
        PositionState::Unknown,
        PositionState::RolledBack,
        PositionState::Frozen,
    ];
    let mut found: Vec<PositionState> =
        worst.into_iter().filter(|state| states.contains(state)).collect();
    if found.is_empty() {
        found.push(match before {
            None => PositionState::First,
            Some(before) if before.size == checkpoint.size => PositionState::Same,
            Some(_) => PositionState::Ahead,
        });
    }
    found
}

/// What speaks against a log in which a mirror stood before.
fn of_log(log: &Log, before: &Checkpoint) -> Option<PositionState> {
    match log.goes_on_from(before) {
        true => None,
        false if log.len() < before.lines() => Some(PositionState::RolledBack),
        false => Some(PositionState::Forked),
    }
}

/// What speaks against a checkpoint after an earlier one.
fn of_checkpoint(checkpoint: &Checkpoint, before: &Checkpoint) -> Option<PositionState> {
    let times = checkpoint.issued_at.to_datetime().zip(before.issued_at.to_datetime());
    match times {
        None => Some(PositionState::Unknown),
        Some((now, before)) if now < before => Some(PositionState::RolledBack),
        Some(_) => (checkpoint.size < before.size).then_some(PositionState::RolledBack),
    }
}

/// What speaks against a checkpoint at a time.
fn of_age(checkpoint: &Checkpoint, policy: &MirrorPolicy, at: &Timestamp) -> Option<PositionState> {
    let Some((issued, now)) = checkpoint.issued_at.to_datetime().zip(at.to_datetime()) else {
        return Some(PositionState::Unknown);
    };
    let age = u64::try_from((now - issued).num_seconds()).unwrap_or(0);
    (age > policy.age()).then_some(PositionState::Frozen)
}
