//! What is odd in a document beyond wrong kinds.
//!
//! Invariant: a finding stands at the member that is odd.

use super::account::{Account, Part};
use super::{DOCUMENT, NOASSERTION, NONE, SpdxDocument};
use crate::formats::digest_names::DigestNames;
use crate::found::Found;
use crate::licensing;
use pkgschema::object::Object;
use pkgschema::{Finding, Pointer, Severity};
use std::collections::HashSet;

/// The findings.
pub(super) fn of(document: &SpdxDocument) -> Vec<Finding> {
    let mut found = Found::default();
    let root = Pointer::root();
    match document.spdx_version.as_deref() {
        Some("SPDX-2.3") => {}
        Some("SPDX-2.2") => {
            let words = "an older version of the specification, read as 2.3";
            found.add(|| root.child("spdxVersion"), "older-version", Severity::Note, words);
        }
        _ => {
            let words = "no version of the specification that is known here, read as 2.3";
            found.add(|| root.child("spdxVersion"), "unknown-version", Severity::Warning, words);
        }
    }
    for member in ["SPDXID", "creationInfo", "dataLicense", "documentNamespace", "name"] {
        if !has(document, member) {
            let words = format!("a document has {member}");
            found.add(Pointer::root, "missing-member", Severity::Error, &words);
        }
    }
    let account = Account::of(document);
    let mut names: HashSet<&str> = HashSet::from([DOCUMENT]);
    for part in &account.parts {
        package(part, &mut found);
        if let Some(name) = part.package.spdx_id.as_deref() {
            let place = || part.place.child("SPDXID");
            if !names.insert(name) {
                let words = "another element has this name within the document";
                found.add(place, "duplicate-reference", Severity::Error, words);
            }
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
            let rest = name.strip_prefix("SPDXRef-").filter(|rest| !rest.is_empty());
            if !rest.is_some_and(|rest| rest.chars().all(plain)) {
                let words = "expected SPDXRef- and letters, digits, full stops and hyphens";
                found.add(place, "malformed-reference", Severity::Error, words);
            }
        }
    }
    found.done()
}

fn has(document: &SpdxDocument, member: &str) -> bool {
    let typed = match member {
        "SPDXID" => document.spdx_id.is_some(),
        "creationInfo" => document.creation_info.is_some(),
        "dataLicense" => document.data_license.is_some(),
        "documentNamespace" => document.document_namespace.is_some(),
        _ => document.name.is_some(),
    };
    typed || document.rest().get(member).is_some()
}

fn package(part: &Part<'_>, found: &mut Found) {
    let Part { package, place, named, .. } = part;
    let there = [
        ("SPDXID", package.spdx_id.is_some()),
        ("name", package.name.is_some()),
        ("downloadLocation", package.download_location.is_some()),
    ];
    for (member, _) in there.into_iter().filter(|(_, there)| !there) {
        if package.rest.get(member).is_none() {
            let words = format!("a package has {member}");
            found.add(|| place.clone(), "missing-member", Severity::Error, &words);
        }
    }
    for (text, member) in [
        (&package.license_declared, "licenseDeclared"),
        (&package.license_concluded, "licenseConcluded"),
    ] {
        let odd =
            |text: &str| !matches!(text, NONE | NOASSERTION) && !licensing::is_expression(text);
        if text.as_deref().is_some_and(odd) {
            let words = "no SPDX expression";
            found.add(|| place.child(member), "license-expression", Severity::Error, words);
        }
    }
    for (index, checksum) in package.checksums.indexed() {
        let (Some(name), Some(digits)) = (&checksum.algorithm, &checksum.value) else { continue };
        if DigestNames::Spdx.read(name, digits).is_none() {
            let at = || place.child("checksums").index(index);
            let words = "no digest of a listed algorithm";
            found.add(at, "malformed-digest", Severity::Warning, words);
        }
    }
    if let (Ok(named), Some(purl)) = (named, part.purl) {
        let at = || place.child("externalRefs").index(purl).child("referenceLocator");
        if package.name.is_some() && !named.has_name {
            let words = "the purl names another package";
            found.add(at, "other-name", Severity::Warning, words);
        }
        if package.version_info.is_some() && !named.has_version {
            let words = "the purl has another version";
            found.add(at, "other-version", Severity::Warning, words);
        }
    }
}
