//! Dependencies as Cargo publishes them.
//!
//! Source: The Cargo Book, "Specifying Dependencies": a registry knows neither folders nor git
//! repositories, and a dependency for development that has no version is left out.
//!
//! Invariant: a dependency with a version is never left out.

use super::super::manifest::{CargoManifest, DependencySpec, DependencyTable, TargetDependencies};
use crate::{Loss, LossKind};
use pkgschema::object::{Items, Map};
use pkgschema::{Pointer, Text};
use std::collections::HashSet;

/// The dependencies of the manifest and of its platforms, and the features that name them.
pub(super) fn normalize(manifest: &mut CargoManifest, losses: &mut Vec<Loss>) {
    let mut tables = Tables { losses, kept: HashSet::new(), left_out: HashSet::new() };
    let root = Pointer::root();
    let keys = &mut **manifest;
    tables.section(&root, "dependencies", &mut keys.dependencies, false);
    tables.pair(&root, "dev", (&mut keys.dev_dependencies, &mut keys.dev_dependencies_old));
    tables.pair(&root, "build", (&mut keys.build_dependencies, &mut keys.build_dependencies_old));
    // a platform of no known shape is one that Cargo refuses
    if keys.target.entries().is_some_and(|all| all.odd().is_empty()) {
        let platforms = keys.target.iter().map(|(name, of)| {
            (name.clone(), tables.platform(&root.child("target").child(name), of.clone()))
        });
        keys.target = platforms.collect();
    }
    let gone: HashSet<Text> = tables.left_out.difference(&tables.kept).cloned().collect();
    features(&mut keys.features, &gone, losses);
}

struct Tables<'l> {
    losses: &'l mut Vec<Loss>,
    /// Keys of dependencies that stay somewhere.
    kept: HashSet<Text>,
    left_out: HashSet<Text>,
}

impl Tables<'_> {
    fn platform(&mut self, place: &Pointer, mut of: TargetDependencies) -> TargetDependencies {
        self.section(place, "dependencies", &mut of.dependencies, false);
        self.pair(place, "dev", (&mut of.dev_dependencies, &mut of.dev_dependencies_old));
        self.pair(place, "build", (&mut of.build_dependencies, &mut of.build_dependencies_old));
        of
    }

    /// A table by its usual name and by the older one, under which Cargo publishes nothing.
    fn pair(
        &mut self,
        place: &Pointer,
        kind: &str,
        (usual, old): (&mut Map<DependencySpec>, &mut Map<DependencySpec>),
    ) {
        let is_dev = kind == "dev";
        self.section(place, &format!("{kind}-dependencies"), usual, is_dev);
        let name = format!("{kind}_dependencies");
        self.section(place, &name, old, is_dev);
        if !old.is_present() {
            return;
        }
        let old = std::mem::replace(old, Map::absent());
        let (kind, note) = match usual.is_present() {
            true => (LossKind::Dropped, "left out when published: Cargo reads the usual name"),
            false => (LossKind::Normalized, "published under the usual name"),
        };
        self.losses.push(Loss::new(place.child(&name), kind, note));
        if !usual.is_present() {
            *usual = old;
        }
    }

    fn section(&mut self, place: &Pointer, name: &str, map: &mut Map<DependencySpec>, dev: bool) {
        let has_odd = map.entries().is_none_or(|all| !all.odd().is_empty());
        if has_odd {
            // a table with a dependency of no known shape is one that Cargo refuses
            map.iter().for_each(|(key, _)| self.keep(key));
            return;
        }
        let place = place.child(name);
        let mut entries = Vec::with_capacity(map.len());
        for (key, spec) in map.iter() {
            let place = place.child(key);
            if dev && !has_version(spec) {
                let note = "left out when published: it has no version";
                self.losses.push(Loss::new(place, LossKind::Dropped, note));
                self.left_out.insert(key.clone());
                continue;
            }
            self.keep(key);
            entries.push((key.clone(), self.spec(&place, spec)));
        }
        if map.is_present() {
            *map = entries.into_iter().collect();
        }
    }

    fn keep(&mut self, key: &Text) {
        self.kept.insert(key.clone());
    }

    /// The dependency without the places that no registry knows.
    fn spec(&mut self, place: &Pointer, spec: &DependencySpec) -> DependencySpec {
        let mut table = match spec {
            DependencySpec::Table(table) => table.clone(),
            DependencySpec::Version(version) => {
                let mut table = DependencyTable::default();
                table.version = Some(version.clone());
                return DependencySpec::Table(table);
            }
        };
        let places = [
            ("path", table.path.take()),
            ("git", table.git.take()),
            ("branch", table.branch.take()),
            ("tag", table.tag.take()),
            ("rev", table.rev.take()),
        ];
        for (name, _) in places.iter().filter(|(_, value)| value.is_some()) {
            let note = "left out when published: a registry goes by the version";
            self.losses.push(Loss::new(place.child(name), LossKind::Dropped, note));
        }
        if table.registry.is_some() {
            let note = "published as that registry's index, which the manifest does not show";
            self.losses.push(Loss::new(place.child("registry"), LossKind::Changed, note));
        }
        if let Some(old) = table.default_features_old.take() {
            table.default_features = table.default_features.or(Some(old));
            let note = "published under the usual name";
            let place = place.child("default_features");
            self.losses.push(Loss::new(place, LossKind::Normalized, note));
        }
        DependencySpec::Table(table)
    }
}

/// What stays `workspace = true` may have one.
fn has_version(spec: &DependencySpec) -> bool {
    match spec {
        DependencySpec::Version(_) => true,
        DependencySpec::Table(table) => table.version.is_some() || table.workspace == Some(true),
    }
}

/// Leaves out of the features what names a dependency that is not published.
fn features(features: &mut Map<Items<Text>>, gone: &HashSet<Text>, losses: &mut Vec<Loss>) {
    let is_whole = |items: &Items<Text>| !items.has_odd();
    let fits = features.entries().is_some_and(|all| all.odd().is_empty());
    if gone.is_empty() || !fits || !features.iter().all(|(_, items)| is_whole(items)) {
        return;
    }
    let place = Pointer::root().child("features");
    let mut stays = |name: &Text, index: usize, value: &Text| {
        let stays = dependency_of(value).is_none_or(|key| !gone.contains(key));
        if !stays {
            let note = "left out when published: the dependency is not there";
            let place = place.child(name).index(index);
            losses.push(Loss::new(place, LossKind::Dropped, note));
        }
        stays
    };
    let kept = features.iter().map(|(name, items)| {
        let values = items.iter().enumerate();
        let values = values.filter(|(index, value)| stays(name, *index, value));
        let values: Vec<Text> = values.map(|(_, value)| value.clone()).collect();
        (name.clone(), Items::from(values))
    });
    *features = kept.collect::<Vec<_>>().into_iter().collect();
}

/// The dependency that a value of a feature names: `dep:a`, `a/x`, `a?/x`.
fn dependency_of(value: &str) -> Option<&str> {
    match (value.strip_prefix("dep:"), value.split_once('/')) {
        (Some(name), _) => Some(name),
        (None, Some((name, _))) => Some(name.strip_suffix('?').unwrap_or(name)),
        (None, None) => None,
    }
}
