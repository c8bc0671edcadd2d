//! Trusted publishers: which builds may publish a package without a secret.
//!
//! A registry keeps a configuration for a package: the record [`TrustedPublisher`]. A build shows a
//! token with [`Claims`](super::Claims), and [`TrustedPublisher::matches`] says whether the registry
//! would take it for that publisher, by the registry's own rule, and if not, every reason why.
//!
//! | registry | provider | claims that decide, beside issuer, audience and time |
//! |---|---|---|
//! | `pypi` | `github` | `sub`, `repository`, `repository_owner`, `repository_owner_id`, `job_workflow_ref` with `ref` or `sha`, `environment`, `event_name`, `jti` |
//! | | `gitlab` | `sub`, `project_path`, `ci_config_ref_uri` with `ref_path` or `sha`, `environment`, `jti` |
//! | | `google` | `email`, `email_verified`, maybe `sub` |
//! | | `activestate` | `sub`, `organization`, `project`, `actor_id`, `builder`, maybe `ingredient` |
//! | | `circleci` | identifiers of organisation, project and pipeline definition, `ssh-rerun`, maybe contexts, `vcs-origin`, `vcs-ref` |
//! | `npm` | `github` | `repository`, `workflow_ref`, `environment`, `runner_environment` |
//! | | `gitlab` | `project_path`, `ci_config_ref_uri`, `environment`, `runner_environment` |
//! | | `circleci` | as for PyPI, with `vcs-origin` |
//! | `cargo` | `github` | `repository`, `repository_owner_id`, `workflow_ref`, `environment`, `event_name`, `jti`, `run_id`, `sha` |
//! | | `gitlab` | `project_path`, `namespace_id`, `ci_config_ref_uri`, `environment`, `jti`, `job_id`, `sha` |
//! | `gem` | `github` | `repository`, `repository_owner_id`, `job_workflow_ref` with `ref` or `sha`, `environment`, `jti` |
//!
//! Sources: the source of PyPI (`warehouse.oidc`), of crates.io (`crates_io_trustpub` and its token
//! exchange), of RubyGems.org (`OIDC::TrustedPublisher`) and of the npm CLI (`npm trust`); npm's
//! documentation of trusted publishing.
//!
//! Nothing here verifies a signature, and nothing remembers tokens: the caller has verified the
//! token that the claims are from, and takes each token once.
//!
//! Invariant: what is missing, unknown or cannot be compared is a no, never a yes.

mod attested;
mod certificate;
mod context;
mod issuer;
mod judge;
mod matching;
mod refs;
mod registry;
mod report;
mod rules;
mod token;

pub use certificate::{CertificateIdentity, ExpectedValue, IdentityMismatch, ValuePattern};
pub use context::MatchContext;
pub use registry::PublisherRegistry;
pub use report::{Mismatch, MismatchCode, PublisherMatch};

use super::Provider;
use crate::object::{List, parse, write};
use crate::text::{Link, Timestamp};
use crate::{ParseError, Text};

