//! The inventory of a document.
//!
//! Invariant: a package that is listed has a purl in the document.

use super::account::{Account, Part};
use super::{CycloneDxBom, licenses, parts};
use crate::formats::bill_inventory;
use crate::{Converted, Document, LossKind};
use pkgschema::Pointer;
use pkgschema::metadata::{Inventory, InventoryDependency, InventoryPackage, Scope};
use pkgschema::object::List;

/// The inventory.
pub(super) fn of(bom: &CycloneDxBom) -> Converted<Inventory> {
    let mut account = Account::of(bom);
    let mut inventory = Inventory::of(CycloneDxBom::NAME);
    let root = Pointer::root();
    let version = account.left.member(&bom.spec_version, &root, "specVersion");
    inventory.document_version = version.cloned();
    let (mut subjects, mut packages) = (Vec::new(), Vec::new());
    for index in 0..account.parts.len() {
        let Some(package) = package(&mut account, index) else { continue };
        let is_subject = index == 0 && account.has_subject;
        if is_subject { subjects.push(package) } else { packages.push(package) }
    }
    inventory.subjects = List::unless_empty(subjects);
    if bom.components.is_present() || !packages.is_empty() {
        inventory.packages = packages.into();
    }
    if bom.components.is_empty() && !bom.components.has_odd() {
        account.left.take(&root.child("components"));
    }
    let mut unsaid = vec!["source"];
    unsaid.extend((!account.has_graph()).then_some("dependencies"));
    unsaid.extend((bom.spec_version.as_deref() != Some("1.7")).then_some("requirement"));
    inventory.unknown = bill_inventory::unknown(&unsaid);
    let losses = account.left.finish(bom.view().as_raw(), "the inventory has no place for it");
    Converted::new(inventory, losses)
}

fn package(account: &mut Account<'_>, index: usize) -> Option<InventoryPackage> {
    let named = account.package(index, true)?;
    let requirement = account.requirement(index, true);
    let dependencies = dependencies(account, index);
    let Part { component, place, is_within, .. } = account.parts.get(index)?;
    let left = &mut account.left;
    let mut read = InventoryPackage::new(named.ecosystem.clone(), named.name.clone());
    read.version = named.version;
    read.requirement = requirement;
    read.artifacts = parts::artifacts(component, &named.ecosystem, place, left);
    read.license = licenses::read(&component.licenses, &place.child("licenses"), left);
    read.bundled = is_within.then_some(true);
    read.dependencies = dependencies;
    let at = place.child("scope");
    match component.scope.as_deref() {
        Some("required") => {
            left.take(&at);
            read.scope = Some(Scope::Runtime);
        }
        Some("optional") => {
            left.lose(&at, LossKind::Dropped, "in which sense it is optional is not said");
        }
        Some("excluded") => {
            left.lose(&at, LossKind::Dropped, "for what else than running is not said");
        }
        _ => {}
    }
    Some(read)
}

fn dependencies(account: &mut Account<'_>, index: usize) -> List<InventoryDependency> {
    let Some(needs) = account.needs(index) else { return List::absent() };
    let mut all = Vec::with_capacity(needs.len());
    for (place, part) in needs {
        account.left.take(&place);
        let named = account.parts.get(part).and_then(|part| part.named.as_ref().ok());
        let Some(named) = named else { continue };
        let mut one = InventoryDependency::new(named.name.clone());
        one.version.clone_from(&named.version);
        all.push(one);
    }
    // nothing that can be named is not nothing
    if account.is_partial(index) { List::unless_empty(all) } else { all.into() }
}
