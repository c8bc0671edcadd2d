//! The rule of RubyGems.
//!
//! Source: the source of RubyGems.org, `OIDC::TrustedPublisher::GitHubAction`; the RubyGems guides,
//! trusted publishing.
//!
//! Invariant: the workflow that the job stands in decides; one of another repository only where the
//! publisher names that repository.

use super::super::judge::{Comparison, Judge};
use super::super::refs;
use super::{REPOSITORY, github_file, github_identifiers, needed, repository};
use crate::provenance::GitHubClaims;

pub(in super::super) fn github(judge: &mut Judge<'_>, claims: &GitHubClaims) {
    let publisher = judge.case.publisher;
    let compared = [&REPOSITORY[..], &["workflowOwner", "workflowRepository"]].concat();
    judge.only(&compared);
    repository(judge, "repository", claims.repository.as_deref(), Comparison::Exact);
    github_identifiers(judge, claims, true);
    workflow(judge, claims);
    let environment = publisher.environment.as_ref();
    let found = claims.environment.as_deref();
    judge.restricted("environment", found, environment, Comparison::Exact);
    needed(judge, &[("jti", claims.jti.as_deref())]);
}

fn workflow(judge: &mut Judge<'_>, claims: &GitHubClaims) {
    let publisher = judge.case.publisher;
    let is_elsewhere =
        publisher.workflow_owner.is_some() || publisher.workflow_repository.is_some();
    let path = publisher.workflow_repository_path();
    if is_elsewhere && path.is_none() {
        judge.incomplete("workflowRepository");
    }
    let Some(file) = github_file(judge, path) else { return };
    let found = claims.job_workflow_ref.as_deref();
    if is_elsewhere {
        // the refs of the token are those of the caller
        return refs::at_any_ref(judge, "job_workflow_ref", found, &file, Comparison::Exact);
    }
    let refs = [claims.r#ref.as_deref(), claims.sha.as_deref()];
    refs::at_one_of(judge, "job_workflow_ref", found, &file, refs);
}
