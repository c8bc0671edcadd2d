//! What is odd about the packages of a `pylock.toml`.
//!
//! Invariant: one pass over the packages, whatever they depend on.

use super::index::{Index, Meant};
use super::lints::{marker, missing, name, specifier};
use super::{Pylock, PylockFile, PylockPackage};
use crate::found::Found;
use crate::pypi::file_name::{Release, listed};
use crate::pypi::places::{check_path, check_url};
use crate::pypi::requirement::normalized;
use crate::pypi::{FileName, hashes};
use pkgschema::identity::{DigestComparison, DigestSet};
use pkgschema::object::Rest;
use pkgschema::{Pointer, Severity, Text};
use std::collections::{HashMap, HashSet};

pub(super) struct Packages<'l> {
    lock: &'l Pylock,
    index: Index<'l>,
    /// The names and conditions that were met.
    met: HashSet<(String, Option<&'l str>)>,
    /// The digests of files by their names.
    files: HashMap<Text, &'l DigestSet>,
}

impl<'l> Packages<'l> {
    pub(super) fn of(lock: &'l Pylock) -> Self {
        let (met, files) = (HashSet::new(), HashMap::new());
        Self { lock, index: Index::of(lock), met, files }
    }

    pub(super) fn check(mut self, found: &mut Found) {
        let list = Pointer::root().child("packages");
        for (index, package) in self.lock.packages.indexed() {
            let place = list.index(index);
            missing(&[("name", package.name.is_some())], &package.rest, &place, found);
            identity(package, &place, found);
            self.twice(package, &place, found);
            sources(package, &place, found);
            places(package, &place, found);
            self.files(package, &place, found);
            self.dependencies(package, &place, found);
            let signers = place.child("attestation-identities");
            for (index, identity) in package.attestation_identities.indexed() {
                let keys = [("kind", identity.kind.is_some())];
                missing(&keys, &identity.rest, &signers.index(index), found);
            }
        }
    }

    /// Two packages of one name that are installed under the same condition.
    fn twice(&mut self, package: &'l PylockPackage, place: &Pointer, found: &mut Found) {
        let Some(name) = package.name.as_deref() else { return };
        if !self.met.insert((normalized(name), package.marker.as_deref())) {
            let words = "another package of this name is installed under the same condition";
            found.add(|| place.clone(), "duplicate-package", Severity::Error, words);
        }
    }

    fn files(&mut self, package: &'l PylockPackage, place: &Pointer, found: &mut Found) {
        let list = place.child("wheels");
        let wheels = package.wheels.indexed();
        let wheels = wheels.map(|(index, file)| (list.index(index), file, Some(true)));
        let sdist = package.sdist.iter().map(|file| (place.child("sdist"), file, Some(false)));
        let archive = package.archive.iter().map(|file| (place.child("archive"), file, None));
        for (place, file, is_wheel) in archive.chain(sdist).chain(wheels) {
            members(file, &place, found);
            let Some(name) = file.file_name() else { continue };
            if let Some(is_wheel) = is_wheel {
                file_name(&name, is_wheel, package, file, &place, found);
            }
            let Some(digests) = &file.hashes else { continue };
            let first = self.files.entry(name).or_insert(digests);
            if first.compare(digests) == DigestComparison::Different {
                let words = "another digest than the lock has elsewhere for a file of this name";
                let at = || place.child("hashes");
                found.add(at, "contradictory-digest", Severity::Error, words);
            }
        }
    }

    fn dependencies(&self, package: &PylockPackage, place: &Pointer, found: &mut Found) {
        let list = place.child("dependencies");
        for (index, dependency) in package.dependencies.indexed() {
            let at = || list.index(index);
            missing(&[("name", dependency.name.is_some())], &dependency.rest, &at(), found);
            match self.index.find(dependency) {
                _ if dependency.name.is_none() => {}
                Meant::Unknown => {
                    let words = "no package of the lock is of that name and version";
                    found.add(at, "unknown-dependency", Severity::Error, words);
                }
                Meant::Several => {
                    let words = "several packages of the lock are of that name and version";
                    found.add(at, "ambiguous-dependency", Severity::Error, words);
                }
                Meant::One(_) | Meant::Open => {}
            }
        }
    }
}

/// Name, version and conditions.
fn identity(package: &PylockPackage, place: &Pointer, found: &mut Found) {
    if let Some(text) = package.name.as_deref() {
        name(text, &place.child("name"), found);
    }
    if package.version.as_deref().is_some_and(|version| !Release::of(version).is_version()) {
        let words = "expected a version of PEP 440";
        found.add(|| place.child("version"), "malformed-version", Severity::Error, words);
    }
    if let Some(text) = package.marker.as_deref() {
        marker(text, &place.child("marker"), found);
    }
    if let Some(text) = package.requires_python.as_deref() {
        specifier(text, &place.child("requires-python"), found);
    }
}

