//! Trusted publishers of crates.io.
//!
//! | crates.io | [`TrustedPublisher`](pkgschema::provenance::TrustedPublisher) |
//! |---|---|
//! | `crate` | `package` |
//! | `repository_owner`, `namespace` | `owner` |
//! | `repository_owner_id`, `namespace_id` | `ownerId`; the first is a number |
//! | `repository_name`, `project` | `repository` |
//! | `workflow_filename`, `workflow_filepath` | `workflow` |
//! | `id` | `id`, a number |
//!
//! Source: the API of crates.io, `github_config` and `gitlab_config` of trusted publishing; RFC
//! 3691.
//!
//! Invariant: an identifier that is a number is written as a number again.

use crate::publishing::{Shape, configuration};
use pkgschema::object::Nullable;
use pkgschema::text::Timestamp;
use pkgschema::{Text, object};

object! {
    /// A publisher on GitHub.
    ///
    /// ```
    /// use pkgschema_convert::{Document, ToRecord, cargo::GitHubConfig};
    /// let config = GitHubConfig::parse(r#"{"id": 7, "crate": "thing", "repository_owner": "example",
    ///     "repository_owner_id": 65, "repository_name": "thing",
    ///     "workflow_filename": "release.yml", "environment": null}"#)?;
    /// let record = config.to_record().value;
    /// assert_eq!(record.owner_id.as_deref(), Some("65"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct GitHubConfig {
        /// The number of the configuration.
        pub id: Option<u64>,
        /// The crate.
        pub krate: Option<Text> = "crate",
        /// The account that owns the repository.
        pub repository_owner: Option<Text>,
        /// Its identifier.
        pub repository_owner_id: Option<u64>,
        /// The repository's name.
        pub repository_name: Option<Text>,
        /// The workflow's file below `.github/workflows`.
        pub workflow_filename: Option<Text>,
        /// The environment; null for any.
        pub environment: Nullable<Text>,
        /// When it was set up.
        pub created_at: Option<Timestamp>,
    }

    /// A publisher on GitLab.
    pub struct GitLabConfig {
        /// The number of the configuration.
        pub id: Option<u64>,
        /// The crate.
        pub krate: Option<Text> = "crate",
        /// The group or user.
        pub namespace: Option<Text>,
        /// Its identifier; null before the first token.
        pub namespace_id: Nullable<Text>,
        /// The project's name.
        pub project: Option<Text>,
        /// The file that defines the pipeline.
        pub workflow_filepath: Option<Text>,
        /// The environment; null for any.
        pub environment: Nullable<Text>,
        /// When it was set up.
        pub created_at: Option<Timestamp>,
    }
}

configuration! {
    GitHubConfig, "crates.io publisher on GitHub", "cargo", "github",
    needed: &["crate", "repository_owner", "repository_name", "workflow_filename"],
    fields: &[
        ("id", "id", Shape::Number),
        ("crate", "package", Shape::Text),
        ("repository_owner", "owner", Shape::Text),
        ("repository_owner_id", "ownerId", Shape::Number),
        ("repository_name", "repository", Shape::Text),
        ("workflow_filename", "workflow", Shape::Text),
        ("environment", "environment", Shape::Text),
        ("created_at", "createdAt", Shape::Text),
    ]
}

configuration! {
    GitLabConfig, "crates.io publisher on GitLab", "cargo", "gitlab",
    needed: &["crate", "namespace", "project", "workflow_filepath"],
    fields: &[
        ("id", "id", Shape::Number),
        ("crate", "package", Shape::Text),
        ("namespace", "owner", Shape::Text),
        ("namespace_id", "ownerId", Shape::Text),
        ("project", "repository", Shape::Text),
        ("workflow_filepath", "workflow", Shape::Text),
        ("environment", "environment", Shape::Text),
        ("created_at", "createdAt", Shape::Text),
    ]
}
