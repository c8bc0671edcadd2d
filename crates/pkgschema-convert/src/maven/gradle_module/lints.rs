//! What is odd in a module beyond wrong kinds.
//!
//! Invariant: every part is looked at once, and what is listed is bounded.

use super::{GradleDependency, GradleFile, GradleModule, GradleVariant};
use crate::found::Found;
use crate::names;
use pkgschema::identity::{Digest, DigestAlgorithm, Ecosystem};
use pkgschema::object::List;
use pkgschema::{Finding, Pointer, Severity, Text};
use std::collections::HashSet;

pub(super) fn of(module: &GradleModule) -> Vec<Finding> {
    let (mut found, root) = (Found::default(), Pointer::root());
    if module.format_version.is_some() && !module.is_known() {
        let words = "an unknown version of the format: what is absent is unknown";
        found.add(|| root.child("formatVersion"), "unknown-version", Severity::Warning, words);
    }
    let place = root.child("component");
    match &module.component {
        None => missing(|| place.clone(), &mut found),
        Some(component) => {
            let stated = [&component.group, &component.module, &component.version];
            for (name, value) in ["group", "module", "version"].into_iter().zip(stated) {
                if value.is_none() && component.rest.get(name).is_none() {
                    missing(|| place.child(name), &mut found);
                }
            }
            named(&component.group, &component.module, &place, &mut found);
        }
    }
    let (list, mut known) = (root.child("variants"), HashSet::new());
    for (index, variant) in module.variants.indexed() {
        let place = list.index(index);
        match &variant.name {
            Some(name) if !known.insert(name) => {
                let words = "another variant has the name";
                let place = || place.child("name");
                found.add(place, "duplicate-variant", Severity::Error, words);
            }
            _ => {}
        }
        of_variant(variant, &place, &mut found);
    }
    found.done()
}

fn of_variant(variant: &GradleVariant, place: &Pointer, found: &mut Found) {
    if variant.name.is_none() && variant.rest.get("name").is_none() {
        missing(|| place.child("name"), found);
    }
    let holds = variant.dependencies.is_present()
        || variant.dependency_constraints.is_present()
        || variant.files.is_present();
    if variant.available_at.is_some() && holds {
        let words = "another file tells of the variant, and so does this one";
        found.add(|| place.child("available-at"), "told-twice", Severity::Error, words);
    }
    needs(&variant.dependencies, &place.child("dependencies"), found);
    needs(&variant.dependency_constraints, &place.child("dependencyConstraints"), found);
    let files = place.child("files");
    variant.files.indexed().for_each(|(index, file)| of_file(file, &files.index(index), found));
}

fn needs(list: &List<GradleDependency>, place: &Pointer, found: &mut Found) {
    for (index, dependency) in list.indexed() {
        let place = place.index(index);
        for (name, value) in [("group", &dependency.group), ("module", &dependency.module)] {
            if value.is_none() && dependency.rest.get(name).is_none() {
                missing(|| place.child(name), found);
            }
        }
        named(&dependency.group, &dependency.module, &place, found);
    }
}

fn of_file(file: &GradleFile, place: &Pointer, found: &mut Found) {
    if file.name.is_none() && file.rest.get("name").is_none() {
        missing(|| place.child("name"), found);
    }
    if file.name.as_deref().is_some_and(|name| !super::record::is_file(name)) {
        let words = "expected the name of a file, without a path";
        found.add(|| place.child("name"), "path-in-name", Severity::Error, words);
    }
    for (algorithm, digits) in file.digests() {
        let read = |it: &Text| Digest::from_hex(DigestAlgorithm::from(algorithm), it).is_ok();
        if digits.as_ref().is_some_and(|digits| !read(digits)) {
            let words = format!("expected a {algorithm} digest in hexadecimal");
            found.add(|| place.child(algorithm), "malformed-digest", Severity::Error, &words);
        }
    }
}

fn named(group: &Option<Text>, module: &Option<Text>, place: &Pointer, found: &mut Found) {
    if let (Some(group), Some(module)) = (group, module) {
        let name = [group.as_str(), ":", module.as_str()].concat();
        found.extend(names::odd(&Ecosystem::MAVEN, &name), &place.child("module"));
    }
}

fn missing(place: impl FnOnce() -> Pointer, found: &mut Found) {
    found.add(place, "missing-member", Severity::Error, "the format asks for it");
}
