//! What a document does not say of a record, found by reading the document back.
//!
//! Invariant: a member of the record that does not come back equal is a loss.

mod dependencies;

use super::{EMPTY, Mapping, is_empty, no_place};
use crate::{Loss, LossKind};
use pkgschema::Pointer;
use pkgschema::metadata::{DeclaredLicense, License, PackageMetadata};
use pkgschema::object::raw::{self, Kind};
use pkgschema::object::{Differing, Raw, differences};
use serde_json::value::RawValue;
use std::collections::{HashMap, HashSet};

/// Members that say something about the record, not about the package.
const ABOUT_THE_RECORD: [&str; 4] = ["/schemaVersion", "/ecosystem", "/unknown", "/extensions"];

/// Where a licence stands as declared.
const DECLARED: &str = "/license/declared";

/// Where the dependencies stand.
const DEPENDENCIES: &str = "/dependencies";

/// A loss for every place where `back` does not say what `record` says.
pub(super) fn shortfall<D: Mapping>(record: &PackageMetadata, back: &PackageMetadata) -> Vec<Loss> {
    let (target, reasons) = (D::NAME, D::REASONS);
    let paired = dependencies::shortfall::<D>(record, back);
    let licenses = (record.license.as_ref(), back.license.as_ref());
    let said = licenses.0.zip(licenses.1).and_then(|(ours, theirs)| declared(ours, theirs, target));
    let told = |pointer: &Pointer| {
        let within = |prefix: &str| pointer.as_str().starts_with(prefix);
        ABOUT_THE_RECORD.iter().any(|prefix| within(prefix))
            || (said.is_some() && within(DECLARED))
            || (paired.is_some() && within(DEPENDENCIES))
    };
    let found = differences(record, back).into_iter();
    let found = found.filter(|difference| !told(&difference.pointer));
    let found = found.flat_map(by_member).flat_map(by_element);
    let mut losses: Vec<Loss> = found.map(|one| loss(&one, target, reasons)).collect();
    losses.extend(said.unwrap_or_default());
    losses.extend(paired.unwrap_or_default());
    losses
}

/// What is lost of the licences as declared, where both documents give one expression for them:
/// addresses and remarks, but not the names.
fn declared(ours: &License, theirs: &License, target: &str) -> Option<Vec<Loss>> {
    let same = ours.expression.is_some() && ours.expression == theirs.expression;
    same.then_some(())?;
    let place = Pointer::parse(DECLARED)?;
    let alone = DeclaredLicense::default();
    let several = ours.declared.len() != theirs.declared.len();
    let mut losses = Vec::new();
    for (index, one) in ours.declared.iter().enumerate() {
        let other = theirs.declared.get(index).filter(|_| !several).unwrap_or(&alone);
        let mut lost = |member: &str, kind, note: String| {
            losses.push(Loss::new(place.index(index).child(member), kind, note));
        };
        match several {
            true => lost("name", LossKind::Normalized, "part of one expression".to_owned()),
            false if one.name != other.name => {
                lost("name", LossKind::Repaired, format!("{target} holds the SPDX expression"));
            }
            false => {}
        }
        let members = [
            ("url", one.url.is_some() && one.url != other.url),
            ("distribution", one.distribution.is_some() && one.distribution != other.distribution),
            ("comments", one.comments.is_some() && one.comments != other.comments),
        ];
        let dropped = members.into_iter().filter(|(_, dropped)| *dropped);
        dropped.for_each(|(member, _)| lost(member, LossKind::Dropped, no_place(target)));
    }
    Some(losses)
}

