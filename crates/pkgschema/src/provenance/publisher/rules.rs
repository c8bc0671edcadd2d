//! The rules of the registries, and what several of them share.
//!
//! Invariant: a rule names every member of the publisher that it compares; any other that is there
//! is a reason against.

pub(super) mod cargo;
pub(super) mod circleci;
pub(super) mod gem;
pub(super) mod npm;
pub(super) mod pypi;

use super::judge::{Comparison, Judge};
use super::{MismatchCode, TrustedPublisher};
use crate::Text;
use crate::provenance::{GitHubClaims, GitLabClaims, NumberOrText};

/// Members that publishers with a repository are compared by.
const REPOSITORY: [&str; 6] =
    ["owner", "ownerId", "repository", "repositoryId", "workflow", "environment"];

/// The publisher's workflow file below its repository, where both are there.
fn github_file(judge: &mut Judge<'_>, repository: Option<String>) -> Option<String> {
    let workflow = workflow(judge)?;
    Some(format!("{}/.github/workflows/{workflow}", repository?))
}

/// The publisher's definition file on its server, where both are there.
fn gitlab_file(judge: &mut Judge<'_>) -> Option<String> {
    let publisher = judge.case.publisher;
    let workflow = workflow(judge)?;
    let (host, project) = (super::issuer::gitlab_host(publisher)?, publisher.repository_path()?);
    Some(format!("{host}/{project}//{workflow}"))
}

fn workflow<'a>(judge: &mut Judge<'a>) -> Option<&'a str> {
    let publisher: &'a TrustedPublisher = judge.case.publisher;
    let workflow = publisher.workflow.as_deref().filter(|it| !it.is_empty());
    if workflow.is_none() {
        judge.incomplete("workflow");
    }
    workflow
}

/// Owner and repository together have to be what a claim says.
fn repository(
    judge: &mut Judge<'_>,
    claim: &'static str,
    found: Option<&str>,
    comparison: Comparison,
) {
    let publisher = judge.case.publisher;
    let empty = |member: &Option<Text>| member.as_deref().is_none_or(str::is_empty);
    for (name, member) in [("owner", &publisher.owner), ("repository", &publisher.repository)] {
        if empty(member) {
            judge.incomplete(name);
        }
    }
    if let Some(path) = publisher.repository_path() {
        judge.pinned(claim, found, ("repository", Some(&path)), comparison);
    }
}

/// Identifiers of owner and repository at GitHub; `needed` where the registry always keeps the
/// owner's.
fn github_identifiers(judge: &mut Judge<'_>, claims: &GitHubClaims, needed: bool) {
    let publisher = judge.case.publisher;
    let owner = publisher.owner_id.as_ref();
    match needed {
        true => {
            let found = claims.repository_owner_id.as_ref().map(NumberOrText::to_text);
            let member = ("ownerId", owner.map(Text::as_str));
            judge.pinned("repository_owner_id", found.as_deref(), member, Comparison::Exact);
        }
        false => {
            judge.identifier("repository_owner_id", claims.repository_owner_id.as_ref(), owner);
        }
    }
    if let Some(repository) = &publisher.repository_id {
        judge.identifier("repository_id", claims.repository_id.as_ref(), Some(repository));
    }
}

/// Identifiers of group and project at GitLab.
fn gitlab_identifiers(judge: &mut Judge<'_>, claims: &GitLabClaims) {
    let publisher = judge.case.publisher;
    judge.identifier("namespace_id", claims.namespace_id.as_ref(), publisher.owner_id.as_ref());
    if let Some(project) = &publisher.repository_id {
        judge.identifier("project_id", claims.project_id.as_ref(), Some(project));
    }
}

/// The event has to be there, and to be none that the registry refuses.
fn trigger(judge: &mut Judge<'_>, claims: &GitHubClaims) {
    let refused = judge.case.publisher.registry.refused_triggers();
    let Some(event) = judge.present("event_name", claims.event_name.as_deref()) else { return };
    if refused.contains(&event) {
        judge.against(MismatchCode::Refused, "event_name", Vec::new(), Some(event));
    }
}

/// Claims that have to be there, whatever they say.
fn needed(judge: &mut Judge<'_>, claims: &[(&'static str, Option<&str>)]) {
    for (claim, found) in claims {
        judge.present(claim, *found);
    }
}
