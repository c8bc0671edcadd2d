//! What a package needs, as software.
//!
//! Invariant: what is needed to run and what is not never stand in one list.

use super::CodeMetaSoftware;
use crate::LossKind;
use crate::leftovers::Leftovers;
use pkgschema::identity::PackageName;
use pkgschema::metadata::{Dependency, PackageMetadata, RuntimePhase, Scope};
use pkgschema::object::List;
use pkgschema::{Pointer, Text};

/// What the package needs to run, and what it can use or needs to be worked on.
#[derive(Default)]
pub(super) struct Software {
    pub(super) requirements: Vec<CodeMetaSoftware>,
    pub(super) suggestions: Vec<CodeMetaSoftware>,
}

/// The dependencies.
pub(super) fn of(record: &PackageMetadata, left: &mut Leftovers) -> Software {
    let list = Pointer::root().child("dependencies");
    let mut all = Software::default();
    for (index, dependency) in record.dependencies.indexed() {
        let place = list.index(index);
        let (at, optional) = (place.child("scope"), place.child("optionality"));
        match (&dependency.scope, &dependency.optionality) {
            (Scope::Runtime, None) => {
                left.take(&at);
                all.requirements.push(one(record, dependency, &place, left));
            }
            (Scope::Runtime, Some(_)) => {
                left.take(&at);
                left.lose(&optional, LossKind::Changed, "a suggestion, in whatever sense");
                all.suggestions.push(one(record, dependency, &place, left));
            }
            (Scope::Development | Scope::Build | Scope::Test, _) => {
                left.lose(&at, LossKind::Changed, "a suggestion, whatever it is needed for");
                all.suggestions.push(one(record, dependency, &place, left));
            }
            _ => {
                let note = "codemeta.json has no place for what somebody else brings";
                left.lose(&place, LossKind::Dropped, note);
            }
        }
    }
    all
}

fn one(
    record: &PackageMetadata,
    dependency: &Dependency,
    place: &Pointer,
    left: &mut Leftovers,
) -> CodeMetaSoftware {
    let mut software = CodeMetaSoftware::default();
    software.of_type = Some(Text::from_static("SoftwareApplication"));
    let name = PackageName::from_document(record.ecosystem.clone(), dependency.name.clone());
    let purl = name.purl(None).and_then(Result::ok);
    software.identifier = purl.map(|purl| Text::from(purl.as_str()));
    software.name = Some(dependency.name.clone());
    left.take(&place.child("name"));
    if let Some(requirement) = &dependency.requirement {
        let note = "which versions will do stands where one version is meant";
        left.lose(&place.child("requirement"), LossKind::Changed, note);
        software.version = Some(requirement.text.clone());
    }
    software
}

/// The runtimes that the package needs, a line each.
pub(super) fn runtimes(record: &PackageMetadata, left: &mut Leftovers) -> List<Text> {
    let list = Pointer::root().child("runtimeRequirements");
    let mut all = Vec::new();
    for (index, runtime) in record.runtime_requirements.indexed() {
        let place = list.index(index);
        if !matches!(runtime.phase, None | Some(RuntimePhase::Run)) {
            continue;
        }
        left.take(&place.child("name"));
        if runtime.phase.is_some() {
            left.lose(&place.child("phase"), LossKind::Normalized, "as where it is not said");
        }
        let line = match &runtime.requirement {
            Some(requirement) => {
                let note = "it stands behind the name in one text";
                left.lose(&place.child("requirement"), LossKind::Changed, note);
                format!("{} {}", runtime.name, requirement.text)
            }
            None => runtime.name.to_string(),
        };
        all.push(Text::from(line));
    }
    List::unless_empty(all)
}
