//! What can be run or imported, in `package.json`.
//!
//! Invariant: a structure (`exports`, `browser`) is kept whole.

use super::PackageJson;
use super::package_json::{BinSpec, TargetSpec, Words};
use pkgschema::Text;
use pkgschema::metadata::{EntryPoint, EntryPointKind};
use pkgschema::object::{Items, List, Raw, Value};

/// Everything that can be run or imported.
pub(super) fn read(package: &PackageJson, name: Option<&Text>) -> List<EntryPoint> {
    let mut all = List::absent();
    let files = [
        (EntryPointKind::Main, &package.main),
        (EntryPointKind::Module, &package.module),
        (EntryPointKind::Types, &package.types),
    ];
    for (kind, file) in files {
        if let Some(file) = file {
            all.push(at(kind, file));
        }
    }
    if let (None, Some(file)) = (&package.types, &package.typings) {
        all.push(at(EntryPointKind::Types, file));
    }
    let structures =
        [(EntryPointKind::Browser, &package.browser), (EntryPointKind::Exports, &package.exports)];
    for (kind, spec) in structures {
        spec.iter().for_each(|spec| all.push(structure(kind.clone(), spec)));
    }
    commands(package, name).into_iter().for_each(|command| all.push(command));
    for page in PackageJson::words(package.man.as_ref()).iter() {
        all.push(at(EntryPointKind::Manual, page));
    }
    all
}

/// Writes what npm can say of it.
pub(super) fn write(entry_points: &List<EntryPoint>, package: &mut PackageJson) {
    let (mut bin, mut man) = (Vec::new(), Vec::new());
    for entry in entry_points {
        match (&entry.kind, &entry.target) {
            (EntryPointKind::Main, Some(file)) => package.main = Some(file.clone()),
            (EntryPointKind::Module, Some(file)) => package.module = Some(file.clone()),
            (EntryPointKind::Types, Some(file)) => package.types = Some(file.clone()),
            (EntryPointKind::Manual, Some(file)) => man.push(file.clone()),
            (EntryPointKind::Browser, _) => package.browser = to_structure(entry),
            (EntryPointKind::Exports, _) => package.exports = to_structure(entry),
            (EntryPointKind::Command, Some(file)) => {
                bin.extend(entry.name.iter().map(|name| (name.clone(), file.clone())));
            }
            _ => {}
        }
    }
    if !bin.is_empty() {
        package.bin = Some(BinSpec::Map(bin.into_iter().collect()));
    }
    if !man.is_empty() {
        package.man = Some(Words::Many(Items::from(man)));
    }
}

fn at(kind: EntryPointKind, file: &Text) -> EntryPoint {
    let mut entry = EntryPoint::new(kind);
    entry.target = Some(file.clone());
    entry
}

fn structure(kind: EntryPointKind, spec: &TargetSpec) -> EntryPoint {
    match spec {
        TargetSpec::File(file) => at(kind, file),
        spec => {
            let mut entry = EntryPoint::new(kind);
            entry.value = Raw::of(spec);
            entry
        }
    }
}

fn to_structure(entry: &EntryPoint) -> Option<TargetSpec> {
    match (&entry.target, &entry.value) {
        (_, Some(value)) => TargetSpec::read(value.as_raw()),
        (Some(file), None) => Some(TargetSpec::File(file.clone())),
        (None, None) => None,
    }
}

/// A command given as one file is called by the package's name without its scope.
fn commands(package: &PackageJson, name: Option<&Text>) -> Vec<EntryPoint> {
    let command = |name: Option<&Text>, file: &Text| {
        let mut entry = at(EntryPointKind::Command, file);
        entry.name = name.cloned();
        entry
    };
    match &package.bin {
        Some(BinSpec::File(file)) => vec![command(name, file)],
        Some(BinSpec::Map(map)) => {
            map.iter().map(|(name, file)| command(Some(name), file)).collect()
        }
        _ => Vec::new(),
    }
}
