//! What is odd in an answer of the JSON API beyond wrong kinds.
//!
//! Invariant: every file is looked at once in each list, and what is listed is bounded.

use super::{JsonApiFile, PypiJsonApi, ReleaseDetail};
use crate::found::Found;
use crate::pypi::file_name::{Release, listed, unsafe_name};
use crate::pypi::hashes;
use crate::pypi::requirement::Requirement;
use pkgschema::identity::{Digest, DigestAlgorithm, Ecosystem};
use pkgschema::object::Items;
use pkgschema::version::pypi::SpecifierSet;
use pkgschema::{Finding, Pointer, Severity, Text};
use std::collections::HashSet;

pub(super) fn of(answer: &PypiJsonApi) -> Vec<Finding> {
    let (root, mut found) = (Pointer::root(), Found::default());
    let project = answer.info.as_ref().and_then(|info| info.name.get());
    if let Some(info) = &answer.info {
        detail(info, &root.child("info"), &mut found);
    }
    let own = answer.version().map(|version| Release::of(version));
    if let Some(items) = answer.urls.items() {
        files(items, project, own.as_ref(), &root.child("urls"), &mut found);
    }
    let list = root.child("releases");
    let mut met = HashSet::new();
    for (version, items) in answer.releases.iter() {
        let (place, release) = (list.child(version), Release::of(version));
        if own.as_ref() == Some(&release) && answer.urls.items().is_some_and(|urls| urls != items) {
            let words = "the files are not those in \"urls\"";
            found.add(|| place.clone(), "release-mismatch", Severity::Warning, words);
        }
        files(items, project, Some(&release), &place, &mut found);
        if !met.insert(release) {
            let words = "the version is listed already, in another spelling";
            found.add(|| place.clone(), "duplicate-version", Severity::Warning, words);
        }
    }
    found.done()
}

/// The metadata of the release.
fn detail(info: &ReleaseDetail, place: &Pointer, found: &mut Found) {
    for (member, there) in [("name", info.name.get()), ("version", info.version.get())] {
        if there.is_none() && info.rest.get(member).is_none() {
            let words = "every release has it";
            found.add(|| place.child(member), "missing-member", Severity::Error, words);
        }
    }
    if let Some(name) = info.name.get() {
        found.extend(crate::names::odd(&Ecosystem::PYPI, name), &place.child("name"));
    }
    if info.version.get().is_some_and(|version| !Release::of(version).is_version()) {
        let words = "expected a version of PEP 440";
        found.add(|| place.child("version"), "malformed-version", Severity::Error, words);
    }
    python(info.requires_python.get(), place, found);
    let list = place.child("requires_dist");
    for (index, text) in info.requires_dist.indexed() {
        match Requirement::parse(text) {
            Ok(requirement) => found.extend(requirement.check(), &list.index(index)),
            Err(error) => {
                let at = || list.index(index);
                found.add(at, "malformed-requirement", Severity::Error, error.detail());
            }
        }
    }
}

fn python(text: Option<&Text>, place: &Pointer, found: &mut Found) {
    if let Some(Err(error)) = text.map(|text| SpecifierSet::parse(text)) {
        let at = || place.child("requires_python");
        found.add(at, "requirement-specifier", Severity::Error, error.detail());
    }
}

fn files(
    items: &Items<JsonApiFile>,
    project: Option<&Text>,
    release: Option<&Release>,
    list: &Pointer,
    found: &mut Found,
) {
    let mut names: HashSet<&str> = HashSet::new();
    for (index, file) in items.indexed() {
        let place = list.index(index);
        members(file, &place, found);
        let Some(name) = file.filename.as_deref() else { continue };
        let at = place.child("filename");
        if !names.insert(name) {
            let words = "the file is listed already";
            found.add(|| at.clone(), "duplicate-file", Severity::Error, words);
        }
        // installers of old have names of their own
        let old = file.packagetype.as_deref().is_some_and(|kind| {
            kind.starts_with("bdist_") && !matches!(kind, "bdist_wheel" | "bdist_egg")
        });
        if old && unsafe_name(name).is_none() {
            continue;
        }
        let read = listed(name, project.map(Text::as_str), Severity::Warning, &at, found);
        if read.is_some_and(|name| release.is_some_and(|release| name.release() != *release)) {
            let words = "a file of another version";
            found.add(|| at.clone(), "other-version", Severity::Error, words);
        }
    }
}

fn members(file: &JsonApiFile, place: &Pointer, found: &mut Found) {
    let there = [
        ("filename", file.filename.is_some()),
        ("url", file.url.is_some()),
        ("digests", file.digests.is_some()),
    ];
    for (member, _) in there.into_iter().filter(|(_, there)| !there) {
        if file.rest.get(member).is_none() {
            let at = || place.child(member);
            found.add(at, "missing-member", Severity::Error, "every file has it");
        }
    }
    python(file.requires_python.get(), place, found);
    let Some(digests) = &file.digests else { return };
    hashes::check(digests, &place.child("digests"), found);
    let again = file.md5_digest.get();
    let again = again.and_then(|text| Digest::from_hex(DigestAlgorithm::Md5, text).ok());
    let md5 = digests.get(&DigestAlgorithm::Md5);
    if again.is_some() && md5.is_some() && again != md5 {
        let words = "another digest than the one among the digests";
        let at = || place.child("md5_digest");
        found.add(at, "contradictory-digest", Severity::Error, words);
    }
}
