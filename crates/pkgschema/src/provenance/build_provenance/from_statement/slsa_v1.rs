//! SLSA provenance 1, as GitHub's workflows, npm's client, slsa-github-generator and Google Cloud
//! Build write it.
//!
//! Invariant: of several dependencies only the one that the parameters name, else the first, is
//! the source.

use super::super::compare;
use super::environment::Environment;
use super::{FactName, Sketch, Words, text_at};

pub(super) fn read(predicate: &Sketch<'_>, words: &mut Words<'_>) {
    if let Some(definition) = predicate.get("buildDefinition") {
        read_definition(definition, words);
    }
    words.say_at(FactName::BuildType, predicate, "/buildDefinition/buildType");
    let build_type = text_at(predicate, "/buildDefinition/buildType").unwrap_or_default();
    words.builder(predicate, build_type, "/runDetails/builder/id");
    let place = "/runDetails/metadata/invocationId";
    let run = text_at(predicate, place).filter(|id| id.starts_with("https://"));
    words.say_if(FactName::Run, run, place);
    words.say_at(FactName::StartedOn, predicate, "/runDetails/metadata/startedOn");
    words.say_at(FactName::FinishedOn, predicate, "/runDetails/metadata/finishedOn");
}

fn read_definition(definition: &Sketch<'_>, words: &mut Words<'_>) {
    let mut stated = parameters(definition, words);
    if let Some((index, source)) = source_dependency(definition, stated.as_deref()) {
        let place = format!("/buildDefinition/resolvedDependencies/{index}");
        let uri = text_at(source, "/uri").unwrap_or_default();
        words.source(uri, &format!("{place}/uri"));
        words.commit(source.get("digest"), &format!("{place}/digest"));
        stated = stated.or_else(|| Some(compare::repository(uri).into_owned()));
    }
    // drafts of version 1 call them system parameters
    for (name, place) in [
        ("internalParameters", "/buildDefinition/internalParameters"),
        ("systemParameters", "/buildDefinition/systemParameters"),
    ] {
        let Some(internal) = definition.get(name) else { continue };
        Environment::of(internal, place).read(stated.as_deref(), words);
        if let Some(github) = internal.get("github") {
            run(github, &format!("{place}/github"), words);
        }
    }
}

/// What somebody outside had a say in: the workflow, or the source. Gives the repository.
fn parameters(definition: &Sketch<'_>, words: &mut Words<'_>) -> Option<String> {
    let place = "/buildDefinition/externalParameters";
    let parameters = definition.get("externalParameters")?;
    for name in ["workflow", "buildConfigSource"] {
        let workflow = parameters.get(name);
        let place = format!("{place}/{name}");
        if let Some(repository) = workflow.and_then(|it| workflow_of(it, &place, words)) {
            return Some(repository);
        }
    }
    let source = parameters.get("source")?;
    let uri = text_at(source, "/uri")?;
    words.source(uri, &format!("{place}/source/uri"));
    words.commit(source.get("digest"), &format!("{place}/source/digest"));
    super::is_repository(uri).then(|| compare::repository(uri).into_owned())
}

/// Repository, path and ref of a workflow.
fn workflow_of(workflow: &Sketch<'_>, place: &str, words: &mut Words<'_>) -> Option<String> {
    let repository = text_at(workflow, "/repository").filter(|text| super::is_repository(text));
    let repository = repository.map(compare::repository);
    let (path, reference) = (text_at(workflow, "/path"), text_at(workflow, "/ref"));
    words.say_if(FactName::SourceRepository, repository.as_deref(), &format!("{place}/repository"));
    words.say_if(FactName::SourceRef, reference, &format!("{place}/ref"));
    if let (Some(repository), Some(path), Some(reference)) = (&repository, path, reference) {
        let config = format!("{repository}/{}@{reference}", path.trim_start_matches('/'));
        words.say(FactName::BuildConfig, config, &format!("{place}/path"));
    }
    repository.map(std::borrow::Cow::into_owned)
}

/// The dependency that the parameters name, else the first that is a repository.
fn source_dependency<'s, 'a>(
    definition: &'s Sketch<'a>,
    stated: Option<&str>,
) -> Option<(usize, &'s Sketch<'a>)> {
    let dependencies = definition.get("resolvedDependencies")?.elements();
    let mut all = dependencies.iter().enumerate().filter_map(|(index, dependency)| {
        let uri = text_at(dependency, "/uri").filter(|uri| super::is_repository(uri))?;
        Some((index, dependency, uri))
    });
    let first = all.clone().next();
    let same = all.find(|(_, _, uri)| {
        stated.is_some_and(|stated| compare::same(&FactName::SourceRepository, stated, uri))
    });
    same.or(first).map(|(index, dependency, _)| (index, dependency))
}

/// What GitHub's own builder says of a run.
fn run(github: &Sketch<'_>, place: &str, words: &mut Words<'_>) {
    for (member, fact) in [
        ("event_name", FactName::Trigger),
        ("repository_id", FactName::SourceRepositoryId),
        ("repository_owner_id", FactName::SourceOwnerId),
        ("runner_environment", FactName::RunnerEnvironment),
    ] {
        let text = github.get(member).and_then(Sketch::word);
        words.say_if(fact, text.as_deref(), &format!("{place}/{member}"));
    }
}
