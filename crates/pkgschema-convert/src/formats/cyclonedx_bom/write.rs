//! The document of a record.
//!
//! Invariant: nothing is made up: no serial number, no time, no version.

use super::needs;
use super::{
    BomComponent, BomDependency, BomHash, BomMetadata, BomOrganization, CycloneDxBom,
    CycloneDxContact,
};
use super::{licenses, parts, references};
use crate::Converted;
use crate::formats::record_leftovers as left_of;
use crate::leftovers::Leftovers;
use pkgschema::metadata::{PackageMetadata, Person};
use pkgschema::object::List;
use pkgschema::{Pointer, Text};

/// The note for what has no place.
const NO_PLACE: &str = "CycloneDX document has no place for it";

/// The name of the package within the document, where there is no purl.
const SUBJECT: &str = "package";

/// A version of the specification that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum BomVersion {
    /// 1.6 (ECMA-424, first edition).
    V1_6,
    /// 1.7 (ECMA-424, second edition), which has ranges of versions.
    V1_7,
}

impl BomVersion {
    /// The version as documents write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V1_6 => "1.6",
            Self::V1_7 => "1.7",
        }
    }
}

/// The document.
pub(super) fn of(record: &PackageMetadata, version: Option<BomVersion>) -> Converted<CycloneDxBom> {
    let mut left = left_of::begin(record, CycloneDxBom::DOCUMENT_NAME);
    let mut component = component(record, &mut left);
    let needs = needs::of(record, version != Some(BomVersion::V1_6), &mut left);
    let ranges = needs.iter().any(|need| need.version_range.is_some());
    let version = version.unwrap_or(if ranges { BomVersion::V1_7 } else { BomVersion::V1_6 });
    let own = component.purl.as_ref().map(|purl| Text::from(purl.as_str()));
    let own = own.unwrap_or(Text::from_static(SUBJECT));
    component.bom_ref = Some(own.clone());
    let mut bom = CycloneDxBom::default();
    bom.bom_format = Some(Text::from_static("CycloneDX"));
    bom.spec_version = Some(Text::from_static(version.as_str()));
    bom.version = Some(1);
    let mut metadata = BomMetadata::default();
    metadata.component = Some(component);
    bom.metadata = Some(metadata);
    let is_none = record.dependencies.is_present()
        && record.dependencies.is_empty()
        && !record.dependencies.has_odd();
    if is_none {
        left.take(&Pointer::root().child("dependencies"));
    }
    // a component without needs in the graph is said to need nothing
    if is_none || !needs.is_empty() {
        bom.dependencies = graph(own, &needs);
        bom.components = List::unless_empty(needs);
    }
    Converted::new(bom, left_of::finish(left, record, NO_PLACE))
}

/// What the package needs; of what that needs nothing is said.
fn graph(own: Text, needs: &[BomComponent]) -> List<BomDependency> {
    let mut dependency = BomDependency::default();
    dependency.component = Some(own);
    let names = needs.iter().filter_map(|need| need.bom_ref.clone());
    dependency.depends_on = List::unless_empty(names.collect());
    List::from(vec![dependency])
}

fn component(record: &PackageMetadata, left: &mut Leftovers) -> BomComponent {
    let root = Pointer::root();
    let mut component = BomComponent::default();
    component.component_type = Some(Text::from_static("library"));
    component.group = left.member(&record.namespace, &root, "namespace").cloned();
    component.name = Some(left_of::name(record, left));
    component.version = left.member(&record.version, &root, "version").cloned();
    component.purl = left_of::purl(record, left).map(Into::into);
    component.description = left_of::description(record, left);
    component.authors = contacts(&record.authors, &root.child("authors"), left);
    component.supplier = supplier(record, left);
    component.licenses = match &record.license {
        Some(license) => licenses::write(license, left),
        None => List::absent(),
    };
    left.take_each(&record.keywords, &root.child("keywords"));
    component.tags = crate::specific::fitting(&record.keywords);
    component.hashes = own_hashes(record, left);
    component.external_references = List::unless_empty(references::write(record, left));
    component
}

/// The digests of the only file, if nobody says where it is.
fn own_hashes(record: &PackageMetadata, left: &mut Leftovers) -> List<BomHash> {
    let place = Pointer::root().child("artifacts").index(0).child("digests");
    match record.artifacts.items().map(|items| &items[..]) {
        Some([only]) if only.url.is_none() => parts::hashes(only.digests.as_ref(), &place, left),
        _ => List::absent(),
    }
}

fn supplier(record: &PackageMetadata, left: &mut Leftovers) -> Option<BomOrganization> {
    let root = Pointer::root();
    let mut supplier = BomOrganization::default();
    if let Some(organization) = &record.organization {
        let place = root.child("organization");
        supplier.name = left.member(&organization.name, &place, "name").cloned();
        if let Some(url) = organization.url.as_ref().filter(|url| url.is_well_formed()) {
            left.take(&place.child("url"));
            supplier.url = List::from(vec![Text::from(url.as_str())]);
        }
    }
    supplier.contact = contacts(&record.maintainers, &root.child("maintainers"), left);
    let any = supplier.name.is_some() || supplier.url.is_present() || supplier.contact.is_present();
    any.then_some(supplier)
}

fn contacts(
    people: &List<Person>,
    place: &Pointer,
    left: &mut Leftovers,
) -> List<CycloneDxContact> {
    let mut all = Vec::new();
    for (index, person) in people.indexed() {
        let at = place.index(index);
        let mut contact = CycloneDxContact::default();
        contact.name = left.member(&person.name, &at, "name").cloned();
        let email = person.email.as_ref().filter(|email| left_of::is_mail(email)).cloned();
        contact.email = left.member(&email, &at, "email").cloned();
        if contact.name.is_some() || contact.email.is_some() {
            all.push(contact);
        }
    }
    List::unless_empty(all)
}

impl CycloneDxBom {
    /// The document's name, for what is said of it.
    const DOCUMENT_NAME: &'static str = <Self as crate::Document>::NAME;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_note_names_the_document() {
        assert!(NO_PLACE.starts_with(CycloneDxBom::DOCUMENT_NAME));
    }
}
