//! Dependencies in `Cargo.toml`.
//!
//! Invariant: the record's name is the package's own; the key is its alias where they differ.

use super::CargoManifest;
use super::manifest::{DependencySpec, DependencyTable, TargetDependencies};
use crate::names;
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{
    Condition, ConditionLanguage, Constraint, ConstraintKind, Dependency, DependencySource,
    Optionality, OptionalityKind, PackageMetadata, Scope, SourceKind,
};
use pkgschema::object::{Entries, List, Map, Raw, Value};
use pkgschema::version::RequirementText;
use pkgschema::{Finding, Pointer, Text};
use std::collections::HashMap;

/// Everything the manifest depends on: for every platform first, then by platform.
pub(super) fn read(manifest: &CargoManifest) -> List<Dependency> {
    let mut all = List::absent();
    for (scope, map) in everywhere(manifest) {
        if map.is_present() && !all.is_present() {
            all = List::from(Vec::new());
        }
        map.iter().for_each(|(key, spec)| all.push(one(key, spec, scope.clone())));
    }
    for (platform, tables) in manifest.target.iter() {
        for (scope, map) in on_platform(tables) {
            for (key, spec) in map.iter() {
                let mut dependency = one(key, spec, scope.clone());
                let language = ConditionLanguage::CargoTarget;
                dependency.condition = Some(Condition::new(language, platform.clone()));
                all.push(dependency);
            }
        }
    }
    all
}

/// Writes the dependencies that crates can have.
pub(super) fn write(record: &PackageMetadata, manifest: &mut CargoManifest) {
    let of_crate = record.ecosystem == Ecosystem::CRATES_IO;
    let (mut everywhere, mut order) = (Tables::default(), Vec::new());
    let mut targets: HashMap<Text, Tables> = HashMap::new();
    for dependency in record.dependencies.iter().filter(|one| is_crate(one, of_crate)) {
        let key = dependency.alias.as_ref().unwrap_or(&dependency.name).clone();
        let spec = to_spec(dependency);
        match &dependency.condition {
            None => everywhere.push(&dependency.scope, key, spec),
            Some(condition) if condition.language == ConditionLanguage::CargoTarget => {
                let tables = targets.entry(condition.text.clone()).or_insert_with(|| {
                    order.push(condition.text.clone());
                    Tables::default()
                });
                tables.push(&dependency.scope, key, spec);
            }
            Some(_) => {}
        }
    }
    manifest.dependencies = map(everywhere.runtime);
    manifest.dev_dependencies = map(everywhere.development);
    manifest.build_dependencies = map(everywhere.build);
    let platforms = order.into_iter().filter_map(|text| {
        let tables = targets.remove(&text)?;
        Some((text, tables.on_platform()))
    });
    let platforms: Entries<TargetDependencies> = platforms.collect();
    if !platforms.is_empty() {
        manifest.target = Map::from(platforms);
    }
}

/// What replaces sources and versions.
pub(super) fn read_constraints(manifest: &CargoManifest) -> List<Constraint> {
    let mut all = List::absent();
    for (source, patches) in manifest.patch.iter() {
        for (name, spec) in patches.iter() {
            let name = format!("{source} {name}");
            all.push(constraint(ConstraintKind::Patch, name.into(), spec));
        }
    }
    for (name, spec) in manifest.replace.iter() {
        all.push(constraint(ConstraintKind::Replace, name.clone(), spec));
    }
    all
}

/// Writes them back.
pub(super) fn write_constraints(constraints: &List<Constraint>, manifest: &mut CargoManifest) {
    let mut patches: Vec<(Text, Entries<DependencySpec>)> = Vec::new();
    for constraint in constraints {
        let Some(spec) = constraint.value.as_ref().and_then(|v| DependencySpec::read(v.as_raw()))
        else {
            continue;
        };
        match (&constraint.kind, constraint.name.split_once(' ')) {
            (ConstraintKind::Replace, _) => manifest.replace.insert(constraint.name.clone(), spec),
            (ConstraintKind::Patch, Some((source, name))) => {
                match patches.last_mut().filter(|(last, _)| last == source) {
                    Some((_, entries)) => entries.insert(name, spec),
                    None => patches.push((source.into(), [(name, spec)].into_iter().collect())),
                }
            }
            _ => {}
        }
    }
    if !patches.is_empty() {
        manifest.patch = patches.into_iter().collect();
    }
}

/// Where the manifest says what a record's dependency is.
pub(super) fn place(dependency: &Dependency) -> Option<Pointer> {
    let table = match dependency.scope {
        Scope::Runtime => "dependencies",
        Scope::Development => "dev-dependencies",
        Scope::Build => "build-dependencies",
        _ => return None,
    };
    let root = match &dependency.condition {
        Some(condition) => Pointer::root().child("target").child(&condition.text),
        None => Pointer::root(),
    };
    Some(root.child(table).child(dependency.alias.as_ref().unwrap_or(&dependency.name)))
}

/// Names of dependencies that no crate has. One that names its crate may be called anything.
pub(super) fn odd_names(manifest: &CargoManifest) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut look = |table: &Pointer, map: &Map<DependencySpec>| {
        for (key, spec) in map.iter() {
            match spec {
                DependencySpec::Table(DependencyTable { package: Some(name), .. }) => {
                    let place = table.child(key).child("package");
                    found.extend(names::check(&Ecosystem::CRATES_IO, name, &place));
                }
                _ => found.extend(names::check_member(&Ecosystem::CRATES_IO, key, table)),
            }
        }
    };
    for (table, (_, map)) in TABLES.iter().zip(everywhere(manifest)) {
        look(&Pointer::root().child(table), map);
    }
    for (platform, tables) in manifest.target.iter() {
        let place = Pointer::root().child("target").child(platform);
        for (table, (_, map)) in TABLES.iter().zip(on_platform(tables)) {
            look(&place.child(table), map);
        }
    }
    found
}

