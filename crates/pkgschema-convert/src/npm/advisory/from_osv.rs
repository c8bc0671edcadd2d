//! OSV as answers of the audit endpoint.
//!
//! Invariant: a version that may be affected is in the range.

use super::to_osv::{PREFIX, WORDS};
use crate::LossKind;
use crate::npm::BulkAudit;
use crate::npm::bulk_audit::{BulkAdvisory, BulkCvss};
use crate::osv_remains::{Remains, severity_of, severity_places};
use crate::specific::{member, texts};
use pkgschema::advisory::{Advisory, Affected, Rating, Severity};
use pkgschema::identity::EcosystemName;
use pkgschema::object::{Items, Raw, write};
use pkgschema::text::Link;
use pkgschema::version::{Scheme, VersionRange};
use pkgschema::{Pointer, Text};
use std::collections::HashMap;

/// Advisories by package, in the order in which the packages come.
#[derive(Default)]
pub(super) struct Packages {
    lists: Vec<(Text, Vec<BulkAdvisory>)>,
    known: HashMap<Text, usize>,
}

impl Packages {
    pub(super) fn add(&mut self, name: Text, advisory: BulkAdvisory) {
        let next = self.lists.len();
        let index = *self.known.entry(name.clone()).or_insert(next);
        match self.lists.get_mut(index) {
            Some((_, list)) => list.push(advisory),
            None => self.lists.push((name, vec![advisory])),
        }
    }

    pub(super) fn into_audit(self) -> BulkAudit {
        let lists = self.lists.into_iter();
        BulkAudit::new(lists.map(|(name, list)| (name, Items::from(list))).collect())
    }
}

/// An entry about a package of npm: its place among the entries, and the package's name.
pub(super) type Entry<'a> = (usize, &'a Affected, &'a Text);

fn npm_name(affected: &Affected) -> Option<&Text> {
    let is_npm = affected.ecosystem().is_some_and(|name| name.base() == EcosystemName::Npm);
    affected.package.as_ref()?.name.as_ref().filter(|_| is_npm)
}

/// The entries about packages of npm. What else is affected has a loss.
pub(super) fn entries<'a>(advisory: &'a Advisory, remains: &mut Remains) -> Vec<Entry<'a>> {
    let place = Pointer::root().child("affected");
    let mut entries = Vec::new();
    for (index, affected) in advisory.affected.indexed() {
        match npm_name(affected) {
            Some(name) => entries.push((index, affected, name)),
            None => {
                let note = "npm speaks of its own packages alone";
                remains.add(place.index(index), LossKind::Dropped, note);
            }
        }
    }
    remains.drop_odd(&place, &advisory.affected);
    entries
}

/// Whether the advisory is left out, since it was withdrawn.
pub(super) fn withdrawn(advisory: &Advisory, remains: &mut Remains) -> bool {
    if advisory.is_withdrawn() {
        let note = "npm lists no advisory that was withdrawn";
        remains.add(Pointer::root(), LossKind::Dropped, note);
    }
    advisory.is_withdrawn()
}

