//! Claims of GitHub Actions.
//!
//! Source: GitHub Docs, OpenID Connect reference, "OIDC token claims".
//!
//! Invariant: identifiers are texts, as GitHub writes them; a number stays a number.

use super::NumberOrText;
use super::declare::claim_set;
use crate::Text;

claim_set! {
    /// What a token of GitHub Actions says about its job.
    ///
    /// `repo_property_…`, the properties that an organisation defines for its repositories, stay
    /// in `rest`.
    ///
    /// ```
    /// use pkgschema::provenance::GitHubClaims;
    /// let claims = GitHubClaims::parse(r#"{"event_name": "release", "run_id": "7",
    ///     "repo_property_team": "core"}"#)?;
    /// assert_eq!(claims.event_name.as_deref(), Some("release"));
    /// assert!(claims.rest.get("repo_property_team").is_some());
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct GitHubClaims {
        /// The account that started the run.
        pub actor: Option<Text>,
        /// Its identifier.
        pub actor_id: Option<NumberOrText>,
        /// The branch that a pull request goes to.
        pub base_ref: Option<Text>,
        /// The check run of the job.
        pub check_run_id: Option<NumberOrText>,
        /// The enterprise that the repository belongs to.
        pub enterprise: Option<Text>,
        /// Its identifier.
        pub enterprise_id: Option<NumberOrText>,
        /// The environment that the job deploys to.
        pub environment: Option<Text>,
        /// Its identifier.
        pub environment_node_id: Option<NumberOrText>,
        /// The event that started the run: `push`, `release`, `workflow_dispatch`.
        pub event_name: Option<Text>,
        /// The branch that a pull request comes from.
        pub head_ref: Option<Text>,
        /// The workflow file that the job stands in, which may be a reusable one of another
        /// repository: `owner/name/.github/workflows/file.yml@ref`.
        pub job_workflow_ref: Option<Text>,
        /// The commit of that file.
        pub job_workflow_sha: Option<Text>,
        /// The git ref that started the run: `refs/tags/v1`.
        pub r#ref: Option<Text> = "ref",
        /// Whether the ref is protected: `true` or `false` as text.
        pub ref_protected: Option<Text>,
        /// What the ref is: `branch` or `tag`.
        pub ref_type: Option<Text>,
        /// The repository that the run belongs to: `owner/name`.
        pub repository: Option<Text>,
        /// Its identifier, which outlives renames and is never used again.
        pub repository_id: Option<NumberOrText>,
        /// The account that owns the repository.
        pub repository_owner: Option<Text>,
        /// Its identifier, which outlives renames and is never used again.
        pub repository_owner_id: Option<NumberOrText>,
        /// Who can see the repository: `public`, `internal` or `private`.
        pub repository_visibility: Option<Text>,
        /// The attempt at the run, from 1.
        pub run_attempt: Option<NumberOrText>,
        /// The run.
        pub run_id: Option<NumberOrText>,
        /// The number of the run within its workflow.
        pub run_number: Option<NumberOrText>,
        /// Who keeps the machine: `github-hosted` or `self-hosted`.
        pub runner_environment: Option<Text>,
        /// The commit that the run is about.
        pub sha: Option<Text>,
        /// The name of the workflow.
        pub workflow: Option<Text>,
        /// The workflow file that was started: `owner/name/.github/workflows/file.yml@ref`.
        pub workflow_ref: Option<Text>,
        /// The commit of that file.
        pub workflow_sha: Option<Text>,
    }
}
