//! What a client wants to do.
//!
//! Invariant: a digest that was not compared with strong digests verifies nothing.

use crate::identity::{Artifact, DigestComparison, DigestSet};
use crate::object::{List, parse};
use crate::text::Timestamp;
use crate::{ParseError, Text};

crate::object! {
    /// What a client wants to do with a version, and what it knows about it beside the notices.
    pub struct InstallRequest {
        required {
            /// How the version came to be chosen.
            pub kind: RequestKind,
        }
        /// The file that a lock file names, with its digests.
        pub locked: Option<Artifact>,
        /// The file that is there now, with digests that the client has computed or that the
        /// registry gives.
        pub found: Option<Artifact>,
        /// When the version was published. Absent means unknown, which is never long ago.
        pub published_at: Option<Timestamp> = "publishedAt",
        /// The time of the request.
        pub at: Option<Timestamp>,
        /// Identifiers of malware advisories that the client knows to be about this version.
        pub malware_advisories: List<Text> = "malwareAdvisories",
    }
}

crate::open_enum! {
    /// How a version came to be chosen.
    pub enum RequestKind {
        /// A resolver looks for one among many.
        NewResolution = "new",
        /// A requirement names exactly this one.
        ExactPin = "exact",
        /// A lock file names it.
        Locked = "locked",
        /// It is installed already.
        Installed = "installed",
    }
}

/// What the lock's digests say about the file that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LockState {
    /// There is nothing to compare.
    Nothing,
    /// Strong digests agree, and none disagrees.
    Verified,
    /// A digest of the same file by the same algorithm disagrees.
    Differs,
    /// Both have digests, and none can be held against another; or only MD5 or SHA-1 agree.
    NotComparable,
}

impl InstallRequest {
    /// Reads a request in JSON.
    ///
    /// # Errors
    /// Only for text that is no request at all: empty, no JSON, no object, or without a kind.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// Whether the client knows of a malware advisory, be it one that cannot be read.
    pub(super) fn names_malware(&self) -> bool {
        let listed = self.malware_advisories.iter().next().is_some();
        listed || self.malware_advisories.has_odd() || self.rest.get("malwareAdvisories").is_some()
    }

    pub(super) fn lock_state(&self) -> LockState {
        if ["locked", "found"].iter().any(|name| self.rest.get(name).is_some()) {
            return LockState::NotComparable;
        }
        let Some(locked) = &self.locked else { return LockState::Nothing };
        let named = locked.digests.as_ref().filter(|set| set.digests().next().is_some());
        let Some(found) = &self.found else {
            // The client compares when it has the file; it can only if the lock has something.
            let strong = |set: &DigestSet| set.digests().any(|digest| !digest.is_weak());
            let able = named.is_some_and(strong);
            return if able { LockState::Nothing } else { LockState::NotComparable };
        };
        let Some((named, there)) = named.zip(found.digests.as_ref()) else {
            return LockState::NotComparable;
        };
        let names = locked.filename.as_ref().zip(found.filename.as_ref());
        let other_file = names.is_some_and(|(locked, found)| locked != found);
        let strong = named.without_weak().compare(&there.without_weak());
        match (named.compare(there), strong) {
            (DigestComparison::Different, _) if !other_file && names.is_some() => {
                LockState::Differs
            }
            (DigestComparison::Equal, DigestComparison::Equal) => LockState::Verified,
            _ => LockState::NotComparable,
        }
    }
}
