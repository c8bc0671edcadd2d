//! What an entry of a lock says of its package.
//!
//! Invariant: a flag that is not there leaves nothing open in version 2 and 3: npm writes those
//! that hold. Words that it may have left out are unknown.

use super::{LockEntry, resolved};
use crate::npm::version_manifest::Deprecated;
use crate::npm::{licenses, metadata};
use pkgschema::Text;
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{
    DependencySource, InventoryDependency, InventoryPackage, Optionality, OptionalityKind,
    RunsCode, Scope, SourceKind,
};
use pkgschema::object::{List, Map};
use pkgschema::version::RequirementText;
use std::collections::HashSet;

/// The flags of either kind of entry.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Flags {
    pub(super) dev: bool,
    pub(super) optional: bool,
    pub(super) peer: bool,
    pub(super) undecided: bool,
    pub(super) bundled: bool,
}

impl Flags {
    pub(super) fn of(entry: &LockEntry) -> Self {
        let set = |flag: Option<bool>| flag == Some(true);
        Self {
            dev: set(entry.dev),
            optional: set(entry.optional),
            peer: set(entry.peer),
            undecided: set(entry.dev_optional) || set(entry.extraneous),
            bundled: set(entry.in_bundle),
        }
    }

    pub(super) fn set(self, package: &mut InventoryPackage) {
        package.scope = match self {
            Self { undecided: true, .. } => None,
            Self { dev: true, .. } => Some(Scope::Development),
            Self { peer: true, .. } => Some(Scope::Peer),
            _ => Some(Scope::Runtime),
        };
        let optional = self.optional && !self.undecided;
        package.optionality = optional.then(|| Optionality::new(OptionalityKind::FailureTolerated));
        package.bundled = self.bundled.then_some(true);
    }
}

/// A package by the name of its folder and its own.
pub(super) fn named(folder: &str, name: Option<&Text>) -> InventoryPackage {
    let own = name.map_or(folder, Text::as_str);
    let mut package = InventoryPackage::new(Ecosystem::NPM, own);
    package.alias = (own != folder).then(|| Text::from(folder));
    package
}

/// Everything that an entry says beside its name.
pub(super) fn describe(entry: &LockEntry, package: &mut InventoryPackage) {
    package.version = entry.version.clone();
    let from = entry.resolved.as_deref();
    if entry.link == Some(true) {
        package.source = from.map(folder);
    } else {
        package.source = from.and_then(resolved::source);
        let artifact = resolved::artifact(from, entry.integrity.as_deref());
        package.artifacts = List::unless_empty(artifact.into_iter().collect());
    }
    package.dependencies = dependencies(entry);
    package.license = entry.license.as_ref().map(licenses::read_one);
    package.platforms = metadata::platforms([&entry.os, &entry.cpu, &entry.libc]);
    package.availability = entry.deprecated.as_ref().map(Deprecated::availability);
    package.runs_code_at_install = entry.has_install_script.map(|runs| match runs {
        true => RunsCode::Yes,
        false => RunsCode::No,
    });
}

/// The folder that a link leads to.
fn folder(path: &str) -> DependencySource {
    let mut source = DependencySource::new(SourceKind::Path);
    source.path = Some(Text::from(path));
    source
}

/// What the entry needs, in the order of its members.
fn dependencies(entry: &LockEntry) -> List<InventoryDependency> {
    let meta = entry.peer_dependencies_meta.iter();
    let missing = meta.filter(|(_, meta)| meta.optional == Some(true));
    let missing: HashSet<&str> = missing.map(|(name, _)| name.as_str()).collect();
    let sections: [(&Map<Text>, Scope, bool); 4] = [
        (&entry.dependencies, Scope::Runtime, false),
        (&entry.optional_dependencies, Scope::Runtime, true),
        (&entry.dev_dependencies, Scope::Development, false),
        (&entry.peer_dependencies, Scope::Peer, false),
    ];
    let mut all = Vec::new();
    for (map, scope, optional) in &sections {
        for (name, range) in map.iter() {
            let kind = match scope {
                _ if *optional => Some(OptionalityKind::FailureTolerated),
                Scope::Peer if missing.contains(name.as_str()) => {
                    Some(OptionalityKind::PeerMayBeMissing)
                }
                _ => None,
            };
            let mut dependency = dependency(name, range);
            dependency.scope = Some(scope.clone());
            dependency.optionality = kind.map(Optionality::new);
            all.push(dependency);
        }
    }
    let present = sections.iter().any(|(map, ..)| map.is_present());
    if present { List::from(all) } else { List::absent() }
}

/// A name with the range that is asked for.
pub(super) fn dependency(name: &Text, range: &Text) -> InventoryDependency {
    let mut dependency = InventoryDependency::new(name.clone());
    dependency.requirement = Some(RequirementText::new(Ecosystem::NPM, range.clone()));
    dependency
}