/// The entries in the order in which they come back: package by package.
pub(super) fn order(entries: &mut [Entry<'_>]) {
    let mut ranks: HashMap<&Text, usize> = HashMap::new();
    for (_, _, name) in entries.iter() {
        let next = ranks.len();
        ranks.entry(name).or_insert(next);
    }
    entries.sort_by_cached_key(|(index, _, name)| (ranks.get(name).copied(), *index));
}

/// What all entries of an advisory share.
pub(super) struct Shared {
    pub(super) item: BulkAdvisory,
    /// The vector of the advisory.
    vector: Option<Text>,
}

impl Shared {
    pub(super) fn of(advisory: &Advisory, remains: &mut Remains) -> Self {
        let top = advisory.database_specific.as_ref();
        let mut item = BulkAdvisory::default();
        item.id = advisory.id.strip_prefix(PREFIX).and_then(|number| number.parse().ok());
        item.url = url(advisory, remains);
        item.title = advisory.summary.clone();
        item.severity = member::<Text>(top, "severity").map(npm_word);
        item.cwe = texts(top, "cwe_ids");
        item.cvss = member(top, "cvss");
        let [place, _] = severity_places(0);
        Self { item, vector: remains.vector(&[(place, &advisory.severity)]) }
    }

    /// The same without these members.
    pub(super) fn without(&self, names: &[&str]) -> Self {
        let mut item = BulkAdvisory::default();
        item.id = self.item.id;
        let keeps = |name: &str| !names.contains(&name);
        item.url = self.item.url.as_ref().filter(|_| keeps("url")).cloned();
        item.title = self.item.title.as_ref().filter(|_| keeps("title")).cloned();
        item.severity = self.item.severity.as_ref().filter(|_| keeps("severity")).cloned();
        if keeps("cwe") {
            item.cwe = self.item.cwe.clone();
        }
        item.cvss = self.item.cvss.as_ref().filter(|_| keeps("cvss")).cloned();
        Self { item, vector: self.vector.as_ref().filter(|_| keeps("cvss")).cloned() }
    }

    /// How long the shared part is, said once.
    pub(super) fn len(&self) -> usize {
        write(&self.item).len()
    }

    /// What npm says of one entry.
    pub(super) fn entry(
        &self,
        (entry, affected): (usize, &Affected),
        remains: &mut Remains,
    ) -> BulkAdvisory {
        let mut item = self.item.clone();
        item.id = member(affected.database_specific.as_ref(), "id").or(item.id);
        if item.id.is_none() {
            let place = Pointer::root().child("affected").index(entry);
            let note = "npm numbers its advisories; there is no number";
            remains.add(place, LossKind::Defaulted, note);
        }
        item.vulnerable_versions = Some(range(affected, entry, remains));
        let [_, place] = severity_places(entry);
        let own = remains.vector(&[(place.clone(), &affected.severity)]);
        if self.vector.is_some() && own.is_some() {
            let note = "npm has room for one vector: the advisory's stands for all packages";
            remains.add(place, LossKind::Dropped, note);
        }
        let vector = self.vector.clone().or(own);
        if item.severity.is_none() {
            item.severity = vector.as_ref().and_then(rated);
        }
        item.cvss = cvss(item.cvss, vector);
        item
    }
}

fn url(advisory: &Advisory, remains: &mut Remains) -> Option<Link> {
    let (first, others) = remains.references(advisory);
    others.into_iter().for_each(|(place, _)| {
        remains.add(place, LossKind::Dropped, "npm has room for one address, the advisory's own");
    });
    first
}

fn npm_word(word: Text) -> Text {
    let lower = word.to_ascii_lowercase();
    if WORDS.contains(&&*lower) { Text::from(lower) } else { word }
}

fn range(affected: &Affected, entry: usize, remains: &mut Remains) -> Text {
    let unread = member::<Text>(affected.database_specific.as_ref(), "vulnerable_versions");
    let says_nothing = affected.ranges.is_empty() && affected.versions.is_empty();
    if let (Some(text), true) = (unread, says_nothing) {
        return text;
    }
    let set = remains.versions(Scheme::Npm, (entry, affected));
    match VersionRange::of_versions(&set) {
        Ok(range) => Text::from(range.value.as_str()),
        Err(error) => {
            let place = Pointer::root().child("affected").index(entry);
            let note = format!("every version counts as affected: {error}");
            remains.add(place, LossKind::Changed, note);
            Text::from("*")
        }
    }
}

/// npm's word for what a vector comes to.
fn rated(vector: &Text) -> Option<Text> {
    let rating = severity_of(Some(vector)).first()?.score()?.rating;
    Some(Text::from_static(match rating {
        Rating::None => "info",
        Rating::Medium => "moderate",
        other => other.as_str(),
    }))
}

/// The score that was kept, if it belongs to the vector; else the vector with its own.
fn cvss(kept: Option<BulkCvss>, vector: Option<Text>) -> Option<BulkCvss> {
    let belongs = |kept: &BulkCvss| vector.is_none() || kept.vector() == vector;
    kept.filter(belongs).or_else(|| {
        let severity = severity_of(vector.as_ref());
        let number = severity.first().and_then(Severity::score).and_then(|score| score.value);
        let mut cvss = BulkCvss::default();
        cvss.score = number.and_then(|number| Raw::of(&number));
        cvss.vector_string = Some(Raw::of(vector.as_ref()?)?);
        Some(cvss)
    })
}
