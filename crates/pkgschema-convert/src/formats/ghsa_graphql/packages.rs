//! The vulnerabilities of a node as one entry a package.
//!
//! Invariant: ranges of one package stand in one list of events only where that list says the
//! same as the ranges do one by one.

use super::{GhsaGraphql, GraphqlVulnerability};
use crate::affected_ranges::range_type;
use crate::formats::ghsa::{self, PatchedVersion, Stretch, Unpatched, VulnerableRange};
use crate::formats::order::common_scheme;
use crate::leftovers::Leftovers;
use crate::{LossKind, specific};
use pkgschema::advisory::{Affected, Package, Range, RangeType};
use pkgschema::identity::{Ecosystem, PackageName};
use pkgschema::object::{List, Raw, RawObject};
use pkgschema::version::{RangeEvent, Scheme, VersionSet};
use pkgschema::{Finding, Pointer, Text};
use std::collections::HashMap;

/// A package with what is said of it.
struct Group {
    ecosystem: Option<Ecosystem>,
    name: Option<Text>,
    /// One list a vulnerability.
    events: Vec<Vec<RangeEvent>>,
    versions: Vec<Text>,
    /// Whether there is more, which nobody can read.
    is_open: bool,
}

/// How much text the packages of a node repeat, all together, in bytes.
const MOST_REPEATED: usize = 16 << 20;

