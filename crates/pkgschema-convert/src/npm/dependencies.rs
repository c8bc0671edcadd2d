//! Dependencies in `package.json`.
//!
//! Invariant: a value that is no range of a registry package comes back letter by letter.

use super::PackageJson;
use super::package_json::{BundleSpec, PeerMeta};
use super::places;
use pkgschema::Text;
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{
    Constraint, ConstraintKind, Dependency, Optionality, OptionalityKind, Scope, SourceKind,
};
use pkgschema::object::{Items, List, Map, Raw, raw};
use pkgschema::version::RequirementText;
use std::collections::HashSet;

/// Everything the document depends on, in the order of its members.
pub(super) fn read(package: &PackageJson) -> List<Dependency> {
    let all = sections(package).iter().map(|(_, map)| map.len()).sum();
    let mut all = Vec::with_capacity(all);
    let bundled = Bundled::of(package);
    let meta = package.peer_dependencies_meta.iter();
    let missing = meta.filter(|(_, meta)| meta.optional == Some(true));
    let missing: HashSet<&str> = missing.map(|(name, _)| name.as_str()).collect();
    for (section, map) in sections(package) {
        for (name, spec) in map.iter() {
            let mut dependency = one(name, spec, section.scope());
            dependency.optionality = section.optionality(&missing, name);
            dependency.bundled = bundled.says(section, name);
            all.push(dependency);
        }
    }
    let present = sections(package).iter().any(|(_, map)| map.is_present());
    if present { List::from(all) } else { List::absent() }
}

/// Writes the dependencies that npm packages can have.
pub(super) fn write(dependencies: &List<Dependency>, package: &mut PackageJson) {
    let (mut bundled, mut metas) = (Vec::new(), Vec::new());
    let mut entries = Section::ALL.map(|section| (section, Vec::new()));
    for dependency in dependencies.iter().filter(|dependency| is_npm(dependency)) {
        let Some(section) = Section::of(dependency) else { continue };
        let name = dependency.alias.as_ref().unwrap_or(&dependency.name);
        if dependency.bundled == Some(true) {
            bundled.push(name.clone());
        }
        let kind = dependency.optionality.as_ref().map(|optionality| &optionality.kind);
        if kind == Some(&OptionalityKind::PeerMayBeMissing) {
            let mut meta = PeerMeta::default();
            meta.optional = Some(true);
            metas.push((name.clone(), meta));
        }
        let of = entries.iter_mut().find(|(of, _)| *of == section);
        of.into_iter().for_each(|(_, of)| of.push((name.clone(), spec(dependency))));
    }
    for (section, entries) in entries.into_iter().filter(|(_, entries)| !entries.is_empty()) {
        *section.map_mut(package) = entries.into_iter().collect();
    }
    if !metas.is_empty() {
        package.peer_dependencies_meta = metas.into_iter().collect();
    }
    if !bundled.is_empty() {
        package.bundle_dependencies = Some(BundleSpec::Names(Items::from(bundled)));
    }
}

/// What replaces the requirements of dependencies.
pub(super) fn read_constraints(package: &PackageJson) -> List<Constraint> {
    let members = [
        (ConstraintKind::Override, &package.overrides),
        (ConstraintKind::Resolution, &package.resolutions),
    ];
    let mut all = List::absent();
    for (kind, map) in members {
        for (name, value) in map.iter() {
            let mut constraint = Constraint::new(kind.clone(), name.clone());
            match raw::string(value.as_raw()) {
                Some(text) => constraint.requirement = Some(requirement(&text)),
                None => constraint.value = Some(value.clone()),
            }
            all.push(constraint);
        }
    }
    all
}

/// Writes them back.
pub(super) fn write_constraints(constraints: &List<Constraint>, package: &mut PackageJson) {
    for constraint in constraints {
        let map = match constraint.kind {
            ConstraintKind::Override => &mut package.overrides,
            ConstraintKind::Resolution => &mut package.resolutions,
            _ => continue,
        };
        let text = constraint.requirement.as_ref().map(|requirement| &requirement.text);
        let value = constraint.value.clone().or_else(|| Raw::of(text?));
        value.into_iter().for_each(|value| map.insert(constraint.name.clone(), value));
    }
}

/// The member of a `package.json` that a record's dependency stands in, and its name there.
pub(super) fn place(dependency: &Dependency) -> Option<(&'static str, &Text)> {
    let section = Section::of(dependency)?;
    Some((section.member(), dependency.alias.as_ref().unwrap_or(&dependency.name)))
}

#[derive(Clone, Copy, PartialEq)]
enum Section {
    Runtime,
    Development,
    Peer,
    Optional,
}

impl Section {
    const ALL: [Self; 4] = [Self::Runtime, Self::Development, Self::Peer, Self::Optional];