crate::object! {
    /// Which builds may publish a package: the configuration that a registry keeps, in one shape
    /// for all registries and providers. Members that a provider has no use for are absent; a
    /// member that is there restricts, whether or not the registry asks for it.
    ///
    /// ```
    /// use pkgschema::provenance::{Claims, MatchContext, TrustedPublisher};
    /// let publisher = TrustedPublisher::parse(r#"{"schemaVersion": "1.0", "registry": "npm",
    ///     "provider": "github", "owner": "example", "repository": "thing",
    ///     "workflow": "release.yml"}"#)?;
    /// let claims = Claims::parse(r#"{"iss": "https://token.actions.githubusercontent.com"}"#)?;
    /// let found = publisher.matches(&claims, &MatchContext::new(0).with_audience("npm:example"));
    /// assert!(!found.matches);
    /// assert!(found.reasons.iter().any(|it| it.claim.as_deref() == Some("repository")));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct TrustedPublisher {
        required {
            /// The version of this schema that the record follows, `1.0`.
            pub schema_version: Text = "schemaVersion",
            /// The registry whose rule holds.
            pub registry: PublisherRegistry,
            /// The provider of the builds.
            pub provider: Provider,
        }
        /// The registry's identifier for the configuration.
        pub id: Option<Text>,
        /// The package that may be published, by its name in the registry.
        pub package: Option<Text>,
        /// Who issues the tokens, where that is not the provider's own service: a GitLab of one's
        /// own.
        pub issuer: Option<Link>,
        /// The account or group that the repository belongs to: `group/subgroup`.
        pub owner: Option<Text>,
        /// The owner's identifier at the provider, which outlives renames. It keeps out whoever
        /// takes the name later.
        pub owner_id: Option<Text> = "ownerId",
        /// The repository's name, without its owner.
        pub repository: Option<Text>,
        /// The repository's identifier at the provider.
        pub repository_id: Option<Text> = "repositoryId",
        /// The file that defines the build: a name below `.github/workflows` at GitHub, a path
        /// from the repository's top elsewhere.
        pub workflow: Option<Text>,
        /// The environment that the job must run in. Absent means any or none.
        pub environment: Option<Text>,
        /// The owner of the repository with the workflow, where that is a reusable one of
        /// another repository.
        pub workflow_owner: Option<Text> = "workflowOwner",
        /// The name of that repository.
        pub workflow_repository: Option<Text> = "workflowRepository",
        /// Where the source comes from, without a scheme: `github.com/owner/name`.
        pub vcs_origin: Option<Text> = "vcsOrigin",
        /// The git ref that is built: `refs/heads/main`.
        pub vcs_ref: Option<Text> = "vcsRef",
        /// The organisation by name.
        pub organization: Option<Text>,
        /// The organisation by identifier.
        pub organization_id: Option<Text> = "organizationId",
        /// The project by name, of providers whose projects are no repositories.
        pub project: Option<Text>,
        /// The project by identifier.
        pub project_id: Option<Text> = "projectId",
        /// The definition of the pipeline, by identifier.
        pub pipeline_definition_id: Option<Text> = "pipelineDefinitionId",
        /// Contexts that the job must use, by identifier.
        pub context_ids: List<Text> = "contextIds",
        /// The account by e-mail address.
        pub email: Option<Text>,
        /// The account by its subject in tokens.
        pub subject: Option<Text>,
        /// The user who starts the build, by name.
        pub actor: Option<Text>,
        /// The user by identifier.
        pub actor_id: Option<Text> = "actorId",
        /// What is built, where the provider says so.
        pub ingredient: Option<Text>,
        /// What the publisher may do, in the registry's words: `createPackage`.
        pub permissions: List<Text>,
        /// When it was set up.
        pub created_at: Option<Timestamp> = "createdAt",
        /// Members of the registry's own document that this record has no place for. As long as
        /// there are any nothing matches, since they may restrict.
        pub unread: List<Text>,
    }
}

impl TrustedPublisher {
    /// The version of the schema that is described here.
    pub const SCHEMA_VERSION: &'static str = "1.0";

    /// A publisher with nothing but its registry and provider, which nothing matches yet.
    pub fn of(registry: PublisherRegistry, provider: Provider) -> Self {
        Self::new(Self::SCHEMA_VERSION, registry, provider)
    }

    /// Reads a publisher in JSON.
    ///
    /// # Errors
    /// Only for text that is no such record at all: empty, no JSON, no object, or without one of
    /// the three required members.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The publisher as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// Owner and repository: `example/thing`; `None` where one of them is missing.
    pub fn repository_path(&self) -> Option<String> {
        path(self.owner.as_deref(), self.repository.as_deref())
    }

    /// Owner and name of the repository that the workflow stands in: the same one, unless the
    /// publisher names another.
    pub fn workflow_repository_path(&self) -> Option<String> {
        match (&self.workflow_owner, &self.workflow_repository) {
            (None, None) => self.repository_path(),
            (owner, name) => path(owner.as_deref(), name.as_deref()),
        }
    }
}

fn path(owner: Option<&str>, name: Option<&str>) -> Option<String> {
    let (owner, name) = (owner?, name?);
    (!owner.is_empty() && !name.is_empty()).then(|| format!("{owner}/{name}"))
}
