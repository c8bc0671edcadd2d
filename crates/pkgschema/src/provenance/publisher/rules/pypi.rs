//! PyPI's rules.
//!
//! Source: the source of PyPI, `warehouse.oidc.models`.
//!
//! Invariant: the workflow that the job stands in decides, not the one that called it.

use super::super::MismatchCode;
use super::super::judge::{Comparison, Judge};
use super::super::refs;
use super::{REPOSITORY, github_file, github_identifiers, gitlab_file, gitlab_identifiers};
use super::{needed, repository, trigger};
use crate::Text;
use crate::provenance::{ActiveStateClaims, GitHubClaims, GitLabClaims, GoogleClaims};

/// The builder that publishes for the ActiveState Platform.
const ACTIVESTATE_BUILDER: &str = "pypi-publisher";

pub(in super::super) fn github(judge: &mut Judge<'_>, claims: &GitHubClaims) {
    let publisher = judge.case.publisher;
    judge.only(&REPOSITORY);
    github_subject(judge, claims);
    repository(judge, "repository", claims.repository.as_deref(), Comparison::AnyCase);
    let owner = ("owner", publisher.owner.as_deref());
    let found = claims.repository_owner.as_deref();
    judge.pinned("repository_owner", found, owner, Comparison::Exact);
    github_identifiers(judge, claims, true);
    let refs = [claims.r#ref.as_deref(), claims.sha.as_deref()];
    there(judge, [("ref", refs[0]), ("sha", refs[1])]);
    if let Some(file) = github_file(judge, publisher.repository_path()) {
        let found = claims.job_workflow_ref.as_deref();
        refs::at_one_of(judge, "job_workflow_ref", found, &file, refs);
    }
    let environment = publisher.environment.as_ref();
    let found = claims.environment.as_deref();
    judge.restricted("environment", found, environment, Comparison::AnyCase);
    trigger(judge, claims);
    needed(judge, &[("jti", claims.jti.as_deref())]);
}

/// The subject begins with the repository: by names, or by names with the identifiers behind them
/// (GitHub Docs, immutable subject claims), which then have to be those of the publisher and of
/// the token.
fn github_subject(judge: &mut Judge<'_>, claims: &GitHubClaims) {
    let publisher = judge.case.publisher;
    let found = judge.present("sub", claims.sub.as_deref());
    let (Some(found), Some(path)) = (found, publisher.repository_path()) else { return };
    let mut expected = vec![format!("repo:{path}")];
    let of_token = claims.repository_id.as_ref().map(|id| id.to_text());
    let repository_id = publisher.repository_id.clone().or(of_token);
    let names = publisher.owner.as_deref().zip(publisher.repository.as_deref());
    let ids = publisher.owner_id.as_deref().zip(repository_id.as_deref());
    if let Some(((owner, name), (owner_id, id))) = names.zip(ids) {
        expected.push(format!("repo:{owner}@{owner_id}/{name}@{id}"));
    }
    let start = found.split(':').take(2).collect::<Vec<_>>().join(":");
    if !expected.iter().any(|it| Comparison::AnyCase.is_same(it, &start)) {
        let expected = expected.into_iter().map(Text::from).collect();
        judge.against(MismatchCode::Differs, "sub", expected, Some(found));
    }
}

/// PyPI wants both claims to be there, though one of them may be empty.
fn there(judge: &mut Judge<'_>, claims: [(&'static str, Option<&str>); 2]) {
    let empty = claims.iter().all(|(_, found)| found.is_none_or(str::is_empty));
    for (claim, found) in claims {
        judge.looked_at(claim);
        match found {
            None => judge.absent(claim, Vec::new()),
            Some(found) if empty => {
                judge.against(MismatchCode::Missing, claim, Vec::new(), Some(found));
            }
            Some(_) => {}
        }
    }
}

pub(in super::super) fn gitlab(judge: &mut Judge<'_>, claims: &GitLabClaims) {
    let publisher = judge.case.publisher;
    judge.only(&REPOSITORY);
    let found = judge.present("sub", claims.sub.as_deref());
    if let Some((path, found)) = publisher.repository_path().zip(found) {
        subject(judge, found, 2, &format!("project_path:{path}"), Comparison::AnyCase);
    }
    repository(judge, "project_path", claims.project_path.as_deref(), Comparison::AnyCase);
    gitlab_identifiers(judge, claims);
    let refs = [claims.ref_path.as_deref(), claims.sha.as_deref()];
    needed(judge, &[("ref_path", refs[0]), ("sha", refs[1])]);
    if let Some(file) = gitlab_file(judge) {
        let found = claims.ci_config_ref_uri.as_deref();
        refs::at_one_of(judge, "ci_config_ref_uri", found, &file, refs);
    }
    let environment = publisher.environment.as_ref();
    let found = claims.environment.as_deref();
    judge.restricted("environment", found, environment, Comparison::Exact);
    needed(judge, &[("jti", claims.jti.as_deref())]);
}

/// The first parts of the subject have to be these; what follows them is anything.
fn subject(
    judge: &mut Judge<'_>,
    found: &str,
    parts: usize,
    expected: &str,
    comparison: Comparison,
) {
    let start = found.split(':').take(parts).collect::<Vec<_>>().join(":");
    if !comparison.is_same(&start, expected) {
        let expected = vec![Text::from(expected)];
        judge.against(MismatchCode::Differs, "sub", expected, Some(found));
    }
}

pub(in super::super) fn google(judge: &mut Judge<'_>, claims: &GoogleClaims) {
    let publisher = judge.case.publisher;
    judge.only(&["email", "subject"]);
    let email = ("email", publisher.email.as_deref());
    judge.pinned("email", claims.email.as_deref(), email, Comparison::Exact);
    judge.looked_at("email_verified");
    let yes = || vec![Text::from("true")];
    match claims.email_verified {
        Some(true) => {}
        Some(false) => {
            judge.against(MismatchCode::Differs, "email_verified", yes(), Some("false"));
        }
        None => judge.absent("email_verified", yes()),
    }
    let subject = publisher.subject.as_ref();
    judge.restricted("sub", claims.sub.as_deref(), subject, Comparison::Exact);
    if subject.is_none() {
        judge.unpinned("sub");
    }
}

pub(in super::super) fn activestate(judge: &mut Judge<'_>, claims: &ActiveStateClaims) {
    let publisher = judge.case.publisher;
    judge.only(&["organization", "project", "actor", "actorId", "ingredient"]);
    let organization = ("organization", publisher.organization.as_deref());
    let project = ("project", publisher.project.as_deref());
    let found = judge.present("sub", claims.sub.as_deref());
    if let (Some(found), Some(organization), Some(project)) = (found, organization.1, project.1) {
        let expected = format!("org:{organization}:project:{project}");
        subject(judge, found, 4, &expected, Comparison::Exact);
    }
    let found = claims.organization.as_deref();
    judge.pinned("organization", found, organization, Comparison::Exact);
    judge.pinned("project", claims.project.as_deref(), project, Comparison::Exact);
    let actor = claims.actor_id.as_ref().map(|id| id.to_text());
    let member = ("actorId", publisher.actor_id.as_deref());
    judge.pinned("actor_id", actor.as_deref(), member, Comparison::Exact);
    let builder = [ACTIVESTATE_BUILDER.to_owned()];
    judge.one_of("builder", claims.builder.as_deref(), &builder, Comparison::Exact);
    let ingredient = publisher.ingredient.as_ref();
    let found = claims.ingredient.as_deref();
    judge.restricted("ingredient", found, ingredient, Comparison::Exact);
}
