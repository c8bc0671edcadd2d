//! Claims of CircleCI.
//!
//! Source: CircleCI Docs, "Using OpenID Connect tokens in jobs".
//!
//! Invariant: only `false` says that a job was not run anew with a shell open to people.

use super::declare::claim_set;
use crate::Text;
use crate::object::List;

claim_set! {
    /// What a token of CircleCI says about its job.
    ///
    /// ```
    /// use pkgschema::provenance::CircleCiClaims;
    /// let claims = CircleCiClaims::parse(r#"{"oidc.circleci.com/ssh-rerun": true}"#)?;
    /// assert_eq!(claims.ssh_rerun, Some(true));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct CircleCiClaims {
        /// The organisation.
        pub org_id: Option<Text> = "oidc.circleci.com/org-id",
        /// The project.
        pub project_id: Option<Text> = "oidc.circleci.com/project-id",
        /// The contexts that the job uses.
        pub context_ids: List<Text> = "oidc.circleci.com/context-ids",
        /// The definition of the pipeline.
        pub pipeline_definition_id: Option<Text> = "oidc.circleci.com/pipeline-definition-id",
        /// The pipeline.
        pub pipeline_id: Option<Text> = "oidc.circleci.com/pipeline-id",
        /// The workflow.
        pub workflow_id: Option<Text> = "oidc.circleci.com/workflow-id",
        /// The job.
        pub job_id: Option<Text> = "oidc.circleci.com/job-id",
        /// Whether the job was run anew with a shell open to people. Such a job is not trusted.
        pub ssh_rerun: Option<bool> = "oidc.circleci.com/ssh-rerun",
        /// Where the source comes from: `github.com/owner/name`.
        pub vcs_origin: Option<Text> = "oidc.circleci.com/vcs-origin",
        /// The git ref: `refs/heads/main`.
        pub vcs_ref: Option<Text> = "oidc.circleci.com/vcs-ref",
    }
}
