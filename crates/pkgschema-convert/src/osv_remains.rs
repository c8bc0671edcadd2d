//! What a document that is narrower than OSV leaves of an advisory, by parts that several such
//! documents treat alike: severities, references, ranges.
//!
//! Invariant: every part of what is looked at is taken or has a loss; pointers are into the
//! advisory.

use crate::{Loss, LossKind};
use pkgschema::advisory::{
    Advisory, Affected, Package, Range, ReferenceType, Severity, SeverityType,
};
use pkgschema::identity::PackageName;
use pkgschema::object::{List, Raw, Rest};
use pkgschema::text::Link;
use pkgschema::version::{Scheme, VersionSet};
use pkgschema::{Pointer, Text};

/// Losses of an advisory on its way into another document.
pub(crate) struct Remains {
    /// The other document, as notes name it.
    target: &'static str,
    pub(crate) losses: Vec<Loss>,
}

impl Remains {
    pub(crate) fn new(target: &'static str) -> Self {
        Self { target, losses: Vec::new() }
    }

    pub(crate) fn add(&mut self, place: Pointer, kind: LossKind, note: impl Into<String>) {
        self.losses.push(Loss::new(place, kind, note));
    }

    /// What the document has no place for.
    pub(crate) fn drop(&mut self, place: Pointer) {
        self.add(place, LossKind::Dropped, format!("{} has no place for it", self.target));
    }

    fn drop_members(&mut self, place: &Pointer, rest: &Rest) {
        rest.iter().for_each(|(name, _)| self.drop(place.child(name)));
    }

    /// What of a list is of the wrong kind.
    pub(crate) fn drop_odd<T>(&mut self, place: &Pointer, list: &List<T>) {
        let odd = list.items().into_iter().flat_map(|items| items.odd());
        odd.for_each(|(index, _)| {
            self.add(place.index(index), LossKind::Dropped, "it is of the wrong kind");
        });
    }

    /// The first advisory among the references, and the other addresses.
    pub(crate) fn references(
        &mut self,
        advisory: &Advisory,
    ) -> (Option<Link>, Vec<(Pointer, Link)>) {
        let (mut first, mut others) = (None, Vec::new());
        let list = Pointer::root().child("references");
        for (index, reference) in advisory.references.indexed() {
            let place = list.index(index);
            self.drop_members(&place, &reference.rest);
            let is_advisory = reference.reference_type == Some(ReferenceType::Advisory);
            match &reference.url {
                None => self.add(place, LossKind::Dropped, "it leads nowhere"),
                Some(url) if is_advisory && first.is_none() => first = Some(url.clone()),
                Some(url) => {
                    if reference.reference_type == Some(ReferenceType::Web) {
                        self.add(place.child("type"), LossKind::Normalized, "its place says it");
                    } else if reference.reference_type.is_some() {
                        let note = format!("{} does not say what is found there", self.target);
                        self.add(place.child("type"), LossKind::Dropped, note);
                    }
                    others.push((place, url.clone()));
                }
            }
        }
        self.drop_odd(&list, &advisory.references);
        (first, others)
    }

    /// The one vector of CVSS 3 or 4 for which there is room: of the latest method, and of an
    /// earlier list before a later one's. Each list stands at its place.
    pub(crate) fn vector(&mut self, lists: &[(Pointer, &List<Severity>)]) -> Option<Text> {
        let all = lists.iter().flat_map(|(place, list)| {
            list.indexed().map(move |(index, severity)| (place.index(index), severity))
        });
        let all: Vec<(Pointer, &Severity)> = all.collect();
        let of = |method: SeverityType| all.iter().find(|(_, severity)| is_of(severity, &method));
        let chosen = of(SeverityType::CvssV4).or_else(|| of(SeverityType::CvssV3));
        for (place, severity) in &all {
            match chosen {
                Some((at, _)) if at == place => self.drop_members(place, &severity.rest),
                _ => {
                    let note = format!("{} has room for one vector, of CVSS 3 or 4", self.target);
                    self.add(place.clone(), LossKind::Dropped, note);
                }
            }
        }
        lists.iter().for_each(|(place, list)| self.drop_odd(place, list));
        chosen?.1.score.clone()
    }

    /// The versions of an entry: all where nobody can tell.
    pub(crate) fn versions(
        &mut self,
        scheme: Scheme,
        (entry, affected): (usize, &Affected),
    ) -> VersionSet {
        let place = Pointer::root().child("affected").index(entry);
        for (index, range) in affected.ranges.indexed() {
            self.range(&place.child("ranges").index(index), range);
        }
        affected.to_version_set().unwrap_or_else(|reason| {
            let note = format!("every version counts as affected: {reason}");
            self.add(place, LossKind::Changed, note);
            VersionSet::all(scheme)
        })
    }

