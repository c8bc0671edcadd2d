//! Library and binary targets in `Cargo.toml`.
//!
//! Invariant: only name and path are common; a target's other keys are kept as extension.

use super::CargoManifest;
use super::manifest::{BuildSpec, Package, Target};
use crate::carry::Source;
use pkgschema::Pointer;
use pkgschema::metadata::{EntryPoint, EntryPointKind, RunsCode};
use pkgschema::object::List;

/// The targets that are declared.
pub(super) fn read(manifest: &CargoManifest) -> List<EntryPoint> {
    let mut all = List::absent();
    manifest.lib.iter().for_each(|lib| all.push(entry(EntryPointKind::Library, lib)));
    manifest.bin.iter().for_each(|bin| all.push(entry(EntryPointKind::Command, bin)));
    all
}

/// Writes the targets that Cargo knows.
pub(super) fn write(entry_points: &List<EntryPoint>, manifest: &mut CargoManifest) {
    for entry in entry_points {
        match entry.kind {
            EntryPointKind::Library => manifest.lib = Some(target(entry)),
            EntryPointKind::Command => manifest.bin.push(target(entry)),
            _ => {}
        }
    }
}

/// A build script or a procedural macro runs when the package is built; without `build` the
/// usual script may still be there.
pub(super) fn runs_code(manifest: &CargoManifest, package: Option<&Package>) -> Option<RunsCode> {
    let is_macro = manifest.lib.as_ref().is_some_and(is_macro);
    match package.and_then(|package| package.build.as_ref()) {
        _ if is_macro => Some(RunsCode::Yes),
        Some(BuildSpec::Usual(false)) => Some(RunsCode::No),
        Some(_) => Some(RunsCode::Yes),
        None => None,
    }
}

/// `proc-macro = true`, or the crate type by which that was said before.
fn is_macro(lib: &Target) -> bool {
    let types = ["crate-type", "crate_type"].iter().filter_map(|key| lib.rest.get(key));
    let types = types.filter_map(|types| types.to::<Vec<String>>().ok()).flatten();
    lib.proc_macro.or(lib.proc_macro_old) == Some(true)
        || types.into_iter().any(|one| one == "proc-macro")
}

/// Where the manifest says that code runs: all places are kept as extension only.
pub(super) fn runs_code_place(source: &Source<'_>) -> Pointer {
    let keys = ["/lib/proc-macro", "/lib/proc_macro", "/lib/crate-type", "/lib/crate_type"];
    let place = keys.into_iter().find(|key| source.keeps(key)).unwrap_or("/package/build");
    Pointer::parse(place).unwrap_or_default()
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
