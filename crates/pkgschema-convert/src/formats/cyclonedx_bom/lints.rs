//! What is odd in a document beyond wrong kinds.
//!
//! Invariant: a finding stands at the member that is odd.

use super::account::{Account, Part};
use super::{BomComponent, CycloneDxBom};
use crate::formats::digest_names::DigestNames;
use crate::found::Found;
use pkgschema::{Finding, Pointer, Severity};
use std::collections::HashSet;

/// Versions of the specification that are read as they are meant, and older ones of nearly the
/// same shape.
const KNOWN: [&str; 2] = ["1.6", "1.7"];
const OLDER: [&str; 4] = ["1.2", "1.3", "1.4", "1.5"];

const SCOPES: [&str; 3] = ["required", "optional", "excluded"];

/// The findings.
pub(super) fn of(bom: &CycloneDxBom) -> Vec<Finding> {
    let mut found = Found::default();
    document(bom, &mut found);
    let account = Account::of(bom);
    let mut names: HashSet<&str> = HashSet::new();
    for part in &account.parts {
        component(part, &mut found);
        if let Some(name) = part.component.bom_ref.as_deref() {
            if !names.insert(name) {
                let words = "another component has this name within the document";
                let place = || part.place.child("bom-ref");
                found.add(place, "duplicate-reference", Severity::Error, words);
            }
        }
    }
    graph(bom, &names, &mut found);
    found.done()
}

fn document(bom: &CycloneDxBom, found: &mut Found) {
    let root = Pointer::root();
    let at = || root.child("specVersion");
    match bom.spec_version.as_deref() {
        Some(known) if KNOWN.contains(&known) => {}
        Some(older) if OLDER.contains(&older) => {
            let words = "an older version of the specification, read as 1.6";
            found.add(at, "older-version", Severity::Note, words);
        }
        Some(_) => {
            let words = "no version of the specification that is known here, read as 1.7";
            found.add(at, "unknown-version", Severity::Warning, words);
        }
        None => {
            let words = "the version of the specification is missing";
            found.add(Pointer::root, "missing-version", Severity::Error, words);
        }
    }
    if bom.serial_number.as_deref().is_some_and(|number| !is_serial_number(number)) {
        let words = "expected urn:uuid: and a UUID in lower case";
        found.add(|| root.child("serialNumber"), "serial-number", Severity::Error, words);
    }
    if bom.version == Some(0) {
        let words = "documents are counted from 1";
        found.add(|| root.child("version"), "document-version", Severity::Error, words);
    }
}

fn is_serial_number(text: &str) -> bool {
    let Some(uuid) = text.strip_prefix("urn:uuid:") else { return false };
    let hexadecimal = |part: &str| part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let lengths: Vec<usize> = uuid.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && uuid.split('-').all(hexadecimal)
}

fn component(part: &Part<'_>, found: &mut Found) {
    let Part { component, place, named, .. } = part;
    for (member, is_there) in [
        ("type", has_type(component)),
        ("name", component.name.is_some() || odd(component, "name")),
    ] {
        if !is_there {
            let words = format!("a component has a {member}");
            found.add(|| place.clone(), "missing-member", Severity::Error, &words);
        }
    }
    if component.scope.as_deref().is_some_and(|scope| !SCOPES.contains(&scope)) {
        let words = "expected required, optional or excluded";
        found.add(|| place.child("scope"), "unlisted-scope", Severity::Warning, words);
    }
    if component.version.is_some() && component.version_range.is_some() {
        let words = "a component has a version or a range, not both";
        found.add(|| place.child("versionRange"), "version-and-range", Severity::Error, words);
    }
    if component.version_range.is_some() && component.is_external != Some(true) {
        let words = "only a component that is external has a range";
        found.add(|| place.child("versionRange"), "range-not-external", Severity::Error, words);
    }
    if let (Ok(named), true) = (named, component.name.is_some()) {
        if !named.has_name {
            let words = "the purl names another package";
            found.add(|| place.child("purl"), "other-name", Severity::Warning, words);
        }
        if component.version.is_some() && !named.has_version {
            let words = "the purl has another version";
            found.add(|| place.child("purl"), "other-version", Severity::Warning, words);
        }
    }
    if component.purl.as_ref().is_some_and(|it| it.is_well_formed() && it.to_purl().is_err()) {
        let words = "the purl breaks the rules of its type";
        found.add(|| place.child("purl"), "broken-purl", Severity::Error, words);
    }
    hashes(component, place, found);
}

fn has_type(component: &BomComponent) -> bool {
    component.component_type.is_some() || odd(component, "type")
}

/// Whether a member is there and of the wrong kind, which is found elsewhere.
fn odd(component: &BomComponent, member: &str) -> bool {
    component.rest.get(member).is_some()
}

fn hashes(component: &BomComponent, place: &Pointer, found: &mut Found) {
    for (index, hash) in component.hashes.indexed() {
        let (Some(name), Some(digits)) = (&hash.alg, &hash.content) else { continue };
        if DigestNames::CycloneDx.read(name, digits).is_none() {
            let at = || place.child("hashes").index(index);
            let words = "no digest of a listed algorithm";
            found.add(at, "malformed-digest", Severity::Error, words);
        }
    }
}

fn graph(bom: &CycloneDxBom, names: &HashSet<&str>, found: &mut Found) {
    let list = Pointer::root().child("dependencies");
    let words = "no component of the document has this name";
    let mut seen: HashSet<&str> = HashSet::new();
    for (index, dependency) in bom.dependencies.indexed() {
        let place = list.index(index);
        if let Some(name) = dependency.component.as_deref() {
            if !seen.insert(name) {
                let words = "what this component needs is said twice";
                found.add(|| place.child("ref"), "duplicate-dependency", Severity::Warning, words);
            }
            if !names.contains(name) {
                found.add(|| place.child("ref"), "unknown-reference", Severity::Warning, words);
            }
        }
        for (at, name) in dependency.depends_on.indexed() {
            if !names.contains(name.as_str()) {
                let at = || place.child("dependsOn").index(at);
                found.add(at, "unknown-reference", Severity::Warning, words);
            }
        }
    }
}
