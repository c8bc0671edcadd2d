//! Products as affected packages.
//!
//! Invariant: a product that is wholly unaffected gives no entry, and the loss says so.

use super::package::Named;
use super::statement::{Shape, Statement, Status};
use super::versions::{Stated, stated, took};
use super::{Collections, CveProduct, package};
use crate::LossKind;
use crate::leftovers::Leftovers;
use crate::specific::object;
use pkgschema::advisory::{Affected, Range, RangeType};
use pkgschema::identity::EcosystemName;
use pkgschema::object::{List, Raw, RawObject};
use pkgschema::version::RangeEvent;
use pkgschema::{Pointer, Text};

/// The entries that a product gives; `None` if it is no package that is known.
pub(super) fn entries(
    product: &CveProduct,
    collections: &Collections,
    place: &Pointer,
    left: &mut Leftovers,
) -> Option<Vec<Affected>> {
    let named = package::named(product, collections, place, left)?;
    let default = Status::of(product.default_status.as_ref());
    let list = place.child("versions");
    let read = product.versions.indexed();
    let (commits, statements): (Vec<_>, Vec<_>) = read
        .map(|(index, entry)| (list.index(index), Statement::of(entry)))
        .partition(|(_, one)| one.is_of_commits());
    let mut said = match statements.is_empty() && !commits.is_empty() {
        true => Stated::default(),
        false => stated(&statements, default, &named.ecosystem, left),
    };
    said.is_open |= product.versions.has_odd() || product.rest.get("versions").is_some();
    said.ranges.extend(of_commits(&commits, product, default, place, left));
    default_status(product, default, &said, place, left);
    let says_more = !said.ranges.is_empty() || !said.versions.is_empty();
    if !says_more && !said.is_open {
        left.say(place, LossKind::Dropped, "the package is not affected; OSV cannot say that");
        return Some(Vec::new());
    }
    Some(affected(product, named, said, says_more, place, left))
}

fn default_status(
    product: &CveProduct,
    default: Status,
    said: &Stated,
    place: &Pointer,
    left: &mut Leftovers,
) {
    left.member(&product.default_status, place, "defaultStatus");
    if default == Status::Unknown && said.is_open {
        let at = match product.default_status {
            Some(_) => place.child("defaultStatus"),
            None => place.child("versions"),
        };
        left.say(&at, LossKind::Changed, "the status of other versions is not known: left open");
    }
}

/// The package's entry, and one about no versions for what is left open.
fn affected(
    product: &CveProduct,
    named: Named,
    said: Stated,
    says_more: bool,
    place: &Pointer,
    left: &mut Leftovers,
) -> Vec<Affected> {
    let mut open = Affected::default();
    open.ecosystem_specific = routines(product, &named, place, left);
    open.package = Some(named.package);
    if !says_more {
        return vec![open];
    }
    let mut entry = open.clone();
    if !said.ranges.is_empty() {
        entry.ranges = List::from(said.ranges);
    }
    if !said.versions.is_empty() {
        entry.versions = List::from(said.versions);
    }
    let second = said.is_open.then_some(open);
    [entry].into_iter().chain(second).collect()
}

/// Commits as a range of type `GIT`.
fn of_commits(
    commits: &[(Pointer, Statement)],
    product: &CveProduct,
    default: Status,
    place: &Pointer,
    left: &mut Leftovers,
) -> Option<Range> {
    if commits.is_empty() {
        return None;
    }
    let mut events = Vec::new();
    for (at, one) in commits {
        match commit_events(one).filter(|_| default != Status::Affected) {
            Some(more) => {
                events.extend(more);
                took(one, at, left);
                left.take(&at.child("versionType"));
            }
            None => {
                left.lose(at, LossKind::Dropped, "events cannot say which commits are meant");
            }
        }
    }
    let repo = left.member(&product.repo, place, "repo").cloned();
    let introduces = events.iter().any(|event| matches!(event, RangeEvent::Introduced(_)));
    if !introduces {
        return None;
    }
    if repo.is_none() {
        left.say(place, LossKind::Defaulted, "a range of commits has no repository");
    }
    let mut range = Range::of(RangeType::Git, events);
    range.repo = repo;
    Some(range)
}

/// Beginnings and ends of what is affected. What is unknown never ends it.
fn commit_events(one: &Statement) -> Option<Vec<RangeEvent>> {
    let zero = || Text::from_static("0");
    let (from, to, changes) = match &one.shape {
        Shape::Single(commit) if one.status == Status::Affected => {
            let begin = RangeEvent::Introduced(commit.clone());
            return Some(vec![begin, RangeEvent::LastAffected(commit.clone())]);
        }
        Shape::Range { from, to, changes, .. } => (from, to, changes),
        Shape::Single(_) => return Some(Vec::new()),
        Shape::Unreadable => return None,
    };
    let mut events = Vec::new();
    let mut affects = one.status == Status::Affected;
    if affects {
        events.push(RangeEvent::Introduced(from.clone().unwrap_or_else(zero)));
    }
    for (at, status) in changes {
        match status {
            Status::Affected => {
                affects = true;
                events.push(RangeEvent::Introduced(at.clone()));
            }
            Status::Unaffected => {
                affects = false;
                events.push(RangeEvent::Fixed(at.clone()));
            }
            Status::Unknown => {}
        }
    }
    // On branches an end may stand beside changes; a commit graph decides.
    if let Some(end) = to.as_ref().filter(|end| !end.is_series && affects) {
        events.push(match end.inclusive {
            true => RangeEvent::LastAffected(end.version.clone()),
            false => RangeEvent::Fixed(end.version.clone()),
        });
    }
    Some(events)
}

/// Functions, and for Go the package and its systems.
fn routines(
    product: &CveProduct,
    named: &Named,
    place: &Pointer,
    left: &mut Leftovers,
) -> Option<RawObject> {
    let mut names: Vec<&Text> = Vec::new();
    let list = place.child("programRoutines");
    for (index, routine) in product.program_routines.indexed() {
        names.extend(left.member(&routine.name, &list.index(index), "name"));
    }
    if named.ecosystem.base() != EcosystemName::Go {
        return object([("affected_functions", list_of(&names))]);
    }
    let path = named.path.as_ref().or(named.package.name.as_ref())?;
    let is_system =
        |text: &Text| text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let mut systems = Vec::new();
    if !product.platforms.is_empty() && product.platforms.iter().all(is_system) {
        left.take(&place.child("platforms"));
        systems = product.platforms.iter().collect();
    }
    let import = object([
        ("path", Raw::of(path)),
        ("goos", list_of(&systems)),
        ("symbols", list_of(&names)),
    ])?;
    object([("imports", Raw::of(&[import]))])
}

/// The texts as an array, if there are any.
fn list_of(texts: &[&Text]) -> Option<Raw> {
    Raw::of(texts).filter(|_| !texts.is_empty())
}
