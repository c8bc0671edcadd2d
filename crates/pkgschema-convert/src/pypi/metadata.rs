//! `pyproject.toml` and package metadata.
//!
//! Invariant: `read` and `write` are each other's inverse wherever the document has one spelling.

use super::dependencies;
use super::pyproject::{GroupEntry, Pyproject, Tables, origin, record, write};
use crate::carry::{self, Mapping, Source};
use crate::{Converted, FromRecord, Loss, LossKind, ToRecord};
use pkgschema::Pointer;
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{PackageMetadata, Scope};
use pkgschema::object::{Raw, Value, raw};
use serde_json::value::RawValue;

impl ToRecord<PackageMetadata> for Pyproject {
    fn to_record(&self) -> Converted<PackageMetadata> {
        carry::to_record(self)
    }
}

impl FromRecord<PackageMetadata> for Pyproject {
    fn from_record(record: &PackageMetadata) -> Converted<Self> {
        carry::from_record(record)
    }
}

impl Mapping for Pyproject {
    const KEY: &'static str = "pypi";
    const EXTENSION: &'static str = "toml";
    const ECOSYSTEM: Ecosystem = Ecosystem::PYPI;
    const REASONS: &'static [(&'static str, &'static str)] = &[
        ("/namespace", "Python's packages have no namespace"),
        ("/dependencies", "pyproject.toml can only name packages of PyPI"),
        ("/constraints", "pyproject.toml has no place for constraints"),
        ("/description", "pyproject.toml holds a description's text, or names its file"),
        ("/repository", "pyproject.toml gives the repository's address only"),
        ("/issueTracker", "pyproject.toml gives the issue tracker's address only"),
        ("/funding", "pyproject.toml gives one address for funding"),
        ("/authors", "pyproject.toml names people by name and mail address only"),
        ("/maintainers", "pyproject.toml names people by name and mail address only"),
        ("/contributors", "pyproject.toml names authors and maintainers only"),
        ("/classifiers", "the words are not of PyPI's list"),
        ("/platforms", "pyproject.toml has no place for platforms"),
        ("/features", "pyproject.toml gives what an extra needs, of PyPI's packages only"),
        ("/provides", "pyproject.toml names modules and namespaces only"),
        ("/publishing", "pyproject.toml cannot name the registries that it may go to"),
        ("/runtimeRequirements", "pyproject.toml can only ask for a version of Python"),
        ("/entryPoints", "pyproject.toml names objects in Python's modules only"),
        ("/languageEdition", "Python has no language editions"),
    ];
    const OTHER_NAMES: &'static [(&'static str, &'static str)] = &[("license-files", "license")];
    const IN_ONE_LINE: &'static [&'static str] = &["file", "text"];
    const NOTHING_IF_EMPTY: &'static [&'static str] = &[
        "dependencies",
        "optional-dependencies",
        "dependency-groups",
        "authors",
        "maintainers",
        "urls",
        "scripts",
        "gui-scripts",
        "entry-points",
        "dynamic",
        "license-files",
        "keywords",
        "classifiers",
    ];

    fn read(&self) -> PackageMetadata {
        let mut record = PackageMetadata::of(Self::ECOSYSTEM);
        record::read(self, &mut record);
        record
    }

    fn write(record: &PackageMetadata) -> Self {
        write::document(record)
    }

    fn origins(source: &Source<'_>, pointer: &Pointer) -> Vec<Pointer> {
        source.document::<Tables>().map_or_else(Vec::new, |it| origin::places(it, source, pointer))
    }

    fn about_itself(&self) -> Vec<Loss> {
        let decided = self.project.as_ref().filter(|project| project.dynamic.is_present());
        decided.map(|_| decided_by_build()).into_iter().collect()
    }

    fn kept(_: &Source<'_>, place: &Pointer, said: &Raw) -> Option<Vec<Loss>> {
        let tokens: Vec<String> = place.tokens().take(4).collect();
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        match tokens.as_slice() {
            ["project", "dynamic", ..] => Some(vec![decided_by_build()]),
            ["project", "urls", ..] => Some(vec![Loss::spelt(place.clone())]),
            ["project", "dependencies"]
            | ["build-system", "requires"]
            | ["project", "optional-dependencies", _]
            | ["dependency-groups", _] => Some(list(place, said)),
            ["project", "dependencies", _]
            | ["build-system", "requires", _]
            | ["project", "optional-dependencies", _, _]
            | ["dependency-groups", _, _] => Some(vec![entry(place, said.as_raw())]),
            _ => None,
        }
    }

    fn why_kept(place: &Pointer, _: &Raw) -> Option<&'static str> {
        let tokens: Vec<String> = place.tokens().take(2).collect();
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        Some(match tokens.as_slice() {
            ["tool", ..] => "it is one tool's own",
            ["build-system", "build-backend"] => "it names the tool that builds the package",
            ["build-system", "backend-path"] => "it says where the tool that builds stands",
            _ => return None,
        })
    }
}

/// The loss of the list of keys that the build decides.
fn decided_by_build() -> Loss {
    let note = "that the build decides them has no place elsewhere";
    let place = Pointer::root().child("project").child("dynamic");
    Loss::new(place, LossKind::Dropped, note)
}

/// What is lost of a list of requirements, each of which has a place in the record or none.
fn list(place: &Pointer, source: &Raw) -> Vec<Loss> {
    let elements = raw::elements(source.as_raw()).unwrap_or_default().into_iter().enumerate();
    let each = elements.map(|(index, element)| entry(&place.index(index), element));
    let lost = each.filter(|loss| loss.kind.loses_meaning());
    std::iter::once(Loss::spelt(place.clone())).chain(lost).collect()
}

fn entry(place: &Pointer, value: &RawValue) -> Loss {
    let place = place.clone();
    let broken = |text: &str| dependencies::read_listed(text, Scope::Runtime).err();
    match <GroupEntry as Value>::read(value) {
        Some(GroupEntry::Requirement(text)) => match broken(&text) {
            None => Loss::spelt(place),
            Some(error) => Loss::new(place, LossKind::Dropped, format!("no requirement: {error}")),
        },
        Some(GroupEntry::Include(_)) => {
            let note = "the group is listed by itself, not as a part of this one";
            Loss::new(place, LossKind::Dropped, note)
        }
        None => Loss::new(place, LossKind::Dropped, "no requirement"),
    }
}
