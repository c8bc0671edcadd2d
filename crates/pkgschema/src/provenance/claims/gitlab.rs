//! Claims of GitLab CI/CD.
//!
//! Source: GitLab Docs, "OpenID Connect (OIDC) Authentication Using ID Tokens", token payload.
//!
//! Invariant: a claim that GitLab writes as null, such as `ci_config_ref_uri` of a pipeline
//! defined elsewhere, has no value.

use super::NumberOrText;
use super::declare::claim_set;
use crate::Text;
use crate::object::{List, RawObject};

claim_set! {
    /// What a token of GitLab CI/CD says about its job.
    ///
    /// ```
    /// use pkgschema::provenance::GitLabClaims;
    /// let claims = GitLabClaims::parse(r#"{"project_path": "group/thing",
    ///     "ci_config_ref_uri": null}"#)?;
    /// assert_eq!(claims.project_path.as_deref(), Some("group/thing"));
    /// assert_eq!(claims.ci_config_ref_uri, None);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct GitLabClaims {
        /// The group or user whose project it is, by identifier.
        pub namespace_id: Option<NumberOrText>,
        /// The same by path: `group/subgroup`.
        pub namespace_path: Option<Text>,
        /// The project by identifier.
        pub project_id: Option<NumberOrText>,
        /// The project by path: `group/subgroup/name`.
        pub project_path: Option<Text>,
        /// Who can see the project: `public`, `internal` or `private`.
        pub project_visibility: Option<Text>,
        /// The project whose pipeline runs the job, which for merge requests of forks is another.
        pub job_project_id: Option<NumberOrText>,
        /// The same by path.
        pub job_project_path: Option<Text>,
        /// The group or user of that project, by identifier.
        pub job_namespace_id: Option<NumberOrText>,
        /// The same by path.
        pub job_namespace_path: Option<Text>,
        /// The user who runs the job, by identifier.
        pub user_id: Option<NumberOrText>,
        /// The user's name.
        pub user_login: Option<Text>,
        /// The user's e-mail address.
        pub user_email: Option<Text>,
        /// What the user may do in the project: `developer`, `maintainer`.
        pub user_access_level: Option<Text>,
        /// The user's accounts elsewhere.
        pub user_identities: List<RawObject>,
        /// Groups that the user is a direct member of.
        pub groups_direct: List<Text>,
        /// The pipeline.
        pub pipeline_id: Option<NumberOrText>,
        /// What started the pipeline: `push`, `web`, `merge_request_event`.
        pub pipeline_source: Option<Text>,
        /// The job.
        pub job_id: Option<NumberOrText>,
        /// Where the job comes from, where a policy may add jobs.
        pub job_source: Option<Text>,
        /// The policy that added the job.
        pub job_policy_ref_uri: Option<Text>,
        /// The commit of that policy.
        pub job_policy_ref_sha: Option<Text>,
        /// The name of the branch or tag.
        pub r#ref: Option<Text> = "ref",
        /// What it is: `branch` or `tag`.
        pub ref_type: Option<Text>,
        /// The whole ref: `refs/heads/main`.
        pub ref_path: Option<Text>,
        /// Whether it is protected: `true` or `false` as text.
        pub ref_protected: Option<Text>,
        /// The environment that the job deploys to.
        pub environment: Option<Text>,
        /// Whether it is protected: `true` or `false` as text.
        pub environment_protected: Option<Text>,
        /// What the job does to it: `start`, `prepare`.
        pub environment_action: Option<Text>,
        /// How grave a deployment it is: `production`, `testing`.
        pub deployment_tier: Option<Text>,
        /// The runner, a number.
        pub runner_id: Option<NumberOrText>,
        /// Who keeps the runner: `gitlab-hosted` or `self-hosted`.
        pub runner_environment: Option<Text>,
        /// The commit that the pipeline is about.
        pub sha: Option<Text>,
        /// The pipeline's definition: `host/group/name//path/file.yml@ref`.
        pub ci_config_ref_uri: Option<Text>,
        /// The commit of that file.
        pub ci_config_sha: Option<Text>,
    }
}
