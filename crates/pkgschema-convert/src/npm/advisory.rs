//! Answers of npm's audit endpoint and OSV.
//!
//! | npm | OSV | rule |
//! |---|---|---|
//! | the identifier in `url` | `id` | without one `x_npm-` and the number, else the package's place |
//! | name of the list | `affected[].package` | with its purl |
//! | `vulnerable_versions` | `affected[].ranges` | as `SEMVER`, by the order alone |
//! | `title` | `summary` | |
//! | `url` | `references[]` | as `ADVISORY` |
//! | `severity` | `database_specific.severity` | the five known words in upper case, as GitHub writes them |
//! | `cwe` | `database_specific.cwe_ids` | as GitHub writes it |
//! | `cvss.vectorString` | `severity[]` | by its prefix |
//! | `cvss` | `database_specific.cvss` | as it is |
//! | `id` | `affected[].database_specific.id` | |
//!
//! Advisories of one identifier are one advisory with an entry for each. npm says nothing of time:
//! `modified`, which OSV's own schema demands, is left out, since it would have to be invented. A
//! range that cannot be read makes an entry without ranges, and its text is kept in
//! `affected[].database_specific.vulnerable_versions`.
//!
//! On the way back a range comes from all that is affected, `*` where nobody can tell, and the
//! number is only there if it was kept. Withdrawn advisories are left out, since npm lists none.
//!
//! Invariant: a version that is affected on one side is affected on the other; where nobody can
//! tell, it is, or is said to be unknown.

mod from_osv;
mod to_osv;

use self::from_osv::{Entry, Packages, Shared};
use super::BulkAudit;
use super::bulk_audit::BulkAdvisory;
use crate::convert::{FromAdvisories, Refusal, ToAdvisories};
use crate::osv_remains::{Remains, at_source, bare, in_list};
use crate::recovered::{self, Judgement, Missing};
use crate::{Converted, Loss, LossKind};
use pkgschema::Pointer;
use pkgschema::advisory::Advisory;
use pkgschema::object::{List, Raw, write};
use pkgschema::version::{Scheme, VersionRange};
use std::borrow::Cow;

impl ToAdvisories for BulkAudit {
    fn to_advisories(&self) -> Result<Converted<Vec<Advisory>>, Refusal> {
        let to_osv::Built { advisories, places, mut losses } = to_osv::build(self);
        let quiet = || Remains::new("npm");
        let shared = advisories.iter().map(|advisory| Shared::of(advisory, &mut quiet()));
        let shared: Vec<Shared> = shared.collect();
        let mut first: Vec<Option<&BulkAdvisory>> = vec![None; advisories.len()];
        for ((_, place, source), (index, entry)) in self.each().zip(places) {
            let (Some(shared), Some(first)) = (shared.get(index), first.get_mut(index)) else {
                continue;
            };
            let Some(affected) = advisories.get(index).and_then(|one| one.affected.get(entry))
            else {
                continue;
            };
            let first = *first.get_or_insert(source);
            let (source, others) = like_first(source, first);
            losses.extend(others.iter().map(|name| {
                let note = "another advisory of the same identifier says otherwise";
                Loss::new(place.child(name), LossKind::Changed, note)
            }));
            let part = (!others.is_empty()).then(|| shared.without(&others));
            let shared = part.as_ref().unwrap_or(shared);
            let back = shared.entry((entry, affected), &mut quiet());
            let judge = |missing: &Missing<'_>| judged(missing, &source, &back);
            let found = recovered::losses(&view(&source), &view(&back), judge);
            losses.extend(found.into_iter().map(|loss| below(&place, loss)));
        }
        losses.extend(self.unfit());
        Ok(Converted::new(advisories, losses))
    }
}

impl BulkAudit {
    /// What is no advisory, and no list of them.
    fn unfit(&self) -> Vec<Loss> {
        let mut losses = Vec::new();
        for (name, list) in self.packages.iter() {
            if list.iter().next().is_none() && !list.has_odd() {
                losses.push(Loss::of_nothing(Pointer::root().child(name)));
            }
            let odd = list.odd().map(|(index, _)| Pointer::root().child(name).index(index));
            losses.extend(odd.map(|place| Loss::new(place, LossKind::Dropped, "no advisory")));
        }
        let odd = self.packages.odd().iter().map(|(name, _)| Pointer::root().child(name));
        losses
            .extend(odd.map(|place| Loss::new(place, LossKind::Dropped, "no list of advisories")));
        losses
    }
}

fn view(advisory: &BulkAdvisory) -> Raw {
    Raw::from_string(write(advisory)).unwrap_or_default()
}

/// The loss at its place below another one.
fn below(place: &Pointer, loss: Loss) -> Loss {
    Loss { pointer: place.join(&loss.pointer), ..loss }
}

/// What became of a place that OSV does not give back.
fn judged(missing: &Missing<'_>, source: &BulkAdvisory, back: &BulkAdvisory) -> Judgement {
    if missing.place == "/vulnerable_versions" {
        let versions = |advisory: &BulkAdvisory| {
            let range = advisory.vulnerable_versions.as_deref()?;
            Some(VersionRange::parse(Scheme::Npm, range).ok()?.versions())
        };
        // What cannot be read has its own loss.
        let (source, back) = (versions(source)?, versions(back));
        let same = back.is_some_and(|back| source.is_subset(&back) && back.is_subset(&source));
        return Some(match same {
            true => (LossKind::Normalized, "the same versions, spelt in another way"),
            false => (LossKind::Changed, "OSV does not hold these very versions"),
        });
    }
    Some(match missing.gone {
        true => (LossKind::Dropped, "OSV has no place for it"),
        false => (LossKind::Changed, "OSV does not hold all of it"),
    })
}

