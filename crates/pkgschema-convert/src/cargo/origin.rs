//! Where a `Cargo.toml` says what its record says.
//!
//! Invariant: a place goes by the usual names, and is as deep as the document can be there.

use super::{dependencies, targets};
use crate::carry::Source;
use pkgschema::Pointer;
use pkgschema::metadata::{Constraint, ConstraintKind, EntryPointKind, PackageMetadata};

/// The place that says what stands in the record at `pointer`.
pub(super) fn place(source: &Source<'_>, pointer: &Pointer) -> Option<Pointer> {
    let record = source.record;
    let tokens: Vec<String> = pointer.tokens().collect();
    let (member, rest) = tokens.split_first()?;
    let index = || rest.first()?.parse::<usize>().ok();
    let root = Pointer::root();
    let key = match member.as_str() {
        "dependencies" => return dependencies::place(record.dependencies.get(index()?)?),
        "features" => {
            let features = root.child("features");
            return Some(rest.first().map_or(features.clone(), |name| features.child(name)));
        }
        "constraints" => return constraint(record.constraints.get(index()?)?),
        "entryPoints" => return target(record, index()?),
        "runsCodeAtBuild" => return Some(targets::runs_code_place(source)),
        "summary" => "description",
        "description" => "readme",
        "license" if is_license_file(record, rest) => "license-file",
        "classifiers" => "categories",
        "runtimeRequirements" => "rust-version",
        "languageEdition" => "edition",
        "provides" => "links",
        "publishing" => "publish",
        "name" | "version" | "homepage" | "documentation" | "repository" | "license"
        | "authors" | "keywords" => member,
        _ => return None,
    };
    let place = root.child("package").child(key);
    Some(match (member.as_str(), rest.first()) {
        ("authors" | "keywords" | "classifiers", Some(index)) => place.child(index),
        _ => place,
    })
}

/// Whether the licence's file is meant, or there is nothing else.
fn is_license_file(record: &PackageMetadata, rest: &[String]) -> bool {
    let declared = record.license.as_ref().is_some_and(|license| license.declared.is_present());
    rest.first().map_or(!declared, |member| member == "files")
}

fn constraint(constraint: &Constraint) -> Option<Pointer> {
    let root = Pointer::root();
    if constraint.kind == ConstraintKind::Replace {
        return Some(root.child("replace").child(&constraint.name));
    }
    let (source, name) = constraint.name.split_once(' ')?;
    Some(root.child("patch").child(source).child(name))
}

/// `[lib]`, or the binary by its place among the binaries.
fn target(record: &PackageMetadata, index: usize) -> Option<Pointer> {
    let entry = record.entry_points.get(index)?;
    if entry.kind == EntryPointKind::Library {
        return Some(Pointer::root().child("lib"));
    }
    let before = record.entry_points.iter().take(index);
    let at = before.filter(|entry| entry.kind == EntryPointKind::Command).count();
    Some(Pointer::root().child("bin").index(at))
}
