//! A `pyproject.toml` of a record's common members.
//!
//! Invariant: a table or list is written only where the record says something for it.

use super::record::MEMBERS;
use super::{
    BuildSystem, GroupEntry, LicenseSpec, LicenseTable, Project, Pyproject, ReadmeSpec,
    ReadmeTable, people,
};
use crate::pypi::{ObjectReference, dependencies, licenses, project_urls, shared_fields as fields};
use pkgschema::Text;
use pkgschema::metadata::{
    Dependency, Description, EntryPoint, EntryPointKind, PackageMetadata, ProvidedKind, Scope,
};
use pkgschema::object::{Entries, Items, List, Map};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

pub(in crate::pypi) fn document(record: &PackageMetadata) -> Pyproject {
    let mut document = Pyproject::default();
    let mut project = project(record);
    if dependencies::are_of(record) {
        // the commands of others are no objects of Python's
        entry_points(&record.entry_points, &mut project);
        needs(record, &mut project, &mut document);
        if project.name.is_some() {
            project.dynamic = dynamic(record);
        }
    }
    if project != Project::default() {
        document.project = Some(project);
    }
    document
}

fn project(record: &PackageMetadata) -> Project {
    let mut project = Project::default();
    project.name = record.name.clone();
    project.version = record.version.clone();
    project.description = record.summary.clone();
    project.readme = record.description.as_ref().and_then(readme);
    project.requires_python = fields::requires_python(record);
    license(record, &mut project);
    project.authors = people::write(&record.authors);
    project.maintainers = people::write(&record.maintainers);
    project.keywords = record.keywords.clone();
    project.classifiers = fields::classifiers(record);
    project.urls = urls(record);
    let provided = |kind: ProvidedKind| {
        let names = record.provides.iter().filter(|one| one.kind == kind);
        List::unless_empty(names.map(fields::provided).collect())
    };
    project.import_names = provided(ProvidedKind::ImportName);
    project.import_namespaces = provided(ProvidedKind::ImportNamespace);
    project
}

fn readme(description: &Description) -> Option<ReadmeSpec> {
    let plain = description.text.is_none() && description.content_type.is_none();
    if let Some(file) = description.file.as_ref().filter(|_| plain) {
        return Some(ReadmeSpec::File(file.clone()));
    }
    let mut table = ReadmeTable::default();
    table.file = description.file.clone();
    table.text = description.text.clone().filter(|_| table.file.is_none());
    table.content_type = description.content_type.clone();
    (table != ReadmeTable::default()).then_some(ReadmeSpec::Table(table))
}

fn license(record: &PackageMetadata, project: &mut Project) {
    let Some(license) = &record.license else { return };
    project.license = match licenses::write(license) {
        (Some(expression), _) => Some(LicenseSpec::Expression(expression)),
        (None, Some(text)) => {
            let mut table = LicenseTable::default();
            table.text = Some(text);
            Some(LicenseSpec::Table(table))
        }
        (None, None) => None,
    };
    project.license_files = license.files.clone();
}

/// The addresses by their labels.
fn urls(record: &PackageMetadata) -> Map<Text> {
    let labelled = project_urls::all(record).into_iter();
    let link = || Some(Text::from_static("Link"));
    let mut urls: Vec<_> = labelled.map(|(label, url)| (label.or_else(link), url)).collect();
    project_urls::distinct(&mut urls);
    let urls: Vec<(Text, Text)> =
        urls.into_iter().filter_map(|(label, url)| Some((label?, url))).collect();
    if urls.is_empty() { Map::absent() } else { urls.into_iter().collect() }
}