/// The tables that dependencies stand in, in the manifest and for each platform.
pub(super) const TABLES: [&str; 5] = [
    "dependencies",
    "dev-dependencies",
    "dev_dependencies",
    "build-dependencies",
    "build_dependencies",
];

type Section<'a> = (Scope, &'a Map<DependencySpec>);

fn everywhere(manifest: &CargoManifest) -> [Section<'_>; 5] {
    [
        (Scope::Runtime, &manifest.dependencies),
        (Scope::Development, &manifest.dev_dependencies),
        (Scope::Development, &manifest.dev_dependencies_old),
        (Scope::Build, &manifest.build_dependencies),
        (Scope::Build, &manifest.build_dependencies_old),
    ]
}

fn on_platform(tables: &TargetDependencies) -> [Section<'_>; 5] {
    [
        (Scope::Runtime, &tables.dependencies),
        (Scope::Development, &tables.dev_dependencies),
        (Scope::Development, &tables.dev_dependencies_old),
        (Scope::Build, &tables.build_dependencies),
        (Scope::Build, &tables.build_dependencies_old),
    ]
}

/// The entries of the three tables that dependencies are written to.
#[derive(Default)]
struct Tables {
    runtime: Vec<(Text, DependencySpec)>,
    development: Vec<(Text, DependencySpec)>,
    build: Vec<(Text, DependencySpec)>,
}

impl Tables {
    fn push(&mut self, scope: &Scope, key: Text, spec: DependencySpec) {
        match scope {
            Scope::Runtime => self.runtime.push((key, spec)),
            Scope::Development => self.development.push((key, spec)),
            Scope::Build => self.build.push((key, spec)),
            _ => {}
        }
    }

    fn on_platform(self) -> TargetDependencies {
        let mut tables = TargetDependencies::default();
        tables.dependencies = map(self.runtime);
        tables.dev_dependencies = map(self.development);
        tables.build_dependencies = map(self.build);
        tables
    }
}

fn map(entries: Vec<(Text, DependencySpec)>) -> Map<DependencySpec> {
    if entries.is_empty() { Map::absent() } else { entries.into_iter().collect() }
}

/// A dependency is a crate if its requirement is Cargo's, or if it has none and is a crate's.
fn is_crate(dependency: &Dependency, of_crate: bool) -> bool {
    match &dependency.requirement {
        Some(requirement) => requirement.ecosystem == Ecosystem::CRATES_IO,
        None => of_crate,
    }
}

fn one(key: &Text, spec: &DependencySpec, scope: Scope) -> Dependency {
    let requirement = |text: &Text| RequirementText::new(Ecosystem::CRATES_IO, text.clone());
    let table = match spec {
        DependencySpec::Table(table) => table,
        DependencySpec::Version(text) => {
            let mut dependency = Dependency::new(key.clone(), scope);
            dependency.requirement = Some(requirement(text));
            return dependency;
        }
    };
    let mut dependency = Dependency::new(table.package.clone().unwrap_or(key.clone()), scope);
    dependency.alias = table.package.as_ref().map(|_| key.clone());
    dependency.requirement = table.version.as_ref().map(requirement);
    dependency.source = source(table);
    if table.optional == Some(true) {
        dependency.optionality = Some(Optionality::new(OptionalityKind::Feature));
    }
    dependency.features = table.features.clone();
    dependency.default_features = table.default_features.or(table.default_features_old);
    dependency
}

fn to_spec(dependency: &Dependency) -> DependencySpec {
    let mut table = DependencyTable::default();
    table.version = dependency.requirement.as_ref().map(|requirement| requirement.text.clone());
    table.package = dependency.alias.as_ref().map(|_| dependency.name.clone());
    table.features = dependency.features.clone();
    table.default_features = dependency.default_features;
    let kind = dependency.optionality.as_ref().map(|optionality| &optionality.kind);
    table.optional = (kind == Some(&OptionalityKind::Feature)).then_some(true);
    if let Some(source) = &dependency.source {
        table.git = source.url.clone();
        table.path = source.path.clone();
        table.branch = source.branch.clone();
        table.tag = source.tag.clone();
        table.rev = source.revision.clone();
        table.registry = source.registry.clone();
        table.registry_index = source.registry_index.clone();
        table.workspace = (source.kind == SourceKind::Workspace).then_some(true);
    }
    let mut plain = DependencyTable::default();
    plain.version = table.version.clone();
    match &table.version {
        Some(version) if table == plain => DependencySpec::Version(version.clone()),
        _ => DependencySpec::Table(table),
    }
}

/// The place a table names. A path beside a git repository lies in it, as Cargo reads it.
fn source(table: &DependencyTable) -> Option<DependencySource> {
    let kind = if table.workspace == Some(true) {
        SourceKind::Workspace
    } else if table.git.is_some() {
        SourceKind::Git
    } else if table.path.is_some() {
        SourceKind::Path
    } else if table.registry.is_some() || table.registry_index.is_some() {
        SourceKind::Registry
    } else {
        return None;
    };
    let mut source = DependencySource::new(kind);
    source.url = table.git.clone();
    source.path = table.path.clone();
    source.branch = table.branch.clone();
    source.tag = table.tag.clone();
    source.revision = table.rev.clone();
    source.registry = table.registry.clone();
    source.registry_index = table.registry_index.clone();
    Some(source)
}

fn constraint(kind: ConstraintKind, name: Text, spec: &DependencySpec) -> Constraint {
    let mut constraint = Constraint::new(kind, name);
    constraint.value = Raw::of(spec);
    constraint
}