/// The entries, in the order in which the packages are named first.
pub(super) fn affected(node: &GhsaGraphql, left: &mut Leftovers) -> List<Affected> {
    let Some(connection) = node.vulnerabilities.as_ref().filter(|all| all.nodes.is_present())
    else {
        return List::absent();
    };
    let mut groups: Vec<Group> = Vec::new();
    let mut known = HashMap::new();
    for (index, vulnerability) in connection.nodes.indexed() {
        let place = nodes().index(index);
        let (ecosystem, name) = package(vulnerability, &place, left);
        let key = (ecosystem.clone(), name.clone());
        let at = *known.entry(key).or_insert_with(|| {
            groups.push(Group::of(ecosystem, name));
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(at) {
            add(group, vulnerability, &place, left);
        }
    }
    let mut specific = database_specific(node, left);
    let length = specific.as_ref().map_or(0, |specific| specific.as_str().len());
    let mut entries = Vec::new();
    for group in groups {
        entries.extend(group.into_affected(specific.as_ref()));
        if length.saturating_mul(known.len()) > MOST_REPEATED {
            specific = None;
        }
    }
    if length > 0 && specific.is_none() {
        let place = Pointer::root().child("cwes");
        left.lose(&place, LossKind::Changed, "they stand with the first package alone");
    }
    List::from(entries)
}

/// Ranges that nobody can read.
pub(super) fn unread(node: &GhsaGraphql) -> Vec<Finding> {
    let all = node.vulnerabilities.iter().flat_map(|all| all.nodes.indexed());
    let odd = all.filter_map(|(index, vulnerability)| {
        let text = vulnerability.vulnerable_version_range.as_ref()?;
        let place = nodes().index(index).child("vulnerableVersionRange");
        VulnerableRange::parse(text).is_none().then(|| ghsa::unread_range(place, text))
    });
    odd.collect()
}

fn nodes() -> Pointer {
    Pointer::root().child("vulnerabilities").child("nodes")
}

fn package(
    vulnerability: &GraphqlVulnerability,
    place: &Pointer,
    left: &mut Leftovers,
) -> (Option<Ecosystem>, Option<Text>) {
    let Some(package) = &vulnerability.package else { return (None, None) };
    let place = place.child("package");
    let word = left.member(&package.ecosystem, &place, "ecosystem");
    let named = word.map(|word| ghsa::of_word(word));
    if let Some(ghsa::Named::Unknown(_)) = named {
        left.lose(&place.child("ecosystem"), LossKind::Changed, "no OSV ecosystem is known for it");
    }
    let ecosystem = named.and_then(ghsa::Named::into_ecosystem);
    let name = left.member(&package.name, &place, "name").map(|name| {
        let Some(ecosystem) = ecosystem.clone() else { return name.clone() };
        let full = PackageName::from_document(ecosystem, name.clone());
        let normalized = Text::from(full.normalized());
        if normalized != *name {
            left.lose(&place.child("name"), LossKind::Normalized, "the ecosystem's spelling");
        }
        normalized
    });
    (ecosystem, name)
}

fn add(
    group: &mut Group,
    vulnerability: &GraphqlVulnerability,
    place: &Pointer,
    left: &mut Leftovers,
) {
    let patched = vulnerability.first_patched_version.as_ref().and_then(PatchedVersion::version);
    let range_place = place.child("vulnerableVersionRange");
    let Some(text) = &vulnerability.vulnerable_version_range else {
        group.is_open = true;
        return;
    };
    let range = VulnerableRange::parse(text);
    let made = range
        .as_ref()
        .and_then(|range| ghsa::stretch(range, patched, group.ecosystem.as_ref(), Unpatched::Open));
    let Some(Stretch { events, versions, has_patch, notes, .. }) = made else {
        let what = if range.is_some() { "holds no version" } else { "cannot be read" };
        let note = format!("the range {what}; which versions are affected is not known");
        group.is_open = true;
        return left.lose(&range_place, LossKind::Dropped, note);
    };
    left.take(&range_place);
    for note in notes {
        left.lose(&range_place, LossKind::Changed, note);
    }
    let (kind, note) = match has_patch {
        true => (LossKind::Normalized, "the range ends there"),
        false => (LossKind::Dropped, "the range does not end there"),
    };
    if patched.is_some() {
        left.lose(&place.child("firstPatchedVersion"), kind, note);
    }
    // With a patched version the one version is in the events.
    group.versions.extend(versions.into_iter().filter(|_| events.is_empty()));
    if !events.is_empty() {
        group.events.push(events);
    }
}

/// `ghsa`, the advisory's page, and `cwes`, its weaknesses as they stand.
fn database_specific(node: &GhsaGraphql, left: &mut Leftovers) -> Option<RawObject> {
    let root = Pointer::root();
    let page = left.member(&node.permalink, &root, "permalink").and_then(Raw::of);
    let weaknesses = node.cwes.as_ref().filter(|cwes| cwes.nodes.is_present()).and_then(|cwes| {
        left.take(&root.child("cwes").child("nodes"));
        Raw::of(&cwes.nodes)
    });
    specific::object([("ghsa", page), ("cwes", weaknesses)])
}

impl Group {
    fn of(ecosystem: Option<Ecosystem>, name: Option<Text>) -> Self {
        Self { ecosystem, name, events: Vec::new(), versions: Vec::new(), is_open: false }
    }

    /// The package's entry. What nobody can read is a second one, about no versions: it leaves
    /// open what the first one does not name.
    fn into_affected(self, specific: Option<&RawObject>) -> Vec<Affected> {
        let mut package = Package::default();
        (package.ecosystem, package.name) = (self.ecosystem.clone(), self.name.clone());
        let mut open = Affected::default();
        open.package = Some(package);
        open.ranges = List::from(Vec::new());
        open.versions = List::from(Vec::new());
        open.database_specific = specific.cloned();
        let mut stated = open.clone();
        stated.ranges = List::from(self.ranges());
        stated.versions = List::from(self.versions);
        let says_more = !stated.ranges.is_empty() || !stated.versions.is_empty();
        let second = (self.is_open && says_more).then_some(open);
        [stated].into_iter().chain(second).collect()
    }

    fn ranges(&self) -> Vec<Range> {
        if self.events.is_empty() {
            return Vec::new();
        }
        let texts = self.events.iter().flatten().map(|event| event.version().as_str());
        let texts = texts.filter(|text| *text != "0");
        let own = self.ecosystem.as_ref().and_then(Scheme::of_ecosystem);
        let scheme = common_scheme(self.ecosystem.as_ref(), texts);
        let of_type = match own {
            Some(own) if scheme == Some(own) => range_type(own),
            _ => RangeType::Ecosystem,
        };
        let joined = joined(&self.events);
        let lists = match scheme {
            Some(scheme) if says_the_same(scheme, &joined, &self.events) => vec![joined],
            _ => self.events.clone(),
        };
        lists.into_iter().map(|events| Range::of(of_type.clone(), events)).collect()
    }
}

/// All events in one list; that everything earlier is affected stands first, and once.
fn joined(lists: &[Vec<RangeEvent>]) -> Vec<RangeEvent> {
    let is_first = |event: &&RangeEvent| **event == RangeEvent::BEGINNING;
    let all = || lists.iter().flatten();
    let first = all().find(is_first).into_iter();
    first.chain(all().filter(|event| !is_first(event))).cloned().collect()
}

fn says_the_same(scheme: Scheme, joined: &[RangeEvent], lists: &[Vec<RangeEvent>]) -> bool {
    let set = |events: &[RangeEvent]| VersionSet::of_events(scheme, events).ok();
    let sets: Option<Vec<VersionSet>> = lists.iter().map(|events| set(events)).collect();
    let all = sets.map(|sets| {
        let intervals = sets.iter().flat_map(|set| set.intervals().iter().cloned());
        VersionSet::of(scheme, intervals)
    });
    lists.len() == 1 || all.is_some() && set(joined) == all
}
