//! From an advisory to a report.
//!
//! Invariant: what a report does not hold of the advisory is a loss.

use super::super::malicious_packages::{ORIGINS, PREFIX};
use super::MaliciousReport;
use crate::convert::{FromAdvisories, Refusal};
use crate::{Converted, Loss, LossKind};
use pkgschema::Pointer;
use pkgschema::advisory::{Advisory, Affected, Severity};
use pkgschema::object::raw::{Kind, kind, members};
use pkgschema::object::{List, NullableList, Object, Raw, RawObject, Writer};

/// What the database takes below `affected[].database_specific`.
const OF_PACKAGE: [&str; 4] = ["cwes", "indicators", "iocs", "ghsa"];

/// What it takes below `database_specific`.
const OF_REPORT: [&str; 1] = ["iocs"];

/// Why a member that nobody knows is lost.
const NO_PLACE: &str = "a report has no place for it";

impl FromAdvisories for MaliciousReport {
    fn from_advisories(advisories: &[Advisory]) -> Result<Converted<Self>, Refusal> {
        let advisory = match advisories {
            [advisory] => advisory,
            [] => return Err(Refusal::new("no-advisory", "there is none")),
            many => {
                let detail = format!("a report is made of one advisory, there are {}", many.len());
                return Err(Refusal::new("several-advisories", detail));
            }
        };
        if advisory.withdrawn.is_some() || is_kept(advisory, "withdrawn") {
            let detail = "the advisory is withdrawn, or nobody can tell";
            return Err(Refusal::new("withdrawn", detail));
        }
        let place = Pointer::root().index(0);
        let mut draft = Draft { losses: Vec::new() };
        let mut report = Self::default();
        report.affected = NullableList::from(vec![draft.affected(advisory, &place)?]);
        draft.identity(advisory, &mut report, &place);
        draft.words(advisory, &mut report, &place);
        draft.rest(advisory, &mut report, &place);
        Ok(Converted::new(report, draft.losses))
    }
}

/// Whether a member is there that is neither null nor of its kind.
fn is_kept<T: Object>(object: &T, name: &str) -> bool {
    object.rest().get(name).is_some_and(|raw| raw.kind() != Kind::Null)
}

struct Draft {
    losses: Vec<Loss>,
}

impl Draft {
    fn identity(&mut self, from: &Advisory, to: &mut MaliciousReport, place: &Pointer) {
        to.schema_version = from.schema_version.clone();
        to.modified = from.modified.clone();
        to.published = from.published.clone();
        to.aliases = from.aliases.clone();
        to.related = from.related.clone();
        to.upstream = from.upstream.clone();
        let id = place.child("id");
        if from.id.starts_with(PREFIX) || from.id.is_empty() {
            self.drop(id, "the database sets its own identifier");
        } else {
            if !to.aliases.contains(&from.id) {
                to.aliases.push(from.id.clone());
            }
            let note = "the database sets its own identifier; this one is an alias";
            self.losses.push(Loss::new(id, LossKind::Changed, note));
        }
    }

    fn words(&mut self, from: &Advisory, to: &mut MaliciousReport, place: &Pointer) {
        to.details = from.details.clone();
        to.references = from.references.clone();
        to.credits = from.credits.clone();
        let Some(summary) = &from.summary else { return };
        let place = place.child("summary");
        match &to.details {
            Some(_) => self.drop(place, "the database writes its own summary"),
            None => {
                to.details = Some(summary.clone());
                let note = "the database writes its own summary; without details it stands there";
                self.losses.push(Loss::new(place, LossKind::Changed, note));
            }
        }
    }

    fn rest(&mut self, from: &Advisory, to: &mut MaliciousReport, place: &Pointer) {
        self.severity(&from.severity, place);
        if let Some(object) = &from.database_specific {
            let below = place.child("database_specific");
            to.database_specific = self.object(object, &OF_REPORT, &below);
        }
        self.losses.extend(Loss::of_rest(from, place, NO_PLACE));
    }

