//! What a check of inventories found.
//!
//! Invariant: every package that was looked at has its entry and every reason its line; a verdict
//! is the worst of the reasons, and without a reason nothing is wrong.

mod reason;

pub use reason::{CheckReason, ReasonCode};

use crate::identity::{Ecosystem, PurlText};
use crate::metadata::DependencySource;
use crate::object::{List, parse, write};
use crate::takedown::LogReport;
use crate::text::{Timestamp, plain};
use crate::{ParseError, Text};
use std::fmt;

crate::object! {
    /// What evidence says about the packages of inventories: one verdict a package, worst first.
    ///
    /// ```
    /// use pkgschema::exchange::{CheckEvidence, CheckPolicy, CheckVerdict, check};
    /// use pkgschema::metadata::Inventory;
    /// let inventory = Inventory::parse(r#"{"schemaVersion": "1.0", "packages":
    ///     [{"ecosystem": "npm", "name": "left-pad", "version": "1.3.0"}]}"#)?;
    /// let report = check(&inventory, &CheckEvidence::default(), &CheckPolicy::default());
    /// assert_eq!(report.verdict, CheckVerdict::Unknown); // nothing was asked
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct InventoryReport {
        required {
            /// The version of this schema, `1.0`.
            pub schema_version: Text = "schemaVersion",
            /// The worst of the packages' verdicts; `unknown` at least where evidence or an
            /// inventory could not be read in full.
            pub verdict: CheckVerdict,
            /// How many of what there are.
            pub counts: CheckCounts,
        }
        /// The time for which it is told.
        pub at: Option<Timestamp>,
        /// Why nothing as a whole can be called clean.
        pub conditions: List<CheckCondition>,
        /// How far the notices can be relied on to be all. Absent where none were asked.
        pub log: Option<LogReport>,
        /// The packages, worst first.
        pub packages: List<CheckedPackage>,
    }

    /// How many of what there are.
    pub struct CheckCounts {
        required {
            /// Packages, each once for the same purl, source and digests.
            pub packages: u64,
            /// Places in the inventories at which they stand.
            pub places: u64,
            /// Packages with something against them: `warn`, `avoid` or `block`.
            pub hits: u64,
            /// Packages about which nobody can tell.
            pub unknown: u64,
            /// Packages with nothing against them.
            pub clean: u64,
        }
        /// Notices that were asked. Absent where none were.
        pub notices: Option<u64>,
        /// Advisories that were asked. Absent where none were.
        pub advisories: Option<u64>,
        /// Advisories of these that name no package: a repository only, or one that cannot be
        /// read. They are held against no package.
        pub advisories_without_package: Option<u64> = "advisoriesWithoutPackage",
    }

    /// One package.
    pub struct CheckedPackage {
        required {
            /// What comes of it.
            pub verdict: CheckVerdict,
        }
        /// The ecosystem. Absent where the element of the inventory cannot be read.
        pub ecosystem: Option<Ecosystem>,
        /// The name, as the inventory spells it.
        pub name: Option<Text>,
        /// The version, as the inventory spells it.
        pub version: Option<Text>,
        /// The purl. Absent where the ecosystem has none, or a rule forbids name or version.
        pub purl: Option<PurlText>,
        /// Where it comes from, if not from the ecosystem's usual registry.
        pub source: Option<DependencySource>,
        /// Where it stands, in the order in which the inventories were given.
        pub places: List<PackagePlace>,
        /// Everything that speaks against it, or leaves something open; worst first.
        pub reasons: List<CheckReason>,
        /// What to do, the first thing first.
        pub actions: List<CheckAction>,
    }

    /// A place at which a package stands.
    pub struct PackagePlace {
        required {
            /// A JSON pointer (RFC 6901) into the inventory: `/packages/3`.
            pub pointer: Text,
        }
        /// The inventory's name, as it was given.
        pub inventory: Option<Text>,
        /// The place in the installed tree (npm), as the inventory has it.
        pub location: Option<Text>,
    }

    /// Something to do.
    pub struct CheckAction {
        required {
            /// What.
            pub kind: ActionKind,
        }
        /// The version to move to.
        pub version: Option<Text>,
        /// The package to use instead.
        pub purl: Option<PurlText>,
        /// When it can be used.
        pub until: Option<Timestamp>,
    }
}

