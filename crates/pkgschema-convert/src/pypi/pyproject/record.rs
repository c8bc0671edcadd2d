//! The common members of a `pyproject.toml`.
//!
//! Invariant: without a `[project]` table the build decides everything, so that everything is
//! unknown.

use super::{GroupEntry, LicenseSpec, Project, Pyproject, ReadmeSpec, people};
use crate::carry;
use crate::pypi::shared_fields::{self as fields, python};
use crate::pypi::{dependencies, licenses, project_urls};
use pkgschema::Text;
use pkgschema::metadata::{
    Dependency, Description, EntryPoint, EntryPointKind, PackageMetadata, Provided, ProvidedKind,
    RunsCode, Scope,
};
use pkgschema::object::{Items, List, Map};

/// What only the registry knows.
const UNKNOWN: [&str; 6] =
    ["accounts", "artifacts", "availability", "publishTimes", "runsCodeAtInstall", "signatures"];

/// Keys of `[project]`, and the member that is unknown where the build decides it.
pub(super) const MEMBERS: &[(&str, &str)] = &[
    ("name", "name"),
    ("version", "version"),
    ("description", "summary"),
    ("readme", "description"),
    ("requires-python", "runtimeRequirements"),
    ("license", "license"),
    ("license-files", "license"),
    ("authors", "authors"),
    ("maintainers", "maintainers"),
    ("keywords", "keywords"),
    ("classifiers", "classifiers"),
    ("urls", "links"),
    ("scripts", "entryPoints"),
    ("gui-scripts", "entryPoints"),
    ("entry-points", "entryPoints"),
    ("dependencies", "dependencies"),
    ("optional-dependencies", "features"),
    ("import-names", "provides"),
    ("import-namespaces", "provides"),
];

pub(in crate::pypi) fn read(document: &Pyproject, record: &mut PackageMetadata) {
    let mut needed = Vec::new();
    match &document.project {
        Some(project) => {
            read_project(project, record);
            needs(project, &mut needed);
        }
        None => {
            record.mark_unknown(MEMBERS.iter().map(|(_, member)| *member));
            record.mark_unknown(project_urls::MEMBERS);
        }
    }
    if let Some(build) = &document.build_system {
        needed.extend(listed(&build.requires, &Scope::Build));
        if build.backend_path.iter().next().is_some() {
            record.runs_code_at_build = Some(RunsCode::Yes);
        }
    }
    for (group, entries) in document.dependency_groups.iter() {
        let texts = entries.iter().filter_map(requirement);
        let of_group =
            texts.filter_map(|text| dependencies::read_listed(text, Scope::Development).ok());
        needed.extend(of_group.map(|mut dependency| {
            dependency.group = Some(group.clone());
            dependency
        }));
    }
    record.dependencies = List::unless_empty(needed);
    record.mark_unknown(UNKNOWN);
    record.mark_unknown_if_absent(["runsCodeAtBuild"]);
    leave_open(document, record);
}

/// The text of an entry that is a requirement.
pub(super) fn requirement(entry: &GroupEntry) -> Option<&Text> {
    match entry {
        GroupEntry::Requirement(text) => Some(text),
        GroupEntry::Include(_) => None,
    }
}

