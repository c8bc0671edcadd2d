//! OSV as a RustSec advisory.
//!
//! Invariant: a version that may be affected is left out by no requirement.

use crate::LossKind;
use crate::cargo::rustsec::{
    RustsecAdvisory, RustsecAffected, RustsecTable, RustsecVersions, requirements_of,
    without_blank_lines,
};
use crate::convert::Refusal;
use crate::osv_remains::{Remains, severity_places};
use crate::specific::{fitting, member, texts};
use pkgschema::advisory::{Advisory, Affected};
use pkgschema::identity::EcosystemName;
use pkgschema::object::{Entries, Items, List, Map};
use pkgschema::text::Timestamp;
use pkgschema::version::{Scheme, VersionSet};
use pkgschema::{Pointer, Text};
use std::collections::HashSet;

/// The document, and what the way back would not show to be lost.
pub(super) struct Built {
    pub(super) document: RustsecAdvisory,
    /// The entry of `affected` that it speaks of.
    pub(super) entry: usize,
    pub(super) remains: Remains,
}

pub(super) fn build(advisory: &Advisory) -> Result<Built, Refusal> {
    let mut remains = Remains::new("RustSec");
    let entries = entries(advisory, &mut remains)?;
    let Some((entry, affected, name)) = entries.first().copied() else {
        return Err(Refusal::new("no-package", "no affected package is one of crates.io"));
    };
    let set = versions(&entries, &mut remains);
    let specific = affected.database_specific.as_ref();
    let mut table = RustsecTable { id: Some(advisory.id.clone()), ..RustsecTable::default() };
    table.package = Some(name.clone());
    table.date = date(advisory, &mut remains);
    table.expect_deleted = member(specific, "expect-deleted");
    let (url, others) = remains.references(advisory);
    table.url = url;
    if !others.is_empty() {
        table.references = others.into_iter().map(|(_, url)| url).collect();
    }
    table.informational = member(specific, "informational");
    table.categories = texts(specific, "categories");
    table.keywords = texts(specific, "keywords");
    table.aliases = fitting(&advisory.aliases);
    table.related = fitting(&advisory.related);
    table.license = member(advisory.database_specific.as_ref(), "license");
    let [top, own] = severity_places(entry);
    table.cvss = remains.vector(&[(top, &advisory.severity), (own, &affected.severity)]);
    table.cvss = table.cvss.or_else(|| member(specific, "cvss"));
    table.withdrawn = advisory.withdrawn.as_ref().map(day);
    table.source = member(specific, "source");
    let mut document = RustsecAdvisory::new(table);
    document.affected = places(affected, &set);
    document.versions = Some(requirements(&set));
    document.title = advisory.summary.clone();
    let details = advisory.details.as_deref().unwrap_or_default();
    document.description = Some(Text::from(without_blank_lines(details)));
    Ok(Built { document, entry, remains })
}

type Entry<'a> = (usize, &'a Affected, &'a Text);

/// The entries of the one crate. What else is affected has a loss.
fn entries<'a>(advisory: &'a Advisory, remains: &mut Remains) -> Result<Vec<Entry<'a>>, Refusal> {
    let place = |index: usize| Pointer::root().child("affected").index(index);
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for (index, affected) in advisory.affected.indexed() {
        let base = affected.ecosystem().map(|ecosystem| ecosystem.base());
        let name = affected.package.as_ref().and_then(|package| package.name.as_ref());
        match (base, name) {
            (Some(EcosystemName::CratesIo), Some(name)) => entries.push((index, affected, name)),
            _ => {
                let note = "RustSec speaks of crates alone";
                remains.add(place(index), LossKind::Dropped, note);
            }
        }
    }
    remains.drop_odd(&Pointer::root().child("affected"), &advisory.affected);
    let first = entries.first().map(|(.., name)| *name);
    if entries.iter().any(|(.., name)| Some(*name) != first) {
        let detail = "several crates are affected, and a document speaks of one";
        return Err(Refusal::new("several-packages", detail));
    }
    for (index, ..) in entries.iter().skip(1) {
        let note = "its versions are among those of the crate's first entry; the rest is left out";
        remains.add(place(*index), LossKind::Changed, note);
    }
    Ok(entries)
}

/// The affected versions of all entries: all where nobody can tell.
fn versions(entries: &[Entry<'_>], remains: &mut Remains) -> VersionSet {
    let sets = entries.iter().map(|(index, affected, _)| {
        remains.versions(Scheme::Cargo, (*index, affected)).intervals().to_vec()
    });
    let intervals: Vec<_> = sets.flatten().collect();
    VersionSet::of(Scheme::Cargo, intervals)
}

fn requirements(set: &VersionSet) -> RustsecVersions {
    let rest = set.complement();
    let (below, above): (Vec<_>, Vec<_>) =
        rest.intervals().iter().cloned().partition(|interval| interval.lower.is_none());
    let patched = List::from(requirements_of(&above));
    let unaffected = List::unless_empty(requirements_of(&below));
    RustsecVersions { patched, unaffected, ..RustsecVersions::default() }
}

/// The day of a moment, as its text has it.
fn day(time: &Timestamp) -> Text {
    let text = time.as_str();
    Text::from(text.get(..10).filter(|_| time.is_well_formed()).unwrap_or(text))
}

fn date(advisory: &Advisory, remains: &mut Remains) -> Option<Text> {
    if let Some(published) = &advisory.published {
        return Some(day(published));
    }
    let place = Pointer::root().child("modified");
    let note = "nobody says when the advisory was published; the date is that of its last change";
    let modified = advisory.modified.as_ref()?;
    remains.add(place, LossKind::Defaulted, note);
    Some(day(modified))
}

/// More intervals than these are not repeated for each function.
const MANY: usize = 16;

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
    let everywhere = match set.intervals() {
        many if many.len() > MANY => vec![Text::from_static("*")],
        few => requirements_of(few),
    };
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
