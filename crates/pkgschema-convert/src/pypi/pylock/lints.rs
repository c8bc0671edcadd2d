//! What is odd in a `pylock.toml` beyond wrong kinds.
//!
//! Invariant: every key is looked at once, and what is listed is bounded.

use super::packages::Packages;
use super::{Pylock, PylockKeys};
use crate::found::Found;
use crate::pypi::requirement::Marker;
use crate::pypi::requirement::normalized;
use pkgschema::object::{Object, Rest};
use pkgschema::version::pypi::SpecifierSet;
use pkgschema::{Finding, Pointer, Severity};

/// The last minor version that is known here.
const MINOR: u32 = 0;

pub(super) fn of(lock: &Pylock) -> Vec<Finding> {
    let mut found = Found::default();
    let root = Pointer::root();
    let keys = [
        ("lock-version", lock.lock_version.is_some()),
        ("created-by", lock.created_by.is_some()),
        ("packages", lock.packages.is_present()),
    ];
    missing(&keys, lock.rest(), &root, &mut found);
    version(lock, &mut found);
    for (index, marker_text) in lock.environments.indexed() {
        marker(marker_text, &root.child("environments").index(index), &mut found);
    }
    if let Some(text) = lock.requires_python.as_deref() {
        specifier(text, &root.child("requires-python"), &mut found);
    }
    let list = root.child("extras");
    for (index, extra) in lock.extras.indexed() {
        name(extra, &list.index(index), &mut found);
    }
    Packages::of(lock).check(&mut found);
    found.done()
}

impl PylockKeys {
    fn rest(&self) -> &Rest {
        Object::rest(self)
    }
}

/// Keys that have to be there; of one that is there with the wrong kind that is said already.
pub(super) fn missing(
    keys: &[(&'static str, bool)],
    rest: &Rest,
    place: &Pointer,
    found: &mut Found,
) {
    for (key, there) in keys {
        if !there && rest.get(key).is_none() {
            let words = "the specification requires this key";
            found.add(|| place.child(key), "missing-member", Severity::Error, words);
        }
    }
}

fn version(lock: &Pylock, found: &mut Found) {
    let at = || Pointer::root().child("lock-version");
    match (lock.format_version(), &lock.lock_version) {
        (Some((1, minor)), _) if minor > MINOR => {
            let words = "a later version than is known here; what it adds is kept, not read";
            found.add(at, "later-lock-version", Severity::Note, words);
        }
        (Some((1, _)), _) | (None, None) => {}
        (Some(_), _) => {
            let words = "an unknown major version: what is absent is unknown";
            found.add(at, "unknown-lock-version", Severity::Warning, words);
        }
        (None, Some(_)) => {
            let words = "expected two numbers, \"1.0\"";
            found.add(at, "malformed-version", Severity::Error, words);
        }
    }
}

/// A condition that is none, or asks for what no environment has.
pub(super) fn marker(text: &str, place: &Pointer, found: &mut Found) {
    match Marker::parse(text) {
        Ok(marker) => found.extend(marker.check(), place),
        Err(error) => {
            let words = error.detail();
            found.add(|| place.clone(), "malformed-marker", Severity::Error, words);
        }
    }
}

/// Versions of Python that are asked for in no way that PEP 440 knows.
pub(super) fn specifier(text: &str, place: &Pointer, found: &mut Found) {
    if let Err(error) = SpecifierSet::parse(text) {
        let words = error.detail();
        found.add(|| place.clone(), "requirement-specifier", Severity::Error, words);
    }
}

/// The name of a package or an extra, which a lock writes normalised.
pub(super) fn name(text: &str, place: &Pointer, found: &mut Found) {
    let odd = crate::names::odd(&pkgschema::identity::Ecosystem::PYPI, text);
    let told = !odd.is_empty();
    found.extend(odd, place);
    if !told && normalized(text) != text {
        let words = "a lock has names normalised";
        found.add(|| place.clone(), "name-not-normalized", Severity::Error, words);
    }
}
