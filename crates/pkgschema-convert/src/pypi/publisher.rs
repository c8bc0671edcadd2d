//! PyPI's trusted publishers.
//!
//! PyPI keeps them in tables and serves no document of them; the members are the tables' columns.
//! An empty text is how it writes that nothing is set.
//!
//! | PyPI | [`TrustedPublisher`](pkgschema::provenance::TrustedPublisher) |
//! |---|---|
//! | `repository_owner`, `namespace` | `owner` |
//! | `repository_owner_id` | `ownerId` |
//! | `repository_name`, `project` | `repository` |
//! | `workflow_filename`, `workflow_filepath` | `workflow` |
//! | `issuer_url` | `issuer` |
//! | `circleci_org_id`, `circleci_project_id` | `organizationId`, `projectId` |
//! | `context_id` | the only one of `contextIds` |
//!
//! Source: the source of PyPI, `warehouse.oidc.models`.
//!
//! Invariant: what is not set in a row is absent from the record, never empty.

use crate::publishing::{Shape, configuration};
use pkgschema::Text;
use pkgschema::text::Link;

pkgschema::object! {
    /// A publisher on GitHub.
    ///
    /// ```
    /// use pkgschema_convert::{Document, ToRecord, pypi::GitHubPublisher};
    /// let publisher = GitHubPublisher::parse(r#"{"repository_owner": "example",
    ///     "repository_owner_id": "65", "repository_name": "thing",
    ///     "workflow_filename": "release.yml", "environment": ""}"#)?;
    /// let record = publisher.to_record().value;
    /// assert_eq!(record.owner_id.as_deref(), Some("65"));
    /// assert_eq!(record.environment, None);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct GitHubPublisher {
        /// The account that owns the repository.
        pub repository_owner: Option<Text>,
        /// Its identifier.
        pub repository_owner_id: Option<Text>,
        /// The repository's name.
        pub repository_name: Option<Text>,
        /// The workflow's file below `.github/workflows`.
        pub workflow_filename: Option<Text>,
        /// The environment; empty for any.
        pub environment: Option<Text>,
    }

    /// A publisher on GitLab.
    pub struct GitLabPublisher {
        /// The group or user.
        pub namespace: Option<Text>,
        /// The project's name.
        pub project: Option<Text>,
        /// The file that defines the pipeline.
        pub workflow_filepath: Option<Text>,
        /// The environment; empty for any.
        pub environment: Option<Text>,
        /// The GitLab.
        pub issuer_url: Option<Link>,
    }

    /// A publisher with a Google account.
    pub struct GooglePublisher {
        /// The account's e-mail address.
        pub email: Option<Text>,
        /// The account's subject; empty for any.
        pub sub: Option<Text>,
    }

    /// A publisher on the ActiveState Platform.
    pub struct ActiveStatePublisher {
        /// The organisation.
        pub organization: Option<Text>,
        /// The project.
        pub activestate_project_name: Option<Text>,
        /// The user.
        pub actor: Option<Text>,
        /// The user's identifier.
        pub actor_id: Option<Text>,
        /// What is built.
        pub ingredient: Option<Text>,
    }

    /// A publisher on CircleCI.
    pub struct CircleCiPublisher {
        /// The organisation by identifier.
        pub circleci_org_id: Option<Text>,
        /// The organisation by name.
        pub circleci_org_name: Option<Text>,
        /// The project by identifier.
        pub circleci_project_id: Option<Text>,
        /// The project by name.
        pub circleci_project_name: Option<Text>,
        /// The definition of the pipeline.
        pub pipeline_definition_id: Option<Text>,
        /// A context that the job has to use; empty for any.
        pub context_id: Option<Text>,
        /// The git ref; empty for any.
        pub vcs_ref: Option<Text>,
        /// Where the source comes from; empty for any.
        pub vcs_origin: Option<Text>,
    }
}

configuration! {
    GitHubPublisher, "PyPI publisher on GitHub", "pypi", "github",
    needed: &["repository_owner", "repository_name", "workflow_filename"],
    fields: &[
        ("repository_owner", "owner", Shape::Text),
        ("repository_owner_id", "ownerId", Shape::Text),
        ("repository_name", "repository", Shape::Text),
        ("workflow_filename", "workflow", Shape::Text),
        ("environment", "environment", Shape::Text),
    ]
}

configuration! {
    GitLabPublisher, "PyPI publisher on GitLab", "pypi", "gitlab",
    needed: &["namespace", "project", "workflow_filepath"],
    fields: &[
        ("namespace", "owner", Shape::Text),
        ("project", "repository", Shape::Text),
        ("workflow_filepath", "workflow", Shape::Text),
        ("environment", "environment", Shape::Text),
        ("issuer_url", "issuer", Shape::Text),
    ]
}

configuration! {
    GooglePublisher, "PyPI publisher with a Google account", "pypi", "google",
    needed: &["email"],
    fields: &[("email", "email", Shape::Text), ("sub", "subject", Shape::Text)]
}

configuration! {
    ActiveStatePublisher, "PyPI publisher on ActiveState", "pypi", "activestate",
    needed: &["organization", "activestate_project_name", "actor_id"],
    fields: &[
        ("organization", "organization", Shape::Text),
        ("activestate_project_name", "project", Shape::Text),
        ("actor", "actor", Shape::Text),
        ("actor_id", "actorId", Shape::Text),
        ("ingredient", "ingredient", Shape::Text),
    ]
}

configuration! {
    CircleCiPublisher, "PyPI publisher on CircleCI", "pypi", "circleci",
    needed: &["circleci_org_id", "circleci_project_id", "pipeline_definition_id"],
    fields: &[
        ("circleci_org_id", "organizationId", Shape::Text),
        ("circleci_org_name", "organization", Shape::Text),
        ("circleci_project_id", "projectId", Shape::Text),
        ("circleci_project_name", "project", Shape::Text),
        ("pipeline_definition_id", "pipelineDefinitionId", Shape::Text),
        ("context_id", "contextIds", Shape::Only),
        ("vcs_ref", "vcsRef", Shape::Text),
        ("vcs_origin", "vcsOrigin", Shape::Text),
    ]
}