    /// What a range says beside its versions.
    fn range(&mut self, place: &Pointer, range: &Range) {
        if range.is_of_commits() {
            let note = format!("{} does not speak of commits", self.target);
            return self.add(place.clone(), LossKind::Dropped, note);
        }
        if range.repo.is_some() {
            self.drop(place.child("repo"));
        }
        if range.database_specific.is_some() {
            self.drop(place.child("database_specific"));
        }
        self.drop_members(place, &range.rest);
        for (index, event) in range.events.indexed() {
            self.drop_members(&place.child("events").index(index), &event.rest);
        }
    }

    /// What the way back gives as it was although the document does not hold it.
    pub(crate) fn implied(&mut self, advisory: &Advisory, entries: &[usize]) {
        if advisory.schema_version.is_some() {
            let note = "it is the version of whatever writes OSV";
            self.add(Pointer::root().child("schema_version"), LossKind::Normalized, note);
        }
        let mut wanted = entries.iter().collect::<Vec<_>>();
        wanted.sort_unstable();
        let mut wanted = wanted.into_iter().peekable();
        for (index, affected) in advisory.affected.indexed() {
            if wanted.next_if(|entry| **entry == index).is_none() {
                continue;
            }
            let Some(package) = &affected.package else { continue };
            let full = package.ecosystem.clone().zip(package.name.clone());
            let full = full.map(|(of, name)| Package::of(&PackageName::from_document(of, name)));
            if package.purl.is_some() && full.is_some_and(|full| full.purl == package.purl) {
                let place = Pointer::root().child("affected").index(index).child("package");
                let note = "it follows from ecosystem and name";
                self.add(place.child("purl"), LossKind::Normalized, note);
            }
        }
    }

    /// Where the way back gives the same versions by other events, or without the list of them.
    pub(crate) fn versions_respelt(
        &mut self,
        (entry, source): (usize, &Affected),
        back: &Affected,
    ) {
        let place = Pointer::root().child("affected").index(entry);
        let events = |affected: &Affected| {
            let ranges = affected.ranges.iter().filter(|range| !range.is_of_commits());
            ranges.map(|range| (range.range_type.clone(), range.line())).collect::<Vec<_>>()
        };
        if source.to_version_set().is_err() {
            return;
        }
        if events(source) != events(back) {
            let note = "the same versions in another notation";
            self.add(place.child("ranges"), LossKind::Normalized, note);
        }
        if source.versions.is_present() {
            let note = "the versions are within the ranges";
            self.add(place.child("versions"), LossKind::Normalized, note);
        }
    }
}

/// The places of the advisory's severities and of an entry's.
pub(crate) fn severity_places(entry: usize) -> [Pointer; 2] {
    let own = Pointer::root().child("affected").index(entry).child("severity");
    [Pointer::root().child("severity"), own]
}

fn is_of(severity: &Severity, method: &SeverityType) -> bool {
    let vector = severity.score.as_deref().and_then(SeverityType::of_vector);
    vector.as_ref() == Some(method) && severity.severity_type == vector
}

/// The severity of a vector; absent where the method is not known.
pub(crate) fn severity_of(vector: Option<&Text>) -> List<Severity> {
    let of = |text: &Text| Some(Severity::new(SeverityType::of_vector(text)?, text.clone()));
    let severity = vector.and_then(of);
    severity.map_or_else(List::absent, |severity| vec![severity].into())
}

/// The advisory's view with these entries alone, and without what is looked at here.
pub(crate) fn bare(advisory: &Advisory, entries: &[usize]) -> Raw {
    let mut advisory = advisory.clone();
    let mut wanted = entries.iter().peekable();
    let mut kept = Vec::with_capacity(entries.len());
    for (index, affected) in advisory.affected.indexed() {
        if wanted.next_if(|entry| **entry == index).is_some() {
            let mut affected = affected.clone();
            (affected.ranges, affected.versions) = (List::absent(), List::absent());
            affected.severity = List::absent().into();
            kept.push(affected);
        }
    }
    advisory.affected = kept.into();
    advisory.references = List::absent().into();
    advisory.severity = List::absent().into();
    Raw::from_string(advisory.to_json()).unwrap_or_default()
}

/// A place in the view that [`bare`] gives, as a place in the `index`th of the advisories.
pub(crate) fn at_source(place: &Pointer, index: usize, entries: &[usize]) -> Pointer {
    let text = place.as_str();
    let moved = text.strip_prefix("/affected/").and_then(|rest| {
        let (number, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let entry = entries.get(number.parse::<usize>().ok()?)?;
        Some(format!("/{index}/affected/{entry}{rest}"))
    });
    Pointer::parse(&moved.unwrap_or_else(|| format!("/{index}{text}"))).unwrap_or_default()
}

/// A place in the advisory, as a place in the `index`th of the advisories.
pub(crate) fn in_list(place: &Pointer, index: usize) -> Pointer {
    Pointer::root().index(index).join(place)
}
