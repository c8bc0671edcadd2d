//! What a certificate's extensions say, current ones before legacy ones.
//!
//! Invariant: a legacy extension answers only where there is no current one at all; a current one
//! that cannot be read is unknown, not absent.

use super::{Certificate, FulcioExtension};
use crate::finding::Lints;
use std::borrow::Cow;

/// The issuer of GitHub Actions' tokens, and what those of an enterprise begin with.
const GITHUB_ACTIONS: &str = "https://token.actions.githubusercontent.com";

/// Where the repositories of GitHub Actions are.
const GITHUB: &str = "https://github.com/";

/// A value that a certificate states, and the extension that states it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CertificateClaim<'a> {
    /// The value.
    pub value: Cow<'a, str>,
    /// Which extension answered.
    pub extension: FulcioExtension,
}

impl Certificate {
    /// What an extension says; if the certificate has none of them, what the legacy extension
    /// says that it replaced. `None` if there is neither, or nothing that can be read.
    ///
    /// The legacy name of a repository, `owner/name`, becomes the address of the repository at
    /// GitHub, unless somebody other than GitHub Actions issued the token.
    pub fn claim(&self, extension: FulcioExtension) -> Option<CertificateClaim<'_>> {
        if let Some(found) = self.extension_of(extension) {
            let value = Cow::Borrowed(found.text()?);
            return Some(CertificateClaim { value, extension });
        }
        let extension = extension.legacy()?;
        let text = self.extension_of(extension)?.text()?;
        let value = match extension {
            FulcioExtension::GithubWorkflowRepository => Cow::Owned(self.at_github(text)?),
            _ => Cow::Borrowed(text),
        };
        Some(CertificateClaim { value, extension })
    }

    fn at_github(&self, repository: &str) -> Option<String> {
        let issuer = self.token_issuer();
        let at_github = issuer.is_none_or(|issuer| {
            issuer
                .value
                .strip_prefix(GITHUB_ACTIONS)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        at_github.then(|| format!("{GITHUB}{repository}"))
    }

    /// Who issued the identity token (.8, else .1), a URI.
    pub fn token_issuer(&self) -> Option<CertificateClaim<'_>> {
        self.claim(FulcioExtension::Issuer)
    }

    /// The identity token's subject (.24).
    pub fn token_subject(&self) -> Option<CertificateClaim<'_>> {
        self.claim(FulcioExtension::TokenSubject)
    }

    /// The source repository's address (.12, else .5).
    pub fn source_repository(&self) -> Option<CertificateClaim<'_>> {
        self.claim(FulcioExtension::SourceRepositoryUri)
    }

    /// The commit that was built (.13, else .3).
    pub fn source_commit(&self) -> Option<CertificateClaim<'_>> {
        self.claim(FulcioExtension::SourceRepositoryDigest)
    }

    /// The branch or tag that was built (.14, else .6).
    pub fn source_ref(&self) -> Option<CertificateClaim<'_>> {
        self.claim(FulcioExtension::SourceRepositoryRef)
    }

    /// The source repository's number (.15).
    pub fn source_repository_id(&self) -> Option<CertificateClaim<'_>> {
        self.claim(FulcioExtension::SourceRepositoryIdentifier)
    }

    /// The address of the source repository's owner (.16).
    pub fn source_owner(&self) -> Option<CertificateClaim<'_>> {
        self.claim(FulcioExtension::SourceRepositoryOwnerUri)
    }

    /// The number of the source repository's owner (.17).
    pub fn source_owner_id(&self) -> Option<CertificateClaim<'_>> {
        self.claim(FulcioExtension::SourceRepositoryOwnerIdentifier)
    }

    /// Who could see the source repository (.22).
    pub fn source_visibility(&self) -> Option<CertificateClaim<'_>> {
        self.claim(FulcioExtension::SourceRepositoryVisibility)
    }

    /// The build instructions that signed (.9): the called workflow, where one calls another.
    pub fn build_signer(&self) -> Option<CertificateClaim<'_>> {
        self.claim(FulcioExtension::BuildSignerUri)
    }

    /// The version of the build instructions that signed (.10).
    pub fn build_signer_digest(&self) -> Option<CertificateClaim<'_>> {
        self.claim(FulcioExtension::BuildSignerDigest)
    }

    /// The build instructions that were started (.18): the calling workflow.
    pub fn build_config(&self) -> Option<CertificateClaim<'_>> {
        self.claim(FulcioExtension::BuildConfigUri)
    }

    /// The version of the build instructions that were started (.19).
    pub fn build_config_digest(&self) -> Option<CertificateClaim<'_>> {
        self.claim(FulcioExtension::BuildConfigDigest)
    }

    /// What started the build (.20, else .2).
    pub fn build_trigger(&self) -> Option<CertificateClaim<'_>> {
        self.claim(FulcioExtension::BuildTrigger)
    }

    /// Whose machine it was (.11).
    pub fn runner_environment(&self) -> Option<CertificateClaim<'_>> {
        self.claim(FulcioExtension::RunnerEnvironment)
    }

    /// The run's address (.21).
    pub fn run_invocation(&self) -> Option<CertificateClaim<'_>> {
        self.claim(FulcioExtension::RunInvocationUri)
    }

    /// The environment that the job deployed to (.23).
    pub fn deployment_environment(&self) -> Option<CertificateClaim<'_>> {
        self.claim(FulcioExtension::DeploymentEnvironment)
    }

    /// The workflow's name (.4, which nothing replaced).
    pub fn workflow_name(&self) -> Option<CertificateClaim<'_>> {
        self.claim(FulcioExtension::GithubWorkflowName)
    }
}

/// Current and legacy extensions that say different things.
pub(super) fn lint_agreement(certificate: &Certificate, lints: &mut Lints) {
    for current in FulcioExtension::ALL {
        let Some(legacy) = current.legacy() else { continue };
        let texts = [*current, legacy].map(|of| certificate.extension_of(of)?.text());
        let [Some(new), Some(old)] = texts else { continue };
        let agree = match current {
            FulcioExtension::SourceRepositoryUri => path(new) == Some(old),
            _ => new == old,
        };
        if !agree {
            let place = format!("/extensions/{}", current.oid());
            let words = format!("{current} and the legacy {legacy} disagree");
            lints.error(&place, "extensions-disagree", words);
        }
    }
}

/// The path of an address, without the slash before it.
fn path(uri: &str) -> Option<&str> {
    uri.split_once("://")?.1.split_once('/').map(|(_, path)| path)
}
