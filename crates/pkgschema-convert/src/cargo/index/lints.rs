//! What is odd in an index line beyond wrong kinds and malformed texts.
//!
//! Invariant: a lint looks at one member at a time, so that a long line costs no more than its
//! length.

use super::{IndexDependency, IndexLine};
use crate::cargo::lints::{Lints, Place};
use pkgschema::{Finding, Severity};

pub(super) fn line(line: &IndexLine) -> Vec<Finding> {
    let mut lints = Lints::default();
    for name in line.missing() {
        lints.missing(Place::Member(name), "Cargo passes over a line");
    }
    lints.name(Place::Member("name"), line.name.as_ref());
    lints.version(Place::Member("vers"), line.vers.as_ref());
    if !line.is_known() {
        let words = "a schema version that nobody knows here; such a line is to be ignored";
        lints.at(Place::Member("v"), "unknown-schema-version", Severity::Error, || words.into());
    }
    if let Some(cksum) = &line.cksum {
        lints.checksum(cksum);
    }
    let new = line.features2.get().is_some_and(|new| !new.is_empty());
    if new && line.v.get() != Some(&2) {
        let words = "older versions of Cargo misread these unless the schema version is 2";
        let place = Place::Member("features2");
        lints.at(place, "features2-without-v2", Severity::Warning, || words.into());
    }
    line.deps.indexed().for_each(|(index, one)| dependency(&mut lints, index, one));
    lints.found
}

fn dependency(lints: &mut Lints, index: usize, one: &IndexDependency) {
    let place = |name| Place::Dependency(index, name);
    lints.name(place("name"), one.name.as_ref());
    lints.name(place("package"), one.package.get());
    lints.requirement(place("req"), one.req.as_ref());
    lints.kind(place("kind"), one.kind.get());
    let needed = [("name", one.name.is_some()), ("req", one.req.is_some())];
    for (name, there) in needed {
        if !there && one.rest.get(name).is_none() {
            lints.missing(place(name), "Cargo does not read a dependency");
        }
    }
}
