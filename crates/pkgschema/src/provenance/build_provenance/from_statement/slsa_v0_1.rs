//! SLSA provenance 0.1, as Google Cloud Build writes it.
//!
//! Invariant: a ref is only what a substitution names as a tag or a branch.

use super::super::compare;
use super::{FactName, Sketch, Words, at, text_at};

pub(super) fn read(predicate: &Sketch<'_>, words: &mut Words<'_>) {
    if let Some((index, material)) = source_material(predicate) {
        source(material, &format!("/materials/{index}"), words);
    }
    words.say_at(FactName::BuildType, predicate, "/recipe/type");
    substitutions(predicate, words);
    words.builder(predicate, "", "/builder/id");
    words.say_at(FactName::StartedOn, predicate, "/metadata/buildStartedOn");
    words.say_at(FactName::FinishedOn, predicate, "/metadata/buildFinishedOn");
}

/// The material that has the recipe, else the first that is a repository.
fn source_material<'s, 'a>(predicate: &'s Sketch<'a>) -> Option<(usize, &'s Sketch<'a>)> {
    let materials = predicate.get("materials")?.elements();
    let defining = match at(predicate, "/recipe/definedInMaterial") {
        Some(Sketch::Number(index)) => usize::try_from(*index).ok(),
        _ => None,
    };
    let defining = defining.and_then(|index| Some((index, materials.get(index)?)));
    defining.or_else(|| {
        let is_source = |it: &Sketch<'_>| text_at(it, "/uri").is_some_and(super::is_repository);
        materials.iter().enumerate().find(|(_, material)| is_source(material))
    })
}

/// The source, whose commit may stand in its address.
fn source(material: &Sketch<'_>, place: &str, words: &mut Words<'_>) {
    let Some(uri) = text_at(material, "/uri") else { return };
    let uri_place = format!("{place}/uri");
    match uri.split_once("/commit/") {
        Some((repository, commit)) => {
            words.source(repository, &uri_place);
            words.say(FactName::SourceCommit, commit, &uri_place);
        }
        None => words.source(uri, &uri_place),
    }
    words.commit(material.get("digest"), &format!("{place}/digest"));
    words.say_if(FactName::SourceRef, compare::split_ref(uri).1, &uri_place);
}

/// What Google Cloud Build puts in for names in a build's configuration.
fn substitutions(predicate: &Sketch<'_>, words: &mut Words<'_>) {
    let place = "/recipe/arguments/substitutions";
    let Some(values) = at(predicate, place) else { return };
    let text = |name: &str| values.get(name).and_then(Sketch::text);
    words.say_if(FactName::SourceCommit, text("COMMIT_SHA"), &format!("{place}/COMMIT_SHA"));
    for (name, prefix) in [("TAG_NAME", "refs/tags"), ("BRANCH_NAME", "refs/heads")] {
        if let Some(short) = text(name).filter(|short| !short.is_empty()) {
            words.say(FactName::SourceRef, format!("{prefix}/{short}"), &format!("{place}/{name}"));
            return; // a tag's branch is not what was built
        }
    }
}
