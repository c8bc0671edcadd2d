//! The inventory of a `pylock.toml`.
//!
//! Invariant: every key of the lock is taken, or a loss stands at it.

use super::index::{Index, Meant};
use super::{Pylock, PylockDirectory, PylockFile, PylockPackage, PylockVcs};
use crate::leftovers::Leftovers;
use crate::loss::NAMELESS;
use crate::pypi::FileName;
use crate::{Converted, Document, LossKind};
use pkgschema::identity::{Artifact, ArtifactKind, Ecosystem, PublishTime, TimeOrigin};
use pkgschema::metadata::{
    Condition, ConditionLanguage, DependencySource, Inventory, InventoryDependency,
    InventoryPackage, SourceKind,
};
use pkgschema::object::List;
use pkgschema::text::Link;
use pkgschema::{Pointer, Text};

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

/// What a lock of an unknown version may say in a way that is not known.
const UNKNOWN_LATER: [&str; 5] = ["artifacts", "condition", "dependencies", "source", "version"];

/// The inventory of a lock.
pub(super) fn of(lock: &Pylock) -> Converted<Inventory> {
    let mut reader = Reader { index: Index::of(lock), left: Leftovers::default() };
    let mut inventory = Inventory::of(Pylock::NAME);
    let version = reader.left.member(&lock.lock_version, &Pointer::root(), "lock-version");
    inventory.document_version = version.cloned();
    let list = Pointer::root().child("packages");
    let (mut subjects, mut packages) = (Vec::new(), Vec::new());
    for (index, package) in lock.packages.indexed() {
        let Some(read) = reader.package(package, &list.index(index)) else { continue };
        let is_own = package.directory.as_ref().is_some_and(PylockDirectory::is_own);
        if is_own { subjects.push(read) } else { packages.push(read) }
    }
    inventory.subjects = List::unless_empty(subjects);
    if lock.packages.is_present() {
        inventory.packages = packages.into();
        if !lock.packages.has_odd() && lock.packages.is_empty() {
            reader.left.take(&list);
        }
    }
    let later = UNKNOWN_LATER.into_iter().filter(|_| !lock.is_known());
    inventory.unknown = UNKNOWN.into_iter().chain(later).map(Text::from_static).collect();
    let losses = reader.left.finish(lock.view().as_raw(), "the inventory has no place for it");
    Converted::new(inventory, losses)
}

struct Reader<'l> {
    index: Index<'l>,
    left: Leftovers,
}

