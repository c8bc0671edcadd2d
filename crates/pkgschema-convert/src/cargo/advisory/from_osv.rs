//! OSV as a RustSec advisory.
//!
//! Invariant: a version that may be affected is left out by no requirement.

use super::loss;
use super::to_osv::severity_type;
use crate::cargo::rustsec::{
    RustsecAdvisory, RustsecAffected, RustsecTable, RustsecVersions, requirements_of,
    without_blank_lines,
};
use crate::convert::Refusal;
use crate::specific::{fitting, member, texts};
use crate::{Loss, LossKind};
use pkgschema::advisory::{Advisory, Affected, Range, ReferenceType, Severity, SeverityType};
use pkgschema::identity::EcosystemName;
use pkgschema::object::{Entries, Items, List, Map, Rest};
use pkgschema::text::Timestamp;
use pkgschema::version::{Scheme, VersionSet};
use pkgschema::{Pointer, Text};
use std::collections::HashSet;

/// The document, and what the way back would not show to be lost: pointers are into the advisory.
pub(super) struct Built {
    pub(super) document: RustsecAdvisory,
    /// The entry of `affected` that it speaks of.
    pub(super) entry: usize,
    pub(super) losses: Vec<Loss>,
}

pub(super) fn build(advisory: &Advisory) -> Result<Built, Refusal> {
    let mut losses = Vec::new();
    let entries = entries(advisory, &mut losses)?;
    let Some((entry, affected, name)) = entries.first().copied() else {
        return Err(Refusal::new("no-package", "no affected package is one of crates.io"));
    };
    let set = versions(&entries, &mut losses);
    let specific = affected.database_specific.as_ref();
    let mut table = RustsecTable { id: Some(advisory.id.clone()), ..RustsecTable::default() };
    table.package = Some(name.clone());
    table.date = date(advisory, &mut losses);
    table.expect_deleted = member(specific, "expect-deleted");
    references(advisory, &mut table, &mut losses);
    table.informational = member(specific, "informational");
    table.categories = texts(specific, "categories");
    table.keywords = texts(specific, "keywords");
    table.aliases = fitting(&advisory.aliases);
    table.related = fitting(&advisory.related);
    table.license = member(advisory.database_specific.as_ref(), "license");
    table.cvss = severity(advisory, entry, affected, &mut losses);
    table.cvss = table.cvss.or_else(|| member(specific, "cvss"));
    table.withdrawn = advisory.withdrawn.as_ref().map(day);
    table.source = member(specific, "source");
    let mut document = RustsecAdvisory::new(table);
    document.affected = places(affected, &set);
    document.versions = Some(requirements(&set));
    document.title = advisory.summary.clone();
    let details = advisory.details.as_deref().unwrap_or_default();
    document.description = Some(Text::from(without_blank_lines(details)));
    Ok(Built { document, entry, losses })
}

type Entry<'a> = (usize, &'a Affected, &'a Text);

/// The entries of the one crate. What else is affected has a loss.
fn entries<'a>(advisory: &'a Advisory, losses: &mut Vec<Loss>) -> Result<Vec<Entry<'a>>, Refusal> {
    let place = |index: usize| Pointer::root().child("affected").index(index);
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for (index, affected) in advisory.affected.indexed() {
        let base = affected.ecosystem().map(|ecosystem| ecosystem.base());
        let name = affected.package.as_ref().and_then(|package| package.name.as_ref());
        match (base, name) {
            (Some(EcosystemName::CratesIo), Some(name)) => entries.push((index, affected, name)),
            _ => {
                let note = "RustSec speaks of crates alone";
                losses.push(loss(place(index), LossKind::Dropped, note));
            }
        }
    }
    let odd = advisory.affected.items().into_iter().flat_map(|items| items.odd());
    losses.extend(
        odd.map(|(index, _)| {
            loss(place(index), LossKind::Dropped, "it is no entry about a package")
        }),
    );
    let first = entries.first().map(|(.., name)| *name);
    if entries.iter().any(|(.., name)| Some(*name) != first) {
        let detail = "several crates are affected, and a document speaks of one";
        return Err(Refusal::new("several-packages", detail));
    }
    for (index, ..) in entries.iter().skip(1) {
        let note = "its versions are among those of the crate's first entry; the rest is left out";
        losses.push(loss(place(*index), LossKind::Changed, note));
    }
    Ok(entries)
}

