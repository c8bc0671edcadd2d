//! A RustSec advisory as OSV.
//!
//! Invariant: a requirement that nobody can read leaves no version out.

use super::loss;
use crate::cargo::rustsec::{RustsecAdvisory, RustsecAffected, RustsecTable, midnight};
use crate::convert::Refusal;
use crate::osv_remains::severity_of;
use crate::specific::{fitting, object};
use crate::{Converted, Loss, LossKind, affected_ranges};
use pkgschema::advisory::{Advisory, Affected, Package, Range, Reference, ReferenceType};
use pkgschema::identity::{Ecosystem, PackageName};
use pkgschema::object::{List, Raw};
use pkgschema::text::Timestamp;
use pkgschema::{Pointer, Text};

/// The advisory, and what the way back would not show to be lost.
pub(super) fn build(document: &RustsecAdvisory) -> Result<Converted<Advisory>, Refusal> {
    let table = &document.advisory;
    let Some(id) = &table.id else {
        return Err(Refusal::new("no-id", "an advisory in OSV has an identifier"));
    };
    let Some(package) = &table.package else {
        return Err(Refusal::new("no-package", "it is not said which crate the advisory is about"));
    };
    if let Some(other) = table.collection.as_deref().filter(|name| *name != "crates") {
        let detail = format!("packages of the collection {other:?} have no ecosystem in OSV");
        return Err(Refusal::new("other-collection", detail));
    }
    let mut losses = Vec::new();
    let mut advisory = Advisory::new(id.clone());
    advisory.schema_version = Some(Text::from_static(Advisory::SCHEMA_VERSION));
    dates(table, &mut advisory, &mut losses);
    advisory.aliases = fitting(&table.aliases).into();
    advisory.related = fitting(&table.related);
    advisory.summary = document.title.clone().or_else(|| table.title.clone());
    let details = document.description.clone().filter(|text| !text.is_empty());
    advisory.details = details.or_else(|| table.description.clone());
    // A vector of no known method stays among what the database adds.
    advisory.severity = severity_of(table.cvss.as_ref()).into();
    advisory.affected.push(affected(document, package, &mut losses));
    advisory.references = references(table).into();
    advisory.database_specific = object([("license", raw(table.license.as_ref()))]);
    Ok(Converted::new(advisory, losses))
}

fn raw(text: Option<&Text>) -> Option<Raw> {
    Raw::of(text?)
}

fn raw_list(list: &List<Text>) -> Option<Raw> {
    list.is_present().then(|| Raw::of(&list[..]))?
}

fn dates(table: &RustsecTable, advisory: &mut Advisory, losses: &mut Vec<Loss>) {
    let place = |name: &str| Pointer::root().child("advisory").child(name);
    let mut day = |name: &str, day: Option<&Text>| -> Option<Timestamp> {
        let time = midnight(day?)?;
        let note = "a day has no time of its own; it stands at 00:00:00Z";
        losses.push(loss(place(name), LossKind::Defaulted, note));
        Some(time)
    };
    advisory.published = day("date", table.date.as_ref());
    advisory.withdrawn = day("withdrawn", table.withdrawn.as_ref());
    let (name, latest) = match advisory.withdrawn > advisory.published {
        true => ("withdrawn", &advisory.withdrawn),
        false => ("date", &advisory.published),
    };
    let note = match latest {
        Some(_) => "RustSec does not say when the advisory last changed; modified is this day",
        None => "without a day there is no time at which the advisory last changed",
    };
    losses.push(loss(place(name), LossKind::Defaulted, note));
    advisory.modified = latest.clone();
}

fn references(table: &RustsecTable) -> List<Reference> {
    let url = table.url.iter().map(|url| Reference::new(ReferenceType::Advisory, url.clone()));
    let others = table.references.iter();
    let others = others.map(|url| Reference::new(ReferenceType::Web, url.clone()));
    let all: Vec<Reference> = url.chain(others).collect();
    if all.is_empty() && !table.references.is_present() { List::absent() } else { all.into() }
}

fn affected(document: &RustsecAdvisory, package: &Text, losses: &mut Vec<Loss>) -> Affected {
    let table = &document.advisory;
    let name = PackageName::from_document(Ecosystem::CRATES_IO, package.clone());
    let mut affected = Affected::default();
    // What is no crate's name stands as it is, and is nobody's purl.
    let mut named = Package::of(&name);
    named.name = Some(package.clone());
    named.purl = named.purl.filter(|_| name.validate().is_ok());
    affected.package = Some(named);
    affected.ranges = ranges(document, losses);
    affected.ecosystem_specific = document.affected.as_ref().and_then(affects);
    affected.database_specific = object([
        ("categories", raw_list(&table.categories)),
        ("cvss", raw(table.cvss.as_ref())),
        ("informational", raw(table.informational.as_ref())),
        ("keywords", raw_list(&table.keywords)),
        ("expect-deleted", table.expect_deleted.and_then(|flag| Raw::of(&flag))),
        ("source", raw(table.source.as_ref())),
        ("functions", document.affected.as_ref().and_then(functions)),
    ]);
    if table.source.is_some() {
        let place = Pointer::root().child("advisory").child("source");
        let note = "OSV has no ecosystem for another source; the package stands under crates.io";
        losses.push(loss(place, LossKind::Changed, note));
    }
    affected
}

/// What the database's own export says of the places that are affected.
fn affects(affected: &RustsecAffected) -> Option<pkgschema::object::RawObject> {
    let names: Vec<&Text> = affected.functions.iter().map(|(name, _)| name).collect();
    let affects = object([
        ("arch", Raw::of(&affected.arch[..])),
        ("functions", Raw::of(&names)),
        ("os", Raw::of(&affected.os[..])),
    ]);
    object([("affects", affects.map(|affects| affects.as_raw().clone()))])
}

/// The functions with their requirements.
fn functions(affected: &RustsecAffected) -> Option<Raw> {
    let entries = affected.functions.iter();
    let entries = entries.map(|(name, requirements)| (name.as_str(), Raw::of(&requirements[..])));
    object(entries).map(|object| object.as_raw().clone())
}

fn ranges(document: &RustsecAdvisory, losses: &mut Vec<Loss>) -> List<Range> {
    for (place, error) in document.unreadable_requirements() {
        let note = format!("it leaves no version out, since it cannot be read: {}", error.detail());
        losses.push(Loss::new(place, LossKind::Changed, note));
    }
    let said = document
        .versions
        .as_ref()
        .is_some_and(|versions| versions.patched.is_present() || versions.unaffected.is_present());
    let table = &document.advisory;
    if !said && !table.patched_versions.is_present() && !table.unaffected_versions.is_present() {
        let note = "it is not said which versions are not affected; all are";
        losses.push(loss(Pointer::root(), LossKind::Defaulted, note));
    }
    let affected_ranges::Ranges { ranges, notes } =
        affected_ranges::of_semver_set(&document.affected_versions());
    let place = || Pointer::root().child("versions");
    losses.extend(notes.into_iter().map(|note| Loss::new(place(), LossKind::Changed, note)));
    ranges.into()
}
