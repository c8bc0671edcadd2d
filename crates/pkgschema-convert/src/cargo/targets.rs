//! Library and binary targets in `Cargo.toml`.
//!
//! Invariant: only name and path are common; a target's other keys are kept as extension.

use super::CargoManifest;
use super::manifest::{BuildSpec, Package, Target};
use pkgschema::Pointer;
use pkgschema::metadata::{EntryPoint, EntryPointKind, PackageMetadata, RunsCode};
use pkgschema::object::List;

/// The targets that are declared.
pub(super) fn read(manifest: &CargoManifest) -> List<EntryPoint> {
    let mut all = List::absent();
    manifest.lib.iter().for_each(|lib| all.push(entry(EntryPointKind::Library, lib)));
    manifest.bin.iter().for_each(|bin| all.push(entry(EntryPointKind::Command, bin)));
    all
}

/// Writes the targets that Cargo knows: Rust sources.
pub(super) fn write(entry_points: &List<EntryPoint>, manifest: &mut CargoManifest) {
    for entry in entry_points {
        let rust = entry.target.as_ref().is_none_or(|path| path.ends_with(".rs"));
        match entry.kind {
            EntryPointKind::Library => manifest.lib = Some(target(entry)),
            EntryPointKind::Command if rust => manifest.bin.push(target(entry)),
            _ => {}
        }
    }
}

/// A build script or a procedural macro runs when the package is built; without `build` the
/// usual script may still be there.
pub(super) fn runs_code(manifest: &CargoManifest, package: Option<&Package>) -> Option<RunsCode> {
    let lib = manifest.lib.as_ref();
    let is_macro = lib.and_then(|lib| lib.proc_macro.or(lib.proc_macro_old));
    match (is_macro, package.and_then(|package| package.build.as_ref())) {
        (Some(true), _) => Some(RunsCode::Yes),
        (_, Some(BuildSpec::Usual(false))) => Some(RunsCode::No),
        (_, Some(BuildSpec::File(_) | BuildSpec::Files(_))) => Some(RunsCode::Yes),
        _ => None,
    }
}

/// Where the manifest says that code runs: both places are kept as extension, if at all.
pub(super) fn runs_code_place(record: &PackageMetadata) -> Pointer {
    let kept = record.extensions.get("cargo").map(|extension| extension.as_str());
    let is_macro = kept.is_some_and(|text| text.contains("\"/lib/proc"));
    let package = Pointer::root().child("package").child("build");
    if is_macro { Pointer::root().child("lib").child("proc-macro") } else { package }
}

fn entry(kind: EntryPointKind, target: &Target) -> EntryPoint {
    let mut entry = EntryPoint::new(kind);
    entry.name = target.name.clone();
    entry.target = target.path.clone();
    entry
}

fn target(entry: &EntryPoint) -> Target {
    let mut target = Target::default();
    target.name = entry.name.clone();
    target.path = entry.target.clone();
    target
}
