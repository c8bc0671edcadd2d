//! Where a publish request says what its record says.
//!
//! Invariant: a place is as deep as the request can be there.

use crate::cargo::published;
use crate::carry::Source;
use pkgschema::Pointer;

/// The places that say what stands in the record at `pointer`.
pub(super) fn places(source: &Source<'_>, pointer: &Pointer) -> Vec<Pointer> {
    let tokens: Vec<String> = pointer.tokens().collect();
    let Some((member, rest)) = tokens.split_first() else { return Vec::new() };
    let root = Pointer::root();
    let below = |place: Pointer| rest.first().map_or(place.clone(), |token| place.child(token));
    let part = rest.first().map(String::as_str);
    let key = match member.as_str() {
        "dependencies" => return vec![dependency(source, rest)],
        "features" | "authors" | "keywords" => return vec![below(root.child(member))],
        "classifiers" => return vec![below(root.child("categories"))],
        "description" if part == Some("text") => "readme",
        "description" if part == Some("file") => "readme_file",
        "description" => return vec![root.child("readme"), root.child("readme_file")],
        "license" => return license(source, part),
        "version" => "vers",
        "summary" => "description",
        "provides" => "links",
        "runtimeRequirements" => "rust_version",
        "name" | "homepage" | "documentation" | "repository" => member,
        _ => return Vec::new(),
    };
    vec![root.child(key)]
}

/// The expression, the file, or both where the licence is meant as a whole.
fn license(source: &Source<'_>, part: Option<&str>) -> Vec<Pointer> {
    let license = source.record.license.as_ref();
    let declared = license.is_some_and(|license| license.declared.is_present());
    let file = license.is_some_and(|license| license.files.is_present());
    let keys: &[&str] = match part {
        Some("files") => &["license_file"],
        Some(_) => &["license"],
        None if declared && file => &["license", "license_file"],
        None if file => &["license_file"],
        None => &["license"],
    };
    keys.iter().map(|key| Pointer::root().child(key)).collect()
}

fn dependency(source: &Source<'_>, rest: &[String]) -> Pointer {
    let place = Pointer::root().child("deps");
    let Some((index, below)) = rest.split_first() else { return place };
    let dependencies = &source.record.dependencies;
    let known = index.parse::<usize>().is_ok_and(|index| index < dependencies.len());
    if !known {
        return place;
    }
    let place = place.child(index);
    let key = match below.first().map(String::as_str) {
        Some("name") => "name",
        Some("alias") => "explicit_name_in_toml",
        Some("requirement") => "version_req",
        _ => return published::place(place, below),
    };
    place.child(key)
}
