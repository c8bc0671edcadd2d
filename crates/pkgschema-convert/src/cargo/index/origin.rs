//! Where an index line says what its record says.
//!
//! Invariant: a place is as deep as the line can be there.

use super::features;
use crate::cargo::published;
use crate::carry::Source;
use pkgschema::Pointer;
use pkgschema::metadata::PackageMetadata;

/// Up to so many features it is found out which of the two maps a feature is in; beyond that the
/// map for the older syntax is named.
const FEW: usize = 1_000;

/// The place that says what stands in the record at `pointer`.
pub(super) fn place(source: &Source<'_>, pointer: &Pointer) -> Option<Pointer> {
    let tokens: Vec<String> = pointer.tokens().collect();
    let (member, rest) = tokens.split_first()?;
    let key = match member.as_str() {
        "dependencies" => return Some(dependency(source.record, rest)),
        "features" => return Some(feature(source.record, rest)),
        "version" => "vers",
        "artifacts" => "cksum",
        "availability" => "yanked",
        "publishTimes" => "pubtime",
        "provides" => "links",
        "runtimeRequirements" => "rust_version",
        "name" => "name",
        _ => return None,
    };
    Some(Pointer::root().child(key))
}

fn dependency(record: &PackageMetadata, rest: &[String]) -> Pointer {
    let place = Pointer::root().child("deps");
    let Some((index, below)) = rest.split_first() else { return place };
    let place = place.child(index);
    let dependency = index.parse::<usize>().ok().and_then(|index| record.dependencies.get(index));
    let renamed = dependency.is_some_and(|dependency| dependency.alias.is_some());
    let key = match below.first().map(String::as_str) {
        Some("name") if renamed => "package",
        Some("name" | "alias") => "name",
        Some("requirement") => "req",
        _ => return published::place(place, below),
    };
    place.child(key)
}

fn feature(record: &PackageMetadata, rest: &[String]) -> Pointer {
    let root = Pointer::root();
    let Some((name, below)) = rest.split_first() else { return root.child("features") };
    let few = record.features.len() <= FEW;
    let is_new = few && features::new_syntax(&record.features).contains(name.as_str());
    let place = root.child(if is_new { "features2" } else { "features" }).child(name);
    below.first().map_or(place.clone(), |at| place.child(at))
}