/// Commands and plugins: other kinds have no place here.
fn entry_points(entries: &List<EntryPoint>, project: &mut Project) {
    let of = |kind: EntryPointKind| {
        let entries = entries.iter().filter(move |entry| entry.kind == kind);
        entries.filter_map(|entry| Some((entry, (entry.name.clone()?, object(entry)?))))
    };
    let commands = |kind| {
        let commands: Vec<_> = of(kind).map(|(_, pair)| pair).collect();
        if commands.is_empty() { Map::absent() } else { commands.into_iter().collect() }
    };
    project.scripts = commands(EntryPointKind::Command);
    project.gui_scripts = commands(EntryPointKind::GuiCommand);
    let plugins = of(EntryPointKind::Plugin);
    let grouped = grouped(plugins.filter_map(|(entry, pair)| Some((entry.group.clone()?, pair))));
    if !grouped.is_empty() {
        let groups = grouped.into_iter();
        project.entry_points = groups
            .map(|(group, pairs)| (group, pairs.into_iter().collect::<Entries<_>>()))
            .collect();
    }
}

/// The object behind an entry, if it is one of Python's.
fn object(entry: &EntryPoint) -> Option<Text> {
    entry.target.clone().filter(|target| ObjectReference::parse(target).is_ok())
}

/// What belongs to one key together, keys in the order in which they are met.
fn grouped<K: Clone + Eq + Hash, V>(pairs: impl Iterator<Item = (K, V)>) -> Vec<(K, Vec<V>)> {
    let mut places = HashMap::new();
    let mut grouped: Vec<(K, Vec<V>)> = Vec::new();
    for (key, value) in pairs {
        let next = grouped.len();
        let place = *places.entry(key.clone()).or_insert(next);
        match grouped.get_mut(place) {
            Some((_, all)) => all.push(value),
            None => grouped.push((key, vec![value])),
        }
    }
    grouped
}

fn needs(record: &PackageMetadata, project: &mut Project, document: &mut Pyproject) {
    let texts = |fits: &dyn Fn(&&Dependency) -> bool| {
        let needed = record.dependencies.iter().filter(fits);
        let texts = needed.filter_map(|one| dependencies::write(one, false));
        List::unless_empty(texts.collect())
    };
    let plain = |one: &&Dependency| one.optionality.is_none() && one.group.is_none();
    project.dependencies = texts(&|one| one.scope == Scope::Runtime && plain(one));
    let build = texts(&|one| one.scope == Scope::Build && plain(one));
    if build.is_present() {
        let mut system = BuildSystem::default();
        system.requires = build;
        document.build_system = Some(system);
    }
    let extras: Vec<_> = record.features.iter().map(|(name, _)| name.clone()).collect();
    if !extras.is_empty() {
        project.optional_dependencies = optional(record, extras);
    }
    let development = record.dependencies.iter().filter(|one| one.scope == Scope::Development);
    let groups = grouped(development.filter_map(|one| {
        Some((one.group.clone()?, GroupEntry::Requirement(dependencies::write(one, false)?)))
    }));
    if !groups.is_empty() {
        let groups = groups.into_iter();
        document.dependency_groups =
            groups.map(|(name, entries)| (name, Items::from(entries))).collect();
    }
}

/// What each extra needs, extras in the order in which they are declared.
fn optional(record: &PackageMetadata, extras: Vec<Text>) -> Map<Items<Text>> {
    let runtime = record.dependencies.iter().filter(|one| one.scope == Scope::Runtime);
    let asked = runtime.filter_map(|one| {
        Some((dependencies::extra(one)?.clone(), dependencies::write(one, false)?))
    });
    let mut asked: HashMap<Text, Vec<Text>> = grouped(asked).into_iter().collect();
    let listed = extras.into_iter().map(|extra| {
        let texts = asked.remove(&extra).unwrap_or_default();
        (extra, Items::from(texts))
    });
    listed.collect()
}

/// The keys that the record leaves open.
fn dynamic(record: &PackageMetadata) -> List<Text> {
    let mut seen = HashSet::new();
    let keys =
        MEMBERS.iter().filter(|(_, member)| record.is_unknown(member) && seen.insert(member));
    List::unless_empty(keys.map(|(key, _)| Text::from_static(key)).collect())
}
