//! A range whose versions have no order that is known here.
//!
//! Invariant: only what holds under every order is answered.

use crate::Text;
use crate::version::RangeEvent;
use std::collections::HashSet;

/// The versions that a range names.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    affected: HashSet<Text>,
    fixed: HashSet<Text>,
    limited: bool,
}

impl Named {
    /// The versions named by a range that begins before every version. Of one that begins at a
    /// version, or at several, nothing is sure: a fix may stand below it.
    pub(super) fn new(line: &[RangeEvent]) -> Self {
        let mut this = Self::default();
        let begins_later =
            |event: &RangeEvent| matches!(event, RangeEvent::Introduced(at) if at != "0");
        if line.iter().any(begins_later) {
            return this;
        }
        for event in line {
            match event {
                RangeEvent::Introduced(_) => {}
                RangeEvent::LastAffected(version) => drop(this.affected.insert(version.clone())),
                RangeEvent::Fixed(version) => drop(this.fixed.insert(version.clone())),
                RangeEvent::Limit(version) => this.limited |= version != "*",
            }
        }
        // Of several ends only the lowest is one, and which that is nobody knows.
        if this.affected.len() + this.fixed.len() > 1 {
            this.affected.clear();
        }
        this
    }

    /// Whether the range holds the version, if that is sure.
    pub(super) fn holds(&self, version: &str) -> Option<bool> {
        match (self.affected.contains(version), self.fixed.contains(version)) {
            (false, true) => Some(false),
            (true, false) if !self.limited => Some(true),
            _ => None,
        }
    }
}
