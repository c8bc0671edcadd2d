//! Takedown notices: what a registry did to a package, said so that others can act on it.
//!
//! A [`TakedownNotice`] is one immutable act. A log of them folds into a [`PackageStatus`] at two
//! clocks, and a status and a request into an [`InstallDecision`]. A [`RegistryProfile`] says what
//! a registry's own words do, so that its first notice takes one call. The specification stands in
//! `schemas/takedown-notice/specification.md`.
//!
//! Invariant: absent means unknown, never "no"; and an unknown word is never taken for the one
//! that lets most through.

mod authority;
mod chain;
mod check_report;
mod circumstances;
mod decision;
mod digest;
mod effects;
mod feed;
mod lifecycle;
mod lints;
mod log;
mod mirror;
mod notice_type;
mod package_status;
mod profile;
mod provenance;
mod reason;
mod registry;
mod report;
mod schema_version;
mod status;
mod status_index;
mod subject;
mod trust;

pub use authority::{Authority, Automation, AutomationDegree, Detection, Origin, Role};
pub use chain::{Erased, Erasure, Previous};
pub use check_report::{CheckReport, CheckedFile};
pub use circumstances::{
    DisputeState, Evidence, EvidenceType, Exposure, Incident, Redress, RedressType, Relation,
    Replacement, Tlp,
};
pub use decision::{
    Because, Flag, InstallDecision, InstallPolicy, InstallRequest, PolicyRule, RequestKind,
    TableRow, Verdict, decide,
};
pub use effects::{Download, Effects, NameReuse, Publish, Resolution, VersionReuse};
pub use feed::{
    Feed, FeedCondition, FeedCopy, FeedError, FeedFile, FeedIndex, FeedLimits, FeedOptions,
    FeedRow, notice_name,
};
pub use lifecycle::{Lifecycle, NoLifecycle};
pub use log::{Checkpoint, Log, LogCondition, LogReport, LogState};
pub use mirror::{
    Confidence, DeltaRequest, Doubt, EvidenceEffect, GuardReport, HeldFile, HeldState,
    MirrorAction, MirrorOutcome, MirrorPolicy, MirrorPosition, MirrorReport, PositionState,
    Proposal, ProposalEvidence, Withholding, mirror_delta,
};
pub use notice_type::NoticeType;
pub use package_status::{
    Lifted, Measure, NameState, PackageStatus, RefusalReason, Refused, Weight,
};
pub use profile::{
    Binding, DeletionPolicy, Grain, Maturity, Mechanism, NoSuchMechanism, ProfileList,
    ProvenanceSupport, RegistryProfile, Track, TrustedPublishing, TrustedPublishingProvider,
};
pub use provenance::{Method, Provenance};
pub use reason::{Category, Ground, GroundType, Reason};
pub use registry::Registry;
pub use report::{FeedReport, NoticeList};
pub use schema_version::SchemaVersion;
pub use status::Status;
pub use status_index::{Clocks, Query, StatusIndex, Trail, TrailEnd};
pub use subject::{Scope, Subject};
#[cfg(all(feature = "metadata", feature = "cvss"))]
pub(crate) use trust::unknown_members;
pub use trust::{TrustTable, TrustedIssuer};

use crate::object::raw::members;
use crate::object::{Items, List, RawObject, check, parse, parse_tolerant, write};
use crate::text::{Link, Timestamp};
use crate::{Finding, ParseError, Text};
use serde_json::value::RawValue;
use std::borrow::Cow;

