//! What a package needs, as packages and relationships of its document.
//!
//! Invariant: a relationship stands behind its package, and says no more of it than the record.

use super::{DOCUMENT, NOASSERTION, NONE, SpdxPackage, SpdxReference, SpdxRelationship};
use crate::LossKind;
use crate::formats::record_leftovers;
use crate::leftovers::Leftovers;
use pkgschema::identity::Purl;
use pkgschema::metadata::{Dependency, PackageMetadata, Scope};
use pkgschema::{Pointer, Text};

/// The package's own name within the document.
pub(super) const SUBJECT: &str = "SPDXRef-Package";

/// The packages that are needed, in the order of the dependencies, and what they are to the
/// package.
pub(super) fn of(
    record: &PackageMetadata,
    left: &mut Leftovers,
) -> (Vec<SpdxPackage>, Vec<SpdxRelationship>) {
    let list = Pointer::root().child("dependencies");
    let mut packages = Vec::with_capacity(record.dependencies.len());
    let mut relationships = vec![relationship(DOCUMENT, "DESCRIBES", SUBJECT)];
    for (index, dependency) in record.dependencies.indexed() {
        let place = list.index(index);
        let named = record_leftovers::dependency(record, dependency, &place, left);
        let Some((_, purl)) = named else { continue };
        let id = format!("SPDXRef-Dependency-{}", index + 1);
        let (word, is_turned) = word(dependency, &place, left);
        relationships.push(match is_turned {
            true => relationship(&id, word, SUBJECT),
            false => relationship(SUBJECT, word, &id),
        });
        if dependency.bundled == Some(true) {
            left.take(&place.child("bundled"));
            relationships.push(relationship(SUBJECT, "CONTAINS", &id));
        }
        packages.push(package(&id, dependency.name.clone(), &purl));
    }
    let all = &record.dependencies;
    if all.is_present() && all.is_empty() && !all.has_odd() {
        left.take(&list);
        relationships.push(relationship(SUBJECT, "DEPENDS_ON", NONE));
    }
    (packages, relationships)
}

/// A package that only its name is known of.
pub(super) fn package(id: &str, name: Text, purl: &Purl) -> SpdxPackage {
    let mut package = SpdxPackage::default();
    package.spdx_id = Some(Text::from(id));
    package.name = Some(name);
    package.download_location = Some(Text::from_static(NOASSERTION));
    package.files_analyzed = Some(false);
    package.external_refs.push(reference(purl));
    package
}

/// The purl among a package's other names.
pub(super) fn reference(purl: &Purl) -> SpdxReference {
    let mut reference = SpdxReference::default();
    reference.category = Some(Text::from_static("PACKAGE-MANAGER"));
    reference.kind = Some(Text::from_static("purl"));
    reference.locator = Some(Text::from(purl.as_str()));
    reference
}

fn relationship(element: &str, kind: &str, related: &str) -> SpdxRelationship {
    let mut relationship = SpdxRelationship::default();
    relationship.element = Some(Text::from(element));
    relationship.kind = Some(Text::from(kind));
    relationship.related = Some(Text::from(related));
    relationship
}

/// The word for how a dependency is needed, and whether the dependency comes first.
fn word(dependency: &Dependency, place: &Pointer, left: &mut Leftovers) -> (&'static str, bool) {
    let (at, optional) = (place.child("scope"), place.child("optionality"));
    let is_optional = dependency.optionality.is_some();
    left.take(&at);
    let word = match dependency.scope {
        Scope::Runtime if is_optional => {
            left.lose(&optional, LossKind::Changed, "the sense of optional is not said");
            return ("OPTIONAL_DEPENDENCY_OF", true);
        }
        Scope::Runtime => return ("DEPENDS_ON", false),
        Scope::Development => "DEV_DEPENDENCY_OF",
        Scope::Build => "BUILD_DEPENDENCY_OF",
        Scope::Test => "TEST_DEPENDENCY_OF",
        Scope::Provided => "PROVIDED_DEPENDENCY_OF",
        Scope::Peer | Scope::System => {
            left.say(&at, LossKind::Changed, "brought by somebody else, whoever that is");
            "PROVIDED_DEPENDENCY_OF"
        }
        _ => {
            left.say(&at, LossKind::Changed, "when it is needed is not said");
            "DEPENDENCY_OF"
        }
    };
    (word, true)
}