fn read_project(project: &Project, record: &mut PackageMetadata) {
    record.name = project.name.clone();
    record.version = project.version.clone();
    record.summary = project.description.clone();
    record.description = project.readme.as_ref().map(readme);
    let required = project.requires_python.iter();
    required.for_each(|specifier| record.runtime_requirements.push(python(specifier.as_str())));
    let (expression, text, file) = match &project.license {
        Some(LicenseSpec::Expression(expression)) => (Some(expression), None, None),
        Some(LicenseSpec::Table(table)) => (None, table.text.as_ref(), table.file.as_ref()),
        None => (None, None, None),
    };
    let mut files = project.license_files.clone();
    file.into_iter().for_each(|file| files.push(file.clone()));
    let (expression, text) = (expression.map(Text::as_str), text.map(Text::as_str));
    record.license = licenses::read(expression, text, &files, &project.classifiers);
    record.authors = people::read(&project.authors);
    record.maintainers = people::read(&project.maintainers);
    record.keywords = project.keywords.clone();
    record.classifiers = project.classifiers.clone();
    record.publishing = fields::publishing(&project.classifiers);
    project_urls::add_table(&project.urls, record);
    record.entry_points = entry_points(project);
    let names =
        project.import_names.iter().map(|name| fields::import(ProvidedKind::ImportName, name));
    let spaces = project.import_namespaces.iter();
    let spaces = spaces.map(|name| fields::import(ProvidedKind::ImportNamespace, name));
    let provided: Vec<Provided> = names.chain(spaces).collect();
    record.provides = List::unless_empty(provided);
    if project.optional_dependencies.is_present() {
        let extras = project.optional_dependencies.iter();
        record.features = extras.map(|(name, _)| (name.clone(), Items::new())).collect();
    }
}

fn readme(spec: &ReadmeSpec) -> Description {
    let mut description = Description::default();
    match spec {
        ReadmeSpec::File(file) => description.file = Some(file.clone()),
        ReadmeSpec::Table(table) => {
            description.file = table.file.clone();
            description.text = table.text.clone();
            description.content_type = table.content_type.clone();
        }
    }
    description
}

fn entry_points(project: &Project) -> List<EntryPoint> {
    let mut all = Vec::new();
    let mut add = |kind: EntryPointKind, group: Option<&Text>, name: &Text, target: &Text| {
        let mut entry = EntryPoint::new(kind);
        entry.name = Some(name.clone());
        entry.group = group.cloned();
        entry.target = Some(target.clone());
        all.push(entry);
    };
    let commands: [(&Map<Text>, EntryPointKind); 2] = [
        (&project.scripts, EntryPointKind::Command),
        (&project.gui_scripts, EntryPointKind::GuiCommand),
    ];
    for (map, kind) in commands {
        map.iter().for_each(|(name, target)| add(kind.clone(), None, name, target));
    }
    for (group, entries) in project.entry_points.iter() {
        let kind = EntryPointKind::Plugin;
        entries.iter().for_each(|(name, target)| add(kind.clone(), Some(group), name, target));
    }
    List::unless_empty(all)
}

fn needs(project: &Project, needed: &mut Vec<Dependency>) {
    needed.extend(listed(&project.dependencies, &Scope::Runtime));
    for (extra, texts) in project.optional_dependencies.iter() {
        needed.extend(listed(texts, &Scope::Runtime).map(|mut dependency| {
            dependency.optionality = Some(dependencies::of_extra(extra));
            dependency
        }));
    }
}

fn listed<'t>(texts: &'t [Text], scope: &'t Scope) -> impl Iterator<Item = Dependency> + 't {
    texts.iter().filter_map(|text| dependencies::read_listed(text, scope.clone()).ok())
}

/// Lists as unknown what the build decides, and what is of no known kind.
fn leave_open(document: &Pyproject, record: &mut PackageMetadata) {
    let Some(project) = &document.project else { return };
    for key in &project.dynamic {
        let named = MEMBERS.iter().find(|(name, _)| *name == key.as_str());
        record.mark_unknown_if_absent(named.map(|(_, member)| *member));
        if key == "urls" {
            record.mark_unknown_if_absent(project_urls::MEMBERS);
        }
        // what the build needs says nothing of what the package needs to run
        if key == "dependencies" && !project.dependencies.is_present() {
            record.mark_unknown(["dependencies"]);
        }
    }
    if !project.dependencies.is_empty() || !project.optional_dependencies.is_empty() {
        record.mark_unknown_if_absent(["dependencies"]);
    }
    carry::note_unread(record, &project.rest, MEMBERS);
}
