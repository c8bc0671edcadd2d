//! What `info` says of a release, by way of the core metadata that it was taken from.
//!
//! Invariant: a member that is not there at all is unknown, and one that is null or empty was not
//! given; of `requires_dist` null is unknown too.

use super::ReleaseDetail;
use crate::leftovers::Leftovers;
use crate::loss::SAYS_NOTHING;
use crate::pypi::{CoreMetadata, project_urls};
use crate::syntax::headers::folded;
use crate::{Loss, LossKind, ToRecord};
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::{List, Nullable, NullableList};
use pkgschema::{Pointer, Text};

/// The fields that are one text: the member, the field, and what is unknown without it.
const TEXTS: [(&str, &str, &str); 15] = [
    ("author", "Author", "authors"),
    ("author_email", "Author-email", "authors"),
    ("description", "body", "description"),
    ("description_content_type", "Description-Content-Type", "description"),
    ("download_url", "Download-URL", "links"),
    ("home_page", "Home-page", "homepage"),
    ("keywords", "Keywords", "keywords"),
    ("license", "License", "license"),
    ("license_expression", "License-Expression", "license"),
    ("maintainer", "Maintainer", "maintainers"),
    ("maintainer_email", "Maintainer-email", "maintainers"),
    ("name", "Name", "name"),
    ("platform", "Platform", "platforms"),
    ("requires_python", "Requires-Python", "runtimeRequirements"),
    ("summary", "Summary", "summary"),
];

/// The fields that are lists.
const LISTS: [(&str, &str, &str); 5] = [
    ("classifiers", "Classifier", "classifiers"),
    ("dynamic", "Dynamic", ""),
    ("license_files", "License-File", "license"),
    ("provides_extra", "Provides-Extra", "features"),
    ("requires_dist", "Requires-Dist", "dependencies"),
];

/// What the answer itself says, of which core metadata knows nothing.
const KNOWN_HERE: [&str; 3] = ["accounts", "artifacts", "availability"];

/// Addresses that follow from name and version.
const PAGES: [&str; 3] = ["package_url", "project_url", "release_url"];

/// The record of the release without its files.
pub(super) fn record(
    info: &ReleaseDetail,
    place: &Pointer,
    left: &mut Leftovers,
) -> PackageMetadata {
    let read = core(info).to_record();
    let here = |loss: Loss| Loss::new(of_core(info, &loss.pointer, place), loss.kind, loss.note);
    left.extend(read.losses.into_iter().map(here));
    let mut record = read.value;
    record.mark_known(KNOWN_HERE);
    texts(info, place, left, &mut record);
    lists(info, place, left, &mut record);
    urls(info, place, left, &mut record);
    pages(info, place, left);
    record
}

/// The fields that `info` was made of.
fn core(info: &ReleaseDetail) -> CoreMetadata {
    let mut core = CoreMetadata::default();
    core.body = info.description.get().cloned().filter(|text| !text.is_empty());
    core.author = one(&info.author);
    core.author_email = one(&info.author_email);
    core.description_content_type = one(&info.description_content_type);
    core.download_url = one(&info.download_url);
    core.home_page = one(&info.home_page);
    core.keywords = one(&info.keywords);
    core.license = one(&info.license);
    core.license_expression = one(&info.license_expression);
    core.maintainer = one(&info.maintainer);
    core.maintainer_email = one(&info.maintainer_email);
    core.name = one(&info.name);
    core.version = one(&info.version);
    core.platform = one(&info.platform);
    core.requires_python = one(&info.requires_python);
    core.summary = one(&info.summary);
    core.classifier = many(&info.classifiers);
    core.dynamic = many(&info.dynamic);
    core.license_file = many(&info.license_files);
    core.provides_extra = many(&info.provides_extra);
    core.requires_dist = many(&info.requires_dist);
    core.project_url = List::unless_empty(labelled(info).map(|(_, text)| text).collect());
    core
}

/// The value of a field, if it says anything.
fn one(text: &Nullable<Text>) -> List<Text> {
    let text = text.get().filter(|text| !text.is_empty());
    List::unless_empty(text.map(folded).into_iter().collect())
}

fn many(texts: &NullableList<Text>) -> List<Text> {
    List::unless_empty(texts.iter().map(folded).collect())
}

/// The labels of addresses, and each as a field holds it: a comma ends the label.
fn labelled(info: &ReleaseDetail) -> impl Iterator<Item = (&Text, Text)> {
    let all = info.project_urls.get().into_iter().flat_map(|urls| urls.iter());
    let fits = all.filter(|(label, _)| !label.contains(','));
    fits.map(|(label, url)| (label, folded(&format!("{label}, {url}").into())))
}

