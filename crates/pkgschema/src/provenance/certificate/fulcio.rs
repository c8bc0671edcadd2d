//! The extensions that Fulcio puts into certificates (Sigstore's directory of identifiers,
//! 1.3.6.1.4.1.57264.1).
//!
//! Invariant: one row an extension, and a legacy extension answers for one current extension at
//! most.

use std::fmt;

/// What stands before the number of each extension: 1.3.6.1.4.1.57264.1.
const ROOT: &[u8] = &[0x2b, 6, 1, 4, 1, 0x83, 0xbf, 0x30, 1];

macro_rules! extensions {
    ($( $(#[doc = $doc:literal])+ $Name:ident = $number:literal, $title:literal, $term:literal; )+) => {
        /// An extension of Fulcio's: what is said about the identity token that a certificate was
        /// issued for.
        ///
        /// The first six, all of GitHub Actions but the first, are legacy: their values are bare
        /// bytes. The values from the eighth on are strings in DER.
        ///
        /// ```
        /// use pkgschema::provenance::FulcioExtension;
        /// let commit = FulcioExtension::SourceRepositoryDigest;
        /// assert_eq!(commit.oid(), "1.3.6.1.4.1.57264.1.13");
        /// assert_eq!(commit.legacy(), Some(FulcioExtension::GithubWorkflowSha));
        /// assert_eq!(FulcioExtension::from_number(13), Some(commit));
        /// assert_eq!(commit.term(), "sourceRepositoryDigest");
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum FulcioExtension {
            $( $(#[doc = $doc])+ $Name = $number, )+
        }

        impl FulcioExtension {
            /// All of them, by number.
            pub const ALL: &'static [Self] = &[$(Self::$Name),+];

            /// What the directory calls it.
            pub fn title(self) -> &'static str {
                match self { $(Self::$Name => $title,)+ }
            }

            /// The one word for what it carries, as Sigstore's summaries of certificates write it.
            pub fn term(self) -> &'static str {
                match self { $(Self::$Name => $term,)+ }
            }
        }
    };
}

extensions! {
    /// Who issued the identity token: its `iss`. Legacy.
    LegacyIssuer = 1, "Issuer", "issuer";
    /// The event that started the workflow. Legacy.
    GithubWorkflowTrigger = 2, "GitHub Workflow Trigger", "githubWorkflowTrigger";
    /// The commit that the workflow ran for. Legacy.
    GithubWorkflowSha = 3, "GitHub Workflow SHA", "githubWorkflowSHA";
    /// The name of the workflow. Legacy, and nothing took its place.
    GithubWorkflowName = 4, "GitHub Workflow Name", "githubWorkflowName";
    /// The repository, `owner/name`. Legacy.
    GithubWorkflowRepository = 5, "GitHub Workflow Repository", "githubWorkflowRepository";
    /// The ref that the workflow ran for. Legacy.
    GithubWorkflowRef = 6, "GitHub Workflow Ref", "githubWorkflowRef";
    /// The type of user names among the subject's names; no extension of its own.
    UserName = 7, "OtherName SAN", "subjectAlternativeName";
    /// Who issued the identity token: its `iss`.
    Issuer = 8, "Issuer (V2)", "issuer";
    /// The build instructions that signed, such as a reusable workflow.
    BuildSignerUri = 9, "Build Signer URI", "buildSignerURI";
    /// The exact version of the instructions that signed.
    BuildSignerDigest = 10, "Build Signer Digest", "buildSignerDigest";
    /// Whose machine it was: `github-hosted`, `self-hosted`, …
    RunnerEnvironment = 11, "Runner Environment", "runnerEnvironment";
    /// The source repository.
    SourceRepositoryUri = 12, "Source Repository URI", "sourceRepositoryURI";
    /// The exact version of the source: a commit.
    SourceRepositoryDigest = 13, "Source Repository Digest", "sourceRepositoryDigest";
    /// The branch or tag that was built.
    SourceRepositoryRef = 14, "Source Repository Ref", "sourceRepositoryRef";
    /// The repository's number, which a renamed one keeps.
    SourceRepositoryIdentifier = 15, "Source Repository Identifier", "sourceRepositoryIdentifier";
    /// The repository's owner.
    SourceRepositoryOwnerUri = 16, "Source Repository Owner URI", "sourceRepositoryOwnerURI";
    /// The owner's number, which nobody else gets.
    SourceRepositoryOwnerIdentifier = 17, "Source Repository Owner Identifier",
        "sourceRepositoryOwnerIdentifier";
    /// The build instructions that were started, such as the calling workflow.
    BuildConfigUri = 18, "Build Config URI", "buildConfigURI";
    /// The exact version of the instructions that were started.
    BuildConfigDigest = 19, "Build Config Digest", "buildConfigDigest";
    /// What started the build: `push`, `release`, …
    BuildTrigger = 20, "Build Trigger", "buildTrigger";
    /// The run.
    RunInvocationUri = 21, "Run Invocation URI", "runInvocationURI";
    /// Who could see the repository when it was signed: `public`, `private`, …
    SourceRepositoryVisibility = 22, "Source Repository Visibility At Signing",
        "sourceRepositoryVisibilityAtSigning";
    /// The environment that the job deployed to.
    DeploymentEnvironment = 23, "Deployment Environment", "deploymentEnvironment";
    /// The identity token's `sub`, as it was.
    TokenSubject = 24, "Token Subject", "tokenSubject";
}

impl FulcioExtension {
    /// The extension of this number, the last arc of its identifier.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number).checked_sub(1)?).copied()
    }

    /// The last arc of its identifier.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// Its object identifier, numbers and dots.
    pub fn oid(self) -> String {
        format!("1.3.6.1.4.1.57264.1.{}", self.number())
    }

    /// Whether it is one of the first six, whose values are bare bytes.
    pub fn is_legacy(self) -> bool {
        self < Self::UserName
    }

    /// The legacy extension that says the same, for certificates from before there was this one.
    pub fn legacy(self) -> Option<Self> {
        match self {
            Self::Issuer => Some(Self::LegacyIssuer),
            Self::BuildTrigger => Some(Self::GithubWorkflowTrigger),
            Self::SourceRepositoryDigest => Some(Self::GithubWorkflowSha),
            Self::SourceRepositoryUri => Some(Self::GithubWorkflowRepository),
            Self::SourceRepositoryRef => Some(Self::GithubWorkflowRef),
            _ => None,
        }
    }

    /// The extension of this identifier, given in the bytes of its DER.
    pub(super) fn of(oid: &[u8]) -> Option<Self> {
        match oid.strip_prefix(ROOT)? {
            [number] => Self::from_number(*number),
            _ => None,
        }
    }
}

impl fmt::Display for FulcioExtension {
    /// The title.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}
