//! What a mirror or cache could do about a log that has grown: proposals, never deeds.
//!
//! A mirror says where it last stood in the log ([`MirrorPosition`]) and what it holds
//! ([`HeldFile`]); [`mirror_delta`] says what it could do now, on which evidence and how sure that
//! is. Nothing is ever to be deleted: quarantine keeps the bytes under their digest, so that a
//! reversal can give them back.
//!
//! Invariant: a log that is shorter, older, other or damaged never loosens anything, and more
//! removals than the mirror's own guard allows are proposed by nobody.

mod changes;
mod delta;
mod doubts;
mod guard;
mod held;
mod policy;
mod position;

pub use delta::{DeltaRequest, mirror_delta};
pub use doubts::{Confidence, Doubt};
pub use held::{HeldFile, HeldState};
pub use policy::MirrorPolicy;
pub use position::{MirrorPosition, PositionState};

use super::{FeedCondition, LogReport, Method, NoticeType, Role, Status};
use crate::identity::{Artifact, DigestSet, PurlText};
use crate::object::{List, parse, write};
use crate::text::{Link, Timestamp};
use crate::{ParseError, Text};

crate::object! {
    /// What a mirror could do about a log that has grown since it last looked.
    pub struct MirrorReport {
        required {
            /// The version of this schema that the report follows, `1.0`.
            pub schema_version: Text = "schemaVersion",
            /// What came of it.
            pub outcome: MirrorOutcome,
            /// How the log stands to where the mirror last stood; the worst of what holds.
            pub position: PositionState,
            /// What the log is worth.
            pub feed: LogReport,
        }
        /// What else holds of the position.
        pub besides: List<PositionState>,
        /// What is the matter with the feed's files.
        pub conditions: List<FeedCondition>,
        /// The time for which it is told.
        pub as_of: Option<Timestamp> = "asOf",
        /// Where the mirror stands once it has done with the proposals: the feed's checkpoint if
        /// everything could be told, and else where it stood before. Absent means nowhere.
        pub next: Option<super::Checkpoint>,
        /// The time up to which `next` was looked at.
        pub next_as_of: Option<Timestamp> = "nextAsOf",
        /// What could be done, in the order in which the mirror named its files.
        pub proposals: List<Proposal>,
        /// What must not be done now, and why.
        pub withheld: List<Proposal>,
        /// What the mirror's guard counted.
        pub guard: Option<GuardReport>,
        /// How many files could not be judged, or not in full: their package URLs or digests cannot
        /// be read, or more notices are about their packages than are looked at. Absent means none.
        pub unjudged: Option<u64>,
    }

    /// One thing that a mirror could do about one of its files, or about all of a version's.
    pub struct Proposal {
        required {
            /// The package or version that the mirror holds.
            pub purl: PurlText,
            /// What could be done.
            pub action: MirrorAction,
            /// How sure that is.
            pub confidence: Confidence,
        }
        /// The file, where the mirror told one.
        pub file: Option<Artifact>,
        /// What the mirror does with it now, as it said or as its last position implies.
        pub from: Option<HeldState>,
        /// What it would do with it then.
        pub to: Option<HeldState>,
        /// What notices ask for that are too unsure to go by.
        pub suggests: Option<HeldState>,
        /// The strong digests under which the bytes are kept in quarantine; to restore them they
        /// must match.
        pub digest: Option<DigestSet>,
        /// What makes it less sure.
        pub why: List<Doubt>,
        /// The notices that it rests on, the most severe first; twenty at most.
        pub evidence: List<ProposalEvidence>,
        /// How many more there are.
        pub more_evidence: Option<u64> = "moreEvidence",
        /// Why it must not be done now.
        pub withheld: Option<Withholding>,
    }

    /// A notice that a proposal rests on.
    pub struct ProposalEvidence {
        required {
            /// The notice.
            pub notice: Link,
            /// What it does here.
            pub effect: EvidenceEffect,
            /// Who issued it, as the mirror verified it.
            pub issuer: Text,
            /// How it came about.
            pub method: Method,
            /// How sure it is.
            pub confidence: Confidence,
        }
        /// What the subjects are by it.
        pub status: Option<Status>,
        /// What kind of act it is.
        pub notice_type: Option<NoticeType> = "noticeType",
        /// In which role the issuer speaks.
        pub role: Option<Role>,
        /// The notice that it lifts.
        pub lifts: Option<Link>,
        /// What makes it less sure.
        pub why: List<Doubt>,
    }

    /// What a mirror's guard counted.
    pub struct GuardReport {
        required {
            /// How many files the mirror holds.
            pub held: u64,
            /// How many of them would no longer be served as they are.
            pub removals: u64,
            /// How many may be.
            pub max_removals: u64 = "maxRemovals",
            /// How many of a million that it holds may be.
            pub max_share: u64 = "maxSharePerMillion",
            /// Whether there are more.
            pub exceeded: bool,
        }
    }
}

crate::open_enum! {
    /// What came of a delta.
    pub enum MirrorOutcome {
        /// There is nothing to do.
        Nothing = "nothing",
        /// There is something to do.
        Proposals = "proposals",
        /// Nothing must be done: the log is another one, or too much would go at once.
        Stopped = "stopped",
        /// Nobody can tell whether that is all: the log or the mirror's files cannot be read in
        /// part. What makes a mirror stricter may still be proposed.
        Unknown = "unknown",
    }

    /// What a mirror could do. Nothing is deleted by any of it.
    pub enum MirrorAction {
        /// Leave it out of listings and search; who names it exactly gets it.
        Unlist = "unlist",
        /// Serve it to nobody.
        Hide = "hide",
        /// Serve it to nobody, and keep the bytes apart under their digest.
        Quarantine = "quarantine",
        /// Serve it again, as far as `to` says, if the bytes match the digest.
        Restore = "restore",
        /// Let somebody look at it, and change nothing until then.
        LookByHand = "look-by-hand",
    }

    /// What a notice does to a file.
    pub enum EvidenceEffect {
        /// Its measure is in force.
        InForce = "in-force",
        /// It has lifted another one.
        Lifts = "lifts",
        /// Its measure has ended by itself.
        Ended = "ended",
    }

    /// Why something must not be done now.
    pub enum Withholding {
        /// More would go at once than the guard allows.
        Guard = "guard",
        /// It would loosen, and the log cannot be relied on for that.
        Loosens = "loosens",
        /// The log is another one.
        Feed = "feed",
    }
}

impl MirrorReport {
    /// Reads a report in JSON.
    ///
    /// # Errors
    /// Only for text that is no report at all: empty, no JSON, no object, or without one of the
    /// four required members.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The report as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// The position to go on from next time, if there is one.
    pub fn next_position(&self) -> Option<MirrorPosition> {
        let mut position = MirrorPosition::from(self.next.clone()?);
        position.as_of = self.next_as_of.clone();
        Some(position)
    }
}