/// The advisory as far as it says the same as the first of its identifier, and the members in
/// which it does not: what they share comes from the first.
fn like_first<'a>(
    source: &'a BulkAdvisory,
    first: &BulkAdvisory,
) -> (Cow<'a, BulkAdvisory>, Vec<&'static str>) {
    let same = [
        ("url", source.url == first.url),
        ("title", source.title == first.title),
        ("severity", source.severity == first.severity),
        ("cwe", source.cwe == first.cwe),
        ("cvss", source.cvss == first.cvss),
    ];
    let others = same.iter().filter(|(_, same)| !same).map(|(name, _)| *name);
    let others: Vec<&str> = others.collect();
    if others.is_empty() {
        return (Cow::Borrowed(source), others);
    }
    let mut like = source.clone();
    for name in &others {
        match *name {
            "url" => like.url = None,
            "title" => like.title = None,
            "severity" => like.severity = None,
            "cwe" => like.cwe = List::absent(),
            _ => like.cvss = None,
        }
    }
    (Cow::Owned(like), others)
}

impl FromAdvisories for BulkAudit {
    fn from_advisories(advisories: &[Advisory]) -> Result<Converted<Self>, Refusal> {
        let (mut packages, mut losses) = (Packages::default(), Vec::new());
        let mut found = false;
        for (index, advisory) in advisories.iter().enumerate() {
            let mut remains = Remains::new("npm");
            let entries = from_osv::entries(advisory, &mut remains);
            found |= !entries.is_empty();
            if !from_osv::withdrawn(advisory, &mut remains) && !entries.is_empty() {
                losses.extend(one(index, advisory, entries, &mut remains, &mut packages)?);
            }
            losses.extend(remains.losses.into_iter().map(|loss| {
                let pointer = in_list(&loss.pointer, index);
                Loss { pointer, ..loss }
            }));
        }
        if !found && !advisories.is_empty() {
            return Err(Refusal::new("no-package", "no affected package is one of npm"));
        }
        Ok(Converted::new(packages.into_audit(), losses))
    }
}

/// Longest text that one advisory may become, since every entry repeats what they share.
const LONGEST: usize = 1 << 26;

/// Adds the entries of one advisory, and gives what the way back from them does not say.
fn one(
    index: usize,
    advisory: &Advisory,
    mut entries: Vec<Entry<'_>>,
    remains: &mut Remains,
    packages: &mut Packages,
) -> Result<Vec<Loss>, Refusal> {
    let shared = Shared::of(advisory, remains);
    if shared.len().saturating_mul(entries.len()) > LONGEST {
        let detail = "what its many entries share would be repeated for each of them";
        return Err(Refusal::new("too-long", detail));
    }
    from_osv::order(&mut entries);
    let mut own = Packages::default();
    for (entry, affected, name) in &entries {
        let item = shared.entry((*entry, affected), remains);
        own.add((*name).clone(), item.clone());
        packages.add((*name).clone(), item);
    }
    let built = to_osv::build(&own.into_audit());
    // Advisories without an identifier of their own come back as one for each number.
    let back = joined(built.advisories);
    for ((entry, source, _), back) in entries.iter().zip(back.affected.iter()) {
        remains.versions_respelt((*entry, source), back);
    }
    let places: Vec<usize> = entries.iter().map(|(entry, ..)| *entry).collect();
    remains.implied(advisory, &places);
    let all: Vec<usize> = (0..places.len()).collect();
    let mut source = advisory.clone();
    source.affected = entries.iter().map(|(_, affected, _)| (*affected).clone()).collect();
    let (source, back) = (bare(&source, &all), bare(&back, &all));
    let found = recovered::losses(&source, &back, judged_of_osv).into_iter();
    let placed = found.map(|loss| {
        let pointer = at_source(&loss.pointer, index, &places);
        Loss { pointer, ..loss }
    });
    Ok(placed.collect())
}

/// Several advisories as one with all their entries.
fn joined(advisories: Vec<Advisory>) -> Advisory {
    let mut all = advisories.into_iter();
    let mut joined = all.next().unwrap_or_else(|| Advisory::new(""));
    let others: Vec<_> = all.flat_map(|other| other.affected.to_vec()).collect();
    others.into_iter().for_each(|affected| joined.affected.push(affected));
    joined
}

/// What became of a place that npm does not give back.
fn judged_of_osv(missing: &Missing<'_>) -> Judgement {
    let first = missing.place.split('/').nth(1).unwrap_or_default();
    Some(match first {
        "schema_version" => return None,
        "modified" | "published" => (LossKind::Dropped, "npm says nothing of time"),
        "id" => (LossKind::Changed, "npm knows an advisory by its number and its address"),
        _ if missing.gone => (LossKind::Dropped, "npm has no place for it"),
        _ => (LossKind::Changed, "npm does not hold all of it"),
    })
}