    fn of(dependency: &Dependency) -> Option<Self> {
        let kind = dependency.optionality.as_ref().map(|optionality| &optionality.kind);
        match (&dependency.scope, kind) {
            (Scope::Runtime, None) => Some(Self::Runtime),
            (Scope::Runtime, Some(OptionalityKind::FailureTolerated)) => Some(Self::Optional),
            (Scope::Development, None) => Some(Self::Development),
            (Scope::Peer, None | Some(OptionalityKind::PeerMayBeMissing)) => Some(Self::Peer),
            _ => None,
        }
    }

    fn member(self) -> &'static str {
        match self {
            Self::Runtime => "dependencies",
            Self::Development => "devDependencies",
            Self::Peer => "peerDependencies",
            Self::Optional => "optionalDependencies",
        }
    }

    fn scope(self) -> Scope {
        match self {
            Self::Runtime | Self::Optional => Scope::Runtime,
            Self::Development => Scope::Development,
            Self::Peer => Scope::Peer,
        }
    }

    fn optionality(self, missing: &HashSet<&str>, name: &str) -> Option<Optionality> {
        match self {
            Self::Optional => Some(Optionality::new(OptionalityKind::FailureTolerated)),
            Self::Peer if missing.contains(name) => {
                Some(Optionality::new(OptionalityKind::PeerMayBeMissing))
            }
            _ => None,
        }
    }

    fn map_mut(self, package: &mut PackageJson) -> &mut Map<Text> {
        match self {
            Self::Runtime => &mut package.dependencies,
            Self::Development => &mut package.dev_dependencies,
            Self::Peer => &mut package.peer_dependencies,
            Self::Optional => &mut package.optional_dependencies,
        }
    }
}

fn sections(package: &PackageJson) -> [(Section, &Map<Text>); 4] {
    [
        (Section::Runtime, &package.dependencies),
        (Section::Development, &package.dev_dependencies),
        (Section::Peer, &package.peer_dependencies),
        (Section::Optional, &package.optional_dependencies),
    ]
}

/// The names that are brought along.
enum Bundled<'a> {
    All,
    Names(HashSet<&'a str>),
}

impl<'a> Bundled<'a> {
    fn of(package: &'a PackageJson) -> Self {
        let spec = package.bundle_dependencies.as_ref().or(package.bundled_dependencies.as_ref());
        match spec {
            Some(BundleSpec::All(true)) => Self::All,
            Some(BundleSpec::Names(names)) => {
                Self::Names(names.iter().map(|name| name.as_str()).collect())
            }
            _ => Self::Names(HashSet::new()),
        }
    }

    fn says(&self, section: Section, name: &str) -> Option<bool> {
        let says = match self {
            Self::All => section == Section::Runtime,
            Self::Names(names) => {
                matches!(section, Section::Runtime | Section::Optional) && names.contains(name)
            }
        };
        says.then_some(true)
    }
}

fn is_npm(dependency: &Dependency) -> bool {
    let ecosystem = dependency.requirement.as_ref().map(|requirement| &requirement.ecosystem);
    ecosystem.is_some_and(|ecosystem| *ecosystem == Ecosystem::NPM)
}

fn requirement(text: &str) -> RequirementText {
    RequirementText::new(Ecosystem::NPM, text)
}

/// Reads one entry. The value stays the requirement's text in every case; where it names a place,
/// the place is told apart beside it.
fn one(name: &Text, spec: &Text, scope: Scope) -> Dependency {
    let aliased = alias(spec).filter(|(_, range)| is_registry(range));
    let (real, range) = aliased.unwrap_or((name, spec));
    let mut dependency = Dependency::new(real, scope);
    dependency.alias = aliased.map(|_| name.clone());
    dependency.requirement = Some(requirement(range));
    dependency.source = places::source(range);
    dependency
}

/// Whether a value is a range or a tag: npm has aliases of nothing else.
fn is_registry(range: &str) -> bool {
    places::source(range).is_none_or(|source| source.kind == SourceKind::Tag)
}

/// The value that says where a dependency comes from and which versions will do.
fn spec(dependency: &Dependency) -> Text {
    let text = dependency.requirement.as_ref().map(|requirement| requirement.text.clone());
    match (&dependency.alias, text) {
        (Some(_), Some(range)) if range.is_empty() => format!("npm:{}", dependency.name).into(),
        (Some(_), Some(range)) => format!("npm:{}@{range}", dependency.name).into(),
        (_, text) => text.unwrap_or_default(),
    }
}

/// `npm:real@range`: the real name and the range, empty if there is none.
pub(super) fn alias(spec: &str) -> Option<(&str, &str)> {
    let target = spec.strip_prefix("npm:")?;
    // A scope's @ is the first character of a name, never the separator.
    let at = target.char_indices().skip(1).find(|(_, c)| *c == '@').map(|(at, _)| at);
    let (name, range) = match at.and_then(|at| target.split_at_checked(at)) {
        Some((name, range)) => (name, range.get(1..).filter(|range| !range.is_empty())?),
        None => (target, ""),
    };
    (!name.is_empty()).then_some((name, range))
}
