//! Trusted publishers of RubyGems on GitHub.
//!
//! | RubyGems | [`TrustedPublisher`](pkgschema::provenance::TrustedPublisher) |
//! |---|---|
//! | `repository_owner`, `repository_name` | `owner`, `repository` |
//! | `repository_owner_id` | `ownerId` |
//! | `workflow_filename` | `workflow` |
//! | `workflow_repository_owner`, `workflow_repository_name` | `workflowOwner`, `workflowRepository` |
//! | `name` | nothing: it says the others in words |
//!
//! Source: the API of RubyGems.org, trusted publishers of a gem.
//!
//! Invariant: a workflow of another repository comes through with its repository, or not at all.

use crate::publishing::{Shape, configuration};
use pkgschema::Text;
use pkgschema::object::Nullable;

pkgschema::object! {
    /// A publisher on GitHub.
    ///
    /// ```
    /// use pkgschema_convert::{Document, ToRecord, formats::RubyGemsPublisher};
    /// let publisher = RubyGemsPublisher::parse(r#"{"name": "GitHub Actions example/thing",
    ///     "repository_owner": "example", "repository_owner_id": "65",
    ///     "repository_name": "thing", "workflow_filename": "release.yml", "environment": null}"#)?;
    /// assert_eq!(publisher.to_record().value.workflow.as_deref(), Some("release.yml"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct RubyGemsPublisher {
        /// All of it in words.
        pub name: Option<Text>,
        /// The account that owns the repository.
        pub repository_owner: Option<Text>,
        /// The repository's name.
        pub repository_name: Option<Text>,
        /// The owner's identifier.
        pub repository_owner_id: Option<Text>,
        /// The workflow's file below `.github/workflows`.
        pub workflow_filename: Option<Text>,
        /// The environment; null for any.
        pub environment: Nullable<Text>,
        /// The owner of the repository with the workflow, where that is another.
        pub workflow_repository_owner: Nullable<Text>,
        /// The name of that repository.
        pub workflow_repository_name: Nullable<Text>,
    }
}

configuration! {
    RubyGemsPublisher, "RubyGems publisher on GitHub", "gem", "github",
    needed: &["repository_owner", "repository_name", "workflow_filename"],
    fields: &[
        ("repository_owner", "owner", Shape::Text),
        ("repository_name", "repository", Shape::Text),
        ("repository_owner_id", "ownerId", Shape::Text),
        ("workflow_filename", "workflow", Shape::Text),
        ("environment", "environment", Shape::Text),
        ("workflow_repository_owner", "workflowOwner", Shape::Text),
        ("workflow_repository_name", "workflowRepository", Shape::Text),
    ],
    words: &["name"]
}