/// Whether it is said in one way where the package comes from.
fn sources(package: &PylockPackage, place: &Pointer, found: &mut Found) {
    let there = |key: &str| package.rest.get(key).is_some();
    let direct = [
        package.vcs.is_some() || there("vcs"),
        package.directory.is_some() || there("directory"),
        package.archive.is_some() || there("archive"),
    ];
    let direct = direct.into_iter().filter(|there| *there).count();
    let files = !package.wheels.is_empty() || package.wheels.has_odd() || there("wheels");
    let files = files || package.sdist.is_some() || there("sdist");
    match (direct, files) {
        (0, false) => {
            let words = "neither files nor a repository, folder or archive: nothing to install";
            found.add(|| place.clone(), "no-source", Severity::Error, words);
        }
        (0, true) | (1, false) => {}
        _ => {
            let words = "several of files, repository, folder and archive exclude each other";
            found.add(|| place.clone(), "several-sources", Severity::Error, words);
        }
    }
}

/// The repository, the folder, the index.
fn places(package: &PylockPackage, place: &Pointer, found: &mut Found) {
    if let Some(vcs) = &package.vcs {
        let at = place.child("vcs");
        let keys = [("type", vcs.r#type.is_some()), ("commit-id", vcs.commit_id.is_some())];
        missing(&keys, &vcs.rest, &at, found);
        somewhere(&vcs.url, &vcs.path, &vcs.rest, &at, found);
        within(&vcs.subdirectory, &at, found);
    }
    if let Some(directory) = &package.directory {
        let at = place.child("directory");
        missing(&[("path", directory.path.is_some())], &directory.rest, &at, found);
        if let Some(path) = directory.path.as_deref() {
            check_path(path, &at.child("path"), found);
        }
        within(&directory.subdirectory, &at, found);
    }
    if let Some(index) = &package.index {
        check_url(index.as_str(), &place.child("index"), found);
    }
}

/// An address or a path, one of which has to be there.
fn somewhere(
    url: &Option<Text>,
    path: &Option<Text>,
    rest: &Rest,
    place: &Pointer,
    found: &mut Found,
) {
    let said = |text: &Option<Text>| text.as_deref().is_some_and(|text| !text.is_empty());
    let odd = rest.get("url").is_some() || rest.get("path").is_some();
    if !said(url) && !said(path) && !odd {
        let words = "neither an address nor a path";
        found.add(|| place.clone(), "no-place", Severity::Error, words);
    }
    if let Some(url) = url {
        check_url(url, &place.child("url"), found);
    }
    if let Some(path) = path {
        check_path(path, &place.child("path"), found);
    }
}

fn within(folder: &Option<Text>, place: &Pointer, found: &mut Found) {
    if let Some(folder) = folder {
        check_path(folder, &place.child("subdirectory"), found);
    }
}

/// What each file says.
fn members(file: &PylockFile, place: &Pointer, found: &mut Found) {
    somewhere(&file.url, &file.path, &file.rest, place, found);
    within(&file.subdirectory, place, found);
    missing(&[("hashes", file.hashes.is_some())], &file.rest, place, found);
    let Some(digests) = &file.hashes else { return };
    if digests.is_empty() && digests.odd().is_empty() {
        let words = "no digest: nothing tells whether the file is the one that was locked";
        found.add(|| place.child("hashes"), "no-digest", Severity::Error, words);
    }
    hashes::check(digests, &place.child("hashes"), found);
}

/// Whether a file's name is that of the package and its version.
fn file_name(
    text: &str,
    is_wheel: bool,
    package: &PylockPackage,
    file: &PylockFile,
    place: &Pointer,
    found: &mut Found,
) {
    let member = match (&file.name, &file.path) {
        (Some(_), _) => "name",
        (None, Some(_)) => "path",
        (None, None) => "url",
    };
    let at = || place.child(member);
    let read = listed(text, package.name.as_deref(), Severity::Error, &at(), found);
    let Some(name) = read else { return };
    if is_wheel != matches!(name, FileName::Wheel(_)) {
        let words = "a wheel's name for what is none, or another's for a wheel";
        return found.add(at, "odd-file-name", Severity::Error, words);
    }
    let version = package.version.as_deref();
    if version.is_some_and(|version| name.release() != Release::of(version)) {
        found.add(at, "other-version", Severity::Error, "a file of another version");
    }
}