crate::open_enum! {
    /// What comes of a package: the verdicts of [`takedown::Verdict`](crate::takedown::Verdict),
    /// and that nobody can tell.
    pub enum CheckVerdict {
        /// Nothing speaks against it.
        Allow = "allow",
        /// Nobody can tell.
        Unknown = "unknown",
        /// Somebody should look.
        Warn = "warn",
        /// Another version is to be taken.
        Avoid = "avoid",
        /// It must not be used.
        Block = "block",
    }

    /// Why a check as a whole cannot call anything clean.
    pub enum CheckCondition {
        /// No evidence was given.
        NoEvidence = "no-evidence",
        /// An inventory could not be read.
        InventoryUnreadable = "inventory-unreadable",
        /// Parts of an inventory could not be read.
        InventoryDamaged = "inventory-damaged",
        /// A document lists or asks for packages that are not in its inventory.
        InventoryIncomplete = "inventory-incomplete",
        /// Evidence could not be read.
        EvidenceUnreadable = "evidence-unreadable",
        /// An advisory is about a package of which nobody can read which it is.
        AdvisoryPackageUnreadable = "advisory-package-unreadable",
        /// The policy cannot be read in part.
        PolicyUnreadable = "policy-unreadable",
    }

    /// What to do about a package.
    pub enum ActionKind {
        /// Remove it.
        Remove = "remove",
        /// Find out where it has run, and treat that as an incident.
        TreatAsIncident = "treat-as-incident",
        /// Move to the version, the lowest fixed one that no advisory or notice speaks against.
        Upgrade = "upgrade",
        /// Use another package.
        Replace = "replace",
        /// Use it from a time on.
        Wait = "wait",
        /// Name one version, and its digest.
        Pin = "pin",
        /// Look at it by hand.
        Look = "look",
    }
}

impl CheckVerdict {
    /// 0 for `allow` up to 4 for `block`. A word that nobody knows is taken for `block`.
    pub fn rank(&self) -> u8 {
        match self {
            Self::Allow => 0,
            Self::Unknown => 1,
            Self::Warn => 2,
            Self::Avoid => 3,
            Self::Block | Self::Unlisted(_) => 4,
        }
    }

    /// Whether something speaks against the package.
    pub fn is_hit(&self) -> bool {
        self.rank() > Self::Unknown.rank()
    }
}

impl InventoryReport {
    /// The schema version written by this crate.
    pub const SCHEMA_VERSION: &'static str = "1.0";

    /// Reads a report in JSON.
    ///
    /// # Errors
    /// Only for text that is no report at all: no JSON object, or without one of the three
    /// required members.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The report as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// Whether something speaks against a package.
    pub fn is_hit(&self) -> bool {
        self.verdict.is_hit()
    }

    /// Whether nothing speaks against any package, and that is known.
    pub fn is_clean(&self) -> bool {
        self.verdict == CheckVerdict::Allow
    }
}

impl fmt::Display for CheckAction {
    /// What to do, in words. Nothing in it is obeyed by a terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match &self.kind {
            ActionKind::Remove => "remove it",
            ActionKind::TreatAsIncident => "treat every machine that ran it as an incident",
            ActionKind::Upgrade => "upgrade to",
            ActionKind::Replace => "use instead",
            ActionKind::Wait => "wait until",
            ActionKind::Pin => "pin one version with its digest",
            ActionKind::Look => "look at it by hand",
            ActionKind::Unlisted(other) => other.as_str(),
        };
        f.write_str(&plain(words))?;
        let version = self.version.as_deref();
        let more = [version, self.purl.as_ref().map(PurlText::as_str), self.until_text()];
        more.into_iter().flatten().try_for_each(|text| write!(f, " {}", plain(text)))
    }
}

impl CheckAction {
    fn until_text(&self) -> Option<&str> {
        self.until.as_ref().map(Timestamp::as_str)
    }
}
