//! What a review found.
//!
//! Invariant: a change that an exception is about stays in the report, with the exception's name.

use crate::object::{List, check, parse, write};
use crate::provenance::{Fact, FactName, VerificationStatus};
use crate::text::plain;
use crate::{Finding, ParseError, Text};
use std::fmt;

crate::object! {
    /// What changed in how a package is built.
    pub struct HistoryReport {
        required {
            /// The version of this schema, `1.0`.
            pub schema_version: Text = "schemaVersion",
            /// The version that was looked at.
            pub version: Text,
            /// What comes of it.
            pub outcome: ReviewOutcome,
        }
        /// The versions that it was held against, the nearest first.
        pub earlier: List<Text>,
        /// What changed.
        pub changes: List<HistoryChange>,
    }

    /// One thing that changed.
    pub struct HistoryChange {
        required {
            /// What it is.
            pub code: ChangeCode,
            /// How bad it is.
            pub severity: ChangeSeverity,
            /// Whether the policy lets it block.
            pub blocks: bool,
        }
        /// The earlier version that it is compared with. Absent where the release alone shows it.
        pub compared_with: Option<Text> = "comparedWith",
        /// The fact that it is about.
        pub fact: Option<FactName>,
        /// The fact as it was; of sources that disagree, the one that counts.
        pub before: Option<Fact>,
        /// The fact as it is; of sources that disagree, the other one.
        pub after: Option<Fact>,
        /// How far the earlier release was checked, where that is what changed.
        pub status_before: Option<VerificationStatus> = "statusBefore",
        /// How far this one was checked, where that is what changed.
        pub status_after: Option<VerificationStatus> = "statusAfter",
        /// The policy's exception because of which it does not block, by name.
        pub exception: Option<Text>,
    }
}

crate::open_enum! {
    /// What comes of a review.
    pub enum ReviewOutcome {
        /// Nothing was found, which says nothing about the release's content.
        Unchanged = "unchanged",
        /// There are changes, none of which blocks.
        Changed = "changed",
        /// A change blocks.
        Blocked = "blocked",
        /// It was published too long ago for the policy to ask.
        TooOld = "too-old",
    }

    /// How bad a change is.
    pub enum ChangeSeverity {
        /// Worth knowing.
        Note = "note",
        /// Somebody should look.
        Warning = "warning",
        /// Somebody else may have published it.
        Error = "error",
    }

    /// What changed.
    pub enum ChangeCode {
        /// There was provenance before, and this release is known to have none.
        ProvenanceLost = "provenance-lost",
        /// There was provenance before, and nobody knows whether this release has any.
        ProvenanceUnknown = "provenance-unknown",
        /// Nobody knows whether there was provenance before, so nothing could be compared.
        HistoryUnknown = "history-unknown",
        /// A signature of this release was checked, and it is not right.
        VerificationFailed = "verification-failed",
        /// An earlier release was checked further than this one.
        TrustLowered = "trust-lowered",
        /// A trusted publisher published before, and not this one.
        TrustedPublishingLost = "trusted-publishing-lost",
        /// A trusted publisher published before, and nobody knows about this one.
        TrustedPublishingUnknown = "trusted-publishing-unknown",
        /// The source is another repository.
        RepositoryChanged = "repository-changed",
        /// The repository has another name and the same number.
        RepositoryRenamed = "repository-renamed",
        /// The repository has the same name and another number: it was made anew.
        RepositoryResurrected = "repository-resurrected",
        /// The repository has another number.
        RepositoryIdChanged = "repository-id-changed",
        /// The source is somebody else's.
        OwnerChanged = "owner-changed",
        /// The owner has another name and the same number.
        OwnerRenamed = "owner-renamed",
        /// The owner has the same name and another number: the name was taken anew.
        OwnerResurrected = "owner-resurrected",
        /// The owner has another number.
        OwnerIdChanged = "owner-id-changed",
        /// Another workflow, key or person signed.
        SignerChanged = "signer-changed",
        /// Another version of the same workflow of another repository signed.
        SignerVersionChanged = "signer-version-changed",
        /// Somebody else vouches for the signer.
        IssuerChanged = "issuer-changed",
        /// Other build instructions were started.
        WorkflowChanged = "workflow-changed",
        /// Something else built it.
        BuilderChanged = "builder-changed",
        /// It was built on a machine of the project's own, and before on one of the forge.
        RunnerSelfHosted = "runner-self-hosted",
        /// It was built on a machine of another kind.
        RunnerChanged = "runner-changed",
        /// Something else started the build.
        TriggerChanged = "trigger-changed",
        /// Another environment was deployed to.
        EnvironmentChanged = "environment-changed",
        /// Others can see the repository.
        VisibilityChanged = "visibility-changed",
        /// It was not built from a tag.
        RefNotATag = "ref-not-a-tag",
        /// It was built from another branch.
        BranchChanged = "branch-changed",
        /// No commit is named.
        CommitMissing = "commit-missing",
        /// What was stated before is not stated.
        FactLost = "fact-lost",
        /// What was stated before may be stated, and nobody can read it.
        FactUnknown = "fact-unknown",
        /// Sources of one record do not agree.
        SourcesDisagree = "sources-disagree",
        /// Attestations of this release do not agree with each other.
        RecordsDisagree = "records-disagree",
    }
}

impl HistoryReport {
    /// The version of the schema that is described here.
    pub const SCHEMA_VERSION: &'static str = "1.0";

    /// Reads a report in JSON.
    ///
    /// # Errors
    /// Only for text that is no report at all: empty, no JSON, no object, or without a required
    /// member.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The report as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// What is odd in the report.
    pub fn check(&self) -> Vec<Finding> {
        check(self)
    }

    /// Whether a change blocks. An outcome that nobody knows does.
    pub fn is_blocked(&self) -> bool {
        !matches!(
            self.outcome,
            ReviewOutcome::Unchanged | ReviewOutcome::Changed | ReviewOutcome::TooOld
        )
    }

    /// Whether there is a change of this kind.
    pub fn has_change(&self, code: &ChangeCode) -> bool {
        self.changes.iter().any(|change| change.code == *code)
    }
}

impl fmt::Display for HistoryChange {
    /// One line for people. Nothing in it is obeyed by a terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", plain(self.severity.as_str()), plain(self.code.as_str()))?;
        if let Some(fact) = &self.fact {
            write!(f, " {}", plain(fact.as_str()))?;
        }
        for (word, fact) in [("from", &self.before), ("to", &self.after)] {
            if let Some(fact) = fact {
                write!(f, " {word} {}", plain(&fact.value))?;
            }
        }
        for (word, status) in [("from", &self.status_before), ("to", &self.status_after)] {
            if let Some(status) = status {
                write!(f, " {word} {}", plain(status.as_str()))?;
            }
        }
        match &self.compared_with {
            Some(version) => write!(f, " (since {})", plain(version)),
            None => Ok(()),
        }
    }
}