impl Reader<'_> {
    /// The package, if it has a name.
    fn package(&mut self, package: &PylockPackage, place: &Pointer) -> Option<InventoryPackage> {
        let Some(name) = self.left.member(&package.name, place, "name") else {
            self.left.lose_package(place, NAMELESS);
            return None;
        };
        let mut read = InventoryPackage::new(Ecosystem::PYPI, name.clone());
        read.version = self.left.member(&package.version, place, "version").cloned();
        if let Some(marker) = self.left.member(&package.marker, place, "marker") {
            read.condition = Some(Condition::new(ConditionLanguage::Pep508, marker.clone()));
        }
        self.source(package, place, &mut read);
        self.files(package, place, &mut read);
        self.dependencies(package, place, &mut read);
        Some(read)
    }

    /// Where it comes from: the first of several sources, of which a lock has one.
    fn source(&mut self, package: &PylockPackage, place: &Pointer, read: &mut InventoryPackage) {
        if let Some(vcs) = &package.vcs {
            read.source = Some(self.repository(vcs, &place.child("vcs")));
        } else if let Some(directory) = &package.directory {
            let mut source = DependencySource::new(SourceKind::Path);
            let at = place.child("directory");
            source.path = self.left.member(&directory.path, &at, "path").cloned();
            read.source = Some(source);
        } else if let Some(archive) = &package.archive {
            read.source = Some(self.archive(archive, &place.child("archive"), read));
        } else if let Some(index) = self.left.member(&package.index, place, "index") {
            let mut source = DependencySource::new(SourceKind::Registry);
            source.registry_index = Some(index.clone());
            read.source = Some(source);
        }
    }

    fn repository(&mut self, vcs: &PylockVcs, place: &Pointer) -> DependencySource {
        let mut source = match vcs.r#type.as_deref() {
            Some("git") => DependencySource::new(SourceKind::Git),
            Some(other) => DependencySource::new(SourceKind::from(other)),
            None => DependencySource::new(SourceKind::Tool),
        };
        self.left.member(&vcs.r#type, place, "type");
        source.url = self.left.member(&vcs.url, place, "url").cloned();
        source.revision = self.left.member(&vcs.commit_id, place, "commit-id").cloned();
        // the folder within has the record's one path where the repository is at an address
        let folder = match &vcs.url {
            Some(_) => ("subdirectory", &vcs.subdirectory),
            None => ("path", &vcs.path),
        };
        source.path = self.left.member(folder.1, place, folder.0).cloned();
        source
    }

    fn archive(
        &mut self,
        archive: &PylockFile,
        place: &Pointer,
        read: &mut InventoryPackage,
    ) -> DependencySource {
        let kind = archive.file_name().and_then(|name| Some(FileName::parse(&name).ok()?.kind()));
        let artifact = self.artifact(archive, place, kind);
        read.artifacts.push(artifact);
        let mut source = match archive.url {
            Some(_) => DependencySource::new(SourceKind::Url),
            None => DependencySource::new(SourceKind::Path),
        };
        source.url = self.left.member(&archive.url, place, "url").cloned();
        if archive.url.is_none() {
            source.path = self.left.member(&archive.path, place, "path").cloned();
        }
        source
    }

    fn files(&mut self, package: &PylockPackage, place: &Pointer, read: &mut InventoryPackage) {
        if let Some(sdist) = &package.sdist {
            let artifact = self.artifact(sdist, &place.child("sdist"), Some(ArtifactKind::Sdist));
            read.artifacts.push(artifact);
        }
        let list = place.child("wheels");
        for (index, wheel) in package.wheels.indexed() {
            let artifact = self.artifact(wheel, &list.index(index), Some(ArtifactKind::Wheel));
            read.artifacts.push(artifact);
        }
    }

    fn artifact(
        &mut self,
        file: &PylockFile,
        place: &Pointer,
        kind: Option<ArtifactKind>,
    ) -> Artifact {
        let mut artifact = Artifact::default();
        artifact.kind = kind;
        artifact.filename = file.file_name();
        self.left.member(&file.name, place, "name");
        let url = file.url.as_ref().map(|url| Link::from_document(url.clone()));
        artifact.url = url.filter(Link::is_well_formed);
        if artifact.url.is_some() {
            self.left.take(&place.child("url"));
        }
        // a path without folders is the name
        if file.path.is_some() && file.path == artifact.filename {
            self.left.take(&place.child("path"));
        }
        artifact.size = self.left.member(&file.size, place, "size").copied();
        artifact.digests = self.left.member(&file.hashes, place, "hashes").cloned();
        if let Some(time) = self.left.member(&file.upload_time, place, "upload-time") {
            artifact.publish_times.push(PublishTime::new(time.clone(), TimeOrigin::Registry));
        }
        artifact
    }

    fn dependencies(
        &mut self,
        package: &PylockPackage,
        place: &Pointer,
        read: &mut InventoryPackage,
    ) {
        if !package.dependencies.is_present() {
            return;
        }
        let list = place.child("dependencies");
        let mut all = Vec::with_capacity(package.dependencies.len());
        for (index, dependency) in package.dependencies.indexed() {
            let place = list.index(index);
            let Some(name) = self.left.member(&dependency.name, &place, "name") else { continue };
            let mut one = InventoryDependency::new(name.clone());
            one.version = self.left.member(&dependency.version, &place, "version").cloned();
            if let Meant::One(meant) = self.index.find(dependency) {
                one.version = meant.version.clone().or(one.version);
            }
            let more = !dependency.rest.is_empty();
            if more && one.version.is_some() {
                let note = "what else tells the package from others of its name has no place";
                for (key, _) in dependency.rest.iter() {
                    self.left.lose(&place.child(key), LossKind::Dropped, note);
                }
            }
            all.push(one);
        }
        if all.is_empty() && !package.dependencies.has_odd() {
            self.left.take(&list);
        }
        read.dependencies = all.into();
    }
}

impl PylockDirectory {
    /// Whether it is the lock's own folder.
    fn is_own(&self) -> bool {
        let whole = self.subdirectory.is_none();
        whole && matches!(self.path.as_deref(), Some("." | "./"))
    }
}