fn loss(difference: &Differing, target: &str, reasons: &[(&str, &str)]) -> Loss {
    let pointer = difference.pointer.clone();
    let reason = reason(difference, reasons);
    let (kind, note) = match (&difference.left, &difference.right) {
        // why the target cannot say something is no reason for what it says of its own accord
        (None, _) => {
            return Loss::new(pointer, LossKind::Defaulted, format!("{target} must say it"));
        }
        (Some(left), Some(new)) if is_longer(new, left) => {
            return Loss::new(pointer, LossKind::Defaulted, format!("{target} must say more"));
        }
        // the name of an empty feature says something, an empty list of features nothing
        (Some(left), None) if is_empty(left.as_raw()) && pointer.tokens().nth(1).is_none() => {
            return Loss::new(pointer, LossKind::Normalized, EMPTY);
        }
        (Some(_), None) => (LossKind::Dropped, no_place(target)),
        (Some(_), Some(new)) => {
            let new = new.as_str().chars().take(60).collect::<String>();
            (LossKind::Changed, format!("{target} says {new}"))
        }
    };
    Loss::new(pointer, kind, reason.map_or(note, str::to_owned))
}

/// Why the document cannot say it: the reason of the place, or of the one member that an object has
/// there.
fn reason<'r>(difference: &Differing, reasons: &[(&str, &'r str)]) -> Option<&'r str> {
    let of = |pointer: &Pointer| {
        // which packages can be named says nothing of the members of one that was
        let member = pointer.tokens().nth(2).is_some();
        let applies = |(prefix, _): &&(&str, &str)| {
            pointer.as_str().starts_with(prefix) && !(member && *prefix == DEPENDENCIES)
        };
        reasons.iter().find(applies).map(|(_, reason)| *reason)
    };
    let within = || {
        let left = difference.left.as_ref().filter(|left| left.kind() == Kind::Object)?;
        match raw::members(left.as_raw())?.as_slice() {
            [(name, _)] => of(&difference.pointer.child(name)),
            _ => None,
        }
    };
    of(&difference.pointer).or_else(within)
}

/// A member of the record that is missing as a whole, taken apart where it is an object of several.
fn by_member(difference: Differing) -> Vec<Differing> {
    let whole = difference.right.is_none() && difference.pointer.tokens().nth(1).is_none();
    let object = difference.left.as_ref().filter(|left| whole && left.kind() == Kind::Object);
    let members = object.and_then(|object| raw::members(object.as_raw()));
    let Some(members) = members.filter(|members| members.len() > 1) else {
        return vec![difference];
    };
    let below = members.into_iter();
    below.map(|(name, left)| missing(difference.pointer.child(&name), left)).collect()
}

/// A difference between arrays, taken apart: one for each element that found no equal.
fn by_element(difference: Differing) -> Vec<Differing> {
    let (left, right) = (elements(&difference.left), elements(&difference.right));
    let Some(left) = left.filter(|left| !left.is_empty()) else { return vec![difference] };
    if right.is_none() && difference.right.is_some() {
        return vec![difference];
    }
    let mut others: HashMap<&str, usize> = HashMap::new();
    for other in right.unwrap_or_default() {
        *others.entry(other.get()).or_default() += 1;
    }
    let mut alone = Vec::new();
    for (index, element) in left.into_iter().enumerate() {
        match others.get_mut(element.get()) {
            Some(count) if *count > 0 => *count -= 1,
            _ => alone.push(missing(difference.pointer.index(index), element)),
        }
    }
    if alone.is_empty() { vec![difference] } else { alone }
}

/// Whether a list has all elements of another, and more.
fn is_longer(list: &Raw, other: &Raw) -> bool {
    let lists = raw::elements(list.as_raw()).zip(raw::elements(other.as_raw()));
    lists.is_some_and(|(list, other)| {
        let there: HashSet<&str> = list.iter().map(|one| one.get()).collect();
        list.len() > other.len() && other.iter().all(|one| there.contains(one.get()))
    })
}

fn elements(raw: &Option<Raw>) -> Option<Vec<&RawValue>> {
    raw::elements(raw.as_ref()?.as_raw())
}

/// What stands at a place of the record and does not come back.
fn missing(pointer: Pointer, left: &RawValue) -> Differing {
    Differing::new(pointer, Some(left.into()), None)
}
