//! Facts: a value with where it comes from and how far it is to be trusted.
//!
//! Invariant: a fact is `verified` only where the caller has said that a signature was checked.

use crate::Text;

crate::open_enum! {
    /// Where a fact comes from.
    pub enum FactOrigin {
        /// The signer's certificate: an authority looked at the identity token.
        Certificate = "certificate",
        /// A transparency log's entry.
        Tlog = "tlog",
        /// The predicate: the builder's own word.
        Predicate = "predicate",
        /// What a registry says beside the attestation.
        Registry = "registry",
        /// Worked out from other facts.
        Derived = "derived",
    }

    /// How far a fact is to be trusted.
    pub enum FactTrust {
        /// A signature over it was checked, against keys that whoever checked it trusts.
        Verified = "verified",
        /// Nobody has checked a signature over it.
        Unverified = "unverified",
        /// A registry says so, and that is all there is.
        RegistryAsserted = "registry-asserted",
    }

    /// What a fact is about; each is a member of the record by the same name.
    pub enum FactName {
        /// The source repository's address.
        SourceRepository = "sourceRepository",
        /// The repository's number, which a renamed repository keeps.
        SourceRepositoryId = "sourceRepositoryId",
        /// The repository's owner.
        SourceOwner = "sourceOwner",
        /// The owner's number, which nobody else gets.
        SourceOwnerId = "sourceOwnerId",
        /// The commit that was built.
        SourceCommit = "sourceCommit",
        /// The branch or tag that was built.
        SourceRef = "sourceRef",
        /// Who could see the repository.
        SourceVisibility = "sourceVisibility",
        /// The build instructions that were started, such as the calling workflow.
        BuildConfig = "buildConfig",
        /// The exact version of those.
        BuildConfigDigest = "buildConfigDigest",
        /// The build instructions that signed, such as a reusable workflow.
        BuildSigner = "buildSigner",
        /// The exact version of those.
        BuildSignerDigest = "buildSignerDigest",
        /// What built it.
        Builder = "builder",
        /// How parameters of the build are to be read.
        BuildType = "buildType",
        /// Whose machine it was.
        RunnerEnvironment = "runnerEnvironment",
        /// What started the build.
        Trigger = "trigger",
        /// The run.
        Run = "run",
        /// The environment that was deployed to.
        Environment = "environment",
        /// When the build began.
        StartedOn = "startedOn",
        /// When the build ended.
        FinishedOn = "finishedOn",
        /// Who signed.
        Signer = "signer",
        /// Who vouched for the signer.
        Issuer = "issuer",
        /// The identity token's subject.
        TokenSubject = "tokenSubject",
    }
}

crate::object! {
    /// A value, where it comes from, and how far it is to be trusted.
    pub struct Fact {
        required {
            /// The value, as the source spells it.
            pub value: Text,
            /// Where it comes from.
            pub origin: FactOrigin,
            /// How far it is to be trusted.
            pub trust: FactTrust,
        }
        /// The place there: the number of a certificate's extension (`1.3.6.1.4.1.57264.1.12`),
        /// or a pointer into the predicate. Absent where the origin has one place only.
        pub place: Option<Text>,
    }

    /// Two sources that do not agree.
    pub struct Conflict {
        required {
            /// What it is about.
            pub fact: FactName,
            /// The value that the record has.
            pub kept: Fact,
            /// The other one.
            pub other: Fact,
        }
    }
}

impl Fact {
    /// A fact from an attestation, which nobody has checked yet.
    pub(super) fn unverified(value: impl Into<Text>, origin: FactOrigin, place: &str) -> Self {
        let mut fact = Self::new(value, origin, FactTrust::Unverified);
        fact.place = (!place.is_empty()).then(|| place.into());
        fact
    }

    /// What a registry says beside the attestation.
    pub fn of_registry(value: &str, place: &str) -> Self {
        let mut fact = Self::new(value, FactOrigin::Registry, FactTrust::RegistryAsserted);
        fact.place = (!place.is_empty()).then(|| place.into());
        fact
    }
}

impl std::ops::Deref for Fact {
    type Target = str;

    /// The value.
    fn deref(&self) -> &str {
        &self.value
    }
}
