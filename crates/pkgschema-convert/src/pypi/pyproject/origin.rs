//! Where a `pyproject.toml` says what its record says.
//!
//! Invariant: dependencies are counted in the order in which the record lists them.

use super::{Project, Tables, record};
use crate::carry::Source;
use crate::pypi::project_urls::Purpose;
use crate::pypi::{dependencies, licenses};
use pkgschema::metadata::{EntryPoint, EntryPointKind, ProvidedKind, Scope};
use pkgschema::{Pointer, Text};

/// Longest list in which the place of one element is looked for.
const LONGEST: usize = 1000;

/// The places that say what stands in the record at `pointer`.
pub(in crate::pypi) fn places(
    tables: &Tables,
    source: &Source<'_>,
    pointer: &Pointer,
) -> Vec<Pointer> {
    let tokens: Vec<String> = pointer.tokens().collect();
    let Some((member, rest)) = tokens.split_first() else { return Vec::new() };
    let index = rest.first().and_then(|token| token.parse::<usize>().ok());
    let none = Project::default();
    let project = tables.project.as_ref().unwrap_or(&none);
    let one = match member.as_str() {
        "name" | "version" => key(member),
        "keywords" => below(key(member), rest),
        "authors" | "maintainers" => below(key(member), rest),
        "classifiers" => below(key(member), rest),
        "summary" => key("description"),
        "description" => readme(project, rest),
        "runtimeRequirements" => key("requires-python"),
        "license" => return license(project, rest),
        "dependencies" => dependency(tables, index),
        "features" => below(key("optional-dependencies"), rest.get(..1).unwrap_or_default()),
        "entryPoints" => entry_point(index.and_then(|index| source.record.entry_points.get(index))),
        "provides" => provided(source, project, index),
        "publishing" => key("classifiers"),
        "runsCodeAtBuild" => Pointer::root().child("build-system").child("backend-path"),
        other => return urls(source, project, other, index).into_iter().collect(),
    };
    vec![one]
}

fn key(name: &str) -> Pointer {
    Pointer::root().child("project").child(name)
}

fn below(place: Pointer, rest: &[String]) -> Pointer {
    rest.iter().fold(place, |place, token| place.child(token))
}

fn readme(project: &Project, rest: &[String]) -> Pointer {
    let place = key("readme");
    let is_table = matches!(project.readme, Some(super::ReadmeSpec::Table(_)));
    match rest.first().map(String::as_str).filter(|_| is_table) {
        // without its type the file alone is a text, so that less of the whole is left
        Some("contentType") => place,
        Some(member) => place.child(member),
        None => place,
    }
}

fn license(project: &Project, rest: &[String]) -> Vec<Pointer> {
    let index = rest.get(1).and_then(|token| token.parse::<usize>().ok());
    let files = key("license-files");
    match (rest.first().map(String::as_str), index) {
        (Some("files"), Some(index)) if index < project.license_files.len() => {
            vec![files.index(index)]
        }
        (Some("files"), Some(_)) => vec![key("license").child("file")],
        (Some("files"), None) if project.license_files.is_present() => vec![files],
        (Some("classifiers"), Some(index)) => {
            let list = project.classifiers.iter().take(LONGEST).enumerate();
            let mut named = list.filter(|(_, text)| text.starts_with(licenses::CLASSIFIER));
            let place = key("classifiers");
            vec![named.nth(index).map_or(place.clone(), |(at, _)| place.index(at))]
        }
        (Some("classifiers"), None) => vec![key("classifiers")],
        (None, _) if project.license.is_none() => vec![files],
        _ => vec![key("license")],
    }
}

/// The lists of requirements in the order in which the record has them.
fn lists(tables: &Tables) -> Vec<(Pointer, Vec<Option<&Text>>)> {
    let root = Pointer::root();
    fn some(texts: &[Text]) -> Vec<Option<&Text>> {
        texts.iter().map(Some).collect()
    }
    let mut lists = Vec::new();
    if let Some(project) = &tables.project {
        lists.push((key("dependencies"), some(&project.dependencies)));
        let extras = project.optional_dependencies.iter();
        let place = key("optional-dependencies");
        lists.extend(extras.map(|(name, texts)| (place.child(name), some(texts))));
    }
    if let Some(build) = &tables.build_system {
        lists.push((root.child("build-system").child("requires"), some(&build.requires)));
    }
    let groups = tables.dependency_groups.iter();
    lists.extend(groups.map(|(name, entries)| {
        let texts = entries.iter().map(record::requirement).collect();
        (root.child("dependency-groups").child(name), texts)
    }));
    lists
}

/// The `index`-th dependency's place: what cannot be read is no dependency.
fn dependency(tables: &Tables, index: Option<usize>) -> Pointer {
    let mut left = index.unwrap_or_default();
    let readable = |text: &&Text| dependencies::read_listed(text, Scope::Runtime).is_ok();
    for (place, texts) in lists(tables) {
        if texts.len() > LONGEST && left < texts.len() {
            return place;
        }
        let listed = texts.iter().enumerate();
        let mut listed = listed.filter(|(_, text)| text.as_ref().is_some_and(readable));
        match listed.nth(left) {
            Some((at, _)) => return place.index(at),
            None => {
                let count = texts.iter().flatten().filter(|text| readable(text)).count();
                left = left.saturating_sub(count);
            }
        }
    }
    key("dependencies")
}

fn entry_point(entry: Option<&EntryPoint>) -> Pointer {
    let Some(entry) = entry else { return key("scripts") };
    let table = match (&entry.kind, &entry.group) {
        (EntryPointKind::GuiCommand, _) => key("gui-scripts"),
        (EntryPointKind::Plugin, Some(group)) => key("entry-points").child(group),
        _ => key("scripts"),
    };
    entry.name.as_ref().map_or(table.clone(), |name| table.child(name))
}

fn provided(source: &Source<'_>, project: &Project, index: Option<usize>) -> Pointer {
    let one = index.and_then(|index| source.record.provides.get(index));
    match (one.map(|one| &one.kind), index) {
        (Some(ProvidedKind::ImportName), Some(index)) => key("import-names").index(index),
        (Some(ProvidedKind::ImportNamespace), Some(index)) => {
            let before = project.import_names.len();
            key("import-namespaces").index(index.saturating_sub(before))
        }
        _ => key("import-names"),
    }
}

/// The address whose label says what the member is, or the one of a link.
fn urls(
    source: &Source<'_>,
    project: &Project,
    member: &str,
    index: Option<usize>,
) -> Option<Pointer> {
    let place = key("urls");
    let Some(purpose) = Purpose::of_member(member) else {
        let link = index.and_then(|index| source.record.links.get(index));
        let label = link.and_then(|link| link.label.as_ref());
        let at = label.map_or(place.clone(), |label| place.child(label));
        return (member == "links").then_some(at);
    };
    let labels = project.urls.iter().take(LONGEST).map(|(label, _)| label);
    let mut labels = labels.filter(|label| Purpose::of(label) == Some(purpose));
    let label = labels.nth(index.unwrap_or_default());
    Some(label.map_or(place.clone(), |label| place.child(label)))
}
