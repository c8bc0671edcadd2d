//! What an attestation of the Python index says, and the index beside it (PEP 740).
//!
//! Invariant: the index's word comes behind the certificate's and before the build's own.

use super::evidence::Evidence;
use super::{BuildProvenance, Fact, FactName, compare};
use crate::provenance::{Pep740Attestation, Pep740Publisher, Pep740PublisherKind};

impl BuildProvenance {
    /// What an attestation says, and the publisher that the index names beside it: the
    /// certificate before the index, the index before the statement.
    ///
    /// ```
    /// use pkgschema::{object::parse, provenance::{BuildProvenance, FactOrigin, Pep740Attestation}};
    /// let attestation = Pep740Attestation::parse(r#"{"version": 1, "envelope": {}}"#)?;
    /// let publisher = parse(r#"{"kind": "GitHub", "repository": "margin/margin",
    ///     "workflow": "release.yml", "environment": "pypi"}"#)?;
    /// let build = BuildProvenance::of_pep740(&attestation, Some(&publisher));
    /// assert_eq!(build.source_repository.unwrap().value, "https://github.com/margin/margin");
    /// assert_eq!(build.environment.unwrap().origin, FactOrigin::Registry);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn of_pep740(attestation: &Pep740Attestation, publisher: Option<&Pep740Publisher>) -> Self {
        let mut evidence = Evidence::default();
        let bundle = attestation.to_bundle();
        let spelt = bundle.with_known_names();
        if let Some(material) = spelt.verification_material.get() {
            evidence.material(material);
        }
        if let Some(publisher) = publisher {
            read(publisher, &mut evidence);
        }
        if let Some(envelope) = spelt.dsse_envelope.get() {
            evidence.envelope(envelope);
        }
        evidence.into_record()
    }
}

fn read(publisher: &Pep740Publisher, evidence: &mut Evidence) {
    if let Some(environment) = publisher.environment_name() {
        say(FactName::Environment, environment, "environment", evidence);
    }
    match &publisher.kind {
        Some(Pep740PublisherKind::GitHub) => {
            source("https://github.com", publisher, "workflow", evidence);
        }
        Some(Pep740PublisherKind::GitLab) => {
            // which GitLab it is stands in the certificate alone
            let issuer = evidence.stated(&FactName::Issuer).map(|issuer| issuer.value.clone());
            let host = issuer.filter(|issuer| issuer.starts_with("https://"));
            let host = host.as_deref().unwrap_or("https://gitlab.com").trim_end_matches('/');
            source(host, publisher, "workflow_filepath", evidence);
        }
        Some(Pep740PublisherKind::Google) => {
            if let Some(email) = publisher.email.as_ref().filter(|email| !email.is_empty()) {
                say(FactName::Signer, email, "email", evidence);
            }
        }
        Some(Pep740PublisherKind::CircleCi) => circle_ci(publisher, evidence),
        Some(Pep740PublisherKind::Unlisted(_)) | None => {}
    }
}

fn say(name: FactName, value: &str, member: &str, evidence: &mut Evidence) {
    evidence.offer(name, Fact::of_registry(value, &format!("/publisher/{member}")));
}

/// The repository and the build instructions in it.
fn source(host: &str, publisher: &Pep740Publisher, workflow: &str, evidence: &mut Evidence) {
    let Some(path) = publisher.repository.as_ref().filter(|path| !path.is_empty()) else { return };
    let repository = format!("{host}/{path}");
    say(FactName::SourceRepository, &repository, "repository", evidence);
    let Some(file) = publisher.workflow_path() else { return };
    // GitLab writes two slashes in front of the file
    let between = match publisher.kind {
        Some(Pep740PublisherKind::GitLab) => "//",
        _ => "/",
    };
    let config = format!("{repository}{between}{file}");
    let stated = evidence.stated(&FactName::BuildConfig).map(|fact| fact.value.clone());
    // the index does not say at which commit or branch
    let address = stated.as_deref().map(|stated| compare::split_ref(stated).0);
    if !address.is_some_and(|address| compare::same(&FactName::BuildConfig, address, &config)) {
        say(FactName::BuildConfig, &config, workflow, evidence);
    }
}

fn circle_ci(publisher: &Pep740Publisher, evidence: &mut Evidence) {
    if let Some(origin) = publisher.vcs_origin.get().filter(|origin| !origin.is_empty()) {
        let address = match origin.contains("://") {
            true => origin.to_string(),
            false => format!("https://{origin}"),
        };
        say(FactName::SourceRepository, &address, "vcs_origin", evidence);
    }
    if let Some(reference) = publisher.vcs_ref.get().filter(|reference| !reference.is_empty()) {
        say(FactName::SourceRef, reference, "vcs_ref", evidence);
    }
}
