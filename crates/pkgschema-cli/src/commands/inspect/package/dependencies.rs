//! What a package needs, a line for each kind.
//!
//! Invariant: every dependency is counted, and so many of each kind are named.

use super::super::Fact;
use pkgschema::metadata::{Dependency, PackageMetadata};

/// How many are named before the rest is only counted.
const NAMED: usize = 8;

/// A line for each kind, in the order in which the kinds turn up.
pub(super) fn dependencies(record: &PackageMetadata) -> Vec<Fact> {
    let mut kinds: Vec<(String, Vec<String>)> = Vec::new();
    for dependency in &record.dependencies {
        let (kind, name) = (kind(dependency), name(dependency));
        match kinds.iter_mut().find(|(other, _)| *other == kind) {
            Some((_, names)) => names.push(name),
            None => kinds.push((kind, vec![name])),
        }
    }
    let unknown = record.unknown.iter().any(|member| member == "dependencies");
    match kinds.is_empty() {
        true if unknown => vec![("dependencies", "unknown".to_owned())],
        true => vec![("dependencies", "none".to_owned())],
        false => kinds.into_iter().map(|it| ("dependencies", line(&it))).collect(),
    }
}

fn line((kind, names): &(String, Vec<String>)) -> String {
    format!("{} {kind}: {}", names.len(), shortened(names))
}

/// The first names, and how many more there are.
pub(super) fn shortened<T: ToString>(names: &[T]) -> String {
    let mut shown: Vec<String> = names.iter().take(NAMED).map(ToString::to_string).collect();
    if names.len() > NAMED {
        shown.push(format!("and {} more", names.len() - NAMED));
    }
    shown.join(", ")
}

/// When it is needed, and in which sense it is optional.
fn kind(dependency: &Dependency) -> String {
    let scope = dependency.scope.as_str();
    match &dependency.optionality {
        Some(optionality) => format!("{scope}, {}", optionality.kind.as_str()),
        None => scope.to_owned(),
    }
}

/// Name, requirement, and where it comes from if not from the registry.
fn name(dependency: &Dependency) -> String {
    let versions = dependency.requirement.as_ref().map(|it| it.text.as_str());
    let place = dependency.source.as_ref().map(|it| format!(" ({})", it.kind.as_str()));
    let condition = dependency.condition.as_ref().map(|it| format!(" if {}", it.text));
    let versions = versions.filter(|text| !text.is_empty()).map(|text| format!(" {text}"));
    let parts = [versions, place, condition].map(Option::unwrap_or_default);
    format!("{}{}", dependency.name, parts.concat())
}
