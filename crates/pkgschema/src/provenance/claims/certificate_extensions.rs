//! Which claims a Fulcio certificate repeats, and in which extension.
//!
//! Source: Fulcio, "Sigstore OID information", the mapping of OIDC token claims.
//!
//! Invariant: a template names claims in braces, and everything else in it stands as it is.

/// Below it every extension of Fulcio has one arc: `1.3.6.1.4.1.57264.1.8`.
const ROOT: &str = "1.3.6.1.4.1.57264.1";

/// One extension of Fulcio certificates, and what each provider's claims put into it.
///
/// ```
/// use pkgschema::provenance::{CertificateExtension, ClaimSource};
/// let owner = CertificateExtension::find(17).unwrap();
/// assert_eq!(owner.oid(), "1.3.6.1.4.1.57264.1.17");
/// assert_eq!(owner.templates(ClaimSource::GitHub), ["{repository_owner_id}"]);
/// let uri = CertificateExtension::find(12).unwrap();
/// let value = uri.fill(ClaimSource::GitHub, |name| Some(match name {
///     "server_url" => "https://github.com",
///     _ => "example/thing",
/// }));
/// assert_eq!(value, ["https://github.com/example/thing"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CertificateExtension {
    /// The last arc of its object identifier.
    pub arc: u8,
    /// Its name in Fulcio's documentation.
    pub name: &'static str,
    templates: [&'static [&'static str]; 5],
}

/// A provider whose claims Fulcio maps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClaimSource {
    /// GitHub Actions.
    GitHub,
    /// GitLab CI/CD.
    GitLab,
    /// Buildkite.
    Buildkite,
    /// Codefresh.
    Codefresh,
    /// CircleCI.
    CircleCi,
}

