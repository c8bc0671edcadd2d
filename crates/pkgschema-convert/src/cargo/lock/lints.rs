//! What is odd in a `Cargo.lock`.
//!
//! Invariant: one pass over the packages, whatever they depend on.

use super::index::{Index, Key, NO_CHECKSUM, Named, Unresolved, checksums, key};
use super::source::Source;
use super::{CargoLock, LockPackage, NEWEST};
use crate::names;
use pkgschema::identity::{Digest, DigestAlgorithm, Ecosystem};
use pkgschema::version::semver;
use pkgschema::{Finding, Pointer, Severity};
use std::collections::HashMap;

/// Everything that is odd beyond wrong kinds.
pub(super) fn lints(lock: &CargoLock) -> Vec<Finding> {
    let mut lints = Lints { lock, index: Index::of(lock), found: Vec::new() };
    lints.version();
    let mut known = HashMap::new();
    for (place, package) in lock.placed() {
        lints.package(package, &place);
        lints.twice(package, &place, &mut known);
    }
    lints.metadata(&known);
    lints.found
}

/// The first package of each key, with its checksum.
type Known<'l> = HashMap<Key<'l>, Option<&'l str>>;

struct Lints<'l> {
    lock: &'l CargoLock,
    index: Index<'l>,
    found: Vec<Finding>,
}

impl<'l> Lints<'l> {
    fn find(&mut self, place: Pointer, code: &'static str, severity: Severity, words: String) {
        self.found.push(Finding::new(place, code, severity, words));
    }

    fn version(&mut self) {
        if let Some(version) = self.lock.version.filter(|version| *version > NEWEST) {
            let words = format!("version {version} of the format is not known; read as {NEWEST}");
            let place = Pointer::root().child("version");
            self.find(place, "unknown-lock-version", Severity::Warning, words);
        }
    }

    fn package(&mut self, package: &LockPackage, place: &Pointer) {
        self.name(package, place);
        let version = package.version.as_deref();
        if version.is_some_and(|version| semver::Version::parse(version).is_err()) {
            let words = "expected a version of Semantic Versioning".to_owned();
            self.find(place.child("version"), "malformed-version", Severity::Error, words);
        }
        if let Some(checksum) = &package.checksum {
            self.checksum(checksum, place.child("checksum"));
        }
        let source = package.source.as_deref().map(|text| Source::read(text, true));
        if matches!(source, Some(Source::Other(_))) {
            let words = "expected registry+, sparse+, git+ or path+ and an address".to_owned();
            self.find(place.child("source"), "unknown-source-kind", Severity::Warning, words);
        }
        for (index, text) in package.dependencies.indexed() {
            let Err(why) = self.index.find(Named::read(text)) else { continue };
            let (code, words) = match why {
                Unresolved::Unknown => ("unknown-dependency", "no package of the lock is"),
                Unresolved::Ambiguous => {
                    ("ambiguous-dependency", "several packages of the lock are")
                }
            };
            let place = place.child("dependencies").index(index);
            self.find(place, code, Severity::Error, format!("{words} {text:?}"));
        }
    }

    fn name(&mut self, package: &LockPackage, place: &Pointer) {
        match &package.name {
            Some(name) => {
                let place = place.child("name");
                self.found.extend(names::check(&Ecosystem::CRATES_IO, name, &place));
            }
            None => {
                let words = "a package has a name".to_owned();
                self.find(place.clone(), "unnamed-package", Severity::Error, words);
            }
        }
    }

    fn checksum(&mut self, text: &str, place: Pointer) {
        if Digest::from_hex(DigestAlgorithm::Sha256, text).is_err() {
            let words = "expected a SHA-256 digest in hexadecimal".to_owned();
            self.find(place, "malformed-digest", Severity::Error, words);
        }
    }

    fn twice(&mut self, package: &'l LockPackage, place: &Pointer, known: &mut Known<'l>) {
        let Some(key) = key(package) else { return };
        let checksum = package.checksum.as_deref();
        let Some(first) = known.get(&key).copied() else {
            known.insert(key, checksum);
            return;
        };
        match differ(first, checksum) {
            true => self.contradiction(place.child("checksum")),
            false => {
                let words = "name, version and source are those of a package before".to_owned();
                self.find(place.clone(), "duplicate-package", Severity::Warning, words);
            }
        }
    }

    fn metadata(&mut self, known: &Known<'l>) {
        for (key, place, text) in checksums(self.lock) {
            if text == NO_CHECKSUM {
                continue;
            }
            self.checksum(text, place.clone());
            match self.index.first(&key) {
                None => {
                    let words = "no package of the lock is of that name, version and source";
                    let words = words.to_owned();
                    self.find(place, "checksum-of-no-package", Severity::Warning, words);
                }
                Some(_) if differ(known.get(&key).copied().flatten(), Some(text)) => {
                    self.contradiction(place);
                }
                Some(_) => {}
            }
        }
    }

    fn contradiction(&mut self, place: Pointer) {
        let words = "another checksum than the lock has elsewhere for the same package".to_owned();
        self.find(place, "contradictory-digest", Severity::Error, words);
    }
}

/// Whether both are there and not the same digits.
fn differ(left: Option<&str>, right: Option<&str>) -> bool {
    matches!((left, right), (Some(left), Some(right)) if !left.eq_ignore_ascii_case(right))
}
