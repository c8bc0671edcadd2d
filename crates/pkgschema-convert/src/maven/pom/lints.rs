//! What is odd in a POM.
//!
//! Source: Maven's model validator.
//!
//! Invariant: what Maven builds without a word has no error here.

use super::{Model, PomDependency};
use crate::found::Found;
use crate::names;
use pkgschema::identity::Ecosystem;
use pkgschema::object::List;
use pkgschema::{Finding, Pointer, Severity};
use std::collections::HashSet;

/// Versions of the format that are known.
const KNOWN: [&str; 3] = ["4.0.0", "4.1.0", "4.2.0"];

/// Expressions that Maven allows in versions.
const CI_FRIENDLY: [&str; 3] = ["revision", "sha1", "changelist"];

pub(super) fn of(model: &Model) -> Vec<Finding> {
    let mut found = Found::default();
    format(model, &mut found);
    identity(model, &mut found);
    let list = Pointer::root().child("dependencies");
    dependencies(&model.dependencies, &list, &mut found);
    versions(model, &list, &mut found);
    if let Some(management) = &model.dependency_management {
        let list = Pointer::root().child("dependencyManagement").child("dependencies");
        dependencies(&management.dependencies, &list, &mut found);
    }
    found.done()
}

fn at(name: &str) -> Pointer {
    Pointer::root().child(name)
}

fn format(model: &Model, found: &mut Found) {
    match model.model_version.as_deref() {
        None => {
            let words = "the version of the format is missing; Maven refuses the POM";
            found.add(Pointer::root, "missing-model-version", Severity::Error, words);
        }
        Some(version) if !KNOWN.contains(&version) => {
            let words = "no version of the format that is known";
            found.add(|| at("modelVersion"), "unknown-model-version", Severity::Warning, words);
        }
        Some(_) => {}
    }
    if model.xmlns.is_none() {
        let words = "the namespace of POMs is missing";
        found.add(Pointer::root, "missing-namespace", Severity::Note, words);
    }
}

fn identity(model: &Model, found: &mut Found) {
    let parent = model.parent.is_some();
    let parts = [
        ("groupId", &model.group_id, parent),
        ("artifactId", &model.artifact_id, false),
        ("version", &model.version, parent),
    ];
    for (name, text, is_inherited) in parts {
        match text {
            None if is_inherited => {}
            None => {
                let words = "a POM must say it, or a parent";
                found.add(|| at(name), "missing-coordinate", Severity::Error, words);
            }
            Some(text) if text.is_empty() => {
                let words = "an empty text is no coordinate";
                found.add(|| at(name), "missing-coordinate", Severity::Error, words);
            }
            Some(text) if has_other_expression(text, name == "version") => {
                let words = "an expression; who reads the POM alone cannot tell what it is";
                found.add(|| at(name), "expression-in-coordinate", Severity::Warning, words);
            }
            Some(_) => {}
        }
    }
    if let (Some(group), Some(artifact)) = (&model.group_id, &model.artifact_id) {
        name(group, artifact, &at("artifactId"), found);
    }
}

/// Whether there is an expression that is not one of those that Maven allows in versions.
fn has_other_expression(text: &str, is_version: bool) -> bool {
    let mut names = text.split("${").skip(1).map(|rest| rest.split('}').next().unwrap_or(rest));
    names.any(|name| !is_version || !CI_FRIENDLY.contains(&name))
}

fn name(group: &str, artifact: &str, place: &Pointer, found: &mut Found) {
    if group.contains("${") || artifact.contains("${") {
        return;
    }
    let name = [group, ":", artifact].concat();
    found.extend(names::odd(&Ecosystem::MAVEN, &name), place);
}

/// Dependencies without a name, and those that are there twice.
fn dependencies(all: &List<PomDependency>, list: &Pointer, found: &mut Found) {
    let mut seen: HashSet<[&str; 4]> = HashSet::new();
    for (index, one) in all.indexed() {
        let place = || list.index(index);
        let (Some(group), Some(artifact)) = (&one.group_id, &one.artifact_id) else {
            let words = "expected a groupId and an artifactId";
            found.add(place, "missing-coordinate", Severity::Error, words);
            continue;
        };
        name(group, artifact, &place(), found);
        let kind = one.r#type.as_deref().unwrap_or("jar");
        let key = [group, artifact, kind, one.classifier.as_deref().unwrap_or_default()];
        if !seen.insert(key) {
            let words = "the dependency is there more than once; Maven takes the last one";
            found.add(place, "duplicate-dependency", Severity::Warning, words);
        }
        if one.system_path.is_some() && one.scope.as_deref() != Some("system") {
            let words = "only a dependency of scope system has a path";
            found.add(|| place().child("systemPath"), "system-path", Severity::Warning, words);
        }
    }
}

/// Dependencies whose version only a parent or the management of one can tell.
fn versions(model: &Model, list: &Pointer, found: &mut Found) {
    if model.parent.is_some() || model.dependency_management.is_some() {
        return;
    }
    for (index, dependency) in model.dependencies.indexed() {
        if dependency.version.is_none() {
            let words = "neither the dependency nor any management tells its version";
            let place = || list.index(index);
            found.add(place, "missing-dependency-version", Severity::Error, words);
        }
    }
}
