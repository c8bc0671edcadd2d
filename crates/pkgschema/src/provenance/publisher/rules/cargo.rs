//! The rules of crates.io.
//!
//! Source: the source of crates.io, `crates_io_trustpub` and the token exchange; RFC 3691.
//!
//! It reads the file's name out of the claim and does not look at the repository before it; here
//! that has to be the publisher's as well.
//!
//! Invariant: the workflow that was started decides.

use super::super::judge::{Comparison, Judge};
use super::super::refs;
use super::{REPOSITORY, github_file, github_identifiers, gitlab_file, gitlab_identifiers};
use super::{needed, repository, trigger};
use crate::provenance::{GitHubClaims, GitLabClaims};

pub(in super::super) fn github(judge: &mut Judge<'_>, claims: &GitHubClaims) {
    let publisher = judge.case.publisher;
    judge.only(&REPOSITORY);
    repository(judge, "repository", claims.repository.as_deref(), Comparison::AnyCase);
    github_identifiers(judge, claims, true);
    if let Some(file) = github_file(judge, publisher.repository_path()) {
        workflow(judge, "workflow_ref", claims.workflow_ref.as_deref(), &file);
    }
    let environment = publisher.environment.as_ref();
    let found = claims.environment.as_deref();
    judge.restricted("environment", found, environment, Comparison::AnyCase);
    trigger(judge, claims);
    let run = claims.run_id.as_ref().map(|id| id.to_text());
    let (jti, sha) = (claims.jti.as_deref(), claims.sha.as_deref());
    needed(judge, &[("jti", jti), ("run_id", run.as_deref()), ("sha", sha)]);
}

pub(in super::super) fn gitlab(judge: &mut Judge<'_>, claims: &GitLabClaims) {
    let publisher = judge.case.publisher;
    judge.only(&REPOSITORY);
    repository(judge, "project_path", claims.project_path.as_deref(), Comparison::AnyCase);
    gitlab_identifiers(judge, claims);
    if let Some(file) = gitlab_file(judge) {
        workflow(judge, "ci_config_ref_uri", claims.ci_config_ref_uri.as_deref(), &file);
    }
    let environment = publisher.environment.as_ref();
    let found = claims.environment.as_deref();
    judge.restricted("environment", found, environment, Comparison::AnyCase);
    // the group is pinned with the first token, so that its identifier has to be there
    let namespace = claims.namespace_id.as_ref().map(|id| id.to_text());
    let job = claims.job_id.as_ref().map(|id| id.to_text());
    let (jti, sha) = (claims.jti.as_deref(), claims.sha.as_deref());
    needed(judge, &[("namespace_id", namespace.as_deref()), ("jti", jti)]);
    needed(judge, &[("job_id", job.as_deref()), ("sha", sha)]);
}

/// The repository in either case, the file's name letter by letter.
fn workflow(judge: &mut Judge<'_>, claim: &'static str, found: Option<&str>, file: &str) {
    let name = judge.case.publisher.workflow.as_deref().unwrap_or_default();
    let start = file.len().saturating_sub(name.len());
    let is_named = found.is_some_and(|found| found.get(start..file.len()) == Some(name));
    let comparison = if is_named { Comparison::AnyCase } else { Comparison::Exact };
    refs::at_any_ref(judge, claim, found, file, comparison);
}