    /// The one entry about the one package.
    fn affected(&mut self, from: &Advisory, place: &Pointer) -> Result<Affected, Refusal> {
        if from.affected.has_odd() || is_kept(from, "affected") {
            let detail = "something in `affected` is no package: what is affected is not known";
            return Err(Refusal::new("broken-affected", detail));
        }
        let Some(first) = from.affected.first() else {
            return Err(Refusal::new("no-package", "the advisory names no package"));
        };
        let what = subject(first).ok_or_else(|| {
            Refusal::new("no-package", "the first entry names neither package nor repository")
        })?;
        if from.affected.iter().any(|other| subject(other) != Some(what)) {
            let detail = "a report is about one package, the advisory about several";
            return Err(Refusal::new("several-packages", detail));
        }
        let place = place.child("affected");
        let mut whole = Affected::default();
        whole.package = first.package.clone();
        for (index, entry) in from.affected.iter().enumerate() {
            let place = place.index(index);
            self.entry(entry, &mut whole, &place, from.affected.len() > 1)?;
        }
        Ok(whole)
    }

    /// Adds an entry about the package.
    fn entry(
        &mut self,
        entry: &Affected,
        whole: &mut Affected,
        place: &Pointer,
        joined: bool,
    ) -> Result<(), Refusal> {
        let odd = entry.ranges.has_odd() || entry.versions.has_odd();
        if odd || is_kept(entry, "ranges") || is_kept(entry, "versions") {
            let detail = "ranges or versions of a kind that nobody reads";
            return Err(Refusal::new("broken-affected", detail));
        }
        join(&mut whole.ranges, &entry.ranges);
        join(&mut whole.versions, &entry.versions);
        if joined {
            let note = "the entries about the package are joined into one";
            self.losses.push(Loss::new(place.clone(), LossKind::Normalized, note));
        }
        if entry.package != whole.package {
            self.drop(place.child("package"), "the first entry's stands");
        }
        self.surroundings(entry, whole, place);
        Ok(())
    }

    /// What stands beside ranges and versions.
    fn surroundings(&mut self, entry: &Affected, whole: &mut Affected, place: &Pointer) {
        self.severity(&entry.severity, place);
        if entry.ecosystem_specific.is_some() {
            self.drop(place.child("ecosystem_specific"), "the database takes none");
        }
        if let Some(object) = &entry.database_specific {
            let below = place.child("database_specific");
            match whole.database_specific {
                None => whole.database_specific = self.object(object, &OF_PACKAGE, &below),
                Some(_) => self.drop(below, "only the first entry's is kept"),
            }
        }
        self.losses.extend(Loss::of_rest(entry, place, NO_PLACE));
    }

    fn severity(&mut self, severity: &NullableList<Severity>, place: &Pointer) {
        let kind = match severity.is_empty() && !severity.has_odd() {
            true if severity.is_present() || severity.is_null() => LossKind::Normalized,
            true => return,
            false => LossKind::Dropped,
        };
        let note = "the database takes no severity";
        self.losses.push(Loss::new(place.child("severity"), kind, note));
    }

    /// What the database takes of an object: some members, and of them no scalars.
    fn object(&mut self, from: &RawObject, taken: &[&str], place: &Pointer) -> Option<RawObject> {
        let mut json = Writer::default();
        let mut kept = json.object();
        let mut any = false;
        for (name, value) in members(from.as_raw().as_raw()).unwrap_or_default() {
            let nests = matches!(kind(value), Kind::Array | Kind::Object);
            if nests && taken.contains(&&*name) {
                any = true;
                kept.member(&name, |to| to.raw(value.get()));
                continue;
            }
            let note = match &*name {
                ORIGINS => "origins are written when the database takes a report in",
                _ => "the database takes no such member",
            };
            self.losses.push(Loss::new(place.child(&name), LossKind::Dropped, note));
        }
        kept.end();
        let object = RawObject::new(Raw::from_string(json.into_text())?)?;
        any.then_some(object)
    }

    fn drop(&mut self, place: Pointer, note: &str) {
        self.losses.push(Loss::new(place, LossKind::Dropped, note));
    }
}

/// What an entry is about: ecosystem and name of a package, or a repository.
fn subject(entry: &Affected) -> Option<(&str, &str)> {
    match &entry.package {
        Some(package) => Some((package.ecosystem.as_ref()?.as_str(), package.name.as_deref()?)),
        None => entry.ranges.iter().find_map(|range| Some(("", range.repo.as_ref()?.as_str()))),
    }
}

/// Adds the elements of a list to another; a list that is there makes the other be there.
fn join<T: Clone>(whole: &mut List<T>, list: &List<T>) {
    if list.is_present() && !whole.is_present() {
        *whole = List::from(Vec::with_capacity(list.len()));
    }
    list.iter().for_each(|element| whole.push(element.clone()));
}
