//! Claims of Buildkite.
//!
//! Source: Buildkite Docs, `buildkite-agent oidc`, claims and optional claims.
//!
//! Invariant: slugs can be renamed and used again; only the identifiers pin anything for good.

use super::NumberOrText;
use super::declare::claim_set;
use crate::Text;

claim_set! {
    /// What a token of Buildkite says about its job.
    ///
    /// `agent_tag:…`, the tags of the agent, stay in `rest`.
    ///
    /// ```
    /// use pkgschema::provenance::BuildkiteClaims;
    /// let claims = BuildkiteClaims::parse(r#"{"pipeline_slug": "thing", "build_number": 1}"#)?;
    /// assert_eq!(claims.pipeline_slug.as_deref(), Some("thing"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct BuildkiteClaims {
        /// The organisation, by its slug.
        pub organization_slug: Option<Text>,
        /// The organisation, by its identifier. Only where it was asked for.
        pub organization_id: Option<Text>,
        /// The pipeline, by its slug.
        pub pipeline_slug: Option<Text>,
        /// The pipeline, by its identifier. Only where it was asked for.
        pub pipeline_id: Option<Text>,
        /// The number of the build in its pipeline.
        pub build_number: Option<NumberOrText>,
        /// The build, by its identifier. Only where it was asked for.
        pub build_id: Option<Text>,
        /// The branch.
        pub build_branch: Option<Text>,
        /// The tag, where the build has one.
        pub build_tag: Option<Text>,
        /// The commit.
        pub build_commit: Option<Text>,
        /// What started the build: `ui`, `api`, `webhook`, `trigger_job` or `schedule`.
        pub build_source: Option<Text>,
        /// The step of the pipeline.
        pub step_key: Option<Text>,
        /// The job.
        pub job_id: Option<Text>,
        /// The agent.
        pub agent_id: Option<Text>,
        /// Who keeps the agent: `buildkite-hosted` or `self-hosted`.
        pub runner_environment: Option<Text>,
        /// The cluster, by its identifier. Only where it was asked for.
        pub cluster_id: Option<Text>,
        /// The cluster, by its name. Only where it was asked for.
        pub cluster_name: Option<Text>,
        /// The queue, by its identifier. Only where it was asked for.
        pub queue_id: Option<Text>,
        /// The queue, by its key. Only where it was asked for.
        pub queue_key: Option<Text>,
    }
}