impl CertificateExtension {
    /// Every extension that claims are mapped to, by arc. `{server_url}`, `{platform_url}` and
    /// `{api_url}` are no claims but addresses that each Fulcio is set up with; the others are
    /// claims, those of CircleCI without `oidc.circleci.com/`.
    pub const ALL: &'static [Self] = &[
        row(8, "Issuer (V2)", [&["{iss}"], &["{iss}"], &["{iss}"], &["{iss}"], &["{iss}"]]),
        row(
            9,
            "Build Signer URI",
            [
                &["{server_url}/{job_workflow_ref}"],
                &["https://{ci_config_ref_uri}"],
                &[],
                &["{platform_url}/build/{workflow_id}"],
                &["{api_url}/projects/{project-id}/pipeline-definition/{pipeline-definition-id}"],
            ],
        ),
        row(10, "Build Signer Digest", [&["{job_workflow_sha}"], CONFIG_SHA, &[], &[], &[]]),
        // of CircleCI: `ssh-rerun`, which is not to be trusted, where the claim of that name is true
        row(11, "Runner Environment", [RUNNER, RUNNER, RUNNER, RUNNER, &[]]),
        row(
            12,
            "Source Repository URI",
            [
                &["{server_url}/{repository}"],
                &["{server_url}/{project_path}"],
                &[],
                &["{scm_repo_url}"],
                &["{vcs-origin}"],
            ],
        ),
        row(
            13,
            "Source Repository Digest",
            [&["{sha}"], &["{sha}"], &["{build_commit}"], &[], &[]],
        ),
        row(
            14,
            "Source Repository Ref",
            [&["{ref}"], GITLAB_REF, &[], &["{scm_ref}"], &["{vcs-ref}"]],
        ),
        row(
            15,
            "Source Repository Identifier",
            [&["{repository_id}"], &["{project_id}"], &[], &[], &[]],
        ),
        row(
            16,
            "Source Repository Owner URI",
            [
                &["{server_url}/{repository_owner}"],
                &["{server_url}/{namespace_path}"],
                &[],
                &[],
                &[],
            ],
        ),
        row(
            17,
            "Source Repository Owner Identifier",
            [&["{repository_owner_id}"], &["{namespace_id}"], &[], &[], &[]],
        ),
        row(
            18,
            "Build Config URI",
            [
                &["{server_url}/{workflow_ref}"],
                &["https://{ci_config_ref_uri}"],
                &[],
                &["{platform_url}/api/pipelines/{pipeline_id}"],
                &["{api_url}/pipeline/{pipeline-id}/config"],
            ],
        ),
        row(19, "Build Config Digest", [&["{workflow_sha}"], CONFIG_SHA, &[], &[], &[]]),
        row(
            20,
            "Build Trigger",
            [&["{event_name}"], &["{pipeline_source}"], &["{build_source}"], &[], &[]],
        ),
        row(
            21,
            "Run Invocation URI",
            [
                &["{server_url}/{repository}/actions/runs/{run_id}/attempts/{run_attempt}"],
                &["{server_url}/{project_path}/-/jobs/{job_id}"],
                BUILDKITE_RUN,
                &["{platform_url}/build/{workflow_id}"],
                &["{platform_url}/workflow/{workflow-id}/job/{job-id}"],
            ],
        ),
        row(
            22,
            "Source Repository Visibility At Signing",
            [&["{repository_visibility}"], &["{project_visibility}"], &[], &[], &[]],
        ),
        row(23, "Deployment Environment", [ENVIRONMENT, ENVIRONMENT, &[], &[], &[]]),
        row(24, "Token Subject", [&["{sub}"], &["{sub}"], &["{sub}"], &["{sub}"], &["{sub}"]]),
    ];

    /// The extension of that arc, if claims are mapped to it.
    pub fn find(arc: u8) -> Option<&'static Self> {
        Self::ALL.iter().find(|extension| extension.arc == arc)
    }

    /// The whole object identifier.
    pub fn oid(&self) -> String {
        format!("{ROOT}.{}", self.arc)
    }

    /// What a provider's claims put into it: the ways to write it, of which there is one mostly;
    /// none where the provider has nothing for it, or where no template says it.
    pub fn templates(&self, source: ClaimSource) -> &'static [&'static str] {
        let [github, gitlab, buildkite, codefresh, circleci] = self.templates;
        match source {
            ClaimSource::GitHub => github,
            ClaimSource::GitLab => gitlab,
            ClaimSource::Buildkite => buildkite,
            ClaimSource::Codefresh => codefresh,
            ClaimSource::CircleCi => circleci,
        }
    }

    /// The values that the claims give, one for each template of which all claims are there.
    pub fn fill<'a>(
        &self,
        source: ClaimSource,
        claim: impl Fn(&str) -> Option<&'a str>,
    ) -> Vec<String> {
        self.templates(source).iter().filter_map(|template| fill(template, &claim)).collect()
    }
}

const CONFIG_SHA: &[&str] = &["{ci_config_sha}"];
const RUNNER: &[&str] = &["{runner_environment}"];
const ENVIRONMENT: &[&str] = &["{environment}"];
/// As the documentation has it, and as certificates spell it.
const GITLAB_REF: &[&str] =
    &["ref/heads/{ref}", "ref/tags/{ref}", "refs/heads/{ref}", "refs/tags/{ref}"];
const BUILDKITE_RUN: &[&str] =
    &["{server_url}/{organization_slug}/{pipeline_slug}/builds/{build_number}#{job_id}"];

const fn row(
    arc: u8,
    name: &'static str,
    templates: [&'static [&'static str]; 5],
) -> CertificateExtension {
    CertificateExtension { arc, name, templates }
}

fn fill<'a>(template: &str, claim: &impl Fn(&str) -> Option<&'a str>) -> Option<String> {
    let (mut text, mut rest) = (String::new(), template);
    while let Some((before, behind)) = rest.split_once('{') {
        let (name, after) = behind.split_once('}')?;
        text.push_str(before);
        text.push_str(claim(name)?);
        rest = after;
    }
    Some(text + rest)
}
