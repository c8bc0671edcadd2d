//! Where a `package.json` says what its record says.
//!
//! Invariant: a place goes by the usual names, and is as deep as the document can be there.

use super::dependencies;
use super::metadata::INSTALL_SCRIPTS;
use crate::carry::Source;
use pkgschema::Pointer;
use pkgschema::metadata::{
    Constraint, ConstraintKind, EntryPoint, EntryPointKind, OptionalityKind, PackageMetadata,
    RuntimePhase, RuntimeRequirement,
};
use pkgschema::object::raw;

/// The places that say what stands in the record at `pointer`.
pub(super) fn places(source: &Source<'_>, pointer: &Pointer) -> Vec<Pointer> {
    let record = source.record;
    let tokens: Vec<String> = pointer.tokens().collect();
    let Some((member, rest)) = tokens.split_first() else { return Vec::new() };
    let index = || rest.first()?.parse::<usize>().ok();
    let root = Pointer::root();
    let one = match member.as_str() {
        "dependencies" => return index().map_or_else(Vec::new, |at| dependency(record, at)),
        "constraints" => index().and_then(|at| record.constraints.get(at)).map(constraint),
        "runtimeRequirements" => {
            index().and_then(|at| record.runtime_requirements.get(at)).map(runtime)
        }
        "entryPoints" => index().and_then(|at| record.entry_points.get(at)).and_then(entry_point),
        "namespace" => Some(root.child("name").child("scope")),
        "summary" => Some(root.child("description")),
        "description" => Some(root.child("readme")),
        "issueTracker" => Some(below(root.child("bugs"), rest)),
        "repository" => Some(repository(rest)),
        "license" => Some(license(record, rest)),
        "authors" if record.authors.len() < 2 => {
            Some(below(root.child("author"), rest.get(1..).unwrap_or_default()))
        }
        "authors" => Some(below(root.child("author"), rest)),
        "platforms" => Some(root.child(platform(record, rest))),
        "publishing" => Some(root.child("private")),
        "runsCodeAtInstall" => Some(install_script(source)),
        "contributors" | "funding" | "keywords" | "maintainers" => {
            Some(below(root.child(member), rest))
        }
        "homepage" | "name" | "version" => Some(root.child(member)),
        _ => None,
    };
    one.into_iter().collect()
}

fn below(place: Pointer, rest: &[String]) -> Pointer {
    rest.iter().fold(place, |place, token| place.child(token))
}

/// The entry itself, and what other members say of it.
fn dependency(record: &PackageMetadata, index: usize) -> Vec<Pointer> {
    let Some(dependency) = record.dependencies.get(index) else { return Vec::new() };
    let Some((section, name)) = dependencies::place(dependency) else { return Vec::new() };
    let root = Pointer::root();
    let mut places = vec![root.child(section).child(name)];
    if dependency.bundled == Some(true) {
        places.push(root.child("bundleDependencies"));
    }
    let kind = dependency.optionality.as_ref().map(|optionality| &optionality.kind);
    if kind == Some(&OptionalityKind::PeerMayBeMissing) {
        places.push(root.child("peerDependenciesMeta").child(name));
    }
    places
}

fn constraint(constraint: &Constraint) -> Pointer {
    let member = match constraint.kind {
        ConstraintKind::Resolution => "resolutions",
        _ => "overrides",
    };
    Pointer::root().child(member).child(&constraint.name)
}

fn runtime(requirement: &RuntimeRequirement) -> Pointer {
    let root = Pointer::root();
    match requirement.phase {
        Some(RuntimePhase::Development) => root.child("devEngines").child("runtime"),
        Some(_) => root.child("devEngines").child("packageManager"),
        None => root.child("engines").child(&requirement.name),
    }
}

fn entry_point(entry: &EntryPoint) -> Option<Pointer> {
    let member = match entry.kind {
        EntryPointKind::Command => "bin",
        EntryPointKind::Main => "main",
        EntryPointKind::Module => "module",
        EntryPointKind::Browser => "browser",
        EntryPointKind::Types => "types",
        EntryPointKind::Exports => "exports",
        EntryPointKind::Manual => "man",
        _ => return None,
    };
    let place = Pointer::root().child(member);
    Some(entry.name.as_ref().map_or(place.clone(), |name| place.child(name)))
}

/// The list that is meant, or the only one.
fn platform<'a>(record: &PackageMetadata, rest: &'a [String]) -> &'a str {
    let only = record.platforms.as_ref().map_or("os", |platforms| {
        match (platforms.os.is_present(), platforms.cpu.is_present()) {
            (true, _) => "os",
            (_, true) => "cpu",
            _ => "libc",
        }
    });
    rest.first().map_or(only, String::as_str)
}

fn repository(rest: &[String]) -> Pointer {
    let place = Pointer::root().child("repository");
    match rest.first().map(String::as_str) {
        Some("kind") => place.child("type"),
        Some(member) => place.child(member),
        None => place,
    }
}

/// One licence is an object or a text, several are a list.
fn license(record: &PackageMetadata, rest: &[String]) -> Pointer {
    let root = Pointer::root();
    let several = record.license.as_ref().is_some_and(|license| license.declared.len() > 1);
    let place = root.child(if several { "licenses" } else { "license" });
    let [list, index, member @ ..] = rest else { return place };
    if list != "declared" {
        return place;
    }
    let place = if several { place.child(index) } else { place };
    match member.first().map(String::as_str) {
        Some("name") => place.child("type"),
        Some(member) => place.child(member),
        None => place,
    }
}

/// The script that runs, or `gypfile`: both are kept as extension only.
fn install_script(source: &Source<'_>) -> Pointer {
    let root = Pointer::root();
    let Some(scripts) = source.kept("/scripts") else { return root.child("gypfile") };
    let names = raw::members(scripts.as_raw()).unwrap_or_default();
    let script = INSTALL_SCRIPTS.into_iter().find(|one| names.iter().any(|(name, _)| name == one));
    script.map_or(root.child("gypfile"), |script| root.child("scripts").child(script))
}
