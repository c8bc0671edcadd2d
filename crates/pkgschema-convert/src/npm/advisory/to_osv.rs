//! Answers of the audit endpoint as OSV.
//!
//! Invariant: every advisory that fits is an entry of the one with its identifier.

use crate::npm::BulkAudit;
use crate::npm::bulk_audit::BulkAdvisory;
use crate::osv_remains::severity_of;
use crate::specific::{fitting, object};
use crate::{Loss, LossKind, affected_ranges};
use pkgschema::advisory::{Advisory, Affected, Package, Reference, ReferenceType};
use pkgschema::identity::{Ecosystem, PackageName};
use pkgschema::object::{Raw, RawObject, write};
use pkgschema::version::{Scheme, VersionRange};
use pkgschema::{Pointer, Text};
use std::collections::HashMap;

/// What stands before the number of an advisory that has no identifier: OSV's sign for one that
/// no database gave.
pub(super) const PREFIX: &str = "x_npm-";

/// The advisories, for each of the source its advisory and entry, and what the way back would not
/// show to be lost.
pub(super) struct Built {
    pub(super) advisories: Vec<Advisory>,
    pub(super) places: Vec<(usize, usize)>,
    pub(super) losses: Vec<Loss>,
}

pub(super) fn build(audit: &BulkAudit) -> Built {
    let mut built = Built { advisories: Vec::new(), places: Vec::new(), losses: Vec::new() };
    let mut known: HashMap<String, usize> = HashMap::new();
    for (name, place, source) in audit.each() {
        let id = identifier(source, &place, &mut built.losses);
        let next = built.advisories.len();
        let index = *known.entry(id).or_insert_with_key(|id| {
            built.advisories.push(advisory(id, source));
            next
        });
        let affected = affected(name, source, &place, &mut built.losses);
        let Some(advisory) = built.advisories.get_mut(index) else { continue };
        built.places.push((index, advisory.affected.len()));
        advisory.affected.push(affected);
    }
    built
}

fn identifier(source: &BulkAdvisory, place: &Pointer, losses: &mut Vec<Loss>) -> String {
    if let Some(id) = source.ghsa_id() {
        return id.to_owned();
    }
    if let Some(number) = source.id {
        return format!("{PREFIX}{number}");
    }
    let note = "nothing identifies the advisory; its identifier is its place";
    losses.push(Loss::new(place.clone(), LossKind::Defaulted, note));
    format!("{PREFIX}{}", place.as_str().trim_start_matches('/').replace('/', "-"))
}

fn advisory(id: &str, source: &BulkAdvisory) -> Advisory {
    let mut advisory = Advisory::new(id);
    advisory.schema_version = Some(Text::from_static(Advisory::SCHEMA_VERSION));
    advisory.summary = source.title.clone();
    let vector = source.cvss.as_ref().and_then(|cvss| cvss.vector());
    advisory.severity = severity_of(vector.as_ref()).into();
    let url = source.url.iter();
    let url: Vec<_> = url.map(|url| Reference::new(ReferenceType::Advisory, url.clone())).collect();
    if !url.is_empty() {
        advisory.references = url.into();
    }
    let cwe = fitting(&source.cwe);
    advisory.database_specific = object([
        ("cwe_ids", cwe.is_present().then(|| Raw::of(&cwe[..])).flatten()),
        ("severity", source.severity.as_deref().and_then(|word| Raw::of(&*severity_word(word)))),
        ("cvss", source.cvss.as_ref().and_then(|cvss| Raw::from_string(write(cvss)))),
    ]);
    advisory
}

/// The words that both know, as npm spells them.
pub(super) const WORDS: [&str; 5] = ["info", "low", "moderate", "high", "critical"];

fn severity_word(word: &str) -> std::borrow::Cow<'_, str> {
    match WORDS.contains(&word) {
        true => word.to_ascii_uppercase().into(),
        false => word.into(),
    }
}

fn affected(
    name: &Text,
    source: &BulkAdvisory,
    place: &Pointer,
    losses: &mut Vec<Loss>,
) -> Affected {
    let mut affected = Affected::default();
    let full = PackageName::from_document(Ecosystem::NPM, name.clone());
    let mut package = Package::of(&full);
    package.name = Some(name.clone());
    package.purl = package.purl.filter(|_| full.validate().is_ok());
    affected.package = Some(package);
    let mut unread = None;
    if let Some(text) = &source.vulnerable_versions {
        let place = || place.child("vulnerable_versions");
        match VersionRange::parse(Scheme::Npm, text) {
            Ok(range) => {
                let found = affected_ranges::of_semver_set(&range.versions());
                affected.ranges = found.ranges.into();
                let notes = found.notes.into_iter();
                losses.extend(notes.map(|note| Loss::new(place(), LossKind::Changed, note)));
            }
            Err(error) => {
                let note = format!(
                    "which versions are affected is unknown, since it cannot be read: {}",
                    error.detail()
                );
                losses.push(Loss::new(place(), LossKind::Changed, note));
                unread = Raw::of(text);
            }
        }
    }
    affected.database_specific = specific(source.id, unread);
    affected
}

fn specific(id: Option<u64>, unread: Option<Raw>) -> Option<RawObject> {
    object([("id", id.and_then(|id| Raw::of(&id))), ("vulnerable_versions", unread)])
}