/// The affected versions: all where nobody can tell.
fn versions(entries: &[Entry<'_>], losses: &mut Vec<Loss>) -> VersionSet {
    let mut set = VersionSet::none(Scheme::Cargo);
    for (index, affected, _) in entries {
        let place = Pointer::root().child("affected").index(*index);
        match affected.to_version_set() {
            Ok(versions) => set = set.union(&versions),
            Err(reason) => {
                let note = format!("every version counts as affected: {reason}");
                losses.push(Loss::new(place.clone(), LossKind::Changed, note));
                set = VersionSet::all(Scheme::Cargo);
            }
        }
        for (at, range) in affected.ranges.indexed() {
            extras(&place.child("ranges").index(at), range, losses);
        }
    }
    set
}

/// What a range says beside its versions.
fn extras(place: &Pointer, range: &Range, losses: &mut Vec<Loss>) {
    if range.is_of_commits() {
        let note = "RustSec does not speak of commits";
        return losses.push(loss(place.clone(), LossKind::Dropped, note));
    }
    let mut drop = |place: Pointer| {
        losses.push(loss(place, LossKind::Dropped, "RustSec has no place for it"));
    };
    if range.repo.is_some() {
        drop(place.child("repo"));
    }
    if range.database_specific.is_some() {
        drop(place.child("database_specific"));
    }
    members(&range.rest).for_each(|name| drop(place.child(name)));
    for (index, event) in range.events.indexed() {
        let place = place.child("events").index(index);
        members(&event.rest).for_each(|name| drop(place.child(name)));
    }
}

fn members(rest: &Rest) -> impl Iterator<Item = &str> {
    rest.iter().map(|(name, _)| name)
}

/// Where the way back gives the same versions by other events or none of the list.
pub(super) fn versions_respelt(source: &Advisory, entry: usize, back: &Advisory) -> Vec<Loss> {
    let source = source.affected.indexed().find(|(index, _)| *index == entry);
    let (Some((_, source)), Some(back)) = (source, back.affected.first()) else {
        return Vec::new();
    };
    let place = Pointer::root().child("affected").index(entry);
    let mut found = Vec::new();
    let events = |affected: &Affected| {
        let ranges = affected.ranges.iter().filter(|range| !range.is_of_commits());
        ranges.map(|range| (range.range_type.clone(), range.line())).collect::<Vec<_>>()
    };
    let known = source.to_version_set().is_ok();
    if known && events(source) != events(back) {
        let note = "the same versions, told as requirements";
        found.push(loss(place.child("ranges"), LossKind::Normalized, note));
    }
    if known && source.versions.is_present() {
        let note = "the versions are within the requirements";
        found.push(loss(place.child("versions"), LossKind::Normalized, note));
    }
    found
}

fn requirements(set: &VersionSet) -> RustsecVersions {
    let rest = set.complement();
    let (below, above): (Vec<_>, Vec<_>) =
        rest.intervals().iter().cloned().partition(|interval| interval.lower.is_none());
    let patched = List::from(requirements_of(&above));
    let unaffected = if below.is_empty() { List::absent() } else { requirements_of(&below).into() };
    RustsecVersions { patched, unaffected, ..RustsecVersions::default() }
}

/// The day of a moment, as its text has it.
fn day(time: &Timestamp) -> Text {
    let text = time.as_str();
    Text::from(text.get(..10).filter(|_| time.is_well_formed()).unwrap_or(text))
}

fn date(advisory: &Advisory, losses: &mut Vec<Loss>) -> Option<Text> {
    if let Some(published) = &advisory.published {
        return Some(day(published));
    }
    let place = Pointer::root().child("modified");
    let note = "nobody says when the advisory was published; the date is that of its last change";
    let modified = advisory.modified.as_ref()?;
    losses.push(loss(place, LossKind::Defaulted, note));
    Some(day(modified))
}

/// The first advisory among the references is the `url`.
fn references(advisory: &Advisory, table: &mut RustsecTable, losses: &mut Vec<Loss>) {
    let mut others = Vec::new();
    let list = Pointer::root().child("references");
    let mut lost = |place: Pointer, kind, note| losses.push(loss(place, kind, note));
    for (index, reference) in advisory.references.indexed() {
        let place = list.index(index);
        members(&reference.rest).for_each(|name| {
            lost(place.child(name), LossKind::Dropped, "RustSec has no place for it");
        });
        let is_advisory = reference.reference_type == Some(ReferenceType::Advisory);
        let Some(url) = &reference.url else {
            lost(place, LossKind::Dropped, "it leads nowhere");
            continue;
        };
        if is_advisory && table.url.is_none() {
            table.url = Some(url.clone());
            continue;
        }
        others.push(url.clone());
        if reference.reference_type != Some(ReferenceType::Web) {
            let note = "RustSec does not say what is found there";
            lost(place.child("type"), LossKind::Dropped, note);
        }
    }
    let odd = advisory.references.items().into_iter().flat_map(|items| items.odd());
    odd.for_each(|(index, _)| lost(list.index(index), LossKind::Dropped, "it is no reference"));
    if !others.is_empty() {
        table.references = others.into();
    }
}

/// The one vector that RustSec has room for: of the latest method, and the advisory's before the
/// package's.
fn severity(
    advisory: &Advisory,
    entry: usize,
    affected: &Affected,
    losses: &mut Vec<Loss>,
) -> Option<Text> {
    let own = Pointer::root().child("affected").index(entry).child("severity");
    let lists =
        [(Pointer::root().child("severity"), &advisory.severity), (own, &affected.severity)];
    let all = lists.iter().flat_map(|(place, list)| {
        list.indexed().map(move |(index, severity)| (place.index(index), severity))
    });
    let all: Vec<(Pointer, &Severity)> = all.collect();
    let of = |method: SeverityType| {
        let fits = |(_, severity): &&(Pointer, &Severity)| {
            let vector = severity.score.as_deref().and_then(severity_type);
            vector.as_ref() == Some(&method) && severity.severity_type == vector
        };
        all.iter().find(fits)
    };
    let chosen = of(SeverityType::CvssV4).or_else(|| of(SeverityType::CvssV3));
    for (place, severity) in &all {
        match chosen {
            Some((at, _)) if at == place => members(&severity.rest).for_each(|name| {
                let note = "RustSec has no place for it";
                losses.push(loss(place.child(name), LossKind::Dropped, note));
            }),
            _ => {
                let note = "RustSec has room for one vector, of CVSS 3 or 4";
                losses.push(loss(place.clone(), LossKind::Dropped, note));
            }
        }
    }
    for (place, list) in &lists {
        let odd = list.items().into_iter().flat_map(|items| items.odd());
        losses.extend(
            odd.map(|(index, _)| loss(place.index(index), LossKind::Dropped, "it is no severity")),
        );
    }
    chosen?.1.score.clone()
}

/// What the ecosystem and the database say of the places that are affected.
fn places(affected: &Affected, set: &VersionSet) -> Option<RustsecAffected> {
    let ecosystem = affected.ecosystem_specific.as_ref();
    let affects = member::<Affects>(ecosystem, "affects").unwrap_or_default();
    let names = texts(ecosystem, "affected_functions");
    let told: Option<Entries<Items<Text>>> =
        member(affected.database_specific.as_ref(), "functions");
    let told = told.unwrap_or_default();
    let known: HashSet<&Text> = told.iter().map(|(name, _)| name).collect();
    let others = affects.functions.iter().chain(&names);
    let others = others.filter(|name| !name.is_empty() && !known.contains(name));
    // Nobody says in which versions, so in all that are affected.
    let everywhere = requirements_of(set.intervals());
    let others = others.map(|name| (name.clone(), Items::from(everywhere.clone())));
    let told = told.iter().map(|(name, list)| (name.clone(), Items::from(list.to_vec())));
    let functions: Entries<Items<Text>> = told.chain(others).collect();
    let some = |list: List<Text>| if list.is_empty() { List::absent() } else { fitting(&list) };
    let functions = if functions.is_empty() { Map::absent() } else { Map::from(functions) };
    let (arch, os) = (some(affects.arch), some(affects.os));
    let any = arch.is_present() || os.is_present() || functions.is_present();
    any.then(|| RustsecAffected { arch, os, functions, ..RustsecAffected::default() })
}

pkgschema::object! {
    /// `ecosystem_specific.affects` of the database's own export.
    pub struct Affects {
        /// Processor architectures.
        pub arch: List<Text>,
        /// Names of functions.
        pub functions: List<Text>,
        /// Operating systems.
        pub os: List<Text>,
    }
}
