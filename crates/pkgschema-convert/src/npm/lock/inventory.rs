//! Locks and inventories.
//!
//! Invariant: packages stand in the order of the document.

use super::entry::{Flags, describe, named};
use super::place::Place;
use super::{LockEntry, PackageLock, losses, tree};
use crate::syntax::json::JsonDocument;
use crate::{Converted, ToRecord};
use pkgschema::Text;
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{Inventory, InventoryPackage};
use std::collections::HashMap;

/// What version 1 has no words for.
const NOT_IN_TREES: [&str; 4] = ["license", "platforms", "availability", "runsCodeAtInstall"];

impl ToRecord<Inventory> for PackageLock {
    fn to_record(&self) -> Converted<Inventory> {
        let mut inventory = Inventory::of(Self::DOCUMENT);
        let version = self.lockfile_version.map(|version| Text::from(version.to_string()));
        inventory.document_version = version;
        match self.packages.is_present() {
            true => self.fill(&mut inventory),
            false => self.fill_from_tree(&mut inventory),
        }
        Converted::new(inventory, losses::of(self))
    }
}

impl PackageLock {
    fn fill(&self, inventory: &mut Inventory) {
        let entries: HashMap<&str, &LockEntry> =
            self.packages.iter().map(|(key, entry)| (key.as_str(), entry)).collect();
        let (mut subjects, mut packages) = (Vec::new(), Vec::new());
        for (key, entry) in self.packages.iter() {
            let place = Place::of(key);
            let Some(folder) = place.name().or(self.project_name(entry)) else { continue };
            let mut package = named(folder, entry.name.as_ref());
            describe(entry, &mut package);
            match place {
                Place::Installed(_) => {
                    package.location = Some(key.clone());
                    Flags::of(entry).set(&mut package);
                    linked(entry, &entries, &mut package);
                    packages.push(package);
                }
                Place::Folder(_) => {
                    package.alias = None;
                    package.location = Some(key.clone());
                    subjects.push(package);
                }
                Place::Root => {
                    package.alias = None;
                    package.version = package.version.or_else(|| self.version.clone());
                    subjects.push(package);
                }
            }
        }
        inventory.subjects = subjects.into();
        inventory.packages = packages.into();
    }

    fn fill_from_tree(&self, inventory: &mut Inventory) {
        if let Some(name) = &self.name {
            let mut project = InventoryPackage::new(Ecosystem::NPM, name.clone());
            project.version = self.version.clone();
            inventory.subjects.push(project);
        }
        let mut packages = Vec::new();
        tree::each(&self.dependencies, &mut |node| packages.push(tree::package(&node)));
        inventory.packages = packages.into();
        inventory.unknown = NOT_IN_TREES.into_iter().map(Text::from_static).collect();
    }

    /// The project's name, which the entry and the document both have.
    pub(super) fn project_name<'a>(&'a self, entry: &'a LockEntry) -> Option<&'a str> {
        entry.name.as_deref().or(self.name.as_deref())
    }
}

/// A link says nothing of the package that it leads to; the folder's entry does.
fn linked(link: &LockEntry, entries: &HashMap<&str, &LockEntry>, package: &mut InventoryPackage) {
    let target = link.resolved.as_deref().filter(|_| link.link == Some(true));
    let Some(folder) = target.and_then(|path| entries.get(path)) else { return };
    package.version = package.version.take().or_else(|| folder.version.clone());
    if let (Some(name), None) = (&folder.name, &link.name) {
        let local = std::mem::replace(&mut package.name, name.clone());
        package.alias = (local != *name).then_some(local);
    }
}
