//! What a package is, as far as notices tell.
//!
//! Invariant: a status is a view of notices at a time, never a statement of its own; what it does
//! not know it says.

use super::{
    DisputeState, Effects, LogCondition, LogState, NameReuse, NoticeType, Reason, Replacement,
    Role, Status, VersionReuse,
};
use crate::identity::PurlText;
use crate::object::{List, parse, write};
use crate::text::{Link, Timestamp, plain};
use crate::{ParseError, Text};
use std::fmt;

crate::object! {
    /// What a package, version or file is at a point in time, as a log of notices tells: a fold,
    /// to be made anew whenever the log has grown.
    pub struct PackageStatus {
        required {
            /// The version of this schema that the status follows, `1.0`.
            pub schema_version: Text = "schemaVersion",
            /// What was asked about.
            pub purl: PurlText,
            /// Whether all notices were read.
            pub coverage: LogState,
        }
        /// The registry that was asked about. Absent means any.
        pub registry: Option<Link>,
        /// The most severe status in force that somebody of authority states. Absent means
        /// unknown: nothing is in force, and not all notices were read.
        pub status: Option<Status>,
        /// What was known at which time goes into the status.
        pub known_at: Option<Timestamp> = "knownAt",
        /// The time for which the status is told.
        pub in_effect_at: Option<Timestamp> = "inEffectAt",
        /// What is in force, most severe first.
        pub measures: List<Measure>,
        /// Notices that no longer count, each with the one that lifted it.
        pub lifted: List<Lifted>,
        /// Notices that do not do what they say.
        pub refused: List<Refused>,
        /// What to use instead.
        pub replacements: List<Replacement>,
        /// Whether an objection against a measure in force is being looked at.
        pub disputed: Option<bool>,
        /// What becomes of the name.
        pub name: Option<NameState>,
        /// What is the matter with the log.
        pub conditions: List<LogCondition>,
        /// Until when the log's checkpoint can be relied on.
        pub fresh_until: Option<Timestamp> = "freshUntil",
    }

    /// One measure in force.
    pub struct Measure {
        required {
            /// The notice that states it.
            pub notice: Link,
            /// What the subjects are by it.
            pub status: Status,
            /// Who issued the notice, as the consumer verified it.
            pub issuer: Text,
            /// How much it counts.
            pub weight: Weight,
        }
        /// In which role the issuer speaks.
        pub role: Option<Role>,
        /// What it does.
        pub effects: Option<Effects>,
        /// Why.
        pub reason: Option<Reason>,
        /// The registry's own word.
        pub mechanism: Option<Text>,
        /// Since when it applies.
        pub since: Option<Timestamp>,
        /// Until when it applies.
        pub until: Option<Timestamp>,
        /// Where it applies. Absent means everywhere.
        pub territory: List<Text>,
        /// Identifiers of the same matter in other databases.
        pub aliases: List<Text>,
        /// How far an objection has come.
        pub dispute_state: Option<DisputeState> = "disputeState",
    }

    /// A notice that no longer counts.
    pub struct Lifted {
        required {
            /// The notice.
            pub notice: Link,
            /// The notice that lifted it.
            pub by: Link,
            /// In which way.
            pub how: NoticeType,
        }
        /// Whether the one who lifted it has no authority over the issuer, and only the
        /// consumer's trust table lets it.
        pub overruled: Option<bool>,
    }

    /// A notice that does not do what it says.
    pub struct Refused {
        required {
            /// The notice.
            pub notice: Link,
            /// Why.
            pub why: RefusalReason,
        }
        /// The notice that it was to lift.
        pub target: Option<Link>,
    }

    /// What becomes of a name that has lost its package.
    pub struct NameState {
        /// Whether it can be registered anew.
        pub name_reuse: Option<NameReuse> = "nameReuse",
        /// From when on.
        pub name_available_at: Option<Timestamp> = "nameAvailableAt",
        /// Whether its versions can be published anew.
        pub version_reuse: Option<VersionReuse> = "versionReuse",
    }
}

crate::open_enum! {
    /// How much a measure counts.
    pub enum Weight {
        /// In full: the issuer speaks for the registry, or the consumer trusts it.
        Full = "full",
        /// As a warning at most: the issuer has no authority.
        Capped = "capped",
        /// Nobody can tell whether it is about what was asked.
        Unclear = "unclear",
    }

    /// Why a notice does not do what it says.
    pub enum RefusalReason {
        /// Its issuer may not lift the other one's notice.
        NotAuthorized = "not-authorized",
        /// It is dated before the notice that it is to lift.
        PrecedesTarget = "precedes-target",
        /// It is dated later than the time up to which notices are taken as known.
        IssuedLater = "issued-later",
        /// Its date, or the time up to which notices are taken as known, cannot be read, so that it
        /// cannot lift anything.
        Undated = "undated",
        /// Its issuer has used the identifier for something else too.
        IdReused = "id-reused",
        /// It stands behind what a checkpoint counts, where anybody may have put it.
        BehindCheckpoint = "behind-checkpoint",
        /// Its kind, status or targets stand there twice or cannot be read.
        Unreadable = "unreadable",
    }
}

impl PackageStatus {
    /// Reads a status in JSON.
    ///
    /// # Errors
    /// Only for text that is no status at all: empty, no JSON, no object, or without one of the
    /// three required members.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The status as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }
}

impl fmt::Display for PackageStatus {
    /// One line for people: what it is, and since when by whose notice. Nothing in it is obeyed
    /// by a terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.status.as_ref().map_or("unknown", |status| status.as_str());
        write!(f, "{} is {}", plain(self.purl.as_str()), plain(status))?;
        write!(f, " (coverage {})", plain(self.coverage.as_str()))
    }
}
