//! The record of a component.
//!
//! Invariant: a component that the document is about is the only one that a record is made of.

use super::account::{Account, Part};
use super::{BomComponent, BomOrganization, CycloneDxBom, CycloneDxContact};
use super::{licenses, parts, references};
use crate::formats::record_leftovers;
use crate::leftovers::Leftovers;
use crate::{Converted, Document, LossKind, people};
use pkgschema::Pointer;
use pkgschema::metadata::{Dependency, Description, Organization, PackageMetadata, Person, Scope};
use pkgschema::object::List;
use pkgschema::text::Link;

/// What no document says of a package.
const UNKNOWN: [&str; 12] = [
    "availability",
    "classifiers",
    "constraints",
    "contributors",
    "entryPoints",
    "features",
    "funding",
    "platforms",
    "provides",
    "publishing",
    "runtimeRequirements",
    "publishTimes",
];

/// The records.
pub(super) fn of(bom: &CycloneDxBom) -> Converted<Vec<PackageMetadata>> {
    let mut account = Account::of(bom);
    let number = if account.has_subject { 1 } else { account.parts.len() };
    let mut records = Vec::new();
    for index in 0..number {
        records.extend(record(&mut account, index));
    }
    let losses = account.left.finish_by(bom.view().as_raw(), &why);
    Converted::new(records, losses)
}

/// Why what stands there is in no record.
fn why(place: &Pointer) -> &'static str {
    match place.tokens().next().as_deref() {
        Some("specVersion" | "serialNumber" | "version" | "$schema") => {
            "it is about the document, not about a package"
        }
        Some("components") if place.as_str().ends_with("/version") => {
            "a record says what is asked for, not what was chosen"
        }
        Some("components") => "a record is of one package",
        _ => "the record has no place for it",
    }
}

fn record(account: &mut Account<'_>, index: usize) -> Option<PackageMetadata> {
    let named = account.package(index, true)?;
    let dependencies = dependencies(account, index);
    let is_partial = account.is_partial(index);
    let Part { component, place, .. } = account.parts.get(index)?;
    let left = &mut account.left;
    let mut record = named.into_record();
    describe(component, &mut record, place, left);
    people(component, &mut record, place, left);
    record.license = licenses::read(&component.licenses, &place.child("licenses"), left);
    left.take_each(&component.tags, &place.child("tags"));
    record.keywords = crate::specific::fitting(&component.tags);
    record.artifacts = parts::artifacts(component, &record.ecosystem, place, left);
    references::read(component, &mut record, place, left);
    let unsaid = (dependencies.is_none() || is_partial).then_some("dependencies");
    let known = dependencies.filter(|all| !is_partial || !all.is_empty());
    record.dependencies = known.map_or_else(List::absent, List::from);
    record.mark_unknown(UNKNOWN.into_iter().chain(unsaid));
    Some(record)
}

fn describe(
    component: &BomComponent,
    record: &mut PackageMetadata,
    place: &Pointer,
    left: &mut Leftovers,
) {
    let Some(text) = left.member(&component.description, place, "description") else { return };
    if record_leftovers::is_summary(text) {
        record.summary = Some(text.clone());
    } else {
        let mut description = Description::default();
        description.text = Some(text.clone());
        record.description = Some(description);
    }
}

fn people(
    component: &BomComponent,
    record: &mut PackageMetadata,
    place: &Pointer,
    left: &mut Leftovers,
) {
    record.authors = contacts(&component.authors, &place.child("authors"), left);
    if !record.authors.is_present() {
        let author = left.member(&component.author, place, "author");
        record.authors =
            List::unless_empty(author.map(|line| people::from_line(line)).into_iter().collect());
    }
    let Some(supplier) = &component.supplier else { return };
    let place = place.child("supplier");
    record.maintainers = contacts(&supplier.contact, &place.child("contact"), left);
    record.organization = organization(supplier, &place, left);
}

fn organization(
    supplier: &BomOrganization,
    place: &Pointer,
    left: &mut Leftovers,
) -> Option<Organization> {
    let mut organization = Organization::default();
    organization.name = left.member(&supplier.name, place, "name").cloned();
    let mut urls = supplier.url.indexed().map(|(at, url)| (at, Link::from_document(url.clone())));
    if let Some((at, url)) = urls.find(|(_, url)| url.is_well_formed()) {
        left.take(&place.child("url").index(at));
        organization.url = Some(url);
    }
    (organization.name.is_some() || organization.url.is_some()).then_some(organization)
}

fn contacts(
    contacts: &List<CycloneDxContact>,
    place: &Pointer,
    left: &mut Leftovers,
) -> List<Person> {
    let mut all = Vec::new();
    for (index, contact) in contacts.indexed() {
        let at = place.index(index);
        let mut person = Person::default();
        person.name = left.member(&contact.name, &at, "name").cloned();
        person.email = left.member(&contact.email, &at, "email").cloned();
        if person.name.is_some() || person.email.is_some() {
            all.push(person);
        }
    }
    List::unless_empty(all)
}

/// What the component needs. `None` if the document does not say.
fn dependencies(account: &mut Account<'_>, index: usize) -> Option<Vec<Dependency>> {
    let needs = account.needs(index)?;
    let mut all = Vec::with_capacity(needs.len());
    for (place, part) in needs {
        account.left.take(&place);
        let Some(named) = account.package(part, false) else { continue };
        let is_new = account.is_newly_needed(part);
        let requirement = account.requirement(part, is_new);
        let Some(Part { component, place, .. }) = account.parts.get(part) else { continue };
        let (scope, lost) = scope(component);
        if let Some((kind, note)) = lost.filter(|_| is_new) {
            account.left.lose(&place.child("scope"), kind, note);
        }
        let mut dependency = Dependency::new(named.name, scope);
        dependency.requirement = requirement;
        all.push(dependency);
    }
    Some(all)
}

/// When a component is needed, and what is lost of what it says about that.
fn scope(component: &BomComponent) -> (Scope, Option<(LossKind, &'static str)>) {
    let lost = match component.scope.as_deref() {
        Some("excluded") => {
            let note = "for what else than running is not said";
            return (Scope::Development, Some((LossKind::Changed, note)));
        }
        Some("optional") => (LossKind::Dropped, "in which sense it is optional is not said"),
        Some("required") => (LossKind::Normalized, "as where it is not said"),
        _ => return (Scope::Runtime, None),
    };
    (Scope::Runtime, Some(lost))
}
