//! SLSA provenance 0.2, as npm's client, slsa-github-generator and buildkit write it.
//!
//! Invariant: an entry point is a workflow only where it is spelt as a workflow's path.

use super::super::compare;
use super::environment::Environment;
use super::{FactName, Sketch, Words, at, text_at};

pub(super) fn read(predicate: &Sketch<'_>, words: &mut Words<'_>) {
    if let Some(source) = at(predicate, "/invocation/configSource") {
        config_source(source, words);
    }
    let uri = text_at(predicate, "/invocation/configSource/uri");
    let repository = uri.filter(|uri| super::is_repository(uri)).map(compare::repository);
    let place = "/invocation/environment";
    if let Some(environment) = at(predicate, place) {
        Environment::of(environment, place).read(repository.as_deref(), words);
    }
    words.say_at(FactName::BuildType, predicate, "/buildType");
    let build_type = text_at(predicate, "/buildType").unwrap_or_default();
    words.builder(predicate, build_type, "/builder/id");
    // what npm's client copies out of a pipeline at GitLab
    words.say_at(FactName::Trigger, predicate, "/invocation/parameters/CI_PIPELINE_SOURCE");
    words.say_at(FactName::StartedOn, predicate, "/metadata/buildStartedOn");
    words.say_at(FactName::FinishedOn, predicate, "/metadata/buildFinishedOn");
    for place in ["/metadata/buildInvocationId", "/metadata/buildInvocationID"] {
        let run = text_at(predicate, place).filter(|id| id.starts_with("https://"));
        words.say_if(FactName::Run, run, place);
    }
}

fn config_source(source: &Sketch<'_>, words: &mut Words<'_>) {
    let place = "/invocation/configSource";
    let uri = text_at(source, "/uri").unwrap_or_default();
    // buildkit writes the commit behind a `#`
    let (address, commit) = match uri.split_once('#') {
        Some((address, commit)) => (address, Some(commit)),
        None => (uri, None),
    };
    words.source(address, &format!("{place}/uri"));
    words.commit(source.get("digest"), &format!("{place}/digest"));
    if let Some(commit) = commit.filter(|commit| is_commit(commit)) {
        words.say(FactName::SourceCommit, commit, &format!("{place}/uri"));
    }
    let Some(entry) = text_at(source, "/entryPoint") else { return };
    if let Some(workflow) = workflow(entry, address) {
        words.say(FactName::BuildConfig, workflow, &format!("{place}/entryPoint"));
    }
}

fn is_commit(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The workflow's address: of a path in the source, or of `owner/name/path@ref`.
fn workflow(entry: &str, source: &str) -> Option<String> {
    let repository = compare::repository(source);
    if entry.starts_with(".github/workflows/") {
        let (_, reference) = compare::split_ref(source);
        let reference = reference.map(|reference| format!("@{reference}")).unwrap_or_default();
        return Some(format!("{repository}/{entry}{reference}"));
    }
    let named = entry
        .split_once("/.github/workflows/")
        .is_some_and(|(name, _)| name.split('/').count() == 2 && !name.contains(':'));
    let (scheme, rest) = repository.split_once("://")?;
    let host = rest.split('/').next()?;
    named.then(|| format!("{scheme}://{host}/{entry}"))
}
