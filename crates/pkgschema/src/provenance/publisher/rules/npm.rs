//! npm's rules for GitHub and GitLab.
//!
//! Source: npm Docs, "Trusted publishing for npm packages"; the npm CLI, `npm trust`.
//!
//! Invariant: the workflow that was started decides, and only runners of the provider's own are
//! taken.

use super::super::judge::{Comparison, Judge};
use super::super::refs;
use super::repository;
use super::{REPOSITORY, github_file, github_identifiers, gitlab_file, gitlab_identifiers};
use crate::provenance::{GitHubClaims, GitLabClaims};

pub(in super::super) fn github(judge: &mut Judge<'_>, claims: &GitHubClaims) {
    let publisher = judge.case.publisher;
    judge.only(&REPOSITORY);
    repository(judge, "repository", claims.repository.as_deref(), Comparison::Exact);
    github_identifiers(judge, claims, false);
    if let Some(file) = github_file(judge, publisher.repository_path()) {
        let found = claims.workflow_ref.as_deref();
        refs::at_any_ref(judge, "workflow_ref", found, &file, Comparison::Exact);
    }
    environment(judge, claims.environment.as_deref());
    runner(judge, claims.runner_environment.as_deref(), "github-hosted");
}

pub(in super::super) fn gitlab(judge: &mut Judge<'_>, claims: &GitLabClaims) {
    judge.only(&REPOSITORY);
    repository(judge, "project_path", claims.project_path.as_deref(), Comparison::Exact);
    gitlab_identifiers(judge, claims);
    if let Some(file) = gitlab_file(judge) {
        let found = claims.ci_config_ref_uri.as_deref();
        refs::at_any_ref(judge, "ci_config_ref_uri", found, &file, Comparison::Exact);
    }
    environment(judge, claims.environment.as_deref());
    runner(judge, claims.runner_environment.as_deref(), "gitlab-hosted");
}

fn environment(judge: &mut Judge<'_>, found: Option<&str>) {
    let expected = judge.case.publisher.environment.as_ref();
    judge.restricted("environment", found, expected, Comparison::Exact);
}

fn runner(judge: &mut Judge<'_>, found: Option<&str>, own: &str) {
    judge.one_of("runner_environment", found, &[own.to_owned()], Comparison::Exact);
}
