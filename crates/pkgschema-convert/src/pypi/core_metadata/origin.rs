//! Where core metadata says what its record says.
//!
//! Invariant: a place is given only where the document has the field.

use super::CoreFields;
use super::record::said;
use crate::carry::Source;
use crate::pypi::project_urls::{self, Purpose};
use crate::pypi::{dependencies, licenses};
use pkgschema::metadata::{ProvidedKind, Scope};
use pkgschema::object::List;
use pkgschema::{Pointer, Text};

/// Longest list in which the place of one element is looked for.
const LONGEST: usize = 1000;

/// The places that say what stands in the record at `pointer`.
pub(super) fn places(source: &Source<'_>, pointer: &Pointer) -> Vec<Pointer> {
    let Some(fields) = source.document::<CoreFields>() else { return Vec::new() };
    let tokens: Vec<String> = pointer.tokens().collect();
    let Some((member, rest)) = tokens.split_first() else { return Vec::new() };
    let index = rest.first().and_then(|token| token.parse::<usize>().ok());
    let places = match member.as_str() {
        "name" => vec![first("Name")],
        "version" => vec![first("Version")],
        "summary" => vec![first("Summary")],
        "keywords" => vec![first("Keywords")],
        "runtimeRequirements" => vec![first("Requires-Python")],
        "description" => description(fields, rest),
        "authors" => people(["Author", "Author-email"], [&fields.author, &fields.author_email]),
        "maintainers" => people(
            ["Maintainer", "Maintainer-email"],
            [&fields.maintainer, &fields.maintainer_email],
        ),
        "license" => license(fields, rest),
        "classifiers" => vec![element("Classifier", index)],
        "dependencies" => vec![element("Requires-Dist", dependency(fields, index))],
        "features" => vec![element("Provides-Extra", feature(fields, rest.first()))],
        "platforms" => vec![field("Platform")],
        "provides" => vec![provided(source, fields, index)],
        url if project_urls::MEMBERS.contains(&url) => urls(source, fields, url, index),
        _ => Vec::new(),
    };
    let there = |place: &Pointer| {
        let name = place.tokens().next();
        name.is_some_and(|name| name == "body" || fields.stated().any(|(it, _)| it.name == name))
    };
    places.into_iter().filter(there).collect()
}

fn field(name: &str) -> Pointer {
    Pointer::root().child(name)
}

fn first(name: &str) -> Pointer {
    field(name).index(0)
}

fn element(name: &str, index: Option<usize>) -> Pointer {
    index.map_or_else(|| field(name), |index| field(name).index(index))
}

fn description(fields: &CoreFields, rest: &[String]) -> Vec<Pointer> {
    match (rest.first().map(String::as_str), &fields.body) {
        (Some("contentType"), _) => vec![first("Description-Content-Type")],
        (_, Some(_)) => vec![field("body")],
        (_, None) => vec![first("Description")],
    }
}

fn people(names: [&str; 2], values: [&List<Text>; 2]) -> Vec<Pointer> {
    let stated = names.into_iter().zip(values).filter(|(_, values)| said(values).is_some());
    stated.map(|(name, _)| first(name)).collect()
}

fn license(fields: &CoreFields, rest: &[String]) -> Vec<Pointer> {
    let index = rest.get(1).and_then(|token| token.parse::<usize>().ok());
    let declared = match said(&fields.license_expression) {
        Some(_) => "License-Expression",
        None => "License",
    };
    match (rest.first().map(String::as_str), index) {
        (Some("files"), index) => vec![element("License-File", index)],
        (Some("classifiers"), Some(index)) => vec![element(
            "Classifier",
            nth(&fields.classifier, |text| text.starts_with(licenses::CLASSIFIER), index),
        )],
        (Some("classifiers"), None) => vec![field("Classifier")],
        (Some(_), _) => vec![first(declared)],
        (None, _) => vec![first(declared), field("License-File")],
    }
}

/// Requirements that cannot be read are no dependencies.
fn dependency(fields: &CoreFields, index: Option<usize>) -> Option<usize> {
    let readable = |text: &Text| dependencies::read(text, Scope::Runtime).is_ok();
    nth(&fields.requires_dist, readable, index?)
}

fn feature(fields: &CoreFields, name: Option<&String>) -> Option<usize> {
    nth(&fields.provides_extra, |text| Some(text.as_str()) == name.map(String::as_str), 0)
}

/// The index of the `wanted`-th value that fits, in lists that are not very long.
fn nth(values: &List<Text>, fits: impl Fn(&Text) -> bool, wanted: usize) -> Option<usize> {
    if values.len() > LONGEST {
        return None;
    }
    values.iter().enumerate().filter(|(_, text)| fits(text)).map(|(at, _)| at).nth(wanted)
}

/// What is provided stands in four fields, one after the other.
fn provided(source: &Source<'_>, fields: &CoreFields, index: Option<usize>) -> Pointer {
    let kind = index.and_then(|index| source.record.provides.get(index)).map(|one| &one.kind);
    let lists = [
        ("Import-Name", &fields.import_name, ProvidedKind::ImportName),
        ("Import-Namespace", &fields.import_namespace, ProvidedKind::ImportNamespace),
        ("Provides-Dist", &fields.provides_dist, ProvidedKind::Package),
        ("Obsoletes-Dist", &fields.obsoletes_dist, ProvidedKind::Obsoletes),
    ];
    let mut before = 0;
    for (name, values, its_kind) in lists {
        if kind == Some(&its_kind) {
            return element(name, index.and_then(|index| index.checked_sub(before)));
        }
        before += values.len();
    }
    field("Import-Name")
}

/// The fields whose address is the member's.
fn urls(
    source: &Source<'_>,
    fields: &CoreFields,
    member: &str,
    index: Option<usize>,
) -> Vec<Pointer> {
    let purpose = Purpose::of_member(member);
    if purpose == Some(Purpose::Homepage) && said(&fields.home_page).is_some() {
        return vec![first("Home-page")];
    }
    let Some(purpose) = purpose else { return link(source, fields, index) };
    let fits = |text: &Text| project_urls::parts(text).0.and_then(Purpose::of) == Some(purpose);
    vec![element("Project-URL", nth(&fields.project_url, fits, index.unwrap_or_default()))]
}

/// The field of a link: the one with its label and address, or the download address.
fn link(source: &Source<'_>, fields: &CoreFields, index: Option<usize>) -> Vec<Pointer> {
    let Some(link) = index.and_then(|index| source.record.links.get(index)) else {
        return vec![field("Project-URL"), field("Download-URL")];
    };
    let label = link.label.as_deref();
    let fits = |text: &Text| project_urls::parts(text) == (label, link.url.as_str());
    match nth(&fields.project_url, fits, 0) {
        Some(index) => vec![element("Project-URL", Some(index))],
        None if said(&fields.download_url) == Some(link.url.as_str()) => {
            vec![first("Download-URL")]
        }
        None => vec![field("Project-URL")],
    }
}
