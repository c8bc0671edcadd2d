//! What a document does not say of a record, found by reading the document back.
//!
//! Invariant: a member of the record that does not come back equal is a loss.

use crate::view::{Difference, differences};
use crate::{Loss, LossKind};
use pkgschema::Pointer;
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::raw::{self, Kind};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;

/// Members that say something about the record, not about the package.
const ABOUT_THE_RECORD: [&str; 4] = ["/schemaVersion", "/ecosystem", "/unknown", "/extensions"];

/// A loss for every place where `back` does not say what `record` says.
pub(super) fn shortfall(
    record: &PackageMetadata,
    back: PackageMetadata,
    target: &str,
    reasons: &[(&str, &str)],
) -> Vec<Loss> {
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
    let found = found.flat_map(by_member).flat_map(by_element);
    found.map(|difference| loss(&difference, target, reasons)).collect()
}

fn loss(difference: &Difference<'_>, target: &str, reasons: &[(&str, &str)]) -> Loss {
    let pointer = difference.pointer.clone();
    let applies = |(prefix, _): &&(&str, &str)| pointer.as_str().starts_with(prefix);
    let reason = reasons.iter().find(applies).map(|(_, reason)| *reason);
    let (kind, note) = match (difference.left, difference.right) {
        (None, _) => (LossKind::Defaulted, format!("{target} must say it")),
        (Some(_), None) => (LossKind::Dropped, format!("{target} has no place for it")),
        (Some(_), Some(_)) if pointer.as_str().starts_with("/license/declared") => {
            (LossKind::Repaired, format!("{target} holds the SPDX expression"))
        }
        (Some(_), Some(new)) => {
            let new = new.get().chars().take(60).collect::<String>();
            (LossKind::Changed, format!("{target} says {new}"))
        }
    };
    Loss::new(pointer, kind, reason.map_or(note, str::to_owned))
}

/// A member of the record that is missing as a whole, taken apart where it is an object.
fn by_member(difference: Difference<'_>) -> Vec<Difference<'_>> {
    let whole = difference.right.is_none() && difference.pointer.tokens().nth(1).is_none();
    let object = difference.left.filter(|left| whole && raw::kind(left) == Kind::Object);
    let below = |(name, left): (Cow<'_, str>, _)| Difference {
        pointer: difference.pointer.child(&name),
        left: Some(left),
        right: None,
    };
    match object.and_then(raw::members) {
        Some(members) if !members.is_empty() => members.into_iter().map(below).collect(),
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
