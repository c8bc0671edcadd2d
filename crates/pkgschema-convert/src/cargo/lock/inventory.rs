//! The inventory of a `Cargo.lock`.
//!
//! Invariant: a package without a source is a subject, every other one is a package of the
//! inventory, both in the order of the lock.

use super::index::{Index, Key, NO_CHECKSUM, Named, checksums, key};
use super::source::Source;
use super::{CargoLock, LockPackage};
use crate::leftovers::Leftovers;
use crate::loss::{NAMELESS, SAYS_NOTHING};
use crate::{Converted, Document, LossKind};
use pkgschema::identity::{Artifact, ArtifactKind, Digest, DigestAlgorithm, DigestSet, Ecosystem};
use pkgschema::metadata::{Inventory, InventoryDependency, InventoryPackage};
use pkgschema::object::List;
use pkgschema::{Pointer, Text};
use std::collections::HashMap;

/// What no lock says of its packages.
const UNKNOWN: [&str; 7] = [
    "availability",
    "bundled",
    "license",
    "optionality",
    "platforms",
    "runsCodeAtInstall",
    "scope",
];

/// The inventory of a lock.
pub(super) fn of(lock: &CargoLock) -> Converted<Inventory> {
    let mut reader = Reader {
        index: Index::of(lock),
        checksums: checksums(lock).map(|(key, place, text)| (key, (place, text))).collect(),
        encoded: lock.encodes(),
        left: Leftovers::default(),
    };
    let mut inventory = Inventory::of(CargoLock::NAME);
    if let Some(version) = reader.left.member(&lock.version, &Pointer::root(), "version") {
        inventory.document_version = Some(Text::from(version.to_string()));
    }
    let (mut subjects, mut packages) = (Vec::new(), Vec::new());
    for (place, package) in lock.placed() {
        let Some(read) = reader.package(package, &place) else { continue };
        let is_own = package.source.is_none() && package.rest.get("source").is_none();
        if is_own { subjects.push(read) } else { packages.push(read) }
    }
    inventory.subjects = List::unless_empty(subjects);
    inventory.packages = packages.into();
    inventory.unknown = UNKNOWN.into_iter().map(Text::from_static).collect();
    for (_, (place, text)) in reader.checksums {
        if text == NO_CHECKSUM {
            reader.left.lose(&place, LossKind::Normalized, SAYS_NOTHING);
        }
    }
    let losses = reader.left.finish(lock.view().as_raw(), "the inventory has no place for it");
    Converted::new(inventory, losses)
}

struct Reader<'l> {
    index: Index<'l>,
    /// Those in `metadata` that no package has taken yet.
    checksums: HashMap<Key<'l>, (Pointer, &'l str)>,
    encoded: bool,
    left: Leftovers,
}

impl<'l> Reader<'l> {
    /// The package, if it has a name.
    fn package(&mut self, package: &'l LockPackage, place: &Pointer) -> Option<InventoryPackage> {
        let Some(name) = self.left.member(&package.name, place, "name") else {
            self.left.lose_package(place, NAMELESS);
            return None;
        };
        let mut read = InventoryPackage::new(Ecosystem::CRATES_IO, name.clone());
        read.version = self.left.member(&package.version, place, "version").cloned();
        read.source = self.source(package, place);
        let digests = self.digests(package, place);
        if !digests.is_empty() {
            let mut artifact = Artifact::default();
            artifact.kind = Some(ArtifactKind::Crate);
            artifact.digests = Some(digests);
            read.artifacts.push(artifact);
        }
        if package.dependencies.is_present() {
            let all = package.dependencies.iter().map(|text| self.dependency(text));
            read.dependencies = all.collect();
            self.left.take_each(&package.dependencies, &place.child("dependencies"));
            if !package.dependencies.has_odd() {
                self.left.take(&place.child("dependencies"));
            }
        }
        Some(read)
    }

    fn source(
        &mut self,
        package: &LockPackage,
        place: &Pointer,
    ) -> Option<pkgschema::metadata::DependencySource> {
        let text = self.left.member(&package.source, place, "source")?;
        let source = Source::read(text, self.encoded);
        if source.other_revision().is_some() {
            let note = "the revision that was asked for has no place beside the one chosen";
            self.left.say(&place.child("source"), LossKind::Changed, note);
        }
        source.to_record()
    }

    /// The checksum with the package, or else the one in `metadata`.
    fn digests(&mut self, package: &'l LockPackage, place: &Pointer) -> DigestSet {
        let listed = key(package).and_then(|key| self.listed(&key));
        let own = package.checksum.as_deref().map(|text| (place.child("checksum"), text));
        let mut digests = DigestSet::new();
        for (place, text) in own.into_iter().chain(listed) {
            let read = Digest::from_hex(DigestAlgorithm::Sha256, text);
            match (read, digests.get(&DigestAlgorithm::Sha256)) {
                (Err(_), _) => self.left.lose(&place, LossKind::Dropped, "no SHA-256 digest"),
                (Ok(digest), None) => {
                    digests.insert(&digest);
                    self.left.take(&place);
                }
                (Ok(digest), Some(other)) if digest == other => {
                    self.left.lose(&place, LossKind::Normalized, "the package says it too");
                }
                (Ok(_), Some(_)) => {
                    let note = "it contradicts the checksum with the package";
                    self.left.lose(&place, LossKind::Dropped, note);
                }
            }
        }
        digests
    }

    /// The checksum in `metadata`; the first of two packages of one key takes it.
    fn listed(&mut self, key: &Key<'l>) -> Option<(Pointer, &'l str)> {
        let is_one = self.checksums.get(key).is_some_and(|(_, text)| *text != NO_CHECKSUM);
        if is_one { self.checksums.remove(key) } else { None }
    }

    /// The dependency with the version of the package that it names; as it is written, if that is
    /// none or several.
    fn dependency(&self, text: &str) -> InventoryDependency {
        let named = Named::read(text);
        let mut dependency = InventoryDependency::new(named.name);
        let found = self.index.find(named).ok();
        let version = found.and_then(|package| package.version.clone());
        dependency.version = version.or_else(|| named.version.map(Text::from));
        let apart = found.filter(|package| self.index.shares_version(package));
        let source = apart.and_then(|package| package.source.clone());
        dependency.source = named.source.map(Text::from).or(source);
        dependency
    }
}
