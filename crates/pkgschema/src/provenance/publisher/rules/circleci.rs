//! The rules of PyPI and npm for CircleCI.
//!
//! Source: the source of PyPI, `warehouse.oidc.models.circleci`; the npm CLI, `npm trust circleci`.
//!
//! Invariant: a job that was run anew with a shell open to people is never trusted.

use super::super::MismatchCode;
use super::super::judge::{Comparison, Judge};
use crate::Text;
use crate::provenance::CircleCiClaims;

const ORGANIZATION: &str = "oidc.circleci.com/org-id";
const PROJECT: &str = "oidc.circleci.com/project-id";
const DEFINITION: &str = "oidc.circleci.com/pipeline-definition-id";
const CONTEXTS: &str = "oidc.circleci.com/context-ids";
const SHELL: &str = "oidc.circleci.com/ssh-rerun";
const ORIGIN: &str = "oidc.circleci.com/vcs-origin";
const REF: &str = "oidc.circleci.com/vcs-ref";

/// Names of organisation and project are for people.
const COMPARED: [&str; 8] = [
    "organization",
    "organizationId",
    "project",
    "projectId",
    "pipelineDefinitionId",
    "contextIds",
    "vcsOrigin",
    "vcsRef",
];

pub(in super::super) fn pypi(judge: &mut Judge<'_>, claims: &CircleCiClaims) {
    both(judge, claims);
    let origin = judge.case.publisher.vcs_origin.as_ref();
    judge.restricted(ORIGIN, claims.vcs_origin.as_deref(), origin, Comparison::Exact);
}

pub(in super::super) fn npm(judge: &mut Judge<'_>, claims: &CircleCiClaims) {
    both(judge, claims);
    let origin = ("vcsOrigin", judge.case.publisher.vcs_origin.as_deref());
    judge.pinned(ORIGIN, claims.vcs_origin.as_deref(), origin, Comparison::Exact);
}

fn both(judge: &mut Judge<'_>, claims: &CircleCiClaims) {
    let publisher = judge.case.publisher;
    judge.only(&COMPARED);
    let definition = &publisher.pipeline_definition_id;
    let pins = [
        (ORGANIZATION, &claims.org_id, "organizationId", &publisher.organization_id),
        (PROJECT, &claims.project_id, "projectId", &publisher.project_id),
        (DEFINITION, &claims.pipeline_definition_id, "pipelineDefinitionId", definition),
    ];
    for (claim, found, member, expected) in pins {
        judge.pinned(claim, found.as_deref(), (member, expected.as_deref()), Comparison::Exact);
    }
    shell(judge, claims);
    contexts(judge, claims);
    let vcs_ref = publisher.vcs_ref.as_ref();
    judge.restricted(REF, claims.vcs_ref.as_deref(), vcs_ref, Comparison::Exact);
}

fn shell(judge: &mut Judge<'_>, claims: &CircleCiClaims) {
    judge.looked_at(SHELL);
    match claims.ssh_rerun {
        Some(false) => {}
        Some(true) => judge.against(MismatchCode::Refused, SHELL, Vec::new(), Some("true")),
        None => judge.absent(SHELL, vec![Text::from("false")]),
    }
}

/// Every context that the publisher names has to be among those of the job.
fn contexts(judge: &mut Judge<'_>, claims: &CircleCiClaims) {
    let publisher = judge.case.publisher;
    if publisher.context_ids.is_empty() {
        return;
    }
    judge.looked_at(CONTEXTS);
    if !claims.context_ids.is_present() {
        return judge.absent(CONTEXTS, publisher.context_ids.to_vec());
    }
    for context in &publisher.context_ids {
        if context.is_empty() || !claims.context_ids.contains(context) {
            let found = claims.context_ids.join(", ");
            let expected = vec![context.clone()];
            judge.against(MismatchCode::Differs, CONTEXTS, expected, Some(&found));
        }
    }
}