crate::object! {
    /// One act of a registry, or of whoever else may speak, about packages: what they are now, and
    /// since when. Seven members are required. Everything else is optional, and absent means
    /// unknown, never "no".
    ///
    /// ```
    /// use pkgschema::takedown::{Status, TakedownNotice};
    /// let notice = TakedownNotice::parse(r#"{"schemaVersion": "1.0",
    ///     "id": "https://registry.example/notices/1", "noticeType": "decision",
    ///     "registry": {"url": "https://registry.example"},
    ///     "subjects": [{"purl": "pkg:npm/left-margin@1.4.1"}],
    ///     "status": "quarantined", "issuedAt": "2026-05-04T10:00:00Z"}"#)?;
    /// assert_eq!(notice.status, Status::Quarantined);
    /// assert_eq!(notice.check(), []);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct TakedownNotice {
        required {
            /// The version of this schema that the notice follows: `1.0`, or any other `1.x`.
            pub schema_version: SchemaVersion = "schemaVersion",
            /// The notice's identifier, a URI. Its issuer assigns it once and never again.
            pub id: Link,
            /// What kind of act it is.
            pub notice_type: NoticeType = "noticeType",
            /// The registry that the act is about. The same purl on another registry is another
            /// subject.
            pub registry: Registry,
            /// The packages, versions or files that the act is about; at least one.
            pub subjects: Items<Subject>,
            /// What the subjects are from now on. `active` on a reversal or retraction.
            pub status: Status,
            /// When the issuer issued the notice.
            pub issued_at: Timestamp = "issuedAt",
        }
        /// The notices that this one amends, reverses or retracts, by their identifiers. A
        /// decision has none. Absent on another notice, nothing is lifted.
        pub targets: List<Link>,
        /// The registry's own word for what it did: `yank`, `remove release`, `unpublish`.
        pub mechanism: Option<Text>,
        /// What the act does. Each effect that is absent is unknown.
        pub effects: Option<Effects>,
        /// Why it was done.
        pub reason: Option<Reason>,
        /// By which rule it was done.
        pub ground: Option<Ground>,
        /// Who decided. A reader takes a role from the verified issuer, of which this can only be
        /// less.
        pub authority: Option<Authority>,
        /// What set it off.
        pub origin: Option<Origin>,
        /// How far machines found and decided it.
        pub automation: Option<Automation>,
        /// Where it applies, as ISO 3166-1 alpha-2 codes. Absent means everywhere as far as is
        /// known.
        pub territory: List<Text>,
        /// When it was decided, where that was before it was issued.
        pub decided_at: Option<Timestamp> = "decidedAt",
        /// Since when it applies. Absent means since `issuedAt`.
        pub effective_from: Option<Timestamp> = "effectiveFrom",
        /// Until when it applies. Absent means until another notice says so.
        pub effective_until: Option<Timestamp> = "effectiveUntil",
        /// How long and how widely the subjects could be had.
        pub exposure: Option<Exposure>,
        /// What to use instead.
        pub replacements: List<Replacement>,
        /// How those affected can object.
        pub redress: List<Redress>,
        /// How far an objection has come.
        pub dispute_state: Option<DisputeState> = "disputeState",
        /// Identifiers of the same matter in other databases: `MAL-…`, `GHSA-…`, `RUSTSEC-…`.
        pub aliases: List<Text>,
        /// Identifiers of matters that are close to this one without being the same.
        pub related: List<Text>,
        /// What the act rests on. Never holds the sample itself, nor personal data.
        pub evidence: List<Evidence>,
        /// The incident that this act is a part of.
        pub incident: Option<Incident>,
        /// How far the notice may be passed on (FIRST TLP 2.0). Absent means `CLEAR`.
        pub tlp: Option<Tlp>,
        /// How the notice came about. Absent means that the issuer states its own act.
        pub provenance: Option<Provenance>,
        /// The notice before this one in its log.
        pub previous: Option<Previous>,
        /// What was erased from this notice after it was issued.
        pub erased: Option<Erased>,
        /// The notice from which this amendment vouches that something was erased.
        pub erases: Option<Erasure>,
        /// What the registry adds for itself; its shape is the registry's.
        pub registry_specific: Option<RawObject> = "registrySpecific",
    }
}

impl TakedownNotice {
    /// Reads a notice in JSON.
    ///
    /// # Errors
    /// Only for text that is no notice at all: empty, no JSON, no object, or without one of the
    /// seven required members.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// Reads a notice with the exact, slower pass alone; the result is the same.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn parse_tolerant(text: &str) -> Result<Self, ParseError> {
        parse_tolerant(text)
    }

    /// The notice as compact JSON in one line, as a log holds it.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// Everything odd about the notice: members of the wrong kind and malformed texts, which the
    /// schema refuses too, and then the lints for what no schema says.
    pub fn check(&self) -> Vec<Finding> {
        let mut findings = check(self);
        findings.extend(lints::lint(self));
        findings
    }

    /// The notice with each member in a line of its own, as people read it. A notice made from a
    /// profile takes no more than fourteen lines.
    pub fn to_pretty_json(&self) -> String {
        let json = self.to_json();
        let raw = serde_json::from_str::<&RawValue>(&json).ok();
        let members = raw.and_then(members).unwrap_or_default();
        let line = |(name, value): &(Cow<'_, str>, &RawValue)| {
            format!("  {}: {}", write(&Text::from(name.as_ref())), value.get())
        };
        let lines: Vec<String> = members.iter().map(line).collect();
        format!("{{\n{}\n}}\n", lines.join(",\n"))
    }

    /// Since when the notice applies: `effectiveFrom`, or else `issuedAt`.
    pub fn applies_from(&self) -> &Timestamp {
        self.effective_from.as_ref().unwrap_or(&self.issued_at)
    }
}
