//! What is odd in the answer about a project beyond wrong kinds.
//!
//! Invariant: every file is looked at once, and what is listed is bounded.

use super::{MetadataFile, SimpleFile, SimpleJson, Yanked};
use crate::found::Found;
use crate::pypi::file_name::{self, Release};
use crate::pypi::hashes;
use pkgschema::{Finding, Pointer, Severity};
use std::collections::HashSet;

/// The last minor version that is known here.
const MINOR: u32 = 4;

pub(super) fn of(project: &SimpleJson) -> Vec<Finding> {
    let mut found = Found::default();
    let root = Pointer::root();
    version(project, &mut found);
    let newer = project.api_version().is_some_and(|version| version >= (1, 1));
    let there = [
        ("name", project.name.is_some()),
        ("files", project.files.is_present()),
        ("versions", project.versions.is_present() || !newer),
    ];
    for (member, _) in there.into_iter().filter(|(_, there)| !there) {
        if project.rest.get(member).is_none() {
            found.add(
                || root.child(member),
                "missing-member",
                Severity::Error,
                "every project has it",
            );
        }
    }
    if let Some(name) = project.name.as_deref() {
        let at = root.child("name");
        found.extend(crate::names::odd(&pkgschema::identity::Ecosystem::PYPI, name), &at);
    }
    files(project, newer, &mut found);
    found.done()
}

fn version(project: &SimpleJson, found: &mut Found) {
    let meta = Pointer::root().child("meta");
    let stated = project.meta.as_ref().and_then(|meta| meta.api_version.as_ref());
    let at = || meta.child("api-version");
    match (project.api_version(), stated) {
        (Some((1, minor)), _) if minor > MINOR => {
            let words = "a later version than is known here; what it adds is kept, not read";
            found.add(at, "later-api-version", Severity::Note, words);
        }
        (Some((1, _)), _) => {}
        (Some(_), _) => {
            let words = "an unknown major version: what is absent is unknown, and nothing is taken \
                         for not yanked";
            found.add(at, "unknown-api-version", Severity::Warning, words);
        }
        (None, Some(_)) => {
            let words = "expected two numbers, \"1.4\"";
            found.add(at, "unknown-api-version", Severity::Warning, words);
        }
        (None, None) if project.is_known() => {
            let words = "every answer says which version of the API it follows";
            found.add(at, "missing-member", Severity::Error, words);
        }
        (None, None) => {}
    }
}

fn files(project: &SimpleJson, newer: bool, found: &mut Found) {
    let list = Pointer::root().child("files");
    let versions: HashSet<Release> =
        project.versions.iter().map(|version| Release::of(version)).collect();
    let listed = project.versions.is_present().then_some(&versions);
    let mut names: HashSet<&str> = HashSet::new();
    for (index, file) in project.files.indexed() {
        let place = list.index(index);
        members(file, newer, &place, found);
        let Some(name) = file.filename.as_deref() else { continue };
        let at = place.child("filename");
        if !names.insert(name) {
            found.add(
                || at.clone(),
                "duplicate-file",
                Severity::Error,
                "the file is listed already",
            );
        }
        let read = file_name::listed(name, project.name.as_deref(), Severity::Warning, &at, found);
        let Some(name) = read else { continue };
        found.extend(name.check(), &at);
        if listed.is_some_and(|listed| !listed.contains(&name.release())) {
            let words = "its version is not listed in \"versions\"";
            found.add(|| at.clone(), "unlisted-version", Severity::Error, words);
        }
    }
}

fn members(file: &SimpleFile, newer: bool, place: &Pointer, found: &mut Found) {
    let there = [
        ("filename", file.filename.is_some()),
        ("url", file.url.is_some()),
        ("hashes", file.hashes.is_some()),
        ("size", file.size.is_some() || !newer),
    ];
    for (member, _) in there.into_iter().filter(|(_, there)| !there) {
        if file.rest.get(member).is_none() {
            let at = || place.child(member);
            found.add(at, "missing-member", Severity::Error, "every file has it");
        }
    }
    if file.hashes.as_ref().is_some_and(|hashes| hashes.is_empty() && hashes.odd().is_empty()) {
        let words = "no digest: nothing tells whether the file is the one that was meant";
        found.add(|| place.child("hashes"), "no-digest", Severity::Note, words);
    }
    if let Some(digests) = &file.hashes {
        hashes::check(digests, &place.child("hashes"), found);
    }
    if file.yanked == Some(Yanked::Reason("".into())) {
        let words = "an empty reason: some readers take it for yanked, others do not";
        found.add(|| place.child("yanked"), "empty-reason", Severity::Warning, words);
    }
    let names = [
        ("core-metadata", &file.core_metadata),
        ("dist-info-metadata", &file.dist_info_metadata),
        ("data-dist-info-metadata", &file.data_dist_info_metadata),
    ];
    for (member, value) in names {
        if let Some(MetadataFile::Hashes(digests)) = value {
            hashes::check(digests, &place.child(member), found);
        }
        if value.is_some() && value.as_ref() != file.metadata_file() {
            let words = "it is not what the newer name says";
            found.add(|| place.child(member), "metadata-mismatch", Severity::Warning, words);
        }
    }
}
