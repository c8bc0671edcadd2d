//! What a package was built from, by whom and how, in one form for all kinds of attestations.
//!
//! Several sources say the same thing with unlike weight: the certificate's extensions were
//! written by an authority that looked at the build's identity token, the predicate by the build
//! itself. Where they do not agree, the weightier one is kept and the other reported.
//!
//! Invariant: of two values that differ none is ever dropped: one is the record's, the other is
//! among the conflicts.

pub(super) mod compare;
mod difference;
mod evidence;
mod fact;
mod from_certificate;
mod from_log;
mod from_pep740;
mod from_statement;
mod links;
mod parts;
mod sketch;
mod to_statement;
mod to_summary;

pub use difference::{DifferenceKind, FactDifference, ProvenanceDifference, diff};
pub use fact::{Conflict, Fact, FactName, FactOrigin, FactTrust};
pub use links::ProvenanceLinks;
pub(super) use links::is_web;
pub use parts::{AttestedArtifact, LogEntry, Verification, VerificationStatus};
pub use to_statement::RECORD_BUILD_TYPE;
pub use to_summary::{NoSummary, SummaryTerms};

use crate::object::{List, check, parse, write};
use crate::provenance::{Bundle, Envelope, Statement};
use crate::text::Link;
use crate::{Finding, ParseError, Text};

crate::object! {
    /// What is known of a build: the source, the build, the signer, each with where it comes from
    /// and how far it is to be trusted.
    ///
    /// It is a view: exchanged, it is written as SLSA provenance 1
    /// ([`to_statement`](Self::to_statement)).
    ///
    /// ```
    /// use pkgschema::provenance::{BuildProvenance, FactOrigin, Statement};
    /// let statement = Statement::parse(r#"{"_type": "https://in-toto.io/Statement/v1",
    ///     "subject": [{"name": "a.tgz", "digest": {"sha256": "00"}}],
    ///     "predicateType": "https://slsa.dev/provenance/v1", "predicate": {"buildDefinition":
    ///     {"externalParameters": {"workflow": {"repository": "https://forge.example/a/b"}}}}}"#)?;
    /// let build = BuildProvenance::of_statement(&statement);
    /// let repository = build.source_repository.as_ref().unwrap();
    /// assert_eq!(repository.value, "https://forge.example/a/b");
    /// assert_eq!(repository.origin, FactOrigin::Predicate);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct BuildProvenance {
        required {
            /// The version of this schema, `1.0`.
            pub schema_version: Text = "schemaVersion",
        }
        /// What was built, by name and digest.
        pub artifacts: List<AttestedArtifact>,
        /// The predicate's type. Absent where no statement was signed.
        pub predicate_type: Option<Link> = "predicateType",
        /// The source repository's address.
        pub source_repository: Option<Fact> = "sourceRepository",
        /// The repository's number, which a renamed repository keeps.
        pub source_repository_id: Option<Fact> = "sourceRepositoryId",
        /// The repository's owner.
        pub source_owner: Option<Fact> = "sourceOwner",
        /// The owner's number, which nobody else gets.
        pub source_owner_id: Option<Fact> = "sourceOwnerId",
        /// The commit that was built.
        pub source_commit: Option<Fact> = "sourceCommit",
        /// The branch or tag that was built.
        pub source_ref: Option<Fact> = "sourceRef",
        /// Who could see the repository when it was signed.
        pub source_visibility: Option<Fact> = "sourceVisibility",
        /// The build instructions that were started, such as the calling workflow.
        pub build_config: Option<Fact> = "buildConfig",
        /// The exact version of those.
        pub build_config_digest: Option<Fact> = "buildConfigDigest",
        /// The build instructions that signed, such as a reusable workflow.
        pub build_signer: Option<Fact> = "buildSigner",
        /// The exact version of those.
        pub build_signer_digest: Option<Fact> = "buildSignerDigest",
        /// What built it.
        pub builder: Option<Fact>,
        /// How parameters of the build are to be read.
        pub build_type: Option<Fact> = "buildType",
        /// Whose machine it was: `github-hosted`, `self-hosted`.
        pub runner_environment: Option<Fact> = "runnerEnvironment",
        /// What started the build: `push`, `release`.
        pub trigger: Option<Fact>,
        /// The run's address.
        pub run: Option<Fact>,
        /// The environment that was deployed to.
        pub environment: Option<Fact>,
        /// When the build began.
        pub started_on: Option<Fact> = "startedOn",
        /// When the build ended.
        pub finished_on: Option<Fact> = "finishedOn",
        /// Who signed: the certificate's name, or the hint at a key.
        pub signer: Option<Fact>,
        /// Who vouched for the signer: the issuer of the identity token.
        pub issuer: Option<Fact>,
        /// The identity token's subject.
        pub token_subject: Option<Fact> = "tokenSubject",
        /// Where the signature is logged.
        pub log_entries: List<LogEntry> = "logEntries",
        /// What sources do not agree on.
        pub conflicts: List<Conflict>,
        /// Facts about which this evidence cannot tell: the part that would is not readable, or
        /// was taken out on the way. Every other fact that is absent is not stated.
        pub unknown: List<FactName>,
        /// How far the signature was checked. Absent means that it was not.
        pub verification: Option<Verification>,
    }
}

