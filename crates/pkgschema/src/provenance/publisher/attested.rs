//! Publishers as attestations of PyPI name them.
//!
//! Source: PEP 740, provenance objects; PyPI Docs, attestations, publisher identities.
//!
//! Invariant: a publisher of a kind that nobody knows is none.

use super::{PublisherRegistry, TrustedPublisher};
use crate::Text;
use crate::provenance::Provider;

impl TrustedPublisher {
    /// The publisher that a `publisher` object of PEP 740 names: its `kind`, and a function that
    /// gives its other members where they are texts. What is empty there is absent. `None` for a
    /// kind that is not listed, and for an object without the members that its kind needs.
    ///
    /// Such an object names no owner's identifier, so that no token matches the record; it says
    /// who published, and what a certificate has to say.
    ///
    /// ```
    /// use pkgschema::provenance::TrustedPublisher;
    /// let publisher = TrustedPublisher::of_attestation("GitHub", |member| match member {
    ///     "repository" => Some("example/thing"),
    ///     "workflow" => Some("release.yml"),
    ///     _ => None,
    /// });
    /// assert_eq!(publisher.unwrap().owner.as_deref(), Some("example"));
    /// ```
    pub fn of_attestation<'a>(
        kind: &str,
        member: impl Fn(&str) -> Option<&'a str>,
    ) -> Option<Self> {
        let text = |name: &str| member(name).filter(|it| !it.is_empty()).map(Text::from);
        let provider = match kind {
            "GitHub" => Provider::GitHub,
            "GitLab" => Provider::GitLab,
            "Google" => Provider::Google,
            "CircleCI" => Provider::CircleCi,
            _ => return None,
        };
        let mut publisher = Self::of(PublisherRegistry::PyPi, provider);
        match kind {
            "Google" => publisher.email = Some(text("email")?),
            "CircleCI" => {
                publisher.project_id = Some(text("project_id")?);
                publisher.pipeline_definition_id = Some(text("pipeline_definition_id")?);
                publisher.vcs_origin = text("vcs_origin");
                publisher.vcs_ref = text("vcs_ref");
            }
            _ => {
                let repository = text("repository")?;
                let (owner, name) = repository.rsplit_once('/')?;
                publisher.owner = Some(Text::from(owner));
                publisher.repository = Some(Text::from(name));
                let workflow = if kind == "GitHub" { "workflow" } else { "workflow_filepath" };
                publisher.workflow = Some(text(workflow)?);
                publisher.environment = text("environment");
            }
        }
        Some(publisher)
    }
}
