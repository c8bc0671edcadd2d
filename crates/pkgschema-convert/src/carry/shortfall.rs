//! What a document does not say of a record, found by reading the document back.
//!
//! Invariant: a member of the record that does not come back equal is a loss.

mod dependencies;

use super::{EMPTY, Mapping, is_empty, no_place};
use crate::view::{Difference, differences};
use crate::{Loss, LossKind};
use pkgschema::Pointer;
use pkgschema::metadata::{DeclaredLicense, License, PackageMetadata};
use pkgschema::object::raw::{self, Kind};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;

/// Members that say something about the record, not about the package.
const ABOUT_THE_RECORD: [&str; 4] = ["/schemaVersion", "/ecosystem", "/unknown", "/extensions"];

/// Where a licence stands as declared.
const DECLARED: &str = "/license/declared";

/// Where the dependencies stand.
const DEPENDENCIES: &str = "/dependencies";

/// A loss for every place where `back` does not say what `record` says.
pub(super) fn shortfall<D: Mapping>(record: &PackageMetadata, back: PackageMetadata) -> Vec<Loss> {
    let (target, reasons) = (D::NAME, D::REASONS);
    let paired = dependencies::shortfall::<D>(record, &back);
    let licenses = (record.license.as_ref(), back.license.as_ref());
    let said = licenses.0.zip(licenses.1).and_then(|(ours, theirs)| declared(ours, theirs, target));
    let written = back.to_json();
    drop(back);
    let (record, back) = (record.to_json(), written);
    let parse = |json| serde_json::from_str::<&RawValue>(json).ok();
    let (Some(record), Some(back)) = (parse(record.as_str()), parse(back.as_str())) else {
        return Vec::new();
    };
    let found = differences(record, back).into_iter();
    let about =
        |pointer: &Pointer| ABOUT_THE_RECORD.iter().any(|name| pointer.as_str().starts_with(name));
    let found = found.filter(|difference| !about(&difference.pointer));
    let known = |pointer: &Pointer| {
        let of = |known: bool, prefix: &str| known && pointer.as_str().starts_with(prefix);
        of(said.is_some(), DECLARED) || of(paired.is_some(), DEPENDENCIES)
    };
    let found = found.filter(|difference| !known(&difference.pointer));
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

fn loss(difference: &Difference<'_>, target: &str, reasons: &[(&str, &str)]) -> Loss {
    let pointer = difference.pointer.clone();
    let applies = |(prefix, _): &&(&str, &str)| pointer.as_str().starts_with(prefix);
    let reason = reasons.iter().find(applies).map(|(_, reason)| *reason);
    let (kind, note) = match (difference.left, difference.right) {
        (None, _) => (LossKind::Defaulted, format!("{target} must say it")),
        // the name of an empty feature says something, an empty list of features nothing
        (Some(left), None) if is_empty(left) && pointer.tokens().nth(1).is_none() => {
            return Loss::new(pointer, LossKind::Normalized, EMPTY);
        }
        (Some(_), None) => (LossKind::Dropped, no_place(target)),
        (Some(_), Some(new)) => {
            let new = new.get().chars().take(60).collect::<String>();
            (LossKind::Changed, format!("{target} says {new}"))
        }
    };
    Loss::new(pointer, kind, reason.map_or(note, str::to_owned))
}

/// A member of the record that is missing as a whole, taken apart where it is an object of several.
fn by_member(difference: Difference<'_>) -> Vec<Difference<'_>> {
    let whole = difference.right.is_none() && difference.pointer.tokens().nth(1).is_none();
    let object = difference.left.filter(|left| whole && raw::kind(left) == Kind::Object);
    let below = |(name, left): (Cow<'_, str>, _)| Difference {
        pointer: difference.pointer.child(&name),
        left: Some(left),
        right: None,
    };
    match object.and_then(raw::members) {
        Some(members) if members.len() > 1 => members.into_iter().map(below).collect(),
        _ => vec![difference],
    }
}

/// A difference between arrays, taken apart: one for each element that found no equal.
fn by_element(difference: Difference<'_>) -> Vec<Difference<'_>> {
    let is_array = |raw: Option<&RawValue>| raw.map(raw::kind) == Some(Kind::Array);
    let elements = match difference.left.and_then(raw::elements) {
        Some(elements) if !elements.is_empty() => elements,
        _ => return vec![difference],
    };
    if difference.right.is_some() && !is_array(difference.right) {
        return vec![difference];
    }
    let mut others: HashMap<&str, usize> = HashMap::new();
    for other in difference.right.and_then(raw::elements).unwrap_or_default() {
        *others.entry(other.get()).or_default() += 1;
    }
    let mut missing = Vec::new();
    for (index, element) in elements.into_iter().enumerate() {
        match others.get_mut(element.get()) {
            Some(count) if *count > 0 => *count -= 1,
            _ => missing.push(Difference {
                pointer: difference.pointer.index(index),
                left: Some(element),
                right: None,
            }),
        }
    }
    if missing.is_empty() { vec![difference] } else { missing }
}