impl BuildProvenance {
    /// The version of the schema that is described here.
    pub const SCHEMA_VERSION: &'static str = "1.0";

    /// Reads a record in JSON.
    ///
    /// # Errors
    /// Only for text that is no such record at all: empty, no JSON, no object, or without
    /// `schemaVersion`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The record as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// What is odd in the record.
    pub fn check(&self) -> Vec<Finding> {
        check(self)
    }

    /// What a Sigstore bundle says: its certificate before its statement, its log entries, its
    /// artifacts.
    pub fn of_bundle(bundle: &Bundle) -> Self {
        let mut evidence = evidence::Evidence::default();
        let spelt = bundle.with_known_names();
        if let Some(material) = spelt.verification_material.get() {
            evidence.material(material);
        }
        if let Some(message) = spelt.message_signature.get() {
            evidence.artifact(parts::signed_file(message));
        }
        if let Some(envelope) = spelt.dsse_envelope.get() {
            evidence.envelope(envelope);
        }
        evidence.into_record()
    }

    /// What an envelope says: the certificate beside a signature, where there is one, before the
    /// statement.
    pub fn of_envelope(envelope: &Envelope) -> Self {
        let mut evidence = evidence::Evidence::default();
        from_certificate::read_beside(envelope, &mut evidence);
        evidence.envelope(envelope);
        evidence.into_record()
    }

    /// What a statement says, which may have been signed by anybody or by nobody.
    pub fn of_statement(statement: &Statement) -> Self {
        let mut evidence = evidence::Evidence::default();
        evidence.statement(statement);
        evidence.into_record()
    }
}

impl BuildProvenance {
    /// The record with what somebody found who checked it. Where the signature was verified, the
    /// facts that it covers become `verified`: those of the certificate, the log and the
    /// predicate. What a registry says, and what was derived, stays as it is; every other status
    /// makes no fact verified.
    ///
    /// ```
    /// use pkgschema::provenance::*;
    /// let statement = Statement::parse(r#"{"_type": "https://in-toto.io/Statement/v1", "subject": [],
    ///     "predicateType": "https://slsa.dev/provenance/v1",
    ///     "predicate": {"runDetails": {"builder": {"id": "https://ci.example"}}}}"#)?;
    /// let build = BuildProvenance::of_statement(&statement);
    /// let build = build.with_verification(Verification::new(VerificationStatus::SignatureVerified));
    /// assert_eq!(build.builder.unwrap().trust, FactTrust::Verified);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    #[must_use]
    pub fn with_verification(mut self, verification: Verification) -> Self {
        let verified = verification.status == VerificationStatus::SignatureVerified;
        for name in FactName::LISTED {
            let Some(Some(fact)) = self.slot(&FactName::from(*name)) else { continue };
            let covered = matches!(
                fact.origin,
                FactOrigin::Certificate | FactOrigin::Tlog | FactOrigin::Predicate
            );
            if covered {
                fact.trust = if verified { FactTrust::Verified } else { FactTrust::Unverified };
            }
        }
        self.verification = Some(verification);
        self
    }
}

/// The facts' members by name.
macro_rules! facts {
    ($($Name:ident $member:ident),+ $(,)?) => {
        impl BuildProvenance {
            /// What facts are about, in the record's order.
            pub(super) const NAMES: &'static [FactName] = &[ $(FactName::$Name),+ ];

            /// The fact of that name.
            pub fn fact(&self, name: &FactName) -> Option<&Fact> {
                match name {
                    $( FactName::$Name => self.$member.as_ref(), )+
                    FactName::Unlisted(_) => None,
                }
            }

            /// Where the fact of that name stands.
            fn slot(&mut self, name: &FactName) -> Option<&mut Option<Fact>> {
                match name {
                    $( FactName::$Name => Some(&mut self.$member), )+
                    FactName::Unlisted(_) => None,
                }
            }

            /// The facts that are there, in the record's order.
            pub fn facts(&self) -> impl Iterator<Item = (FactName, &Fact)> {
                let all = [ $( (FactName::$Name, self.$member.as_ref()) ),+ ];
                all.into_iter().filter_map(|(name, fact)| Some((name, fact?)))
            }
        }
    };
}

facts! {
    SourceRepository source_repository, SourceRepositoryId source_repository_id,
    SourceOwner source_owner, SourceOwnerId source_owner_id, SourceCommit source_commit,
    SourceRef source_ref, SourceVisibility source_visibility, BuildConfig build_config,
    BuildConfigDigest build_config_digest, BuildSigner build_signer,
    BuildSignerDigest build_signer_digest, Builder builder, BuildType build_type,
    RunnerEnvironment runner_environment, Trigger trigger, Run run, Environment environment,
    StartedOn started_on, FinishedOn finished_on, Signer signer, Issuer issuer,
    TokenSubject token_subject,
}
