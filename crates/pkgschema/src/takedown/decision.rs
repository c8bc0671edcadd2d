//! What a client does: install, warn, avoid or refuse.
//!
//! Every reason for a verdict is a named row of one table ([`InstallDecision::TABLE`]); the
//! strictest row that applies decides. So a more severe status, effect or reason never lets more
//! through, whatever stands beside it.
//!
//! Invariant: what is unknown, stale or not comparable makes a client warn at least.

mod decide;
mod policy;
mod request;
mod table;

pub use decide::decide;
pub use policy::{InstallPolicy, PolicyRule};
pub use request::{InstallRequest, RequestKind};
pub use table::TableRow;

use crate::object::{List, parse, write};
use crate::text::{Link, plain};
use crate::{ParseError, Text};
use std::fmt;

crate::object! {
    /// What a client does about a request, and why.
    pub struct InstallDecision {
        required {
            /// What it does.
            pub verdict: Verdict,
            /// The row of the table that decides.
            pub row: Text,
        }
        /// Every row that asks for more than `allow`, or would without the policy; strictest first.
        pub because: List<Because>,
        /// What to tell the user, and what to do.
        pub flags: List<Flag>,
    }

    /// One row that applies.
    pub struct Because {
        required {
            /// The row.
            pub row: Text,
            /// What it asks for, after the policy.
            pub verdict: Verdict,
        }
        /// The notice that it goes by.
        pub notice: Option<Link>,
        /// The rule of the policy that changed its verdict, by name.
        pub rule: Option<Text>,
    }
}

crate::open_enum! {
    /// What a client does, from the most permissive on.
    pub enum Verdict {
        /// It goes on.
        Allow = "allow",
        /// It goes on and tells the user.
        Warn = "warn",
        /// It takes any other version that will do, and fails with the reason if there is none.
        Avoid = "avoid",
        /// It fails, unless a policy says otherwise by name.
        Block = "block",
    }

    /// What to tell the user, and what to do.
    pub enum Flag {
        /// The package goes on elsewhere: follow the replacement.
        FollowReplacement = "follow-replacement",
        /// The registry does not give the bytes out any more.
        Unavailable = "unavailable",
        /// A copy whose digest was verified can be used.
        UseVerifiedCopy = "use-verified-copy",
        /// What the registry serves is a placeholder.
        Placeholder = "placeholder",
        /// Harmful code has been on this machine or in this build: look into it.
        Incident = "incident",
        /// Harmful code may have been on this machine or in this build.
        IncidentSuspected = "incident-suspected",
        /// Nobody says why.
        UnknownReason = "unknown-reason",
        /// An objection is being looked at.
        Disputed = "disputed",
        /// An issuer without authority says so.
        UntrustedIssuer = "untrusted-issuer",
        /// Nobody can tell whether a notice is about this version or file.
        UnclearMatch = "unclear-match",
        /// A measure applies in other territories only.
        Elsewhere = "elsewhere",
        /// The version that was served before is not the one that is served now.
        Resurrected = "resurrected",
        /// The notices that were read may not be all.
        StatusStale = "status-stale",
    }
}

impl Verdict {
    /// 0 for `allow` up to 3 for `block`. A word that nobody knows is taken for `block`.
    pub fn rank(&self) -> u8 {
        match self {
            Self::Allow => 0,
            Self::Warn => 1,
            Self::Avoid => 2,
            Self::Block | Self::Unlisted(_) => 3,
        }
    }
}

impl InstallDecision {
    /// Reads a decision in JSON.
    ///
    /// # Errors
    /// Only for text that is no decision at all: empty, no JSON, no object, or without one of the
    /// two required members.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The decision as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// Whether a client goes on: `allow` or `warn`.
    pub fn goes_on(&self) -> bool {
        self.verdict.rank() < Verdict::Avoid.rank()
    }
}

impl fmt::Display for InstallDecision {
    /// One line for people: verdict, row and flags. Nothing in it is obeyed by a terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", plain(self.verdict.as_str()), plain(&self.row))?;
        for (index, flag) in self.flags.iter().enumerate() {
            let before = if index == 0 { " (" } else { ", " };
            write!(f, "{before}{}", plain(flag.as_str()))?;
        }
        if self.flags.is_empty() { Ok(()) } else { f.write_str(")") }
    }
}
