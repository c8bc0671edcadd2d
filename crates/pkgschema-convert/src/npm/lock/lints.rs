//! What is odd in a lock beyond wrong kinds: above all what an attacker would write.
//!
//! Invariant: time is linear in the document, and every entry is looked at once.

use super::compare::{Known, contradict};
use super::place::{Place, escapes};
use super::{LockEntry, PackageLock, TreeEntry, resolved, tree};
use crate::found::Found;
use crate::names;
use crate::npm::version_manifest::sri;
use pkgschema::identity::Ecosystem;
use pkgschema::{Finding, Pointer, Severity, Text};
use std::collections::HashMap;

pub(super) fn of(lock: &PackageLock) -> Vec<Finding> {
    let mut lints = Lints::default();
    project(lock, &mut lints.found);
    let entries: HashMap<&str, &LockEntry> =
        lock.packages.iter().map(|(key, entry)| (key.as_str(), entry)).collect();
    for (key, entry) in lock.packages.iter() {
        lints.entry(key, entry, &entries);
    }
    let repeats = lock.packages.is_present();
    tree::each(&lock.dependencies, &mut |node| {
        let twin = node.folder.and_then(|folder| entries.get(folder)).filter(|_| repeats);
        lints.node(node.place, node.name, node.entry, twin.copied());
    });
    lints.found.done()
}

#[derive(Default)]
struct Lints<'a> {
    known: Known<'a>,
    found: Found,
}

/// What one place says of a package.
struct Said<'a> {
    name: &'a str,
    version: Option<&'a str>,
    resolved: Option<&'a str>,
    integrity: Option<&'a str>,
}

impl<'a> Lints<'a> {
    fn entry(&mut self, key: &'a str, entry: &'a LockEntry, all: &HashMap<&str, &LockEntry>) {
        let place = || Pointer::root().child("packages").child(key);
        if escapes(key) {
            let words = "expected no way out of a folder";
            self.found.add(place, "path-in-key", Severity::Error, words);
        }
        let target = entry.resolved.as_deref().filter(|_| entry.link == Some(true));
        if target.is_some_and(|folder| !all.contains_key(folder)) {
            let words = "there is no such folder";
            let place = || place().child("resolved");
            self.found.add(place, "dangling-link", Severity::Error, words);
        }
        let folder = Place::of(key);
        if let Place::Installed(name) = folder {
            self.name(name, &place);
        }
        if let Some(name) = &entry.name {
            let installed = matches!(folder, Place::Installed(_));
            if installed && Place::of(key).name() != Some(name) {
                self.name(name, &|| place().child("name"));
            }
        }
        let Some(name) = entry.name.as_deref().or(folder.name()) else { return };
        let linked = entry.link == Some(true);
        let said = Said {
            name,
            version: entry.version.as_deref(),
            resolved: entry.resolved.as_deref().filter(|_| !linked),
            integrity: entry.integrity.as_deref(),
        };
        self.said(&said, &place);
    }

    fn node(
        &mut self,
        place: &Pointer,
        name: &'a Text,
        entry: &'a TreeEntry,
        twin: Option<&'a LockEntry>,
    ) {
        let at = || place.clone();
        let version = entry.version.as_deref();
        let alias = version.and_then(crate::npm::dependencies::alias);
        if let Some(twin) = twin {
            self.twins(place, entry, alias.map(|(_, version)| version).or(version), twin);
        } else {
            self.name(name, &at);
            let (name, version) = match alias {
                Some((real, version)) => (real, Some(version)),
                None => (name.as_str(), version),
            };
            let (resolved, integrity) = (entry.resolved.as_deref(), entry.integrity.as_deref());
            self.said(&Said { name, version, resolved, integrity }, &at);
        }
    }

    /// Version 2 says everything twice.
    fn twins(
        &mut self,
        place: &Pointer,
        entry: &TreeEntry,
        version: Option<&str>,
        twin: &LockEntry,
    ) {
        let words = "packages says otherwise";
        let digests = (entry.integrity.as_deref(), twin.integrity.as_deref());
        if let (Some(ours), Some(theirs)) = digests {
            if contradict(ours, theirs) {
                let place = || place.child("integrity");
                self.found.add(place, "contradictory-digests", Severity::Error, words);
            }
        }
        let plain = |text: &&str| text.starts_with(|c: char| c.is_ascii_digit());
        if let (Some(ours), Some(theirs)) = (version.filter(plain), twin.version.as_deref()) {
            if ours != theirs {
                let place = || place.child("version");
                self.found.add(place, "version-mismatch", Severity::Error, words);
            }
        }
        let from = (entry.resolved.as_deref(), twin.resolved.as_deref());
        if let (Some(ours), Some(theirs)) = from {
            if ours != theirs && twin.link != Some(true) {
                let place = || place.child("resolved");
                self.found.add(place, "resolved-mismatch", Severity::Error, words);
            }
        }
    }

    /// Names that no package has, hidden characters, letters that look like others.
    fn name(&mut self, name: &str, place: &dyn Fn() -> Pointer) {
        for finding in names::odd(&Ecosystem::NPM, name) {
            self.found.add(place, finding.code, finding.severity, &finding.message);
        }
    }

    fn said(&mut self, said: &Said<'a>, place: &dyn Fn() -> Pointer) {
        if let Some(integrity) = said.integrity {
            if !sri(integrity).1 {
                let place = || place().child("integrity");
                let words = "expected hashes of subresource integrity";
                self.found.add(place, "malformed-integrity", Severity::Error, words);
            }
            let version = said.version.unwrap_or_default();
            if self.known.contradicts(said.name, version, integrity) {
                let place = || place().child("integrity");
                let words = "another place has a digest for the same name and version that differs";
                self.found.add(place, "contradictory-digests", Severity::Error, words);
            }
        }
        if said.resolved.is_some_and(|url| !fits(url, said)) {
            let place = || place().child("resolved");
            let words = "the address is of another package or version";
            self.found.add(place, "resolved-mismatch", Severity::Error, words);
        }
    }
}

/// Whether a registry's address is of that name and version.
fn fits(url: &str, said: &Said<'_>) -> bool {
    let Some((name, stem)) = resolved::told(url) else { return true };
    let base = said.name.rsplit('/').next().unwrap_or(said.name);
    let version = stem.strip_prefix(base).and_then(|rest| rest.strip_prefix('-'));
    let same = |told: &str| {
        said.version.is_none_or(|version| version == told || told.replace("%2B", "+") == version)
    };
    version.is_some_and(same) && name.is_none_or(|name| name == said.name)
}

/// Name and version of the project, which stand in the document twice.
fn project(lock: &PackageLock, found: &mut Found) {
    let Some(project) = lock.packages.get("") else { return };
    let members =
        [("name", &lock.name, &project.name), ("version", &lock.version, &project.version)];
    for (member, ours, theirs) in members {
        if ours.as_ref().zip(theirs.as_ref()).is_some_and(|(ours, theirs)| ours != theirs) {
            let words = "the project's own entry says otherwise";
            let place = || Pointer::root().child(member);
            found.add(place, "project-mismatch", Severity::Warning, words);
        }
    }
}
