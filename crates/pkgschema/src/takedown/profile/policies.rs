//! What registries are asked to say of themselves by the OpenSSF working group.
//!
//! Invariant: a limit that is absent is unknown, never "none".

use crate::Text;
use crate::object::List;
use crate::takedown::{NameReuse, VersionReuse};
use crate::text::Link;

use super::Grain;

crate::object! {
    /// Who may delete what, and what becomes of names (OpenSSF, package deletion policies, April
    /// 2025).
    pub struct DeletionPolicy {
        /// What owners can delete by themselves.
        pub self_service: List<Grain> = "selfService",
        /// For how many hours after publication they can without further conditions.
        pub hours: Option<u64>,
        /// How many downloads in the last week are too many for it.
        pub weekly_downloads: Option<u64> = "weeklyDownloads",
        /// Whether packages that others depend on can be deleted.
        pub with_dependents: Option<bool> = "withDependents",
        /// Up to how many owners a package may have for it.
        pub owners: Option<u64>,
        /// Whether the name of a deleted package can be registered anew.
        pub name_reuse: Option<NameReuse> = "nameReuse",
        /// After how many hours it can, where `nameReuse` is `after`.
        pub name_reuse_hours: Option<u64> = "nameReuseHours",
        /// Whether the number of a deleted version can be published anew.
        pub version_reuse: Option<VersionReuse> = "versionReuse",
        /// Whether there is a public list of what was deleted.
        pub public_list: Option<bool> = "publicList",
        /// Where that is documented.
        pub source: Option<Text>,
        /// The day on which the source was last looked at.
        pub checked: Option<Text>,
    }

    /// Whose identities a registry accepts for publishing without a secret (OpenSSF, trusted
    /// publishers for all package repositories, May 2025).
    pub struct TrustedPublishing {
        /// The providers of identities.
        pub providers: List<TrustedPublishingProvider>,
        /// What a configuration belongs to.
        pub binding: Option<Binding>,
        /// Whether a publisher can be set up before the package exists.
        pub pending: Option<bool>,
        /// How many publishers a package may have. Absent means unknown.
        pub publishers: Option<u64>,
        /// Whether an identity is exchanged for a token of the registry, rather than used itself.
        pub exchanged: Option<bool>,
        /// Whether a token of a provider is accepted once only.
        pub single_use: Option<bool> = "singleUse",
        /// Triggers of builds that are refused: `pull_request_target`.
        pub refused_triggers: List<Text> = "refusedTriggers",
        /// Where that is documented.
        pub source: Option<Text>,
        /// The day on which the source was last looked at.
        pub checked: Option<Text>,
    }

    /// A provider of identities.
    pub struct TrustedPublishingProvider {
        required {
            /// What it is called: `github`, `gitlab`.
            pub name: Text,
        }
        /// The claims that a configuration goes by, beside issuer, subject and audience.
        pub claims: List<Text>,
    }

    /// Which provenance attestations a registry takes and shows (OpenSSF, build provenance for
    /// all package repositories, July 2023).
    pub struct ProvenanceSupport {
        /// The predicate types it accepts.
        pub predicate_types: List<Link> = "predicateTypes",
        /// The builders whose attestations it accepts.
        pub builders: List<Text>,
        /// Whether it verifies them when something is uploaded.
        pub verified: Option<bool>,
        /// Whether it serves them by name and version.
        pub served: Option<bool>,
        /// Whether it signs that it published a version.
        pub publish_attestation: Option<bool> = "publishAttestation",
        /// Whether nothing can be published without.
        pub demanded: Option<bool>,
        /// Where that is documented.
        pub source: Option<Text>,
        /// The day on which the source was last looked at.
        pub checked: Option<Text>,
    }

    /// How far a registry has come in four tracks.
    pub struct Maturity {
        /// Who its users are: accounts, recovery, second factors.
        pub authentication: Option<Track>,
        /// What they may do: roles, tokens, trusted publishers.
        pub authorization: Option<Track>,
        /// What it does in general: disclosure, malware, transparency.
        pub general: Option<Track>,
        /// What its command-line tools do.
        pub cli: Option<Track>,
    }

    /// How far a registry has come in one track.
    pub struct Track {
        /// The level, 0 to 3: the highest for which all capabilities and those of the levels
        /// below are there.
        pub level: Option<u64>,
        /// The capabilities that are there, in words.
        pub capabilities: List<Text>,
        /// Where that is documented.
        pub source: Option<Text>,
        /// The day on which the source was last looked at.
        pub checked: Option<Text>,
    }
}

crate::open_enum! {
    /// What a trusted publisher's configuration belongs to.
    pub enum Binding {
        /// One package.
        Package = "package",
        /// A namespace with all its packages.
        Namespace = "namespace",
    }
}
