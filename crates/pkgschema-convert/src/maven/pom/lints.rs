//! What is odd in a POM.
//!
//! Invariant: nothing that Maven takes without a warning is an error here.

use super::{Model, Pom};
use pkgschema::{Finding, Pointer, Severity};

pub(super) fn of(pom: &Pom) -> Vec<Finding> {
    let mut found = Vec::new();
    versions(pom, &mut found);
    found
}

/// Dependencies whose version only a parent or the management of one can tell.
fn versions(model: &Model, found: &mut Vec<Finding>) {
    if model.parent.is_some() || model.dependency_management.is_some() {
        return;
    }
    let place = Pointer::root().child("dependencies");
    for (index, dependency) in model.dependencies.indexed() {
        if dependency.version.is_none() {
            let words = "neither the dependency nor any management tells its version";
            let place = place.index(index);
            found.push(Finding::new(place, "missing-dependency-version", Severity::Error, words));
        }
    }
}