/// The place in the answer of what stands at a place of the fields.
fn of_core(info: &ReleaseDetail, pointer: &Pointer, place: &Pointer) -> Pointer {
    let mut tokens = pointer.tokens();
    let (Some(field), index) = (tokens.next(), tokens.next()) else { return place.clone() };
    if let Some((member, ..)) = LISTS.iter().find(|(_, name, _)| *name == field) {
        let list = place.child(member);
        return index.map_or(list.clone(), |index| list.child(&index));
    }
    if field == "Project-URL" {
        let list = place.child("project_urls");
        let index = index.and_then(|index| index.parse().ok());
        let label = index.and_then(|index| labelled(info).nth(index));
        return label.map_or(list.clone(), |(label, _)| list.child(label));
    }
    let text = TEXTS.iter().find(|(_, name, _)| *name == field);
    text.map_or(place.clone(), |(member, ..)| place.child(member))
}

fn texts(
    info: &ReleaseDetail,
    place: &Pointer,
    left: &mut Leftovers,
    record: &mut PackageMetadata,
) {
    let values = [
        &info.author,
        &info.author_email,
        &info.description,
        &info.description_content_type,
        &info.download_url,
        &info.home_page,
        &info.keywords,
        &info.license,
        &info.license_expression,
        &info.maintainer,
        &info.maintainer_email,
        &info.name,
        &info.platform,
        &info.requires_python,
        &info.summary,
    ];
    for ((member, _, unknown), value) in TEXTS.into_iter().zip(values) {
        match value {
            Nullable::Is(text) if text.is_empty() => {
                left.lose(&place.child(member), LossKind::Normalized, SAYS_NOTHING);
            }
            Nullable::Is(_) => left.take(&place.child(member)),
            Nullable::Null => {}
            Nullable::Absent => record.mark_unknown_if_absent([unknown]),
        }
    }
}

fn lists(
    info: &ReleaseDetail,
    place: &Pointer,
    left: &mut Leftovers,
    record: &mut PackageMetadata,
) {
    let values = [
        &info.classifiers,
        &info.dynamic,
        &info.license_files,
        &info.provides_extra,
        &info.requires_dist,
    ];
    for ((member, _, unknown), value) in LISTS.into_iter().zip(values) {
        let at = place.child(member);
        match value.is_present() {
            // that there is none is said by its absence
            true if !value.has_odd() => left.take(&at),
            true => left.take_each(value, &at),
            false if value.is_null() && member != "requires_dist" => {}
            false if unknown.is_empty() => {}
            false => record.mark_unknown_if_absent([unknown]),
        }
        if value.has_odd() && !unknown.is_empty() {
            record.mark_unknown_if_absent([unknown]);
        }
    }
    if info.requires_dist.is_null() {
        // the record says that nobody knows
        left.take(&place.child("requires_dist"));
    }
}

fn urls(info: &ReleaseDetail, place: &Pointer, left: &mut Leftovers, record: &mut PackageMetadata) {
    let at = place.child("project_urls");
    match &info.project_urls {
        Nullable::Is(urls) if urls.odd().is_empty() && labelled(info).count() == urls.len() => {
            left.take(&at);
        }
        Nullable::Is(_) => labelled(info).for_each(|(label, _)| left.take(&at.child(label))),
        Nullable::Null => {}
        Nullable::Absent => record.mark_unknown_if_absent(project_urls::MEMBERS),
    }
}

/// Members that say nothing, or what follows from name and version.
fn pages(info: &ReleaseDetail, place: &Pointer, left: &mut Leftovers) {
    for (member, value) in
        PAGES.into_iter().zip([&info.package_url, &info.project_url, &info.release_url])
    {
        let note = "a page of the index, which follows from name and version";
        left.imply(value.get(), place, member, note);
    }
    let nothing = |text: &Nullable<Text>| text.get().is_some_and(|text| text.is_empty());
    let members = [
        ("bugtrack_url", nothing(&info.bugtrack_url)),
        ("docs_url", nothing(&info.docs_url)),
        ("yanked_reason", nothing(&info.yanked_reason)),
        ("downloads", info.downloads.is_some()),
    ];
    for (member, _) in members.into_iter().filter(|(_, nothing)| *nothing) {
        left.lose(&place.child(member), LossKind::Normalized, SAYS_NOTHING);
    }
}
